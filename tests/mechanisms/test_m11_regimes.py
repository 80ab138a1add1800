"""M11: guarantee regimes."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.levers import effect, scenario
from sim.engine import batch
from sim.incentives.guarantees import small_force


@pytest.fixture(scope="module")
def survival():
    """Share of 300 ceasefires that still stand after five years, under four regimes and the same shocks."""
    names = ("none", "assurances", "treaty", "treaty_with_troops")
    arms = [scenario(name, horizon__years=5.0, line__sector_miles=200.0) for name in names]
    rows = batch.run(arms, np.repeat(np.arange(4), 300), np.tile(np.arange(300), 4), seed=7)
    return dict(zip(names, (rows["cause"] == 0).reshape(4, 300).mean(axis=1), strict=True))


def test_survival_is_ordered_as_in_the_record(survival):
    """None, then assurance and treaty near each other, then stationed troops (SF06)."""
    assert survival["none"] <= survival["assurances"] <= survival["treaty"] + 0.02
    assert survival["treaty"] - survival["assurances"] < survival["treaty_with_troops"] - survival["treaty"]
    assert survival["treaty_with_troops"] > survival["treaty"] + 0.1


def test_assurances_alone_are_near_one(coarse):
    """Written assurances alone have a hazard ratio of 0.7-1.5 (SF07)."""
    found = effect(coarse, {}, {"guarantee.commitment": 0.1, "guarantee.response_force": 30.0}, runs=300)
    assert 0.7 <= found.hazard_ratio <= 1.5


def test_a_tripwire_draws_fire_and_a_heavy_force_keeps_the_peace(coarse):
    """A few thousand troops raise low-level incidents; a heavy force lowers war (SF09)."""
    promise = coarse.with_values({"guarantee.commitment": 0.6, "guarantee.response_force": 50.0})
    few = effect(promise.with_values({"horizon.capitals": "rest", "horizon.years": 1.0}), {},
                 {"guarantee.stationed_troops": 8.0}, runs=60)  # fmt: skip
    assert few.violations_ratio > 1.03
    heavy = effect(promise, {}, {"guarantee.stationed_troops": 60.0}, runs=200)
    assert heavy.hazard_ratio < 0.8
    assert small_force(8.0, 20.0, 1931.0) > small_force(200.0, 20.0, 1931.0)


def test_a_slow_response_is_worth_less(coarse):
    """Help that takes a month deters less than help that takes a day."""
    promise = coarse.with_values({"guarantee.commitment": 0.8, "guarantee.response_force": 250.0})
    assert effect(promise, {"guarantee.clock_hours": 720.0}, {"guarantee.clock_hours": 24.0}, runs=300).gains(
        2.5
    )


def test_parliaments_delay_a_guarantee():
    """A guarantee that 32 parliaments must ratify helps later than one that needs none."""
    nato = scenario("nato_accession", line__sector_miles=200.0)
    assert effect(nato, {}, {"guarantee.parliaments": 0.0}, runs=150).gains(2.5)


def test_nato_and_foreign_troops_raise_moscows_grievance():
    """What NATO accession costs in Moscow's grievance decides much of what it is worth."""
    nato = scenario("nato_accession", line__sector_miles=200.0)
    assert effect(nato, {"alignment.grievance": 16.0}, {"alignment.grievance": 2.0}, runs=150).gains(2.5)


def test_troops_that_leave_take_their_deterrence_with_them():
    """Where stationed troops leave after two years, fewer ceasefires last than where they stay (SF34, SF35)."""
    stationed = scenario("treaty_with_troops", line__sector_miles=200.0)
    found = effect(stationed, {"guarantee.leave_year": 2.0}, {}, runs=200)
    assert found.gains(2.5)
    assert found.before["guarantee_cost"].mean() < 0.6 * found.after["guarantee_cost"].mean()
