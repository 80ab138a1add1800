"""Folds of whole conflicts, so that no case is predicted from another ceasefire of the same conflict."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from sim.scenario.errors import InputError

#: Folds, unless asked otherwise.
FOLDS = 6


def folds(conflicts: pd.Series, count: int = FOLDS, split: int = 0, seed: int = 0) -> pd.Series:
    """The fold of each case, from 0: whole conflicts, as level in number of cases as large conflicts allow.

    Conflicts go, largest first and equal ones in an order drawn by chance, to the fold that has fewest cases. The order
    of rows makes no difference.

    Parameters
    ----------
    conflicts : the conflict of each case, shape (n,); its index is kept.
    count : number of folds, at least 2 and at most the number of conflicts.
    split : number of the split; each has an order of its own.
    seed : of all splits.

    Raises
    ------
    InputError
        Fewer than two folds, or more than there are conflicts.
    """
    sizes = conflicts.astype(str).value_counts()
    if not 2 <= count <= len(sizes):
        raise InputError(
            "cases cannot be split into so many folds of whole conflicts",
            value=count,
            allowed=f"from 2 to {len(sizes)}, the number of conflicts" if len(sizes) > 1 else "two conflicts",
        )
    drawn = {name: _chance(name, split, seed) for name in sizes.index}
    held = np.zeros(count, int)
    fold: dict[str, int] = {}
    for name in sorted(sizes.index, key=lambda name: (-sizes[name], drawn[name], name)):
        fold[name] = int(np.argmin(held))
        held[fold[name]] += sizes[name]
    return conflicts.astype(str).map(fold).astype(int)


def _chance(name: str, split: int, seed: int) -> int:
    """A number drawn for a conflict, which does not depend on which others there are."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{split}/{name}".encode()).digest()[:8], "big")
