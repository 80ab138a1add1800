"""Studies over what is not known: the same arms at other parameters, in a folder within the first one's."""

from pathlib import Path

import pytest

import sim
from sim.scenario.errors import InputError
from sim.study import learnt
from sim.study.reading import read_study
from sim.study.sampled import over_uncertainty
from sim.views.report.uncertainty_section import doubt_of

STUDY = """
name: doubtful
scenario: baseline.yaml
arms: {regimes: [none, treaty_with_troops], reference: none}
runs: 14
horizon_years: 0.5
uncertainty:
  sample: {method: lhs, points: 20, over: {aims.russia: [24.0, 50.0], sanctions.relief: [0.0, 1.0]}}
  runs: 10
  values: {line.sector_miles: 200.0}
"""


def written(folder: Path, text: str = STUDY) -> Path:
    """A study file."""
    file = folder / "doubtful.yaml"
    file.write_text(text)
    return file


def test_it_has_the_arms_of_the_study_and_points_of_its_own(tmp_path: Path) -> None:
    """Arms, reference, seed and horizon are the study's; points, runs and values are those under uncertainty."""
    study = read_study(written(tmp_path), seed=7)
    again = over_uncertainty(study)
    assert again is not None
    assert (again.arms, again.reference, again.seed) == (study.arms, "none", 7)
    assert (len(again.points), again.runs, again.horizon_years) == (20, 10, 0.5)
    assert again.columns == ("aims.russia", "sanctions.relief")
    assert {cell.scenario.line.sector_miles for cell in again.cells} == {200.0}
    assert study.scenario.line.sector_miles != 200.0
    assert over_uncertainty(again) is None


def test_what_an_override_sets_is_not_varied(tmp_path: Path) -> None:
    """A path that the caller sets leaves the sample and holds everywhere; with none left there is nothing to run."""
    again = over_uncertainty(read_study(written(tmp_path), overrides={"aims.russia": 40.0}))
    assert again is not None and again.columns == ("sanctions.relief",)
    assert {cell.scenario.aims.russia for cell in again.cells} == {40.0}
    both = {"aims.russia": 40.0, "sanctions.relief": 0.5}
    assert over_uncertainty(read_study(written(tmp_path), overrides=both)) is None


