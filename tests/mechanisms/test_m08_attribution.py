"""M08: attribution and third-party arbitration."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_slower_findings_raise_violations_and_cost_peace(coarse_accountable):
    """Findings that take two months do less than findings that take a day."""
    found = effect(
        coarse_accountable, {"attribution.delay_days": 60.0}, {"attribution.delay_days": 1.0}, runs=400
    )
    assert found.violations_ratio < 0.9
    assert found.gains(2.5)


def test_wrong_findings_cost_peace(coarse_accountable):
    """Findings pinned on the wrong side dilute deterrence and add insult."""
    poor = coarse_accountable.with_values({"attribution.accuracy": 0.5})
    found = effect(poor, {"attribution.false_share": 0.4}, {"attribution.false_share": 0.0}, runs=400)
    assert found.violations_ratio < 0.95
    assert found.gains(2.5)


def test_better_attribution_saves_ceasefires(coarse_accountable):
    """Naming the side that fired saves ceasefires."""
    assert effect(coarse_accountable, {"attribution.accuracy": 0.1}, {}, runs=150).gains(2.5)
