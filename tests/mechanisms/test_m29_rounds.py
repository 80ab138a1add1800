"""M29: rounds of talks: a year, not a day; and what hurry does to the deal."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.engine.journey import Journey
from sim.scenario.files import arm

UNPRESSED = {"pressure.mediator": 0.0}
#: The same pressure by a mediator, without a deadline and with one.
PRESSED = {"pressure.mediator": 1.0}
DEADLINES = {
    "a day": {**PRESSED, "pressure.deadline_days": 1.0},
    "100 days": {**PRESSED, "pressure.deadline_days": 100.0},
}


def test_most_roads_without_pressure_take_over_a_year(signings):
    """Without pressure fewer than one road in ten has come to a ceasefire within a year, and half take two or more."""
    found = signings.walk(UNPRESSED, 500)
    assert found["agreed_1y"].mean() < 0.1
    assert found.loc[found["agreed"], "months_to_ceasefire"].quantile(0.05) > 12.0
    assert found["agreed_2y"].mean() < 0.5


def test_first_attempts_usually_fail(at_war):
    """On nearly every road a side walks out of a round before any issue is settled."""
    first = []
    for run in range(40):
        journey = Journey(at_war.with_values(UNPRESSED), 1, run)
        while not journey.over and not journey.world.tally.failed_rounds:
            journey.step()
        first.append(bool(journey.world.tally.failed_rounds and journey.world.road.settled.max() < 1.0))
    assert np.mean(first) > 0.9


def test_a_settlement_takes_hundreds_of_meetings(signings):
    """Roads to a ceasefire take hundreds of meetings (Korea: over 500), a dozen of them failed."""
    found = signings.walk(UNPRESSED, 500)
    signed = found[found["agreed"]]
    assert signed["meetings"].quantile(0.05) > 100.0
    assert 200.0 < signed["meetings"].median() < 1000.0
    assert 5.0 < signed["failed_rounds"].mean() < 25.0


def test_without_meetings_few_roads_end_in_a_ceasefire(signings):
    """Without meetings no ceasefire comes within three years, few within ten, and those settle nothing."""
    found = signings.walk({**UNPRESSED, "rounds.meetings": 0.0}, 300)
    assert found["agreed_3y"].mean() < 0.02
    assert 0.0 < found["agreed"].mean() < 0.5
    assert found["terms_quality"].max() == 0.0


@pytest.mark.parametrize(
    "values", [UNPRESSED, PRESSED, *DEADLINES.values()], ids=["none", "pressed", *DEADLINES]
)
def test_quality_grows_with_meetings(signings, values):
    """Whatever the pressure, terms signed after more meetings are of higher quality."""
    found = signings.walk(values, 500)
    signed = found[found["agreed"]]
    assert stats.spearmanr(signed["meetings"], signed["terms_quality"]).statistic > 0.3


def test_more_meetings_bring_a_ceasefire_sooner(signings, rise):
    """Parties that meet twice as often come to a ceasefire sooner."""
    rare = {**UNPRESSED, "rounds.meetings": 0.6}
    found = signings.pair(rare, UNPRESSED, 300)
    assert rise(found, lambda roads: roads["agreed_3y"]) > 5.0


@pytest.mark.parametrize("deadline", DEADLINES.values(), ids=list(DEADLINES))
def test_hasty_deals_are_likelier_poorer_and_shorter(roads, rise, deadline):
    """Under the same pressure a deadline brings more signatures in a year, poorer terms, and shorter ceasefires."""
    found = roads.pair(PRESSED, deadline, 500)
    assert rise(found, lambda roads: roads["agreed_1y"]) > 4.0
    assert rise(found.signed, lambda roads: roads["terms_quality"]) < -4.0
    assert rise(found.signed, lambda roads: roads["days"]) < -3.0


def test_the_strategies_of_hurry_do_the_same(signings, rise):
    """A deal in a day or in 100 days, against talks as usual: more signatures in a year, fewer and emptier meetings."""
    usual = arm("strategies", "talks_as_usual").values
    for name in ("deal_in_a_day", "deal_in_100_days"):
        found = signings.pair(usual, arm("strategies", name).values, 300)
        assert rise(found, lambda roads: roads["agreed_1y"]) > 4.0
        assert rise(found.signed, lambda roads: roads["meetings"]) < -4.0
        assert rise(found.signed, lambda roads: roads["terms_quality"]) < -4.0
