"""Reading a study: what it means, and each fault with a message that names file, place and way out."""

from pathlib import Path

import pytest

from sim.scenario.errors import InputError
from sim.scenario.files import load, names
from sim.study.reading import read_study
from sim.study.study import Study

GOOD = """
name: small
scenario: baseline.yaml
arms: {regimes: [none, treaty], reference: none}
runs: 10
seed: 3
horizon_years: 2
"""


def written(folder: Path, text: str) -> Path:
    """A study file with some text."""
    file = folder / "small.yaml"
    file.write_text(text)
    return file


def test_a_file_is_read_as_it_says(tmp_path: Path) -> None:
    """Name, arms, reference, runs, seed and horizon are those of the file; the rest has its default."""
    study = read_study(written(tmp_path, GOOD))
    assert (study.name, study.reference, study.runs, study.seed) == ("small", "none", 10, 3)
    assert (study.horizon_years, study.engine, study.columns) == (2.0, "batch", ())
    assert [(cell.regime, cell.point) for cell in study.cells] == [("none", 0), ("treaty", 0)]


def test_arms_of_all_kinds_may_be_mixed(tmp_path: Path) -> None:
    """Regimes, terms and custom arms stand side by side; a custom arm sets what it says and nothing else."""
    arms = "{regimes: [none], terms: [minsk_like], custom: {watched: {monitoring.coverage: 0.9}, same: {}}}"
    study = read_study(written(tmp_path, f"name: x\nscenario: baseline.yaml\narms: {arms}"))
    by_name = {cell.regime: cell.scenario for cell in study.cells}
    assert list(by_name) == ["none", "minsk_like", "watched", "same"]
    assert by_name["watched"] == load("baseline.yaml", {"monitoring.coverage": 0.9})
    assert by_name["same"] == load("baseline.yaml")
    assert study.reference == "none"


def test_what_the_caller_says_comes_last(tmp_path: Path) -> None:
    """Runs, seed, horizon and overrides of the caller beat the file, in every arm."""
    study = read_study(
        written(tmp_path, GOOD), runs=4, seed=9, horizon_years=1, overrides={"guarantee.commitment": 0.25}
    )
    assert (study.runs, study.seed, study.horizon_years) == (4, 9, 1.0)
    assert {cell.scenario.guarantee.commitment for cell in study.cells} == {0.25}


def test_files_are_looked_up_beside_the_study_first(tmp_path: Path) -> None:
    """A scenario and a regime beside the study are used before presets of the same name."""
    (tmp_path / "baseline.yaml").write_text("monitoring: {coverage: 0.11}")
    (tmp_path / "regimes").mkdir()
    (tmp_path / "regimes" / "treaty.yaml").write_text("guarantee: {commitment: 0.33}")
    none, treaty = read_study(written(tmp_path, GOOD)).cells
    assert none.scenario.monitoring.coverage == treaty.scenario.monitoring.coverage == 0.11
    assert treaty.scenario.guarantee.commitment == 0.33


def test_a_study_may_extend_another(tmp_path: Path) -> None:
    """What a study leaves out is that of the study it extends."""
    base = written(tmp_path, GOOD)
    child = tmp_path / "child.yaml"
    child.write_text("extends: small.yaml\nname: child\nruns: 7")
    study, parent = read_study(child), read_study(base)
    assert (study.name, study.runs, study.seed) == ("child", 7, 3)
    assert study.cells == parent.cells


@pytest.mark.parametrize("name", names("studies"))
def test_every_preset_study_is_valid(name: str) -> None:
    """Each study of configs/studies/ can be read by its name alone, and its arms all differ."""
    study = read_study(name)
    assert study.name == name
    # Of a design of many points the first: resolving all takes as long as running some.
    cells = [study.cells[arm * len(study.points)] for arm in range(len(study.arms))]
    assert len({cell.id for cell in cells}) == len(cells)


def test_the_guarantees_study_compares_every_regime() -> None:
    """No regime of configs/regimes/ is left out of the guarantees study, and each has at least 1,000 runs."""
    study = read_study("guarantees")
    assert {arm.name for arm in study.arms} == set(names("regimes"))
    assert (study.reference, study.horizon_years) == ("none", 10.0)
    assert study.runs >= 1000


