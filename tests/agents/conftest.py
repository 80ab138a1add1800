"""A stage for single actors: the first day of a run on a short line, with moods at rest."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.agents.state import WORLD
from sim.engine import calendar
from sim.engine.ground import ground
from sim.scenario.scenario import Scenario

#: A short line on which nothing is left to chance that need not be.
STILL = {
    "line.definition": "front",
    "line.sector_miles": 100.0,
    "aims.spread": 0.0,
    "aims.most": 1000.0,
    "aims.tactical_russia": 0.0,
    "aims.tactical_ukraine": 0.0,
    "politics.volatility": 0.0,
    "politics.pressure_sd": 0.0,
    "politics.election_swing": 0.0,
}

Stage = Callable[..., tuple[Any, Any]]


@pytest.fixture
def stage() -> Stage:
    """Builds (world, parameters) of the first day, with the given dotted values changed."""

    def build(values: dict[str, Any] | None = None, run: int = 0) -> tuple[Any, Any]:
        scenario = Scenario().with_values({**STILL, **(values or {})})
        p = scenario.record().view(np.recarray)[0]
        world = np.zeros(1, WORLD).view(np.recarray)[0]
        land = ground(scenario)
        calendar.begin(world, p, (1, 0, run, 0), land.km, land.watched_km, land.armed)
        return world, p

    return build
