"""Time to the first serious violation: a day with at least so many battle deaths, while the ceasefire stands.

A collapse that comes before any serious violation ends the chance of one, and is an event of its own (a competing
event): the cumulative incidence is the share of all ceasefires that have seen a serious violation by a time, whatever
became of the others. A Kaplan-Meier curve that censors at collapse would say how it would be if none collapsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import numpy as np
import pandas as pd

from sim.analysis.comparison import ceasefires
from sim.analysis.incidence import incidence
from sim.analysis.survival import DAYS_A_YEAR, hazard
from sim.scenario.errors import InputError

#: What ends the waiting, and the word for a ceasefire that stood without a serious violation as long as it was watched.
SERIOUS, COLLAPSED, NEITHER = "serious", "collapsed", "neither"
#: Years at which the incidence is reported.
YEARS = (0.25, 1, 5, 10)


def waiting(outcomes: pd.DataFrame) -> pd.DataFrame:
    """How long each ceasefire waited for its first serious violation, and what ended the waiting.

    Parameters
    ----------
    outcomes : outcome rows with ``days``, ``collapsed`` and ``first_serious_day`` (-1: none; the first day is 0).
        Roads that led to no ceasefire (``agreed`` is false) are left out.

    Returns
    -------
    DataFrame
        A row a ceasefire: ``years`` and ``event`` (:data:`SERIOUS`, :data:`COLLAPSED` or :data:`NEITHER`). A serious
        violation on the day of the collapse counts as one. The first day counts as one day.

    Raises
    ------
    InputError
        No ceasefire, or outcomes that do not say when the first serious violation was.
    """
    if "first_serious_day" not in outcomes:
        raise InputError("these outcomes do not say when the first serious violation was")
    there = ceasefires(outcomes)
    if there.empty:
        raise InputError("no ceasefire to analyse")
    day, fell = there["first_serious_day"].to_numpy(float), there["collapsed"].to_numpy(bool)
    # Days of a tally start from 0, lengths of a ceasefire count the day that is running.
    days = np.where(day >= 0, day + 1, there["days"].to_numpy(float))
    event = np.where(day >= 0, SERIOUS, np.where(fell, COLLAPSED, NEITHER))
    return pd.DataFrame({"years": days / DAYS_A_YEAR, "event": event})


def first_serious(waits: pd.DataFrame, confidence: float = 0.95) -> dict[str, pd.DataFrame]:
    """Cumulative incidence of a first serious violation, and of a collapse before any (Aalen-Johansen).

    Parameters
    ----------
    waits : of :func:`waiting`.
    confidence : of the pointwise bands.

    Returns
    -------
    dict
        As :func:`sim.analysis.incidence.incidence`, for :data:`SERIOUS` and :data:`COLLAPSED`.
    """
    return incidence(waits["years"], waits["event"], [SERIOUS, COLLAPSED], confidence)


def first_serious_table(
    arms: dict[str, pd.DataFrame], horizon_years: float, years: Sequence[float] = YEARS
) -> pd.DataFrame:
    """A row an arm: ``regime``, ``runs``, ``serious_<y>y`` with ``_low`` and ``_high`` (empty beyond the horizon),
    ``collapsed_first`` (share that collapsed before any serious violation, by the horizon) and ``median_years`` until
    half have had one (NaN where fewer do); ``per_100_years`` with ``_low``, ``_high``: first serious violations per 100
    years of waiting for one (exact Poisson interval). An arm that lasts longer has more time to see one, so that
    a higher incidence need not mean a hotter line; the rate does not have that from lasting longer.

    Parameters
    ----------
    arms : outcome rows of each arm at one point, by name.
    horizon_years : how long every ceasefire was watched unless it collapsed.
    years : at which the incidence is reported.

    Raises
    ------
    InputError
        As :func:`waiting`.
    """
    rows = []
    for regime, outcomes in arms.items():
        waits = waiting(outcomes)
        curves = first_serious(waits)
        serious, collapsed = curves[SERIOUS], curves[COLLAPSED]
        row: dict[str, object] = {"regime": regime, "runs": len(waits)}
        for year in years:
            at = serious.iloc[np.searchsorted(serious["years"], year * (1 + 1e-12), side="right") - 1]
            known = year <= horizon_years * (1 + 1e-9)
            for end, name in (("", "incidence"), ("_low", "low"), ("_high", "high")):
                row[f"serious_{year:g}y{end}"] = float(at[name]) if known else nan
        half = serious.loc[serious["incidence"] >= 0.5 - 1e-12, "years"]
        row["collapsed_first"] = float(collapsed["incidence"].iloc[-1])
        row["median_years"] = float(half.iloc[0]) if len(half) else nan
        rate = hazard(waits["years"], waits["event"] == SERIOUS, [0.0, horizon_years]).iloc[0]
        for end, name in (("", "hazard"), ("_low", "low"), ("_high", "high")):
            row[f"per_100_years{end}"] = 100 * float(rate[name])
        rows.append(row)
    return pd.DataFrame(rows)
