"""The summary of roads: when a ceasefire comes, what it is worth, and what waiting or rushing gains in all."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np
import pandas as pd

from sim.analysis.averages import error_of, normal, student
from sim.analysis.cell import Cell
from sim.analysis.comparison import difference_of
from sim.analysis.counts import runs_of
from sim.analysis.digest import Digest
from sim.analysis.measures import LOST, MEANS, MEANS_WHERE_THERE, PEACEFUL, SHARES


def on_the_road(outcomes: pd.DataFrame) -> bool:
    """Whether some run of a study begins at war."""
    return bool("months_at_war" in outcomes and (outcomes["months_at_war"] > 0).any())


def road_columns(
    rows: pd.DataFrame, reference: pd.DataFrame | None, confidence: float = 0.95
) -> dict[str, float]:
    """What a road leads to, of one arm and point, for the summary.

    Parameters
    ----------
    rows : outcome rows of the arm at a point, n of them.
    reference : those of the reference at the same point; None for the reference itself.
    confidence : of all intervals.

    Returns
    -------
    dict
        ``agreed`` (runs), ``agreed_1y`` and so on (shares of all runs; Wilson's interval),
        ``months_to_ceasefire`` (mean of those that came about) and ``months_to_ceasefire_median`` (of all runs;
        empty where fewer than half came to one in the time watched), means of
        :data:`~sim.analysis.measures.MEANS` over all runs and of
        :data:`~sim.analysis.measures.MEANS_WHERE_THERE` over those that have a value, ``share_<end>`` of wars that
        ended otherwise, ``peaceful_years_10y`` over all runs and ``peaceful_gain_years`` against the reference
        (paired); each with ``_low`` and ``_high``, except shares of ends and the median.

    Raises
    ------
    InputError
        The two do not hold the same run numbers once each.
    """
    both = {"reference": reference, "arm": rows} if reference is not None else {"arm": rows}
    frame = pd.concat([part.assign(regime=name, point=0) for name, part in both.items()])
    digest = Digest.of(frame, next(iter(both)), float("inf"))
    return road_row(digest.cells[-1], confidence)


def road_row(cell: Cell, confidence: float = 0.95) -> dict[str, float]:
    """What :func:`road_columns` gives, of an arm and point."""
    runs, ends = cell.runs, cell.roads
    found: dict[str, float] = {"agreed": int(cell.sum("agreed"))}
    for name in SHARES:
        found.update(_with_ends(name, *share(int(cell.sum(name)), runs, confidence)))
    for name in (*MEANS_WHERE_THERE, *MEANS, PEACEFUL):
        found.update(_with_ends(name, *_mean(*cell.mean(name), confidence)))
    found["months_to_ceasefire_median"] = median_months(ends)
    found.update({f"share_{end}": share_of_ends(ends, end) for end in LOST})
    if cell.reference:
        gain = difference_of(cell.moment, "more_peaceful", confidence)
        known = (gain.years, gain.low, gain.high)
    else:
        known = (nan, nan, nan)
    return {**found, **_with_ends("peaceful_gain_years", *known)}


def median_months(rows: pd.DataFrame) -> float:
    """Month by which half of all runs have come to a ceasefire; NaN where fewer do in the time watched.

    Parameters
    ----------
    rows : with ``months_to_ceasefire`` (NaN without one), and ``runs`` where a row stands for several.
    """
    months, runs = rows["months_to_ceasefire"].to_numpy(float), runs_of(rows)
    # A road that came to no ceasefire, for whatever reason, has no end, and NaN is last in order.
    order = np.argsort(months)
    return float(months[order][np.searchsorted(np.cumsum(runs[order]), runs.sum() / 2)])


def share_of_ends(rows: pd.DataFrame, end: str) -> float:
    """Share of all runs whose war ended so; rows with ``war_end``, and ``runs`` where a row stands for several."""
    runs = runs_of(rows)
    return float(runs[(rows["war_end"] == end).to_numpy()].sum() / runs.sum())


def share(count: int, runs: int, confidence: float = 0.95) -> tuple[float, float, float]:
    """A share with Wilson's interval."""
    z = normal(confidence)
    p = count / runs
    middle = (p + z * z / (2 * runs)) / (1 + z * z / runs)
    reach = z * sqrt(p * (1 - p) / runs + z * z / (4 * runs * runs)) / (1 + z * z / runs)
    return p, max(0.0, middle - reach), min(1.0, middle + reach)


def mean(values: np.ndarray, confidence: float = 0.95) -> tuple[float, float, float]:
    """A mean with Student's interval; NaN where there is nothing to average, or too little for an interval."""
    middle = float(np.mean(values)) if len(values) else nan
    return _mean(len(values), middle, float(np.sum((values - middle) ** 2)), confidence)


def _mean(runs: int, middle: float, squares: float, confidence: float) -> tuple[float, float, float]:
    if runs < 2:
        return middle if runs else nan, nan, nan
    reach = student(runs, confidence) * error_of(squares, runs)
    return middle, middle - reach, middle + reach


def _with_ends(name: str, value: float, low: float, high: float) -> dict[str, float]:
    return {name: value, f"{name}_low": low, f"{name}_high": high}
