"""A stage for single actors: the first day of a run on a short line, with moods at rest."""

from collections.abc import Callable
from typing import Any

import pytest

from sim.scenario.scenario import Scenario

#: A short line on which nothing is left to chance that need not be, and nothing moves by itself.
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
    "politics.distractions": 0.0,
    "weariness.majority": 0.5,
    "weariness.settled": 0.5,
    "weariness.hardening": 0.0,
    "china.concern": 0.0,
    "stockpiles.held_back": 0.0,
    "attribution.trust_third": 1.0,
    "grey_zone.division": 0.0,
    "grey_zone.acts_per_week": 0.0,
    "escalation.cobelligerency": 0.0,
}

Stage = Callable[..., tuple[Any, Any]]


@pytest.fixture
def stage(first_day: Stage) -> Stage:
    """Builds (world, parameters) of the first day, with the given dotted values changed."""

    def build(values: dict[str, Any] | None = None, run: int = 0) -> tuple[Any, Any]:
        return first_day(Scenario().with_values({**STILL, **(values or {})}), run)

    return build
