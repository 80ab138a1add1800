"""The verbs sensitivity and discover, from a study file to files and figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer import Typer
from typer.testing import CliRunner

import sim
from sim.cli.discover import discover
from sim.cli.sensitivity import sensitivity
from sim.scenario.errors import InputError

pytest.importorskip("SALib")
STUDY = """
name: small
scenario: baseline.yaml
arms: {regimes: [none, treaty], reference: none}
runs: 3
horizon_years: {years}
"""
COARSE = ["--set", "line.sector_miles=200"]


def call(verb: object, arguments: list[str], fine: bool = True) -> str:
    """What a verb prints; its error is raised."""
    app = Typer()
    app.command()(verb)  # type: ignore[type-var]
    result = CliRunner().invoke(app, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert (result.exit_code == 0) is fine, result.output
    return result.output


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study file without a design."""
    file = tmp_path / "small.yaml"
    file.write_text(STUDY.replace("{years}", "10"))
    return file


def test_screening_then_indices_of_a_study_without_design(study: Path, tmp_path: Path) -> None:
    """Both stages are ordinary study folders, the file holds both, figures are there, and the plan is said first."""
    out = tmp_path / "out"
    paths = "deterrence.war_cost,aims.russia"
    arguments = [str(study), "--over", paths, "--trajectories", "3", "--top", "2", "--points", "4", "--runs", "12",
                 "--out", str(out), *COARSE]  # fmt: skip
    planned = call(sensitivity, [*arguments, "--plan"])
    assert "2 arms x 9 points x 12 runs = 216 runs" in planned and not out.exists()
    said = call(sensitivity, arguments)
    assert "indices of at most 2 parameters: 2 arms x 16 points x 12 runs = 384 runs" in said
    table = pd.read_csv(out / "sensitivity.csv")
    assert set(table["method"]) == {"morris", "saltelli"}
    assert set(table["quantity"]) == {"level", "gain"}
    assert set(table["measure"]) == {"survival_5y", "rmst_years"}
    assert table["noise_share"].notna().any()
    for stage, rows in (("morris", 9 * 2 * 12), ("sobol", 4 * 4 * 2 * 12)):
        assert len(sim.open_study(out / stage).outcomes) == rows
        assert (out / "figures" / f"{stage}_rmst_years_level.png").stat().st_size > 10_000
    again = call(sensitivity, [str(out / "morris")])
    assert "Monte-Carlo noise" in again


def test_a_design_that_is_not_whole_is_refused(study: Path, tmp_path: Path) -> None:
    """With a file of outcomes gone the analysis says how many runs are missing, and does not analyse the rest."""
    sampled = tmp_path / "sampled.yaml"
    sampled.write_text(
        STUDY.replace("{years}", "1")
        + "design: {sample: {method: morris, trajectories: 2, over: [aims.russia, aims.spread]}}\n"
    )
    results = sim.run_study(str(sampled), tmp_path / "run")
    gone = results.at(f"outcomes/{results.files[0]}")
    Path(gone).unlink()
    with pytest.raises(InputError, match="not whole: 36 of 36 runs are missing"):
        call(sensitivity, [str(tmp_path / "run")])


def test_other_designs_are_refused(study: Path, tmp_path: Path) -> None:
    """A study without a sample has no points to analyse: one message says what is needed."""
    sim.run_study(str(study), tmp_path / "run")
    for verb in (sensitivity, discover):
        with pytest.raises(InputError, match="needs a study with a sampled design"):
            call(verb, [str(tmp_path / "run")])


def test_discover_says_why_there_is_no_box(tmp_path: Path) -> None:
    """Where a regime hardly ever fails, the verb says how often it does and that no box can be found."""
    pytest.importorskip("ema_workbench")
    file = tmp_path / "drawn.yaml"
    file.write_text(
        STUDY.replace("{years}", "1")
        + "design: {sample: {method: lhs, points: 12, over: [aims.russia, aims.spread]}}\n"
    )
    sim.run_study(str(file), tmp_path / "run")
    said = call(discover, [str(tmp_path / "run"), "--fails", "survival_1y < 0.5", "--regime", "treaty"])
    assert "of 12 points" in said and "No box" in said
    with pytest.raises(InputError, match="no such regime"):
        call(discover, [str(tmp_path / "run"), "--regime", "treety", "--fails", "survival_1y < 0.5"])
    with pytest.raises(InputError, match="beyond the horizon"):
        call(discover, [str(tmp_path / "run"), "--fails", "survival_5y < 0.5"])


@pytest.mark.parametrize("sample", ["method: lhs, over: [aims.russia, aims.spread]", "method: posterior"])
def test_discover_looks_at_the_uncertainty_of_a_study_without_a_sample(tmp_path: Path, sample: str) -> None:
    """A study that was run over what is not known is searched there."""
    file = tmp_path / "doubtful.yaml"
    file.write_text(
        STUDY.replace("{years}", "1") + f"uncertainty: {{sample: {{{sample}, points: 12}}, runs: 4}}\n"
    )
    sim.run_study(str(file), tmp_path / "run")
    said = call(discover, [str(tmp_path / "run"), "--fails", "survival_1y < 0.5", "--regime", "treaty"])
    assert "of 12 points (" in said and "4 runs each" in said
