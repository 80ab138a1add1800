"""M16: frozen assets."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_with_consent_beats_without_and_held(coarse):
    """Assets paid out with consent save more ceasefires than assets held, and than assets spent without it."""
    consent = {"assets.use": "with_consent"}
    assert effect(coarse, {"assets.use": "held"}, consent, runs=120).gains(2.5)
    assert effect(coarse, {"assets.use": "without_consent"}, consent, runs=120).gains(2.5)


def test_spending_without_consent_costs_european_unity(coarse):
    """Spent without consent, renewals of sanctions are lost more often."""
    resting = coarse.with_values({"horizon.capitals": "rest"})
    found = effect(resting, {"assets.use": "held"}, {"assets.use": "without_consent"}, runs=150)
    assert found.after["renewals_lost"].mean() > found.before["renewals_lost"].mean()


def test_no_more_is_paid_than_there_is(coarse):
    """Over 20 years the payments stop at the total."""
    resting = coarse.with_values({"horizon.capitals": "rest", "horizon.years": 20.0})
    found = effect(resting, {}, {"assets.use": "with_consent"}, runs=10)
    assert abs(found.after["assets_paid"] - coarse.assets.total).max() < 1e-6
