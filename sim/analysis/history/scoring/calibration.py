"""Calibration: cases in four groups by predicted survival, the mean prediction beside the Kaplan-Meier estimate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from sim.analysis.history.plain import plain
from sim.analysis.history.prediction import YEARS, checked
from sim.analysis.history.scoring.scores import observed
from sim.analysis.survival import kaplan_meier
from sim.scenario.errors import InputError

#: Groups, as far as equal predictions allow.
GROUPS = 4


def calibration(predicted: pd.DataFrame, outcomes: pd.DataFrame, year: int = 5) -> pd.DataFrame:
    """Predicted against observed survival to a year, by quartile of the prediction.

    Equal predictions are never torn apart, so groups may differ in size, or be fewer than four.

    Parameters
    ----------
    predicted, outcomes : as in ``scores.score``.
    year : 1, 5 or 10.

    Returns
    -------
    DataFrame
        A row a group, lowest predictions first: ``group`` (from 1), ``n``, ``events`` within the year, ``predicted``
        (mean) with its range ``predicted_low`` and ``predicted_high``, ``observed`` with ``low`` and ``high``
        (95 %, cases taken as independent); None where the last case of a group was censored before the year, with
        ``reason``.

    Raises
    ------
    InputError
        Another year, or a prediction that is not possible.
    """
    if year not in YEARS:
        raise InputError(
            "survival is not predicted to this year", value=year, allowed=", ".join(map(str, YEARS))
        )
    values = checked(predicted, outcomes.index)[f"survival_{year}y"].to_numpy(float)
    years, events = observed(outcomes)
    quartile = quartiles(values)
    rows = []
    for number, group in enumerate(np.unique(quartile), start=1):
        inside = quartile == group
        curve = kaplan_meier(years[inside], events[inside])
        seen = [float(v) for v in curve.at(float(year))]
        known = np.isfinite(seen[0])
        rows.append(
            {
                "group": number,
                "n": int(inside.sum()),
                "events": int((events[inside] & (years[inside] <= year)).sum()),
                "predicted": float(values[inside].mean()),
                "predicted_low": float(values[inside].min()),
                "predicted_high": float(values[inside].max()),
                "observed": seen[0] if known else None,
                "low": seen[1] if known else None,
                "high": seen[2] if known else None,
                "reason": "" if known else f"the last case was censored before {year} years",
            }
        )
    return plain(pd.DataFrame(rows))


def quartiles(values: np.ndarray) -> np.ndarray:
    """Quartile of each value from 0, shape (n,), by mean rank, so that equal values share one."""
    rank = stats.rankdata(values, method="average")
    return np.minimum((rank - 0.5) * GROUPS / max(len(values), 1), GROUPS - 1).astype(int)
