"""M07: neutral observers and trust in them."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_distrusted_observers_help_less(coarse_accountable):
    """Accountability through observers whom nobody trusts saves fewer ceasefires."""
    distrust = {"attribution.trust_russia": 0.1, "attribution.trust_ukraine": 0.1}
    found = effect(coarse_accountable, distrust, {}, runs=150)
    assert found.gains(3.0)
    assert found.violations_ratio < 0.8


def test_trust_of_one_side_moves_that_side_more(quiet_capitals):
    """Where only Moscow distrusts the observers, it is Russian units that lose restraint."""
    found = effect(quiet_capitals, {"attribution.trust_russia": 0.1}, {}, runs=60)
    assert found.violations_ratio < 0.9


def test_findings_that_third_parties_credit_bring_snapbacks(coarse):
    """The more Washington and Brussels credit the observers, the more findings lead to snap-back."""
    base = coarse.with_values(
        {"attribution.accuracy": 0.8, "sanctions.relief": 0.7, "sanctions.snapback": "automatic"}
    )
    found = effect(base, {"attribution.trust_third": 0.1}, {"attribution.trust_third": 0.95}, runs=100)
    assert found.after["snapbacks"].mean() > found.before["snapbacks"].mean() + 0.1
