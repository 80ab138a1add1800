"""Samples: each method has the property that it is chosen for, and one sample is one set of values."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario, declared
from sim.study.loop import run_study
from sim.study.ranges import coded, every, problem
from sim.study.sample import METHODS, Sample, read_sample, rows

COVERAGE, RELIEF, COMMITMENT = "monitoring.coverage", "sanctions.relief", "guarantee.commitment"
SWITCH, CHOICE = "table.kyiv", "sanctions.snapback"
MIXED = [COVERAGE, SWITCH, CHOICE, RELIEF]
THREE = [COVERAGE, RELIEF, COMMITMENT]


def sample(method: str, points: int, over: object = MIXED, **more: object) -> Sample:
    """A sample as a study file would give it; skipped where Morris is asked for and SALib is missing."""
    if method == "morris":
        pytest.importorskip("SALib")
    return read_sample({"method": method, "points": points, "over": over, **more})


def unit(drawn: pd.DataFrame, made: Sample) -> np.ndarray:
    """A sample over numbers, back in the unit cube."""
    bounds = np.array(problem(made.ranges())["bounds"])
    return (coded(drawn, made.ranges()) - bounds[:, 0]) / (bounds[:, 1] - bounds[:, 0])


@pytest.mark.parametrize("method", METHODS)
def test_columns_have_types_and_values_lie_in_their_ranges(method: str) -> None:
    """Numbers are float64, switches bool, choices words; all within low and high or among the options."""
    made = sample(method, 32)
    drawn = made.draw()
    assert tuple(drawn.columns) == made.columns() == tuple(MIXED)
    assert [str(t) for t in drawn.dtypes] == ["float64", "bool", "object", "float64"]
    assert len(drawn) == made.size()
    for path in (COVERAGE, RELIEF):
        assert drawn[path].between(declared()[path].low, declared()[path].high).all()
    assert set(drawn[SWITCH]) == {False, True}
    assert set(drawn[CHOICE]) == set(declared()[CHOICE].options)


@pytest.mark.parametrize("method", METHODS)
def test_points_are_plain_values_that_a_scenario_takes(method: str) -> None:
    """Taken out, a point holds float, bool and str, goes through JSON unchanged and makes a scenario."""
    made = sample(method, 8)
    points = list(rows(made.draw()))
    assert len(points) == made.size()
    for point in points:
        assert [type(v) for v in point.values()] == [float, bool, str, float]
        assert json.loads(json.dumps(point)) == point
        changed = Scenario().with_values(point)
        assert {path: changed.value(path) for path in point} == point


@given(st.sampled_from(["lhs", "sobol", "saltelli"]), st.integers(1, 40), st.integers(0, 2**64 - 1))
def test_any_number_of_points_and_any_seed_stay_in_bounds(method: str, points: int, seed: int) -> None:
    """However many points and whatever the seed, the design has its size and each value its range."""
    made = sample(method, points, THREE, seed=seed)
    drawn = made.draw()
    assert len(drawn) == made.size() == (points * 5 if method == "saltelli" else points)
    for r in made.ranges():
        assert drawn[r.path].between(r.low, r.high).all()


@pytest.mark.parametrize("points", [7, 100, 256])
def test_a_latin_hypercube_has_one_point_in_each_stratum_of_each_axis(points: int) -> None:
    """Cut into as many strata as points, each axis has exactly one point in each."""
    made = sample("lhs", points, THREE)
    strata = np.floor(unit(made.draw(), made) * points).astype(int)
    for axis in strata.T:
        assert sorted(axis) == list(range(points))


@pytest.mark.parametrize("power", [1, 4, 8])
def test_a_sobol_sample_is_balanced_for_powers_of_two(power: int) -> None:
    """Of 2**m points each half of each axis has half, each of 2**m strata one, and a switch is on in half."""
    points = 2**power
    made = sample("sobol", points, [*THREE, SWITCH])
    drawn = made.draw()
    places = unit(drawn, made)[:, :3]
    assert ((places < 0.5).sum(axis=0) == points // 2).all()
    for axis in np.floor(places * points).astype(int).T:
        assert sorted(axis) == list(range(points))
    assert drawn[SWITCH].sum() == points // 2


@pytest.mark.parametrize("levels", [2, 4, 6, 10])
def test_a_morris_trajectory_moves_one_parameter_a_step_and_each_once(levels: int) -> None:
    """From point to point exactly one column changes; in a trajectory each does once, by the step of the grid."""
    made = sample("morris", 50, MIXED, levels=levels)
    drawn = made.draw()
    assert len(drawn) == 50  # ten trajectories of five points
    step = levels / (2 * (levels - 1))
    for start in range(0, len(drawn), 5):
        places = unit(drawn.iloc[start : start + 5], made)
        moved = np.diff(places, axis=0)
        assert ((moved != 0).sum(axis=1) == 1).all()
        assert ((moved != 0).sum(axis=0) == 1).all()
        numbers = [0, 3]
        assert np.abs(moved[:, numbers]).sum(axis=0) == pytest.approx(step)
    on_grid = unit(drawn, made)[:, [0, 3]] * (levels - 1)
    assert on_grid == pytest.approx(np.rint(on_grid), abs=1e-9)


def test_morris_points_are_rounded_up_to_whole_trajectories() -> None:
    """Asked for 11 points over 4 parameters, there are 15: three trajectories, as when three are asked for."""
    made = sample("morris", 11)
    assert made.size() == 15
    asked = read_sample({"method": "morris", "trajectories": 3, "over": MIXED})
    pd.testing.assert_frame_equal(made.draw(), asked.draw())


def test_morris_finds_the_slopes_of_a_plane() -> None:
    """SALib's analysis of a drawn design gives the slopes of a linear function exactly, switches included."""
    pytest.importorskip("SALib")
    from SALib.analyze import morris

    made = sample("morris", 40, [*THREE, SWITCH])
    drawn = made.draw()
    y = unit(drawn, made) @ np.array([3.0, -2.0, 0.0, 0.5])
    found = morris.analyze(problem(made.ranges()), coded(drawn, made.ranges()), y, num_levels=4, seed=1)
    # A switch moves by all of its range, where the analysis takes the two thirds of a grid of four levels.
    assert np.asarray(found["mu"]) == pytest.approx([3.0, -2.0, 0.0, 0.5 / (2 / 3)])
    assert list(found["names"]) == [*THREE, SWITCH]


