"""Likelihood of cases in bins, against sums by hand; facts from outside against curves by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.learning.likelihood import (
    EDGES,
    FLOOR,
    OUTSIDE,
    binned_shape,
    case_likelihood,
    chance,
    outside_likelihood,
    pooled_facts,
)

CURVE = np.linspace(0.95, 0.4, len(EDGES))[None, :]


def test_a_collapse_falls_into_its_bin() -> None:
    """A collapse on the last day of a bin has the fall of survival over it; one after ten years counts as held."""
    assert chance(CURVE, EDGES[0], True) == pytest.approx(1 - CURVE[0, 0])
    assert chance(CURVE, EDGES[2], True) == pytest.approx(CURVE[0, 1] - CURVE[0, 2])
    assert chance(CURVE, EDGES[2] + 1, True) == pytest.approx(CURVE[0, 2] - CURVE[0, 3])
    assert chance(CURVE, EDGES[-1] + 1, True) == pytest.approx(CURVE[0, -1])


def test_without_collapse_a_case_held_to_the_last_edge_seen() -> None:
    """Censoring in the middle of a bin tells nothing of that bin; before the first edge it tells nothing at all."""
    assert chance(CURVE, EDGES[3], False) == pytest.approx(CURVE[0, 3])
    assert chance(CURVE, EDGES[4] - 1, False) == pytest.approx(CURVE[0, 3])
    assert chance(CURVE, EDGES[0] - 1, False) == pytest.approx(1.0)


def test_all_that_can_happen_adds_up_to_one() -> None:
    """The bins and holding for ten years are everything."""
    total = sum(chance(CURVE, day, True) for day in EDGES) + chance(CURVE, 1e6, False)
    assert total == pytest.approx(1.0)


def test_what_is_impossible_costs_no_more_than_the_floor() -> None:
    """A draw that rules out what happened still has six per cent of the pooled chance."""
    certain = np.stack(
        [np.ones((1, len(EDGES))), np.zeros((1, len(EDGES)))]
    )  # draws: holds for ever, falls at once
    data = pd.DataFrame({"days": [3.0], "event": [1]})
    found = case_likelihood(certain, data)
    np.testing.assert_allclose(np.exp(found[:, 0]), [FLOOR * 0.5, 1 - FLOOR + FLOOR * 0.5])


def test_facts_from_outside_are_read_off_the_curve() -> None:
    """Renewed within ten years, shares of late failures in one and two years, and survival, by hand."""
    curve = np.array([[0.95, 0.9, 0.85, 0.8, 0.7, 0.65, 0.6, 0.5, 0.45, 0.4]])
    found = pooled_facts(curve)[0]
    assert len(found) == len(OUTSIDE)
    np.testing.assert_allclose(found[[0, 2, 3, 4, 5]], [0.6, 0.2 / 0.5, 0.25 / 0.5, 0.7, 0.5])


@pytest.mark.parametrize("shape", [0.4, 0.7, 1.0])
def test_the_shape_of_a_weibull_curve_is_found_from_its_bins(shape: float) -> None:
    """Bins lose little: the shape comes back to about a tenth."""
    curve = np.exp(-0.7 * (EDGES / EDGES[-1]) ** shape)
    assert binned_shape(curve) == pytest.approx(shape, rel=0.12)


def test_a_draw_on_target_is_likelier_than_one_off_it() -> None:
    """Of two draws the one whose pooled survival meets the facts from outside has the higher likelihood."""
    good = np.exp(-0.65 * (EDGES / EDGES[-1]) ** 0.42)
    bad = np.exp(-0.1 * (EDGES / EDGES[-1]) ** 1.0)
    better, worse = outside_likelihood(np.stack([good, bad])[:, None, :])
    assert better > worse + 2
