"""NATO-Russia consultation: talk on the conventional balance and long-range strike lowers misperception (M18)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Consultation(Group):
    """Consultation between NATO and Russia."""

    level: float = parameter(
        0.1, low=0.0, high=1.0, unit="share", source="H, P: consultation process, council restart",
        mechanism="M18", doc="how regular and frank it is: 0 none, 1 a standing council with inspections",
    )  # fmt: skip
    effect: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.0), unit="share", source="assumption; SF11 by analogy",
        mechanism="M18", doc="share of misperception that full consultation removes",
    )  # fmt: skip


@rule
def misperception(level, effect):
    """Share of misperception that is left."""
    return 1.0 - effect * level
