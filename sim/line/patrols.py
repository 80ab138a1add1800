"""Patrols and peacekeepers: presence suppresses fire where it is allowed to go (M06)."""

from __future__ import annotations

from sim.numerics.elementary import clip
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Patrols(Group):
    """People of the mission: how many, how many armed, and where both sides let them go."""

    personnel: float = parameter(
        1500.0, low=0.0, high=30000.0, possible=(0.0, 300000.0), unit="persons",
        source="monitoring_missions.csv: OSCE SMM 1,300, proposals 5,000-15,000", mechanism="M06",
        doc="observers and peacekeepers along the line",
    )  # fmt: skip
    armed_share: float = parameter(
        0.0, low=0.0, high=1.0, unit="share", source="SF12, SF14: troops suppress violence, observers do not",
        mechanism="M06", doc="share of them that is armed and mandated to interpose",
    )  # fmt: skip
    access: float = parameter(
        0.8, low=0.3, high=1.0, possible=(0.0, 1.0), unit="share of the line",
        source="parameters.csv: access_after_obstruction 0.3-0.6; SMM about 0.8", mechanism="M06",
        doc="consent and freedom of movement: share of the line open to the mission on a day",
    )  # fmt: skip
    shut_out: float = parameter(
        0.3, low=0.0, high=0.7, possible=(0.0, 1.0), unit="share of access",
        source="parameters.csv: smm_restrictions_per_month (a third of them denials); assumption",
        mechanism="M06", doc="share of access that is lost in weeks in which a side presses or masses",
    )  # fmt: skip
    leave_year: float = parameter(
        75.0, low=1.0, high=75.0, possible=(0.0, 75.0), unit="years after the start",
        source="SF34: consent to UNEF was withdrawn in 1967, to UNMEE in 2008", mechanism="M06",
        doc="when the people of the mission leave (75: never within the horizon); sensors stay",
    )  # fmt: skip
    half_density: float = parameter(
        5.0, low=3.0, high=8.0, possible=(0.1, 100.0), unit="armed persons per km",
        source="line prototype: 10 per km give about -70 % (SF14)", mechanism="M06",
        doc="density of armed patrols that halves the rate of bouts",
    )  # fmt: skip
    interposition: float = parameter(
        6.0, low=2.0, high=10.0, possible=(0.0, 50.0), unit="times their number",
        source="SF12: peacekeepers 0.4-0.6; assumption", mechanism="M06",
        doc="weight of armed patrols against an attack: striking them widens the war",
    )  # fmt: skip
    obstruction: float = parameter(
        0.6, low=0.2, high=1.2, possible=(0.0, 10.0), unit="share added to the time an attack needs",
        source="SF12; assumption", mechanism="M06",
        doc="how much armed patrols at 10 a km or more slow the build-up of an attack",
    )  # fmt: skip
    cost_per_person: float = parameter(
        0.05, low=0.03, high=0.12, possible=(0.0, 1.0), unit="million dollars a year",
        source="monitoring_missions.csv: UNIFIL 480 million for 10,000, UNMEE 202 for 3,400", mechanism="M06",
        doc="cost of a member of the mission",
    )  # fmt: skip


@rule
def open_share(access, shut_out, closed):
    """Share of sectors open to the mission this week; ``closed`` is 1 where a side presses or masses."""
    return access * (1.0 - shut_out * closed)


@rule
def density(personnel, armed_share, access, km):
    """Armed persons per km of the line that they may patrol."""
    return personnel * armed_share * access / km if km > 0.0 else 0.0


@rule
def suppression(armed_per_km, half_density):
    """Factor on the rate of bouts."""
    return 1.0 / (1.0 + armed_per_km / half_density)


@rule
def interposed(personnel, armed_share, interposition):
    """What armed patrols count for against an attack (thousand)."""
    return 0.001 * personnel * armed_share * interposition


@rule
def standing_in_the_way(armed_per_km):
    """How far armed patrols stand in the way of a surprise attack: 0 to 1, full at 10 a km."""
    return clip(armed_per_km / 10.0, 0.0, 1.0)
