"""M06: patrols and peacekeepers."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_armed_presence_lowers_the_hazard(coarse):
    """10,000 armed peacekeepers bring the hazard to 0.4-0.7 of what it was (SF12: 0.4-0.6 where they are)."""
    found = effect(coarse, {}, {"patrols.personnel": 10000.0, "patrols.armed_share": 1.0}, runs=300)
    assert 0.4 <= found.hazard_ratio <= 0.7


def test_observers_alone_do_about_nothing(coarse):
    """10,000 unarmed observers leave the hazard as it is (SF14)."""
    found = effect(coarse, {"patrols.personnel": 0.0}, {"patrols.personnel": 10000.0}, runs=100)
    assert 0.9 <= found.hazard_ratio <= 1.1


def test_policing_the_whole_line_takes_tens_of_thousands(quiet_capitals):
    """Halving fire takes about 10,000 armed patrols on 1,200 miles, and 30,000 still leave a tenth of it."""
    armed = {"patrols.armed_share": 1.0, "patrols.access": 1.0}
    ratios = [
        effect(quiet_capitals, {}, {**armed, "patrols.personnel": count}, runs=40).violations_ratio
        for count in (1000.0, 10000.0, 30000.0)
    ]
    assert ratios[0] > 0.8 > ratios[1] > ratios[2] > 0.1


def test_denied_access_blinds_the_mission(quiet_capitals):
    """Where the mission may not go, it detects less and violations grow."""
    found = effect(quiet_capitals, {"patrols.access": 0.4}, {"patrols.access": 1.0}, runs=60)
    assert found.violations_ratio < 0.7
