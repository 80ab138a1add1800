"""What the capitals weighed in each week of one ceasefire, and in which weeks they decided something.

A capital weighs an attack every week, but draws a move only in a week in which it reviews its course or in which
the question of an attack comes up. In all other weeks it goes on as it was, and that is no decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.agents.tally import CAUSES, HELD
from sim.analysis.chronicles.history import COURSE_WEEKS, SIDES, History, logistic
from sim.engine.calendar import DAYS_PER_WEEK
from sim.incentives.choice import ATTACK, STANCES
from sim.incentives.terms import TERMS

#: Weeks before a collapse whose decisions are all told.
LAST_WEEKS = 4
#: An open question of attack is told when attacking was at least this likely.
LIKELY_ATTACK = 0.05
#: What brings a draw about: the question of an attack, or a review of the course.
QUESTION, REVIEW = "question of an attack", "review"


@dataclass(frozen=True)
class Weighing:
    """What one capital weighed in one week, and what came of it.

    Attributes
    ----------
    terms : the terms of its incentive to attack, % of its own GDP; they add up to ``incentive``.
    chance : that its attack would succeed, as it sees it.
    belief : probability it gives to being attacked.
    drawn : what brought a draw of the move about, ``QUESTION`` or ``REVIEW``; empty where it went on as it was.
    probabilities : of each move in the draw; they sum to one. An attack has 0 where it was not open. Empty
        where no move was drawn.
    move, grey : the move taken or kept, and whether it presses off the line.
    ready : whether its forces were built up far enough for an attack.
    why : why the decision is worth telling; empty for an ordinary one, and where nothing was decided.
    """

    day: int
    week: int
    side: str
    incentive: float
    terms: dict[str, float]
    chance: float
    belief: float
    drawn: str
    probabilities: dict[str, float]
    move: str
    grey: bool
    ready: bool
    why: str

    def largest(self, sign: int) -> str:
        """The term that pushes most towards (1) or against (-1) an attack; empty if none does."""
        name = max(self.terms, key=lambda term: sign * self.terms[term])
        return name if sign * self.terms[name] > 0 else ""


def weighings(h: History) -> list[Weighing]:
    """Every week of both capitals, week by week, Moscow first."""
    return [weighing(h, week, side) for week in range(1, h.weighed + 1) for side in SIDES]


def weighing(h: History, week: int, side: str) -> Weighing:
    """One week (from 1) of one capital."""
    me, number = h.worlds[side][week - 1], SIDES.index(side)
    drawn, odds = "", {}
    if h.drawn[week - 1, number]:
        drawn = QUESTION if h.asked[week - 1, number] else REVIEW
        odds = dict(zip(STANCES, h.odds[week - 1, number].tolist(), strict=True))
    return Weighing(
        day=week * DAYS_PER_WEEK,
        week=week,
        side=side,
        incentive=float(me["incentive"]),
        terms=dict(zip(TERMS, me["terms"].tolist(), strict=True)),
        chance=float(me["chance"]),
        belief=logistic(me["belief"]),
        drawn=drawn,
        probabilities=odds,
        move=STANCES[int(me["stance"])],
        grey=bool(me["grey"]),
        ready=bool(h.ready[week - 1, number]),
        why="; ".join(_reasons(h, week, side)) if drawn else "",
    )


def _reasons(h: History, week: int, side: str) -> Iterator[str]:
    """Why a decision is worth telling."""
    number = SIDES.index(side)
    decided = h.drawn[:, number]
    stances = h.worlds[side]["stance"][: h.weighed]
    now, before = stances[week - 1], stances[week - 2] if week > 1 else h.start[side]["stance"][0]
    if not decided[: week - 1].any():
        yield "first decision"
    if now == ATTACK:
        yield "the attack"
    elif now != before and now in COURSE_WEEKS:
        other = (stances[week - 1 :] != now).nonzero()[0]
        kept = int(other[0]) if len(other) else h.weighed - week + 1
        if kept >= COURSE_WEEKS[now]:
            yield f"a new course, kept for {kept} weeks" + ("" if len(other) else ", to the end")
    if now != ATTACK and h.asked[week - 1, number] and h.odds[week - 1, number, ATTACK] >= LIKELY_ATTACK:
        yield "an attack was open"
    if h.cause != CAUSES[HELD] and week > h.weighed - LAST_WEEKS:
        yield "last weeks"
    elif not decided[week:].any():
        yield "last decision"
