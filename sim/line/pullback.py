"""Pull-back of heavy equipment: smaller bouts and slower massing; staggered, it opens a window (M04)."""

from __future__ import annotations

from typing import Literal

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, choice, parameter


class Pullback(Group):
    """How much heavy equipment leaves the line, and whether both sides move on the same day."""

    share: float = parameter(
        0.2, low=0.0, high=1.0, unit="share of heavy weapons",
        source="P; parameters.csv: heavy_weapon_exclusion (artillery 50 km, rockets 75, long range 150)",
        mechanism="M04", doc="share of artillery, rockets and armour that is pulled out of range",
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
        doc="how much smaller bouts are with everything pulled back",
    )  # fmt: skip
    massing_effect: float = parameter(
        0.5, low=0.2, high=1.0, possible=(0.0, 3.0), unit="share added to the time an attack needs",
        source="assumption", mechanism="M04", doc="how much a full pull-back slows the build-up of an attack",
    )  # fmt: skip
    window: float = parameter(
        0.3, low=0.1, high=0.6, possible=(0.0, 2.0), unit="log force ratio", source="assumption",
        mechanism="M04", doc="advantage of the side that has not moved yet over one that has moved all",
    )  # fmt: skip


@rule
def weapons(share, effect):
    """Factor on the size of a bout above a single shot."""
    return 1.0 - share * effect


@rule
def opening(share, timing, side, week, stagger_weeks, window):
    """Advantage (log force ratio) of ``side`` (0 Russia, 1 Ukraine) while only the other side has moved."""
    if timing == 0 or week >= stagger_weeks:
        return 0.0
    first = timing - 1
    return share * window if side != first else 0.0
