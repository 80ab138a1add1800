"""Thresholds that split points into sides on which something differs most: a regression tree of one split."""

from __future__ import annotations

from math import nan

import numpy as np

from sim.analysis.regimes.panel import Floats

#: Least share of the points on either side of a split.
LEAST_SIDE = 0.1


def split(x: Floats, y: Floats) -> float:
    """Threshold on ``x`` that leaves the least squares of ``y`` about the means of its two sides.

    It lies half-way between two values, each side with at least :data:`LEAST_SIDE` of the points. NaN where that
    cannot be, as with one value only.

    Parameters
    ----------
    x, y : shape (n,).
    """
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    n, total = len(x), np.cumsum(y)
    left = np.arange(1, n)
    possible = (x[1:] > x[:-1]) & (left >= LEAST_SIDE * n) & (n - left >= LEAST_SIDE * n)
    if not possible.any():
        return nan
    # Least squares within the sides are most squares between them.
    between = total[:-1] ** 2 / left + (total[-1] - total[:-1]) ** 2 / (n - left)
    at = int(np.argmax(np.where(possible, between, -np.inf)))
    return float((x[at] + x[at + 1]) / 2)


def split_both(x: Floats, z: Floats, y: Floats) -> tuple[float, float]:
    """The pair of thresholds on ``x`` and ``z`` that leaves the least squares of ``y`` about the means of the four
    corners; each is a quantile of its parameter, from a tenth to nine tenths of the points.

    Parameters
    ----------
    x, z, y : shape (n,).
    """
    levels = np.arange(LEAST_SIDE, 1 - LEAST_SIDE + 1e-9, 0.05)
    best, found = -np.inf, (nan, nan)
    for across in np.quantile(x, levels):
        below = x <= across
        for up in np.quantile(z, levels):
            corner = 2 * below + (z <= up)
            count = np.bincount(corner, minlength=4)
            # Least squares within the corners are most squares between them.
            between = float(np.sum(np.bincount(corner, y, minlength=4) ** 2 / np.maximum(count, 1)))
            if between > best:
                best, found = between, (float(across), float(up))
    return found
