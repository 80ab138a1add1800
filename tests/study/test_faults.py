"""What raises in a run or lies about in the folder costs only itself, is told, and is mended by the same command."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sim.engine import batch
from sim.scenario.errors import InputError
from sim.scenario.files import Arm, load
from sim.study import loop, manifest
from sim.study.design import grid
from sim.study.failures import TooManyFailures
from sim.study.loop import run_study
from sim.study.progress import Progress
from sim.study.store import Store
from sim.study.study import Study

COVERAGE = "monitoring.coverage"


def study(runs: int = 30, **changes: object) -> Study:
    """Two arms at three points, ten days long."""
    base = load("baseline.yaml", {"horizon.years": 0.03, "line.sector_miles": 200.0})
    arms = (Arm("none", "custom"), Arm("held", "custom", values={"sanctions.relief": 0.8}))
    settings = {"points": grid({COVERAGE: [0.2, 0.5, 0.8]}), "runs": runs, "seed": 5, **changes}
    return Study("small", base, arms, **settings)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "chunk_size", lambda *_: 10)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The outcomes of the study when nothing interferes."""
    return run_study(study(), tmp_path_factory.mktemp("whole") / "out").outcomes


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """While the list is not empty, a rule raises in runs 3 and 17 at coverage 0.5."""
    real, active = batch.run, [True]

    def run(records: np.ndarray, points: np.ndarray, runs: np.ndarray, *rest: Any, **more: Any) -> Any:
        there = np.isclose(records["monitoring"]["coverage"][points], 0.5) & np.isin(runs, [3, 17])
        if active and there.any():
            raise ZeroDivisionError("a rule met a zero")
        return real(records, points, runs, *rest, **more)

    monkeypatch.setattr(batch, "run", run)
    return active


def test_a_rule_that_raises_at_one_point_costs_only_its_runs(
    faulty: list[bool], whole: pd.DataFrame, tmp_path: Path
) -> None:
    """The other runs are kept as they are; the failed ones stand in the store with error and traceback."""
    steps: list[Progress] = []
    made = run_study(study(), tmp_path, progress=steps.append)
    lost = (whole[COVERAGE] == 0.5) & whole["run"].isin([3, 17])
    assert_frame_equal(made.outcomes, whole[~lost].reset_index(drop=True), check_exact=True)
    assert (steps[-1].done, steps[-1].failed, steps[-1].total) == (176, 4, 180)
    found = made.failures
    assert sorted(zip(found["regime"], found["point"], found["run"], strict=True)) == [
        *(("held", 1, 3), ("held", 1, 17), ("none", 1, 3), ("none", 1, 17))
    ]
    assert set(found["error"]) == {"ZeroDivisionError: a rule met a zero"}
    assert found["traceback"].str.contains("in run\n").all()
    line = json.loads((tmp_path / "failures.jsonl").read_text().splitlines()[0])
    assert line["values"] == {COVERAGE: 0.5}
    assert made.manifest["times"]["finished"] is None


def test_failed_runs_are_tried_again_by_the_same_command(
    faulty: list[bool], whole: pd.DataFrame, tmp_path: Path
) -> None:
    """Once the fault is mended, the same study runs what failed and nothing else."""
    run_study(study(), tmp_path)
    faulty.clear()
    steps: list[Progress] = []
    made = run_study(study(), tmp_path, progress=steps.append)
    assert (steps[0].done, steps[-1].done) == (176, 180)
    assert_frame_equal(made.outcomes, whole, check_exact=True)
    assert made.failures.empty
    assert made.manifest["times"]["finished"]


@pytest.mark.parametrize(("settings", "most"), [({"fail_fast": True}, 2), ({"max_failures": 2}, 4)])
def test_a_study_stops_at_as_many_failures_as_it_may_have(
    settings: dict[str, Any], most: int, faulty: list[bool], whole: pd.DataFrame, tmp_path: Path
) -> None:
    """With fail_fast at the first, with max_failures after so many; what is finished is kept and resumed."""
    with pytest.raises(TooManyFailures, match=r"a rule met a zero.*failures.jsonl.*same command resumes"):
        run_study(study(), tmp_path, **settings)
    begun = Store(tmp_path)
    assert 0 < len(begun.outcomes) < 176
    assert 0 < len(begun.failures) <= most
    faulty.clear()
    assert_frame_equal(run_study(study(), tmp_path).outcomes, whole, check_exact=True)


def test_a_torn_line_of_failures_spoils_no_other(faulty: list[bool], tmp_path: Path) -> None:
    """Half a line, left by a kill, is skipped, and the next failure stands on a line of its own."""
    (tmp_path / "out").mkdir()
    run_study(study(2), tmp_path / "out")
    (tmp_path / "out" / "failures.jsonl").write_text('{"regime": "none", "poi')
    assert len(run_study(study(), tmp_path / "out").failures) == 4


