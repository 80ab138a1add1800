"""The chronicle of one ceasefire: dated events, and every weekly decision with the terms that led to it.

One run is replayed week by week and its state kept; all else is read off that history. Nothing is drawn or
decided here, so a chronicle ends as the same run of a study does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.agents.state import FIRED, WORLD
from sim.agents.tally import CAUSES, EROSION, ESCALATION, HELD, RUSSIAN_OFFENSIVE, UKRAINIAN_OFFENSIVE
from sim.agents.united_states import is_election
from sim.engine.calendar import DAYS_PER_WEEK
from sim.engine.ground import ground
from sim.engine.outcome import frame
from sim.engine.replay import Replay
from sim.incentives.choice import ATTACK, COMPLY, MASS, PRESS, STANCES
from sim.incentives.terms import TERMS
from sim.line.sectors import Sectors
from sim.scenario.scenario import Scenario

DAYS_A_YEAR = 365.0
SIDES = ("russia", "ukraine")
#: What the sides are called in a told story.
CAPITALS = {"russia": "Moscow", "ukraine": "Kyiv"}
#: The terms of the incentive in words.
TERM_WORDS = {
    "gains": "what an attack would win",
    "losses": "what a failed attack would cost",
    "fighting": "the cost of fighting",
    "sanctions": "sanctions it would bring",
    "assets": "frozen assets at stake",
    "guarantee": "the guarantors' answer",
    "escalation": "risk of a wider war",
    "aid": "aid it would lose",
    "deal": "worth of keeping the deal",
    "fear": "fear of being attacked first",
    "grievance": "grievance or exposure under the terms",
    "incidents": "anger over fire suffered",
    "weariness": "war-weariness",
    "politics": "domestic pressure",
}
CAUSE_WORDS = {
    "held": "held to the horizon",
    "russian_offensive": "Moscow's offensive",
    "ukrainian_offensive": "Kyiv's offensive",
    "escalation": "escalation nobody ordered",
    "erosion": "erosion past the threshold of war",
}

#: A move that is kept so many weeks is a course; moves are drawn weekly, and shorter spells are wavering.
COURSE_WEEKS = 4
#: Weeks before a collapse whose decisions are told in full.
LAST_WEEKS = 4
#: An open question of attack is told when attacking was at least this likely.
LIKELY_ATTACK = 0.05
#: Crisis levels: from which the model books deaths to it, one that is grave (fire four times as high), and
#: below which it is over (fire within a quarter of its usual level).
CRISIS, GRAVE_CRISIS, CALM = 1.0, 3.0, 0.25


@dataclass(frozen=True)
class Event:
    """Something that happened on a day.

    Attributes
    ----------
    day : days since the ceasefire began (0 = its first day); what the end of week n settles has day 7 n.
    week : week of the ceasefire, from 1; 0 = before its first week was over.
    kind : what kind of event, one word or two joined by an underscore.
    side : "russia", "ukraine", or "" where it is nobody's.
    text : the event in words.
    short : a label for a picture.
    major : whether a short telling keeps it.
    """

    day: int
    week: int
    kind: str
    side: str
    text: str
    short: str
    major: bool = True


@dataclass(frozen=True)
class Decision:
    """One capital's decision in one week.

    Attributes
    ----------
    terms : the terms of its incentive to attack, % of its own GDP; they add up to ``incentive``.
    chance : that its attack would succeed, as it sees it.
    belief : probability it gives to being attacked.
    probabilities : of each move; they sum to one. An attack has 0 where it was not open.
    move, grey : the move taken, and whether it pressed off the line.
    ready : whether its forces are built up far enough for an attack.
    why : why the decision is worth telling; empty for an ordinary week.
    """

    day: int
    week: int
    side: str
    incentive: float
    terms: dict[str, float]
    chance: float
    belief: float
    probabilities: dict[str, float]
    move: str
    grey: bool
    ready: bool
    why: str

    def largest(self, sign: int) -> str:
        """The term that pushes most towards (1) or against (-1) an attack; empty if none does."""
        name = max(self.terms, key=lambda term: sign * self.terms[term])
        return name if sign * self.terms[name] > 0 else ""


@dataclass(frozen=True)
class Chronicle:
    """One ceasefire, told.

    Attributes
    ----------
    scenario, seed, run : what was run.
    sectors : the line.
    ends : day at the end of each span (a week, or what was left of one), shape (n,).
    fired : violations fired in each span and sector, shape (n, sectors).
    history : the world at the end of each span (dtype WORLD), shape (n,).
    decided : spans that ended in a decision of the capitals; these are the first ones.
    start : the world as the ceasefire begins (dtype WORLD), shape (1,).
    row : the outcome (dtype OUTCOME), shape (1,).
    """

    scenario: Scenario
    seed: int
    run: int
    sectors: Sectors
    ends: np.ndarray
    fired: np.ndarray
    history: np.ndarray
    decided: int
    start: np.ndarray
    row: np.ndarray

    @property
    def days(self) -> int:
        """Days until collapse or the horizon."""
        return int(self.row["days"][0])

    @property
    def cause(self) -> str:
        """How it ended, one of ``CAUSES``."""
        return CAUSES[int(self.row["cause"][0])]

    @property
    def need(self) -> float:
        """Weeks of build-up that an attack needs here."""
        return float(self.scenario.choice.massing_weeks * self.start["front"]["slow"][0])

    @cached_property
    def probabilities(self) -> np.ndarray:
        """Probability of each move of each side in every week with a decision, shape (decided, 2, 4)."""
        weights = np.stack([self.history[side]["weights"][: self.decided] for side in SIDES], axis=1)
        return weights / weights.sum(axis=2, keepdims=True)

    @cached_property
    def events(self) -> list[Event]:
        """Every event, in order of days."""
        return sorted(_events(self), key=lambda event: event.day)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Every decision of both capitals, week by week, Moscow first."""
        return [_decision(self, week, side) for week in range(1, self.decided + 1) for side in SIDES]

    def types(self) -> dict[str, dict[str, float | bool]]:
        """Hidden types of both sides: aims (% of GDP), and whether the pause is tactical."""
        first = self.start[0]
        return {
            side: {"aims": float(first[side]["aims"]), "tactical": bool(first[side]["tactical"])}
            for side in SIDES
        }

    def outcome(self) -> dict[str, Any]:
        """The outcome as a study stores it, as plain numbers and words."""
        record = frame(self.row).iloc[0].to_dict()
        return {name: value.item() if hasattr(value, "item") else value for name, value in record.items()}

    def odds_of_attack(self, side: str) -> tuple[int, float]:
        """Weeks in which an attack was open to a side, and the chance of an attack in at least one of them.

        The chance takes the situations as they came; it is not what another run would meet.
        """
        attack = self.probabilities[:, SIDES.index(side), ATTACK]
        return int((attack > 0).sum()), float(1 - np.prod(1 - attack))

    def shift(self, side: str) -> dict[str, float]:
        """How far each term moved from the first decision to the last (% of GDP), the largest move first."""
        if not self.decided:
            return {}
        terms = self.history[side]["terms"][: self.decided]
        moved = dict(zip(TERMS, (terms[-1] - terms[0]).tolist(), strict=True))
        return dict(sorted(moved.items(), key=lambda item: -abs(item[1])))

    def why(self) -> list[str]:
        """Why it ended as it did, in sentences."""
        return list(_why(self))


