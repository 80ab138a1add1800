"""The chronicle of one ceasefire: dated events, and the decisions with the terms that led to them.

One run is replayed week by week and its state kept; all else is read off that history.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sim.analysis.chronicles import chronicle_events, weighings, why
from sim.analysis.chronicles.event import Event
from sim.analysis.chronicles.history import History
from sim.analysis.chronicles.weighings import Weighing
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Chronicle(History):
    """One ceasefire, told: a history with what can be read off it."""

    @cached_property
    def events(self) -> list[Event]:
        """Every event, in order of days."""
        return chronicle_events.events(self)

    @cached_property
    def weighings(self) -> list[Weighing]:
        """Every week of both capitals, week by week, Moscow first."""
        return weighings.weighings(self)

    @property
    def decisions(self) -> list[Weighing]:
        """The weeks in which a capital drew a move: on a review, or on the question of an attack."""
        return [w for w in self.weighings if w.drawn]

    def told(self, whole: bool) -> list[Weighing]:
        """Every week of both capitals, or only the decisions that are worth telling."""
        return self.weighings if whole else [w for w in self.decisions if w.why]

    def why(self) -> list[str]:
        """Why it ended as it did, in sentences."""
        return list(why.why(self))


def chronicle(scenario: Scenario, seed: int, run: int = 0) -> Chronicle:
    """Replay a run and tell it.

    Parameters
    ----------
    scenario, seed, run : as in :func:`sim.engine.batch.run`.
    """
    return Chronicle.replayed(scenario, seed, run)
