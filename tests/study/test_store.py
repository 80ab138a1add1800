"""The store under interruption, damage and misuse: whole files, the same outcomes, nothing mixed."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sim.scenario.errors import InputError
from sim.scenario.files import Arm, load
from sim.study import loop, manifest
from sim.study.design import grid
from sim.study.ledger import Ledger
from sim.study.lock import locked
from sim.study.loop import run_study
from sim.study.plan import chunks
from sim.study.progress import Progress
from sim.study.store import Store
from sim.study.study import Study

COVERAGE = "monitoring.coverage"


def study(runs: int = 30, **changes: object) -> Study:
    """Two arms at two points, half a year long."""
    base = load("baseline.yaml", {"horizon.years": 0.5})
    arms = (Arm("none", "custom"), Arm("held", "custom", values={"sanctions.relief": 0.8}))
    settings = {"points": grid({COVERAGE: [0.2, 0.8]}), "runs": runs, "seed": 5, **changes}
    return Study("small", base, arms, **settings)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "chunk_size", lambda *_: 10)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The outcomes of the study when nothing interferes."""
    return run_study(study(), tmp_path_factory.mktemp("whole") / "out").outcomes


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its content."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def same_bytes(first: pd.DataFrame, second: pd.DataFrame) -> None:
    """Assert that two frames of outcomes are the same to the last bit."""
    assert_frame_equal(first, second, check_exact=True)
    for name in first.columns:
        if first[name].dtype.kind == "f":
            assert first[name].to_numpy().tobytes() == second[name].to_numpy().tobytes()


def stop_after(count: int) -> object:
    """A progress callback that interrupts after some chunks."""
    seen = iter(range(count))

    def callback(_: Progress) -> None:
        if next(seen, None) is None:
            raise KeyboardInterrupt

    return callback


def test_a_folder_holds_every_run_once(whole: pd.DataFrame) -> None:
    """Arms by points by runs rows, sorted, each run number once."""
    assert len(whole) == 2 * 2 * 30
    assert whole["regime"].drop_duplicates().tolist() == ["none", "held"]
    for _, rows in whole.groupby(["regime", "point"]):
        assert rows["run"].tolist() == list(range(30))
    assert set(whole[COVERAGE]) == {0.2, 0.8}


