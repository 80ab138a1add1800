"""Pressure on the parties: a mediator's blame, a deadline, and ultimatums to cut or to flood aid (M30)."""

from __future__ import annotations

from typing import Literal

from sim.numerics.elementary import clip, exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, choice, parameter

NONE, CUT, FLOOD, BOTH = range(4)
#: Weeks before a deadline in which it is felt (e-fold).
FELT_WEEKS = 4.0
#: Deadline, in weeks, at which haste has lost two thirds of its effect.
HASTE_WEEKS = 26.0
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
        doc="deadline that Washington sets (0: none); missed, it is set again, and counts for less as time goes on",
    )  # fmt: skip
    blame: float = parameter(
        28.0, low=14.0, high=45.0, possible=(0.0, 300.0), unit="% of GDP", source="assumption",
        mechanism="M30", doc="what a side would give not to be the one to blame, on the day of a first deadline",
    )  # fmt: skip
    leverage_moscow: float = parameter(
        0.6, low=0.3, high=1.0, possible=(0.0, 3.0), unit="share", source="H: leverage is significant, not decisive",
        mechanism="M30", doc="what the same pressure weighs in Moscow against Kyiv",
    )  # fmt: skip
    fade_weeks: float = parameter(
        26.0, low=13.0, high=52.0, possible=(0.1, 520.0), unit="weeks", source="assumption", mechanism="M30",
        doc="how long deadlines still count once the first has been missed (e-fold)",
    )  # fmt: skip
    haste: float = parameter(
        0.7, low=0.4, high=0.9, possible=(0.0, 1.0), unit="share",
        source="H: a quick deal and a good one; size is an assumption", mechanism="M29",
        doc="how much of what meetings settle stays on paper under the shortest deadline; less under a longer one",
    )  # fmt: skip
    ultimatum: Literal["none", "cut", "flood", "both"] = choice(
        "none", source="H: aid as a cudgel", mechanism="M30",
        doc="what is threatened: to cut American aid if Kyiv does not sign, to flood Kyiv with it if Moscow does not",
    )  # fmt: skip
    ultimatum_week: float = parameter(
        52.0, low=13.0, high=104.0, possible=(1.0, 520.0), unit="weeks", source="assumption", mechanism="M30",
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
    stain: float = parameter(
        0.4, low=0.1, high=0.7, possible=(0.0, 1.0), unit="share", source="SF24; size is an assumption",
        mechanism="M30",
        doc="how far terms signed while a side is under an ultimatum count as imposed on it in any case",
    )  # fmt: skip
    doubt: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M30",
        doc="what an ultimatum against Kyiv takes, once issued, from the American part of any guarantee",
    )  # fmt: skip


@rule
def still_counts(week, deadline_days, fade_weeks):
    """How far deadlines still count in a week: 1 up to the first, less as time goes on; 0 without any."""
    if deadline_days <= 0.0:
        return 0.0
    missed_by = week - deadline_weeks(deadline_days)
    return exp(-missed_by / fade_weeks) if missed_by > 0.0 else 1.0


@rule
def closeness(week, deadline_days, fade_weeks):
    """How near a deadline is in a week: 1 in the week of the first, less in later ones."""
    if deadline_days <= 0.0:
        return 0.0
    span = deadline_weeks(deadline_days)
    to_go = span * (int((week - 1.0) / span) + 1.0) - week
    return still_counts(week, deadline_days, fade_weeks) * exp(-to_go / FELT_WEEKS)


@rule
def depth(week, deadline_days, fade_weeks, haste):
    """How much of what is settled is substance, 0 to 1: all of it without a deadline."""
    hurry = still_counts(week, deadline_days, fade_weeks)
    return 1.0 - haste * hurry * exp(-deadline_weeks(deadline_days) / HASTE_WEEKS)


@rule
def missed(week, deadline_days, fade_weeks):
    """Weight of a deadline missed in this week, 0 to 1; a short one, soon set again, weighs less each time."""
    if deadline_days <= 0.0:
        return 0.0
    span = deadline_weeks(deadline_days)
    due = int(week / span) * span == week
    return still_counts(week, deadline_days, fade_weeks) * span / (span + 13.0) if due else 0.0


@rule
def last_notice(issued, notice):
    """The week in which an ultimatum has run out: the nearest whole one."""
    return float(int(issued + notice + 0.5))


@rule
def running_out(week, issued, notice):
    """How near the end of an ultimatum is, 1 in its last week; 0 before it is issued and after it has run out."""
    end = last_notice(issued, notice)
    if week < issued or week >= end:
        return 0.0
    return exp(-(end - 1.0 - week) / FELT_WEEKS)


@rule
def deadline_weeks(days):
    """A deadline in whole weeks, the nearest number, at least one."""
    weeks = int(days / 7.0 + 0.5)
    return float(weeks if weeks > 1 else 1)


@rule
def push(mediator, blame, attention, near):
    """What pressure adds to the worth of signing, % of GDP."""
    return blame * mediator * attention / 0.62 * (STEADY + near)


@rule
def imposed(surplus, duress, threatened, stain):
    """How far terms are imposed on a side, 0 to 1: by what it lost by signing, but for pressure, or by a threat."""
    lost = clip(-surplus / duress, 0.0, 1.0)
    return stain if threatened > 0.0 and stain > lost else lost
