"""M16: frozen assets."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_with_consent_beats_without_and_held(baseline):
    """Assets paid out with consent save more ceasefires than assets held, and than assets spent without it."""
    consent = {"assets.use": "with_consent"}
    assert effect(baseline, {"assets.use": "held"}, consent, runs=400).gains(3.0)
    assert effect(baseline, {"assets.use": "without_consent"}, consent, runs=400).gains(3.0)


def test_spending_without_consent_costs_european_unity(baseline):
    """Spent without consent, renewals of sanctions are lost more often."""
    resting = baseline.with_values({"horizon.capitals": "rest"})
    found = effect(resting, {"assets.use": "held"}, {"assets.use": "without_consent"}, runs=400)
    assert found.after["renewals_lost"].mean() > found.before["renewals_lost"].mean()


def test_no_more_is_paid_than_there_is(baseline):
    """Over 20 years the payments stop at the total."""
    resting = baseline.with_values({"horizon.capitals": "rest", "horizon.years": 20.0})
    found = effect(resting, {}, {"assets.use": "with_consent"}, runs=20)
    assert abs(found.after["assets_paid"] - baseline.assets.total).max() < 1e-6
