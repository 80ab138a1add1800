"""M20: economic offers to both sides."""

from __future__ import annotations

from sim.analysis.levers import effect


def test_offers_save_ceasefires_at_a_listed_cost(coarse):
    """Full offers lengthen ceasefires, and every year of them costs what is declared."""
    found = effect(coarse, {"deal.offers": 0.0}, {"deal.offers": 1.0}, runs=200)
    assert found.gains(2.5)
    assert (found.before["offers_cost"] == 0.0).all()
    held = found.after[~found.after["collapsed"]]
    years = held["days"] / 365.0
    assert abs(held["offers_cost"] / years / coarse.deal.offers_cost - 1.0).max() < 0.01


def test_offers_that_are_worth_nothing_save_nothing(coarse):
    """It is what the offers are worth to the two sides that acts, not that they are paid for."""
    worthless = coarse.with_values({"deal.offers_worth": 0.0})
    found = effect(worthless, {"deal.offers": 0.0}, {"deal.offers": 1.0}, runs=50)
    assert found.gain == 0.0
    assert found.after["offers_cost"].sum() > 0.0


def test_recognition_moves_the_two_sides_apart(coarse, rise, ended_by):
    """Recognising Moscow's interests saves ceasefires from Moscow and costs some through Kyiv."""
    found = effect(coarse, {"deal.recognition": 0.0}, {"deal.recognition": 1.0}, runs=400)
    assert rise(found, ended_by("russian_offensive")) < -2.5
    assert rise(found, ended_by("ukrainian_offensive")) > 2.5
