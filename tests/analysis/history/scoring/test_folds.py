"""Folds of whole conflicts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.record.cases import read_cases
from sim.analysis.history.scoring.folds import folds
from sim.scenario.errors import InputError


@pytest.fixture
def conflicts() -> pd.Series:
    """The conflict of each case of the record."""
    return read_cases("sim/evidence/ceasefires_calibration.csv").known["conflict"]


@pytest.mark.parametrize("split", [0, 1, 2])
def test_conflicts_stay_whole_and_folds_are_level(conflicts: pd.Series, split: int) -> None:
    """No conflict is torn; the largest has a fold to itself and the others share the rest evenly."""
    fold = folds(conflicts, 6, split)
    assert (fold.groupby(conflicts).nunique() == 1).all()
    assert sorted(fold.value_counts()) == [9, 9, 9, 9, 9, 15]


def test_the_order_of_rows_makes_no_difference(conflicts: pd.Series) -> None:
    """Every case has the same fold however the file is sorted, and each time it is asked."""
    shuffled = conflicts.sample(frac=1.0, random_state=3)
    pd.testing.assert_series_equal(folds(conflicts, 6, 1), folds(shuffled, 6, 1).loc[conflicts.index])


def test_splits_and_seeds_differ(conflicts: pd.Series) -> None:
    """Another split, and another seed, puts other conflicts together."""

    def together(split: int, seed: int) -> np.ndarray:
        fold = folds(conflicts, 6, split, seed).to_numpy()
        return fold[:, None] == fold[None, :]

    assert (together(0, 0) != together(1, 0)).any()
    assert (together(0, 0) != together(0, 1)).any()


@pytest.mark.parametrize("count", [0, 1, 4])
def test_impossible_numbers_of_folds_are_told(count: int) -> None:
    """Fewer than two folds, or more than conflicts, are refused with what would do."""
    with pytest.raises(InputError, match="from 2 to 3"):
        folds(pd.Series(["a", "b", "c", "c"]), count)
    with pytest.raises(InputError, match="two conflicts"):
        folds(pd.Series(["a", "a"]), 2)
