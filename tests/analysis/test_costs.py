"""Cost per added peaceful year: its value, its interval, when there is none, and what is counted."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from sim.agents.tally import TALLY
from sim.analysis.comparison import paired_gain
from sim.analysis.costs import ADDED, ENDS, PARTS, Extra, extra_cost, per_year, said, total
from sim.scenario.errors import InputError

#: What a year costs in the arm and under the reference, and how many years pass under each on average.
DEARER, USUAL = 50.0, 40.0


def outcomes(years: np.ndarray, yearly: np.ndarray | float) -> pd.DataFrame:
    """Runs that stood so long, over 10 years, and cost so much a year, half of it aid and half the mission."""
    held = years >= 10.0
    rows = {part.column: np.zeros(len(years)) for part in PARTS}
    rows["aid"] = rows["mission_cost"] = 0.5 * yearly * np.minimum(years, 10.0)
    days = np.minimum(years, 10.0) * 365.0
    return pd.DataFrame({"run": np.arange(len(years)), "days": days, "collapsed": ~held, **rows})


def pair(rng: np.random.Generator, runs: int, factor: float = 1.6) -> tuple[pd.DataFrame, pd.DataFrame]:
    """An arm that stands ``factor`` times as long at a dearer year, and its reference, under shared shocks."""
    shock, dearness = rng.weibull(0.7, runs), rng.lognormal(0.0, 0.2, runs)
    noise = rng.lognormal(0.0, 0.3, runs)
    arm = outcomes(3.0 * factor * shock * noise, DEARER * dearness)
    return arm, outcomes(3.0 * shock, USUAL * dearness)


def as_row(extra: Extra, low: float, high: float) -> dict[str, float]:
    """What a summary's row says of an extra cost and a gain's interval."""
    values = (extra.per_added_year, extra.per_added_year_low, extra.per_added_year_high)
    gain = {"rmst_gain_years_low": low, "rmst_gain_years_high": high}
    return {**{f"{ADDED}{end}": value for end, value in zip(ENDS, values, strict=True)}, **gain}


def row(value: float, low: float, high: float, gain: tuple[float, float]) -> dict[str, float]:
    """What a summary's row says, from the numbers."""
    return as_row(Extra(value, low, high, 0.0, 0.0, 0.0, 10), *gain)


def test_every_part_is_a_column_of_the_outcome() -> None:
    """Parts are columns that runs report, each once; harm from the grey zone and frozen assets are not parts."""
    columns = [part.column for part in PARTS]
    assert set(columns) <= set(TALLY.names or ())
    assert len(set(columns)) == len({part.name for part in PARTS}) == len(PARTS)
    assert not {"assets_paid", "grey_zone_damage"} & set(columns)


def test_the_parts_add_up_to_the_total() -> None:
    """The parts' costs a year add up to all money over all years, whichever parts it went to."""
    rng = np.random.default_rng(0)
    frame, _ = pair(rng, 50)
    for part in PARTS:
        frame[part.column] = rng.exponential(3.0, 50)
    assert_allclose(sum(per_year(frame).values()), total(frame).sum() / (frame["days"].sum() / 365.0))
    assert all(value > 0 for value in per_year(frame).values())


def test_the_ratio_is_more_money_over_more_years() -> None:
    """Cost per added year is the difference in mean cost over the difference in mean years, in any row order."""
    arm, reference = pair(np.random.default_rng(1), 300)
    extra = extra_cost(arm, reference.sample(frac=1.0, random_state=3))
    gain = paired_gain(arm, reference, 10.0).years
    assert_allclose(extra.per_added_year, (total(arm).mean() - total(reference).mean()) / gain)


def test_lasting_longer_is_paid_for() -> None:
    """A year added costs the reference's rate plus what every year costs more; a free measure pays that rate."""
    arm, reference = pair(np.random.default_rng(1), 300)
    extra = extra_cost(arm, reference)
    rate, gain = sum(per_year(reference).values()), paired_gain(arm, reference, 10.0).years
    dearer = extra.per_year * (arm["days"].mean() / 365.0) / gain
    assert_allclose(extra.per_added_year, rate + dearer)
    free = extra_cost(
        outcomes(arm["days"].to_numpy() / 365.0, USUAL), outcomes(reference["days"] / 365.0, USUAL)
    )
    assert_allclose([free.per_added_year, free.per_year], [USUAL, 0.0], atol=1e-9)


def test_the_intervals_cover_the_truth() -> None:
    """Of 600 synthetic studies of 200 runs, about 95 in 100 have each true value within its interval."""
    rng = np.random.default_rng(2)
    truth = extra_cost(*pair(np.random.default_rng(3), 400_000))
    found = [extra_cost(*pair(rng, 200)) for _ in range(600)]
    ratio = [e.per_added_year_low <= truth.per_added_year <= e.per_added_year_high for e in found]
    rate = [e.per_year_low <= truth.per_year <= e.per_year_high for e in found]
    assert 0.92 <= np.mean(ratio) <= 0.98
    assert 0.92 <= np.mean(rate) <= 0.98


