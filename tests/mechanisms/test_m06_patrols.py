"""M06: patrols and peacekeepers."""

from __future__ import annotations

from sim.agents.state import ROW
from sim.analysis.levers import effect
from sim.engine.replay import Replay


def test_armed_presence_lowers_the_hazard(coarse):
    """10,000 armed peacekeepers bring the hazard to 0.4-0.7 of what it was (SF12: 0.4-0.6 where they are)."""
    found = effect(coarse, {}, {"patrols.personnel": 10000.0, "patrols.armed_share": 1.0}, runs=150)
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


def test_a_sector_that_is_closed_sees_nothing(quiet_capitals):
    """In weeks in which a sector is closed nothing in it is recorded; the open ones record as usual."""
    replay = Replay(quiet_capitals.with_values({"patrols.access": 0.5}), 1, 0)
    detection, visible = replay.line[ROW["detection"]], replay.line[ROW["visible"]]
    closed = visible == 0.0
    assert 0.3 < closed.mean() < 0.7
    assert abs(visible[~closed] / (2.0 * detection[~closed]) - 1.0).max() < 1e-9
    replay.until(7)
    assert replay.line[ROW["recent"]][closed].sum() == 0.0 < replay.line[ROW["recent"]].sum()


def test_sides_with_something_to_hide_shut_the_mission_out(coarse):
    """The more a side that presses or masses may shut out, the more sector-weeks are closed."""
    found = effect(coarse, {"patrols.shut_out": 0.0}, {"patrols.shut_out": 0.7}, runs=60)
    shares = [part["denied_sector_weeks"].sum() / part["days"].sum() for part in (found.before, found.after)]
    assert shares[1] > 1.1 * shares[0]


def test_removal_of_peacekeepers_costs_the_peace_they_kept(coarse):
    """Where armed peacekeepers leave after two years, fewer ceasefires last than where they stay (SF34)."""
    armed = coarse.with_values({"patrols.personnel": 15000.0, "patrols.armed_share": 1.0})
    found = effect(armed, {"patrols.leave_year": 2.0}, {}, runs=150)
    assert found.gains(2.5)
    early = [(part["days"] <= 730).mean() for part in (found.before, found.after)]
    assert early[0] == early[1]
