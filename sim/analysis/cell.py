"""An arm at a point, with what is kept of its runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.moments import Moment
from sim.analysis.survival import DAYS_A_YEAR, restricted_mean

if TYPE_CHECKING:
    from sim.analysis.digest import Digest


@dataclass(frozen=True)
class Cell:
    """An arm at a point, with what is kept of its runs.

    Attributes
    ----------
    digest : that it belongs to.
    regime, point : its arm and point.
    values : of the design's columns.
    arm, place : numbers of its arm and point.
    """

    digest: Digest
    regime: str
    point: object
    values: dict[str, object]
    arm: int
    place: int

    @property
    def runs(self) -> int:
        """How many runs are counted."""
        return int(self.digest.runs[self.place])

    @property
    def reference(self) -> Cell | None:
        """The reference at the same point; None for the reference itself."""
        home = self.digest.home
        return None if self.arm == home else self.digest.by_number[home, self.place]

    def sum(self, name: str) -> float:
        """Sum over the runs: of ``days``, ``agreed``, a part's column, ``agreed_1y`` and so on over all of them; of
        ``ceasefire_days``, ``recorded`` and ``violations`` over the ceasefires that came about.
        """
        return float(self.digest.sums[self.place, self.arm, self.digest.summed.index(name)])

    @cached_property
    def ended(self) -> dict[str, np.ndarray]:
        """The ceasefires that came about: ``days``, ``collapsed``, ``cause``, and ``runs`` that ended so; by days."""
        days, codes, runs = self.digest.ended.cell(self._number)
        return {
            "days": days,
            "collapsed": (codes & 1) > 0,
            "cause": self.digest.words(codes >> 1),
            "runs": runs,
        }

    @cached_property
    def restricted_mean(self) -> tuple[float, float]:
        """Years that ceasefires stand up to the horizon, and the standard error; NaN without any ceasefire."""
        there = self.ended
        if not len(there["runs"]):
            return nan, nan
        years, horizon = there["days"] / DAYS_A_YEAR, self.digest.horizon_years
        return restricted_mean(years, there["collapsed"], horizon, there["runs"])

    @property
    def ceasefires(self) -> pd.DataFrame:
        """The same as a frame."""
        return pd.DataFrame(self.ended)

    @property
    def roads(self) -> pd.DataFrame:
        """How roads ended: ``months_to_ceasefire`` (NaN without one), ``war_end``, and ``runs`` that ended so."""
        months, codes, runs = self.digest.roads.cell(self._number)
        months = np.where(np.isfinite(months), months, np.nan)
        return pd.DataFrame(
            {"months_to_ceasefire": months, "war_end": self.digest.words(codes), "runs": runs}
        )

    @property
    def longest(self) -> float:
        """The longest that a road was followed, months."""
        return float(self.digest.longest[self.place, self.arm])

    def mean(self, name: str) -> tuple[int, float, float]:
        """Of a measure of the road: runs that have a value, their mean, and the sum of squares about it."""
        return self.digest.means.cell(name, self.place, self.arm)

    @property
    def moment(self) -> Moment:
        """Moments of ``years``, ``capped`` (at the horizon), ``agreed`` and ``money``, and of ``more_years`` and so on:
        what it has more than the reference, run against the same run.
        """
        return self.digest.moments.cell(self.place, self.arm - (self.arm > self.digest.home))

    @property
    def _number(self) -> int:
        return self.place * len(self.digest.arms) + self.arm
