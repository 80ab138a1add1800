"""Publics tired of war: restraint early, less later (M26)."""

from __future__ import annotations

from sim.numerics.elementary import exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Weariness(Group):
    """How tired the publics are and for how long."""

    strength: float = parameter(
        5.0, low=2.0, high=8.0, possible=(0.0, 100.0), unit="% of GDP",
        source="capitals prototype: keep it small", mechanism="M26",
        doc="cost of a new war in public support at the start",
    )  # fmt: skip
    years: float = parameter(
        5.0, low=3.0, high=10.0, possible=(0.5, 100.0), unit="years", source="capitals prototype",
        mechanism="M26", doc="how long it lasts (e-fold)",
    )  # fmt: skip


@rule
def left(strength, lasting_years, years):
    """What is left of it after ``years``, % of GDP."""
    return strength * exp(-years / lasting_years)
