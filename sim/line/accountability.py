"""Accountability: what a commander expects a violation to cost him (M09).

The product is the point: detection, attribution, trust and penalty all have to be there. Any one of them at
zero leaves only the side's own discipline.
"""

from __future__ import annotations

from sim.line.attribution import freshness, informative
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Accountability(Group):
    """Own discipline of each side's units, and what a finding costs them."""

    penalty: float = parameter(
        0.4, low=0.05, high=0.9, possible=(0.0, 1.0), unit="share of a full penalty",
        source="assumption; Minsk about 0.1", mechanism="M09",
        doc="how surely a finding costs the unit, its commander or its capital something",
    )  # fmt: skip
    discipline_russia: float = parameter(
        0.2, low=0.0, high=0.9, possible=(0.0, 1.0), unit="share",
        source="line prototype: Minsk 0, July 2020 0.38, India-Pakistan 0.6-0.9", mechanism="M09",
        doc="Moscow's own enforcement of orders in its units",
    )  # fmt: skip
    discipline_ukraine: float = parameter(
        0.2, low=0.0, high=0.9, possible=(0.0, 1.0), unit="share",
        source="line prototype: Minsk 0, July 2020 0.38, India-Pakistan 0.6-0.9", mechanism="M09",
        doc="Kyiv's own enforcement of orders in its units",
    )  # fmt: skip
    delay_scale: float = parameter(
        60.0, low=30.0, high=120.0, possible=(1.0, 1000.0), unit="days", source="assumption", mechanism="M08",
        doc="delay over which a finding loses its force (e-fold)",
    )  # fmt: skip


@rule
def discipline(own, commission, commission_effect):
    """Own discipline with what a joint military commission adds to it (M10)."""
    return 1.0 - (1.0 - own) * (1.0 - commission_effect * commission)


@rule
def reckoning(accuracy, false_share, trust, penalty, delay_days, delay_scale):
    """What being detected costs a side, 0 to 1: the product of everything that follows detection."""
    return informative(accuracy, false_share) * trust * penalty * freshness(delay_days, delay_scale)


@rule
def expected(own_discipline, detected, reckoned):
    """Expected accountability of one side in one sector, 0 to 1."""
    return 1.0 - (1.0 - own_discipline) * (1.0 - detected * reckoned)
