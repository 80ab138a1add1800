"""Channels: envoys with a mandate, and flag meetings and dates announced beforehand (M33)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Channels(Group):
    """How the capitals reach each other while the war goes on."""

    envoys: float = parameter(
        0.3, low=0.0, high=1.0, unit="share of a full mandate on both sides",
        source="H: an envoy may prompt Moscow to name one; size is an assumption", mechanism="M33",
        doc="how far envoys with a mandate stand on both sides, with hotlines between the capitals",
    )  # fmt: skip
    dates_announced: bool = parameter(
        False, low=0.0, high=1.0, unit="yes or no", source="P: an official date, and daily flag meetings",
        mechanism="M33",
        doc="the date of the ceasefire and flag meetings of commanders are announced beforehand",
    )  # fmt: skip
    announced: float = parameter(
        0.25, low=0.1, high=0.5, possible=(0.0, 1.0), unit="share", source="P; size is an assumption",
        mechanism="M33",
        doc="share of what envoys leave open that an announced date and flag meetings of commanders make good",
    )  # fmt: skip
    faster: float = parameter(
        0.5, low=0.2, high=1.0, possible=(0.0, 5.0), unit="share added", source="assumption", mechanism="M33",
        doc="how much full channels add to the chance that a meeting settles something",
    )  # fmt: skip
    calmer: float = parameter(
        0.4, low=0.2, high=0.7, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M33",
        doc="share of walkouts that full channels prevent",
    )  # fmt: skip
    clearer: float = parameter(
        0.4, low=0.1, high=0.8, possible=(0.0, 5.0), unit="log-odds", source="assumption", mechanism="M33",
        doc="what full channels take from either side's belief that the other will attack once the guns are silent",
    )  # fmt: skip
    prepared: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M33",
        doc="share of what orders and flag meetings would lack on the first days that an announced date makes good",
    )  # fmt: skip


@rule
def openness(envoys, dates_announced, announced):
    """How far the capitals reach each other, 0 to 1."""
    return 1.0 - (1.0 - envoys) * (1.0 - announced * dates_announced)


@rule
def hastened(channels, faster):
    """Factor on the chance that a meeting settles something; ``channels`` is how far they are open."""
    return 1.0 + faster * channels


@rule
def calmed(channels, calmer):
    """Factor on the chance of a walkout."""
    return 1.0 - calmer * channels


@rule
def made_good(value, announced, prepared):
    """A share from 0 to 1, less what it lacks where the date was announced."""
    return value + (1.0 - value) * prepared * announced
