"""Runs that ended alike, counted: how many of each, cell by cell."""

from __future__ import annotations

import numpy as np
import pandas as pd

#: Bits of a key that hold the word and the number.
_WORD, _NUMBER = 8, 24
#: Keys that are put in order and counted at once, at least.
_AT_ONCE = 65536


class Counts:
    """How many runs of a cell have each pair of a number and a word.

    Numbers are days or months, of which there are some thousands however many runs there are. What is kept is a
    number of 64 bits and a count for each pair that occurs.
    """

    def __init__(self) -> None:
        self._numbers: dict[float, int] = {}
        self._values = np.zeros(0)
        self._keys, self._runs = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._new: list[np.ndarray] = []
        self._waiting = 0

    def add(self, cells: np.ndarray, numbers: np.ndarray, words: np.ndarray) -> None:
        """Count runs.

        Parameters
        ----------
        cells : whole numbers from 0, shape (n,).
        numbers : not NaN, shape (n,).
        words : codes from 0 to 255, shape (n,).
        """
        distinct, place = np.unique(numbers, return_inverse=True)
        codes = [self._numbers.setdefault(number, len(self._numbers)) for number in distinct.tolist()]
        number = np.array(codes, np.int64)[place]
        self._new.append((cells.astype(np.int64) << _WORD | words) << _NUMBER | number)
        self._waiting += len(cells)
        # As many new ones as there are old ones, so that all sorting together takes time linear in the runs.
        if self._waiting >= max(_AT_ONCE, len(self._keys)):
            self._settle()

    def _settle(self) -> None:
        keys, runs = np.unique(np.concatenate([self._keys[:0], *self._new]), return_counts=True)
        merged, place = np.unique(np.concatenate([self._keys, keys]), return_inverse=True)
        self._runs = np.bincount(place, np.concatenate([self._runs, runs]), len(merged)).astype(np.int64)
        self._keys, self._new, self._waiting = merged, [], 0
        self._values = np.array(list(self._numbers), float)

    def cell(self, cell: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Numbers, words and how many runs have both, of a cell, each of shape (m,), numbers ascending."""
        if self._new:
            self._settle()
        bits = _WORD + _NUMBER
        first, last = np.searchsorted(self._keys, [cell << bits, (cell + 1) << bits])
        keys, runs = self._keys[first:last], self._runs[first:last]
        numbers = self._values[keys & ((1 << _NUMBER) - 1)]
        words = keys >> _NUMBER & ((1 << _WORD) - 1)
        order = np.lexsort((words, numbers))
        return numbers[order], words[order], runs[order]


def runs_of(rows: pd.DataFrame) -> np.ndarray:
    """How many runs each row stands for, shape (n,): its ``runs`` where it is counted, else one."""
    return rows["runs"].to_numpy(float) if "runs" in rows else np.ones(len(rows))
