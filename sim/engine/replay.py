"""A replay: one run of the compiled batch, day by day, with its state open to be read.

For telling a ceasefire, and for checking that the two schedulers agree on every bit of the state.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents.state import ROWS, WORLD
from sim.engine import batch, calendar
from sim.engine.outcome import OUTCOME
from sim.engine.weekly import WEEK
from sim.numerics.philox import key, run_number
from sim.numerics.rule import compiled
from sim.scenario.scenario import Scenario

#: No room for the weeks' records: whoever replays a run reads its state.
_NO_WEEKS = np.zeros((1, 0), WEEK)


@compiled
def _until(worlds, texts, line, key0, key1, run, starts, stop, weeks):
    batch.run_until(worlds[0], line, texts[0], key0, key1, run, starts, stop, weeks, 0)


class Replay:
    """One run of the batch that can be stopped on any day.

    Parameters
    ----------
    scenario, seed, run : as in :func:`sim.engine.batch.run`.

    Attributes
    ----------
    world : the world's record (dtype WORLD, read as attributes: ``replay.world.russia.belief``).
    line : rows of the line, shape (number of rows, n sectors), rows as in ``state.ROWS``.
    """

    def __init__(self, scenario: Scenario, seed: int, run: int = 0) -> None:
        self.scenario, self.run_number = scenario, run_number(run)
        self._prepared = batch.Prepared([scenario])
        self._key = key(int(seed))
        self._worlds = np.zeros(2, WORLD)
        p = self._prepared
        self._texts = np.concatenate([p.records, p.records])
        self.line = np.zeros((len(ROWS), int(p.sizes[0])))
        self.horizon = int(calendar.horizon_days(scenario.horizon.years))
        batch.set_out(
            self._worlds,
            self._texts,
            self.line,
            p.records[0],
            *self._key,
            self.run_number,
            p.lands[0],
            *p.lengths[0],
        )

    @property
    def world(self) -> Any:
        """The world's record, fields as attributes."""
        return self._worlds.view(np.recarray)[0]

    @property
    def day(self) -> int:
        """Days that have passed."""
        return int(self._worlds["day"][0])

    @property
    def over(self) -> bool:
        """Whether the ceasefire has collapsed or the horizon is reached."""
        return bool(self._worlds["over"][0]) or self.day >= self.horizon

    def until(self, day: int) -> None:
        """Run on to a day (or to the end of the ceasefire)."""
        p = self._prepared
        _until(
            self._worlds,
            self._texts,
            self.line,
            *self._key,
            self.run_number,
            p.starts[0],
            min(day, self.horizon),
            _NO_WEEKS,
        )

    def outcome(self) -> np.ndarray:
        """The run's outcome so far: structured array of dtype OUTCOME, shape (1,)."""
        return np.array(self._worlds["tally"][:1], dtype=OUTCOME)