FAULTS = {
    "unknown key": (GOOD + "rnus: 3", "unknown key at rnus.*small.yaml.*did you mean 'runs'"),
    "missing name": (GOOD.replace("name: small", ""), "needs this key at name"),
    "bad name": (GOOD.replace("small", "../up"), "becomes a folder.*'../up'"),
    "missing scenario": (GOOD.replace("baseline", "basline"), "no such file at scenario.*basline"),
    "unknown regime": (GOOD.replace("treaty", "treatie"), "'treatie'.*did you mean 'treaty'"),
    "unknown arm kind": (GOOD.replace("regimes", "regime"), "unknown key at arms.regime.*'regimes'"),
    "unknown reference": (GOOD.replace("reference: none", "reference: no"), "wrong type at arms.reference"),
    "foreign reference": (GOOD.replace("reference: none", "reference: porcupine"), "not one of the arms"),
    "twice": (GOOD.replace("[none, treaty]", "[none, none]"), "two arms have one name.*'none'"),
    "no arms": (GOOD.replace("[none, treaty], reference: none", "[]"), "no arms to compare"),
    "runs zero": (GOOD.replace("runs: 10", "runs: 0"), "out of range at runs: got 0"),
    "runs words": (GOOD.replace("runs: 10", "runs: many"), "wrong type at runs: got 'many'"),
    "runs true": (GOOD.replace("runs: 10", "runs: true"), "wrong type at runs"),
    "seed negative": (GOOD.replace("seed: 3", "seed: -1"), "out of range at seed: got -1"),
    "horizon": (GOOD.replace("years: 2", "years: 100"), "out of range at horizon.years.*100"),
    "engine": (GOOD + "engine: meza", "unknown engine.*did you mean 'mesa'"),
    "series": (GOOD + "series: daily", "unknown series at series: got 'daily'; allowed: none, weekly"),
    "sample": (GOOD + "design: {sample: {method: lhs}}", "needs this key at design.sample.over"),
    "precision": (GOOD + "precision: {half_width: 0.02}", "needs this key at precision.survival_at_years"),
    "both designs": (
        GOOD + "design: {grid: {}, table: x.csv}",
        "a design is one thing.*one of grid, sample, table",
    ),
    "unknown axis": (
        GOOD + "design: {grid: {monitoring.coverag: [1]}}",
        "unknown parameter at monitoring.coverag .*did you mean 'monitoring.coverage'",
    ),
    "axis not a list": (GOOD + "design: {grid: {monitoring.coverage: 0.5}}", "a list of values"),
    "axis out of range": (GOOD + "design: {grid: {monitoring.coverage: [0.5, 7]}}", "out of range.*got 7"),
    "axis of horizons": (GOOD + "design: {grid: {horizon.years: [1, 2]}}", "set horizon_years"),
    "arm with a horizon": (
        GOOD.replace("regimes:", "custom: {a: {horizon.years: 3}}, regimes:"),
        "same in every arm",
    ),
    "custom value": (
        GOOD.replace("regimes:", "custom: {a: {monitoring.coverage: 3}}, regimes:"),
        "in arm 'a'.*out of range at monitoring.coverage: got 3",
    ),
    "not YAML": ("name: [", "not valid YAML, line"),
    "not a mapping": ("- a", "not a mapping"),
    "circle": ("extends: small.yaml", "in a circle"),
    "key twice": (GOOD + "runs: 3", "stands twice"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_named(fault: str, tmp_path: Path) -> None:
    """Every fault of a study file raises InputError with what is wrong, where, and what is allowed."""
    text, message = FAULTS[fault]
    with pytest.raises(InputError, match=message):
        read_study(written(tmp_path, text))


def test_an_unknown_study_suggests_the_nearest() -> None:
    """A study that does not exist is answered with the nearest preset."""
    with pytest.raises(InputError, match=r"did you mean 'guarantees'"):
        read_study("guarantee")


def test_an_override_may_not_undo_the_design(tmp_path: Path) -> None:
    """An override of a path that the design varies is refused."""
    file = written(tmp_path, GOOD + "design: {grid: {monitoring.coverage: [0.2, 0.8]}}")
    with pytest.raises(InputError, match=r"undo the design.*monitoring.coverage"):
        read_study(file, overrides={"monitoring.coverage": 0.5})


def test_a_study_made_in_python_is_checked_too() -> None:
    """A Study without arms or with a bad number is refused when it is made."""
    arms = read_study("packages").arms
    with pytest.raises(InputError, match=r"runs"):
        Study("x", load("baseline.yaml"), arms, runs=0)
    with pytest.raises(InputError, match=r"no arms"):
        Study("x", load("baseline.yaml"), ())
