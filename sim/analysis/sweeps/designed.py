"""A sampled study as arrays: how long each run lasted, by arm, point and run number, and what the points are."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.results import Results
from sim.analysis.survival import DAYS_A_YEAR
from sim.scenario.errors import InputError
from sim.study.ranges import Range, coded, read_ranges

#: Fewest runs at a point that tell noise from effect.
LEAST_RUNS = 2
#: Survival is measured here, or at the horizon where that is nearer.
SURVIVAL_AT = 5.0
#: What a measure may be called: ``survival_5y``, or the restricted mean.
RESTRICTED_MEAN = "rmst_years"
_SURVIVAL = re.compile(r"survival_(\d+(?:\.\d+)?)y")


@dataclass(frozen=True)
class Measure:
    """Something that a run comes to and a point has the mean of.

    Parameters
    ----------
    name : ``rmst_years`` or ``survival_<years>y``.
    years : when survival is looked at; the horizon for the restricted mean.
    """

    name: str
    years: float

    @property
    def words(self) -> str:
        """For axes and titles, with the unit."""
        if self.name == RESTRICTED_MEAN:
            return f"peaceful years out of {self.years:.3g}"
        return f"share standing at {self.years:g} years"

    def of(self, days: np.ndarray, collapsed: np.ndarray) -> np.ndarray:
        """The measure of each run: years up to the horizon, or 1 where it stands at that time and else 0."""
        if self.name == RESTRICTED_MEAN:
            return np.minimum(days / DAYS_A_YEAR, self.years)
        return (~(collapsed & (days <= self.years * DAYS_A_YEAR))).astype(float)


@dataclass(frozen=True)
class Designed:
    """A whole sampled study, every arm at every point in the same run numbers.

    Attributes
    ----------
    name : of the study.
    design : how the points were drawn: ``method`` and its settings.
    ranges : what was varied, column by column.
    points : values, a row a point.
    arms, reference : names; ``labels`` gives words for them.
    days, collapsed : by arm, arrays of shape (points, runs).
    horizon_years : how long a run is watched.
    """

    name: str
    design: dict[str, Any]
    ranges: tuple[Range, ...]
    points: pd.DataFrame
    arms: tuple[str, ...]
    reference: str
    labels: dict[str, str]
    days: dict[str, np.ndarray]
    collapsed: dict[str, np.ndarray]
    horizon_years: float

    @property
    def runs(self) -> int:
        """An arm and point."""
        return int(self.days[self.reference].shape[1])

    @property
    def numbers(self) -> np.ndarray:
        """The points as numbers, shape (points, paths); see :func:`sim.study.ranges.coded`."""
        return coded(self.points, self.ranges)

    def values(self, arm: str, measure: Measure, gain: bool = False) -> np.ndarray:
        """A measure of each run, shape (points, runs); as ``gain`` less the reference's run of the same number."""
        own = measure.of(self.days[arm], self.collapsed[arm])
        return own - self.values(self.reference, measure) if gain else own

    def measure(self, name: str) -> Measure:
        """The measure of a name.

        Raises
        ------
        InputError
            No such measure, or a time beyond the horizon.
        """
        if name == RESTRICTED_MEAN:
            return Measure(name, self.horizon_years)
        found = _SURVIVAL.fullmatch(name)
        if not found:
            raise InputError(
                "unknown measure", value=name, allowed=f"{RESTRICTED_MEAN}, survival_5y and such"
            )
        years = float(found[1])
        if not 0.0 < years <= self.horizon_years:
            raise InputError(
                "survival is asked for beyond the horizon",
                value=name,
                allowed=f"up to {self.horizon_years:g} years",
            )
        return Measure(name, years)

    @property
    def measures(self) -> tuple[Measure, Measure]:
        """Survival at five years (at the horizon where that is nearer), and the restricted mean."""
        years = min(SURVIVAL_AT, self.horizon_years)
        return self.measure(f"survival_{years:g}y"), self.measure(RESTRICTED_MEAN)


def designed(results: Results, methods: Collection[str], least_runs: int = LEAST_RUNS) -> Designed:
    """A study with a sampled design as arrays.

    Parameters
    ----------
    results : of the study.
    methods : what its design may be drawn by.
    least_runs : fewest runs at a point.

    Raises
    ------
    InputError
        Another design; a run that is missing or failed; too few runs; runs that begin at war.
    """
    manifest = results.manifest
    design = dict(manifest["design"])
    method = design.get("method")
    if method not in methods:
        raise InputError(
            "this analysis needs a study with a sampled design",
            where="design.sample.method",
            value=method or design.get("kind", "no design"),
            allowed=", ".join(methods),
        )
    ranges = read_ranges(design["over"])
    assert ranges is not None  # a manifest spells every range out
    points = results.design.drop_duplicates("point").sort_values("point")
    arms = tuple(str(a) for a in results.design["regime"].unique())
    wanted = ["days", "collapsed", "agreed", "months_at_war"]
    outcomes = pd.concat(list(results.stream(wanted)), ignore_index=True) if results.files else pd.DataFrame()
    runs = _whole(outcomes, len(points), len(arms), results)
    if (outcomes["months_at_war"] > 0).any() or not outcomes["agreed"].all():
        raise InputError(
            "runs that begin at war have no survival from the first day; the analysis is of ceasefires",
            where="road.begins",
            value="war",
            allowed="ceasefire",
        )
    if runs < least_runs:
        raise InputError(
            "too few runs a point: noise cannot be told from effects",
            where="runs",
            value=runs,
            allowed=f"{least_runs} or more",
        )
    place = {point: number for number, point in enumerate(points["point"])}
    days, collapsed = {}, {}
    for arm, rows in outcomes.groupby("regime", sort=False):
        at = rows["point"].map(place).to_numpy(), rows["run"].to_numpy()
        days[str(arm)] = np.zeros((len(points), runs))
        collapsed[str(arm)] = np.zeros((len(points), runs), bool)
        days[str(arm)][at] = rows["days"]
        collapsed[str(arm)][at] = rows["collapsed"]
    return Designed(
        str(manifest["name"]),
        design,
        ranges,
        points[[r.path for r in ranges]].reset_index(drop=True),
        arms,
        results.reference,
        results.labels,
        days,
        collapsed,
        results.horizon_years,
    )


def _whole(outcomes: pd.DataFrame, points: int, arms: int, results: Results) -> int:
    """Runs an arm and point, if all are there."""
    manifest = results.manifest
    if manifest.get("precision"):
        raise InputError(
            "a study with a precision has other numbers of runs at each point", where="precision"
        )
    runs = int(manifest["asked"]) // (points * arms)
    asked = points * arms * runs
    if len(outcomes) < asked:
        failed = len(results.failures)
        why = f", of which {failed:,} failed (failures.jsonl says why)" if failed else ""
        raise InputError(
            f"the design is not whole: {asked - len(outcomes):,} of {asked:,} runs are missing{why}",
            value=str(results.place),
            allowed="a finished study; the command that ran it resumes it",
        )
    if outcomes.duplicated(["regime", "point", "run"]).any() or outcomes["run"].max() != runs - 1:
        raise InputError("the arms and points do not have the same run numbers", value=str(results.place))
    return runs
