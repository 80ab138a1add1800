"""Who is at the table: Kyiv, Europe, neutral observers, NATO; and who can scuttle what the others sign (M31)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Table(Group):
    """Seats at the table, and what those do who have none."""

    kyiv: bool = parameter(
        True, low=0.0, high=1.0, unit="yes or no", source="H: Kyiv can scuttle any deal", mechanism="M31",
        doc="Kyiv is at the table; otherwise Washington and Moscow talk about it",
    )  # fmt: skip
    europe: bool = parameter(
        True, low=0.0, high=1.0, unit="yes or no", source="H", mechanism="M31",
        doc="the Europeans are at the table",
    )  # fmt: skip
    neutrals: bool = parameter(
        False, low=0.0, high=1.0, unit="yes or no", source="P: India, Norway, Austria", mechanism="M31",
        doc="neutral observers are at the table and later on the line",
    )  # fmt: skip
    nato_russia: bool = parameter(
        False, low=0.0, high=1.0, unit="yes or no", source="H, P: NATO-Russia talks in parallel",
        mechanism="M31", doc="NATO and Russia talk in parallel about forces and strike",
    )  # fmt: skip
    excluded_legitimacy: float = parameter(
        0.35, low=0.15, high=0.6, possible=(0.0, 1.0), unit="share",
        source="SF24: imposed ceasefires fail 1.5-3 times as often; size is an assumption", mechanism="M31",
        doc="legitimacy that terms keep in Ukraine when Kyiv was not at the table",
    )  # fmt: skip
    scuttle_kyiv: float = parameter(
        0.85, low=0.6, high=1.0, possible=(0.0, 1.0), unit="probability", source="H; assumption",
        mechanism="M31", doc="chance that Kyiv, left out, brings down a text that is worse for it than fighting on",
    )  # fmt: skip
    scuttle_europe: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.0), unit="probability", source="H; assumption",
        mechanism="M31",
        doc="chance that a united Europe, left out, keeps a text from being carried out when it is to be signed",
    )  # fmt: skip
    carried_without: float = parameter(
        0.3, low=0.0, high=0.6, possible=(0.0, 1.0), unit="share",
        source="H: accession and reconstruction are Europe's; size is an assumption", mechanism="M31",
        doc="what a Europe that was left out carries out of its part: relief, assets, guarantee, accession",
    )  # fmt: skip
    undrawn: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.0), unit="share", source="H: the Minsk pitfall; assumption",
        mechanism="M31", doc="share of line and zone that stays undrawn where Kyiv is not at the table",
    )  # fmt: skip
    play_off: float = parameter(
        10.0, low=4.0, high=20.0, possible=(0.0, 100.0), unit="% of GDP", source="H; assumption",
        mechanism="M31",
        doc="what either side holds out for where it hopes to play America and Europe off against each other",
    )  # fmt: skip
    neutral_trust: float = parameter(
        0.3, low=0.1, high=0.6, possible=(0.0, 1.0), unit="share", source="P; assumption", mechanism="M31",
        doc="share of the distrust in the mission that neutral observers take away on both sides",
    )  # fmt: skip
    spoken_for: float = parameter(
        0.03, low=0.01, high=0.08, possible=(0.0, 1.0), unit="a step settled", source="H; assumption",
        mechanism="M31", doc="how fast others concede what is Kyiv's when it is not at the table",
    )  # fmt: skip


@rule
def cohesion(europe, attention, unity):
    """How far the West speaks with one voice, 0 to 1: full at usual attention and unity (0.62) with Europe in."""
    both = attention * unity / 0.3844
    return (0.5 + 0.5 * europe) * (both if both < 1.0 else 1.0)


@rule
def held_out_for(play_off, cohesion):
    """What a side holds out for, % of GDP, where the West is divided."""
    return play_off * (1.0 - cohesion)
