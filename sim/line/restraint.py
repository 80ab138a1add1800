"""Restraint: orders that jump in at a truce and wear off as fast as nobody answers for breaking them (M09).

Held as odds K >= 1 (K = 1: no restraint; restraint in the usual sense is 1 - 1/K). Orders give K a level to
return to, accountability decides how high that level is and how slowly K falls to it. With a commander who
answers to nobody a truce is gone in weeks, with full accountability it lasts (V5-V8, SF29, SF30).
"""

from __future__ import annotations

from sim.numerics.elementary import exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Restraint(Group):
    """Strength of orders to hold fire and how they wear off."""

    orders: float = parameter(
        0.6, low=0.2, high=1.0, possible=(0.0, 1.0), unit="share of full orders",
        source="line prototype: declarations 0.28, July 2020 0.60, both leaderships 1", mechanism="M09",
        doc="strength of both leaderships' orders to hold fire at the start",
    )  # fmt: skip
    spread: float = parameter(
        0.0, low=0.0, high=0.45, possible=(0.0, 1.0), unit="coefficient of variation",
        source="line prototype: declarations vary (Gamma of shape 5)", mechanism="M09",
        doc="how much the strength of a declaration varies from truce to truce",
    )  # fmt: skip
    full_effect: float = parameter(
        7.0, low=6.0, high=8.0, possible=(0.0, 15.0), unit="nats", source="SF30; line prototype",
        mechanism="M09", doc="log odds of restraint under full orders and full accountability",
    )  # fmt: skip
    delivery: float = parameter(
        0.65, low=0.5, high=0.9, possible=(0.05, 1.0), unit="probability a day", source="V9; line prototype",
        mechanism="M09", doc="chance that the order reaches a commander on each of the first days",
    )  # fmt: skip
    heterogeneity: float = parameter(
        0.2, low=0.0, high=0.35, possible=(0.0, 1.0), unit="sd", source="V7; line prototype", mechanism="M09",
        doc="how much commanders differ in taking the order",
    )  # fmt: skip
    erosion: float = parameter(
        0.2, low=0.15, high=0.4, possible=(0.0, 1.0), unit="a day", source="V6; line prototype",
        mechanism="M09", doc="how fast restraint erodes where nobody answers for anything",
    )  # fmt: skip
    protection: float = parameter(
        8.0, low=7.0, high=10.0, possible=(0.0, 20.0), unit="nats", source="V8, V6; line prototype",
        mechanism="M09", doc="how much full accountability slows erosion (log of the rate)",
    )  # fmt: skip
    recovery: float = parameter(
        0.03, low=0.015, high=0.06, possible=(0.0, 1.0), unit="a day", source="line prototype",
        mechanism="M09", doc="how fast restraint grows back to what orders and accountability support",
    )  # fmt: skip
    fade_days: float = parameter(
        200.0, low=100.0, high=400.0, possible=(1.0, 100000.0), unit="days", source="V8; line prototype",
        mechanism="M09", doc="time over which orders fade when leaders look elsewhere (e-fold)",
    )  # fmt: skip
    attention: float = parameter(
        0.3, low=0.0, high=1.0, unit="share of weeks", source="assumption; Minsk 0 between recommitments",
        mechanism="M09", doc="how often a leadership that wants to comply renews its orders",
    )  # fmt: skip


@rule
def supported(orders, accountability, full_effect):
    """Odds that orders and accountability support in the long run.

    Orders below 0 (fire at will) need no accountability to be obeyed.
    """
    if orders < 0.0:
        return exp(full_effect * orders)
    return exp(full_effect * orders * accountability * accountability)


@rule
def least_odds(press_orders, full_effect):
    """The lowest odds that any orders can bring about (1 where nobody is told to fire at will)."""
    return exp(full_effect * press_orders) if press_orders < 0.0 else 1.0


@rule
def erosion_rate(accountability, erosion, protection):
    """Share of the gap above the supported odds that is lost a day."""
    return erosion * exp(-protection * accountability)


@rule
def next_odds(odds, level, erosion, recovery):
    """Restraint odds a day on: down to the supported level at the erosion rate, up at the recovery rate."""
    rate = erosion if odds > level else recovery
    return odds + rate * (level - odds)


@rule
def pledged(orders, taking, full_effect):
    """Odds right after a commander has got the order; ``taking`` is how he takes it (mean 1)."""
    return exp(full_effect * orders * taking)
