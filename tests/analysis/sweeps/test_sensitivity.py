"""Sensitivity against functions whose indices are known exactly, and against SALib."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.analysis.sweeps.designed import RESTRICTED_MEAN, Designed
from sim.analysis.sweeps.sensitivity import analyse
from sim.scenario.errors import InputError
from sim.study.ranges import problem
from tests.analysis.sampled import PATHS, SWITCH, made_up, unit

pytest.importorskip("SALib")


def ishigami(cube: np.ndarray) -> np.ndarray:
    """Ishigami's function, brought within ten years; a = 7, b = 0.1."""
    x = (2 * cube - 1) * np.pi
    return (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]) + 11) / 4


def g_function(cube: np.ndarray, a: np.ndarray) -> np.ndarray:
    """Sobol's G function, whose largest value is within ten years for the constants that are used."""
    return np.asarray(np.prod((np.abs(4 * cube - 2) + a) / (1 + a), axis=1))


G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])


def rows(study: Designed, quantity: str = "level", measure: str = RESTRICTED_MEAN) -> pd.DataFrame:
    """The rows of arm ``other``, by path."""
    table = analyse(study).table
    return table[
        (table["regime"] == "other") & (table["quantity"] == quantity) & (table["measure"] == measure)
    ].set_index("path")


def saltelli(points: int, paths: tuple[str, ...], **more: object) -> dict[str, object]:
    """A saltelli sample as a study file gives it."""
    return {"method": "saltelli", "points": points, "over": list(paths), **more}


@pytest.mark.parametrize("quantity", ["level", "gain"])
def test_indices_of_ishigamis_function_are_the_known_ones(quantity: str) -> None:
    """First-order and total indices of Ishigami's function come out within 0.03, as level and as gain."""
    found = rows(made_up(saltelli(1024, PATHS[:3]), ishigami), quantity)
    for end in ("", "_clean"):
        np.testing.assert_allclose(found[f"S1{end}"], [0.3139, 0.4424, 0.0], atol=0.03)
        np.testing.assert_allclose(found[f"ST{end}"], [0.5576, 0.4424, 0.2437], atol=0.03)
    inside = (found["ST_low"] <= [0.5576, 0.4424, 0.2437]) & (found["ST_high"] >= [0.5576, 0.4424, 0.2437])
    assert inside.all()


def test_indices_of_the_g_function_are_the_known_ones() -> None:
    """Indices of Sobol's G function in eight dimensions equal its formula within 0.03."""
    part = 1 / 3 / (1 + G) ** 2
    whole = np.prod(1 + part) - 1
    first = part / whole
    total = part * np.prod(1 + part) / (1 + part) / whole
    # The largest value is 2 * 1.5 * 1.18 * ... < 5: nothing is cut at the horizon.
    found = rows(made_up(saltelli(1024, PATHS), lambda x: g_function(x, G)))
    np.testing.assert_allclose(found["S1"], first, atol=0.03)
    np.testing.assert_allclose(found["ST"], total, atol=0.03)


def test_designs_crossed_both_ways_give_the_same_indices() -> None:
    """With second_order the blocks are longer, and indices of Ishigami's function still right."""
    found = rows(made_up(saltelli(512, PATHS[:3], second_order=True), ishigami))
    np.testing.assert_allclose(found["ST"], [0.5576, 0.4424, 0.2437], atol=0.04)
    np.testing.assert_allclose(found["ST_clean"], found["ST"], atol=0.01)


def test_noise_is_taken_out_of_indices() -> None:
    """Noise as large as the signal lifts ST of every parameter and shrinks S1; the clean ones stay at the truth."""
    signal = np.sqrt(13.845 / 16)
    study = made_up(saltelli(1024, PATHS[:3]), ishigami, runs=8, noise=signal * np.sqrt(8), shared=1.0)
    # Free of the horizon: the clip would make noise depend on the level.
    study = replace(study, horizon_years=1000.0)
    study.days["other"][:] += 365.0 * 100
    found = rows(study)
    assert analyse(study).spreads.query("regime == 'other' and measure == 'rmst_years'")[
        "noise_share"
    ].to_numpy() == pytest.approx(0.5, abs=0.03)
    np.testing.assert_allclose(found["ST"], np.array([0.5576, 0.4424, 0.2437]) / 2 + 0.5, atol=0.06)
    np.testing.assert_allclose(found["S1"], np.array([0.3139, 0.4424, 0.0]) / 2, atol=0.06)
    np.testing.assert_allclose(found["ST_clean"], [0.5576, 0.4424, 0.2437], atol=0.1)
    np.testing.assert_allclose(found["S1_clean"], [0.3139, 0.4424, 0.0], atol=0.1)


def test_shocks_that_points_share_are_not_noise_between_them() -> None:
    """A part of each run that is the same at all points leaves noise share and indices untouched."""
    plain = made_up(saltelli(64, PATHS[:3]), ishigami, runs=4)
    shaken = made_up(saltelli(64, PATHS[:3]), lambda x: ishigami(x) + 2, runs=4, shared=0.3)
    spreads = analyse(shaken).spreads.query("regime == 'other' and measure == 'rmst_years'")
    assert spreads["noise_share"].to_numpy() == pytest.approx(0.0, abs=1e-9)
    assert (spreads["noise_share_apart"] > 0.01).all()
    np.testing.assert_allclose(rows(shaken)["ST"], rows(plain)["ST"], atol=1e-9)