def chronicle(scenario: Scenario, seed: int, run: int = 0) -> Chronicle:
    """Replay a run and keep its history.

    Parameters
    ----------
    scenario, seed, run : as in :func:`sim.engine.batch.run`.
    """
    replay = Replay(scenario, seed, run)
    longest = -(-replay.horizon // DAYS_PER_WEEK)
    start, history = np.zeros(1, WORLD), np.zeros(longest, WORLD)
    start[0] = replay.world
    sectors = ground(scenario).sectors
    ends = np.zeros(longest, np.int64)
    total = np.zeros((longest + 1, len(sectors)))
    total[0] = replay.line[FIRED]
    n = 0
    while not replay.over:
        replay.until((n + 1) * DAYS_PER_WEEK)
        history[n], ends[n], total[n + 1] = replay.world, replay.day, replay.line[FIRED]
        n += 1
    row = replay.outcome()
    # No one decides in a week that the horizon cuts short, or in which deaths on the line end the ceasefire.
    cut = n and (ends[n - 1] % DAYS_PER_WEEK or int(row["cause"][0]) in (ESCALATION, EROSION))
    decided = 0 if scenario.horizon.capitals == "rest" else n - bool(cut)
    return Chronicle(
        scenario=scenario,
        seed=seed,
        run=run,
        sectors=sectors,
        ends=ends[:n],
        fired=np.diff(total[: n + 1], axis=0),
        history=history[:n],
        decided=decided,
        start=start,
        row=row,
    )


# Events.


def _events(c: Chronicle) -> Iterator[Event]:
    yield from _first_days(c)
    yield from _guarantors(c)
    for side in SIDES:
        yield from _build_ups(c, side)
        yield from _pressure(c, side)
        yield from _findings(c, side)
    yield from _crises(c)
    yield _end(c)


def _weekly(week: int, kind: str, side: str, text: str, short: str, major: bool = True) -> Event:
    return Event(week * DAYS_PER_WEEK, week, kind, side, text, short, major)


def _spells(active: np.ndarray, gap: int = 0) -> list[tuple[int, int]]:
    """First and last week (from 1) of each spell; breaks of up to ``gap`` weeks do not end one."""
    spells: list[tuple[int, int]] = []
    for week in (np.flatnonzero(active) + 1).tolist():
        if spells and week - spells[-1][1] <= gap + 1:
            spells[-1] = (spells[-1][0], week)
        else:
            spells.append((week, week))
    return spells


def _first_days(c: Chronicle) -> Iterator[Event]:
    tally = c.row[0]
    for name, kind, text, short in (
        ("first_violation_day", "first_violation", "first violation", "first violation"),
        (
            "first_serious_day",
            "first_serious",
            f"first serious violation: {c.scenario.casualties.serious_day:g} or more battle deaths in a day",
            "first serious day",
        ),
    ):
        day = int(tally[name])
        if day >= 0:
            yield Event(day, day // DAYS_PER_WEEK + 1, kind, "", text, short)
    for side in SIDES:
        massed = float(c.start[side]["massing"][0])
        if massed > 0 and c.decided:
            name = CAPITALS[side]
            text = f"{name} begins with {massed:.1f} of the {c.need:.1f} weeks of build-up an attack needs"
            yield Event(0, 0, "massed_at_start", side, text, f"{name} massed", massed >= c.need)
    half = 0.5 * c.scenario.casualties.war_threshold
    bloody = np.flatnonzero(c.history["front"]["deaths_year"] >= half)
    if len(bloody):
        end = int(c.ends[bloody[0]])
        text = f"battle deaths over a trailing year pass {half:,.0f}, half the threshold of war"
        yield Event(end, -(-end // DAYS_PER_WEEK), "deaths", "", text, f"{half:,.0f} deaths a year")


def _guarantors(c: Chronicle) -> Iterator[Event]:
    p, g = c.scenario, c.history["guarantors"]
    weeks = c.decided if c.decided else int((c.ends % DAYS_PER_WEEK == 0).sum())
    if p.guarantee.commitment > 0 or p.guarantee.stationed_troops > 0:
        begun = np.flatnonzero(g["in_force"][:weeks] > 0)
        if len(begun):
            text = f"guarantee in force (credibility {g['credibility'][begun[0]]:.0%})"
            yield _weekly(int(begun[0]) + 1, "guarantee_in_force", "", text, "guarantee in force")
    before = c.start["guarantors"]
    for i in range(weeks):
        week, now = i + 1, g[i]
        earlier = g[i - 1] if i else before[0]
        tally = c.history["tally"][i]
        tally_earlier = c.history["tally"][i - 1] if i else c.start["tally"][0]
        if is_election(week, c.scenario.politics.first_election):
            was, usual = (_logistic(x["attention_usual"]) for x in (earlier, now))
            text = f"American election: usual attention from {was:.0%} to {usual:.0%}"
            yield _weekly(week, "election", "", text, f"US election: {usual:.0%}")
        if tally["renewals_lost"] > tally_earlier["renewals_lost"]:
            shares = f"from {earlier['kept']:.0%} to {now['kept']:.0%}"
            text = f"the EU fails to renew sanctions: share in force {shares}"
            yield _weekly(week, "renewal_lost", "", text, "EU renewal lost")
        if tally["snapbacks"] > tally_earlier["snapbacks"]:
            text = f"snap-back in effect: relief of {earlier['relief']:.0%} withdrawn"
            yield _weekly(week, "snapback", "", text, "snap-back in effect")
        elif now["snapback_rest"] > earlier["snapback_rest"]:
            yield _weekly(
                week, "snapback_failed", "", "snap-back comes up and is not agreed", "snap-back fails"
            )
        if now["snapback_due"] >= 0 and earlier["snapback_due"] < 0:
            text = f"snap-back called, to take effect in week {now['snapback_due']:.0f}"
            yield _weekly(week, "snapback_called", "", text, "snap-back called")
        if p.assets.use != "held" and now["assets_paid"] >= p.assets.total > earlier["assets_paid"]:
            whose = "spent" if p.assets.use == "without_consent" else "paid out"
            yield _weekly(week, "assets_spent", "", f"the frozen assets are all {whose}", "assets all paid")
        years = week * DAYS_PER_WEEK / DAYS_A_YEAR
        if years >= p.aid.cut_year > years - DAYS_PER_WEEK / DAYS_A_YEAR:
            flows = f"{earlier['aid']:.0f} to {now['aid']:.0f} billion dollars a year"
            text = f"aid cut by {p.aid.cut_share:.0%}: {flows}"
            yield _weekly(week, "aid_cut", "", text, "aid cut")
    for number, (first, last) in enumerate(_spells(g["signal"][: c.decided] > 0, gap=COURSE_WEEKS)):
        text = f"nuclear signalling{f', on and off to week {last}' if last > first else ''}"
        yield _weekly(first, "nuclear_signal", "russia", text, "nuclear signals", major=number == 0)


def _build_ups(c: Chronicle, side: str) -> Iterator[Event]:
    """Build-ups: from the first week of massing until what was built up has been stood down again."""
    name, other = CAPITALS[side], CAPITALS[SIDES[1 - SIDES.index(side)]]
    me = c.history[side][: c.decided]
    massing, mass = me["massing"], me["stance"] == MASS
    seen = c.history[SIDES[1 - SIDES.index(side)]]["alarm"][: c.decided] > 0
    for first, last in _spells(massing > 0):
        stretch = slice(first - 1, last)
        peak = float(massing[stretch].max())
        ready = np.flatnonzero(massing[stretch] >= c.need) + first
        fresh = np.flatnonzero(mass[stretch]) + first
        if not len(fresh):
            continue  # The build-up of before the ceasefire, stood down.
        serious = len(ready) > 0
        yield _weekly(
            int(fresh[0]), "massing_begins", side, f"{name} begins to mass forces", f"{name} masses", serious
        )
        reports = np.flatnonzero(seen[stretch]) + first
        if len(reports):
            text = f"{name}'s massing is seen in {other}" + (
                " and by the guarantors" if side == "russia" else ""
            )
            yield _weekly(int(reports[0]), "massing_seen", side, text, f"{name}'s massing seen", serious)
        if serious and not (first == 1 and ready[0] == 1):
            text = f"{name}'s forces are ready for an attack ({massing[ready[0] - 1]:.0f} weeks of build-up)"
            yield _weekly(int(ready[0]), "ready", side, text, f"{name} ready")
        if last < c.decided:
            text = f"{name}'s forces have stood down (at most {peak:.1f} of {c.need:.1f} weeks built up)"
            yield _weekly(last + 1, "massing_ends", side, text, f"{name} stands down", serious)


def _pressure(c: Chronicle, side: str) -> Iterator[Event]:
    """Unbroken runs of weeks in which a side presses; a short telling keeps those that are a course."""
    me = c.history[side][: c.decided]
    pressing, grey = me["stance"] == PRESS, me["grey"] > 0.5
    for kind, where, active in (
        ("pressing", "on the line", pressing & ~grey),
        ("grey_zone", "in the grey zone", grey),
    ):
        for first, last in _spells(active):
            weeks = last - first + 1
            major = weeks >= COURSE_WEEKS
            short = f"{CAPITALS[side]} presses" + (" (grey)" if kind == "grey_zone" else "")
            text = f"{CAPITALS[side]} begins to press {where} ({weeks} week{'s' if weeks > 1 else ''})"
            yield _weekly(first, f"{kind}_begins", side, text, short, major)
            if last < c.decided:
                text = f"{CAPITALS[side]} no longer presses {where}"
                yield _weekly(last + 1, f"{kind}_ends", side, text, short + " no more", major)


def _findings(c: Chronicle, side: str) -> Iterator[Event]:
    """Stretches of weeks in which findings against a side pass the threshold of snap-back."""
    threshold = c.scenario.sanctions.threshold
    findings = c.history[side]["findings"][: c.decided]
    for number, (first, last) in enumerate(_spells(findings > threshold, gap=COURSE_WEEKS)):
        most = findings[first - 1 : last].max()
        for_how_long = f", on and off to week {last}" if last > first else ""
        text = (
            f"findings against {CAPITALS[side]} pass {threshold:g} a week{for_how_long} (at most {most:.0f})"
        )
        major = number == 0 or last - first >= COURSE_WEEKS
        yield _weekly(first, "findings", side, text, f"findings: {CAPITALS[side]}", major)


def _crises(c: Chronicle) -> Iterator[Event]:
    """Crises: from the week fire more than doubles after a grave incident until it is nearly as usual."""
    level = c.history["front"]["crisis"]
    for first, last in _spells(level > CALM):
        peak = float(level[first - 1 : last].max())
        if peak <= CRISIS:
            continue
        begin = first + int(np.argmax(level[first - 1 : last] > CRISIS))
        major = peak >= GRAVE_CRISIS
        text = f"a grave incident: crisis begins (fire up to {1 + peak:.1f} times its usual level)"
        yield _weekly(begin, "crisis_begins", "", text, f"crisis ×{1 + peak:.1f}", major)
        if last < len(level):
            weeks = last + 1 - begin
            text = f"crisis over after {weeks} week{'s' if weeks > 1 else ''}"
            yield _weekly(last + 1, "crisis_ends", "", text, "crisis over", major)


def _end(c: Chronicle) -> Event:
    week = -(-c.days // DAYS_PER_WEEK)
    if c.cause == CAUSES[HELD]:
        text = f"the ceasefire still stands after {c.days / DAYS_A_YEAR:.3g} years, when the run ends"
        return Event(c.days, week, "held", "", text, "held")
    side = {RUSSIAN_OFFENSIVE: "russia", UKRAINIAN_OFFENSIVE: "ukraine"}.get(int(c.row["cause"][0]), "")
    cause = CAUSE_WORDS[c.cause]
    return Event(c.days, week, "collapse", side, f"collapse: {cause}", f"collapse: {cause}")


# Decisions.


def _decision(c: Chronicle, week: int, side: str) -> Decision:
    me = c.history[side][week - 1]
    odds = c.probabilities[week - 1, SIDES.index(side)]
    return Decision(
        day=week * DAYS_PER_WEEK,
        week=week,
        side=side,
        incentive=float(me["incentive"]),
        terms=dict(zip(TERMS, me["terms"].tolist(), strict=True)),
        chance=float(me["chance"]),
        belief=_logistic(me["belief"]),
        probabilities=dict(zip(STANCES, odds.tolist(), strict=True)),
        move=STANCES[int(me["stance"])],
        grey=bool(me["grey"]),
        ready=_ready_before(c, week, side),
        why="; ".join(_reasons(c, week, side)),
    )


def _ready_before(c: Chronicle, week: int, side: str) -> bool:
    """Whether the forces were ready when the week's move was chosen."""
    before = c.history[side][week - 2] if week > 1 else c.start[side][0]
    return bool(before["massing"] >= c.need)


def _reasons(c: Chronicle, week: int, side: str) -> Iterator[str]:
    """Why a decision is worth telling."""
    stances = c.history[side]["stance"][: c.decided]
    now = stances[week - 1]
    attack = c.probabilities[week - 1, SIDES.index(side), ATTACK]
    if week == 1:
        yield "first week"
    elif now != stances[week - 2]:
        kept = stances[week - 1 : week - 1 + COURSE_WEEKS]
        if now == ATTACK:
            yield "the attack"
        elif now != COMPLY and len(kept) == COURSE_WEEKS and (kept == now).all():
            yield f"a new course, kept for {COURSE_WEEKS} weeks or more"
    if now != ATTACK and attack >= LIKELY_ATTACK:
        yield "an attack was open"
    last = LAST_WEEKS if c.cause != CAUSES[HELD] else 1
    if week > c.decided - last:
        yield "last weeks" if last > 1 else "last week"


# Why.


def _why(c: Chronicle) -> Iterator[str]:
    if not c.decided:
        yield "No capital decided anything in this run."
        return
    code = int(c.row["cause"][0])
    if code in (RUSSIAN_OFFENSIVE, UKRAINIAN_OFFENSIVE):
        yield from _why_attack(c, "russia" if code == RUSSIAN_OFFENSIVE else "ukraine")
    elif code in (ESCALATION, EROSION):
        front = c.history["front"][-1]
        share = front["crisis_deaths_year"] / max(front["deaths_year"], 1.0)
        yield (
            f"No capital ordered it: {front['deaths_year']:,.0f} battle deaths in a trailing year reached "
            f"the threshold of war, {share:.0%} of them in crises."
        )
        for side in SIDES:
            yield _moved(c, side)
    else:
        for side in SIDES:
            open_weeks, once = c.odds_of_attack(side)
            name = CAPITALS[side]
            if open_weeks:
                yield (
                    f"An attack was open to {name} in {_weeks(open_weeks)}; in the situations as they came, "
                    f"the chance of at least one was {percent(once)}, and none was drawn."
                )
            else:
                yield (
                    f"An attack was never open to {name}: its forces were not ready in a week "
                    f"when the question arose."
                )
            yield _moved(c, side)


def _why_attack(c: Chronicle, side: str) -> Iterator[str]:
    last = _decision(c, c.decided, side)
    name = CAPITALS[side]
    push, hold = last.largest(1), last.largest(-1)
    text = f"{name} attacked with an incentive of {last.incentive:+.1f}% of its GDP"
    if push:
        text += f"; what pushed most was {TERM_WORDS[push]} ({last.terms[push]:+.1f})"
    if hold:
        text += f", what held back most was {TERM_WORDS[hold]} ({last.terms[hold]:+.1f})"
    yield text + "."
    yield _moved(c, side)
    open_weeks, once = c.odds_of_attack(side)
    yield (
        f"It was drawn with a probability of {percent(last.probabilities['attack'])} that week. "
        f"An attack was open to {name} in {_weeks(open_weeks)}; in the situations as they came, "
        f"the chance of at least one was {percent(once)}."
    )
    if c.history[side]["tactical"][0]:
        yield f"{name} meant the pause to be tactical in this run."


def _moved(c: Chronicle, side: str) -> str:
    """The change of a side's incentive over the run, with the terms that made most of it."""
    moved = c.shift(side)
    total = math.fsum(moved.values())
    chief = [f"{TERM_WORDS[term]} {by:+.1f}" for term, by in moved.items() if abs(by) >= 0.5][:4]
    parts = f": {', '.join(chief)}" if chief else ""
    return (
        f"From the first week to the last decision {CAPITALS[side]}'s incentive moved by {total:+.1f}{parts}."
    )


def _weeks(count: int) -> str:
    return f"{count} week{'' if count == 1 else 's'}"


def percent(share: float) -> str:
    """A probability; never rounded to certainty."""
    if 0 < share < 0.001:
        return "less than 0.1%"
    if 0.999 < share < 1:
        return "more than 99.9%"
    return f"{share:.0%}" if 0.0495 <= share <= 0.9505 else f"{share:.1%}"


def _logistic(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))
