"""Unmanned monitoring: what sensors see, what blinds them, where they are sent, what they cost (M05)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents import monitors
from sim.agents.state import WORLD
from sim.engine.calendar import begin
from sim.line.monitoring import (
    affordable,
    demand,
    density,
    detection,
    sight_of_massing,
    still_working,
    verification,
    watched,
)
from sim.line.sectors import cut
from sim.scenario.scenario import Scenario

SHARE = st.floats(0.0, 1.0)


@given(st.floats(0.0, 0.995))
def test_an_even_share_gives_the_coverage_asked_for(coverage: float) -> None:
    """The density for a coverage, spread evenly, watches that share of the line."""
    assert watched(density(coverage), 1.0) == pytest.approx(coverage, abs=1e-12)


def test_full_coverage_is_finite() -> None:
    """Coverage of 1 asks for many sensors, not for infinitely many."""
    assert density(0.0) == 0.0
    assert 0.99 < watched(density(1.0), 1.0) < 1.0


@given(st.floats(0.0, 5.0), st.floats(0.0, 10.0), st.floats(0.0, 5.0))
def test_more_sensors_see_more(sensors: float, weight: float, more: float) -> None:
    """The watched share never falls with sensors or with a sector's weight, and stays below 1."""
    assert 0.0 <= watched(sensors, weight) <= watched(sensors + more, weight) <= 1.0
    assert watched(sensors, weight) <= watched(sensors, weight + more)


def test_nobody_sees_without_access_or_by_full_night() -> None:
    """Without access, or where night and weather hide all, nothing is detected however well it is watched."""
    assert detection(1.0, 0.9, 0.1, 0.25, 0.0) == 0.0
    assert detection(1.0, 0.9, 0.1, 1.0, 1.0) == 0.0


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_detection_lies_between_unwatched_and_watched(
    watched_share: float, one: float, other: float, night: float, access: float
) -> None:
    """By day and with access, detection goes from that of an unwatched sector to that of a watched one."""
    unseen, seeing = sorted((one, other))
    assert detection(0.0, seeing, unseen, 0.0, 1.0) == pytest.approx(unseen)
    assert detection(1.0, seeing, unseen, 0.0, 1.0) == pytest.approx(seeing)
    chance = detection(watched_share, seeing, unseen, night, access)
    assert -1e-12 <= chance <= seeing + 1e-12


@given(st.floats(0.0, 1e4), st.floats(0.0, 1e4), SHARE)
def test_sensors_go_where_violations_are(recent: float, more: float, reallocation: float) -> None:
    """A sector with more recent violations never asks for less; without reallocation all ask alike."""
    assert demand(recent + more, reallocation) >= demand(recent, reallocation)
    assert demand(recent, 0.0) == 1.0
    assert demand(0.0, reallocation) == 1.0 - reallocation


@given(SHARE, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_sensors_lost_and_repaired_stay_a_share(working: float, attrition: float, repair: float) -> None:
    """The working share stays between 0 and 1; without loss it never falls, without repair it never rises."""
    assert 0.0 <= still_working(working, attrition, repair) <= 1.0
    assert still_working(working, 0.0, repair) >= working
    assert still_working(working, attrition, 0.0) <= working


def test_sensors_settle_where_losses_meet_repair() -> None:
    """The working share settles at repair / (attrition + repair)."""
    working = 1.0
    for _ in range(200):
        working = still_working(working, 0.05, 0.2)
    assert working == pytest.approx(0.2 / 0.25)


@given(SHARE, SHARE, SHARE)
def test_a_word_counts_if_it_is_watched_told_and_believed(
    coverage: float, telling: float, trust: float
) -> None:
    """What the mission's word is worth is a product: without coverage, mandate or trust it is worth nothing."""
    assert 0.0 <= verification(coverage, telling, trust) <= min(coverage, telling, trust)
    assert verification(1.0, 1.0, trust) == pytest.approx(trust)


@given(SHARE, SHARE, st.floats(0.0, 0.5))
def test_massing_is_seen_by_the_mission_or_from_above(
    verified: float, intelligence: float, more: float
) -> None:
    """Either source alone suffices in part, and more of either never shows less."""
    assert sight_of_massing(0.0, intelligence) == pytest.approx(intelligence)
    here = sight_of_massing(verified, intelligence)
    assert intelligence - 1e-15 <= here <= 1.0
    assert sight_of_massing(min(1.0, verified + more), intelligence) >= here - 1e-15
    assert sight_of_massing(verified, min(1.0, intelligence + more)) >= here - 1e-15


@given(SHARE, st.floats(0.0, 1e5), st.floats(0.001, 10.0), st.floats(100.0, 3000.0))
def test_what_cannot_be_paid_for_is_not_there(coverage: float, budget: float, cost: float, km: float) -> None:
    """Coverage never costs more than the budget, is as asked where it is paid for, and halves on twice the line."""
    paid = affordable(coverage, budget, cost, km)
    assert 0.0 <= paid <= coverage
    assert paid * cost * km <= budget * (1.0 + 1e-12)
    if coverage * cost * km <= budget:
        assert paid == coverage
    else:
        assert affordable(coverage, budget, cost, 2.0 * km) == pytest.approx(0.5 * paid)


def weekly_cost(km: float, coverage: float, personnel: float = 0.0) -> float:
    """What the mission costs in its first week on a line of so many km."""
    values = {"monitoring.coverage": coverage, "patrols.personnel": personnel}
    p = Scenario().with_values(values).record().view(np.recarray)[0]
    world = np.zeros(1, WORLD).view(np.recarray)[0]
    begin(world, p, (1, 0, 0, 0), km, km)
    monitors.week(world, p)
    return float(world.tally.sensors_cost + world.tally.mission_cost)


def test_twice_the_line_costs_twice_as_much_to_cover() -> None:
    """Doubling the length doubles what a coverage costs, as doubling the coverage does; people cost the same."""
    assert weekly_cost(2000.0, 1.0) == pytest.approx(2.0 * weekly_cost(1000.0, 1.0))
    assert weekly_cost(1000.0, 0.8) == pytest.approx(2.0 * weekly_cost(1000.0, 0.4))
    assert weekly_cost(2000.0, 0.0, 5000.0) == weekly_cost(1000.0, 0.0, 5000.0) > 0.0


def test_the_surveyed_line_costs_more_to_cover() -> None:
    """Cost follows the surveyed length by the ratio of the two, about one and a half."""
    lengths = [
        cut("whole_perimeter", length, 10.0).watched_km.sum() for length in ("generalised", "surveyed")
    ]
    ratio = weekly_cost(lengths[1], 0.7) / weekly_cost(lengths[0], 0.7)
    assert ratio == pytest.approx(lengths[1] / lengths[0])
    assert ratio == pytest.approx(1.5, abs=0.05)
