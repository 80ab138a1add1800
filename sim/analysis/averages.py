"""Averages with their Monte-Carlo errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import nan, sqrt

import numpy as np
from scipy import stats


def mean_error(values: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """Mean and its standard error; values of shape (n,), n at least 2."""
    array = np.asarray(values, dtype=float)
    mean = float(array.mean())
    return mean, error_of(float(np.sum((array - mean) ** 2)), len(array))


def error_of(squares: float, runs: float) -> float:
    """Standard error of a mean from the sum of squares about it; NaN with fewer than two runs."""
    return sqrt(squares / (runs - 1) / runs) if runs > 1 else nan


@lru_cache(maxsize=4096)
def student(runs: int, confidence: float = 0.95) -> float:
    """How many standard errors the interval of a mean of so many runs, two at least, reaches to either side."""
    return float(stats.t.ppf(0.5 + confidence / 2, runs - 1))


@lru_cache(maxsize=64)
def normal(confidence: float = 0.95) -> float:
    """The same for a normal distribution."""
    return float(stats.norm.ppf(0.5 + confidence / 2))


def median_error(values: np.ndarray, draws: int = 200) -> tuple[float, float]:
    """Median and its bootstrap standard error; values of shape (n,)."""
    return bootstrap(lambda pick: float(np.median(values[pick])), len(values), draws)


def bootstrap(measure: Callable[[np.ndarray], float], size: int, draws: int = 200) -> tuple[float, float]:
    """A measure of all runs and its standard error over runs drawn again with replacement.

    Parameters
    ----------
    measure : takes run indices, integers of shape (size,), and gives a number (NaN where it has none).
    size : how many runs there are.
    draws : samples drawn again.
    """
    generator = np.random.default_rng(0)
    again = np.array([measure(generator.integers(0, size, size)) for _ in range(draws)])
    again = again[np.isfinite(again)]
    return float(measure(np.arange(size))), float(again.std()) if len(again) else float("nan")
