"""Designs in the unit cube: more even than chance, on their grid, and those of the library that analyses them."""

import numpy as np
import pytest
from scipy.stats import qmc

from sim.study import cube


def test_low_discrepancy_is_lower_than_chance() -> None:
    """At 256 points in 5 axes, Sobol' and Latin hypercube are more even than the most even of 20 random draws."""
    chance = min(qmc.discrepancy(np.random.default_rng(i).random((256, 5))) for i in range(20))
    hypercube = max(qmc.discrepancy(cube.lhs(256, 5, seed)) for seed in range(20))
    sobol = max(qmc.discrepancy(cube.sobol(256, 5, seed)) for seed in range(20))
    assert sobol < hypercube < chance
    assert sobol < chance / 4


def test_a_longer_sobol_sample_begins_with_the_shorter() -> None:
    """Points asked for later are added: 100 points are the first 100 of 300."""
    np.testing.assert_array_equal(cube.sobol(100, 4, 7), cube.sobol(300, 4, 7)[:100])


@pytest.mark.parametrize("levels", [2, 4, 6, 10])
def test_a_morris_grid_is_met_exactly(levels: int) -> None:
    """Every coordinate is one of the levels to the last bit, and all of them occur."""
    pytest.importorskip("SALib")
    drawn = cube.morris(50, 6, 3, levels=levels)
    assert drawn.shape == (350, 6)
    assert set(drawn.ravel()) == {level / (levels - 1) for level in range(levels)}


@pytest.mark.parametrize(("second_order", "block"), [(False, 5), (True, 8)])
@pytest.mark.parametrize("points", [16, 21])
def test_a_saltelli_design_is_salibs(points: int, second_order: bool, block: int) -> None:
    """N (k + 2) rows, or N (2 k + 2), equal to the bit to those of SALib from the same generator."""
    sobol = pytest.importorskip("SALib.sample.sobol")
    ours = cube.saltelli(points, 3, 7, second_order=second_order)
    stated = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    with pytest.warns(UserWarning) if points == 21 else np.errstate():
        theirs = sobol.sample(stated, points, calc_second_order=second_order, seed=np.random.default_rng(7))
    assert ours.shape == (points * block, 3)
    np.testing.assert_array_equal(ours, theirs)
