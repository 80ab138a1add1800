"""A task: some runs of some scenarios, computed anywhere, with what went wrong in them."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from sim.scenario.scenario import from_record
from sim.study import replaced


@dataclass(frozen=True)
class Task:
    """Everything that a worker needs to compute a chunk, wherever it is.

    Attributes
    ----------
    number : of the chunk in the study's plan.
    cells : row of the design of each run, shape (n,).
    runs : run numbers, shape (n,).
    records : scenarios of the distinct cells, ascending; shape (m,).
    seed : of the study.
    engine : ``"batch"`` or ``"mesa"``.
    weekly : whether weekly series are asked for.
    agents : classes of a researcher's own, role -> ``"module:Class"``.
    folder : where their modules are looked for first.
    rules : hash of the rules that the study was begun with; workers with others must refuse.
    """

    number: int
    cells: np.ndarray
    runs: np.ndarray
    records: np.ndarray
    seed: int
    engine: str = "batch"
    weekly: bool = False
    agents: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    rules: str = ""


@dataclass(frozen=True)
class Failure:
    """Runs of a cell that raised, and what.

    Attributes
    ----------
    cell : row of the design.
    runs : run numbers.
    error : type and message, in a line.
    traceback : in full.
    """

    cell: int
    runs: tuple[int, ...]
    error: str
    traceback: str


@dataclass(frozen=True)
class Computed:
    """What came of a task.

    Attributes
    ----------
    number : of the chunk.
    cells, runs : of the runs that came through, shape (k,).
    rows : what each of them reports.
    weeks : their weekly series, ``row`` being an index into ``rows``; None if not asked for.
    failures : the runs that did not come through.
    """

    number: int
    cells: np.ndarray
    runs: np.ndarray
    rows: pd.DataFrame
    weeks: pd.DataFrame | None = None
    failures: tuple[Failure, ...] = ()


def compute(task: Task, threads: int | None = None, pool: ThreadPoolExecutor | None = None) -> Computed:
    """Compute a task; where something raises, the runs that did are found and the others kept.

    Parameters
    ----------
    task : what to run.
    threads : of the compiled batch, if no pool is given; all cores if None.
    pool : threads shared with other tasks.
    """
    places = np.unique(task.cells, return_inverse=True)[1]
    if task.agents:
        # A module that is missing here is no fault of a run: it is raised, not kept as a failure.
        replaced.classes(task.agents, task.folder)
    try:
        rows, weeks = _simulate(task, places, np.arange(len(task.runs)), threads, pool)
        return Computed(task.number, task.cells, task.runs, rows, weeks)
    except CancelledError:
        raise
    except Exception:
        # Some run raised: the fault is looked for cell by cell, then run by run.
        return _isolate(task, places, threads, pool)


def _isolate(
    task: Task, places: np.ndarray, threads: int | None, pool: ThreadPoolExecutor | None
) -> Computed:
    kept: list[np.ndarray] = []
    rows: list[pd.DataFrame] = []
    weeks: list[pd.DataFrame] = []
    failures: list[Failure] = []

    def attempt(which: np.ndarray) -> Exception | None:
        try:
            found, series = _simulate(task, places, which, threads, pool)
        except Exception as error:
            return error
        if series is not None:
            weeks.append(series.assign(row=series["row"] + sum(len(part) for part in kept)))
        kept.append(which)
        rows.append(found)
        return None

    for place in np.unique(places):
        own = np.flatnonzero(places == place)
        if attempt(own) is None:
            continue
        faults: dict[str, tuple[str, list[int]]] = {}
        for one in own:
            error = attempt(np.array([one]))
            if error is not None:
                text = "".join(traceback.format_exception(error))
                line = f"{type(error).__name__}: {error}".splitlines()[0]
                faults.setdefault(line, (text, []))[1].append(int(task.runs[one]))
        cell = int(task.cells[own[0]])
        failures += [Failure(cell, tuple(runs), line, text) for line, (text, runs) in faults.items()]
    # An empty attempt gives the frames their columns when nothing came through.
    order = np.concatenate(kept) if kept else np.zeros(0, np.int64)
    found = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
    series = pd.concat(weeks, ignore_index=True) if weeks else None
    return Computed(task.number, task.cells[order], task.runs[order], found, series, tuple(failures))


def _simulate(
    task: Task, places: np.ndarray, which: np.ndarray, threads: int | None, pool: ThreadPoolExecutor | None
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Outcomes and series of some of a task's runs."""
    from sim.engine import outcome, weekly

    used, points = np.unique(places[which], return_inverse=True)
    records, runs = task.records[used], task.runs[which]
    if task.engine == "batch":
        from sim.engine import batch

        if not task.weekly:
            return outcome.frame(batch.run(records, points, runs, task.seed, threads, pool=pool)), None
        rows, weeks = batch.run(records, points, runs, task.seed, threads, pool=pool, weekly=True)
        return outcome.frame(rows), weekly.frame(weeks)
    from sim.engine import mesa_model

    scenarios = [from_record(records[n : n + 1]) for n in range(len(records))]
    agents = replaced.classes(task.agents, task.folder) if task.agents else None
    pairs = list(zip(points, runs, strict=True))
    if not task.weekly:
        found = [mesa_model.run(scenarios[p], task.seed, int(r), agents) for p, r in pairs]
        return outcome.frame(np.concatenate(found)), None
    both = [mesa_model.run(scenarios[p], task.seed, int(r), agents, weekly=True) for p, r in pairs]
    kept = [series for _, series in both]
    for number, series in enumerate(kept):
        series["row"] = number
    return outcome.frame(np.concatenate([row for row, _ in both])), weekly.frame(weekly.gathered(kept))
