"""How the attacks of an arm came about: what the attackers' incentives were made of when they gave the order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.causes.case import Case, refuse_roads
from sim.analysis.chronicles.decision import ORDERED, Decision, decision
from sim.analysis.chronicles.history import SIDES, History
from sim.analysis.roads import mean, share
from sim.engine.outcome import CAUSES
from sim.engine.replay import Replay
from sim.incentives.terms import TERMS

#: Causes that a capital orders, by name.
ATTACKS = {CAUSES[code]: side for code, side in ORDERED.items()}


@dataclass(frozen=True)
class Types:
    """Hidden types of a side over some runs: mean aims (% of its GDP) with interval, share that meant to pause only.

    Every run has types of its own, drawn before the ceasefire begins and the same under every arm.
    """

    runs: int
    aims: tuple[float, float, float]
    tactical: tuple[float, float, float]

    @classmethod
    def of(cls, one: Case, side: str, runs: Iterable[int]) -> Types | None:
        """Types of a side in some runs; None without any run."""
        starts = [Replay(one.scenario, one.seed, int(run)).world[side] for run in runs]
        if not starts:
            return None
        tactical = sum(start["tactical"] > 0 for start in starts)
        return cls(
            len(starts), mean(np.array([start["aims"] for start in starts])), share(tactical, len(starts))
        )


@dataclass(frozen=True)
class Attacks:
    """The orders to attack among some collapsed runs of an arm.

    Attributes
    ----------
    case : the arm at its point.
    runs : collapsed runs that were looked at.
    causes : how many of them each cause ended, by name.
    decisions : the orders, by run number.
    types_then, types_held : hidden types by side: in the runs that it ended, and in runs that held; None where there
        is no such run.
    """

    case: Case
    runs: int
    causes: dict[str, int]
    decisions: dict[int, Decision]
    types_then: dict[str, Types | None]
    types_held: dict[str, Types | None]

    def of(self, side: str) -> list[Decision]:
        """The orders of one side."""
        return [one for one in self.decisions.values() if one.side == side]

    @property
    def chief(self) -> str:
        """The side that attacked more often; Moscow where both did equally often."""
        return max(SIDES, key=lambda side: len(self.of(side)))

    def table(self, side: str) -> pd.DataFrame:
        """What led a side to attack, a row a term, those that changed most first.

        Columns: ``term``; ``pushed`` and ``rose`` (shares of the side's attacks in which it was the largest push, and
        the term furthest above its average of the weeks before), each with ``_low`` and ``_high`` (Wilson);
        ``at_order`` and ``usual`` (means in the week of the order and of the weeks before, % of own GDP) and
        ``change`` (their difference) with its ``_low`` and ``_high``. No row where the side never attacked.
        """
        orders = self.of(side)
        if not orders:
            return pd.DataFrame()
        rows = []
        for term in TERMS:
            changes = np.array([one.changes[term] for one in orders])
            row: dict[str, object] = {"term": term}
            for name in ("pushed", "rose"):
                count = sum(getattr(one, name) == term for one in orders)
                row |= dict(
                    zip((name, f"{name}_low", f"{name}_high"), share(count, len(orders)), strict=True)
                )
            row["at_order"] = float(np.mean([one.terms[term] for one in orders]))
            row["usual"] = float(np.mean([one.usual[term] for one in orders]))
            row |= dict(zip(("change", "change_low", "change_high"), mean(changes), strict=True))
            rows.append(row)
        return pd.DataFrame(rows).sort_values("change", ascending=False, ignore_index=True)

    def average(self, side: str) -> Decision | None:
        """The mean of a side's attacks as one decision: its terms are means and add up likewise; None without any."""
        orders = self.of(side)
        if not orders:
            return None
        return Decision(
            side=side,
            ordered=True,
            week=round(float(np.mean([one.week for one in orders]))),
            terms=_means(one.terms for one in orders),
            first=_means(one.first for one in orders),
            usual=_means(one.usual for one in orders),
            weeks=round(float(np.mean([one.weeks for one in orders]))),
            odds=float(np.mean([one.odds for one in orders])),
            tactical=all(one.tactical for one in orders),
        )


def attacks(one: Case, runs: Iterable[int], held: Iterable[int] = ()) -> Attacks:
    """Replay collapsed runs of an arm up to the order that ended them.

    Parameters
    ----------
    one : the arm at its point.
    runs : numbers of collapsed runs.
    held : numbers of runs that held, to compare hidden types with.

    Raises
    ------
    InputError
        The runs begin at war.
    """
    refuse_roads(one)
    causes = one.outcomes.set_index("run")["cause"]
    counted = dict.fromkeys(CAUSES[1:], 0)
    orders = {}
    numbers = [int(run) for run in runs]
    for run in numbers:
        cause = str(causes[run])
        counted[cause] += 1
        if cause in ATTACKS:
            found = decision(History.replayed(one.scenario, one.seed, run))
            assert found is not None  # An attack is weighed before it is ordered.
            orders[run] = found
    held = list(held)
    by = {side: [run for run, found in orders.items() if found.side == side] for side in SIDES}
    then = {side: Types.of(one, side, by[side]) for side in SIDES}
    return Attacks(
        one, len(numbers), counted, orders, then, {side: Types.of(one, side, held) for side in SIDES}
    )


def _means(terms: Iterable[dict[str, float]]) -> dict[str, float]:
    frame = pd.DataFrame(list(terms))
    return {term: float(frame[term].mean()) for term in TERMS}
