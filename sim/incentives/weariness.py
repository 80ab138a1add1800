"""Publics: weariness that fades with the war, and the Ukrainian majority for peace (M26)."""

from __future__ import annotations

from sim.numerics.elementary import clip, exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Weariness(Group):
    """How tired the publics are, for how long, and how many put peace first."""

    strength: float = parameter(
        5.0, low=2.0, high=8.0, possible=(0.0, 100.0), unit="% of GDP",
        source="capitals prototype: keep it small", mechanism="M26",
        doc="cost of a new war in public support at the start",
    )  # fmt: skip
    years: float = parameter(
        5.0, low=3.0, high=10.0, possible=(0.5, 100.0), unit="years", source="capitals prototype",
        mechanism="M26", doc="how long it lasts (e-fold)",
    )  # fmt: skip
    majority: float = parameter(
        0.6, low=0.45, high=0.75, possible=(0.0, 1.0), unit="share of Ukrainians",
        source="P: a majority desires peace, concessions included; size is an assumption", mechanism="M26",
        doc="share of Ukrainians who put peace first when the ceasefire begins",
    )  # fmt: skip
    settled: float = parameter(
        0.4, low=0.25, high=0.55, possible=(0.0, 1.0), unit="share of Ukrainians", source="assumption",
        mechanism="M26", doc="share that would put peace first long after the war",
    )  # fmt: skip
    hardening: float = parameter(
        0.08, low=0.0, high=0.2, possible=(0.0, 5.0), unit="share a year", source="assumption", mechanism="M26",
        doc="what a year of usual fire suffered takes from that share",
    )  # fmt: skip


@rule
def left(strength, lasting_years, years):
    """What is left of a public's weariness after ``years``, % of GDP."""
    return strength * exp(-years / lasting_years)


@rule
def next_support(support, settled, lasting_years, hardening, hostility):
    """Share of Ukrainians who put peace first, a week on: it settles as the war recedes, and fire hardens it."""
    moved = support + (settled - support) / (52.0 * lasting_years) - hardening * hostility / 52.0
    return clip(moved, 0.0, 1.0)


@rule
def voiced(support):
    """Factor on Kyiv's weariness: 1 where half of the public puts peace first."""
    return 2.0 * support
