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
