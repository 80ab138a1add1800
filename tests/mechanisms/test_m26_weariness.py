"""M26: publics tired of war."""

from __future__ import annotations

import numpy as np

from sim.analysis.levers import effect

EARLY, LATE = (0.0, 2.0), (5.0, 10.0)


def hazard(runs, years, pick):
    """Collapses a year among ceasefires that still stand, between two years."""
    lasted, collapsed = runs["days"].to_numpy()[pick] / 365.0, runs["collapsed"].to_numpy()[pick]
    standing = np.clip(lasted, *years) - years[0]
    return (collapsed & (lasted > years[0]) & (lasted <= years[1])).sum() / standing.sum()


def test_weariness_restrains_early_and_less_later(coarse):
    """The hazard of the first two years falls, by a larger share than that of the sixth to the tenth year."""
    found = effect(coarse, {"weariness.strength": 0.0}, {"weariness.strength": 8.0}, runs=600)
    generator = np.random.default_rng(0)
    picks = [np.arange(600), *generator.integers(0, 600, (200, 600))]
    early, late = (
        np.array([hazard(found.after, years, pick) / hazard(found.before, years, pick) for pick in picks])
        for years in (EARLY, LATE)
    )
    assert early[0] < 1.0 - 2.5 * early[1:].std()
    assert late[0] - early[0] > 2.5 * (late - early)[1:].std()


def test_weariness_that_lasts_saves_more(coarse):
    """Publics that stay tired for ten years keep more ceasefires than publics that forget within three."""
    tired = coarse.with_values({"weariness.strength": 8.0})
    assert effect(tired, {"weariness.years": 3.0}, {"weariness.years": 10.0}, runs=200).gains(2.5)


def test_a_ukrainian_majority_for_peace_restrains_kyiv(coarse, rise, ended_by):
    """Where most Ukrainians put peace first and stay so, fewer ceasefires end in a Ukrainian offensive."""
    few = {"weariness.majority": 0.45, "weariness.settled": 0.25}
    most = {"weariness.majority": 0.75, "weariness.settled": 0.55}
    found = effect(coarse.with_values({"weariness.strength": 8.0}), few, most, runs=500)
    assert rise(found, ended_by("ukrainian_offensive")) < -2.5
    assert found.after["peace_majority_weeks"].mean() > 10.0 + found.before["peace_majority_weeks"].mean()


def test_fire_hardens_the_public(coarse):
    """The more a public hardens under fire, the sooner the majority for peace is gone."""
    watched = coarse.with_values({"choice.open_weeks": 0.0, "horizon.years": 5.0})
    found = effect(watched, {"weariness.hardening": 0.0}, {"weariness.hardening": 0.2}, runs=20)
    assert found.after["peace_majority_weeks"].mean() < 0.8 * found.before["peace_majority_weeks"].mean()
