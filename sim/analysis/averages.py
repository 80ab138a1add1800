"""Averages with their Monte-Carlo errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np


def mean_error(values: Sequence[float] | np.ndarray) -> tuple[float, float]:
    """Mean and its standard error; values of shape (n,), n at least 2."""
    array = np.asarray(values, dtype=float)
    return float(array.mean()), float(array.std(ddof=1) / np.sqrt(len(array)))


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
