"""The cases that were predicted worst, and which of their facts carried the prediction."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.history.effects import drivers
from sim.analysis.history.learning.constants import setting
from sim.analysis.history.record.cases import Cases
from sim.analysis.history.scoring.scores import observed

#: How many are told, and how many drivers of each.
COUNT, DRIVERS = 10, 3
#: A driver is told if it moves the rate of collapse by as much, times or divided.
LEAST = 1.15
#: The year that counts.
YEAR = 5


def surprise(predicted: pd.DataFrame, outcomes: pd.DataFrame) -> pd.Series:
    """How far survival predicted to five years is from what happened; NaN where nobody saw, by id."""
    years, events = observed(outcomes)
    fell = events & (years <= YEAR)
    stood = np.where(fell, 0.0, np.where(years >= YEAR, 1.0, np.nan))
    return (predicted.loc[outcomes.index, "survival_5y"] - stood).abs()


def misses(
    predicted: pd.DataFrame, cases: Cases, constants: dict[str, float], count: int = COUNT, runs: int = 400
) -> list[dict[str, Any]]:
    """The largest misses at five years, largest first.

    Parameters
    ----------
    predicted : of all cases with an outcome.
    cases : with outcomes.
    constants : at which the drivers are measured, one value each.
    count : how many.
    runs : of each counterfactual.

    Returns
    -------
    list
        A record a case: ``id``, ``name``, ``predicted`` survival to five years, ``days`` and ``event``, and
        ``drivers``: facts that carried the prediction, each with the ratio by which the rate of collapse differs from
        what it would be with these in the middle of their scale.
    """
    start, sizes = setting(constants)
    far = surprise(predicted, cases.known).dropna().sort_index().sort_values(ascending=False, kind="stable")
    told = []
    for name in far.index[:count]:
        facts = {str(k): v for k, v in cases.facts.loc[name].items() if v != ""}
        table = drivers(facts, runs=runs, start=start, sizes=sizes)
        table = table[np.abs(np.log(table["times"])) > np.log(LEAST)].head(DRIVERS)
        told.append(
            {
                "id": str(name),
                "name": str(cases.labels.loc[name, "name"]),
                "predicted": float(predicted.loc[name, "survival_5y"]),
                "days": float(cases.known.loc[name, "days"]),
                "event": int(cases.known.loc[name, "event"]),
                "drivers": [[row["facts"], float(row["times"])] for row in table.to_dict("records")],
            }
        )
    return told
