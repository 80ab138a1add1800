"""Time to the first serious violation, by hand and against lifelines."""

import numpy as np
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter
from numpy.testing import assert_allclose

from sim.analysis.first_serious import COLLAPSED, SERIOUS, first_serious, first_serious_table, waiting
from sim.scenario.errors import InputError


def outcomes(runs: int = 300, seed: int = 0) -> pd.DataFrame:
    """Ceasefires over ten years of which some see a serious violation, before they collapse or not."""
    rng = np.random.default_rng(seed)
    fall, serious = rng.integers(1, 7000, runs), rng.integers(0, 6000, runs)
    days = np.minimum(fall, 3650)
    return pd.DataFrame(
        {
            "days": days.astype(float),
            "collapsed": fall <= 3650,
            "first_serious_day": np.where(serious < days, serious, -1).astype(float),
        }
    )


def test_five_ceasefires_by_hand() -> None:
    """Serious on days 0, 99 and with the collapse; one collapse before any; one stood: shares 3/5 and 1/5."""
    rows = pd.DataFrame(
        {
            "days": [3650.0, 200.0, 365.0, 50.0, 3650.0],
            "collapsed": [False, True, True, True, False],
            "first_serious_day": [0.0, 99.0, 364.0, -1.0, -1.0],
        }
    )
    waits = waiting(rows)
    assert waits["event"].tolist() == ["serious", "serious", "serious", "collapsed", "neither"]
    assert_allclose(waits["years"] * 365, [1, 100, 365, 50, 3650])
    row = first_serious_table({"a": rows}, 10.0).iloc[0]
    assert_allclose([row["serious_0.25y"], row["serious_1y"], row["serious_10y"]], [0.2, 0.6, 0.6])
    assert_allclose([row["collapsed_first"], row["median_years"]], [0.2, 1.0])
    assert_allclose(row["per_100_years"], 100 * 3 / ((1 + 100 + 365 + 50 + 3650) / 365))


def test_incidence_is_that_of_lifelines() -> None:
    """With collapse as the competing event the incidence equals lifelines' Aalen-Johansen estimate at every time."""
    waits = waiting(outcomes())
    code = waits["event"].map({"neither": 0, "serious": 1, "collapsed": 2})
    # lifelines moves ties apart by chance; half a day between the two events changes nothing else.
    years = waits["years"] + np.where(code == 2, 0.4 / 365, 0.0) + np.arange(len(waits)) * 1e-9
    curves = first_serious(waits.assign(years=years))
    for event, number in ((SERIOUS, 1), (COLLAPSED, 2)):
        peer = AalenJohansenFitter().fit(years, code, event_of_interest=number).cumulative_density_
        frame = curves[event].iloc[1:]
        assert_allclose(frame["incidence"], peer.loc[frame["years"]].iloc[:, 0], rtol=1e-9, atol=1e-12)


def test_what_is_not_known_stays_empty() -> None:
    """Beyond the horizon no incidence is given; a half that is not reached has no median."""
    rows = outcomes().assign(first_serious_day=-1.0)
    row = first_serious_table({"a": rows}, 4.0).iloc[0]
    assert row["serious_1y"] == 0 and row["serious_1y_high"] > 0
    assert np.isnan(row["serious_5y"]) and np.isnan(row["median_years"])


def test_roads_without_a_ceasefire_are_left_out() -> None:
    """Only ceasefires wait for a violation; outcomes without any, or without the column, are an InputError."""
    rows = outcomes(20)
    assert len(waiting(rows.assign(agreed=rows.index < 5))) == 5
    with pytest.raises(InputError, match="no ceasefire"):
        waiting(rows.assign(agreed=False))
    with pytest.raises(InputError, match="do not say"):
        waiting(rows.drop(columns="first_serious_day"))
