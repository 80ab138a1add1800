"""How much of what differs between the points of a design is the chance of the draw."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np


@dataclass(frozen=True)
class Spread:
    """How the means of points spread, and how much of that is Monte-Carlo noise.

    Attributes
    ----------
    mean : over all points and runs.
    variance : of the means of points, as estimated: noise included.
    noise : variance that chance adds to it, given that run j meets the same shocks at every point: what runs have
        in common from point to point moves all means alike and adds nothing.
    noise_apart : the same had every point drawn shocks of its own.
    points, runs : how many, and runs a point.
    """

    mean: float
    variance: float
    noise: float
    noise_apart: float
    points: int
    runs: int

    @property
    def noise_share(self) -> float:
        """Noise as a share of the variance between points, at most 1; NaN where nothing varies."""
        return min(self.noise / self.variance, 1.0) if self.variance > 0 else nan

    @property
    def noise_share_apart(self) -> float:
        """The same had every point drawn shocks of its own."""
        signal = max(self.variance - self.noise, 0.0)
        whole = signal + self.noise_apart
        return self.noise_apart / whole if whole > 0 else nan


def spread(values: np.ndarray) -> Spread:
    """The spread of points, by analysis of variance in two ways: points and run numbers.

    The mean square of what neither point nor run number explains, over the number of runs, is the variance that
    chance adds to differences between points.

    Parameters
    ----------
    values : of each run, shape (points, runs), two at least of each; column j met the same shocks at every point.

    Source: Scheffe (1959), The Analysis of Variance, ch. 4 (two-way layout, one observation a cell).
    """
    points, runs = values.shape
    means, of_runs, whole = values.mean(axis=1), values.mean(axis=0), float(values.mean())
    rest = values - means[:, None] - of_runs[None, :] + whole
    residual = float((rest**2).sum()) / ((points - 1) * (runs - 1))
    within = float(values.var(axis=1, ddof=1).mean())
    return Spread(whole, float(means.var(ddof=1)), residual / runs, within / runs, points, runs)


def product(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Product of two expectations over shocks, without the bias that shared noise gives the product of means.

    Mean over all pairs of different run numbers: what two runs have in common by chance does not enter.

    Parameters
    ----------
    first, second : values of each run, shape (..., runs).

    Returns
    -------
    shape (...,); may be below 0 where first is second and its expectation is about 0.
    """
    runs = first.shape[-1]
    return np.asarray(
        (runs * first.mean(axis=-1) * second.mean(axis=-1) - (first * second).mean(axis=-1)) / (runs - 1)
    )
