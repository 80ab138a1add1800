"""What every test stands on: a picture needs no screen, a property meets the same examples; and a first day."""

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from sim.agents.state import WORLD
from sim.engine import calendar
from sim.engine.ground import ground
from sim.scenario.scenario import Scenario

os.environ.setdefault("MPLBACKEND", "Agg")

# No deadline: the first example of a compiled rule pays for its compilation.
settings.register_profile("house", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("house")


def begin(scenario: Scenario, run: int = 0) -> tuple[Any, Any]:
    """(world, parameters) of the first day of a run, in plain Python; with the seed of address (1, 0)."""
    p = scenario.record().view(np.recarray)[0]
    world = np.zeros(1, WORLD).view(np.recarray)[0]
    land = ground(scenario)
    calendar.begin(world, p, (1, 0, run, 0), land.km, land.watched_km)
    return world, p


@pytest.fixture(scope="session")
def first_day() -> Callable[..., tuple[Any, Any]]:
    """Builds (world, parameters) of the first day of a run of a scenario."""
    return begin
