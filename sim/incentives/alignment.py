"""Non-alignment and Moscow's red lines: what calms one side unsettles the other (M17)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Alignment(Group):
    """Assurances about Ukraine's alignment, and what they are worth to each side."""

    non_alignment: float = parameter(
        0.3, low=0.0, high=1.0, unit="share assured", source="H, P: Istanbul 2022", mechanism="M17",
        doc="how far Ukraine stays outside NATO for good",
    )  # fmt: skip
    no_foreign_forces: float = parameter(
        0.3, low=0.0, high=1.0, unit="share assured", source="H", mechanism="M17",
        doc="how far foreign forces and infrastructure stay out",
    )  # fmt: skip
    no_colour_revolutions: float = parameter(
        0.2, low=0.0, high=1.0, unit="share assured", source="P", mechanism="M17",
        doc="how far the West refrains from what Moscow sees as colour revolutions",
    )  # fmt: skip
    grievance: float = parameter(
        8.0, low=2.0, high=16.0, possible=(0.0, 100.0), unit="% of Russian GDP",
        source="capitals prototype (G): no case informs it; swept", mechanism="M17",
        doc="worth to Moscow of all its red lines together",
    )  # fmt: skip
    insecurity: float = parameter(
        4.0, low=1.0, high=8.0, possible=(0.0, 100.0), unit="% of Ukrainian GDP", source="assumption",
        mechanism="M17", doc="how exposed full assurances leave Kyiv, where no guarantee makes up for it",
    )  # fmt: skip

    weight_drift: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 5.0), unit="share of all red lines", source="assumption",
        mechanism="M17", doc="weight of Ukraine's drift into the West, as far as it is not assured against",
    )  # fmt: skip
    weight_presence: float = parameter(
        0.2, low=0.1, high=0.4, possible=(0.0, 5.0), unit="share of all red lines", source="assumption",
        mechanism="M17",
        doc="weight of foreign forces and infrastructure that may come, as far as they are not assured "
        "against",
    )  # fmt: skip
    weight_colour: float = parameter(
        0.1, low=0.0, high=0.3, possible=(0.0, 5.0), unit="share of all red lines", source="assumption",
        mechanism="M17", doc="weight of what Moscow sees as colour revolutions",
    )  # fmt: skip
    weight_alliance: float = parameter(
        0.8, low=0.3, high=1.5, possible=(0.0, 5.0), unit="share of all red lines",
        source="assumption; no case informs it", mechanism="M11",
        doc="weight of NATO membership or what is near it",
    )  # fmt: skip
    weight_troops: float = parameter(
        0.5, low=0.2, high=1.0, possible=(0.0, 5.0), unit="share of all red lines",
        source="assumption; no case informs it", mechanism="M11",
        doc="weight of foreign troops that do stand in Ukraine",
    )  # fmt: skip
    weight_belligerent: float = parameter(
        0.3, low=0.1, high=0.6, possible=(0.0, 5.0), unit="share of all red lines",
        source="P: blurred definition of a co-belligerent; size is an assumption", mechanism="M23",
        doc="weight of aid by which those who give it become party to the war, at 50 billion dollars a year",
    )  # fmt: skip
    prevention: float = parameter(
        0.2, low=0.0, high=0.6, possible=(0.0, 5.0), unit="share added",
        source="SF38: alliance formation may raise risk", mechanism="M11",
        doc="how much more an alliance offends while it may still be stopped, before ratification",
    )  # fmt: skip


@rule
def red_lines(drift, presence, colour, alliance, troops, belligerent):
    """Share of Moscow's red lines that is crossed: the sum of its parts, each weighted by the caller.

    Drift, presence and colour revolutions are what is *not* assured against; alliance, troops and co-belligerent
    aid what is there.
    """
    return drift + presence + colour + alliance + troops + belligerent


@rule
def exposure(non_alignment, no_forces, no_colour, credibility):
    """How exposed Kyiv feels, 0 to 1: assurances given, as far as no credible guarantee makes up for them."""
    return (0.45 * non_alignment + 0.45 * no_forces + 0.1 * no_colour) * (1.0 - credibility)