@pytest.mark.parametrize("name", ["notes.txt", "mine.parquet", "chunk-1.parquet"])
def test_a_foreign_file_is_left_alone(name: str, whole: pd.DataFrame, tmp_path: Path) -> None:
    """A file of another name among the outcomes is neither read nor touched; a Parquet file is pointed out."""
    run_study(study(10), tmp_path)
    (tmp_path / "outcomes" / name).write_text("precious")
    said: list[str] = []
    made = run_study(study(), tmp_path, notice=said.append)
    assert_frame_equal(made.outcomes, whole, check_exact=True)
    assert (tmp_path / "outcomes" / name).read_text() == "precious"
    assert said == [f"outcomes/{name} is not part of the study and is left alone"][: name.endswith("parquet")]


def test_outcomes_of_another_study_are_not_taken_for_own(whole: pd.DataFrame, tmp_path: Path) -> None:
    """A whole file copied from a study with another seed is refused on reading, and set aside on running."""
    run_study(study(10), tmp_path / "own")
    other = run_study(study(10, seed=6), tmp_path / "other")
    shutil.copy(tmp_path / "other" / "outcomes" / other.files[0], tmp_path / "own" / "outcomes")
    with pytest.raises(InputError, match=r"outcomes of another study.*set aside"):
        _ = Store(tmp_path / "own").outcomes
    said: list[str] = []
    made = run_study(study(), tmp_path / "own", notice=said.append)
    assert said == [f"{other.files[0]} is of another study and is set aside"]
    assert_frame_equal(made.outcomes, whole, check_exact=True)


def test_a_file_that_stands_twice_counts_once(whole: pd.DataFrame, tmp_path: Path) -> None:
    """A copy of a file of outcomes under another number is set aside."""
    first = run_study(study(), tmp_path).files[0]
    copy = first.replace("chunk-000000", "chunk-000900")
    shutil.copy(tmp_path / "outcomes" / first, tmp_path / "outcomes" / copy)
    with pytest.raises(InputError, match="stand twice"):
        _ = Store(tmp_path).outcomes
    said: list[str] = []
    made = run_study(study(), tmp_path, notice=said.append)
    assert said == [f"{copy} holds runs that are there already and is set aside"]
    assert_frame_equal(made.outcomes, whole, check_exact=True)


def test_a_clock_that_goes_backwards_changes_nothing(
    whole: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the clock is set back in mid-study, outcomes are the same and the study does not end before it began."""

    class Backwards(datetime):
        ticks = iter(range(10_000, 0, -1))

        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(1e9 + 3600 * next(cls.ticks), UTC)

    monkeypatch.setattr(manifest, "datetime", Backwards)
    made = run_study(study(), tmp_path)
    assert_frame_equal(made.outcomes, whole, check_exact=True)
    times = made.manifest["times"]
    assert times["finished"] >= times["begun"] and times["seconds"] >= 0


def test_the_files_are_the_same_whoever_made_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One worker or three, at once or interrupted: the folder of outcomes holds the same files, byte for byte."""

    def files(name: str) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in (tmp_path / name / "outcomes").iterdir()}

    run_study(study(), tmp_path / "one", threads=1)
    run_study(study(), tmp_path / "three", threads=3)

    def stop(progress: Progress) -> None:
        if progress.done > 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_study(study(), tmp_path / "stopped", progress=stop)
    assert 0 < len(files("stopped")) < len(files("one"))
    run_study(study(), tmp_path / "stopped")
    assert files("one") == files("three") == files("stopped")


def test_a_frame_is_the_same_from_the_call_and_from_the_folder(tmp_path: Path) -> None:
    """Outcomes, summary and design of the call equal those of the opened folder, types included."""
    import sim

    called, opened = sim.run_study(study(), tmp_path), sim.open_study(tmp_path)
    for name in ("outcomes", "summary", "design"):
        assert_frame_equal(getattr(called, name), getattr(opened, name), check_exact=True)


@pytest.mark.parametrize("name", ["manifest.json", "design.parquet"])
@pytest.mark.parametrize("damage", ["cut", "emptied", "garbage"])
def test_a_damaged_manifest_or_design_loses_no_run(
    name: str, damage: str, whole: pd.DataFrame, tmp_path: Path
) -> None:
    """It is refused on reading, and written anew by the same command, which keeps every finished run."""
    run_study(study(20), tmp_path)
    file = tmp_path / name
    content = file.read_bytes()
    file.write_bytes({"cut": content[: len(content) // 2], "emptied": b"", "garbage": b'{"a": 1}'}[damage])
    with pytest.raises(InputError, match=r"damaged.*same command"):
        Store(tmp_path)
    said: list[str] = []
    steps: list[Progress] = []
    made = run_study(study(), tmp_path, notice=said.append, progress=steps.append)
    assert said == [f"{name} was damaged and is written anew"]
    assert steps[0].before == 120
    assert_frame_equal(made.outcomes, whole, check_exact=True)
