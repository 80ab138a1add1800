"""What an arm adds to a capital's incentive, term by term: the same runs under two arms, in the same early week."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.causes.case import Case, refuse_roads
from sim.analysis.roads import mean
from sim.engine.calendar import DAYS_PER_WEEK
from sim.engine.replay import Replay
from sim.incentives.terms import TERMS

#: Runs that are compared at most, spread over those given: paired differences are known well from few.
MOST = 60
#: Week that is compared: early, so that most ceasefires stand under both arms, and past the first reactions.
WEEK = 13


def first_weeks(one: Case, other: Case, side: str, runs: np.ndarray, week: int = WEEK) -> pd.DataFrame:
    """Terms of a side's incentive in a week under two arms, run against the same run.

    Parameters
    ----------
    one, other : the arms at one point of a study; differences are of the first from the second.
    side : ``"russia"`` or ``"ukraine"``.
    runs : run numbers, of which :data:`MOST` are taken; those that have fallen by then under either arm are left out.
    week : number of the week, from 1.

    Returns
    -------
    DataFrame
        A row a term, the largest difference first: ``term``, ``one``, ``other`` (means, % of own annual GDP), ``more``
        with ``more_low`` and ``more_high`` (paired, 95 %), and ``runs``. Empty where none stand.

    Raises
    ------
    InputError
        The runs begin at war.
    """
    refuse_roads(one)
    some = runs[:: max(1, -(-len(runs) // MOST))]
    both = [[_terms(arm, side, int(run), week) for arm in (one, other)] for run in some]
    standing = [pair for pair in both if pair[0] is not None and pair[1] is not None]
    if not standing:
        return pd.DataFrame()
    terms = np.array(standing)
    rows = []
    for number, term in enumerate(TERMS):
        row = {"term": term, "one": terms[:, 0, number].mean(), "other": terms[:, 1, number].mean()}
        more = mean(terms[:, 0, number] - terms[:, 1, number])
        rows.append(
            {**row, **dict(zip(("more", "more_low", "more_high"), more, strict=True)), "runs": len(terms)}
        )
    return pd.DataFrame(rows).sort_values("more", key=abs, ascending=False, ignore_index=True)


def _terms(one: Case, side: str, run: int, week: int) -> np.ndarray | None:
    replay = Replay(one.scenario, one.seed, run)
    replay.until(week * DAYS_PER_WEEK)
    if replay.day < week * DAYS_PER_WEEK or replay.over:
        return None
    return np.array(replay.world[side]["terms"])
