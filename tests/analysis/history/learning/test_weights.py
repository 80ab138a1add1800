"""Weights of draws against importance weights by hand, and resampling that wastes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.history.learning.weights import Weights, systematic, weigh


def test_weights_are_the_tempered_likelihood_where_the_tail_is_light() -> None:
    """Likelihoods that differ little give their own ratios, to the smoothing of the tail."""
    random = np.random.default_rng(1)
    cases, outside = random.normal(0, 0.2, (400, 6)), random.normal(0, 0.2, 400)
    raw = np.exp(0.25 * cases.sum(axis=1) + outside)
    found = weigh(cases, outside, 0.25)
    assert found.values.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(found.values, raw / raw.sum(), rtol=0.1)
    assert found.k < 0.5


def test_a_heavy_tail_is_told_by_k() -> None:
    """A likelihood that a few draws rule has a k above 0.7 and few effective draws."""
    logs = np.random.default_rng(2).normal(0, 12, (400, 1))
    found = weigh(logs, np.zeros(400), 1.0)
    assert found.k > 0.7 and found.effective < 20


def test_without_data_every_draw_counts_the_same() -> None:
    """Power 0 and no facts leave the prior."""
    found = weigh(np.random.default_rng(3).normal(size=(50, 4)), np.zeros(50), 0.0)
    np.testing.assert_allclose(found.values, 1 / 50)
    assert found.effective == pytest.approx(50)


def test_the_posterior_of_a_normal_mean_is_found() -> None:
    """Draws of a normal prior, weighted by a normal likelihood, have the mean and spread that the formula gives."""
    theta = np.random.default_rng(4).normal(size=4000)
    found = weigh(-0.5 * ((theta[:, None] - np.array([1.0, 0.6, 0.8])) ** 2), np.zeros(4000), 1.0).values
    mean = found @ theta
    assert mean == pytest.approx(2.4 / 4, abs=0.03)
    assert found @ (theta - mean) ** 2 == pytest.approx(1 / 4, abs=0.03)


def test_systematic_resampling_takes_each_as_often_as_it_should() -> None:
    """The number of times a draw comes up differs from its share by less than one."""
    weights = np.random.default_rng(5).dirichlet(np.ones(30))
    picked = np.bincount(systematic(weights, 64, seed=1), minlength=30)
    assert picked.sum() == 64 and (np.abs(picked - 64 * weights) < 1).all()


def test_effective_number() -> None:
    """Equal weights of half of the draws are worth half of the draws."""
    assert Weights(np.repeat([0.1, 0.0], 10), 0.0).effective == pytest.approx(10.0)
