"""M10: flag meetings, hotlines, joint commission."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_a_joint_commission_lowers_the_hazard(coarse):
    """Hazard ratio of a joint military commission lies in 0.3-0.8 (SF11)."""
    found = effect(coarse, {"meetings.commission": 0.0}, {"meetings.commission": 1.0}, runs=120)
    assert 0.3 <= found.hazard_ratio <= 0.8


def test_flag_meetings_and_hotlines_help_a_little(coarse):
    """Daily flag meetings and hotlines calm the line and save some ceasefires."""
    found = effect(
        coarse,
        {"meetings.flag_meetings": 0.0, "meetings.hotline": 0.0},
        {"meetings.flag_meetings": 1.0, "meetings.hotline": 1.0},
        runs=200,
    )
    assert found.violations_ratio < 1.0
    assert found.gains(2.5)
