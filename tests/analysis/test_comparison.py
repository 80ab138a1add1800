"""Paired gains against exact differences and the bootstrap over runs."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from sim.analysis.comparison import paired_gain
from sim.analysis.survival import DAYS_A_YEAR, restricted_mean
from sim.scenario.errors import InputError


def pair(runs: int, censored: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two arms that share their shocks: the second stands about 1.5 times as long."""
    rng = np.random.default_rng(0)
    shock = rng.weibull(0.7, runs)
    horizon = np.minimum(rng.exponential(15, runs), 10.0) if censored else np.full(runs, 10.0)
    frames = []
    for scale in (3.0, 4.5):
        collapse = scale * shock * rng.lognormal(0, 0.2, runs)
        years = np.minimum(collapse, horizon)
        frames.append(
            pd.DataFrame(
                {"run": np.arange(runs), "days": years * DAYS_A_YEAR, "collapsed": collapse <= horizon}
            )
        )
    return frames[1], frames[0]


def test_uncensored_gain_is_the_mean_difference() -> None:
    """Without censoring before the horizon the gain and its interval are those of a paired t-test."""
    arm, reference = pair(250, censored=False)
    gain = paired_gain(arm, reference.sample(frac=1, random_state=1), 10.0)
    difference = (arm["days"] - reference["days"]) / DAYS_A_YEAR
    assert_allclose(gain.years, difference.mean(), rtol=1e-10)
    assert_allclose(gain.se, difference.std(ddof=1) / np.sqrt(250), rtol=1e-10)
    assert_allclose(gain.high - gain.years, 1.969537 * gain.se, rtol=1e-5)


def test_censored_gain_matches_the_bootstrap_over_runs() -> None:
    """Under censoring the standard error agrees with resampling whole pairs within 6 %."""
    arm, reference = pair(250, censored=True)
    gain = paired_gain(arm, reference, 8.0)
    rng = np.random.default_rng(2)
    columns = [f[c].to_numpy() for f in (arm, reference) for c in ("days", "collapsed")]
    gains = []
    for _ in range(1500):
        pick = rng.integers(0, 250, 250)
        a_days, a_fell, r_days, r_fell = (c[pick] for c in columns)
        first = restricted_mean(a_days / DAYS_A_YEAR, a_fell, 8.0)[0]
        gains.append(first - restricted_mean(r_days / DAYS_A_YEAR, r_fell, 8.0)[0])
    assert_allclose(gain.se, np.std(gains), rtol=0.06)


def test_pairing_narrows_the_interval() -> None:
    """Shared shocks make the paired standard error less than half of the independent one."""
    arm, reference = pair(400, censored=False)
    alone = [restricted_mean(f["days"] / DAYS_A_YEAR, f["collapsed"], 10.0)[1] for f in (arm, reference)]
    assert paired_gain(arm, reference, 10.0).se < 0.5 * np.hypot(*alone)


def test_unpaired_arms_are_refused() -> None:
    """Arms with different or repeated run numbers raise InputError and name some of them."""
    arm, reference = pair(20, censored=False)
    with pytest.raises(InputError, match=r"not paired.*\[19\]"):
        paired_gain(arm, reference.iloc[:-1], 10.0)
    with pytest.raises(InputError, match="twice"):
        paired_gain(pd.concat([arm, arm.iloc[:1]]), reference, 10.0)


def test_one_pair_has_no_interval() -> None:
    """A single pair gives a difference and no interval."""
    arm, reference = pair(20, censored=False)
    gain = paired_gain(arm.iloc[:1], reference.iloc[:1], 10.0)
    assert np.isfinite(gain.years) and np.isnan(gain.low)
