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
        4.0, low=1.0, high=8.0, possible=(0.0, 100.0), unit="% of Ukrainian GDP", source="assumption", mechanism="M17",
        doc="how exposed full assurances leave Kyiv, where no guarantee makes up for it",
    )  # fmt: skip


@rule
def red_lines(non_alignment, no_forces, no_colour, alliance_tie, standing, waiting):
    """Share of Moscow's red lines that is crossed, from 0; about 1.9 for NATO membership with troops.

    ``standing`` is what stationed troops make certain (0 to 1); ``waiting`` is 1 while accession or a treaty is
    still being ratified, when the hope of stopping it adds four tenths to that part.
    """
    drift = 0.5 * (1.0 - non_alignment) + 0.2 * (1.0 - no_forces) + 0.1 * (1.0 - no_colour)
    return drift + 0.8 * alliance_tie * (1.0 + 0.4 * waiting) + 0.5 * standing


@rule
def exposure(non_alignment, no_forces, credibility):
    """How exposed Kyiv feels, 0 to 1: assurances given, as far as no credible guarantee makes up for them."""
    return (0.5 * non_alignment + 0.5 * no_forces) * (1.0 - credibility)
