"""What roads lead to: shares, medians, means and gains by hand, and gains of ceasefires against the bootstrap."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from sim.analysis.comparison import paired_gain
from sim.analysis.measures import LOST
from sim.analysis.roads import mean, median_months, on_the_road, road_columns, share
from sim.analysis.summary import summarise
from sim.analysis.survival import DAYS_A_YEAR, restricted_mean
from sim.engine.outcome import CAUSES, NO_CEASEFIRE, OUTCOME, frame
from sim.negotiation.war import WAR_ENDS

AT_WAR, CEASEFIRE, UKRAINE_BROKEN, RUSSIA_BROKEN = range(len(WAR_ENDS))


def rows(**columns: object) -> pd.DataFrame:
    """Outcome rows with the columns given and zeros elsewhere; run numbers from 0."""
    made = np.zeros(len(next(iter(columns.values()))), OUTCOME)  # type: ignore[arg-type]
    for name, values in columns.items():
        made[name] = values
    table = frame(made)
    table.insert(0, "run", np.arange(len(table)))
    return table


def four() -> pd.DataFrame:
    """Four runs: ceasefires after 6 months (held) and 30 (fell after a year), Ukraine broken, given up."""
    return rows(
        agreed=[1, 1, 0, 0],
        war_end=[CEASEFIRE, CEASEFIRE, UKRAINE_BROKEN, AT_WAR],
        months_at_war=[6.0, 30.0, 20.0, 119.9],
        days=[3650.0, 365.0, 0.0, 0.0],
        cause=[0, 1, 0, 0],
        meetings=[10.0, 20.0, 30.0, 40.0],
        failed_rounds=[0.0, 1.0, 2.0, 5.0],
        terms_quality=[0.9, 0.5, 0.3, 0.1],
        legitimacy=[0.8, 0.6, 0.0, 0.0],
        imposed=[0.2, 0.4, 0.0, 0.0],
        war_losses_russia=[100.0, 200.0, 300.0, 1000.0],
        losses_year_after=[-1.0, 700.0, -1.0, -1.0],
    )


def test_shares_are_of_all_runs() -> None:
    """Of four runs one comes to a ceasefire within one and two years, two within three; broken ones stay in."""
    found = road_columns(four(), None)
    assert [found[f"agreed_{year}y"] for year in (1, 2, 3)] == [0.25, 0.25, 0.5]
    assert found["agreed"] == 2
    assert [found[f"share_{end}"] for end in LOST] == [0.25, 0.0, 0.25]
    assert_allclose([found["agreed_3y_low"], found["agreed_3y_high"]], share(2, 4)[1:])


@pytest.mark.parametrize(
    ("count", "runs", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_wilsons(count: int, runs: int, low: float, high: float) -> None:
    """The four cases that Newcombe (1998, table I, method 3) works out."""
    assert_allclose(share(count, runs), (count / runs, low, high), atol=5.1e-5)


def test_means_are_taken_where_there_is_something_to_measure() -> None:
    """Meetings and losses are means over all runs; terms over the ceasefires, the war's return over collapses."""
    found = road_columns(four(), None)
    assert (found["meetings"], found["failed_rounds"], found["war_losses_russia"]) == (25.0, 2.0, 400.0)
    assert (found["terms_quality"], found["legitimacy"]) == pytest.approx((0.7, 0.7))
    assert (found["imposed"], found["months_to_ceasefire"]) == pytest.approx((0.3, 18.0))
    assert found["losses_year_after"] == 700.0
    # Student's t with one degree of freedom: 12.706 standard errors.
    assert found["months_to_ceasefire_high"] - 18.0 == pytest.approx(12.7062 * 12.0, rel=1e-5)
    assert np.isnan(found["losses_year_after_low"])


def test_peaceful_years_count_runs_without_a_ceasefire_as_none() -> None:
    """9.5 years left after six months, one year until the collapse, and two roads with none: 2.625 on average."""
    found = road_columns(four(), None)
    assert found["peaceful_years_10y"] == pytest.approx((9.5 + 1.0 + 0.0 + 0.0) / 4)


