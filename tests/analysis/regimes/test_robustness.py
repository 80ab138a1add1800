"""How often an arm is best, and regret, against designs whose truth is known."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.robustness import robustness
from sim.scenario.errors import InputError


def panel(truth: np.ndarray, noise: float, runs: int = 40, seed: int = 0) -> Panel:
    """Arms with true means ``truth`` of shape (points, arms), shocks that all share, and noise of their own."""
    rng = np.random.default_rng(seed)
    points, arms = truth.shape
    years = truth[:, :, None] + rng.standard_normal(runs) + noise * rng.standard_normal((points, arms, runs))
    design = pd.DataFrame({"x": rng.random(points)})
    return Panel(years, tuple("abcdef"[:arms]), design, "a", 10.0)


def test_without_noise_all_is_known() -> None:
    """With differences that are the same in every run: shares, regrets and leads are those of the truth, all clear."""
    truth = np.tile([[5.0, 6.0, 2.0], [5.0, 4.5, 2.0], [5.0, 4.0, 2.0], [5.0, 3.0, 2.0]], (10, 1))
    found = robustness(panel(truth, noise=0.0), draws=60)
    table = found.table.set_index("regime")
    assert found.arms[:2] == ["a", "b"]
    assert_allclose(table.loc[["a", "b", "c"], "best"], [0.75, 0.25, 0.0])
    assert_allclose(table["best_clear"], table["best"])
    assert_allclose(table["best_again"], table["best"])
    assert_allclose(table.loc[["a", "b", "c"], "regret"], [0.25, 0.875, 3.25])
    assert_allclose(table["regret_fair"], table["regret"])
    assert_allclose(table.loc[["a", "b", "c"], "regret_max"], [1.0, 2.0, 4.0])
    assert_allclose(table.loc[["a", "b", "c"], "regret_p90"], [1.0, 2.0, 4.0])
    assert_allclose(table["regret_max_se"], 0.0, atol=1e-12)
    assert_allclose(found.by_point["lead"].head(4), [1.0, 0.5, 1.0, 2.0])
    assert found.by_point["best"].head(4).tolist() == ["b", "a", "a", "a"] and found.clear == 1.0


def test_what_is_only_noise_is_not_clear() -> None:
    """Three arms that are the same are each best at about a third of points, and clearly so at less than one in ten."""
    found = robustness(panel(np.full((200, 3), 5.0), noise=1.0), draws=200)
    assert_allclose(found.table["best"], 1 / 3, atol=0.12)
    assert found.table["best_clear"].sum() < 0.1
    assert found.clear < 0.1


def test_true_regret_lies_between_the_two_means() -> None:
    """Over 30 designs the regret by noisy best lies above the truth on average, that by half of the runs below."""
    rng = np.random.default_rng(5)
    naive, fair, real = [], [], []
    for seed in range(30):
        truth = 5 + 0.15 * rng.standard_normal((40, 3))
        table = robustness(panel(truth, 1.0, seed=seed), draws=20).table.set_index("regime").loc[list("abc")]
        naive.append(table["regret"].mean())
        fair.append(table["regret_fair"].mean())
        real.append((truth.max(axis=1, keepdims=True) - truth).mean())
    assert np.mean(fair) < np.mean(real) < np.mean(naive)
    assert np.mean(naive) - np.mean(fair) > 0.05  # and telling them apart matters here


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """Of 80 designs drawn anew with new shocks, 95 % intervals of mean years hold the truth in at least 88 %."""
    rng = np.random.default_rng(6)
    held = 0
    for seed in range(80):
        truth = 5 + rng.standard_normal((30, 2))
        row = robustness(panel(truth, 0.5, runs=20, seed=seed), draws=60).table.set_index("regime").loc["a"]
        held += bool(row["years_low"] <= 5 <= row["years_high"])
    assert held / 80 >= 0.88


def test_errors_of_a_point_are_those_of_its_runs() -> None:
    """Means and Monte-Carlo errors by point are those of the runs; the lead's error is paired."""
    made = panel(np.tile([[5.0, 5.5]], (20, 1)), noise=0.3)
    row = robustness(made, draws=20).by_point.iloc[3]
    assert_allclose(row["se_a"], made.years[3, 0].std(ddof=1) / np.sqrt(40))
    difference = made.years[3, 1] - made.years[3, 0]
    assert_allclose([row["lead"], row["lead_se"]], [difference.mean(), difference.std(ddof=1) / np.sqrt(40)])
    assert row["lead_se"] < 0.5 * np.hypot(row["se_a"], row["se_b"])


def test_few_points_are_refused() -> None:
    """Nineteen points are an InputError."""
    with pytest.raises(InputError, match="too few points"):
        robustness(panel(np.ones((19, 2)), 0.1))
