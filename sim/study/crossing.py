"""Every arm at every point: what a study runs, resolved when it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import pandas as pd

from sim.scenario.errors import InputError
from sim.scenario.files import Arm
from sim.scenario.records import column, identities, spread
from sim.scenario.scenario import Scenario, from_record
from sim.study.design import HORIZON, Point, Points

#: Cells whose records are made at a time for the table: some 30 MB.
BLOCK = 10_000


@dataclass(frozen=True)
class Cell:
    """One arm at one point: what is run ``runs`` times."""

    regime: str
    point: int
    values: Point
    scenario: Scenario

    @property
    def id(self) -> str:
        """Hash of the resolved scenario."""
        return self.scenario.hash


class Crossing(Sequence[Cell]):
    """Arms by points, arm by arm: the base, then the arm, then the point, then the overrides.

    Nothing is resolved before it is asked for: a design may have a million cells.

    Attributes
    ----------
    regimes : names of the arms.
    points : the design.
    """

    def __init__(
        self, base: Scenario, arms: Sequence[Arm], points: Points, overrides: Mapping[str, Any]
    ) -> None:
        """Check arms, points and overrides.

        Raises
        ------
        InputError
            A value that no scenario takes, or an arm or point that changes the horizon.
        """
        self.regimes = [arm.name for arm in arms]
        self.points = points
        self._overrides = dict(overrides)
        starts = []
        for arm in arms:
            if HORIZON in arm.values:
                where = f"arms.{arm.name}"
                raise InputError("the horizon is the same in every arm; set horizon_years", where=where)
            try:
                starts.append(base.with_values(arm.values).with_values(overrides))
            except InputError as error:
                raise InputError(f"in arm {arm.name!r}: {error}") from None
        points.check(base)
        self._starts = np.concatenate([start.record() for start in starts])

    def __len__(self) -> int:
        return len(self.regimes) * len(self.points)

    @overload
    def __getitem__(self, number: int) -> Cell: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Cell]: ...
    def __getitem__(self, number: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        arm, point = divmod(number % len(self), len(self.points))
        scenario = from_record(self.records(np.array([number % len(self)])))
        return Cell(self.regimes[arm], point, self.points[point], scenario)

    def __iter__(self) -> Iterator[Cell]:
        return (self[number] for number in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Crossing) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self.regimes))

    def records(self, cells: np.ndarray) -> np.ndarray:
        """The scenarios of some cells as records for compiled rules, shape (n,)."""
        arms, points = np.divmod(cells, len(self.points))
        rows = self._starts[arms]
        varied = {path: values for path, values in self.points.columns.items() if path not in self._overrides}
        return spread(rows, {path: [values[p] for p in points] for path, values in varied.items()})

    def table(self, cells: np.ndarray | None = None) -> pd.DataFrame:
        """A row a cell: ``id`` (hash of the scenario), ``regime``, ``point`` and the design's columns.

        Parameters
        ----------
        cells : which, ascending; all if None.
        """
        numbers = np.arange(len(self)) if cells is None else cells
        ids: list[str] = []
        held: dict[str, list[Any]] = {path: [] for path in self.points.columns}
        for first in range(0, len(numbers), BLOCK):
            rows = self.records(numbers[first : first + BLOCK])
            ids += identities(rows)
            for path, values in held.items():
                values += column(rows, path)
        arms, points = np.divmod(numbers, len(self.points))
        return pd.DataFrame(
            {"id": ids, "regime": np.array(self.regimes, object)[arms], "point": points, **held}
        )
