"""Facts on roads: what the record of the advance allows, the war without talks, and which ceasefires are counted."""

from __future__ import annotations

from importlib.resources import files
from math import sqrt

import numpy as np
import pandas as pd
import pytest

from sim.analysis.patterns import roads
from sim.analysis.patterns.stage import COARSE, Stage
from sim.engine.journey import Journey
from sim.scenario.files import arm


@pytest.fixture(scope="module")
def stage():
    """Few runs of everything."""
    return Stage(runs=120, truces=20)


def test_the_record_of_the_advance_allows_what_is_written_down():
    """Mean, spread and lag-1 correlation of the file's 25 months, and 1.96 sampling errors of each."""
    record = pd.read_csv(str(files("sim.evidence") / "front_by_month.csv"))["km2_per_30d"].dropna()
    months = record.to_numpy()[: roads.MONTHS]
    mean, spread, n = months.mean(), months.std(ddof=1), len(months)
    r = np.corrcoef(months[1:], months[:-1])[0, 1]
    assert (round(mean), round(spread), round(r, 2)) == (303, 183, 0.66)
    of_mean = 1.96 * spread * sqrt((1 + r) / (1 - r) / n)
    of_spread = 1.96 * spread * sqrt((1 + r * r) / (1 - r * r) / (2 * n))
    of_lag = 1.96 * sqrt((1 - r * r) / n)
    assert (mean - of_mean, mean + of_mean) == pytest.approx(roads.MEAN_ALLOWED, abs=3)
    assert (spread - of_spread, spread + of_spread) == pytest.approx(roads.SPREAD_ALLOWED, abs=3)
    assert (r - of_lag, r + of_lag) == pytest.approx(roads.LAG_ALLOWED, abs=0.02)


def test_nothing_is_signed_in_the_months_without_talks(stage):
    """Roads of V13 end with a broken army or not at all; with a Moscow that would sign, some end with a ceasefire."""
    unwilling = roads.untalked(stage)
    willing = stage.road.with_values(arm("strategies", "no_talks").values)
    never, some = stage.tables([unwilling, willing], 40)
    assert not never["agreed"].any()
    assert some["agreed"].any()


def test_an_unwilling_moscow_fights_the_same_war(stage):
    """Ground, losses and forces are the same to the last bit, week by week, whether or not Moscow would sign."""
    unwilling = roads.untalked(stage)
    willing = stage.road.with_values(arm("strategies", "no_talks").values)
    first, second = Journey(unwilling, stage.seed, 3), Journey(willing, stage.seed, 3)
    while not second.over and second.weeks < 40:
        for road in (first, second):
            road.step()
        for state in ("territory", "losses", "supply"):
            assert first.world.road[state] == second.world.road[state]
        assert first.world.russia.force == second.world.russia.force
    assert second.weeks == 40


def test_a_faster_advance_is_seen(stage):
    """At twice the usual advance the measured one is beyond what the record allows, at the usual one within."""
    faster = Stage(truces=stage.truces)
    faster.road = stage.road.with_values({"war.advance": 2.0 * stage.road.war.advance})
    assert roads.war(stage)[0].hit
    assert roads.war(faster)[0].value > roads.MEAN_ALLOWED[1]


ROADS = pd.DataFrame(
    {
        "days": [100.0, 1000.0, 3650.0, 0.0, 3650.0],
        "collapsed": [True, True, False, False, False],
        "agreed": [True, True, True, False, True],
    }
)


@pytest.mark.parametrize(
    ("first", "last", "share"), [(0, 10, 2 / 4), (0, 1, 3 / 4), (1, 10, 2 / 3), (5, 10, 1.0)]
)
def test_only_ceasefires_that_stand_are_counted(first: float, last: float, share: float):
    """A road without a ceasefire counts nowhere, a ceasefire that fell before the window not in it."""
    assert roads.held(ROADS, np.arange(5), first, last) == pytest.approx(share)


def test_pressure_imposes_terms_and_talks_do_not(stage):
    """Terms are imposed in some ceasefires of a deal in 100 days and in none of talks as usual."""
    strategies = ("deal_in_100_days", "talks_as_usual")
    pressed, usual = stage.tables(
        [stage.road.with_values(arm("strategies", name).values) for name in strategies]
    )
    imposed = [(rows["imposed"][rows["agreed"]] > roads.IMPOSED).sum() for rows in (pressed, usual)]
    assert imposed[0] > 10
    assert imposed[1] == 0


def test_mediation_is_without_a_deadline(stage):
    """Neither of the roads compared has a deadline or an ultimatum, and both are on the coarse line."""
    for values in (roads.MEDIATED, roads.ALONE):
        road = stage.road.with_values(values)
        assert (road.pressure.deadline_days, road.pressure.ultimatum) == (0.0, "none")
        assert road.line.sector_miles == COARSE["line.sector_miles"]
