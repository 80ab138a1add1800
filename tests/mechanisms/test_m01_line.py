"""M01: the line and its definition."""

from __future__ import annotations

from sim.analysis.levers import effect
from sim.engine.ground import ground


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
    per_day = [part["mission_cost"].sum() / part["days"].sum() for part in (found.before, found.after)]
    assert abs(per_day[1] / per_day[0] - surveyed / generalised) < 0.03
