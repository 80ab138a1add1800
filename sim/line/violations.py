"""Violations: bouts of fire across a sector, and how many shots a bout has (M01, M02).

A bout is what a commander decides on; the count of a bout is what monitors log. Restraint lowers both the
number of bouts and their size, so that their product falls with the restraint odds K (1 = no restraint).
"""

from __future__ import annotations

import math

from sim.numerics.distributions import normal
from sim.numerics.elementary import exp, log
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Violations(Group):
    """How often and how heavily commanders fire when nothing restrains them."""

    bouts_per_km: float = parameter(
        0.039, low=0.029, high=0.049, possible=(0.0, 1.0), unit="bouts per commander, km and day",
        source="line prototype, set by V1 and V10", mechanism="M01",
        doc="rate of bouts at the mean heat of the contact line without restraint",
    )  # fmt: skip
    shots_per_bout: float = parameter(
        39.5, low=30.0, high=50.0, possible=(1.0, 500.0), unit="violations",
        source="line prototype, set by V1", mechanism="M01", doc="mean size of a bout without restraint",
    )  # fmt: skip
    size_variance: float = parameter(
        6.5, low=4.0, high=9.0, possible=(0.0, 50.0), unit="squared coefficient of variation",
        source="line prototype, set by V2", mechanism="M01", doc="spread of the size of a bout",
    )  # fmt: skip
    line_clarity: float = parameter(
        0.6, low=0.0, high=1.0, unit="share agreed",
        source="H: the Minsk deals had no agreed line; size is an assumption", mechanism="M02",
        doc="how far the line itself is agreed, surveyed and marked",
    )  # fmt: skip
    disengagement: float = parameter(
        0.3, low=0.0, high=1.0, unit="share of commitments",
        source="H: no clear disengagement commitments in Minsk; size is an assumption", mechanism="M02",
        doc="how far both sides are bound to pull infantry out of interleaved positions",
    )  # fmt: skip
    friction: float = parameter(
        0.6, low=0.2, high=1.5, possible=(0.0, 5.0), unit="share added to the rate", source="assumption",
        mechanism="M02",
        doc="extra bouts when neither line nor disengagement is agreed (the Donbas rate is measured so)",
    )  # fmt: skip
    river_mixing: float = parameter(
        0.3, low=0.0, high=0.6, possible=(0.0, 1.0), unit="share of the friction on land",
        source="assumption: islands and crossings of the lower Dnipro", mechanism="M02",
        doc="how far positions interleave along the river; on land contact they do, on recognised borders not",
    )  # fmt: skip


@rule
def interleaving(clarity, disengagement, friction, mixed):
    """Rate of bouts relative to the Donbas of 2015-22, where neither line nor disengagement was agreed.

    ``mixed`` is how far positions interleave in the sector. 1 at clarity = disengagement = 0 where they do,
    1 / (1 + friction) when both are complete, or where nothing interleaves.
    """
    return (1.0 + friction * mixed * (1.0 - 0.5 * clarity - 0.5 * disengagement)) / (1.0 + friction)


@rule
def bout_rate(base, burst, tension, odds, shots):
    """Bouts a day of one side in one sector: base x burst x (1 + tension), thinned by restraint odds >= 1."""
    return base * burst * (1.0 + tension) * thinning(odds, shots)


@rule
def highest_rate(base, burst, tension, ceiling):
    """A rate that :func:`bout_rate` never exceeds; cheap, because ``ceiling`` is :func:`thinning` at the least odds."""
    return base * burst * (1.0 + tension) * ceiling


@rule
def thinning(odds, shots):
    """Factor of restraint on the number of bouts: 1 at odds 1."""
    q = math.sqrt(odds)
    return shots / (q * (q + shots - 1.0))


@rule
def bout_size(odds, shots, weapons):
    """Mean count of a bout: falls from ``shots`` to 1 with restraint and with the pull-back of heavy weapons.

    Rate times size is base x burst x (1 + tension) x shots / odds exactly when weapons = 1.
    """
    return 1.0 + (shots - 1.0) * weapons / math.sqrt(odds)


@rule
def log_variance(bouts, variance):
    """Log variance of the lognormal that has the relative variance of a sum of n bouts."""
    return log(1.0 + variance / bouts)


@rule
def total_size(u, bouts, mean, spread):
    """Summed count of n bouts: one lognormal draw with the exact mean and variance of the sum (Fenton-Wilkinson).

    ``spread`` is :func:`log_variance` of their number.
    """
    return bouts * mean * exp(math.sqrt(spread) * normal(u) - 0.5 * spread)
