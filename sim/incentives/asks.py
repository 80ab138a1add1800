"""What is asked of Moscow in return: help elsewhere, and a withdrawal towards the line before 2022 (M22)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Asks(Group):
    """What Moscow gives beside the ceasefire, and what that does to the stakes of everyone."""

    help: float = parameter(
        0.0, low=0.0, high=1.0, unit="share of what is asked",
        source="P: Middle East, Iranian nuclear talks, North Korea", mechanism="M22",
        doc="how far Moscow helps Washington elsewhere",
    )  # fmt: skip
    help_attention: float = parameter(
        0.5, low=0.2, high=1.0, possible=(0.0, 5.0), unit="log-odds", source="assumption", mechanism="M22",
        doc="what full help adds to American attention: Washington has a stake of its own in the deal",
    )  # fmt: skip
    help_leverage: float = parameter(
        0.25, low=0.1, high=0.5, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M22",
        doc="share of Washington's readiness to vote for penalties that it gives up while it needs full help",
    )  # fmt: skip
    help_price: float = parameter(
        1.0, low=0.3, high=3.0, possible=(0.0, 50.0), unit="% of Russian GDP", source="assumption",
        mechanism="M22", doc="what full help costs Moscow with its partners, and so takes from the deal",
    )  # fmt: skip
    withdrawal: float = parameter(
        0.0, low=0.0, high=1.0, unit="share of the ground taken since 2022",
        source="P: pre-2022 line in return for legal and military neutrality", mechanism="M22",
        doc="how far Russian forces go back towards the line before 2022",
    )  # fmt: skip
    recovered: float = parameter(
        0.5, low=0.3, high=0.7, possible=(0.0, 1.0), unit="share of Kyiv's aims", source="assumption",
        mechanism="M22", doc="share of Kyiv's aims that a full withdrawal meets",
    )  # fmt: skip
    given_up: float = parameter(
        0.3, low=0.1, high=0.6, possible=(0.0, 5.0), unit="share added to Moscow's aims", source="assumption",
        mechanism="M22",
        doc="how much a full withdrawal adds to what Moscow could win by a new war; half where Ukraine is neutral",
    )  # fmt: skip
    distance: float = parameter(
        0.4, low=0.2, high=0.8, possible=(0.0, 5.0), unit="share added to the time an attack needs",
        source="assumption: mobilised troops and hardware are recalled", mechanism="M22",
        doc="how much a full withdrawal slows the build-up of a Russian attack",
    )  # fmt: skip


@rule
def kyiv_aims(withdrawal, recovered):
    """Factor on Kyiv's aims."""
    return 1.0 - recovered * withdrawal


@rule
def moscow_aims(withdrawal, given_up, non_alignment):
    """Factor on Moscow's aims: ground to be won again, less where the neutrality it asked for is assured."""
    return 1.0 + given_up * withdrawal * (1.0 - 0.5 * non_alignment)


@rule
def leverage(help, given_away):
    """Factor on Washington's readiness to vote for penalties."""
    return 1.0 - given_away * help
