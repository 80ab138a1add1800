"""Pull-back of heavy equipment: smaller bouts and slower massing; staggered, it opens a window (M04)."""

from __future__ import annotations

from typing import Literal

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, choice, parameter

_TIERS = "P; parameters.csv: heavy_weapon_exclusion"


class Pullback(Group):
    """How much heavy equipment of each range leaves the line, and whether both sides move on the same day."""

    artillery: float = parameter(
        0.2, low=0.0, high=1.0, unit="share", source=f"{_TIERS} (50 km)", mechanism="M04",
        doc="share of tube artillery, tanks and armour that is pulled back 50 km",
    )  # fmt: skip
    rockets: float = parameter(
        0.2, low=0.0, high=1.0, unit="share", source=f"{_TIERS} (75 km)", mechanism="M04",
        doc="share of multiple rocket launchers that is pulled back 75 km",
    )  # fmt: skip
    long_range: float = parameter(
        0.2, low=0.0, high=1.0, unit="share", source=f"{_TIERS} (150 km)", mechanism="M04",
        doc="share of missiles and strike drones that is pulled back 150 km",
    )  # fmt: skip
    timing: Literal["same_day", "russia_first", "ukraine_first"] = choice(
        "same_day", source="P: same day and same time", mechanism="M04", doc="who moves when",
    )  # fmt: skip
    stagger_weeks: float = parameter(
        8.0, low=2.0, high=26.0, possible=(0.0, 104.0), unit="weeks", source="assumption", mechanism="M04",
        doc="how long the second side takes when the pull-back is staggered",
    )  # fmt: skip
    size_effect: float = parameter(
        0.6, low=0.3, high=0.8, possible=(0.0, 0.95), unit="share of a bout's size",
        source="assumption; truces.csv T17: heavy weapons fall more than shots", mechanism="M04",
        doc="how much smaller a side's bouts are with everything of its own pulled back",
    )  # fmt: skip
    massing_effect: float = parameter(
        0.5, low=0.2, high=1.0, possible=(0.0, 3.0), unit="share added to the time an attack needs",
        source="assumption", mechanism="M04",
        doc="how much a full pull-back of its own slows the build-up of a side's attack",
    )  # fmt: skip
    window: float = parameter(
        0.3, low=0.1, high=0.6, possible=(0.0, 2.0), unit="log force ratio", source="assumption",
        mechanism="M04", doc="advantage of the side that has not moved yet over one that has moved all",
    )  # fmt: skip


@rule
def out_of_range(artillery, rockets, long_range):
    """Share of the fire on the line that is pulled out of range: most of it is artillery."""
    return 0.7 * artillery + 0.2 * rockets + 0.1 * long_range


@rule
def out_of_place(artillery, rockets, long_range):
    """Share of what an attack needs that has to be brought back first."""
    return 0.5 * artillery + 0.25 * rockets + 0.25 * long_range


@rule
def has_moved(timing, side, week, stagger_weeks):
    """Whether ``side`` (0 Russia, 1 Ukraine) has pulled back by a week: 1.0 or 0.0."""
    if timing == 0 or timing - 1 == side or week >= stagger_weeks:
        return 1.0
    return 0.0


@rule
def weapons(share, effect):
    """Factor on the size of a bout above a single shot."""
    return 1.0 - share * effect


@rule
def opening(share, own, others, window):
    """Advantage (log force ratio) of a side while only the other has moved (``own``, ``others``: 0 or 1)."""
    return share * window * others * (1.0 - own)
