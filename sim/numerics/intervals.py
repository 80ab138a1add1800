"""Intervals of shares and survival, for whoever needs them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats


def log_log(
    survival: NDArray[np.float64], variance: NDArray[np.float64], confidence: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pointwise bounds of survival by the log(-log) transform, which keeps them between 0 and 1.

    Parameters
    ----------
    survival : estimates, any shape; NaN comes out where one is 0 or 1.
    variance : Greenwood's sum for each, the variance of the logarithm of survival.
    confidence : of the bounds.
    """
    spread = stats.norm.ppf(0.5 + confidence / 2) * np.sqrt(variance) / np.log(survival)
    return survival ** np.exp(-spread), survival ** np.exp(spread)
