"""An event: something that happened in a ceasefire, or on the road to one, on a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.engine.calendar import DAYS_PER_WEEK

#: Breaks of up to so many weeks do not end a stretch of findings or of signals.
BREAK_WEEKS = 4


@dataclass(frozen=True)
class Event:
    """Something that happened on a day.

    Attributes
    ----------
    day : days since the ceasefire, or the road, began (0 = its first day); what the end of week n settles has day 7 n.
    week : week of the ceasefire or of the road, from 1; 0 = before its first week was over.
    kind : what kind of event, one word or two joined by an underscore.
    side : "russia", "ukraine", or "" where it is nobody's.
    text : the event in words.
    short : a label for a picture.
    major : whether a short telling keeps it.
    """

    day: int
    week: int
    kind: str
    side: str
    text: str
    short: str
    major: bool = True


def weekly(week: int, kind: str, side: str, text: str, short: str, major: bool = True) -> Event:
    """An event that the end of a week settles."""
    return Event(week * DAYS_PER_WEEK, week, kind, side, text, short, major)


def opening(week: int, kind: str, side: str, text: str, short: str, major: bool = True) -> Event:
    """An event with which a week (from 1) begins."""
    return Event((week - 1) * DAYS_PER_WEEK, week, kind, side, text, short, major)


def spells(active: np.ndarray, gap: int = 0) -> list[tuple[int, int]]:
    """First and last week (from 1) of each spell; breaks of up to ``gap`` weeks do not end one."""
    spells: list[tuple[int, int]] = []
    for week in (np.flatnonzero(active) + 1).tolist():
        if spells and week - spells[-1][1] <= gap + 1:
            spells[-1] = (spells[-1][0], week)
        else:
            spells.append((week, week))
    return spells
