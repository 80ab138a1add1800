"""The labels of events above a picture in time: which there is room for, and where each one goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from sim.analysis.chronicles.event import Event

#: Which events of a ceasefire get a label first when there is no room for all; others are not labelled.
LABELLED = (
    "collapse",
    "held",
    "guarantee_in_force",
    "guarantee_never",
    "interim_ends",
    "ready",
    "snapback",
    "first_serious",
    "aid_cut",
    "renewal_lost",
    "assets_spent",
    "snapback_failed",
    "deaths",
    "crisis_begins",
    "election",
    "massing_seen",
    "first_violation",
    "findings",
    "nuclear_signal",
    "massed_at_start",
)
#: Events that end a ceasefire or a road.
ENDS = ("collapse", "held", "signed", "army_breaks", "given_up")
#: Labels stand in at most so many rows.
_LABEL_ROWS = 6
#: Where labels change from the right of their lines to the left, tried in this order.
_SPLITS = (0.98, 0.85, 0.7, 0.55, 0.4)


@dataclass(frozen=True)
class Label:
    """A label above the picture: its event, its row, on which side of its line; its place in inches."""

    event: Event
    row: int
    leftwards: bool
    at: float
    low: float
    high: float


def labels(events: list[Event], end: float, width: float, order: Sequence[str] = LABELLED) -> list[Label]:
    """Labels for as many events as there is room for, the weightiest first; none crosses a label or stem.

    Parameters
    ----------
    events : what is to be labelled, with a kind of ``order`` each.
    end : last day on the axis of time.
    width : of the axis, inches.
    order : kinds of events, the weightiest first.
    """
    shown: list[Event] = []
    chosen: list[Label] = []
    for event in sorted(events, key=lambda e: (order.index(e.kind), e.day)):
        room = next(
            (found for split in _SPLITS if (found := _arranged([*shown, event], end, width, split))), None
        )
        if room:
            shown.append(event)
            chosen = room
    return chosen


def _arranged(events: list[Event], end: float, width: float, split: float) -> list[Label] | None:
    """Places for all labels, or None: to the right of their lines before ``split`` (a share of the width), to
    the left after it. Each half is filled from the split outwards, which makes the stems a staircase.
    """
    outwards = sorted(events, key=lambda e: (e.day > split * end, e.day if e.day > split * end else -e.day))
    placed: list[Label] = []
    for event in outwards:
        wide, at = _width(event), event.day / end * width
        leftwards = event.day > split * end
        low = at - wide if leftwards else at
        rows = (Label(event, row, leftwards, at, low, low + wide) for row in range(_LABEL_ROWS))
        free = next((label for label in rows if _free(label, placed, width)), None)
        if not free:
            return None
        placed.append(free)
    return placed


@cache
def _width(event: Event) -> float:
    """Width of an event's label with a little air, inches."""
    return float(TextPath((0, 0), event.short, prop=font(event)).get_extents().width) / 72 + 0.1


def _free(label: Label, placed: list[Label], width: float) -> bool:
    """Whether a label stays on the page, clear of the others and of all stems."""
    if label.low < -0.6 or label.high > width + 0.3:
        return False
    for other in placed:
        if other.row == label.row and label.low < other.high and other.low < label.high:
            return False
        if other.row > label.row and label.low < other.at < label.high:
            return False
        if other.row < label.row and other.low < label.at < other.high:
            return False
    return True


def font(event: Event) -> FontProperties:
    """How a label is set: the end in bold."""
    return FontProperties(size=8.5, weight="bold" if event.kind in ENDS else "normal")
