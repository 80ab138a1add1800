"""Pressure on the parties: a mediator's blame, a deadline, and ultimatums to cut or to flood aid (M30)."""

from __future__ import annotations

from typing import Literal

from sim.numerics.elementary import clip, exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, choice, parameter

NONE, CUT, FLOOD, BOTH = range(4)
#: Weeks before a deadline in which it is felt (e-fold).
FELT_WEEKS = 4.0
#: Part of a mediator's pressure that is there without any deadline.
STEADY = 0.15


class Pressure(Group):
    """How hard the parties are pressed, and what with."""

    mediator: float = parameter(
        0.2, low=0.0, high=1.0, unit="share", source="H; size is an assumption", mechanism="M30",
        doc="how hard Washington presses both sides, at usual American attention",
    )  # fmt: skip
    deadline_days: float = parameter(
        0.0, low=0.0, high=365.0, possible=(0.0, 3650.0), unit="days",
        source="H: a day, a year; 100 days", mechanism="M29",
        doc="deadline that Washington sets (0: none); missed, it is set again, and each time counts for less",
    )  # fmt: skip
    blame: float = parameter(
        35.0, low=15.0, high=50.0, possible=(0.0, 300.0), unit="% of GDP", source="assumption",
        mechanism="M30", doc="what a side would give not to be the one to blame, on the day of a first deadline",
    )  # fmt: skip
    leverage_moscow: float = parameter(
        0.6, low=0.3, high=1.0, possible=(0.0, 3.0), unit="share", source="H: leverage is significant, not decisive",
        mechanism="M30", doc="what the same pressure weighs in Moscow against Kyiv",
    )  # fmt: skip
    fade: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M30",
        doc="what a deadline still counts for once the one before has been missed",
    )  # fmt: skip
    ultimatum: Literal["none", "cut", "flood", "both"] = choice(
        "none", source="H: aid as a cudgel", mechanism="M30",
        doc="what is threatened: to cut American aid if Kyiv does not sign, to flood Kyiv with it if Moscow does not",
    )  # fmt: skip
    ultimatum_week: float = parameter(
        26.0, low=4.0, high=104.0, possible=(1.0, 520.0), unit="weeks", source="assumption", mechanism="M30",
        doc="when the ultimatum is issued",
    )  # fmt: skip
    notice_weeks: float = parameter(
        13.0, low=2.0, high=26.0, possible=(1.0, 260.0), unit="weeks", source="assumption", mechanism="M30",
        doc="how long it leaves",
    )  # fmt: skip
    credited: float = parameter(
        0.6, low=0.3, high=0.9, possible=(0.0, 1.0), unit="probability", source="assumption", mechanism="M30",
        doc="how far those threatened believe that it will be carried out",
    )  # fmt: skip
    resolve: float = parameter(
        0.5, low=0.2, high=0.9, possible=(0.0, 1.0), unit="probability", source="assumption", mechanism="M30",
        doc="chance that it is carried out",
    )  # fmt: skip
    cut: float = parameter(
        0.9, low=0.5, high=1.0, possible=(0.0, 1.0), unit="share of American aid", source="H; assumption",
        mechanism="M30", doc="what a carried-out cut removes",
    )  # fmt: skip
    flood: float = parameter(
        0.3, low=0.1, high=0.6, possible=(0.0, 10.0), unit="share of American aid",
        source="H: not much room to expand; size is an assumption", mechanism="M30",
        doc="what a carried-out flood adds",
    )  # fmt: skip
    backlash: float = parameter(
        5.0, low=2.0, high=10.0, possible=(0.0, 100.0), unit="% of GDP", source="H; assumption",
        mechanism="M30", doc="domestic pressure to fight on that an ultimatum carried out leaves where it struck",
    )  # fmt: skip
    duress: float = parameter(
        15.0, low=8.0, high=30.0, possible=(0.1, 300.0), unit="% of GDP", source="assumption; SF24",
        mechanism="M30",
        doc="how much worse than fighting on a text must have been, but for pressure, to count as wholly imposed",
    )  # fmt: skip


@rule
def closeness(week, deadline_days, fade):
    """How near a deadline is in a week (1 in the week of the first), less each time that one has been missed."""
    if deadline_days <= 0.0:
        return 0.0
    span = deadline_weeks(deadline_days)
    missed = int((week - 1.0) / span)
    to_go = span * (missed + 1.0) - week
    left = 1.0
    for _ in range(missed if missed < 60 else 60):
        left *= fade
    return left * exp(-to_go / FELT_WEEKS)


@rule
def deadline_weeks(days):
    """A deadline in whole weeks, at least one."""
    weeks = int((days + 6.0) / 7.0)
    return float(weeks if weeks > 1 else 1)


@rule
def push(mediator, blame, attention, near):
    """What pressure adds to the worth of signing, % of GDP."""
    return blame * mediator * attention / 0.62 * (STEADY + near)


@rule
def imposed(surplus, duress):
    """How far terms signed at a surplus that was negative but for pressure are imposed, 0 to 1."""
    return clip(-surplus / duress, 0.0, 1.0)
