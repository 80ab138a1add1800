"""What flips the order of two arms, against planted flips, scipy, brute force and designs without any."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from sim.analysis.regimes.flips import contenders, flips, noise_share
from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.robustness import robustness
from sim.scenario.errors import InputError


def panel(
    difference: np.ndarray, design: pd.DataFrame, noise: float = 0.5, runs: int = 30, seed: int = 0
) -> Panel:
    """Arm b stands ``difference`` (shape (points,)) longer than arm a at each point, with noise of its own."""
    rng = np.random.default_rng(seed)
    a = np.broadcast_to(5 + rng.standard_normal(runs), (len(design), runs))
    b = a + difference[:, None] + noise * rng.standard_normal((len(design), runs))
    return Panel(np.stack([a, b], axis=1), ("a", "b"), design, "a", 10.0)


def cube(points: int, axes: int, seed: int = 0) -> pd.DataFrame:
    """Points drawn evenly from the unit cube."""
    values = np.random.default_rng(seed).random((points, axes))
    return pd.DataFrame(values, columns=[f"x.{number}" for number in range(axes)])


def test_a_planted_flip_is_found_where_it_lies() -> None:
    """With +0.3 years below 0.4 and -0.2 above: that parameter alone flips the order, there and by so much."""
    design = cube(240, 5)
    made = panel(np.where(design["x.2"] < 0.4, 0.3, -0.2), design)
    found = flips(made, "b", "a", draws=300)
    assert found.flipping["path"].tolist() == ["x.2"] and found.table["path"].iloc[0] == "x.2"
    row = found.table.iloc[0]
    assert (
        abs(row["threshold"] - 0.4) < 0.03
        and row["threshold_low"] <= row["threshold"] <= row["threshold_high"]
    )
    assert row["below_low"] < 0.3 < row["below_high"] and row["above_low"] < -0.2 < row["above_high"]
    assert row["below_points"] + row["above_points"] == 240
    assert row["explained"] > 0.5 and found.table["explained"].iloc[1:].max() < 0.05


def test_the_other_way_round_is_the_mirror() -> None:
    """Exchanging the arms changes every sign and nothing else."""
    design = cube(60, 2)
    made = panel(design["x.0"].to_numpy() - 0.5, design)
    one, other = flips(made, "b", "a", draws=50), flips(made, "a", "b", draws=50)
    assert_allclose(one.table[["rho", "below", "above"]], -other.table[["rho", "below", "above"]])
    assert_allclose([one.mean, one.low], [-other.mean, -other.high])
    assert_allclose(one.ahead_clear, other.behind_clear)


def test_nothing_flips_where_nothing_matters() -> None:
    """With no difference at all, at most one of 40 parameters (eight designs) is said to flip the order."""
    said = 0
    for seed in range(8):
        design = cube(60, 5, seed)
        said += int(flips(panel(np.zeros(60), design, seed=seed), "b", "a", draws=80).table["flips"].sum())
    assert said <= 1


def test_correlations_are_those_of_scipy() -> None:
    """Spearman's correlation equals scipy's, ties included; its interval is near Fisher's for a plain sample."""
    design = cube(150, 2).round(1)
    made = panel(design["x.0"].to_numpy() * 0.3, design)
    table = flips(made, "b", "a", draws=20).table.set_index("path")
    difference = made.difference("b", "a").mean(axis=1)
    for path in design:
        assert_allclose(table.loc[path, "rho"], stats.spearmanr(design[path], difference).statistic)
    row = table.loc["x.1"]
    assert_allclose(
        np.arctanh(row["rho_high"]) - np.arctanh(row["rho"]), 1.96 * 1.03 / np.sqrt(147), rtol=0.2
    )


def test_noise_is_told_from_what_differs_between_points() -> None:
    """With points that vary by 0.4, noise of 2 in 50 runs and shocks that all points share, noise is a third."""
    rng = np.random.default_rng(2)
    shares = []
    for _ in range(40):
        truth, shocks = 0.4 * rng.standard_normal(80), 3 * rng.standard_normal(50)
        shares.append(noise_share(truth[:, None] + shocks + 2 * rng.standard_normal((80, 50))))
    assert_allclose(np.mean(shares), (4 / 50) / (4 / 50 + 0.16), atol=0.02)


def test_two_parameters_together_are_told_by_corner() -> None:
    """Where the second arm wins in one corner only, that corner's interval lies below 0 and the others' above."""
    design = cube(240, 3)
    corner = (design["x.0"] < 0.5) & (design["x.1"] > 0.5)
    found = flips(panel(np.where(corner, -0.4, 0.4), design), "b", "a", draws=200)
    assert set(found.corners.columns[:2]) == {"x.0", "x.1"}
    at = found.corners.set_index(["x.0", "x.1"])
    assert at.loc[("below", "above"), "high"] < 0
    assert (at.drop(index=("below", "above"))["low"] > 0).all()
    assert at["points"].sum() == 240


def test_switches_have_a_threshold_and_choices_none() -> None:
    """A switch splits between off and on; a choice has no order and is left out, and told."""
    design = cube(60, 1).assign(on=np.tile([True, False], 30), word=np.repeat(["p", "q"], 30))
    found = flips(panel(np.where(design["on"], 0.5, -0.5), design), "b", "a", draws=50)
    assert found.table["path"].iloc[0] == "on" and found.table["threshold"].iloc[0] == 0.5
    assert found.left_out == ("word",) and "word" not in set(found.table["path"])


def test_the_contenders_are_those_most_often_best() -> None:
    """Two arms that are each best somewhere; where one always is, it is compared with the reference."""
    design = cube(40, 1)
    mixed = robustness(panel(np.where(design["x.0"] < 0.7, 1.0, -1.0), design), draws=20)
    assert contenders(mixed) == ("b", "a")
    three = np.tile([[5.0, 6.0, 7.0]], (40, 1))[:, :, None] + np.random.default_rng(0).random(20)
    always = robustness(Panel(three, ("a", "b", "c"), design, "a", 10.0), draws=20)
    assert contenders(always) == ("c", "a")


def test_wrong_questions_are_refused() -> None:
    """An arm against itself, an unknown arm, too few points, and a design without order are each an InputError."""
    design = cube(30, 1)
    made = panel(np.zeros(30), design)
    for arms, allowed in ((("a", "a"), "itself"), (("a", "z"), "no such arm")):
        with pytest.raises(InputError, match=allowed):
            flips(made, *arms)
    with pytest.raises(InputError, match="too few points"):
        flips(panel(np.zeros(5), cube(5, 1)), "a", "b")
    with pytest.raises(InputError, match="order"):
        flips(panel(np.zeros(30), pd.DataFrame({"word": ["p", "q"] * 15})), "a", "b")
