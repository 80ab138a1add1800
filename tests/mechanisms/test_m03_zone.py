"""M03: a demilitarised zone, two-sided or one-sided."""

from __future__ import annotations

import pytest

from sim.analysis.levers import effect

NO_ZONE = {"zone.front_km": 0.0, "zone.river_km": 0.0, "zone.border_km": 0.0}
FULL = {"zone.front_km": 10.0, "zone.river_km": 10.0, "zone.border_km": 5.0, "zone.deployment_limits": 0.8}


def test_a_full_two_sided_zone_lowers_the_hazard(coarse):
    """Hazard ratio of a full two-sided zone lies in 0.3-0.8 (SF10)."""
    found = effect(coarse, NO_ZONE, FULL, runs=120)
    assert 0.3 <= found.hazard_ratio <= 0.8


@pytest.mark.parametrize("side", ["russia_only", "ukraine_only"])
def test_a_one_sided_zone_does_little(coarse, side):
    """A zone that one side honours is near a hazard ratio of 1 (SF10, SF33)."""
    found = effect(coarse, NO_ZONE, {**FULL, "zone.sides": side}, runs=120)
    assert 0.75 <= found.hazard_ratio <= 1.05


def test_a_second_side_is_most_of_what_a_zone_does(coarse):
    """Where the other side honours the zone too, more ceasefires are saved than by the first side alone."""
    first = effect(coarse, NO_ZONE, {**FULL, "zone.sides": "russia_only"}, runs=80)
    both = effect(coarse, {**FULL, "zone.sides": "russia_only"}, FULL, runs=80)
    assert both.gains(2.5)
    assert both.gain - first.gain > 2.5 * (both.gain_error + first.gain_error)


def test_two_kilometres_remove_most_fire(quiet_capitals):
    """A two-sided zone of 2 km removes about 70 % of fire along the front."""
    found = effect(quiet_capitals, NO_ZONE, {"zone.front_km": 2.0, "zone.river_km": 2.0}, runs=60)
    assert 0.2 < found.violations_ratio < 0.45
