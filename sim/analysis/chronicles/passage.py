"""The passage of one road: the war and the talks of a run, week by week, with their state kept, and what is told of it.

Nothing is drawn or decided here, so a passage ends as the road of the same run of a study does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np

from sim.agents.state import WORLD
from sim.agents.tally import TALLY
from sim.analysis.plain import plain
from sim.engine.journey import Journey
from sim.negotiation.issues import ISSUES, N_TRACKS, TRACKS, is_held
from sim.negotiation.war import AT_WAR, CEASEFIRE, WAR_ENDS
from sim.scenario.scenario import Scenario

#: The part of an outcome that a road settles; a ceasefire after it changes none of these.
OUTCOMES = (
    "agreed",
    "war_end",
    "months_at_war",
    "meetings",
    "failed_rounds",
    "ultimatums_carried_out",
    "terms_quality",
    "terms_tilt",
    "legitimacy",
    "imposed",
    "war_losses_russia",
    "war_losses_ukraine",
    "war_territory",
    "war_aid",
)
#: What a row a week holds beside talks and issues; see ROAD in sim/agents/state.py.
_WEEKLY = (
    "tilt",
    "depth",
    "trust",
    "advance",
    "territory",
    "losses",
    "intensity",
    "supply",
    "surplus_russia",
    "own_russia",
    "surplus_ukraine",
    "own_ukraine",
)


@dataclass(frozen=True)
class Passage:
    """One road, week by week: n weeks, the one in which it ended included.

    Attributes
    ----------
    offer : what was run: the scenario that holds what is on offer.
    seed, run : of the run.
    start : the world as the talks begin (dtype WORLD), shape (1,).
    worlds : the world at the end of each week (dtype WORLD), shape (n,).
    text : the text on the table in the end; once signed, the scenario of the ceasefire.
    """

    offer: Scenario
    seed: int
    run: int
    start: np.ndarray
    worlds: np.ndarray
    text: Scenario

    @classmethod
    def walked(cls, scenario: Scenario, seed: int, run: int = 0) -> Self:
        """Walk the road of a run and keep its history.

        Parameters
        ----------
        scenario, seed, run : as in :func:`sim.engine.batch.run`; the scenario begins at war.

        Raises
        ------
        InputError
            The scenario begins with a ceasefire.
        """
        journey = Journey(scenario, seed, run)
        start, worlds = np.zeros(1, WORLD), np.zeros(journey.last, WORLD)
        start[0] = journey.world
        while not journey.over:
            journey.step()
            worlds[journey.weeks - 1] = journey.world
        return cls(scenario, seed, run, start, worlds[: journey.weeks], journey.terms())

    @property
    def weeks(self) -> int:
        """Weeks on the road."""
        return len(self.worlds)

    @property
    def months(self) -> float:
        """Months on the road."""
        return float(self.worlds["tally"]["months_at_war"][-1])

    @property
    def end(self) -> str:
        """How it ended, one of ``WAR_ENDS``."""
        return WAR_ENDS[int(self.road["end"][-1])]

    @property
    def agreed(self) -> bool:
        """Whether a text was signed."""
        return self.end == WAR_ENDS[CEASEFIRE]

    @property
    def road(self) -> np.ndarray:
        """The road's own state at the end of each week (dtype ROAD), shape (n,)."""
        return self.worlds["road"]

    @cached_property
    def counted(self) -> np.ndarray:
        """Weeks whose meetings came to something, shape (n,): all but one in which the war ended first."""
        return self.road["end"] == AT_WAR

    @property
    def met(self) -> np.ndarray:
        """Meetings that came to something, by week and track; shape (n, tracks)."""
        return np.where(self.counted[:, None], self.road["met"], 0.0)

    @property
    def walkouts(self) -> np.ndarray:
        """Whether a side walked out, by week and track; shape (n, tracks)."""
        return (self.road["failed"] > 0) & self.counted[:, None]

    @property
    def settled(self) -> np.ndarray:
        """How far each issue is settled at the start and at the end of each week, shape (n + 1, issues)."""
        return np.concatenate([self.start["road"]["settled"], self.road["settled"]])

    @property
    def reach(self) -> np.ndarray:
        """How far those at the table can settle each issue, shape (issues,)."""
        return self.start["road"]["reach"][0]

    @property
    def at_table(self) -> tuple[str, ...]:
        """The sides without which nothing is signed."""
        return ("russia", "ukraine") if self.offer.table.kyiv else ("russia",)

    def held(self, track: int) -> bool:
        """Whether a track ever meets, given who is at the table."""
        t = self.offer.table
        return bool(is_held(track, float(t.kyiv), float(t.europe), float(t.nato_russia)))

    @property
    def held_tracks(self) -> list[int]:
        """The tracks that may meet."""
        return [track for track in range(N_TRACKS) if self.held(track)]

    def surplus(self, side: str) -> np.ndarray:
        """What signing is worth over fighting on, % of the side's GDP, under pressure; shape (n,)."""
        return self.road[f"surplus_{side}"]

    def own(self, side: str) -> np.ndarray:
        """The same without pressure by blame, deadline or ultimatum, shape (n,)."""
        return self.road[f"own_{side}"]

    @cached_property
    def open_to_sign(self) -> np.ndarray:
        """Weeks in which all whom it takes would have signed, shape (n,)."""
        return np.all([self.surplus(side) > 0 for side in self.at_table], axis=0)

    def would_since(self, side: str) -> int:
        """Week from which a side would sign for good; 0 if in the end it would not."""
        short = np.flatnonzero(self.surplus(side) <= 0)
        after = int(short[-1]) + 2 if len(short) else 1
        return after if after <= self.weeks else 0

    @property
    def row(self) -> np.ndarray:
        """The run's count as the road leaves it (dtype TALLY), shape (1,); without a ceasefire it is the outcome."""
        return np.array(self.worlds["tally"][-1:], TALLY)

    def outcome(self) -> dict[str, Any]:
        """What the road settles of the outcome as a study stores it (:data:`OUTCOMES`), as plain numbers and words."""
        return plain(self.row, OUTCOMES)

    def weekly(self) -> list[dict[str, Any]]:
        """A row a week as plain numbers: talks, front, terms and both sides' surpluses."""
        return [
            {
                "week": week + 1,
                "met": dict(zip(TRACKS, self.met[week].tolist(), strict=True)),
                "walkouts": dict(zip(TRACKS, self.walkouts[week].tolist(), strict=True)),
                "settled": dict(zip(ISSUES, now["settled"].tolist(), strict=True)),
                **{name: float(now[name]) for name in _WEEKLY},
            }
            for week, now in enumerate(self.road)
        ]
