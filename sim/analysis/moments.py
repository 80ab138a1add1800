"""Means, squares and products of what runs report, gathered bit by bit and cell by cell.

Rows come in batches; what is kept does not grow with their number. Batches are put together by the updates of Chan,
Golub and LeVeque (1983), which lose nothing to cancellation however far the values lie from zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Products of so many rows are formed at once.
_ROWS = 16384


@dataclass(frozen=True)
class Moment:
    """Means and centred products of named measures over some runs.

    Attributes
    ----------
    names : of the measures, k of them.
    runs : how many runs.
    mean : shape (k,).
    products : sums over the runs of the products of two measures, each less its mean; shape (k, k).
    """

    names: tuple[str, ...]
    runs: int
    mean: Floats
    products: Floats

    @classmethod
    def of(cls, measures: Mapping[str, np.ndarray]) -> Moment:
        """From values of shape (runs,) by name."""
        gathered = Moments(tuple(measures), 1)
        values = np.stack([np.asarray(v, float) for v in measures.values()], axis=1)
        gathered.add(np.zeros(1, np.int64), np.zeros(1, np.int64), values[:, None, :])
        return gathered.cell(0)

    def average(self, name: str) -> float:
        """The mean of a measure."""
        return float(self.mean[self.names.index(name)])

    def product(self, one: str, other: str) -> float:
        """Sum over the runs of the product of two measures, each less its mean."""
        return float(self.products[self.names.index(one), self.names.index(other)])

    def squares(self, **weights: float) -> float:
        """Sum over the runs of the square of a weighted sum of measures, each less its mean."""
        used = [self.names.index(name) for name, weight in weights.items() if weight != 0.0]
        by = np.array([weight for weight in weights.values() if weight != 0.0])
        return max(float(by @ self.products[np.ix_(used, used)] @ by), 0.0) if used else 0.0


class Moments:
    """Moments of several measures in each of several cells.

    Parameters
    ----------
    names : of the measures, k of them.
    points : how many cells, or how many groups of cells that always come together.
    arms : cells of a group.
    """

    def __init__(self, names: Sequence[str], points: int, arms: int = 1) -> None:
        self.names = tuple(names)
        k = len(self.names)
        self.runs = np.zeros(points, np.int64)
        self._mean = np.zeros((points, arms, k))
        self._products = np.zeros((points, arms, k, k))

    def add(self, points: np.ndarray, starts: np.ndarray, values: np.ndarray) -> None:
        """Add runs.

        Parameters
        ----------
        points : which groups they belong to, shape (b,), each once.
        starts : where the runs of each group start, shape (b,), ascending from 0.
        values : the measures, shape (n, arms, k).
        """
        for where, first, part in sliced(points, starts, values, max(1, _ROWS // values.shape[1])):
            sizes = np.diff(np.append(first, len(part)))
            mean = np.add.reduceat(part, first, axis=0) / sizes[:, None, None]
            centred = part - np.repeat(mean, sizes, axis=0)
            products = np.add.reduceat(centred[..., :, None] * centred[..., None, :], first, axis=0)
            before = self.runs[where]
            after = before + sizes
            step = mean - self._mean[where]
            self._products[where] += products + (step[..., :, None] * step[..., None, :]) * (
                before * sizes / after
            ).reshape(-1, 1, 1, 1)
            self._mean[where] += step * (sizes / after).reshape(-1, 1, 1)
            self.runs[where] = after

    def cell(self, point: int, arm: int = 0) -> Moment:
        """The moments of a cell."""
        return Moment(self.names, int(self.runs[point]), self._mean[point, arm], self._products[point, arm])


class Means:
    """Means and squares of several measures in each of several cells, each over the runs that have a value.

    Parameters
    ----------
    names : of the measures, k of them.
    points, arms : as of :class:`Moments`.
    """

    def __init__(self, names: Sequence[str], points: int, arms: int = 1) -> None:
        self.names = tuple(names)
        shape = (points, arms, len(self.names))
        self._runs, self._mean, self._squares = np.zeros(shape), np.zeros(shape), np.zeros(shape)

    def add(self, points: np.ndarray, starts: np.ndarray, values: np.ndarray, there: np.ndarray) -> None:
        """Add runs, as :meth:`Moments.add`; ``there`` says which values are to be counted, of their shape."""
        for where, first, both in sliced(points, starts, np.stack([values, there], axis=-1), _ROWS // 4):
            part, known = both[..., 0], both[..., 1] > 0
            sizes = np.add.reduceat(known, first, axis=0, dtype=float)
            mean = np.add.reduceat(np.where(known, part, 0.0), first, axis=0) / np.maximum(sizes, 1.0)
            far = np.where(known, part - np.repeat(mean, np.diff(np.append(first, len(part))), axis=0), 0.0)
            before = self._runs[where]
            after = np.maximum(before + sizes, 1.0)
            step = np.where(sizes > 0, mean - self._mean[where], 0.0)
            self._squares[where] += np.add.reduceat(far**2, first, axis=0) + step**2 * before * sizes / after
            self._mean[where] += step * sizes / after
            self._runs[where] += sizes

    def cell(self, name: str, point: int, arm: int = 0) -> tuple[int, float, float]:
        """Of a measure in a cell: runs that have a value, their mean, and the sum of squares about it."""
        at = (point, arm, self.names.index(name))
        return int(self._runs[at]), float(self._mean[at]), float(self._squares[at])


def sliced(
    points: np.ndarray, starts: np.ndarray, values: np.ndarray, size: int
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Groups of rows in slices of at most ``size`` rows, of which the last group of one may go on in the next."""
    if len(values) <= size:
        return [(points, starts, values)] if len(values) else []
    found = []
    for begin in range(0, len(values), size):
        end = min(begin + size, len(values))
        first, last = np.searchsorted(starts, [begin, end - 1], side="right")
        inside = slice(first - 1, last)
        found.append((points[inside], np.maximum(starts[inside] - begin, 0), values[begin:end]))
    return found
