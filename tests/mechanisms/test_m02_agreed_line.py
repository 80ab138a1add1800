"""M02: an agreed line and disengagement, or their absence."""

from __future__ import annotations

from sim.analysis.levers import effect
from sim.engine.ground import ground
from sim.line.sectors import CONTACT_LINE, RIVER_LINE, RUSSIA_BORDER


def test_an_unclear_line_raises_violations_and_lowers_survival(coarse):
    """Without an agreed line and disengagement there is more fire, and where nobody talks it over less peace."""
    found = effect(
        coarse.with_values({"meetings.commission": 0.0, "meetings.hotline": 0.0}),
        {"violations.line_clarity": 1.0, "violations.disengagement": 1.0},
        {"violations.line_clarity": 0.0, "violations.disengagement": 0.0},
        runs=500,
    )
    assert found.violations_ratio > 1.3
    assert found.gain < -2.5 * found.gain_error


def test_friction_is_where_positions_interleave(baseline):
    """An unclear line raises fire most on land contact, less along the river, and not on recognised borders."""
    clear = ground(baseline.with_values({"violations.line_clarity": 1.0, "violations.disengagement": 1.0}))
    unclear = ground(baseline.with_values({"violations.line_clarity": 0.0, "violations.disengagement": 0.0}))
    ratio = unclear.base / clear.base
    by_kind = [ratio[clear.sectors.kind == kind].mean() for kind in (CONTACT_LINE, RIVER_LINE, RUSSIA_BORDER)]
    assert by_kind[0] > by_kind[1] > by_kind[2] == 1.0
