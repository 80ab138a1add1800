"""The events of one ceasefire in its monitoring mission."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.analysis.chronicles.event import Event, weekly
from sim.analysis.chronicles.history import History


def mission_events(h: History) -> Iterator[Event]:
    """The week in which the people of the mission leave, if they do; sensors stay."""
    people = np.concatenate([h.start["mission"]["people"], h.worlds["mission"]["people"]])
    sent = h.scenario.patrols.personnel
    for week in np.flatnonzero((people[1:] == 0) & (people[:-1] > 0)).tolist():
        if sent > 0:
            text = f"the people of the mission leave ({sent:,.0f}); sensors stay"
            yield weekly(week + 1, "mission_leaves", "", text, "mission leaves")
