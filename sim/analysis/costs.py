"""What peace costs: by part, a year of ceasefire, and per peaceful year that an arm adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isnan, nan, sqrt
from typing import Any

import pandas as pd

from sim.analysis.averages import error_of, student
from sim.analysis.comparison import ceasefires, paired
from sim.analysis.moments import Moment
from sim.analysis.survival import DAYS_A_YEAR
from sim.scenario.errors import InputError


@dataclass(frozen=True)
class Part:
    """One part of the cost.

    Attributes
    ----------
    name : in columns of the summary: ``cost_<name>_busd_per_year``.
    column : of the outcome; billions of 2025 dollars summed over the run.
    label : for people.
    """

    name: str
    column: str
    label: str

    @property
    def rate(self) -> str:
        """The summary's column of this part."""
        return f"cost_{self.name}_busd_per_year"


#: What is counted, in the order in which it is shown. Nothing else says what a cost is.
PARTS = (
    Part("aid", "aid", "military aid"),
    Part("sanctions", "sanctions_forgone", "sanctions forgone"),
    Part("guarantee", "guarantee_cost", "guarantors' troops"),
    Part("offers", "offers_cost", "economic offers"),
    Part("mission", "mission_cost", "mission: people"),
    Part("sensors", "sensors_cost", "mission: sensors and drones"),
    Part("goodwill", "goodwill_cost", "goodwill programmes"),
)
#: Columns of the summary: extra cost of a year of ceasefire, and cost per peaceful year added ...
EXTRA, ADDED = "cost_extra_busd_per_year", "cost_per_added_year_busd"
#: ... and the endings of an estimate's three columns: itself and its interval.
ENDS = ("", "_low", "_high")


@dataclass(frozen=True)
class Extra:
    """What an arm costs beyond the reference, in billions of 2025 dollars; 95 % intervals unless said otherwise.

    Attributes
    ----------
    per_added_year, per_added_year_low, per_added_year_high : per peaceful year gained; NaN if no gain is shown.
    per_year, per_year_low, per_year_high : difference in the cost of a year of ceasefire.
    runs : pairs of runs.
    """

    per_added_year: float
    per_added_year_low: float
    per_added_year_high: float
    per_year: float
    per_year_low: float
    per_year_high: float
    runs: int


def total(outcomes: pd.DataFrame) -> pd.Series:
    """Cost of each run: the sum of all parts, billions of 2025 dollars."""
    return outcomes[[part.column for part in PARTS]].sum(axis=1)


def per_year(outcomes: pd.DataFrame) -> dict[str, float]:
    """Cost of a year of ceasefire by part's name: all the money of the runs over all their years, billions.

    NaN where there was no ceasefire.
    """
    return rates({part.column: float(outcomes[part.column].sum()) for part in PARTS}, outcomes["days"].sum())


def rates(money: Mapping[str, float], days: float) -> dict[str, float]:
    """The same from the sums of each part's column and of the days."""
    years = days / DAYS_A_YEAR
    return {part.name: money[part.column] / years if years else nan for part in PARTS}


def extra_cost(arm: pd.DataFrame, reference: pd.DataFrame, confidence: float = 0.95) -> Extra:
    """What an arm costs beyond the reference: per peaceful year that it adds, and a year of ceasefire.

    *Per added year* is the difference in mean cost per run over the difference in mean peaceful years. A
    ceasefire that lasts longer pays for longer, and that is in it: with ``r`` the cost of a year of ceasefire
    and ``T`` the mean years of peace, it equals ``r_reference + (r_arm - r_reference) * T_arm / gain``. A
    measure that is free itself still pays the running cost of each year it adds. *Per year*,
    ``r_arm - r_reference``, leaves that out: what a year of ceasefire costs more. It can be below 0
    for a measure that is free, since aid tapers and the years added are the late, cheaper ones.

    The interval of the ratio is Fieller's (1954), from the covariance of the paired differences and Student's
    t. Taken instead of a bootstrap because it is bounded exactly where the paired interval of the gain, as
    :func:`sim.analysis.comparison.paired_gain` gives it, leaves out 0: "no gain, no ratio" is then a property
    of the method and not a rule beside it. It also draws nothing. It rests on means of the runs being about
    normal, so some hundreds of runs. The interval of the difference in rates is from the runs' influences
    on both ratios (delta method).

    Parameters
    ----------
    arm, reference : outcome rows of one arm and point each, with ``run``, ``days``, ``collapsed`` and the
        columns of :data:`PARTS`; every run was watched until it collapsed or to one common horizon.
    confidence : of the intervals.

    Returns
    -------
    Extra
        The ratio is NaN where the gain's interval holds 0 or lies below it; below 0 it means money saved.
        Intervals are NaN with fewer than two runs, everything where an arm had no ceasefire.

    Raises
    ------
    InputError
        The two do not hold the same run numbers once each, or runs that stand were not watched equally long.
    """
    first, second = paired(arm, reference)
    one_horizon(*(frame["days"][~frame["collapsed"]] for frame in map(ceasefires, (first, second))))
    years = [frame["days"].to_numpy() / DAYS_A_YEAR for frame in (first, second)]
    money = [total(frame).to_numpy() for frame in (first, second)]
    moment = Moment.of(
        {
            "years": years[0],
            "money": money[0],
            "more_years": years[0] - years[1],
            "more_money": money[0] - money[1],
        }
    )
    means = [(float(values[0].mean()), float(values[1].mean())) for values in (years, money)]
    return extra_of(moment, means[0], means[1], confidence)


