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
