"""A journey: the road of one run, week by week, with its state open to be read.

For telling a road, and for measuring the war on it. :class:`~sim.engine.replay.Replay` follows the ceasefire.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents.state import WORLD
from sim.engine import road as stage
from sim.engine.ground import ground
from sim.negotiation import road
from sim.negotiation.war import AT_WAR
from sim.numerics.philox import key, run_number
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario, from_record


class Journey:
    """The road of one run of the batch, a week at a time.

    Parameters
    ----------
    scenario : one that begins at war.
    seed, run : as in :func:`sim.engine.batch.run`.

    Attributes
    ----------
    world : the world's record (dtype WORLD, read as attributes: ``journey.world.road.trust``).
    weeks : weeks that have passed.

    Raises
    ------
    InputError
        The scenario begins with a ceasefire.
    """

    def __init__(self, scenario: Scenario, seed: int, run: int = 0) -> None:
        if scenario.road.begins != "war":
            raise InputError(
                "there is no road: the run begins with a ceasefire",
                where="road.begins",
                value=scenario.road.begins,
                allowed="war",
            )
        self.scenario, self.weeks = scenario, 0
        self._address = (*key(int(seed)), run_number(run))
        self._offer, self._text, self._full = (scenario.record() for _ in range(3))
        self._world = np.zeros(1, WORLD)
        self.last = int(road.last_week(self._record(self._offer)))
        land = ground(scenario)
        stage.set_out(
            self.world,
            self._record(self._offer),
            self._record(self._text),
            (*self._address, 0),
            land.km,
            land.watched_km,
        )

    @staticmethod
    def _record(row: np.ndarray) -> Any:
        return row.view(np.recarray)[0]

    @property
    def world(self) -> Any:
        """The world's record, fields as attributes."""
        return self._record(self._world)

    @property
    def over(self) -> bool:
        """Whether a text is signed, an army has broken, or the road is given up."""
        return self._at_end()

    def step(self) -> None:
        """Walk one more week; nothing once the road is over. At its end the outcome is counted."""
        if self._at_end():
            return
        self.weeks += 1
        offer, text, full = (self._record(row) for row in (self._offer, self._text, self._full))
        address = stage.week_address(*self._address, stage.ROAD_DAYS, self.weeks)
        road.week(self.world, offer, text, full, address, self.weeks)
        if self._at_end():
            stage.finish(self.world, offer, text)

    def _at_end(self) -> bool:
        return bool(self.world.road.end != AT_WAR or self.weeks >= self.last)

    def terms(self) -> Scenario:
        """The text on the table as a scenario; once signed, the ceasefire's."""
        return from_record(self._text)
