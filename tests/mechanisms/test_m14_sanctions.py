"""M14: sanctions and export controls."""

from __future__ import annotations

from sim.analysis.levers import effect
from sim.engine.replay import Replay


def test_sanctions_alone_do_little(coarse):
    """Keeping all sanctions against lifting all, with no snap-back: hazard ratio 0.8-1.25 (SF08)."""
    alone = coarse.with_values({"sanctions.snapback": "none"})
    found = effect(alone, {"sanctions.relief": 1.0}, {"sanctions.relief": 0.0}, runs=200)
    assert 0.8 <= found.hazard_ratio <= 1.25


def test_export_controls_slow_rearmament(coarse):
    """Under full export controls Russia's force is smaller after five years."""
    force = []
    for controls in (0.0, 0.4):
        replay = Replay(
            coarse.with_values({"sanctions.export_controls": controls, "horizon.capitals": "rest"}), 1, 0
        )
        replay.until(5 * 365)
        force.append(replay.world.russia.force)
    assert force[1] < 0.9 * force[0]


def test_renewals_fail_more_often_in_a_divided_union(coarse):
    """Half-yearly renewals are lost more often when European unity is low."""
    resting = coarse.with_values({"horizon.capitals": "rest"})
    found = effect(resting, {"politics.unity": 1.5}, {"politics.unity": -0.5}, runs=100)
    assert found.after["renewals_lost"].mean() > 1.5 * found.before["renewals_lost"].mean()


def test_relief_on_a_schedule_is_there_when_the_schedule_is_done(coarse):
    """Phased in over four years relief is half there after two and whole after four."""
    slow = {"sanctions.relief": 0.8, "sanctions.schedule_years": 4.0, "horizon.capitals": "rest"}
    replay = Replay(coarse.with_values({**slow, "sanctions.threshold": 1.0e6}), 1, 0)
    relief = []
    for year in (0, 2, 4):
        replay.until(year * 365 + 7)
        relief.append(float(replay.world.guarantors.relief))
    assert relief[0] < 0.01
    assert abs(relief[1] - 0.4) < 0.01
    assert abs(relief[2] - 0.8) < 0.01


def test_relief_still_to_come_is_a_stake_without_any_vote(coarse):
    """Without snap-back, relief that is phased in keeps more ceasefires than relief given at once."""
    base = coarse.with_values(
        {"sanctions.relief": 1.0, "sanctions.snapback": "none", "sanctions.annual_cost": 3.0}
    )
    assert effect(base, {"sanctions.schedule_years": 0.0}, {"sanctions.schedule_years": 4.0}, runs=300).gains(
        2.5
    )


def test_relief_forgoes_what_it_spares_moscow(coarse):
    """A held year of full relief is counted at the yearly cost of sanctions in dollars."""
    resting = coarse.with_values(
        {"horizon.capitals": "rest", "horizon.years": 1.0, "sanctions.threshold": 1.0e6}
    )
    found = effect(resting, {"sanctions.relief": 0.0}, {"sanctions.relief": 1.0}, runs=5)
    year = 0.01 * coarse.sanctions.annual_cost * coarse.economy.russia
    assert found.before["sanctions_forgone"].max() == 0.0
    assert abs(found.after["sanctions_forgone"] / year - 1.0).max() < 0.01
