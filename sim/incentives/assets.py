"""Frozen assets: about 300 billion dollars held, paid out with Moscow's consent, or spent without it (M16)."""

from __future__ import annotations

from typing import Literal

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, choice, parameter

#: Index of "held" among the uses.
HELD = 0


class Assets(Group):
    """What happens to the frozen Russian state assets."""

    use: Literal["held", "with_consent", "without_consent"] = choice(
        "held", source="H: reconstruction with Russia's explicit agreement", mechanism="M16",
        doc="kept frozen, paid out for reconstruction with Moscow's consent, or spent without it",
    )  # fmt: skip
    total: float = parameter(
        300.0, low=260.0, high=335.0, possible=(0.0, 2000.0), unit="billion dollars",
        source="parameters.csv: frozen_assets_total", mechanism="M16", doc="the assets",
    )  # fmt: skip
    payout_years: float = parameter(
        8.0, low=4.0, high=15.0, possible=(0.5, 75.0), unit="years", source="assumption", mechanism="M16",
        doc="over how many years they are paid out",
    )  # fmt: skip
    worth_to_moscow: float = parameter(
        0.3, low=0.1, high=0.6, possible=(0.0, 1.0), unit="share of what is unpaid",
        source="H: Moscow likely recognises it will not see the funds again; Kyiv waives further claims",
        mechanism="M16",
        doc="what Moscow would lose with the unpaid part: the waiver of claims, and any hope of the money",
    )  # fmt: skip
    worth_to_kyiv: float = parameter(
        0.15, low=0.05, high=0.3, possible=(0.0, 1.0), unit="share of what is unpaid",
        source="assumption: partners would go on paying in part", mechanism="M16",
        doc="what Kyiv would lose with the unpaid part if it broke the ceasefire",
    )  # fmt: skip
    precedent_cost: float = parameter(
        0.4, low=0.1, high=0.8, possible=(0.0, 3.0), unit="log-odds of unity",
        source="H: key European states object to the precedent", mechanism="M16",
        doc="what spending them without consent costs in European unity",
    )  # fmt: skip
    rebuilding: float = parameter(
        0.15, low=0.05, high=0.3, possible=(0.0, 1.0), unit="share of own force", source="assumption",
        mechanism="M16", doc="how much the whole sum spent on reconstruction raises what Kyiv can sustain",
    )  # fmt: skip
    resentment: float = parameter(
        2.0, low=0.0, high=5.0, possible=(0.0, 50.0), unit="% of Russian GDP", source="assumption",
        mechanism="M16", doc="Moscow's grievance when they are spent without consent",
    )  # fmt: skip


@rule
def weekly_payment(total, years, paid):
    """Billion dollars paid out this week."""
    week = total / (years * 52.0)
    left = total - paid
    return week if week < left else left


@rule
def at_stake(use, total, paid, worth, gdp):
    """What a side that breaks the ceasefire loses, % of its GDP (``gdp`` in billion dollars).

    With consent the unpaid tranches stop. Held, a tenth as much: Moscow hardly counts on them. Spent: nothing.
    """
    if use == 2:
        return 0.0
    share = worth if use == 1 else 0.1 * worth
    return 100.0 * share * (total - paid) / gdp
