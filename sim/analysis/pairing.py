"""Runs of one number put together from all arms, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.scenario.errors import InputError

#: Waiting rows are looked through when so many new ones have come, or as many as were left the last time.
_AT_ONCE = 4096


@dataclass(frozen=True)
class Paired:
    """Runs that every arm has.

    Attributes
    ----------
    points : numbers of the points that they belong to, ascending, shape (b,).
    starts : where the runs of each point start, shape (b,).
    values : shape (n, arms, k).
    """

    points: np.ndarray
    starts: np.ndarray
    values: np.ndarray


class Pairing:
    """Rows that wait until the same run of the same point is there in every arm.

    Parameters
    ----------
    arms, points : how many.

    Attributes
    ----------
    waiting : rows whose run is not there in every arm.
    """

    def __init__(self, arms: int, points: int) -> None:
        self._arms = arms
        self._seen = [np.zeros(0, bool) for _ in range(points)]
        self._blocks: list[tuple[np.ndarray, np.ndarray]] = []
        self.waiting = 0
        self._left = 0

    def add(self, keys: np.ndarray, values: np.ndarray) -> Iterator[Paired]:
        """Add rows, and give the runs that are complete with them, sooner or later.

        Parameters
        ----------
        keys : numbers of point, run and arm, shape (n, 3).
        values : shape (n, k).

        Raises
        ------
        InputError
            A run of an arm and point is there twice.
        """
        self._blocks.append((keys, values))
        self.waiting += len(keys)
        if self.waiting - self._left >= max(_AT_ONCE, self._left):
            yield from self.complete()

    def complete(self) -> Iterator[Paired]:
        """The runs that are complete by now.

        Raises
        ------
        InputError
            A run of an arm and point is there twice.
        """
        if self.waiting == self._left:
            return
        keys, values = (np.concatenate(part) for part in zip(*self._blocks, strict=True))
        order = np.lexsort(keys.T[[2, 1, 0]])
        keys, values = keys[order], values[order]
        new = np.any(keys[1:, :2] != keys[:-1, :2], axis=1)
        if np.any(~new & (keys[1:, 2] == keys[:-1, 2])):
            raise _twice()
        starts = np.append(0, np.flatnonzero(new) + 1)
        sizes = np.diff(np.append(starts, len(keys)))
        whole = np.repeat(sizes == self._arms, sizes)
        left = keys[~whole]
        self._blocks = [(left, values[~whole])] if len(left) else []
        self.waiting = self._left = len(left)
        heads = keys[starts[sizes == self._arms]]
        if len(heads):
            yield self._paired(heads, values[whole].reshape(len(heads), self._arms, -1))

    def _paired(self, heads: np.ndarray, values: np.ndarray) -> Paired:
        starts = np.append(0, np.flatnonzero(np.diff(heads[:, 0])) + 1)
        points = heads[starts, 0]
        for point, runs in zip(points, np.split(heads[:, 1], starts[1:]), strict=True):
            seen = self._seen[point]
            if runs[-1] >= len(seen):
                # Doubled, so that making room takes time linear in the runs.
                seen = np.append(seen, np.zeros(max(int(runs[-1]) + 1 - len(seen), len(seen)), bool))
                self._seen[point] = seen
            if seen[runs].any():
                raise _twice()
            seen[runs] = True
        return Paired(points, starts, values)

    def unpaired(self) -> np.ndarray:
        """Point, run and arm of the rows that still wait, shape (n, 3).

        Raises
        ------
        InputError
            A run of an arm and point is there twice.
        """
        if not self.waiting:
            return np.zeros((0, 3), np.int64)
        keys = np.concatenate([keys for keys, _ in self._blocks])
        for point, run in keys[:, :2]:
            if run < len(self._seen[point]) and self._seen[point][run]:
                raise _twice()
        return keys


def _twice() -> InputError:
    return InputError("some runs stand twice in the outcomes", allowed="each run of an arm and point once")
