"""Series of daily counts: what is measured on them is what was put in."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.series import daily, day_by_day, dispersion, lag_one, weekly_mean
from sim.engine.replay import Replay
from sim.scenario.files import load


@pytest.mark.parametrize("k", [0.5, 1.0, 3.0])
def test_a_dispersion_is_found(k: float) -> None:
    """The k of 4,000 negative-binomial counts is found within a tenth."""
    counts = np.random.default_rng(0).negative_binomial(k, k / (k + 100.0), 4000)
    assert dispersion(counts) == pytest.approx(k, rel=0.1)


def test_a_correlation_is_found_under_a_trend() -> None:
    """The lag-1 correlation of log counts is found although they grow."""
    rng = np.random.default_rng(1)
    logs = np.zeros(3000)
    for day in range(1, 3000):
        logs[day] = 0.4 * logs[day - 1] + rng.normal(0.0, 0.5)
    assert lag_one(np.exp(5.0 + logs + np.arange(3000) / 1500.0)) == pytest.approx(0.4, abs=0.05)


def test_a_running_mean_is_the_mean_of_each_week() -> None:
    """Each entry is the mean of seven days in a row, along the last axis."""
    series = np.random.default_rng(2).random((3, 30))
    found = weekly_mean(series)
    assert found.shape == (3, 24)
    for start in (0, 11, 23):
        assert found[:, start] == pytest.approx(series[:, start : start + 7].mean(axis=1))


def test_days_add_up_to_the_run() -> None:
    """Daily counts of a run sum to its totals, whether it is followed from the start or from the middle."""
    scenario = load("record/donbas_minsk.yaml", {"horizon.years": 1.0})
    fired, recorded = daily(scenario, 4, 60)
    replay = Replay(scenario, 1, 4)
    replay.until(20)
    later = day_by_day(replay, 40)
    assert later[0] == pytest.approx(fired[20:])
    assert later[1] == pytest.approx(recorded[20:])
    assert fired.sum() == pytest.approx(replay.world.tally.violations)
    assert recorded.sum() == pytest.approx(replay.world.tally.recorded)
