"""The summary of a study: a row per arm and point, as it stands in ``summary.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import pandas as pd

from sim.analysis.comparison import ceasefires, paired_gain
from sim.analysis.costs import ADDED, ENDS, EXTRA, PARTS, extra_cost, per_year
from sim.analysis.roads import on_the_road, road_columns
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
        (recorded by the monitors, whole line), ``violations_fired_per_day`` (all), ``cost_busd_per_year`` (the
        sum of all parts, billions of 2025 dollars per year of ceasefire), ``cost_<part>_busd_per_year`` for
        each of :data:`sim.analysis.costs.PARTS`, ``cost_extra_busd_per_year`` (of a year of ceasefire, over
        the reference) and ``cost_per_added_year_busd`` (more spent per run, over peaceful years gained) with
        ``_low`` and ``_high`` (95 %, paired; empty for the reference, and the latter where no gain is shown).
        Frozen assets are Moscow's money and not counted. Where runs begin at war, survival and all that follows it
        is that of the ceasefires that came about (empty where there was none), an added year has no price (it takes
        the place of a year of war, whose aid is not among the costs), and the columns of
        :func:`sim.analysis.roads.road_columns` are added.
    """
    roads = on_the_road(outcomes)
    keyed = dict(iter(outcomes.groupby(["regime", "point"], sort=False, observed=True)))
    table = []
    for (regime, point), rows in keyed.items():
        there = ceasefires(rows)
        row: dict[str, object] = {"regime": regime}
        row.update({name: rows[name].iloc[0] for name in columns})
        row.update(runs=len(rows), collapsed=int(there["collapsed"].sum()))
        row.update(_standing(there, horizon_years))
        gain = None if regime == reference else paired_gain(rows, keyed[reference, point], horizon_years)
        row["rmst_gain_years"] = gain.years if gain else float("nan")
        row["rmst_gain_years_low"] = gain.low if gain else float("nan")
        row["rmst_gain_years_high"] = gain.high if gain else float("nan")
        row["median_years"] = row.pop("median")
        row.update({f"share_{cause}": float((there["cause"] == cause).mean()) for cause in CAUSES[1:]})
        days = there["days"].sum()
        row["violations_per_day"] = there["recorded"].sum() / days if days else nan
        row["violations_fired_per_day"] = there["violations"].sum() / days if days else nan
        row.update(_costs(rows, None if regime == reference else keyed[reference, point]))
        if roads:
            # A year of ceasefire takes the place of a year of war here, whose aid is not in the costs: no price.
            row.update({f"{ADDED}{end}": nan for end in ENDS})
            row.update(road_columns(rows, None if regime == reference else keyed[reference, point]))
        table.append(row)
    return pd.DataFrame(table)


def _standing(rows: pd.DataFrame, horizon_years: float) -> dict[str, float]:
    """Survival by year with its interval, restricted mean with its error, and median; NaN without any ceasefire."""
    if rows.empty:
        names = [f"survival_{year}y{end}" for year in SURVIVAL_YEARS for end in ENDS]
        return dict.fromkeys([*names, "rmst_years", "rmst_se", "median"], nan)
    years, collapsed = rows["days"] / DAYS_A_YEAR, rows["collapsed"]
    curve = kaplan_meier(years, collapsed)
    found: dict[str, float] = {}
    for year in SURVIVAL_YEARS:
        found.update(zip((f"survival_{year}y{end}" for end in ENDS), map(float, curve.at(year)), strict=True))
    found["rmst_years"], found["rmst_se"] = restricted_mean(years, collapsed, horizon_years)
    return {**found, "median": curve.median}


def _costs(rows: pd.DataFrame, reference: pd.DataFrame | None) -> dict[str, float]:
    by_part = per_year(rows)
    row = {"cost_busd_per_year": sum(by_part.values())}
    row.update({part.rate: by_part[part.name] for part in PARTS})
    extra = None if reference is None else extra_cost(rows, reference)
    for name, field in (
        (EXTRA, "per_year"),
        (ADDED, "per_added_year"),
    ):
        row.update({f"{name}{end}": getattr(extra, f"{field}{end}") if extra else nan for end in ENDS})
    return row


def as_csv(summary: pd.DataFrame) -> str:
    """The text of ``summary.csv``: six significant digits, empty where there is nothing to say."""
    return summary.to_csv(index=False, float_format="%.6g", lineterminator="\n")