@pytest.mark.parametrize(("agreed", "median"), [(3, 24.0), (2, 24.0), (1, np.nan), (0, np.nan)])
def test_the_median_counts_endless_roads(agreed: int, median: float) -> None:
    """Of four runs with ceasefires after 12, 24 and 36 months the half is reached with the second, else never."""
    there = np.arange(4) < agreed
    table = rows(agreed=there, war_end=there * CEASEFIRE, months_at_war=[12.0, 24.0, 36.0, 119.9])
    assert_allclose(median_months(table), median)
    assert_allclose(road_columns(table, None)["months_to_ceasefire_median"], median)


def test_an_army_that_broke_early_does_not_hasten_the_median() -> None:
    """A road that ends after a month with an army broken counts as one without an end."""
    table = rows(
        agreed=[0, 0, 1, 1, 1],
        war_end=[UKRAINE_BROKEN, RUSSIA_BROKEN, 1, 1, 1],
        months_at_war=[1, 1, 10, 20, 30],
    )
    assert median_months(table) == 30.0


def test_the_gain_is_paired() -> None:
    """Differences of 1, 2 and 3 peaceful years run by run: 2 on average, a standard error of 0.577, t of 4.303."""
    reference = rows(
        agreed=[1, 1, 0], war_end=[1, 1, 0], months_at_war=[60.0, 84.0, 119.9], days=[3650, 3650, 0]
    )
    arm = rows(agreed=[1, 1, 1], war_end=[1, 1, 1], months_at_war=[48.0, 60.0, 84.0], days=[3650] * 3)
    found = road_columns(arm.sample(frac=1, random_state=0), reference)
    assert found["peaceful_gain_years"] == pytest.approx(2.0)
    reach = 4.302653 / np.sqrt(3)
    assert_allclose(
        [found["peaceful_gain_years_low"], found["peaceful_gain_years_high"]],
        [2 - reach, 2 + reach],
        rtol=1e-6,
    )
    assert np.isnan(road_columns(reference, None)["peaceful_gain_years"])


def test_nothing_to_average_is_no_number() -> None:
    """A mean of nothing is NaN, a mean of one value has no interval."""
    assert np.isnan(mean(np.array([]))).all()
    value, low, high = mean(np.array([3.0]))
    assert value == 3.0 and np.isnan(low) and np.isnan(high)


def some_without(runs: int = 250) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two arms under shared shocks in which about a fifth and a third of the runs come to no ceasefire."""
    rng = np.random.default_rng(0)
    shock, luck = rng.weibull(0.7, runs), rng.random(runs)
    found = []
    for scale, lost in ((4.5, 0.2), (3.0, 0.33)):
        stands = scale * shock * rng.lognormal(0, 0.3, runs)
        agreed = luck + rng.normal(0, 0.1, runs) > lost
        years = np.where(agreed, np.minimum(stands, 10.0), 0.0)
        found.append(
            pd.DataFrame(
                {
                    "run": np.arange(runs),
                    "days": years * DAYS_A_YEAR,
                    "collapsed": agreed & (stands < 10.0),
                    "agreed": agreed,
                }
            )
        )
    return found[0], found[1]


def difference(arm: pd.DataFrame, reference: pd.DataFrame) -> float:
    """Difference of the mean years that the ceasefires of two arms stand, each arm's own."""
    means = []
    for table in (arm, reference):
        there = table[table["agreed"]]
        means.append(restricted_mean(there["days"] / DAYS_A_YEAR, there["collapsed"], 10.0)[0])
    return means[0] - means[1]


def test_the_gain_of_ceasefires_leaves_roads_without_one_out() -> None:
    """The gain is the difference of means over the ceasefires of each arm, not over runs of nought days."""
    arm, reference = some_without()
    gain = paired_gain(arm, reference, 10.0)
    assert gain.years == pytest.approx(difference(arm, reference))
    over_all = (arm["days"] - reference["days"]).mean() / DAYS_A_YEAR
    assert abs(gain.years - over_all) > 0.2


