"""The compiled batch: many runs of many scenarios, in parallel, from addressed draws."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sim.agents import monitors
from sim.agents.state import ROWS, TENSION_RUSSIA, TENSION_UKRAINE, WORLD
from sim.engine import calendar, passes, road
from sim.engine.calendar import DAYS_PER_WEEK, ORDER_DAYS
from sim.engine.ground import FACTS, Ground, ground
from sim.engine.outcome import OUTCOME
from sim.negotiation.road import FROM_WAR, arrive
from sim.numerics.philox import key
from sim.numerics.rule import compiled, released
from sim.scenario.scenario import Scenario

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
def run_until(world, line, p, key0, key1, run, starts, stop):
    """Run on until day ``stop`` or the end of the ceasefire."""
    factors = np.empty(len(starts) - 1)
    lowest = passes.fire_ceiling(p)
    scratch = passes.new_scratch(line.shape[1])
    picked = np.empty(line.shape[1] + 1, np.int64)
    while world.day < stop and world.over == 0:
        run_day(world, line, p, key0, key1, run, starts, factors, scratch, picked, lowest)
    if world.over == 1:
        road.aftermath(world, p, key0, key1, run)


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
def run_many(out, records, points, runs, key0, key1, lands, sizes, starts, regions, lengths):
    """Run a block of runs, one after the other; ``out`` holds their final states."""
    for j in range(len(out)):
        point = points[j]
        n = sizes[point]
        line = np.empty((len(ROWS), n))
        worlds, texts = np.zeros(2, out.dtype), np.empty(2, records.dtype)
        km, watched_km = lengths[point, 0], lengths[point, 1]
        set_out(worlds, texts, line, records[point], key0, key1, runs[j], lands[point, :, :n], km, watched_km)
        stop = calendar.horizon_days(texts[0].horizon.years)
        begins = starts[point, : regions[point] + 1]
        run_until(worlds[0], line, texts[0], key0, key1, runs[j], begins, stop)
        out[j] = worlds[0]


class Prepared:
    """Scenarios laid out for the batch: their records and grounds, padded to one width."""

    def __init__(self, scenarios: Sequence[Scenario]) -> None:
        grounds: list[Ground] = [ground(s) for s in scenarios]
        width = max(len(g.sectors) for g in grounds)
        most_regions = max(len(g.region_starts) for g in grounds)
        count = len(grounds)
        self.records = np.concatenate([s.record() for s in scenarios])
        self.sizes = np.array([len(g.sectors) for g in grounds], dtype=np.int64)
        self.lands = np.ones((count, len(FACTS), width))
        self.starts = np.zeros((count, most_regions), dtype=np.int64)
        self.regions = np.array([len(g.region_starts) - 1 for g in grounds], dtype=np.int64)
        self.lengths = np.array([[g.km, g.watched_km] for g in grounds])
        for row, g in enumerate(grounds):
            self.lands[row, :, : len(g.sectors)] = g.facts
            self.starts[row, : len(g.region_starts)] = g.region_starts


def run(
    scenarios: Sequence[Scenario],
    points: np.ndarray,
    runs: np.ndarray,
    seed: int,
    threads: int | None = None,
) -> np.ndarray:
    """Run ``runs[j]`` of ``scenarios[points[j]]`` for every j.

    The same seed and run number meet the same shocks in every scenario, so arms are paired by run number. The
    result does not depend on ``threads`` or on what else is in the call.

    Parameters
    ----------
    scenarios : the scenarios.
    points : index into ``scenarios``, integers, shape (n,).
    runs : run numbers from 0 to 2**32 - 1, shape (n,).
    seed : 0 to 2**64 - 1.
    threads : worker threads; all cores if not given.

    Returns
    -------
    numpy.ndarray
        Structured array of dtype :data:`~sim.engine.outcome.OUTCOME`, shape (n,).

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
    if not len(points):
        return out
    prepared = Prepared(scenarios)
    key0, key1 = key(seed)

    def block(first: int) -> None:
        part = slice(first, first + BLOCK)
        worlds = np.empty(len(points[part]), WORLD)
        run_many(
            worlds,
            prepared.records,
            points[part],
            runs[part],
            key0,
            key1,
            prepared.lands,
            prepared.sizes,
            prepared.starts,
            prepared.regions,
            prepared.lengths,
        )
        out[part] = worlds["tally"]

    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        for _ in pool.map(block, range(0, len(points), BLOCK)):
            pass
    return out
