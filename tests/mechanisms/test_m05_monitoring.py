"""M05: unmanned monitoring, alone and with accountability."""

from __future__ import annotations

from sim.analysis.levers import effect

WATCHED, BLIND = {"monitoring.coverage": 0.9}, {"monitoring.coverage": 0.0}


def test_coverage_alone_does_about_nothing(coarse):
    """Without attribution and penalty, coverage leaves survival as it is (SF13)."""
    alone = coarse.with_values({"attribution.accuracy": 0.05, "accountability.penalty": 0.05})
    found = effect(alone, BLIND, WATCHED, runs=150)
    assert 0.9 <= found.hazard_ratio <= 1.1


def test_coverage_with_accountability_does_a_great_deal(coarse_accountable):
    """With attribution, trust and penalty, coverage saves ceasefires: it is the interaction that matters."""
    found = effect(coarse_accountable, BLIND, WATCHED, runs=120)
    assert found.gain > 0.5 + 2.5 * found.gain_error


def test_on_the_line_each_link_is_needed(quiet_capitals):
    """With the capitals at rest, violations stay high if coverage, attribution, trust or penalty is missing."""
    broken = (
        {"monitoring.coverage": 0.0},
        {"attribution.accuracy": 0.05},
        {"attribution.trust_russia": 0.05, "attribution.trust_ukraine": 0.05},
        {"accountability.penalty": 0.05},
    )
    for link in broken:
        found = effect(quiet_capitals, link, {}, runs=60)
        assert found.violations_ratio < 0.6, link


def test_jamming_and_night_blind_the_mission(quiet_capitals):
    """Jamming and blindness at night let violations grow."""
    found = effect(
        quiet_capitals, {"monitoring.jamming": 0.5, "monitoring.night_blindness": 0.5}, {}, runs=60
    )
    assert found.violations_ratio < 0.9


def test_sensors_that_are_not_repaired_are_lost(quiet_capitals):
    """Without repair, coverage wears off and violations come back."""
    found = effect(quiet_capitals, {"monitoring.repair": 0.0, "monitoring.attrition": 0.05}, {}, runs=60)
    assert found.violations_ratio < 0.9


def test_moving_sensors_to_hot_sectors_helps_when_they_are_few(quiet_capitals):
    """With few sensors, sending them where violations are detects more of them."""
    few = quiet_capitals.with_values({"monitoring.coverage": 0.3})
    found = effect(few, {"monitoring.reallocation": 0.0}, {"monitoring.reallocation": 1.0}, runs=60)
    seen = [part["recorded"].sum() / part["violations"].sum() for part in (found.before, found.after)]
    assert seen[1] > 1.05 * seen[0]


def test_intelligence_that_sees_massing_saves_ceasefires(coarse):
    """Massing that is seen gives away surprise."""
    assert effect(coarse, {"monitoring.intelligence": 0.1}, {"monitoring.intelligence": 0.6}, runs=150).gains(
        2.5
    )
