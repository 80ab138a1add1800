"""The dividend of the deal: what each side gains by keeping it, with economic offers and recognition (M20)."""

from __future__ import annotations

from sim.numerics.elementary import exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Deal(Group):
    """Worth and standing of the agreement itself."""

    formality: float = parameter(
        0.5, low=0.0, high=1.0, unit="share",
        source="SF17: formal agreement or treaty 0.25-0.45 against a mere truce", mechanism="M09",
        doc="0 a bare truce, 0.5 a signed agreement, 1 a treaty",
    )  # fmt: skip
    legitimacy: float = parameter(
        0.6, low=0.2, high=1.0, possible=(0.0, 1.0), unit="share", source="SF24; assumption", mechanism="M09",
        doc="how far Ukrainians see the terms as their own",
    )  # fmt: skip
    dividend: float = parameter(
        12.0, low=7.0, high=25.0, possible=(0.0, 200.0), unit="% of GDP",
        source="capitals prototype (D), prior centre", mechanism="M20",
        doc="worth of a full deal to either side",
    )  # fmt: skip
    offers: float = parameter(
        0.1, low=0.0, high=1.0, unit="share", source="P: economic offers without strings", mechanism="M20",
        doc="how far economic offers and recognition of interests are made to both sides",
    )  # fmt: skip
    offers_worth: float = parameter(
        4.0, low=1.0, high=8.0, possible=(0.0, 100.0), unit="% of GDP", source="assumption", mechanism="M20",
        doc="worth of full offers to either side",
    )  # fmt: skip
    offers_cost: float = parameter(
        5.0, low=2.0, high=15.0, possible=(0.0, 500.0), unit="billion dollars a year", source="assumption",
        mechanism="M20", doc="what full offers cost those who make them",
    )  # fmt: skip
    recognition: float = parameter(
        0.0, low=0.0, high=1.0, unit="share",
        source="P: legitimising parts of Russian territorial and financial interest; H: a nonstarter for Kyiv",
        mechanism="M20", doc="how far Moscow's territorial and financial interests are recognised",
    )  # fmt: skip
    recognition_worth: float = parameter(
        6.0, low=2.0, high=12.0, possible=(0.0, 100.0), unit="% of Russian GDP", source="assumption",
        mechanism="M20", doc="worth of full recognition to Moscow",
    )  # fmt: skip
    recognition_offence: float = parameter(
        5.0, low=2.0, high=12.0, possible=(0.0, 100.0), unit="% of Ukrainian GDP", source="assumption",
        mechanism="M20", doc="grievance that full recognition leaves in Kyiv",
    )  # fmt: skip
    imposed_on_moscow: float = parameter(
        0.0, low=0.0, high=1.0, unit="share", source="SF24: imposed ceasefires", mechanism="M30",
        doc="how far Moscow signed only under pressure",
    )  # fmt: skip
    imposed_on_kyiv: float = parameter(
        0.0, low=0.0, high=1.0, unit="share", source="SF24: imposed ceasefires", mechanism="M30",
        doc="how far Kyiv signed only under pressure",
    )  # fmt: skip
    resentment: float = parameter(
        8.0, low=4.0, high=14.0, possible=(0.0, 100.0), unit="% of GDP",
        source="SF24: hazard ratio 1.5-3; size is an assumption", mechanism="M30",
        doc="grievance of a side on which terms were wholly imposed",
    )  # fmt: skip


@rule
def worth(dividend, formality, commission, offers, offers_worth, years):
    """Worth of the deal to a side, % of GDP; half of it is there at once, the rest grows in over a year."""
    deal = dividend * (0.5 * formality + 0.5 * commission)
    return (deal + offers * offers_worth) * (1.0 - 0.5 * exp(-years))
