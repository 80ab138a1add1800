"""Morris screening: the elementary effects of each parameter, and how far chance alone would carry them."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt

import numpy as np
import pandas as pd

from sim.analysis.averages import normal
from sim.scenario.errors import InputError
from sim.study.ranges import Range

#: Samples of trajectories drawn again for an interval.
RESAMPLES = 500


def screen(ranges: Sequence[Range], numbers: np.ndarray, values: np.ndarray, seed: int = 1) -> pd.DataFrame:
    """Elementary effects: what a measure would change by if a parameter moved across its whole range at that slope.

    A difference is divided by the step that was made, as a share of the range: 2/3 for a number on four levels, 1
    for a switch, what it comes to for a count. ``SALib.analyze.morris`` divides all by the step of a number, and
    so overstates switches by half; on numbers the two agree.

    Parameters
    ----------
    ranges : what was varied, k of them.
    numbers : the points as numbers, shape (trajectories * (k + 1), k).
    values : of each run, shape (points, runs); column j met the same shocks at every point.
    seed : of the samples drawn again.

    Returns
    -------
    A row a parameter: ``path``; ``mu`` (mean effect), ``mu_star`` (mean of its size) with ``mu_star_low`` and
    ``mu_star_high`` (95 %, trajectories drawn again), ``sigma`` (how the effect differs from place to place) and
    ``sigma_clean`` (without noise), ``mu_star_noise`` (what chance alone would make of a parameter without effect
    whose runs differ as much), ``heard`` (mu* lies above what chance would show in 39 of 40 such parameters),
    ``idle`` (no run ever changed).

    Raises
    ------
    InputError
        Fewer than two trajectories, or points that are not trajectories.

    Source: Morris (1991), Technometrics 33, 161-174; mu* of Campolongo, Cariboni & Saltelli (2007).
    """
    k = len(ranges)
    if len(numbers) % (k + 1) or len(numbers) < 2 * (k + 1):
        raise InputError(
            "screening needs whole trajectories, two at least",
            where="design.sample.trajectories",
            value=len(numbers) // (k + 1),
            allowed="2 or more",
        )
    size = np.array([r.high - r.low for r in ranges])
    unit = (numbers / size).reshape(-1, k + 1, k)
    moves = np.diff(unit, axis=1)
    if not ((moves != 0).sum(axis=2) == 1).all():
        raise InputError("the points are not Morris trajectories: from one to the next one parameter moves")
    moved = np.abs(moves).argmax(axis=2)
    step = np.take_along_axis(moves, moved[..., None], axis=2)
    changes = np.diff(values.reshape(*unit.shape[:2], -1), axis=1) / step
    # By parameter rather than by step: each moves once a trajectory.
    order = np.argsort(moved, axis=1)
    by_path = np.take_along_axis(changes, order[..., None], axis=1)
    effects = by_path.mean(axis=2)
    runs = by_path.shape[2]
    errors = by_path.std(axis=2, ddof=1) / sqrt(runs)
    trajectories = len(effects)
    star = np.abs(effects).mean(axis=0)
    generator = np.random.default_rng(seed)
    again = np.abs(effects)[generator.integers(0, trajectories, (RESAMPLES, trajectories))].mean(axis=1)
    reach = normal() * again.std(axis=0, ddof=1)
    # The size of a normal error has mean sqrt(2 / pi) of its sd, and sd sqrt(pi / 2 - 1) of that mean.
    noise = sqrt(2 / pi) * errors.mean(axis=0)
    variance = effects.var(axis=0, ddof=1)
    return pd.DataFrame(
        {
            "path": [r.path for r in ranges],
            "mu": effects.mean(axis=0),
            "mu_star": star,
            "mu_star_low": np.maximum(star - reach, 0.0),
            "mu_star_high": star + reach,
            "mu_star_noise": noise,
            "sigma": np.sqrt(variance),
            "sigma_clean": np.sqrt(np.maximum(variance - (errors**2).mean(axis=0), 0.0)),
            "heard": star > noise * (1 + normal() * sqrt(pi / 2 - 1) / sqrt(trajectories)),
            "idle": ~by_path.any(axis=(0, 2)),
        }
    )
