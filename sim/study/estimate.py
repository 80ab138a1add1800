"""What a study would cost: time and disk, from a few of its runs on this machine."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

import numpy as np

from sim.study.chunk_files import encode
from sim.study.store import keyed
from sim.study.study import Study
from sim.study.task import Task, compute

#: Cells that are tried, and runs of each.
CELLS, RUNS = 8, 16


@dataclass(frozen=True)
class Pace:
    """What a run of a study takes.

    Attributes
    ----------
    seconds : on one core of this machine.
    bytes : on disk.
    """

    seconds: float
    bytes: float


def measure(study: Study) -> Pace:
    """Run some runs of cells spread over a study, keep nothing, and take the mean."""
    cells = np.unique(np.linspace(0, len(study.cells) - 1, CELLS).astype(np.int64))
    cells, each = (cells, RUNS) if study.engine == "batch" else (cells[:2], 1)
    table = study.cells.table(cells)
    records = study.cells.records(cells)

    def task(runs: int) -> Task:
        return Task(
            0,
            np.repeat(cells, runs),
            np.tile(np.arange(runs), len(cells)),
            records,
            study.seed,
            study.engine,
            study.series == "weekly",
            study.agents,
            study.folder,
        )

    compute(task(1), 1)  # compiles
    started = time.perf_counter()
    made = compute(task(each), 1)
    seconds = time.perf_counter() - started
    rows = keyed(table.iloc[np.repeat(np.arange(len(cells)), each)], made.runs, made.rows)
    size = len(encode(rows)) + (len(encode(made.weeks)) if made.weeks is not None else 0)
    return Pace(seconds / (each * len(cells)), size / max(len(rows), 1))


def spell_out(pace: Pace, runs: int) -> str:
    """What so many runs take, in words."""
    cores = os.cpu_count() or 1
    words = f"{runs:,} runs take about {_span(runs * pace.seconds / cores)} on the {cores} cores here"
    return f"{words} ({1000 * pace.seconds:.3g} ms a run and core) and {_size(runs * pace.bytes)} of disk"


def _span(seconds: float) -> str:
    for unit, length in (("days", 86400.0), ("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 1.5 * length:
            return (
                f"{seconds / length:.2g} {unit}"
                if seconds < 99 * length
                else f"{seconds / length:,.0f} {unit}"
            )
    return f"{seconds:.0f} seconds"


def _size(size: float) -> str:
    for unit, length in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if size >= length:
            return f"{size / length:.2g} {unit}" if size < 99 * length else f"{size / length:,.0f} {unit}"
    return f"{size / 1e3:.0f} kB"