@pytest.mark.parametrize("second_order", [False, True])
def test_saltelli_recovers_the_known_indices_of_ishigami(second_order: bool) -> None:
    """Over three declared ranges, SALib's analysis gives the exact Sobol' indices of Ishigami within 0.03."""
    sobol = pytest.importorskip("SALib.analyze.sobol")
    made = sample("saltelli", 2048, THREE, second_order=second_order)
    x = (2 * unit(made.draw(), made) - 1) * np.pi
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = sobol.analyze(problem(made.ranges()), y, calc_second_order=second_order, seed=1)
    # Variances of the function's parts, by its definition (Ishigami & Homma 1990) with a = 7 and b = 0.1.
    first = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2
    second = 7**2 / 8
    pair = 0.1**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + pair
    assert found["S1"] == pytest.approx([first / whole, second / whole, 0], abs=0.03)
    assert found["ST"] == pytest.approx([(first + pair) / whole, second / whole, pair / whole], abs=0.03)
    if second_order:
        assert found["S2"][0, 2] == pytest.approx(pair / whole, abs=0.05)


@pytest.mark.parametrize("method", METHODS)
def test_one_sample_is_one_set_of_values(method: str) -> None:
    """Drawn twice it is equal; with another seed no number is; NumPy's global random state is untouched."""
    before = np.random.get_state()  # noqa: NPY002
    one, again, other = (sample(method, 64, seed=seed).draw() for seed in (7, 7, 8))
    after = np.random.get_state()  # noqa: NPY002
    pd.testing.assert_frame_equal(one, again)
    if method == "morris":  # on a grid of four levels, chance meets
        assert not one[COVERAGE].equals(other[COVERAGE])
    else:
        assert not set(one[COVERAGE]) & set(other[COVERAGE])
    assert before[2:] == after[2:]
    assert (before[1] == after[1]).all()


