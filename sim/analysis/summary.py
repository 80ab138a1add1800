"""The summary of a study: a row per arm and point, as it stands in ``summary.csv``."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.analysis.comparison import paired_gain
from sim.analysis.survival import DAYS_A_YEAR, kaplan_meier, restricted_mean
from sim.engine.outcome import CAUSES

#: Years at which survival is reported; those beyond the horizon stay empty.
SURVIVAL_YEARS = (1, 2, 5, 10)


def summarise(
    outcomes: pd.DataFrame, reference: str, horizon_years: float, columns: Sequence[str] = ()
) -> pd.DataFrame:
    """One row per arm and point, in the order in which they first appear.

    Parameters
    ----------
    outcomes : a row per run: ``regime``, ``point``, ``run``, the design's columns and what each run reports.
    reference : the arm that gains are measured against, at the same point.
    horizon_years : how long every run was watched unless it collapsed.
    columns : the design's columns (dotted paths).

    Returns
    -------
    DataFrame
        ``regime``, the design's columns, ``runs``, ``collapsed`` (runs), ``survival_1y`` and so on with
        ``_low`` and ``_high`` (95 %, pointwise; empty beyond the horizon), ``rmst_years`` with its standard
        error ``rmst_se``, ``rmst_gain_years`` against the reference with ``_low`` and ``_high`` (95 %,
        paired; empty for the reference itself), ``median_years`` (empty = not reached), ``share_<cause>``
        (share of all runs, so that the shares and the runs that held add up to 1), ``violations_per_day``
        (recorded by the monitors, whole line), ``violations_fired_per_day`` (all), ``cost_busd_per_year``
        (aid, monitoring mission and guarantee, billions of 2025 dollars per year of ceasefire; frozen assets
        are Moscow's money and not counted).
    """
    keyed = dict(iter(outcomes.groupby(["regime", "point"], sort=False, observed=True)))
    table = []
    for (regime, point), rows in keyed.items():
        years, collapsed = rows["days"] / DAYS_A_YEAR, rows["collapsed"]
        curve = kaplan_meier(years, collapsed)
        row: dict[str, object] = {"regime": regime}
        row.update({name: rows[name].iloc[0] for name in columns})
        row.update(runs=len(rows), collapsed=int(collapsed.sum()))
        for year in SURVIVAL_YEARS:
            name = f"survival_{year}y"
            row[name], row[f"{name}_low"], row[f"{name}_high"] = (float(x) for x in curve.at(year))
        row["rmst_years"], row["rmst_se"] = restricted_mean(years, collapsed, horizon_years)
        gain = None if regime == reference else paired_gain(rows, keyed[reference, point], horizon_years)
        row["rmst_gain_years"] = gain.years if gain else float("nan")
        row["rmst_gain_years_low"] = gain.low if gain else float("nan")
        row["rmst_gain_years_high"] = gain.high if gain else float("nan")
        row["median_years"] = curve.median
        row.update({f"share_{cause}": float((rows["cause"] == cause).mean()) for cause in CAUSES[1:]})
        days = rows["days"].sum()
        row["violations_per_day"] = rows["recorded"].sum() / days
        row["violations_fired_per_day"] = rows["violations"].sum() / days
        cost = (rows["aid"] + rows["mission_cost"] + rows["guarantee_cost"] + rows["offers_cost"]).sum()
        row["cost_busd_per_year"] = cost / (days / DAYS_A_YEAR)
        table.append(row)
    return pd.DataFrame(table)


def as_csv(summary: pd.DataFrame) -> str:
    """The text of ``summary.csv``: six significant digits, empty where there is nothing to say."""
    return summary.to_csv(index=False, float_format="%.6g", lineterminator="\n")
