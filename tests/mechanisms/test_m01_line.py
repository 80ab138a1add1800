"""M01: the line and its definition."""

from __future__ import annotations

from sim.analysis.levers import effect
from sim.engine.ground import ground
from sim.engine.replay import Replay


def test_a_longer_line_sees_more_violations(baseline):
    """The whole perimeter has more violations a day than the front alone, most of them on the front."""
    found = effect(baseline, {"line.definition": "front"}, {"line.definition": "whole_perimeter"}, runs=40)
    assert 1.0 < found.violations_ratio < 1.6


def test_full_coverage_of_a_longer_line_costs_more_in_proportion(baseline):
    """What full coverage needs grows with the length that sensors have to cover."""
    generalised = ground(baseline).watched_km
    surveyed = ground(baseline.with_values({"line.length": "surveyed"})).watched_km
    found = effect(
        baseline.with_values({"monitoring.coverage": 1.0, "patrols.personnel": 0.0, "horizon.years": 1.0}),
        {"line.length": "generalised"},
        {"line.length": "surveyed"},
        runs=40,
    )
    per_day = [part["sensors_cost"].sum() / part["days"].sum() for part in (found.before, found.after)]
    assert abs(per_day[1] / per_day[0] - surveyed / generalised) < 0.03


def test_twice_the_line_needs_twice_the_budget(quiet_capitals):
    """A budget that just covers the front leaves the whole perimeter, almost three times as long, a third covered."""
    front = quiet_capitals.with_values({"line.definition": "front", "monitoring.coverage": 1.0})
    km = [
        ground(front).watched_km,
        ground(front.with_values({"line.definition": "whole_perimeter"})).watched_km,
    ]
    enough = km[0] * front.monitoring.cost_per_km
    covered = []
    for definition in ("front", "whole_perimeter"):
        replay = Replay(front.with_values({"line.definition": definition, "monitoring.budget": enough}), 1, 0)
        covered.append(float(replay.world.mission.coverage))
    assert covered[0] == 1.0
    assert abs(covered[1] - km[0] / km[1]) < 1e-9
