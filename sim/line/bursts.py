"""Bursts: days and weeks on which the whole line, or a region, is lively (V2, V3).

Daily totals of the Donbas have a negative-binomial k near 1 and a lag-1 correlation near 0.23. Self-excitation
cannot give both (tried: k stays above 1.4); a slow line-wide level times a daily regional factor does.
"""

from __future__ import annotations

import math

from sim.numerics.distributions import normal
from sim.numerics.elementary import exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Bursts(Group):
    """Variation of the level of violence in time that no one orders."""

    level_sd: float = parameter(
        0.5, low=0.35, high=0.65, possible=(0.0, 2.0), unit="log sd", source="V3; line prototype",
        mechanism="M01", doc="spread of the slow line-wide level",
    )  # fmt: skip
    level_memory: float = parameter(
        0.85, low=0.7, high=0.92, possible=(0.0, 0.999), unit="a day", source="V3; line prototype",
        mechanism="M01", doc="autocorrelation of the line-wide level from day to day",
    )  # fmt: skip
    regional_variance: float = parameter(
        0.3, low=0.15, high=0.5, possible=(0.0, 2.0), unit="relative variance", source="V2; line prototype",
        mechanism="M01", doc="variance of each region's daily factor",
    )  # fmt: skip


@rule
def next_level(level, memory, u):
    """The line-wide level (standard normal in the long run) a day on; ``u`` is the day's draw."""
    return memory * level + math.sqrt(1.0 - memory * memory) * normal(u)


@rule
def level_factor(level, sd):
    """Factor on every rate at a line-wide level; mean 1."""
    return exp(sd * level - 0.5 * sd * sd)