def test_another_process_draws_the_same_values() -> None:
    """Bit for bit and for every method, with global state seeded otherwise and another order of hashes."""
    made = [sample(method, 16) for method in METHODS]
    code = (
        "import json, sys, numpy as np; np.random.seed(99); from sim.study.sample import *;"
        "print(json.dumps([list(rows(read_sample(told).draw())) for told in json.loads(sys.argv[1])]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, json.dumps([one.about() for one in made])],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "5", "PYTHONPATH": "."},
    )
    assert json.loads(run.stdout) == [list(rows(one.draw())) for one in made]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("over", [MIXED, "all", {COVERAGE: [0.1, 0.3], CHOICE: ["automatic", "none"]}])
def test_what_is_told_of_a_sample_draws_it_again(method: str, over: object) -> None:
    """Written to YAML and JSON and read back, `about` is a design file's sample with the same points."""
    made = sample(method, 5, over, seed=3, **({"second_order": True} if method == "saltelli" else {}))
    excluded = {COMMITMENT}
    told = made.about(excluded)
    assert json.loads(json.dumps(told)) == told == yaml.safe_load(yaml.safe_dump(told))
    again = read_sample(told)
    assert again.about() == told
    pd.testing.assert_frame_equal(again.draw(), made.draw(excluded))


def test_all_heeds_what_is_excluded_and_names_do_not() -> None:
    """Over `all`, what the arms set is not varied; what a study names is."""
    over_all, named = sample("lhs", 4, "all"), sample("lhs", 4, [COVERAGE, RELIEF])
    assert over_all.columns() == tuple(r.path for r in every())
    assert set(over_all.columns()) - set(over_all.columns({COVERAGE, SWITCH})) == {COVERAGE, SWITCH}
    assert named.columns({COVERAGE}) == (COVERAGE, RELIEF)


def test_the_seed_is_one_unless_given() -> None:
    """A sample without a seed is the sample with seed 1."""
    pd.testing.assert_frame_equal(sample("sobol", 8).draw(), sample("sobol", 8, seed=1).draw())


@pytest.mark.parametrize(
    ("method", "points", "notice"),
    [("sobol", 256, None), ("sobol", 1, None), ("lhs", 100, None), ("sobol", 100, "64 or 128 points rather")],
)
def test_an_unbalanced_sobol_sample_is_noticed(method: str, points: int, notice: str | None) -> None:
    """Any number of points is taken; where it is no power of two the neighbours are named."""
    told = sample(method, points).notice
    assert told is None if notice is None else notice in str(told)


@pytest.mark.parametrize("method", ["lhs", "sobol", "saltelli"])
def test_drawing_everything_takes_seconds_at_most(method: str) -> None:
    """Over all parameters, 4,096 points (11 of the base sample under saltelli) are drawn within four seconds."""
    made = sample(method, 11 if method == "saltelli" else 4096, "all")
    start = time.perf_counter()
    drawn = made.draw()
    assert time.perf_counter() - start < 4
    assert len(drawn) >= 4000 and drawn.shape[1] == len(every())


def test_morris_without_salib_says_how_to_get_it(monkeypatch) -> None:
    """Where SALib is not installed, the message names the extra and the methods that need none."""
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    made = read_sample({"method": "morris", "points": 10, "over": MIXED})
    with pytest.raises(
        InputError, match=r"not installed.*lhs, sobol or saltelli.*pip install 'ceasefire\[explore\]'"
    ):
        made.draw()


def test_methods_but_morris_need_no_salib(monkeypatch) -> None:
    """Latin hypercube, Sobol' and Saltelli designs are drawn without the optional extra."""
    monkeypatch.setitem(sys.modules, "SALib", None)
    assert [len(sample(method, 4, THREE).draw()) for method in ("lhs", "sobol", "saltelli")] == [4, 4, 20]


