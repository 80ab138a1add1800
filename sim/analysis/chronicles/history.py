"""The history of one ceasefire: one run replayed week by week, with its state kept.

Nothing is drawn or decided here, so a history ends as the same run of a study does. A run that begins at war has the
passage of its road, and the ceasefire has the scenario that was signed; where none was signed it has no weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np

from sim.agents.purposes import MOVE_RUSSIA, MOVE_UKRAINE, REVIEW_RUSSIA, REVIEW_UKRAINE
from sim.agents.state import FIRED, WORLD
from sim.agents.tally import CAUSES, EROSION, ESCALATION
from sim.analysis.chronicles.travelogue import Travelogue
from sim.analysis.plain import plain
from sim.engine.calendar import DAYS_PER_WEEK
from sim.engine.ground import ground
from sim.engine.outcome import NO_CEASEFIRE
from sim.engine.replay import Replay
from sim.incentives.choice import ATTACK, MASS, PRESS
from sim.incentives.terms import TERMS
from sim.line.sectors import Sectors
from sim.numerics.philox import key, uniform
from sim.scenario.scenario import Scenario

DAYS_A_YEAR = 365.0
SIDES = ("russia", "ukraine")
#: A move that is kept so many weeks is a course worth telling. Between two reviews lie about three weeks, so
#: shorter pressure may be a single draw; a build-up of a month is most of what an attack needs.
COURSE_WEEKS = {PRESS: 8, MASS: 4}


@dataclass(frozen=True)
class History:
    """One run, week by week.

    Attributes
    ----------
    scenario : of the ceasefire; of a run that began at war, the one that was signed (as offered where none was).
    seed, run : of the run.
    sectors : the line.
    ends : day at the end of each span (a week, or what was left of one), shape (n,).
    fired : violations fired in each span and sector, shape (n, sectors).
    worlds : the world at the end of each span (dtype WORLD), shape (n,).
    weighed : spans at whose end the capitals weighed what to do; these are the first ones.
    start : the world as the ceasefire begins (dtype WORLD), shape (1,).
    row : the outcome (dtype OUTCOME), shape (1,).
    passage : the road to it, of a run that began at war.
    """

    scenario: Scenario
    seed: int
    run: int
    sectors: Sectors
    ends: np.ndarray
    fired: np.ndarray
    worlds: np.ndarray
    weighed: int
    start: np.ndarray
    row: np.ndarray
    passage: Travelogue | None = None

    @property
    def agreed(self) -> bool:
        """Whether there was a ceasefire at all."""
        return bool(self.row["agreed"][0] > 0)

    @property
    def days(self) -> int:
        """Days until collapse or the horizon; 0 without a ceasefire."""
        return int(self.row["days"][0])

    @property
    def cause(self) -> str:
        """How it ended, one of ``CAUSES``, or ``NO_CEASEFIRE``."""
        return CAUSES[int(self.row["cause"][0])] if self.agreed else NO_CEASEFIRE

    def need(self, side: str) -> np.ndarray:
        """Weeks of build-up that an attack of a side needs, at the start and at the end of each span; (n + 1,)."""
        slow = np.concatenate([self.start[side]["slow"], self.worlds[side]["slow"]])
        return self.scenario.choice.massing_weeks * slow

    @cached_property
    def ready(self) -> np.ndarray:
        """Whether each side's forces were ready for an attack when it weighed one, shape (weighed, 2)."""
        return np.stack([self.worlds[side]["ready"][: self.weighed] > 0.0 for side in SIDES], axis=1)

    @cached_property
    def committed(self) -> np.ndarray:
        """Whether each side had already ordered its attack, so that nothing was left to decide; (weighed, 2)."""
        before = [np.concatenate([self.start[s]["stance"], self.worlds[s]["stance"]]) for s in SIDES]
        return np.stack(before, axis=1)[: self.weighed] == ATTACK

    @cached_property
    def asked(self) -> np.ndarray:
        """Whether the question of an attack came up for each side in each week, shape (weighed, 2)."""
        came_up = self._draws(MOVE_RUSSIA, MOVE_UKRAINE) < self.scenario.choice.open_weeks
        return self.ready & came_up & ~self.committed

    @cached_property
    def drawn(self) -> np.ndarray:
        """Whether each side drew a move in each week, on a review or the question of an attack; (weighed, 2).

        In the other weeks it kept the move it had.
        """
        reviewed = self._draws(REVIEW_RUSSIA, REVIEW_UKRAINE) < self.scenario.choice.review
        return self.asked | (reviewed & ~self.committed)

    @cached_property
    def odds(self) -> np.ndarray:
        """Probability of each move as weighed, shape (weighed, 2, 4); of use only in the weeks of ``drawn``."""
        weights = np.stack([self.worlds[side]["weights"][: self.weighed] for side in SIDES], axis=1)
        return weights / weights.sum(axis=2, keepdims=True)

    def _draws(self, *purposes: int) -> np.ndarray:
        """The draws that the run made on the last day of each week, shape (weighed, purposes)."""
        last_days = range(DAYS_PER_WEEK - 1, self.weighed * DAYS_PER_WEEK, DAYS_PER_WEEK)
        address = (*key(self.seed), self.run)
        draws = [[uniform((*address, day), 0, purpose) for purpose in purposes] for day in last_days]
        return np.array(draws).reshape(self.weighed, len(purposes))

    @classmethod
    def replayed(cls, scenario: Scenario, seed: int, run: int = 0) -> Self:
        """Replay a run and keep its history.

        Parameters
        ----------
        scenario, seed, run : as in :func:`sim.engine.batch.run`.
        """
        passage = Travelogue.walked(scenario, seed, run) if scenario.road.begins == "war" else None
        replay = Replay(scenario, seed, run)
        longest = -(-replay.horizon // DAYS_PER_WEEK)
        start, worlds = np.zeros(1, WORLD), np.zeros(longest, WORLD)
        start[0] = replay.world
        sectors = ground(scenario).sectors
        ends = np.zeros(longest, np.int64)
        total = np.zeros((longest + 1, len(sectors)))
        total[0] = replay.line[FIRED]
        n = 0
        while not replay.over:
            replay.until((n + 1) * DAYS_PER_WEEK)
            worlds[n], ends[n], total[n + 1] = replay.world, replay.day, replay.line[FIRED]
            n += 1
        row = replay.outcome()
        # Nobody weighs anything in a week cut short by the horizon, or in which deaths end the ceasefire.
        cut = n and (ends[n - 1] % DAYS_PER_WEEK or int(row["cause"][0]) in (ESCALATION, EROSION))
        weighed = 0 if scenario.horizon.capitals == "rest" else n - bool(cut)
        return cls(
            scenario=passage.text if passage and passage.agreed else scenario,
            seed=seed,
            run=run,
            sectors=sectors,
            ends=ends[:n],
            fired=np.diff(total[: n + 1], axis=0),
            worlds=worlds[:n],
            weighed=weighed,
            start=start,
            row=row,
            passage=passage,
        )

    @property
    def begins(self) -> np.ndarray:
        """Day on which each span begins, and the end of the last; shape (n + 1,)."""
        return np.concatenate([[0], self.ends]).astype(float)

    def types(self) -> dict[str, dict[str, float | bool]]:
        """Hidden types of both sides: aims (% of GDP), and whether the pause is tactical."""
        first = self.start[0]
        return {
            side: {"aims": float(first[side]["aims"]), "tactical": bool(first[side]["tactical"])}
            for side in SIDES
        }

    def outcome(self) -> dict[str, Any]:
        """The outcome as a study stores it, as plain numbers and words; None where there was nothing to measure."""
        return plain(self.row)

    def odds_of_attack(self, side: str) -> tuple[int, float]:
        """Weeks in which an attack was open to a side, and the chance of an attack in at least one of them.

        The chance takes the situations as they came; it is not what another run would meet.
        """
        number = SIDES.index(side)
        asked = self.asked[:, number]
        return int(asked.sum()), float(1 - np.prod(1 - self.odds[asked, number, ATTACK]))

    def shift(self, side: str) -> dict[str, float]:
        """How far each term moved from the first week to the last (% of GDP), the largest move first."""
        if not self.weighed:
            return {}
        terms = self.worlds[side]["terms"][: self.weighed]
        moved = dict(zip(TERMS, (terms[-1] - terms[0]).tolist(), strict=True))
        return dict(sorted(moved.items(), key=lambda item: -abs(item[1])))


def logistic(log_odds: float) -> float:
    """A probability from its log-odds."""
    return float(1 / (1 + np.exp(-log_odds)))
