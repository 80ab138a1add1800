"""Where mechanisms act together: each half of a pair alone against the pair."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.averages import mean_error
from sim.analysis.levers import Effect, effect

BLIND, WATCHED = {"monitoring.coverage": 0.0}, {"monitoring.coverage": 0.9}
FULL_ZONE = {
    "zone.front_km": 10.0,
    "zone.river_km": 10.0,
    "zone.border_km": 5.0,
    "zone.deployment_limits": 0.8,
}


def more(larger: Effect, smaller: Effect) -> float:
    """By how many standard errors one gain is larger than another, run against the same run."""
    years = [(found.after["days"] - found.before["days"]) / 365.0 for found in (larger, smaller)]
    mean, error = mean_error(np.subtract(*years))
    return mean / error


@pytest.fixture(scope="module")
def whole(coarse_accountable):
    """What coverage is worth where all that follows detection is there."""
    return effect(coarse_accountable, BLIND, WATCHED, runs=150)


@pytest.mark.parametrize(
    "missing",
    [
        {"attribution.accuracy": 0.05},
        {"attribution.trust_russia": 0.05, "attribution.trust_ukraine": 0.05},
    ],
    ids=["M08 attribution", "M07 trust"],
)
def test_coverage_needs_what_follows_detection(coarse_accountable, whole, missing):
    """M05 with M07 and M08: coverage saves a great deal where findings count, and less if one link is missing."""
    broken = effect(coarse_accountable.with_values(missing), BLIND, WATCHED, runs=150)
    assert whole.gain > 0.5 + 2.5 * whole.gain_error
    assert more(whole, broken) > 2.5


def test_coverage_needs_a_penalty_to_keep_the_line_quiet(quiet_capitals):
    """M05 with M09: coverage halves fire where findings cost something, and hardly lowers it where they do not."""
    costly = effect(quiet_capitals, BLIND, WATCHED, runs=40)
    cheap = effect(quiet_capitals.with_values({"accountability.penalty": 0.05}), BLIND, WATCHED, runs=40)
    assert costly.violations_ratio < 0.5
    assert cheap.violations_ratio > 0.8


def test_coverage_without_any_of_it_does_about_nothing(coarse):
    """M05 alone: with no attribution and no penalty, coverage leaves survival as it is."""
    alone = coarse.with_values({"attribution.accuracy": 0.05, "accountability.penalty": 0.05})
    assert abs(effect(alone, BLIND, WATCHED, runs=60).gain) < 0.1


def test_findings_bring_snapback_only_where_the_line_is_watched(coarse_accountable):
    """M05 with M15: a clause that hangs on findings is called more where the mission sees than where it is blind."""
    clause = coarse_accountable.with_values(
        {
            "sanctions.relief": 0.8,
            "sanctions.snapback": "automatic",
            "sanctions.threshold": 100.0,
            "choice.open_weeks": 0.0,
            "horizon.years": 3.0,
            "restraint.orders": 0.3,
        }
    )
    found = effect(clause, BLIND, WATCHED, runs=60)
    per_shot = [part["snapbacks"].sum() / part["violations"].sum() for part in (found.before, found.after)]
    assert per_shot[1] > 2.0 * per_shot[0]


def test_the_more_relief_is_given_the_more_snapback_is_worth(coarse):
    """M14 with M15: automatic snap-back is worth nothing without relief and more with much than with little."""
    none, automatic = {"sanctions.snapback": "none"}, {"sanctions.snapback": "automatic"}
    nothing = effect(coarse.with_values({"sanctions.relief": 0.0}), none, automatic, runs=30)
    little, much = (
        effect(coarse.with_values({"sanctions.relief": relief}), none, automatic, runs=250)
        for relief in (0.2, 1.0)
    )
    assert nothing.gain == 0.0
    assert more(much, little) > 2.5


def test_denial_is_worth_more_than_the_same_force_for_offence(coarse):
    """M12 with M13: the same growth of force buys peace where it is built for denial, and about none for offence."""
    less = {"deterrence.force_ukraine": 450.0, "deterrence.own_ukraine": 250.0}
    much = {"deterrence.force_ukraine": 600.0, "deterrence.own_ukraine": 420.0}
    denial = effect(coarse.with_values({"deterrence.denial": 0.9}), less, much, runs=250)
    offence = effect(coarse.with_values({"deterrence.denial": 0.0}), less, much, runs=250)
    assert more(denial, offence) > 2.5
    assert abs(offence.gain) < 0.5 * denial.gain


def test_two_sides_make_a_zone(coarse):
    """M03: the zone that both sides honour saves far more than the zones that each keeps alone."""
    nothing = dict.fromkeys(FULL_ZONE, 0.0)
    both = effect(coarse, nothing, FULL_ZONE, runs=60)
    for side in ("russia_only", "ukraine_only"):
        assert more(both, effect(coarse, nothing, {**FULL_ZONE, "zone.sides": side}, runs=60)) > 5.0


def test_the_grey_zone_fills_as_the_threshold_of_war_is_guarded_better(coarse):
    """M11 with M27: step by step a stronger guarantee moves pressure off the line into the grey zone."""
    watched = coarse.with_values({"choice.open_weeks": 0.0, "horizon.years": 2.0})
    shares = []
    for commitment in (0.0, 0.3, 0.6, 0.9):
        found = effect(
            watched, {}, {"guarantee.commitment": commitment, "guarantee.bindingness": 0.9}, runs=60
        )
        shares.append(found.after["grey_zone_weeks"].mean())
    assert shares == sorted(shares)
    assert shares[-1] > 3.0 * shares[0] + 1.0


def test_hurry_trades_durability_for_a_signature(roads, rise):
    """M29 with M30: a deadline gains ceasefires within a year, shortens them, and costs peaceful years in all."""
    pressed = {"pressure.mediator": 1.0}
    found = roads.pair(pressed, {**pressed, "pressure.deadline_days": 100.0}, 500)
    assert rise(found, lambda runs: runs["agreed_1y"]) > 3.0
    assert rise(found.signed, lambda runs: runs["days"]) < -3.0
    assert rise(found, lambda runs: runs["peaceful_years_10y"]) < -2.5


def test_a_mediator_without_a_deadline_gains_on_both_counts(roads, rise):
    """M30 alone: a mediator who presses hard but sets no date gains ceasefires, and peaceful years in all."""
    found = roads.pair({}, {"pressure.mediator": 1.0}, 500)
    assert rise(found, lambda runs: runs["agreed_2y"]) > 4.0
    assert rise(found, lambda runs: runs["peaceful_years_10y"]) > 2.5