def test_a_design_over_all_that_is_too_large_is_refused_when_drawn() -> None:
    """The limit holds for what is drawn, not for what is asked: 2**21 points are fine over two, not over all."""
    assert sample("lhs", 2**21, [COVERAGE, RELIEF]).size() == 2**21
    with pytest.raises(
        InputError, match=r"2,097,152 points over \d+ parameters is too large at design.sample.points"
    ):
        sample("lhs", 2**21, "all").draw()


GOOD = {"method": "lhs", "points": 4, "over": [COVERAGE]}
MORRIS = {"method": "morris", "trajectories": 4, "over": [COVERAGE]}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "wrong type at design.sample .*a mapping with method, points and over"),
        ("sobol", "wrong type at design.sample"),
        ({}, "needs this key at design.sample.method"),
        ({"method": "lhs", "points": 4}, "needs this key at design.sample.over"),
        ({"method": "lhs", "over": [COVERAGE]}, "needs this key at design.sample.points"),
        ({"method": "morris", "over": [COVERAGE]}, "needs this key.*either points or trajectories"),
        ({**MORRIS, "points": 8}, "one of two keys too many.*either points or trajectories"),
        ({**GOOD, "pionts": 8}, "unknown key at design.sample.pionts.*did you mean 'points'"),
        ({**GOOD, "method": "sobl"}, "unknown method at design.sample.method.*did you mean 'sobol'"),
        ({**GOOD, "method": ["lhs"]}, "unknown method"),
        ({**GOOD, "points": 0}, "value out of range at design.sample.points.*got 0; allowed: 1 to"),
        ({**GOOD, "points": 4.0}, "wrong type at design.sample.points.*a whole number"),
        ({**GOOD, "points": 2**24 + 1}, "value out of range at design.sample.points"),
        ({**GOOD, "method": "saltelli", "points": 2**23}, "25,165,824 points over 1 parameter is too large"),
        ({**MORRIS, "trajectories": 2**24}, "is too large at design.sample.trajectories"),
        ({**GOOD, "seed": -1}, "value out of range at design.sample.seed"),
        ({**GOOD, "seed": "seven"}, "wrong type at design.sample.seed"),
        ({**GOOD, "levels": 4}, "lhs does not take this key at design.sample.levels.*with morris only"),
        ({**GOOD, "trajectories": 4}, "lhs does not take this key at design.sample.trajectories"),
        ({**MORRIS, "second_order": True}, "morris does not take this key.*with saltelli only"),
        ({**MORRIS, "levels": 5}, "value out of range at design.sample.levels.*an even number"),
        ({**GOOD, "method": "saltelli", "second_order": 1}, "wrong type.*true or false"),
        ({**GOOD, "over": ["monitoring.cover"]}, "unknown parameter at monitoring.cover"),
    ],
)
def test_each_fault_of_a_sample_is_named_in_one_line(value: object, message: str) -> None:
    """Whatever is wrong, there is one message of one line that names the place and the file."""
    with pytest.raises(InputError, match=message) as caught:
        read_sample(value, Path("small.yaml"))
    assert "\n" not in str(caught.value)
    assert "small.yaml" in str(caught.value)


def test_a_sample_out_of_balance_is_told_when_it_is_run(tmp_path: Path) -> None:
    """Six Sobol' points are run, with a sentence that four or eight would be balanced; run again, nothing is said."""
    file, said = tmp_path / "odd.yaml", []
    file.write_text(
        "name: odd\nscenario: coarse.yaml\narms: {regimes: [none]}\nruns: 2\nhorizon_years: 0.1\n"
        "design: {sample: {method: sobol, points: 6, over: [aims.russia]}}\n"
    )
    run_study(file, tmp_path / "out", notice=said.append)
    assert [text for text in said if "4 or 8 points rather than 6" in text]
    said.clear()
    run_study(file, tmp_path / "out", notice=said.append)
    assert said == []