def test_the_error_of_that_gain_is_the_bootstraps() -> None:
    """Its standard error agrees with resampling whole pairs, ceasefire or not, within 6 %."""
    arm, reference = some_without()
    rng = np.random.default_rng(1)
    gains = []
    for _ in range(1500):
        pick = rng.integers(0, len(arm), len(arm))
        gains.append(difference(arm.iloc[pick], reference.iloc[pick]))
    assert_allclose(paired_gain(arm, reference, 10.0).se, np.std(gains), rtol=0.06)


def test_a_frame_has_months_and_years_of_those_that_agreed() -> None:
    """Months to a ceasefire are there with one and NaN without; within a year means at most twelve months."""
    table = rows(
        agreed=[1, 1, 1, 1, 0, 0],
        war_end=[1, 1, 1, 1, AT_WAR, RUSSIA_BROKEN],
        months_at_war=[12.0, 12.1, 24.0, 37.0, 119.9, 3.0],
        days=3650.0,
        cause=[2, 0, 0, 0, 0, 0],
        terms_quality=[0.5, -1.0, 0.5, 0.5, 0.2, 0.2],
        legitimacy=[0.7, 0.8, 0.7, 0.7, 0.0, 0.0],
        losses_year_after=[500.0, -1.0, -1.0, -1.0, -1.0, -1.0],
    )
    assert_allclose(table["months_to_ceasefire"], [12.0, 12.1, 24.0, 37.0, np.nan, np.nan])
    assert table["agreed_1y"].tolist() == [True, False, False, False, False, False]
    assert table["agreed_2y"].tolist() == [True, True, True, False, False, False]
    assert table["agreed_3y"].tolist() == [True, True, True, False, False, False]
    assert table["cause"].tolist() == [CAUSES[2], "held", "held", "held", NO_CEASEFIRE, NO_CEASEFIRE]
    assert table["war_end"].tolist() == ["ceasefire"] * 4 + ["at_war", "russia_broken"]
    assert_allclose(table["terms_quality"], [0.5, np.nan, 0.5, 0.5, np.nan, np.nan])
    assert_allclose(table["legitimacy"], [0.7, 0.8, 0.7, 0.7, np.nan, np.nan])
    assert_allclose(table["losses_year_after"], [500.0] + [np.nan] * 5)


@pytest.mark.parametrize(
    ("months", "days", "cause", "agreed", "years"),
    [
        (24.0, 3650.0, 0, 1, 8.0),  # stands to the end of the ten years
        (24.0, 1825.0, 1, 1, 5.0),  # fell after five
        (114.0, 1825.0, 1, 1, 0.5),  # fell after the ten years were over
        (24.0, 730.0, 0, 1, np.nan),  # stands, but was watched for two years of the eight left
        (24.0, 730.0, 1, 1, 2.0),  # the same, but it fell then: known
        (0.0, 3650.0, 0, 1, 10.0),  # begins with a ceasefire
        (108.0, 365.0, 0, 1, 1.0),  # watched for a year, which is all that is left
        (119.9, 0.0, 0, 0, 0.0),  # no ceasefire
    ],
)
def test_peaceful_years_are_those_of_the_ten_since_the_talks_began(
    months: float, days: float, cause: int, agreed: int, years: float
) -> None:
    """Years of the first ceasefire within ten years of the talks' start; NaN where it was not watched long enough."""
    table = rows(agreed=[agreed], war_end=[agreed], months_at_war=[months], days=[days], cause=[cause])
    assert_allclose(table["peaceful_years_10y"], [years])


def test_a_study_is_on_the_road_when_some_run_begins_at_war() -> None:
    """One run with weeks at war is enough; without any the summary has no columns of roads."""
    begun = rows(agreed=[1, 1], war_end=[1, 1], days=[3650.0, 3650.0]).assign(regime="a", point=0)
    assert not on_the_road(begun)
    assert "agreed_1y" not in summarise(begun, "a", 10.0)
    mixed = begun.assign(months_at_war=[0.0, 0.2])
    assert on_the_road(mixed)
    assert summarise(mixed, "a", 10.0)["agreed_1y"].tolist() == [1.0]
