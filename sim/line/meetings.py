"""Flag meetings, hotlines, joint commission: talk between the sides' commanders (M10)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Meetings(Group):
    """How much the two militaries talk."""

    flag_meetings: float = parameter(
        0.2, low=0.0, high=1.0, unit="share of days",
        source="P: daily, between officers of brigadier rank; India-China border", mechanism="M10",
        doc="share of days on which commanders of facing sectors meet",
    )  # fmt: skip
    hotline: float = parameter(
        0.3, low=0.0, high=1.0, unit="share of sectors", source="P", mechanism="M10",
        doc="how far military hotlines are there and answered",
    )  # fmt: skip
    commission: float = parameter(
        0.3, low=0.0, high=1.0, unit="share of its full powers", source="SF11: hazard ratio 0.3-0.8",
        mechanism="M10", doc="joint military commission: 0 none, 1 standing, both sides, every sector",
    )  # fmt: skip
    commission_discipline: float = parameter(
        0.35, low=0.2, high=0.5, possible=(0.0, 1.0), unit="share",
        source="line prototype: the commission must add to discipline; July 2020 0.38 with it",
        mechanism="M10", doc="what a full joint commission adds to the discipline of units",
    )  # fmt: skip


@rule
def misreading(commission, hotline, flag_meetings):
    """Share of incidents that a capital still reads as hostile although they were local (SF11 by analogy)."""
    return (1.0 - 0.5 * commission) * (1.0 - 0.3 * hotline) * (1.0 - 0.2 * flag_meetings)
