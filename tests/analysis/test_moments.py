"""Moments and counts gathered in batches are those of all runs at once."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from sim.analysis import moments
from sim.analysis.counts import Counts
from sim.analysis.moments import Means, Moment, Moments


def batches(
    rng: np.random.Generator, runs: int, points: int
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Runs of some points in batches, as they are added: points, starts, point of each run."""
    found = []
    for _ in range(12):
        point = np.sort(rng.integers(0, points, runs))
        there, starts = np.unique(point, return_index=True)
        found.append((there, starts, point))
    return found


@pytest.mark.parametrize("size", [5, 16384])
def test_moments_are_those_of_all_runs_at_once(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However batches are cut, means and covariances are NumPy's, also of values that lie far from zero."""
    monkeypatch.setattr(moments, "_ROWS", size)
    rng = np.random.default_rng(0)
    gathered, kept = Moments(("x", "y"), 3, 2), []
    for points, starts, point in batches(rng, 30, 3):
        values = rng.normal([1e6, -2.0], [1.0, 3.0], (30, 2, 2))
        gathered.add(points, starts, values)
        kept.append((point, values))
    point, values = (np.concatenate(part) for part in zip(*kept, strict=True))
    for place in range(3):
        for arm in range(2):
            own, found = values[point == place, arm], gathered.cell(place, arm)
            assert found.runs == len(own)
            assert_allclose(found.mean, own.mean(axis=0), rtol=1e-12)
            assert_allclose(found.products / (len(own) - 1), np.cov(own.T), rtol=1e-8)
            weighted = own @ [2.0, -1.0]
            assert_allclose(
                found.squares(x=2.0, y=-1.0), np.sum((weighted - weighted.mean()) ** 2), rtol=1e-8
            )


def test_a_measure_that_never_differs_has_no_spread() -> None:
    """Equal values leave a sum of squares of exactly nothing, wherever they lie."""
    moment = Moment.of({"x": np.full(1000, 0.1), "y": np.arange(1000.0)})
    assert moment.product("x", "x") == moment.squares(x=3.0) == 0.0


@pytest.mark.parametrize("size", [28, 65536])
def test_means_are_taken_over_the_runs_that_have_a_value(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs without a value are left out of count, mean and squares; where none has one the count is 0."""
    monkeypatch.setattr(moments, "_ROWS", size)
    rng = np.random.default_rng(1)
    gathered, kept = Means(("x", "never"), 3), []
    for points, starts, point in batches(rng, 30, 3):
        values = np.where(rng.random((30, 1, 2)) < 0.4, np.nan, rng.normal(50.0, 2.0, (30, 1, 2)))
        values[..., 1] = np.nan
        gathered.add(points, starts, values, np.isfinite(values))
        kept.append((point, values))
    point, values = (np.concatenate(part) for part in zip(*kept, strict=True))
    for place in range(3):
        own = values[point == place, 0, 0]
        own = own[np.isfinite(own)]
        assert_allclose(gathered.cell("x", place), [len(own), own.mean(), own.var() * len(own)], rtol=1e-10)
        assert gathered.cell("never", place)[0] == 0


def test_runs_that_ended_alike_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every cell each pair of number and word is there once, with its runs, numbers ascending."""
    monkeypatch.setattr("sim.analysis.counts._AT_ONCE", 40)
    rng = np.random.default_rng(2)
    counts, kept = Counts(), []
    for _ in range(20):
        batch = rng.integers(0, 4, 25), rng.choice([3650.0, 0.5, 7.0, np.inf], 25), rng.integers(0, 3, 25)
        counts.add(*batch)
        kept.append(pd.DataFrame(dict(zip(("cell", "number", "word"), batch, strict=True))))
    expected = pd.concat(kept).value_counts(sort=False).reset_index()
    for cell in range(4):
        own = expected[expected["cell"] == cell].sort_values(["number", "word"])
        assert_allclose(np.array(counts.cell(cell)).T, own[["number", "word", "count"]])
    assert len(counts.cell(4)[0]) == 0
