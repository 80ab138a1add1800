"""Years that ceasefires stood, by point, arm and run number: what comparisons of arms under shared shocks rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.survival import DAYS_A_YEAR
from sim.scenario.errors import InputError

if TYPE_CHECKING:
    from sim.analysis.results import Results

Floats = NDArray[np.float64]
#: What a panel is read from, besides the keys of a run; ``agreed`` and ``months_at_war`` may be missing.
COLUMNS = ("days", "collapsed", "agreed", "months_at_war")
#: With fewer runs an arm and point, drawing them again says next to nothing.
FEWEST_RUNS = 10


@dataclass(frozen=True)
class Panel:
    """Runs under shared shocks: the same run numbers in every arm and at every point.

    Attributes
    ----------
    years : that each ceasefire stood, up to the horizon; shape (points, arms, runs).
    arms : names, in the study's order.
    design : a row a point, in the order of ``years``; the design's columns.
    reference : the arm that the others are measured against.
    horizon_years : how long every run was watched unless it collapsed.
    numbers : run numbers, in the order of ``years``; from 0 where not given.
    """

    years: Floats
    arms: tuple[str, ...]
    design: pd.DataFrame
    reference: str
    horizon_years: float
    numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Number the runs from 0 where they have no numbers."""
        if not self.numbers:
            object.__setattr__(self, "numbers", tuple(range(self.years.shape[2])))

    @classmethod
    def of(
        cls,
        frames: Iterable[pd.DataFrame] | pd.DataFrame,
        reference: str,
        horizon_years: float,
        columns: Sequence[str] = (),
    ) -> Panel:
        """From outcome rows.

        Parameters
        ----------
        frames : outcome rows, in one frame or several: ``regime``, ``point``, ``run``, ``days``, ``collapsed`` and
            the design's columns.
        reference : the arm that the others are measured against.
        horizon_years : how long every run was watched unless it collapsed.
        columns : the design's columns (dotted paths).

        Raises
        ------
        InputError
            Fewer than two arms; a run number that is not there once in every arm at every point; too few runs; runs
            that begin at war; a ceasefire that stands and was not watched to the horizon; an unknown reference.
        """
        keys = ["point", "regime", "run"]
        several = [frames] if isinstance(frames, pd.DataFrame) else list(frames)
        known = [name for name in (*keys, *columns, *COLUMNS) if all(name in frame for frame in several)]
        rows = pd.concat([frame[known] for frame in several], ignore_index=True)
        _check(rows, horizon_years)
        codes, arms = pd.factorize(rows["regime"])
        if len(arms) < 2:
            raise InputError("nothing to compare", value=[str(a) for a in arms], allowed="two arms at least")
        if reference not in arms:
            raise InputError(
                "the reference is not among the arms", value=reference, allowed=", ".join(map(str, arms))
            )
        places, points = pd.factorize(rows["point"], sort=True)
        numbers, runs = pd.factorize(rows["run"], sort=True)
        shape = (len(points), len(arms), len(runs))
        count = np.zeros(shape, np.int64)
        np.add.at(count, (places, codes, numbers), 1)
        if np.any(count != 1):
            place, arm, number = (int(i) for i in np.argwhere(count != 1)[0])
            raise InputError(
                "the arms are not paired: some run number is not there once in every arm and at every point",
                value={"regime": str(arms[arm]), "point": points[place], "run": int(runs[number])},
                allowed="the same run numbers under the same seed in every arm and at every point",
            )
        if len(runs) < FEWEST_RUNS:
            raise InputError(
                "too few runs to compare arms", value=len(runs), allowed=f"{FEWEST_RUNS} an arm and point"
            )
        years = np.empty(shape)
        years[places, codes, numbers] = np.minimum(rows["days"].to_numpy() / DAYS_A_YEAR, horizon_years)
        first = rows[["point", *columns]].drop_duplicates("point").sort_values("point", ignore_index=True)
        names = tuple(map(str, arms))
        return cls(years, names, first[list(columns)], reference, horizon_years, tuple(map(int, runs)))

    @classmethod
    def read(cls, results: Results, point: object = None) -> Panel:
        """From a study, a file at a time; all points, or one.

        Runs that are not there in every arm at every point are left out, as are points without any.

        Raises
        ------
        InputError
            As :meth:`of`, or a point that is not there.
        """
        if point is not None and not (results.design["point"] == point).any():
            raise InputError("no such point", value=point, allowed="a point of the design")
        design = results.design
        arms = pd.Index(design["regime"].unique())
        # Numbers alone, and the design's columns once: studies may have thousands of files and a million runs.
        parts: list[pd.DataFrame] = []
        for frame in results.stream(COLUMNS):
            there = frame if point is None else frame[frame["point"] == point]
            parts.append(there.assign(regime=arms.get_indexer(there["regime"])))
        rows = pd.concat(parts, ignore_index=True)
        rows = rows[rows.groupby(["point", "run"])["run"].transform("size") == len(arms)]
        points = rows["point"].nunique()
        rows = rows[rows.groupby("run")["run"].transform("size") == len(arms) * points]
        if rows.empty:
            raise InputError(
                "no run number is finished in every arm at every point", value=str(results.place)
            )
        rows = rows.sort_values("regime", kind="stable")
        rows["regime"] = pd.Categorical.from_codes(rows["regime"], arms)
        columns = design.drop_duplicates("point").set_index("point")[results.columns]
        rows = rows.join(columns, on="point")
        return cls.of(rows, results.reference, results.horizon_years, results.columns)

    def at(self, place: int) -> Panel:
        """The panel of one point, by its place from 0."""
        return replace(self, years=self.years[place : place + 1], design=self.design.iloc[place : place + 1])

    @property
    def points(self) -> int:
        """How many points."""
        return self.years.shape[0]

    @property
    def runs(self) -> int:
        """How many runs an arm and point."""
        return self.years.shape[2]

    @cached_property
    def means(self) -> Floats:
        """Restricted means, years; shape (points, arms).

        Every run was watched until it collapsed or to the horizon, so they are plain means of the years up to it.
        """
        return np.asarray(self.years.mean(axis=2))

    @property
    def columns(self) -> list[str]:
        """The design's columns."""
        return list(self.design.columns)

    def number(self, arm: str) -> int:
        """Number of an arm by name.

        Raises
        ------
        InputError
            No such arm.
        """
        if arm not in self.arms:
            raise InputError("no such arm", value=arm, allowed=", ".join(self.arms), names=self.arms)
        return self.arms.index(arm)

    def difference(self, first: str, second: str) -> Floats:
        """Years that one arm stands longer than another, run against the same run; shape (points, runs)."""
        return np.asarray(self.years[:, self.number(first)] - self.years[:, self.number(second)])


def redrawn(count: int, draws: int, seed: int) -> Floats:
    """How often each of ``count`` runs (or points) is drawn in samples with replacement; shape (draws, count)."""
    chance = np.full(count, 1.0 / count)
    return np.random.default_rng(seed).multinomial(count, chance, size=draws).astype(float)


def _check(rows: pd.DataFrame, horizon_years: float) -> None:
    """Refuse runs that begin at war, and ceasefires that stand but were not watched to the horizon."""
    at_war = "months_at_war" in rows and bool((rows["months_at_war"] > 0).any())
    if at_war or ("agreed" in rows and not rows["agreed"].all()):
        raise InputError(
            "these runs begin at war, so arms differ in which ceasefires come about at all",
            allowed="a study whose runs begin with a ceasefire",
        )
    standing = rows.loc[~rows["collapsed"].astype(bool), "days"]
    short = standing < horizon_years * DAYS_A_YEAR * (1 - 1e-9)
    if short.any():
        raise InputError(
            "some ceasefires stand and were not watched to the horizon",
            value=float(standing[short].iloc[0]),
            allowed=f"{horizon_years * DAYS_A_YEAR:g} days",
        )
