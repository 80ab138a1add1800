"""Hazards: shapes and ratios that are known in advance are found."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.analysis.averages import bootstrap, mean_error, median_error
from sim.analysis.hazard import cumulative, cut, hazard_ratio, weibull_shape
from sim.engine import batch
from sim.engine.outcome import frame
from sim.scenario.files import load


def outcomes(days: np.ndarray, horizon: float) -> pd.DataFrame:
    """Outcomes censored at a horizon in days."""
    return pd.DataFrame({"days": np.minimum(days, horizon), "collapsed": days <= horizon})


@pytest.mark.parametrize("shape", [0.5, 1.0, 2.0])
def test_a_weibull_shape_is_found(shape: float) -> None:
    """The shape of 4,000 Weibull times, a fifth of them or more censored, is found within a twentieth."""
    days = 1000.0 * np.random.default_rng(0).weibull(shape, 4000)
    assert weibull_shape(outcomes(days, 1500.0)) == pytest.approx(shape, rel=0.05)


def test_a_hazard_ratio_is_found_with_its_error() -> None:
    """Half the hazard under the same shocks gives a ratio of one half, within two of its own errors."""
    shocks = np.random.default_rng(1).exponential(1.0, 4000)
    ratio, error = hazard_ratio(outcomes(2000.0 * shocks, 800.0), outcomes(1000.0 * shocks, 800.0))
    assert ratio == pytest.approx(0.5, abs=2 * error)
    assert 0.0 < error < 0.02


def test_a_setting_that_always_holds_has_no_hazard() -> None:
    """Where nothing collapses the ratio is 0, against such a reference there is none, nor where everything does."""
    always, half = outcomes(np.full(100, 900.0), 800.0), outcomes(np.arange(100) * 16.0, 800.0)
    assert hazard_ratio(always, half)[0] == 0.0
    assert np.isnan(hazard_ratio(half, always)[0])
    assert np.isnan(cumulative(0.0))


def test_cutting_a_run_is_running_it_shorter() -> None:
    """Outcomes cut at two years have the days and collapses of runs with a horizon of two years."""
    base = load("baseline.yaml", {"line.sector_miles": 200.0})
    long, short = (
        frame(batch.run([base.with_values({"horizon.years": years})], np.zeros(40, int), np.arange(40), 3))
        for years in (5.0, 2.0)
    )
    found = cut(long, 2.0)
    assert found["days"].tolist() == short["days"].tolist()
    assert found["collapsed"].tolist() == short["collapsed"].tolist()
    assert 0 < found["collapsed"].sum() < long["collapsed"].sum()


def test_averages_have_their_usual_errors() -> None:
    """The error of a mean is sd / sqrt(n), that of a median of normals a quarter more, bootstrapped within a tenth."""
    values = np.random.default_rng(2).normal(5.0, 2.0, 3600)
    mean, error = mean_error(values)
    assert mean == pytest.approx(5.0, abs=3 * error)
    assert error == pytest.approx(2.0 / 60.0, rel=0.1)
    again = bootstrap(lambda pick: float(values[pick].mean()), len(values), draws=2000)
    assert again == (pytest.approx(mean), pytest.approx(error, rel=0.1))
    median, wider = median_error(values, draws=2000)
    assert median == pytest.approx(5.0, abs=3 * wider)
    assert wider / error == pytest.approx(1.25, rel=0.2)