def test_what_never_varies_has_no_indices() -> None:
    """A measure that is the same everywhere has no indices and no noise share, and nothing raises."""
    found = analyse(made_up(saltelli(8, PATHS[:3]), lambda x: 3.0 + 0 * x[:, 0]))
    assert found.table[["S1", "ST", "S1_clean", "ST_clean"]].isna().all(axis=None)
    assert found.spreads["noise_share"].isna().all()


def test_screening_equals_salib_on_numbers() -> None:
    """mu, mu* and sigma of numbers are those of SALib's morris.analyze, and its interval about as wide."""
    from SALib.analyze.morris import analyze

    study = made_up({"method": "morris", "trajectories": 40, "over": list(PATHS)}, lambda x: g_function(x, G))
    found = rows(study)
    theirs = analyze(
        problem(study.ranges), study.numbers, study.days["other"].mean(axis=1) / 365.0, num_levels=4, seed=1
    )
    for ours, name in (("mu", "mu"), ("mu_star", "mu_star"), ("sigma", "sigma")):
        np.testing.assert_allclose(found[ours], np.asarray(theirs[name], float), atol=1e-9)
    np.testing.assert_allclose(
        found["mu_star_high"] - found["mu_star"], theirs["mu_star_conf"], rtol=0.15, atol=1e-9
    )


def test_a_switch_has_the_effect_of_its_change() -> None:
    """Turning a switch on adds two years: its mean effect is 2, where SALib says 3; a number's slope is 3 a range."""
    from SALib.analyze.morris import analyze

    over = [SWITCH, PATHS[0]]
    study = made_up(
        {"method": "morris", "trajectories": 10, "over": over}, lambda x: 2 + 2 * x[:, 0] + 3 * x[:, 1]
    )
    found = rows(study)
    assert found["mu"].to_numpy() == pytest.approx([2.0, 3.0])
    assert found["sigma"].to_numpy() == pytest.approx([0.0, 0.0], abs=1e-9)
    theirs = analyze(problem(study.ranges), study.numbers, study.days["other"].mean(axis=1) / 365.0, seed=1)
    assert theirs["mu"][0] == pytest.approx(3.0)


def test_chance_alone_shows_in_the_noise_mark() -> None:
    """Of a parameter without effect whose runs differ, mu* is what its noise mark says; an idle one has neither."""
    sample = {"method": "morris", "trajectories": 60, "over": list(PATHS[:2])}
    study = made_up(sample, lambda x: 5 + 0 * x[:, 0], runs=10, noise=0.5)
    found = rows(study)
    np.testing.assert_allclose(found["mu_star"], found["mu_star_noise"], rtol=0.2)
    assert not found["idle"].any()
    assert analyse(study).top(2) == []
    still = rows(made_up(sample, lambda x: 2 + x[:, 0], runs=10))
    assert list(still["idle"]) == [False, True]
    assert still["mu_star_noise"].to_numpy() == pytest.approx([0.0, 0.0])


def test_the_largest_effects_come_first() -> None:
    """The ranking of a screening is by the mean size of the effect on the restricted mean."""
    study = made_up({"method": "morris", "trajectories": 10, "over": list(PATHS[:4])},
                    lambda x: 4 + 0.5 * x[:, 0] - 3 * x[:, 2] + x[:, 3])  # fmt: skip
    assert analyse(study).top(2) == [PATHS[2], PATHS[3]]


def test_survival_is_the_share_that_stands_at_five_years() -> None:
    """A point whose runs collapse after 4 and 6 years has survival 0.5 at five years and a mean of five."""
    study = made_up(saltelli(4, PATHS[:2]), lambda x: 4 + 0 * x[:, 0])
    study.days["other"][:, 1] = 6 * 365.0
    survival, mean = study.measures
    assert (study.values("other", survival).mean(axis=1) == 0.5).all()
    assert study.values("other", mean).mean(axis=1) == pytest.approx(5.0)
    assert study.values("other", mean, gain=True).mean() == pytest.approx(4.0)


def test_beyond_the_horizon_nothing_is_measured() -> None:
    """Survival after the horizon is refused; a shorter horizon is looked at in its place."""
    study = replace(made_up(saltelli(4, PATHS[:2]), lambda x: 1 + x[:, 0]), horizon_years=3.0)
    assert study.measures[0].name == "survival_3y"
    with pytest.raises(InputError, match="beyond the horizon"):
        study.measure("survival_5y")


def test_one_trajectory_is_refused() -> None:
    """A screening of one trajectory has no spread to speak of."""
    with pytest.raises(InputError, match="two at least"):
        analyse(
            made_up({"method": "morris", "trajectories": 1, "over": list(PATHS[:2])}, lambda x: x[:, 0] + 1)
        )


def test_the_cube_is_the_unit_cube() -> None:
    """The helper of these tests brings the points to between 0 and 1."""
    cube = unit(made_up(saltelli(64, PATHS), lambda x: x[:, 0]))
    assert cube.min() >= 0 and cube.max() <= 1 and cube.std(axis=0).min() > 0.25
