"""Designs in the unit cube: where the points of a sample lie before the ranges give them units.

Every function takes its own seed and leaves NumPy's global random state alone, so a design is the same whatever
ran before it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from sim.scenario.errors import InputError

#: Points of the unit cube, shape (points, axes), each in [0, 1].
Unit = NDArray[np.float64]


def lhs(points: int, axes: int, seed: int) -> Unit:
    """Latin hypercube: cut into ``points`` equal strata, every axis has one point in each stratum.

    Source: McKay, Beckman & Conover (1979), Technometrics 21, 239-245; as implemented in SciPy.
    """
    return np.asarray(qmc.LatinHypercube(axes, seed=np.random.default_rng(seed)).random(points))


def sobol(points: int, axes: int, seed: int) -> Unit:
    """The first ``points`` of a scrambled Sobol' sequence; balanced on every axis for powers of two.

    Source: Sobol' (1967), scrambled as by Matousek (1998); direction numbers of Joe & Kuo (2008), in SciPy.
    """
    engine = qmc.Sobol(axes, scramble=True, seed=np.random.default_rng(seed))
    # Up to the next power of two and cut: the same points as the first ones of any longer draw, and no warning.
    return np.asarray(engine.random_base2(math.ceil(math.log2(points)))[:points])


def saltelli(points: int, axes: int, seed: int, *, second_order: bool) -> Unit:
    """Two halves of a Sobol' sample, A and B, cross-sampled: what the estimators of Sobol' indices read.

    For each of the ``points`` there is a block of rows: A, then A with one axis after another from B, then (with
    ``second_order``) B with one axis after another from A, then B. The rows equal those of
    ``SALib.sample.sobol.sample`` with the same generator, made at once instead of cell by cell.

    Returns
    -------
    shape (points * (axes + 2), axes), with ``second_order`` (points * (2 * axes + 2), axes).

    Source: Saltelli (2002), Computer Physics Communications 145, 280-297.
    """
    base = sobol(points, 2 * axes, seed)
    a, b = base[:, :axes], base[:, axes:]
    each = np.arange(axes)
    block = np.empty((points, block_of(axes, second_order), axes))
    block[:, : axes + 1] = a[:, None]
    block[:, axes + 1 :] = b[:, None]
    block[:, 1 + each, each] = b
    if second_order:
        block[:, 1 + axes + each, each] = a
    return block.reshape(-1, axes)


def block_of(axes: int, second_order: bool) -> int:
    """Rows of :func:`saltelli` for each point of the base sample."""
    return 2 * axes + 2 if second_order else axes + 2


def morris(trajectories: int, axes: int, seed: int, *, levels: int) -> Unit:
    """Trajectories of ``axes + 1`` points on a grid of ``levels``; from point to point one axis moves.

    A move is ``levels / (2 * (levels - 1))`` long, up or down; each axis moves once a trajectory.

    Returns
    -------
    shape (trajectories * (axes + 1), axes).

    Raises
    ------
    InputError
        SALib, which draws them, is not installed.

    Source: Morris (1991), Technometrics 33, 161-174.
    """
    try:
        from SALib.sample.morris import sample  # an optional extra, and half a second to import
    except ImportError:
        raise InputError(
            "SALib, which draws Morris trajectories, is not installed",
            where="design.sample.method",
            value="morris",
            allowed="lhs, sobol or saltelli, or install it: pip install 'ceasefire[explore]'",
        ) from None
    cube = {"num_vars": axes, "names": [str(i) for i in range(axes)], "bounds": [[0.0, 1.0]] * axes}
    drawn = sample(cube, trajectories, num_levels=levels, seed=np.random.default_rng(seed))
    # Rounded to the grid: sums such as 1/3 + 2/3 may else end beside the level that they mean.
    return np.asarray(np.rint(drawn * (levels - 1)) / (levels - 1))