def test_a_quick_look_leaves_it_out(tmp_path: Path) -> None:
    """With fewer runs than the file says there is no uncertainty, with as many there is."""
    assert read_study(written(tmp_path), runs=5).uncertainty is None
    assert read_study(written(tmp_path), runs=14).uncertainty is not None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  runs: 10", "  rums: 10", "did you mean 'runs'"),
        ("  runs: 10\n", "", "uncertainty.runs"),
        ("  runs: 10", "  runs: 0", "uncertainty.runs"),
        ("method: lhs", "method: saltelli", "do not fill a space evenly"),
        ("aims.russia:", "aims.rusia:", "aims.russia"),
        ("aims.russia: [24.0, 50.0]", "guarantee.commitment: [0.1, 0.5]", "sets this itself"),
        ("values: {line.sector_miles: 200.0}", "values: 3", "uncertainty.values"),
        ("values: {line.sector_miles: 200.0}", "values: {line.sector_mile: 200.0}", "line.sector_miles"),
    ],
)
def test_bad_uncertainty_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Unknown, missing and wrong keys, methods that do not fill a space, and parameters that an arm sets."""
    with pytest.raises(InputError, match=said):
        read_study(written(tmp_path, STUDY.replace(old, new)))


def test_it_is_run_into_a_folder_within_the_studys_own(tmp_path: Path) -> None:
    """Running a study runs both, a second time nothing changes, and the results of one lead to those of the other."""
    file, out = written(tmp_path), tmp_path / "out"
    results = sim.run_study(file, out)
    again = results.uncertainty
    assert again is not None and again.uncertainty is None
    assert len(results.outcomes) == 2 * 14 and len(again.outcomes) == 2 * 20 * 10
    before = {p.name: p.read_bytes() for p in (out / "uncertainty" / "outcomes").iterdir()}
    sim.run_study(file, out, threads=1)
    assert {p.name: p.read_bytes() for p in (out / "uncertainty" / "outcomes").iterdir()} == before


def test_interrupted_it_goes_on(tmp_path: Path) -> None:
    """Interrupted in the second part, the same call ends with the same outcomes as without."""
    whole = sim.run_study(written(tmp_path), tmp_path / "whole").uncertainty

    def stop(progress: object) -> None:
        if getattr(progress, "total", 0) == 400:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sim.run_study(written(tmp_path), tmp_path / "cut", progress=stop)
    resumed = sim.run_study(written(tmp_path), tmp_path / "cut").uncertainty
    assert whole is not None and resumed is not None
    assert resumed.outcomes.equals(whole.outcomes)


SHORT = """
name: doubtful
scenario: baseline.yaml
arms: {regimes: [none, treaty_with_troops], custom: {bold: {deterrence.war_cost: 10.0}}, reference: none}
runs: 14
horizon_years: 0.5
uncertainty: posterior
"""


def test_over_what_other_ceasefires_taught(tmp_path: Path) -> None:
    """One word: 64 draws, 40 runs each; constants that an arm sets stay and are named, as is the file of draws."""
    again = over_uncertainty(read_study(written(tmp_path, SHORT)))
    assert again is not None
    assert (len(again.points), again.runs, len(again.columns)) == (64, 40, 10)
    design = again.design
    assert design["left_out"] == {"deterrence.war_cost": "arm bold"}
    assert (design["learnt"], design["draws"]) == (list(again.columns), learnt.fingerprint())
    assert {cell.scenario.deterrence.war_cost for cell in again.cells} == {14.0, 10.0}


def test_what_no_case_informs_is_sampled_beside_the_draws(tmp_path: Path) -> None:
    """With ``over`` the rest of a Latin hypercube stands beside the draws; what it names itself is not drawn."""
    over = "{sample: {method: posterior, points: 128, over: [sanctions.relief, aims.russia]}, runs: 12}"
    again = over_uncertainty(read_study(written(tmp_path, SHORT.replace("posterior", over))))
    assert again is not None and len(again.points) == 128
    assert again.design["left_out"]["aims.russia"] == "its own range"
    assert again.design["over"]["aims.russia"] == [24.0, 50.0]
    relief = again.points.columns["sanctions.relief"]
    assert len(set(relief)) == 128
    assert len(set(again.points.columns["fear.strength"])) == 64


def test_over_all_beside_the_draws_leaves_them_their_constants(tmp_path: Path) -> None:
    """``over: all`` is everything that has a range, but for what is learnt, set by an arm, or shared by all runs."""
    text = SHORT.replace("posterior", "{sample: {method: posterior, over: all}, runs: 12}")
    again = over_uncertainty(read_study(written(tmp_path, text)))
    assert again is not None and len(again.columns) > 100
    assert len(again.design["learnt"]) == 10 and "deterrence.war_cost" not in again.columns


def test_an_override_takes_a_learnt_constant_out(tmp_path: Path) -> None:
    """A constant that the caller sets holds everywhere, and the design says why it is not varied."""
    again = over_uncertainty(read_study(written(tmp_path, SHORT), overrides={"fear.strength": 9.0}))
    assert again is not None and again.design["left_out"]["fear.strength"] == "an override"
    assert {cell.scenario.fear.strength for cell in again.cells} == {9.0}


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("posteriour", "did you mean 'posterior'"),
        ("{sample: prior, runs: 12}", "uncertainty.sample"),
        ("{sample: {method: posterior, point: 12}, runs: 12}", "did you mean 'points'"),
        ("{sample: {method: posterior, points: 0}, runs: 12}", "uncertainty.sample.points"),
        ("{sample: {method: posterior, seed: 3}, runs: 12}", "with over only"),
        ("{sample: {method: posterior, over: [aims.rusia]}, runs: 12}", "aims.russia"),
        ("{sample: {method: posterior, over: [deterrence.war_cost]}, runs: 12}", "sets this itself"),
        ("3", "the word posterior"),
    ],
)
def test_bad_draws_are_refused(tmp_path: Path, new: str, said: str) -> None:
    """Unknown words and keys, no points, a seed without anything to seed, and parameters that an arm sets."""
    with pytest.raises(InputError, match=said):
        read_study(written(tmp_path, SHORT.replace("uncertainty: posterior", f"uncertainty: {new}")))


def test_it_is_run_over_the_draws(tmp_path: Path) -> None:
    """Run into its folder, recorded in its manifest, and opened like any other."""
    text = SHORT.replace("posterior", "{sample: {method: posterior, points: 20}, runs: 10}")
    again = sim.run_study(written(tmp_path, text), tmp_path / "out").uncertainty
    assert again is not None and len(again.outcomes) == 3 * 20 * 10
    assert again.manifest["design"]["draws"] == learnt.fingerprint()
    assert doubt_of(again) is not None
