"""The travelogue of one road: its dated events, and why it ended as it did.

One run is walked week by week and its state kept; all else is read off that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.analysis.chronicles import passage_events, passage_why
from sim.analysis.chronicles.event import Event
from sim.analysis.chronicles.passage import Passage


@dataclass(frozen=True)
class Travelogue(Passage):
    """One road, told: a passage with what can be read off it."""

    @cached_property
    def events(self) -> list[Event]:
        """Every event, in order of weeks; days count from the start of the talks."""
        return passage_events.events(self)

    def why(self) -> list[str]:
        """Why it was signed when it was, or why not, in sentences."""
        return list(passage_why.why(self))
