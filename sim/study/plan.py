"""The plan of a study: its chunks, the same whoever computes them and however often it is interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.scenario.scenario import Scenario
from sim.study.ledger import Ledger

#: Seconds of work in a chunk on two cores, roughly, at least and at most: what a killed study loses.
SECONDS = (0.5, 20.0)
#: A study is cut into about so many chunks at most, until they are as long as that.
CHUNKS = 2000
#: Least and most runs in a chunk.
LEAST, MOST = 4, 20_000
#: Most rows of weekly series in a chunk.
MOST_WEEKS = 400_000


@dataclass(frozen=True)
class Chunk:
    """Some runs, with a number: it is the same in every plan of the study with as many runs.

    Attributes
    ----------
    number : place in the plan.
    cells : row of the design of each run, shape (n,).
    runs : run numbers, shape (n,).
    """

    number: int
    cells: np.ndarray
    runs: np.ndarray


def chunk_size(scenario: Scenario, total: int, engine: str = "batch", weekly: bool = False) -> int:
    """Runs in a chunk, from the study alone and never from a clock: so it has the same files on every machine.

    Parameters
    ----------
    scenario : what every arm starts from.
    total : runs of the study.
    engine, weekly : of the study.
    """
    from sim.line.sectors import cut

    line = scenario.line
    sectors = len(cut(line.definition, line.length, line.sector_miles, line.even_km).km)
    days = 365.0 * scenario.horizon.years
    # Seconds a run on one core, measured: a part for each sector and day, one for the week of the capitals.
    run = 5.0e-5 + days * (1.1e-8 * sectors + 1.9e-6)
    if engine == "mesa":
        run = 0.05 + days * 6.0e-6 * sectors
    seconds = min(max(total * run / 2.0 / CHUNKS, SECONDS[0]), SECONDS[1])
    size = 2.0 * seconds / run
    if weekly:
        size = min(size, MOST_WEEKS / (1.0 + days / 7.0))
    return int(min(max(size, LEAST), MOST))


def chunks(arms: int, targets: np.ndarray, size: int, there: Ledger | None = None) -> Iterator[Chunk]:
    """The chunks of a study, without the runs that are there.

    Slabs of ``size`` run numbers come one after the other, in a slab point by point, at a point arm by arm: so the
    arms of a run lie close together. A chunk holds a slab of a cell, or of several where they are small.

    Parameters
    ----------
    arms : how many.
    targets : runs wanted at each point, shape (points,).
    size : most runs in a chunk.
    there : which runs are settled, cells in the order of the design: arm by arm; none if None.

    Yields
    ------
    Chunk
        Those with something missing; the others keep their number.
    """
    points = len(targets)
    number = -1
    for first in range(0, int(targets.max(initial=0)), size):
        held: list[tuple[int, int]] = []
        count = 0
        for point in np.flatnonzero(targets > first):
            runs = int(min(targets[point] - first, size))
            for arm in range(arms):
                if count and count + runs > size:
                    number += 1
                    yield from _missing(number, held, first, there)
                    held, count = [], 0
                held.append((arm * points + int(point), runs))
                count += runs
        if held:
            number += 1
            yield from _missing(number, held, first, there)


def _missing(number: int, held: list[tuple[int, int]], first: int, there: Ledger | None) -> Iterator[Chunk]:
    cells = np.concatenate([np.full(runs, cell) for cell, runs in held])
    runs = np.concatenate([first + np.arange(runs) for _, runs in held])
    if there is not None:
        missing = ~there.has(cells, runs)
        cells, runs = cells[missing], runs[missing]
    if len(runs):
        yield Chunk(number, cells, runs)
