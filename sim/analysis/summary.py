"""The summary of a study: a row per arm and point, as it stands in ``summary.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import pandas as pd

from sim.analysis.cell import Cell
from sim.analysis.comparison import Gain, gain_of
from sim.analysis.costs import ADDED, ENDS, EXTRA, PARTS, Extra, extra_of, one_horizon, rates
from sim.analysis.digest import Digest
from sim.analysis.roads import road_row
from sim.analysis.survival import DAYS_A_YEAR, kaplan_meier
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

    Raises
    ------
    InputError
        The arms do not all have the same points, or the same run numbers once each; or, of two arms, ceasefires that
        stand were not watched equally long.
    """
    return summary_of(Digest.of(outcomes, reference, horizon_years, columns))


def summary_of(digest: Digest) -> pd.DataFrame:
    """What :func:`summarise` gives, from what one reading of the outcomes kept; points without a run have no row."""
    return pd.DataFrame([_row(cell, digest) for cell in digest.cells])


def first_rows(summary: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows of the first points, in every arm: as many points as make at most so many rows, one at the least."""
    arms = summary["regime"].nunique()
    return summary[summary.groupby("regime", sort=False).cumcount() < max(most // arms, 1)]


def _row(cell: Cell, digest: Digest) -> dict[str, object]:
    there, reference = cell.ended, cell.reference
    runs, count = there["runs"], int(there["runs"].sum())
    row: dict[str, object] = {"regime": cell.regime, **cell.values}
    row.update(runs=cell.runs, collapsed=int(runs[there["collapsed"]].sum()))
    standing = _standing(cell)
    median = standing.pop("median")
    row.update(standing)
    gain = _gain(cell, reference) if reference else None
    for end, field in zip(ENDS, ("years", "low", "high"), strict=True):
        row[f"rmst_gain_years{end}"] = getattr(gain, field) if gain else nan
    row["median_years"] = median
    for cause in CAUSES[1:]:
        row[f"share_{cause}"] = float(runs[there["cause"] == cause].sum() / count) if count else nan
    days = cell.sum("ceasefire_days")
    row["violations_per_day"] = cell.sum("recorded") / days if days else nan
    row["violations_fired_per_day"] = cell.sum("violations") / days if days else nan
    row.update(_costs(cell, reference))
    if digest.on_the_road:
        # A year of ceasefire takes the place of a year of war here, whose aid is not in the costs: no price.
        row.update({f"{ADDED}{end}": nan for end in ENDS})
        row.update(road_row(cell))
    return row


def _standing(cell: Cell) -> dict[str, float]:
    """Survival by year with its interval, restricted mean with its error, and median; NaN without any ceasefire."""
    there = cell.ended
    if not len(there["runs"]):
        names = [f"survival_{year}y{end}" for year in SURVIVAL_YEARS for end in ENDS]
        return dict.fromkeys([*names, "rmst_years", "rmst_se", "median"], nan)
    years, collapsed, runs = there["days"] / DAYS_A_YEAR, there["collapsed"], there["runs"]
    curve = kaplan_meier(years, collapsed, weights=runs)
    found: dict[str, float] = {}
    for end, values in zip(ENDS, curve.at(SURVIVAL_YEARS), strict=True):
        found.update(
            {f"survival_{year}y{end}": float(v) for year, v in zip(SURVIVAL_YEARS, values, strict=True)}
        )
    found = {f"survival_{y}y{end}": found[f"survival_{y}y{end}"] for y in SURVIVAL_YEARS for end in ENDS}
    found["rmst_years"], found["rmst_se"] = cell.restricted_mean
    return {**found, "median": curve.median}


def _gain(cell: Cell, reference: Cell) -> Gain:
    means, counts = zip(
        *((one.restricted_mean[0], one.sum("agreed")) for one in (cell, reference)), strict=True
    )
    return gain_of(cell.moment, means, counts)


def _costs(cell: Cell, reference: Cell | None) -> dict[str, float]:
    by_part = rates({part.column: cell.sum(part.column) for part in PARTS}, cell.sum("days"))
    row = {"cost_busd_per_year": sum(by_part.values())}
    row.update({part.rate: by_part[part.name] for part in PARTS})
    extra = _extra(cell, reference) if reference else None
    for name, field in (
        (EXTRA, "per_year"),
        (ADDED, "per_added_year"),
    ):
        row.update({f"{name}{end}": getattr(extra, f"{field}{end}") if extra else nan for end in ENDS})
    return row


def _extra(cell: Cell, reference: Cell) -> Extra:
    both = (cell, reference)
    one_horizon(*(one.ended["days"][~one.ended["collapsed"]].tolist() for one in both))
    years = [one.sum("days") / DAYS_A_YEAR / one.runs for one in both]
    money = [sum(one.sum(part.column) for part in PARTS) / one.runs for one in both]
    return extra_of(cell.moment, (years[0], years[1]), (money[0], money[1]))


def as_csv(summary: pd.DataFrame) -> str:
    """The text of ``summary.csv``: six significant digits, empty where there is nothing to say."""
    return summary.to_csv(index=False, float_format="%.6g", lineterminator="\n")
