"""One ceasefire along the line: what each sector fired, what was recorded of it and what was watched, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.agents.state import ROWS, WORLD
from sim.engine import batch, calendar
from sim.engine.ground import ground
from sim.engine.sector_weeks import KEPT, walk
from sim.engine.weekly import WEEK, longest
from sim.line.sectors import Sectors
from sim.numerics.philox import key, run_number
from sim.scenario.scenario import Scenario

_NO_WEEKS = np.zeros((1, 0), WEEK)


@dataclass(frozen=True, eq=False)
class LineWeeks:
    """One ceasefire, by week (the last may be cut short) and sector.

    Attributes
    ----------
    scenario, seed, run : of the run.
    sectors : the line, n sectors.
    ends : day at the end of each week, shape (weeks,).
    fired : violations fired, shape (weeks, n).
    recorded : violations that the mission recorded, shape (weeks, n).
    watched : share of the sector that sensors watched, shape (weeks, n).
    row : the outcome (dtype OUTCOME), shape (1,).
    """

    scenario: Scenario
    seed: int
    run: int
    sectors: Sectors
    ends: np.ndarray
    fired: np.ndarray
    recorded: np.ndarray
    watched: np.ndarray
    row: np.ndarray

    @property
    def days(self) -> np.ndarray:
        """Days in each week, shape (weeks,)."""
        return np.diff(self.ends, prepend=0)


class LineWalk:
    """Walks runs of one scenario; what it needs is laid out once.

    Parameters
    ----------
    scenario, seed : as in :func:`sim.engine.batch.run`.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario, self.seed, self._key = scenario, int(seed), key(int(seed))
        self.sectors = ground(scenario).sectors
        self._prepared: Any = batch.Prepared([scenario])
        weeks = int(longest(calendar.horizon_days(scenario.horizon.years)))
        n = len(self.sectors)
        self._ends, self._weeks = np.zeros(weeks, np.int64), np.zeros((KEPT, weeks, n))
        self._line = np.zeros((len(ROWS), n))

    def walk(self, run: int) -> LineWeeks:
        """One run's weeks; none where its road led to no ceasefire."""
        p, number = self._prepared, run_number(run)
        worlds, texts = np.zeros(2, WORLD), np.concatenate([p.records, p.records])
        count = walk(
            worlds, texts, self._line, p.records[0], *self._key, number, p.lands[0], *p.lengths[0], p.starts[0],
            self._ends, self._weeks, _NO_WEEKS,
        )  # fmt: skip
        fired, recorded, watched = self._weeks[:, :count].copy()
        ends = self._ends[:count].copy()
        return LineWeeks(
            self.scenario,
            self.seed,
            run,
            self.sectors,
            ends,
            fired,
            recorded,
            watched,
            worlds["tally"][:1].copy(),
        )


def line_weeks(scenario: Scenario, seed: int, run: int = 0) -> LineWeeks:
    """Run one ceasefire and keep what the line was like in each week.

    Parameters
    ----------
    scenario, seed, run : as in :func:`sim.engine.batch.run`.
    """
    return LineWalk(scenario, seed).walk(run)