def test_outcomes_do_not_depend_on_threads_or_chunks(
    whole: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One thread and chunks of 7 runs give the bytes of all threads and chunks of 10."""
    monkeypatch.setattr(loop, "chunk_size", lambda *_: 7)
    same_bytes(run_study(study(), tmp_path / "out", threads=1).outcomes, whole)


@pytest.mark.parametrize("kept", [1, 3, 8])
def test_an_interrupted_study_resumes_to_the_same_bytes(
    kept: int, whole: pd.DataFrame, tmp_path: Path
) -> None:
    """Interrupted after some chunks and run again, a study has the outcomes of an uninterrupted one."""
    with pytest.raises(KeyboardInterrupt):
        run_study(study(), tmp_path / "out", progress=stop_after(kept + 1))
    begun = Store(tmp_path / "out")
    assert 0 < len(begun.outcomes) < len(whole)
    files = {
        file: file.stat().st_mtime_ns for file in (tmp_path / "out" / "outcomes" / f for f in begun.files)
    }
    steps: list[Progress] = []
    resumed = run_study(study(), tmp_path / "out", progress=steps.append)
    assert steps[0].done == steps[0].before == len(files) * 10
    assert {file: file.stat().st_mtime_ns for file in files} == files
    same_bytes(resumed.outcomes, whole)
    assert resumed.manifest["times"]["finished"]


def test_a_killed_process_loses_only_the_chunk_in_flight(whole: pd.DataFrame, tmp_path: Path) -> None:
    """Killed without warning in the middle, a study leaves whole files and resumes to the same bytes."""
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys, time; sys.path[:0] = [{str(Path.cwd())!r}, {str(Path(__file__).parent)!r}]\n"
        "from test_store import study\n"
        "from sim.study import loop\n"
        "loop.chunk_size = lambda *_: 10\n"
        f"loop.run_study(study(), {str(tmp_path / 'out')!r}, progress=lambda p: time.sleep(0.05))\n"
    )
    child = subprocess.Popen([sys.executable, str(script)])
    waited = time.monotonic() + 60
    while len(list((tmp_path / "out").glob("outcomes/*.parquet"))) < 3 and child.poll() is None:
        assert time.monotonic() < waited
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert len(Store(tmp_path / "out").outcomes) % 10 == 0
    same_bytes(run_study(study(), tmp_path / "out").outcomes, whole)
    assert not list((tmp_path / "out").rglob("*.partial"))
    assert not (tmp_path / "out" / ".lock").exists()


def test_a_finished_study_runs_nothing_again(tmp_path: Path) -> None:
    """Run again, a finished study changes no file."""
    run_study(study(4), tmp_path)
    before = snapshot(tmp_path)
    run_study(study(4), tmp_path)
    assert snapshot(tmp_path) == before


def test_more_runs_are_added(whole: pd.DataFrame, tmp_path: Path) -> None:
    """Asked for 14 runs and later for 30, a folder holds what 30 at once give."""
    run_study(study(14), tmp_path / "out")
    same_bytes(run_study(study(30), tmp_path / "out").outcomes, whole)


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied"])
def test_a_damaged_file_is_set_aside_and_run_again(damage: str, whole: pd.DataFrame, tmp_path: Path) -> None:
    """A file cut short, with a flipped bit or empty is noticed, told, and its runs are run again."""
    file = tmp_path / "outcomes" / run_study(study(), tmp_path).files[2]
    content = bytearray(file.read_bytes())
    if damage == "flipped":
        content[200] ^= 4
    file.write_bytes(content if damage == "flipped" else content[: len(content) // 2 * (damage == "cut")])
    with pytest.raises(InputError, match=r"damaged.*run again"):
        _ = Store(tmp_path).outcomes
    said: list[str] = []
    same_bytes(run_study(study(), tmp_path, notice=said.append).outcomes, whole)
    assert said == [f"{file.name} was damaged and is set aside; its runs are run again"]


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    """While one process writes, another is told so and touches nothing."""
    run_study(study(2), tmp_path)
    before = snapshot(tmp_path)
    with locked(tmp_path), pytest.raises(InputError, match=rf"another process .process {os.getpid()}."):
        run_study(study(4), tmp_path)
    assert snapshot(tmp_path) == before


def test_the_lock_of_a_dead_process_does_not_hold(tmp_path: Path) -> None:
    """A lock file left by a process that died stops nobody."""
    (tmp_path / ".lock").write_text("process 1")
    run_study(study(2), tmp_path)
    assert not (tmp_path / ".lock").exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"seed": 6}, r"seed: 5 -> 6"),
        ({"overrides": {"sanctions.annual_cost": 2.0}}, r"sanctions.annual_cost: .* -> 2.0"),
        ({"engine": "mesa"}, r"engine: batch -> mesa"),
        ({"points": grid({COVERAGE: [0.2, 0.9]})}, r"points\[1\].monitoring.coverage: 0.8 -> 0.9"),
        ({"runs": 3}, r"with 4 runs an arm, more than 3"),
    ],
)
def test_other_settings_are_not_mixed_in(changed: dict[str, object], message: str, tmp_path: Path) -> None:
    """A folder of other settings or more runs is refused, with what changed and what to do."""
    run_study(study(4), tmp_path)
    before = snapshot(tmp_path)
    with pytest.raises(InputError, match=rf"{message}.*--out"):
        run_study(study(**{"runs": 4, **changed}), tmp_path)  # type: ignore[arg-type]
    assert snapshot(tmp_path) == before


def test_outcomes_of_other_rules_are_not_mixed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder made by other rules is refused, and named as such."""
    run_study(study(4), tmp_path)
    monkeypatch.setattr(manifest, "code", lambda: {"version": "9.9", "rules": "feed"})
    with pytest.raises(InputError, match=r"another version of the model.*rules feed"):
        run_study(study(8), tmp_path)


@pytest.mark.parametrize("place", ["file/out", "file", "busy"])
def test_a_folder_that_cannot_serve_is_refused_first(place: str, tmp_path: Path) -> None:
    """A file in the way or a folder of other things is refused before anything is written."""
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "busy").mkdir()
    (tmp_path / "busy" / "thesis.tex").write_text("precious")
    before = snapshot(tmp_path)
    with pytest.raises(InputError, match=r"in the way|holds other things .thesis.tex."):
        run_study(study(4), tmp_path / place)
    assert snapshot(tmp_path) == before