def extra_of(
    moment: Moment, years: tuple[float, float], money: tuple[float, float], confidence: float = 0.95
) -> Extra:
    """What :func:`extra_cost` gives, from moments.

    Parameters
    ----------
    moment : of ``years`` and ``money`` and of what both are more than in the reference, run against the same run:
        ``more_years``, ``more_money``.
    years, money : means per run, of the arm and of the reference.
    confidence : of the intervals.
    """
    runs = moment.runs
    if not all(years):
        return Extra(nan, nan, nan, nan, nan, nan, runs)
    rate, base = (m / y for m, y in zip(money, years, strict=True))
    if runs < 2:
        return Extra(nan, nan, nan, rate - base, nan, nan, runs)
    # What a run's money and years do to the difference of both ratios; the reference's run is the arm's less the
    # difference.
    squares = moment.squares(
        money=1 / years[0] - 1 / years[1],
        more_money=1 / years[1],
        years=base / years[1] - rate / years[0],
        more_years=-base / years[1],
    )
    reach = student(runs, confidence) * error_of(squares, runs)
    ratio = _ratio(moment, student(runs, confidence))
    return Extra(*ratio, rate - base, rate - base - reach, rate - base + reach, runs)


def one_horizon(*standing: Iterable[float]) -> None:
    """Refuse ceasefires that still stand and were not all watched for the same number of days.

    Raises
    ------
    InputError
        Some were watched longer than others.
    """
    watched = sorted(set().union(*standing))
    if len(watched) > 1:
        raise InputError(
            "costs need runs watched equally long: what the rest would have cost is not known",
            value=[float(days) for days in watched[:5]],
            allowed="one horizon",
        )


def said(row: Mapping[str, Any]) -> str:
    """Cost per added peaceful year in words: a number with its interval, or why there is none.

    Parameters
    ----------
    row : of the summary; see :func:`sim.analysis.summary.summarise`.

    Returns
    -------
    str
        ``"49.5 (48.2 to 51.0)"``, ``"saves 3.1 (1.0 to 5.2)"`` when the whole interval is below 0,
        ``"no gain shown"``, ``"loses years"``; empty for the reference.
    """
    value, low, high = (row[f"{ADDED}{end}"] for end in ENDS)
    if isnan(row["rmst_gain_years_low"]):
        return ""
    if isnan(value):
        return "loses years" if row["rmst_gain_years_high"] < 0.0 else "no gain shown"
    if high < 0.0:
        return f"saves {_number(-value)} ({_number(-high)} to {_number(-low)})"
    return f"{_number(value)} ({_number(low)} to {_number(high)})"


def _ratio(moment: Moment, t: float) -> tuple[float, float, float]:
    """Ratio of more money to more years with Fieller's interval; NaN unless more years are above 0."""
    a, b = moment.average("more_money"), moment.average("more_years")
    scale = t**2 / (moment.runs - 1) / moment.runs
    aa, bb = (scale * moment.product(name, name) for name in ("more_money", "more_years"))
    ab = scale * moment.product("more_money", "more_years")
    if b <= 0.0 or b * b <= bb:
        return nan, nan, nan
    centre, spread = a * b - ab, sqrt(max((a * b - ab) ** 2 - (a * a - aa) * (b * b - bb), 0.0))
    return a / b, float((centre - spread) / (b * b - bb)), float((centre + spread) / (b * b - bb))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.1f}"
