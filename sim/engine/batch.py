"""The compiled batch: many runs of many scenarios, in parallel, from addressed draws."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from typing import Literal, overload

import numpy as np

from sim.agents import monitors
from sim.agents.state import ROWS, TENSION_RUSSIA, TENSION_UKRAINE, WORLD
from sim.engine import calendar, passes, road
from sim.engine.calendar import DAYS_PER_WEEK, ORDER_DAYS
from sim.engine.ground import FACTS, Layout, layout
from sim.engine.outcome import OUTCOME
from sim.engine.weekly import N_COUNTED, WEEK, gathered, is_over, keep, longest
from sim.negotiation.road import FROM_WAR, arrive
from sim.numerics.philox import key
from sim.numerics.rule import compiled, released
from sim.scenario.records import column
from sim.scenario.scenario import Scenario, record_type

#: Runs that a thread takes at a time: small, so that long runs do not leave the other threads waiting.
BLOCK = 16


@compiled
def begin_run(world, line, p, key0, key1, run, land, total_km, total_watched_km):
    """Lay a ceasefire out in a zeroed world: the capitals, the line, the first week's detection and orders.

    ``land`` has a row a fact of the ground (:data:`~sim.engine.ground.FACTS`) and a column a sector.
    """
    address = (key0, key1, run, 0)
    calendar.begin(world, p, address, total_km, total_watched_km)
    passes.begin(line, p, address, land, world.front.armed)
    monitors.week(world, p)
    passes.send_teams(line, world, p, address)
    passes.look_ahead(line, world, p)


@compiled
def run_day(world, line, p, key0, key1, run, starts, factors, scratch, picked, lowest):
    """One day of a run, and after every seventh day the week."""
    day = world.day
    address = (key0, key1, run, day)
    calendar.open_day(world, p, address, factors)
    ceiling = passes.ceiling_today(world.front.unleashed, lowest)
    passes.day(line, world, p, address, starts, factors, scratch, picked, ceiling, day < ORDER_DAYS)
    sums = scratch[2]
    calendar.close_day(world, p, address, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6])
    if (day + 1) % DAYS_PER_WEEK == 0 and world.over == 0:
        number = (day + 1) // DAYS_PER_WEEK
        monitors.week(world, p)
        passes.send_teams(line, world, p, address)
        calendar.capitals(world, p, address, number)
        passes.look_ahead(line, world, p)
        passes.even_out(line[TENSION_RUSSIA], p.tension.spill)
        passes.even_out(line[TENSION_UKRAINE], p.tension.spill)
        calendar.close_week(world, p, address, number)


@compiled
def run_until(world, line, p, key0, key1, run, starts, stop, weeks, own):
    """Run on until day ``stop`` or the end of the ceasefire; the number of weeks written is returned.

    Row ``own`` of ``weeks`` is room for the weeks' records of a run (``WEEK``), of length 0 where none are wanted.
    """
    factors = np.empty(len(starts) - 1)
    lowest = passes.fire_ceiling(p)
    scratch = passes.new_scratch(line.shape[1])
    picked = np.empty(line.shape[1] + 1, np.int64)
    counted, kept = np.zeros(N_COUNTED), 0
    while world.day < stop and world.over == 0:
        run_day(world, line, p, key0, key1, run, starts, factors, scratch, picked, lowest)
        if kept < weeks.shape[1] and is_over(world.day, world.over, stop):
            keep(weeks[own, kept], kept + 1, world, line, counted)
            kept += 1
    if world.over == 1:
        road.aftermath(world, p, key0, key1, run)
    return kept


@compiled
def set_out(worlds, texts, line, record, key0, key1, run, land, total_km, total_watched_km):
    """Bring a run to the first day of its ceasefire, over the road if it begins at war.

    ``worlds`` (two, zeroed) and ``texts`` (two records) are room: the first of each is the run's state and scenario.
    Where the road does not lead to a ceasefire the run is over.
    """
    texts[0] = record
    if record.road.begins == FROM_WAR:
        texts[1] = record
        before = worlds[1]
        road.travel(before, record, texts[0], texts[1], key0, key1, run, total_km, total_watched_km)
        if before.over == 1:
            worlds[0] = before
            return
        begin_run(worlds[0], line, texts[0], key0, key1, run, land, total_km, total_watched_km)
        arrive(worlds[0], before)
    else:
        begin_run(worlds[0], line, texts[0], key0, key1, run, land, total_km, total_watched_km)


@released
def run_many(
    worlds,
    texts,
    weeks,
    kept,
    records,
    points,
    runs,
    key0,
    key1,
    which,
    lands,
    sizes,
    starts,
    regions,
    lengths,
):
    """Run a block of runs, one after the other; the first of each row of ``worlds`` holds a run's final state.

    ``worlds`` (zeroed, two a run) and ``texts`` are room as in :func:`set_out`, ``weeks`` has a row of room a run
    (see :func:`run_until`), ``kept`` holds how many weeks each wrote.

    All room for records is the caller's. In compiled code a record does not keep its array alive: an array made here
    would be freed where it is last named, and a record of it read afterwards is whatever another thread has put there.
    """
    for j in range(len(worlds)):
        record, cut = records[points[j]], which[points[j]]
        n = sizes[cut]
        line = np.empty((len(ROWS), n))
        km, watched_km = lengths[cut, 0], lengths[cut, 1]
        set_out(worlds[j], texts, line, record, key0, key1, runs[j], lands[cut, :, :n], km, watched_km)
        stop = calendar.horizon_days(texts[0].horizon.years)
        begins = starts[cut, : regions[cut] + 1]
        kept[j] = run_until(worlds[j, 0], line, texts[0], key0, key1, runs[j], begins, stop, weeks, j)


class Prepared:
    """Scenarios laid out for the batch: a record each, and the layouts of their lines, padded to one width.

    Attributes
    ----------
    records : of the scenarios, shape (scenarios,).
    which : index of each scenario's layout, shape (scenarios,). All below have a row a layout.
    lands, sizes : facts of its sectors, and how many there are.
    starts, regions : first sectors of its regions, and how many regions there are.
    lengths : its length and the length to be watched (km).
    """

    def __init__(self, scenarios: Sequence[Scenario] | np.ndarray) -> None:
        if isinstance(scenarios, np.ndarray):
            self.records = scenarios
        else:
            # Joined as bytes: NumPy would compare the structures of the records two by two.
            joined = bytearray().join(s.record().tobytes() for s in scenarios)
            self.records = np.frombuffer(joined, record_type())
        numbers: dict[Layout, int] = {}
        cuts = ("definition", "length", "sector_miles", "even_km")
        lines = [column(self.records, f"line.{name}") for name in cuts]
        which = [numbers.setdefault(layout(*line), len(numbers)) for line in zip(*lines, strict=True)]
        layouts = list(numbers)
        width = max(len(one.sectors) for one in layouts)
        most_regions = max(len(one.region_starts) for one in layouts)
        self.which = np.array(which, dtype=np.int64)
        self.sizes = np.array([len(one.sectors) for one in layouts], dtype=np.int64)
        self.lands = np.ones((len(layouts), len(FACTS), width))
        self.starts = np.zeros((len(layouts), most_regions), dtype=np.int64)
        self.regions = np.array([len(one.region_starts) - 1 for one in layouts], dtype=np.int64)
        self.lengths = np.array([[one.km, one.watched_km] for one in layouts])
        for row, one in enumerate(layouts):
            self.lands[row, :, : len(one.sectors)] = one.facts
            self.starts[row, : len(one.region_starts)] = one.region_starts

    def weeks(self, points: np.ndarray) -> int:
        """Weeks in the longest horizon of some of the scenarios."""
        years = float(self.records["horizon"]["years"][points].max())
        return int(longest(calendar.horizon_days(years)))


@overload
def run(
    scenarios: Sequence[Scenario] | np.ndarray,
    points: np.ndarray,
    runs: np.ndarray,
    seed: int,
    threads: int | None = None,
    *,
    pool: Executor | None = None,
    weekly: Literal[False] = False,
) -> np.ndarray: ...


@overload
def run(
    scenarios: Sequence[Scenario] | np.ndarray,
    points: np.ndarray,
    runs: np.ndarray,
    seed: int,
    threads: int | None = None,
    *,
    pool: Executor | None = None,
    weekly: Literal[True],
) -> tuple[np.ndarray, np.ndarray]: ...


def run(
    scenarios: Sequence[Scenario] | np.ndarray,
    points: np.ndarray,
    runs: np.ndarray,
    seed: int,
    threads: int | None = None,
    *,
    pool: Executor | None = None,
    weekly: bool = False,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """Run ``runs[j]`` of ``scenarios[points[j]]`` for every j.

    The same seed and run number meet the same shocks in every scenario, so arms are paired by run number. The
    result does not depend on ``threads`` or ``pool`` or on what else is in the call.

    Parameters
    ----------
    scenarios : the scenarios, or their records (structured array of shape (m,)).
    points : index into ``scenarios``, integers, shape (n,).
    runs : run numbers from 0 to 2**32 - 1, shape (n,).
    seed : 0 to 2**64 - 1.
    threads : worker threads; all cores if not given.
    pool : threads to use in place of some of its own (``threads`` then says nothing), so that several callers can
        share them. The call waits for its runs, so it must not be made from a thread of the pool itself.
    weekly : whether to report every week too.

    Returns
    -------
    numpy.ndarray
        Structured array of dtype :data:`~sim.engine.outcome.OUTCOME`, shape (n,). With ``weekly`` a pair: that, and
        the weeks that happened, by row and week, a structured array of dtype :data:`~sim.engine.weekly.WEEK`.

    Raises
    ------
    ValueError
        Points or runs of another shape, a point without a scenario, or a run number or seed out of range.
    """
    points = np.ascontiguousarray(points, dtype=np.int64)
    runs = np.ascontiguousarray(runs, dtype=np.int64)
    if points.shape != runs.shape or points.ndim != 1:
        raise ValueError(
            f"points {points.shape} and runs {runs.shape} must be one-dimensional and of one length"
        )
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed {seed} is not a whole number from 0 to 2**64 - 1")
    if len(runs) and not (runs.min() >= 0 and runs.max() < 2**32):
        raise ValueError(f"run numbers from {runs.min()} to {runs.max()} are not all from 0 to 2**32 - 1")
    if len(points) and not (points.min() >= 0 and points.max() < len(scenarios)):
        raise ValueError(
            f"points from {points.min()} to {points.max()} are not all among {len(scenarios)} scenarios"
        )
    out = np.empty(len(points), OUTCOME)
    firsts = range(0, len(points), BLOCK)
    parts: list[np.ndarray] = []
    if len(points):
        prepared = Prepared(scenarios)
        key0, key1 = key(seed)

        def block(first: int) -> np.ndarray:
            part = slice(first, first + BLOCK)
            count = len(points[part])
            worlds, texts = np.zeros((count, 2), WORLD), np.empty(2, prepared.records.dtype)
            kept = np.empty(count, np.int64)
            room = np.zeros((count, prepared.weeks(points[part]) if weekly else 0), WEEK)
            run_many(
                worlds,
                texts,
                room,
                kept,
                prepared.records,
                points[part],
                runs[part],
                key0,
                key1,
                prepared.which,
                prepared.lands,
                prepared.sizes,
                prepared.starts,
                prepared.regions,
                prepared.lengths,
            )
            out[part] = worlds["tally"][:, 0]
            room["row"] = first + np.arange(count)[:, None]
            return room[np.arange(room.shape[1]) < kept[:, None]]

        with nullcontext(pool) if pool else ThreadPoolExecutor(threads or os.cpu_count()) as workers:
            parts = list(workers.map(block, firsts))
    return (out, gathered(parts)) if weekly else out