def test_an_unwritable_folder_is_refused_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the right to write nothing is begun."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(InputError, match=r"cannot be written there.*--out"):
        run_study(study(4), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_full_disk_keeps_what_is_whole(
    whole: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fills up the study stops with a message, leaves no half file, and resumes."""
    real, calls = os.fsync, iter(range(6))

    def full(handle: int) -> None:
        if next(calls, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(InputError, match=r"No space left on device.*same command"):
            run_study(study(), tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.partial"))
    same_bytes(run_study(study(), tmp_path / "out").outcomes, whole)


def test_the_manifest_says_what_was_run_and_not_where(tmp_path: Path) -> None:
    """The manifest holds config, hashes, seed, versions and times, and no path or name of the machine."""
    found = json.loads((run_study(study(4), tmp_path).folder / "manifest.json").read_text())
    assert (found["schema"], found["config"]["seed"], found["runs"]) == (manifest.SCHEMA, 5, 4)
    assert found["config_hash"] == manifest.digest(found["config"])
    assert {"numpy", "numba", "mesa"} <= set(found["libraries"])
    assert len(found["code"]["rules"]) == 16
    assert found["times"]["finished"] >= found["times"]["begun"]
    text = json.dumps(found)
    for place in (str(tmp_path), str(Path.home()), str(Path.cwd()), os.uname().nodename):
        assert len(place) < 4 or place not in text


def test_the_design_names_every_cell(tmp_path: Path) -> None:
    """design.parquet holds a row a cell whose id is the hash of the resolved scenario."""
    made = run_study(study(2), tmp_path)
    assert made.design["id"].tolist() == [cell.scenario.hash for cell in study().cells]
    read = pd.read_parquet(tmp_path / "outcomes" / made.files[0])
    assert set(read["id"]) <= set(made.design["id"])


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "not a folder with a study"), ("{", "manifest is damaged"), ('{"schema": 99}', "another layout")],
)
def test_what_is_no_study_is_not_opened(content: str | None, message: str, tmp_path: Path) -> None:
    """A folder without a manifest, with a broken one or of another layout is refused."""
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(InputError, match=message):
        Store(tmp_path)


def test_both_engines_give_one_folder_the_same_outcomes(tmp_path: Path) -> None:
    """`engine: mesa` writes the outcomes that the batch writes."""
    base = load("baseline.yaml", {"horizon.years": 0.1})
    arms = (Arm("none", "custom"),)
    found = [
        run_study(Study("s", base, arms, runs=2, engine=engine), tmp_path / engine).outcomes
        for engine in ("batch", "mesa")  # type: ignore[arg-type]
    ]
    same_bytes(*found)


def ledgers(cells: int, runs: int) -> Iterator[tuple[np.ndarray, Ledger]]:
    """Nothing, everything, and two scattered states of a study."""
    rng = np.random.default_rng(0)
    shape = (cells, runs)
    for state in (
        np.zeros(shape, bool),
        np.ones(shape, bool),
        rng.random(shape) < 0.5,
        rng.random(shape) < 0.95,
    ):
        ledger = Ledger(cells)
        ledger.add(*np.nonzero(state))
        yield state, ledger


@pytest.mark.parametrize("size", [1, 7, 200])
def test_chunks_are_what_is_missing_once(size: int) -> None:
    """Whatever is there, chunks hold each missing run once, no more than their size, early runs first."""
    for state, ledger in ledgers(6, 33):
        made = list(chunks(2, np.full(3, 33), size, ledger))
        pairs = [(c, r) for chunk in made for c, r in zip(chunk.cells, chunk.runs, strict=True)]
        assert sorted(pairs) == [tuple(p) for p in np.argwhere(~state)]
        assert all(len(chunk.cells) <= size for chunk in made)
        blocks = [int(chunk.runs[0]) // size for chunk in made]
        assert blocks == sorted(blocks)


def test_chunks_keep_their_numbers_when_some_are_there() -> None:
    """What is left of a plan has the numbers that it has in the whole plan."""
    whole = {chunk.number: chunk for chunk in chunks(2, np.array([10, 25, 10]), 10)}
    ledger = Ledger(6)
    ledger.add(whole[1].cells, whole[1].runs)
    rest = list(chunks(2, np.array([10, 25, 10]), 10, ledger))
    assert [chunk.number for chunk in rest] == [number for number in whole if number != 1]
    assert all((chunk.cells == whole[chunk.number].cells).all() for chunk in rest)
