"""The summary of roads: when a ceasefire comes, what it is worth, and what waiting or rushing gains in all."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np
import pandas as pd
from scipy import stats

from sim.analysis.averages import mean_error
from sim.analysis.comparison import paired_difference
from sim.engine.outcome import AGREED_YEARS, PEACEFUL_YEARS

#: Shares of all runs.
SHARES = tuple(f"agreed_{years}y" for years in AGREED_YEARS)
#: Means over all runs.
MEANS = ("meetings", "failed_rounds", "war_losses_russia", "war_losses_ukraine", "war_territory", "war_aid")
#: Means over the runs in which there is something to measure.
MEANS_WHERE_THERE = ("months_to_ceasefire", "terms_quality", "legitimacy", "imposed", "losses_year_after")
#: The whole: what rushing and waiting trade off.
PEACEFUL = f"peaceful_years_{PEACEFUL_YEARS}y"
#: Ends of a war that are no ceasefire, as shares of all runs.
LOST = ("ukraine_broken", "russia_broken", "at_war")


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
        empty where fewer than half came to one in the time watched), means of :data:`MEANS` over all runs and of
        :data:`MEANS_WHERE_THERE` over those that have a value, ``share_<end>`` of wars that ended otherwise,
        ``peaceful_years_10y`` over all runs and ``peaceful_gain_years`` against the reference (paired); each with
        ``_low`` and ``_high``, except shares of ends and the median.
    """
    found: dict[str, float] = {"agreed": int(rows["agreed"].sum())}
    for name in SHARES:
        found.update(_with_ends(name, *share(int(rows[name].sum()), len(rows), confidence)))
    for name in (*MEANS_WHERE_THERE, *MEANS, PEACEFUL):
        values = rows[name].to_numpy(float)
        if name in MEANS_WHERE_THERE:
            values = values[np.isfinite(values) & rows["agreed"].to_numpy(bool)]
        found.update(_with_ends(name, *mean(values, confidence)))
    found["months_to_ceasefire_median"] = median_months(rows)
    found.update({f"share_{end}": float((rows["war_end"] == end).mean()) for end in LOST})
    gain = None if reference is None else paired_difference(rows, reference, PEACEFUL, confidence)
    ends = (gain.years, gain.low, gain.high) if gain else (nan, nan, nan)
    found.update(_with_ends("peaceful_gain_years", *ends))
    return found


def median_months(rows: pd.DataFrame) -> float:
    """Month by which half of all runs have come to a ceasefire; NaN where fewer do in the time watched."""
    # A road that came to no ceasefire, for whatever reason, has no end.
    middle = float(np.quantile(rows["months_to_ceasefire"].fillna(np.inf), 0.5, method="inverted_cdf"))
    return middle if np.isfinite(middle) else nan


def share(count: int, runs: int, confidence: float = 0.95) -> tuple[float, float, float]:
    """A share with Wilson's interval."""
    z = float(stats.norm.ppf(0.5 + confidence / 2))
    p = count / runs
    middle = (p + z * z / (2 * runs)) / (1 + z * z / runs)
    reach = z * sqrt(p * (1 - p) / runs + z * z / (4 * runs * runs)) / (1 + z * z / runs)
    return p, max(0.0, middle - reach), min(1.0, middle + reach)


def mean(values: np.ndarray, confidence: float = 0.95) -> tuple[float, float, float]:
    """A mean with Student's interval; NaN where there is nothing to average, or too little for an interval."""
    if not len(values):
        return nan, nan, nan
    if len(values) < 2:
        return float(values.mean()), nan, nan
    middle, error = mean_error(values)
    reach = float(stats.t.ppf(0.5 + confidence / 2, len(values) - 1)) * error
    return middle, middle - reach, middle + reach


def _with_ends(name: str, value: float, low: float, high: float) -> dict[str, float]:
    return {name: value, f"{name}_low": low, f"{name}_high": high}
