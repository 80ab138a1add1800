"""Noise of simulation and doubt about parameters, taken apart."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.separation import separate
from sim.scenario.errors import InputError


def panel(gains: np.ndarray, design: pd.DataFrame) -> Panel:
    """Two arms of which the second stands so much longer than the first."""
    base = np.full(gains.shape, 4.0)
    return Panel(np.stack([base, base + gains], axis=1), ("none", "some"), design, "none", 10.0)


def made_up(
    points: int,
    runs: int,
    learnt: float,
    assumed: float,
    shared: float,
    rest: float,
    seed: int,
    each: int = 2,
) -> Panel:
    """Gains of mean 1 whose four parts have these standard deviations; ``each`` points a draw."""
    rng = np.random.default_rng(seed)
    draw = np.repeat(rng.normal(size=points // each), each)
    other = rng.normal(size=points)
    gains = 1.0 + (learnt * draw + assumed * other)[:, None] + shared * rng.normal(size=runs)
    return panel(
        gains + rest * rng.normal(size=(points, runs)), pd.DataFrame({"a.learnt": draw, "b.other": other})
    )


def test_the_parts_are_found() -> None:
    """Over 200 made-up studies each part is found without bias: parameters, noise of a point, error of the mean."""
    rows = [
        separate(made_up(64, 30, 0.6, 0.8, 0.9, 2.0, seed), ["a.learnt"]).table.iloc[0] for seed in range(200)
    ]
    found = pd.DataFrame(rows).astype({"gain": float}).drop(columns="regime").astype(float)
    assert (found["parameters"] ** 2).mean() == pytest.approx(1.0, abs=0.05)
    assert (found["noise"] ** 2).mean() == pytest.approx(2.0**2 / 30, rel=0.02)
    assert (found["simulation"] ** 2).mean() == pytest.approx((0.9**2 + 2.0**2 / 64) / 30, rel=0.06)
    assert found["learnt"].mean() == pytest.approx(0.36, abs=0.03)
    covered = (found["learnt_low"] <= 0.36) & (found["learnt_high"] >= 0.36)
    assert covered.mean() > 0.88


def test_more_runs_narrow_the_noise_and_not_the_doubt() -> None:
    """Sixteen times the runs: a quarter of the noise and of the error; the range over parameters stays."""
    few, many = (
        separate(made_up(200, runs, 1.0, 0.0, 0.5, 2.0, 5), ["a.learnt", "b.other"]).table.iloc[0]
        for runs in (25, 400)
    )
    assert many["noise"] / few["noise"] == pytest.approx(0.25, rel=0.1)
    assert many["simulation"] / few["simulation"] == pytest.approx(0.25, rel=0.5)
    assert many["high"] - many["low"] == pytest.approx(few["high"] - few["low"], rel=0.2)
    assert many["learnt"] == 1.0


def test_without_doubt_only_noise_is_left() -> None:
    """Points that differ by noise alone: the doubt about parameters is next to nothing, and its range is the mean."""
    row = separate(made_up(400, 50, 0.0, 0.0, 1.0, 2.0, 1), ["a.learnt"]).table.iloc[0]
    assert row["parameters"] < 0.1 and row["noise"] == pytest.approx(2.0 / np.sqrt(50), rel=0.05)
    assert row["high"] - row["low"] < 0.3


def test_the_range_holds_nine_tenths_of_true_gains() -> None:
    """Nine tenths of the gains that the points have without noise lie within the range."""
    rng = np.random.default_rng(3)
    truth = rng.normal(1.0, 1.0, 500)
    row = separate(
        panel(truth[:, None] + rng.normal(0, 4.0, (500, 20)), pd.DataFrame({"x": truth})), ["x"]
    ).table.iloc[0]
    assert ((truth >= row["low"]) & (truth <= row["high"])).mean() == pytest.approx(0.9, abs=0.04)
    assert row["gains"] == pytest.approx((truth > 0).mean(), abs=0.04)


def test_draws_that_stand_alone_are_not_told_from_what_goes_with_them() -> None:
    """One point a draw, and other parameters varied as well: no share; nothing learnt: no share."""
    alone = made_up(40, 20, 1.0, 1.0, 1.0, 1.0, 2, each=1)
    assert np.isnan(separate(alone, ["a.learnt"]).table["learnt"].iloc[0])
    assert np.isnan(separate(alone).table["learnt"].iloc[0])


def test_an_unknown_column_and_too_few_points_are_refused() -> None:
    """A column that the design lacks, and fewer than 20 points."""
    with pytest.raises(InputError, match="no such column"):
        separate(made_up(40, 20, 1.0, 1.0, 1.0, 1.0, 2), ["c.missing"])
    with pytest.raises(InputError, match="too few points"):
        separate(made_up(10, 20, 1.0, 1.0, 1.0, 1.0, 2), ["a.learnt"])


def test_a_longer_study_at_one_setting_steadies_the_mean() -> None:
    """The luck of 40 run numbers is told by 2,000: over 150 made-up studies the error falls and is as told."""
    off, told, alone = [], [], []
    for seed in range(150):
        rng = np.random.default_rng(seed)
        luck, points = rng.normal(size=2000), rng.normal(size=30)
        gains = 1.0 + points[:, None] - points.mean() + luck[:40] + 0.5 * rng.normal(size=(30, 40))
        long = panel((2.0 + 0.8 * luck + 0.2 * rng.normal(size=2000))[None, :], pd.DataFrame(index=[0]))
        row = separate(panel(gains, pd.DataFrame({"x": points})), ["x"], long).table.iloc[0]
        off.append(row["gain"] - 1.0)
        told.append(row["simulation"])
        alone.append(row["alone"])
    assert np.std(off) == pytest.approx(np.mean(told), rel=0.2)
    assert np.mean(told) < 0.4 * np.mean(alone)
    assert abs(np.mean(off)) < 3 * np.std(off) / np.sqrt(150)