def test_the_intervals_agree_with_resampling_pairs() -> None:
    """Both intervals end where those of 3,000 resamplings of whole pairs end, within a tenth of their width."""
    arm, reference = pair(np.random.default_rng(4), 400)
    extra = extra_cost(arm, reference)
    cost, years = (
        [f(frame).to_numpy() for frame in (arm, reference)] for f in (total, lambda x: x["days"] / 365)
    )
    picks = np.random.default_rng(5).integers(0, 400, (3000, 400))
    c1, c0, t1, t0 = (values[picks].mean(axis=1) for values in (*cost, *years))
    for ends, draws in (
        ((extra.per_added_year_low, extra.per_added_year_high), (c1 - c0) / (t1 - t0)),
        ((extra.per_year_low, extra.per_year_high), c1 / t1 - c0 / t0),
    ):
        assert_allclose(ends, np.quantile(draws, [0.025, 0.975]), atol=0.1 * (ends[1] - ends[0]))


@pytest.mark.parametrize("seed", range(30))
def test_no_gain_no_ratio(seed: int) -> None:
    """There is a price of an added year, with bounded ends, exactly where the gain's interval lies above 0."""
    arm, reference = pair(np.random.default_rng(seed), 40, factor=1.05)
    extra, gain = extra_cost(arm, reference), paired_gain(arm, reference, 10.0)
    values = [extra.per_added_year, extra.per_added_year_low, extra.per_added_year_high]
    assert np.isfinite(values).tolist() == [gain.low > 0.0] * 3
    assert said(as_row(extra, gain.low, gain.high)) == "no gain shown" or gain.low > 0.0 or gain.high < 0.0


def test_gains_with_and_without_a_price_both_occur() -> None:
    """At a small gain and few runs some studies have a price and some have none."""
    found = [extra_cost(*pair(np.random.default_rng(s), 40, 1.05)).per_added_year for s in range(30)]
    assert 0 < np.isnan(found).sum() < 30


def test_lost_years_have_no_price() -> None:
    """An arm that loses years has no cost per added year, however much it saves."""
    arm, reference = pair(np.random.default_rng(6), 300, factor=0.4)
    extra, gain = extra_cost(arm, reference), paired_gain(arm, reference, 10.0)
    assert gain.high < 0.0 and np.isnan(extra.per_added_year)
    assert said(as_row(extra, gain.low, gain.high)) == "loses years"


def test_gaining_for_less_saves_money() -> None:
    """An arm that adds years and costs less over the whole run has a price below 0, said as saving."""
    rng = np.random.default_rng(7)
    shock = rng.weibull(0.7, 300)
    extra = extra_cost(outcomes(4.5 * shock, 10.0), outcomes(3.0 * shock, 40.0))
    assert extra.per_added_year_high < 0.0
    assert said(as_row(extra, 1.0, 2.0)).startswith("saves ")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (row(49.52, 48.17, 50.95, (0.8, 1.6)), "49.5 (48.2 to 51.0)"),
        (row(-3.06, -5.2, -1.04, (0.8, 1.6)), "saves 3.1 (1.0 to 5.2)"),
        (row(-1.0, -4.0, 2.0, (0.8, 1.6)), "-1.0 (-4.0 to 2.0)"),
        (row(2345.6, 999.9, 34567.0, (0.1, 1.6)), "2,346 (999.9 to 34,567)"),
        (row(np.nan, np.nan, np.nan, (-0.1, 0.1)), "no gain shown"),
        (row(np.nan, np.nan, np.nan, (-0.3, -0.1)), "loses years"),
        (row(np.nan, np.nan, np.nan, (np.nan, np.nan)), ""),
    ],
)
def test_a_price_in_words(given: dict[str, float], words: str) -> None:
    """A price is said with its interval; where there is none the reason is; the reference has none."""
    assert said(given) == words


def test_one_pair_has_no_interval() -> None:
    """With one run an arm the difference in rates stands alone."""
    extra = extra_cost(outcomes(np.array([4.0]), 50.0), outcomes(np.array([2.0]), 40.0))
    assert extra.per_year == pytest.approx(10.0)
    assert np.isnan([extra.per_added_year, extra.per_year_low, extra.per_year_high]).all()


def test_runs_that_cannot_be_compared_are_refused() -> None:
    """Unpaired runs and runs watched for different times raise InputError."""
    arm, reference = pair(np.random.default_rng(8), 60)
    with pytest.raises(InputError, match="not paired"):
        extra_cost(arm.iloc[1:], reference)
    shorter = arm.assign(days=np.where(arm["collapsed"], arm["days"], 3000.0))
    assert (~arm["collapsed"]).any() and (~reference["collapsed"]).any()
    with pytest.raises(InputError, match="equally long"):
        extra_cost(shorter, reference)
