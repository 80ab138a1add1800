"""The run loop: the chunks of a study that are not on disk yet, one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.scenario.errors import InputError
from sim.study import design as designs
from sim.study import replaced
from sim.study.lock import locked
from sim.study.manifest import differences, manifest
from sim.study.store import Store, begin, check_folder
from sim.study.study import Study, read_study

#: Runs of one arm and point in a chunk: a second or so of work, which is all that a killed study loses.
CHUNK = 200
#: The same under Mesa, where a run takes seconds.
MESA_CHUNK = 10


@dataclass(frozen=True)
class Progress:
    """How far a study is.

    Attributes
    ----------
    done, total : runs finished, and in all.
    before : runs of those that were there when it began.
    seconds : since it began.
    """

    done: int
    total: int
    before: int
    seconds: float

    @property
    def rate(self) -> float:
        """Runs a second since the start; NaN before the first chunk."""
        return (self.done - self.before) / self.seconds if self.done > self.before else float("nan")

    @property
    def left(self) -> float:
        """Seconds left at that rate; NaN before the first chunk."""
        return (self.total - self.done) / self.rate if self.done < self.total else 0.0


def run_study(
    study: str | Path | Study,
    out: str | Path | None = None,
    *,
    threads: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    notice: Callable[[str], None] | None = None,
) -> Store:
    """Run a study, or what is missing of it, into a folder.

    Outcomes do not depend on the order of the chunks, on threads, or on interruptions. A second call resumes;
    one with more runs adds them.

    Parameters
    ----------
    study : the study, or its file.
    out : the folder of results; ``runs/<name>`` under the current folder if not given.
    threads : worker threads; all cores if not given.
    progress : called at the start and after every chunk.
    notice : called with a sentence about something unusual, such as a damaged file that is run again.

    Raises
    ------
    InputError
        Before anything is written, for anything wrong in the study or the folder; later, for a full disk.
    KeyboardInterrupt
        Finished chunks are on disk then, and the same call resumes.
    """
    if not isinstance(study, Study):
        study = read_study(study)
    folder = Path(out) if out is not None else Path("runs") / study.name
    record, table = manifest(study), designs.table(study.cells, study.columns)
    check_folder(folder, record)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the folder cannot be made ({error.strerror})", value=str(folder)) from None
    with locked(folder):
        store = begin(folder, record, table)
        there, damaged = store.finished()
        before, total = int(there.sum()), there.size
        if notice:
            _remarks(store, record, damaged, before, notice)
        started = time.perf_counter()
        done = before
        if progress:
            progress(Progress(done, total, before, 0.0))
        try:
            for cells, runs in chunks(there, CHUNK if study.engine == "batch" else MESA_CHUNK):
                store.write(cells, runs, simulate(study, cells, runs, threads))
                done += len(runs)
                if progress:
                    progress(Progress(done, total, before, time.perf_counter() - started))
        finally:
            if done > before:
                store.note_time(time.perf_counter() - started, finished=done == total)
    return store


def _remarks(
    store: Store, record: dict[str, Any], damaged: list[str], before: int, notice: Callable[[str], None]
) -> None:
    for name in damaged:
        notice(f"{name} was damaged and is set aside; its runs are run again")
    changed = differences(store.manifest["libraries"], record["libraries"])
    if before and changed:
        notice(f"the finished runs were made with other libraries ({'; '.join(changed)})")


def chunks(there: np.ndarray, size: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The missing runs as chunks: the first runs of every cell, then the next ones.

    Parameters
    ----------
    there : which runs are finished, shape (cells, runs).
    size : runs of a cell in a chunk; cells with fewer are put together up to so many.

    Yields
    ------
    (array, array)
        Cell and run number of each run of a chunk, of one length.
    """
    for first in range(0, there.shape[1], size):
        held: list[tuple[np.ndarray, np.ndarray]] = []
        count = 0
        for cell in range(there.shape[0]):
            missing = first + np.flatnonzero(~there[cell, first : first + size])
            if count and count + missing.size > size:
                yield _joined(held)
                held, count = [], 0
            if missing.size:
                held.append((np.full(missing.size, cell), missing))
                count += missing.size
        if held:
            yield _joined(held)


def _joined(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([cells for cells, _ in parts]), np.concatenate([runs for _, runs in parts])


def simulate(study: Study, cells: np.ndarray, runs: np.ndarray, threads: int | None = None) -> pd.DataFrame:
    """What some runs report, by the engine that the study names; a row a run."""
    from sim.engine import outcome

    used, points = np.unique(cells, return_inverse=True)
    scenarios = [study.cells[cell].scenario for cell in used]
    if study.engine == "batch":
        from sim.engine import batch

        return outcome.frame(batch.run(scenarios, points, runs, study.seed, threads))
    from sim.engine import mesa_model

    agents = replaced.classes(study.agents, study.folder) if study.agents else None
    rows = [
        mesa_model.run(scenarios[p], study.seed, int(r), agents) for p, r in zip(points, runs, strict=True)
    ]
    return outcome.frame(np.concatenate(rows))
