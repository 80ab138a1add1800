"""What is kept of a study's runs when its outcomes are read once: enough for its summary, figures and tables.

Counts of the runs that ended alike, sums, and moments of the differences from the reference, run against the same
run, by arm and point. It does not grow with the number of runs, except by a byte for each run number and point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from sim.analysis.cell import Cell
from sim.analysis.costs import PARTS
from sim.analysis.counts import Counts
from sim.analysis.measures import CEASEFIRE, MEANS, MEANS_WHERE_THERE, PEACEFUL, ROAD, SHARES
from sim.analysis.moments import Means, Moments, sliced
from sim.analysis.pairing import Paired, Pairing
from sim.analysis.survival import DAYS_A_YEAR
from sim.scenario.errors import InputError

#: Columns that hold words; they are kept as codes.
_WORDS = ("cause", "war_end")
#: Sums that are kept, besides those of the parts of the cost: over all runs, and over the ceasefires.
_SUMS = ("days", "agreed", "ceasefire_days", "recorded", "violations")
#: Measures whose moments are kept, in years and billions: of an arm, and what it has more than the reference.
_OWN = ("years", "capped", "agreed", "money")
_MORE = tuple(f"more_{name}" for name in (*_OWN, "peaceful"))


class Digest:
    """What is kept of a study's runs.

    Parameters
    ----------
    design : a row an arm and point: ``regime``, ``point``, and the design's columns.
    reference : the arm that the others are measured against.
    horizon_years : how long every run was watched unless it collapsed.

    Attributes
    ----------
    runs : counted at each point, the same number in every arm; shape (points,).
    on_the_road : whether some run began at war.

    Raises
    ------
    InputError
        Some arm lacks a point, or the reference is not among the arms.
    """

    def __init__(self, design: pd.DataFrame, reference: str, horizon_years: float) -> None:
        self.design, self.reference, self.horizon_years = design, reference, horizon_years
        arms, self._arms = _numbered(design["regime"])
        places, self._points = _numbered(design["point"])
        self.arms = [str(name) for name in self._arms]
        if len(design) != len(self._arms) * len(self._points):
            raise InputError("the arms do not all have the same points", value=len(design))
        if reference not in self._arms:
            raise InputError(
                "the reference is not among the arms", value=reference, allowed=", ".join(self.arms)
            )
        self.home = self._arms[reference]
        self._design = list(zip(arms, places, strict=True))
        shape = (len(self._points), len(self._arms))
        self.runs = np.zeros(shape[0], np.int64)
        self.summed = [*_SUMS, *(part.column for part in PARTS), *SHARES]
        self.sums = np.zeros((*shape, len(self.summed)))
        self.longest = np.zeros(shape)
        self.moments = Moments((*_OWN, *_MORE), shape[0], max(shape[1] - 1, 1))
        self.means = Means((*MEANS_WHERE_THERE, *MEANS, PEACEFUL), *shape)
        self.ended, self.roads = Counts(), Counts()
        self._codes: dict[str, int] = {}
        self._pairing = Pairing(shape[1], shape[0])
        self._columns: list[str] = []

    @classmethod
    def read(
        cls, frames: Iterable[pd.DataFrame], design: pd.DataFrame, reference: str, horizon_years: float
    ) -> Digest:
        """The digest of all outcomes that come, frame by frame; see :meth:`add`."""
        digest = cls(design, reference, horizon_years)
        for frame in frames:
            digest.add(frame)
        digest.close()
        return digest

    @classmethod
    def of(
        cls, outcomes: pd.DataFrame, reference: str, horizon_years: float, columns: Sequence[str] = ()
    ) -> Digest:
        """The digest of finished outcomes, which hold every run in every arm; ``columns`` are the design's.

        Raises
        ------
        InputError
            Some run of some point is not there in every arm, or is there twice.
        """
        design = outcomes[["regime", "point", *columns]].drop_duplicates(["regime", "point"])
        digest = cls.read([outcomes], design, reference, horizon_years)
        if len(digest.unpaired):
            raise InputError(
                "the arms are not paired: some run numbers are only in some of them",
                value=[int(run) for run in np.unique(digest.unpaired[:, 1])[:5]],
                allowed="the same run numbers under the same seed in every arm",
            )
        return digest

    @property
    def on_the_road(self) -> bool:
        """Whether some run began at war."""
        return bool((self.longest > 0).any())

    @property
    def unpaired(self) -> np.ndarray:
        """Point, run and arm, by number, of the runs that some arm lacks and that are not counted; shape (n, 3)."""
        return self._pairing.unpaired()

    @property
    def points(self) -> list[object]:
        """The points at which runs are counted."""
        return [point for point, place in self._points.items() if self.runs[place]]

    @property
    def empty_points(self) -> int:
        """How many points have no run that every arm has."""
        return int((self.runs == 0).sum())

    @cached_property
    def cells(self) -> list[Cell]:
        """Every arm at every point at which runs are counted, in the design's order."""
        columns = [name for name in self.design if name not in ("id", "regime", "point")]
        records = self.design[["regime", "point", *columns]].to_dict("records")
        return [
            Cell(self, str(row["regime"]), row["point"], {name: row[name] for name in columns}, arm, place)
            for row, (arm, place) in zip(records, self._design, strict=True)
            if self.runs[place]
        ]

    @cached_property
    def by_number(self) -> dict[tuple[int, int], Cell]:
        """The cells by number of arm and point."""
        return {(cell.arm, cell.place): cell for cell in self.cells}

    def at(self, point: object) -> list[Cell]:
        """The cells of a point, in the design's order."""
        return [cell for cell in self.cells if cell.point == point]

    def words(self, codes: np.ndarray) -> np.ndarray:
        """Words of codes, shape (n,)."""
        return np.array(list(self._codes), object)[codes]

    def add(self, frame: pd.DataFrame) -> None:
        """Add outcomes: a row a run, with ``regime``, ``point``, ``run`` and the columns of :data:`CEASEFIRE`.

        Those of :data:`ROAD` may be missing where no run begins at war, ``agreed`` where every run is a ceasefire.

        Raises
        ------
        InputError
            A run stands twice, or belongs to no arm or point of the design.
        """
        if not self._columns:
            self._columns = [*CEASEFIRE, *(ROAD if "months_at_war" in frame else ())]
        keys = np.empty((len(frame), 3), np.int64)
        for column, known, number in (("point", self._points, 0), ("regime", self._arms, 2)):
            codes, found = pd.factorize(frame[column])
            if not all(value in known for value in found):
                raise InputError(
                    "outcomes of another study", value=next(str(v) for v in found if v not in known)
                )
            keys[:, number] = np.array([known[value] for value in found], np.int64)[codes]
        keys[:, 1] = frame["run"]
        values = np.empty((len(frame), len(self._columns)))
        for number, name in enumerate(self._columns):
            if name in _WORDS:
                codes, found = pd.factorize(frame[name])
                values[:, number] = np.array([self._codes.setdefault(w, len(self._codes)) for w in found])[
                    codes
                ]
            else:
                values[:, number] = frame[name] if name in frame or name != "agreed" else 1.0
        for paired in self._pairing.add(keys, values):
            self._count(paired)

    def close(self) -> None:
        """Count what is complete and has not been counted yet; nothing is added after that."""
        for paired in self._pairing.complete():
            self._count(paired)

    def _count(self, paired: Paired) -> None:
        for points, starts, values in sliced(paired.points, paired.starts, paired.values, 8192):
            self._count_some(points, starts, values)

    def _count_some(self, points: np.ndarray, starts: np.ndarray, values: np.ndarray) -> None:
        sizes = np.diff(np.append(starts, len(values)))
        column = {name: values[..., number] for number, name in enumerate(self._columns)}
        agreed = column["agreed"]
        self.runs[points] += sizes
        parts = [column[part.column] for part in PARTS]
        sums = [
            column["days"],
            agreed,
            *(agreed * column[name] for name in ("days", "recorded", "violations")),
        ]
        sums += [*parts, *(column.get(name, agreed) for name in SHARES)]
        self.sums[points] += np.add.reduceat(np.stack(sums, axis=-1), starts, axis=0)
        years = column["days"] / DAYS_A_YEAR
        capped = np.minimum(years, self.horizon_years)
        own = np.stack([years, capped, agreed, np.sum(parts, axis=0)], axis=-1)
        peaceful = column.get(PEACEFUL, years)[..., None]
        if len(self.arms) > 1:
            both = np.concatenate([own, peaceful], axis=-1)
            more = both - both[:, [self.home]]
            kept = np.delete(np.concatenate([own, more], axis=-1), self.home, axis=1)
            self.moments.add(points, starts, kept)
        numbers = np.repeat(points, sizes)[:, None] * len(self.arms) + np.arange(len(self.arms))
        there = agreed > 0
        endings = column["cause"].astype(np.int64) << 1 | (column["collapsed"] > 0)
        self.ended.add(numbers[there], column["days"][there], endings[there])
        if "months_at_war" in column:
            self._count_roads(points, starts, column, numbers)

    def _count_roads(
        self, points: np.ndarray, starts: np.ndarray, column: dict[str, np.ndarray], numbers: np.ndarray
    ) -> None:
        followed = np.maximum.reduceat(column["months_at_war"], starts, axis=0)
        self.longest[points] = np.maximum(self.longest[points], followed)
        measured = np.stack([column[name] for name in self.means.names], axis=-1)
        there = np.ones(measured.shape, bool)
        few = len(MEANS_WHERE_THERE)
        there[..., :few] = np.isfinite(measured[..., :few]) & (column["agreed"] > 0)[..., None]
        self.means.add(points, starts, measured, there)
        months = column["months_to_ceasefire"].ravel()
        # A road without a ceasefire has no end.
        months = np.where(np.isnan(months), np.inf, months)
        self.roads.add(numbers.ravel(), months, column["war_end"].ravel().astype(np.int64))


def _numbered(values: pd.Series) -> tuple[list[int], dict[object, int]]:
    """Number of each value, by first appearance, and the numbers by value."""
    codes, found = pd.factorize(values)
    return [int(code) for code in codes], {value: number for number, value in enumerate(found)}
