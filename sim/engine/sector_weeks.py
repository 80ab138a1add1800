"""A ceasefire run week by week, with what every sector fired, was recorded of it and was watched."""

from __future__ import annotations

from sim.agents.monitors import remembered
from sim.agents.state import FIRED, RECENT, WATCHED_KM
from sim.agents.tally import EROSION, ESCALATION
from sim.engine import batch, calendar
from sim.engine.calendar import DAYS_PER_WEEK
from sim.line.monitoring import demand, watched
from sim.numerics.rule import compiled

#: What is kept of every week and sector, in this order.
KEPT = 3
OF_FIRED, OF_RECORDED, OF_WATCHED = range(KEPT)


@compiled
def walk(worlds, texts, line, record, key0, key1, run, land, km, watched_km, starts, ends, weeks, no_weeks):
    """Run a ceasefire; the number of its weeks is returned.

    ``ends`` (days at their ends) and ``weeks`` (shape (3, weeks, sectors)) are room for them.
    """
    batch.set_out(worlds, texts, line, record, key0, key1, run, land, km, watched_km)
    world, p, n, week = worlds[0], texts[0], line.shape[1], 0
    stop = calendar.horizon_days(p.horizon.years)
    while world.over == 0 and world.day < stop:
        total, length = 0.0, 0.0
        for i in range(n):
            here = line[WATCHED_KM, i]
            total += demand(line[RECENT, i] / here, p.monitoring.reallocation) * here
            length += here
        for i in range(n):
            asked = demand(line[RECENT, i] / line[WATCHED_KM, i], p.monitoring.reallocation)
            weight = asked * length / total if total > 0.0 else 1.0
            weeks[OF_WATCHED, week, i] = watched(world.mission.sensors, weight)
            weeks[OF_FIRED, week, i] = -line[FIRED, i]
            weeks[OF_RECORDED, week, i] = -line[RECENT, i]
        day = min(world.day + DAYS_PER_WEEK, stop)
        batch.run_until(world, line, p, key0, key1, run, starts, day, no_weeks, 0)
        ends[week] = world.day
        # What the teams remember fades as a whole week ends, unless deaths end the ceasefire before that.
        by_deaths = world.tally.cause == ESCALATION or world.tally.cause == EROSION
        faded = world.day % DAYS_PER_WEEK == 0 and not by_deaths
        kept = remembered(1.0) if faded else 1.0
        for i in range(n):
            weeks[OF_FIRED, week, i] += line[FIRED, i]
            weeks[OF_RECORDED, week, i] += line[RECENT, i] / kept
        week += 1
    return week
