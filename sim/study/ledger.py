"""The ledger of a study: which runs are settled, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd


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


@dataclass
class Finished:
    """What a store holds of a study.

    Attributes
    ----------
    there : which runs are finished, by row of the design.
    stood : per arm, ceasefires that stood to the horizon, and those that came about.
    remarks : sentences about what was unusual: damaged files and files of others, set aside.
    """

    there: Ledger
    stood: dict[str, tuple[int, int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def count(self, regime: str, rows: pd.DataFrame) -> None:
        """Add runs of an arm to those that stood."""
        stood, came = self.stood.get(regime, (0, 0))
        agreed = rows["agreed"].to_numpy(bool)
        held = agreed & ~rows["collapsed"].to_numpy(bool)
        self.stood[regime] = stood + int(held.sum()), came + int(agreed.sum())
