"""The ledger of a study: which runs are settled, cell by cell."""

from __future__ import annotations

import numpy as np


class Ledger:
    """Which runs of which cells are there; it widens as run numbers grow.

    Parameters
    ----------
    cells : how many.
    """

    def __init__(self, cells: int) -> None:
        self._there = np.zeros((cells, 0), bool)

    def add(self, cells: np.ndarray, runs: np.ndarray) -> None:
        """Enter runs, arrays of one length."""
        if len(runs) and runs.max() >= self._there.shape[1]:
            wider = np.zeros(
                (len(self._there), max(int(runs.max()) + 1, self._there.shape[1] * 3 // 2)), bool
            )
            wider[:, : self._there.shape[1]] = self._there
            self._there = wider
        self._there[cells, runs] = True

    def has(self, cells: np.ndarray, runs: np.ndarray) -> np.ndarray:
        """Whether each of some runs is there; booleans of their shape."""
        known = runs < self._there.shape[1]
        if not known.any():
            return known
        return known & self._there[cells, np.where(known, runs, 0)]

    def count(self, targets: np.ndarray) -> int:
        """How many runs are there of those below a number, one for each cell: shape (cells,)."""
        width = self._there.shape[1]
        return sum(int(row[:most].sum()) for row, most in zip(self._there, np.minimum(targets, width)))
