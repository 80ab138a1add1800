"""M15: snap-back of sanctions relief."""

from __future__ import annotations

import pytest

from sim.analysis.levers import effect

WORKING = {"attribution.accuracy": 0.8, "accountability.penalty": 0.7}


def test_automatic_beats_by_vote(coarse):
    """With relief at stake, automatic snap-back saves more ceasefires than one that needs a vote."""
    base = coarse.with_values({**WORKING, "sanctions.relief": 1.0})
    assert effect(base, {"sanctions.snapback": "vote"}, {"sanctions.snapback": "automatic"}, runs=400).gains(
        2.5
    )


@pytest.mark.parametrize("kind", ["vote", "automatic"])
def test_snapback_without_relief_is_empty(coarse, kind):
    """Where no relief was given there is nothing to snap back, and nothing changes."""
    base = coarse.with_values({**WORKING, "sanctions.relief": 0.0})
    found = effect(base, {"sanctions.snapback": "none"}, {"sanctions.snapback": kind}, runs=50)
    assert found.gain == 0.0


def test_findings_past_the_threshold_bring_it_about(coarse):
    """A low threshold of findings brings more snap-backs than a high one."""
    base = coarse.with_values({**WORKING, "sanctions.relief": 0.7, "sanctions.snapback": "automatic"})
    found = effect(base, {"sanctions.threshold": 1000.0}, {"sanctions.threshold": 5.0}, runs=100)
    assert found.after["snapbacks"].mean() > found.before["snapbacks"].mean() + 0.2
