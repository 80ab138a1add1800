"""The decision that ended a ceasefire, or came nearest to it, and what its incentive was made of."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.agents.tally import RUSSIAN_OFFENSIVE, UKRAINIAN_OFFENSIVE
from sim.analysis.chronicles.history import SIDES, History
from sim.engine.calendar import DAYS_PER_WEEK
from sim.incentives.choice import ATTACK
from sim.incentives.terms import TERMS

#: Causes that a capital orders, and who orders them.
ORDERED = {RUSSIAN_OFFENSIVE: "russia", UKRAINIAN_OFFENSIVE: "ukraine"}


@dataclass(frozen=True)
class Decision:
    """What one capital weighed in the week that mattered most, against the weeks before.

    All terms are in % of the side's own annual GDP and add up to its incentive to attack.

    Attributes
    ----------
    side : ``"russia"`` or ``"ukraine"``.
    ordered : whether it ordered its attack then; else it is the week of the run's highest incentive.
    week : number of the week, from 1; it weighed at the week's end.
    terms : in that week.
    first : in the first week after signature.
    usual : average over the weeks before the attack was ordered (over all weeks where none was).
    weeks : how many weeks the average is of; 0 where there was none before, and ``usual`` is the week itself.
    odds : probability of an attack in the draw of that week; 0 where the question of one did not come up.
    tactical : whether the side meant the pause to be tactical.
    """

    side: str
    ordered: bool
    week: int
    terms: dict[str, float]
    first: dict[str, float]
    usual: dict[str, float]
    weeks: int
    odds: float
    tactical: bool

    @property
    def day(self) -> int:
        """Days since the ceasefire began."""
        return self.week * DAYS_PER_WEEK

    @property
    def incentive(self) -> float:
        """Sum of the terms, in their order: the incentive as the capital weighed it."""
        return sum(self.terms.values())

    @property
    def incentive_first(self) -> float:
        """The incentive in the first week."""
        return sum(self.first.values())

    @property
    def incentive_usual(self) -> float:
        """The incentive in an average week before."""
        return math.fsum(self.usual.values())

    @property
    def changes(self) -> dict[str, float]:
        """How far each term is from its average before; they add up from ``incentive_usual`` to ``incentive``."""
        return {term: value - self.usual[term] for term, value in self.terms.items()}

    @property
    def pushed(self) -> str:
        """The term that pushed most towards an attack; empty if none did."""
        return _highest(self.terms)

    @property
    def rose(self) -> str:
        """The term that was furthest above its average before; empty if none was."""
        return _highest(self.changes)


def decision(h: History) -> Decision | None:
    """The decision of a run: the order to attack, or where nobody gave one the highest incentive of either side.

    Of a ceasefire that escalation or erosion ended it is the highest incentive too: nobody decided on that end.
    None where no capital weighed anything, or there was no ceasefire.
    """
    if not h.agreed or not h.weighed:
        return None
    attacker = ORDERED.get(int(h.row["cause"][0]))
    if attacker:
        ordered = int(np.argmax(h.worlds[attacker]["stance"][: h.weighed] == ATTACK))
        return _at(h, attacker, ordered, True)
    # Both sides' incentives are in % of their own GDP, and one law of choice takes both.
    peaks = {side: h.worlds[side]["incentive"][: h.weighed] for side in SIDES}
    side = max(SIDES, key=lambda s: float(peaks[s].max()))
    return _at(h, side, int(np.argmax(peaks[side])), False)


def _at(h: History, side: str, place: int, ordered: bool) -> Decision:
    me, number = h.worlds[side][: h.weighed], SIDES.index(side)
    before = me["terms"][:place] if ordered else me["terms"]
    usual = before.mean(axis=0) if len(before) else me["terms"][place]
    asked = bool(h.asked[place, number])
    return Decision(
        side=side,
        ordered=ordered,
        week=place + 1,
        terms=_named(me["terms"][place]),
        first=_named(me["terms"][0]),
        usual=_named(usual),
        weeks=len(before),
        odds=float(h.odds[place, number, ATTACK]) if asked else 0.0,
        tactical=bool(h.worlds[side]["tactical"][0]),
    )


def _named(terms: np.ndarray) -> dict[str, float]:
    return dict(zip(TERMS, terms.tolist(), strict=True))


def _highest(terms: dict[str, float]) -> str:
    name = max(terms, key=lambda term: terms[term])
    return name if terms[name] > 0 else ""
