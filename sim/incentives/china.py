"""Moscow's dependence on China: a price of renewed war, and a reason for Washington to settle (M24)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class China(Group):
    """How much of Moscow's trade and supply would come to rest on China, and what follows from it."""

    dependence: float = parameter(
        0.5, low=0.2, high=0.9, possible=(0.0, 1.0), unit="share",
        source="P: no incentive to become more dependent; size is an assumption", mechanism="M24",
        doc="how far a new war would make Moscow depend on China",
    )  # fmt: skip
    price: float = parameter(
        3.0, low=1.0, high=6.0, possible=(0.0, 100.0), unit="% of Russian GDP", source="assumption",
        mechanism="M24", doc="what full dependence is worth avoiding to Moscow",
    )  # fmt: skip
    offset: float = parameter(
        0.3, low=0.0, high=0.6, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M24",
        doc="share of the cost of sanctions that trade with China makes good at full dependence",
    )  # fmt: skip
    concern: float = parameter(
        0.2, low=0.0, high=0.8, possible=(0.0, 5.0), unit="log-odds",
        source="P: a red line of Washington; size is an assumption", mechanism="M24",
        doc="what dependence above a half adds to American attention, for each unit: a motive to keep the deal",
    )  # fmt: skip


@rule
def price_of_war(dependence, price):
    """What renewed war would cost Moscow in independence, % of its GDP."""
    return dependence * price


@rule
def motive(dependence, concern):
    """What Moscow's dependence adds to American attention, log-odds; at a half, attention is as usual."""
    return concern * (dependence - 0.5)


@rule
def sanctions_felt(dependence, offset):
    """Share of the cost of sanctions that Moscow still feels."""
    return 1.0 - offset * dependence
