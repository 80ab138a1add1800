"""A stage for the road: a run that has just set out at war, with moods at rest and the texts on the table."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim.agents.state import WORLD
from sim.engine import road
from sim.engine.ground import ground
from sim.scenario.files import load
from sim.scenario.scenario import Scenario

#: Nothing is left to chance that need not be, and no mood moves by itself.
STILL = {
    "line.definition": "front",
    "line.sector_miles": 200.0,
    "aims.spread": 0.0,
    "aims.most": 1000.0,
    "aims.tactical_russia": 0.0,
    "aims.tactical_ukraine": 0.0,
    "politics.volatility": 0.0,
    "politics.pressure_sd": 0.0,
    "politics.election_swing": 0.0,
    "politics.distractions": 0.0,
}


class Setting(NamedTuple):
    """A war on its first day: the world, what is on offer, the text on the table and a full one."""

    world: Any
    p: Any
    text: Any
    full: Any


def record(scenario: Scenario) -> Any:
    """A scenario's record of its own, fields as attributes."""
    return scenario.record().view(np.recarray)[0]


@pytest.fixture(scope="session")
def setting() -> Callable[..., Setting]:
    """Builds the first day of a war, with the given dotted values changed."""

    def build(values: dict[str, Any] | None = None, run: int = 0) -> Setting:
        scenario = load("road.yaml", {**STILL, **(values or {})})
        world = np.zeros(1, WORLD).view(np.recarray)[0]
        p, text, full = (record(scenario) for _ in range(3))
        land = ground(scenario)
        road.set_out(world, p, text, (1, 0, run, 0), land.km, land.watched_km)
        return Setting(world, p, text, full)

    return build
