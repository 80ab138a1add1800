"""M02: an agreed line and disengagement, or their absence."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_an_unclear_line_raises_violations_and_lowers_survival(coarse):
    """Without an agreed line and disengagement there is more fire, and ceasefires last less long."""
    found = effect(
        coarse,
        {"violations.line_clarity": 1.0, "violations.disengagement": 1.0},
        {"violations.line_clarity": 0.0, "violations.disengagement": 0.0},
        runs=300,
    )
    assert found.violations_ratio > 1.3
    assert found.gain < -2.5 * found.gain_error
