"""From likelihoods to weights of draws: tempered, with a smoothed tail, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.scenario.errors import InputError

Floats = NDArray[np.float64]

#: Power of the likelihood of the cases: the prior weighs four times. See docs/calibration.md.
TEMPER = 0.25


@dataclass(frozen=True)
class Weights:
    """Weights of draws.

    Attributes
    ----------
    values : add up to 1, shape (draws,).
    k : shape of the tail of the raw weights; below 0.7 means over them can be relied on.
    """

    values: Floats
    k: float

    @property
    def effective(self) -> float:
        """Effective number of draws, one over the sum of squares."""
        return float(1.0 / (self.values**2).sum())


def weigh(cases: Floats, outside: Floats, temper: float = TEMPER) -> Weights:
    """Weights of draws of the prior.

    Parameters
    ----------
    cases : log-likelihood of each case learnt from, shape (draws, cases).
    outside : log-likelihood of the facts from outside, shape (draws,).
    temper : power of the likelihood of the cases.

    Raises
    ------
    InputError
        ArviZ, which smooths the tail, is not installed.

    Source: Vehtari, Simpson, Gelman, Yao & Gabry (2024), Journal of Machine Learning Research 25(72), as in ArviZ.
    """
    try:
        from arviz_stats.base import array_stats  # an optional extra
    except ImportError:
        raise InputError(
            "ArviZ, which smooths the weights, is not installed",
            allowed="pip install 'ceasefire[calibration]'",
        ) from None
    logs = temper * cases.sum(axis=1) + outside
    if np.ptp(logs) < 1e-9:
        return Weights(np.full(len(logs), 1.0 / len(logs)), 0.0)  # no tail to smooth
    # ArviZ takes the log-likelihood that is to be taken out, and so turns the sign.
    smooth, k = array_stats.psislw(-(logs - logs.max()))
    values = np.exp(np.asarray(smooth) - np.max(smooth))
    return Weights(values / values.sum(), float(k))


def systematic(weights: Floats, count: int, seed: int) -> NDArray[np.intp]:
    """Indices of ``count`` equally weighted draws, each as often as it should come up, to one (systematic resampling).

    Source: Kitagawa (1996), Journal of Computational and Graphical Statistics 5, 1-25.
    """
    places = (np.arange(count) + np.random.default_rng(seed).random()) / count
    return np.asarray(np.searchsorted(np.cumsum(weights) / weights.sum(), places), np.intp).clip(
        0, len(weights) - 1
    )
