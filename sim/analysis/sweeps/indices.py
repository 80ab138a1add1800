"""Sobol' indices: how much of the variance each parameter carries, with and without Monte-Carlo noise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.analysis.averages import normal
from sim.analysis.sweeps.noise import product
from sim.scenario.errors import InputError
from sim.study.ranges import Range, problem

#: Base points drawn again for an interval.
RESAMPLES = 200
#: Least points of the base sample.
LEAST_POINTS = 4
NAMES = ("S1", "ST", "S1_clean", "ST_clean")


def indices(
    ranges: Sequence[Range], values: np.ndarray, second_order: bool = False, seed: int = 1
) -> pd.DataFrame:
    """First-order and total indices of the variance of a measure between points.

    ``S1`` and ``ST`` are SALib's, of the means of points. Noise that differs between points counts as variance in
    them: it shrinks S1, and lifts ST of every parameter that disturbs runs, whether or not it shifts their mean.
    ``S1_clean`` and ``ST_clean`` are the same estimators with every product of two means replaced by the mean over
    pairs of different run numbers, in which noise does not enter; they are less biased and more scattered, and may
    lie below 0.

    Parameters
    ----------
    ranges : what was varied, k of them.
    values : of each run, shape (points, runs), points in blocks of k + 2 (2k + 2 with ``second_order``); column j
        met the same shocks at every point.
    second_order : whether the design is cross-sampled both ways.
    seed : of the samples drawn again.

    Returns
    -------
    A row a parameter: ``path`` and for each of :data:`NAMES` the estimate, ``_low`` and ``_high`` (95 %, base
    points drawn again; SALib's for the first two). NaN where the measure does not vary; clean ones also where noise
    is all that is seen.

    Raises
    ------
    InputError
        SALib is not installed, points that are not whole blocks, or fewer than four of them.

    Source: Saltelli et al. (2010), Computer Physics Communications 181, 259-270; total index of Jansen (1999).
    """
    k = len(ranges)
    block = 2 * k + 2 if second_order else k + 2
    if len(values) % block or len(values) < LEAST_POINTS * block:
        raise InputError(
            "indices need whole blocks of a saltelli design",
            where="design.sample.points",
            value=len(values) / block,
            allowed=f"{LEAST_POINTS} or more",
        )
    found = pd.DataFrame({"path": [r.path for r in ranges]})
    means = values.mean(axis=1)
    if np.ptp(means) == 0.0:
        return found.assign(**{f"{name}{end}": np.nan for name in NAMES for end in ("", "_low", "_high")})
    as_estimated = _salib(ranges, means, second_order, seed)
    for name in ("S1", "ST"):
        estimate, reach = np.asarray(as_estimated[name]), np.asarray(as_estimated[f"{name}_conf"])
        found[name], found[f"{name}_low"], found[f"{name}_high"] = (
            estimate,
            estimate - reach,
            estimate + reach,
        )
    return found.assign(**_clean(values.reshape(-1, block, values.shape[1]), k, seed))


def _salib(
    ranges: Sequence[Range], means: np.ndarray, second_order: bool, seed: int
) -> dict[str, np.ndarray]:
    try:
        from SALib.analyze.sobol import analyze  # an optional extra
    except ImportError:
        raise InputError(
            "SALib, which estimates Sobol' indices, is not installed",
            allowed="pip install 'ceasefire[explore]'",
        ) from None
    cube = problem(ranges)
    made: dict[str, np.ndarray] = analyze(
        cube, means, calc_second_order=second_order, num_resamples=RESAMPLES, seed=seed
    )
    return made


def _clean(blocks: np.ndarray, k: int, seed: int) -> dict[str, np.ndarray]:
    """Estimates over pairs of different run numbers; blocks of shape (base points, block, runs)."""
    centred = blocks - blocks.mean()
    a, b, crossed = centred[:, 0], centred[:, -1], centred[:, 1 : k + 1]
    change = crossed - a[:, None]
    first = product(b[:, None], change)
    total = product(change, change) / 2
    square = (product(a, a) + product(b, b)) / 2
    level = (a + b) / 2
    # What chance, alike at all points, adds to the square of the grand mean.
    whole = level.mean(axis=0)
    excess = float(whole.mean() ** 2 - product(whole, whole))
    level = level.mean(axis=1)

    def estimates(pick: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        variance = square[pick].mean() - (level[pick].mean() ** 2 - excess)
        if variance <= 0:
            return np.full(k, np.nan), np.full(k, np.nan)
        return first[pick].mean(axis=0) / variance, total[pick].mean(axis=0) / variance

    n = len(blocks)
    generator = np.random.default_rng(seed)
    again = [estimates(generator.integers(0, n, n)) for _ in range(RESAMPLES)]
    made: dict[str, np.ndarray] = {}
    for number, name in enumerate(("S1_clean", "ST_clean")):
        estimate = estimates(np.arange(n))[number]
        draws = np.array([each[number] for each in again])
        # Where so many samples show no variance at all, neither estimate nor interval means anything.
        drawn = np.isfinite(draws).all(axis=1)
        reach = normal() * draws[drawn].std(axis=0) if drawn.mean() > 0.9 else np.full(k, np.nan)
        made |= {
            name: estimate + 0 * reach,
            f"{name}_low": estimate - reach,
            f"{name}_high": estimate + reach,
        }
    return made
