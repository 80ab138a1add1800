"""The road in a run: set out at war, walk week by week, arrive at a ceasefire; and the war that comes back."""

from __future__ import annotations

from sim.agents.tally import HELD
from sim.engine import calendar
from sim.negotiation import road, settlement, war
from sim.negotiation.failure import next_intensity, worse
from sim.negotiation.war import AT_WAR
from sim.numerics.rule import compiled, rule

#: Weeks on the road, and weeks of a war that came back, have days of their own in the address of a draw, so that
#: they share none with the ceasefire between them.
ROAD_DAYS, AFTER_DAYS = 1_000_000, 2_000_000
WEEKS_AFTER = 52


@rule
def week_address(key0, key1, run, days, number):
    """Address of a week's draws."""
    return key0, key1, run, days + 7 * number


@compiled
def set_out(world, p, text, address, km, watched_km):
    """Lay out the war in a zeroed world; ``address`` is that of day 0, so that hidden types are the ceasefire's."""
    world.road.depth, world.road.tilt = 1.0, 0.5
    settlement.write(text, p, world.road, world.road.settled, 0.0)
    calendar.begin(world, text, address, km, watched_km)
    world.mission.people = 0.0
    road.begin(world, p, address)


@compiled
def travel(world, p, text, full, key0, key1, run, km, watched_km):
    """Walk the road to its end; where a text is signed, ``text`` is the ceasefire's scenario."""
    set_out(world, p, text, (key0, key1, run, 0), km, watched_km)
    number, last = 0, road.last_week(p)
    while world.road.end == AT_WAR and number < last:
        number += 1
        road.week(world, p, text, full, week_address(key0, key1, run, ROAD_DAYS, number), number)
    finish(world, p, text)


@compiled
def finish(world, p, text):
    """Close the road's count; without a ceasefire the run is over."""
    road.close(world, p, text)
    if world.tally.agreed == 0.0:
        world.over = 1


@compiled
def aftermath(world, p, key0, key1, run):
    """The first year of a war that came back, from the forces that the ceasefire leaves: its losses are counted."""
    tally, state = world.tally, world.road
    if tally.cause == HELD or tally.losses_year_after >= 0.0:
        return
    before, aid = tally.war_losses_russia + tally.war_losses_ukraine, tally.war_aid
    russian, ukrainian = tally.war_losses_russia, tally.war_losses_ukraine
    intensity = 1.0 + state.drawn_in + worse(p.failure.renewal, p.failure.expectations)
    state.steps_hold = 0.0
    war.begin(world, p, intensity, week_address(key0, key1, run, AFTER_DAYS, 0))
    for number in range(1, WEEKS_AFTER + 1):
        war.supply(world, p, 0.0)
        war.fight(world, p, week_address(key0, key1, run, AFTER_DAYS, number))
        # What follows a broken army is not a war of this kind; the year's losses go on as they are.
        state.intensity = next_intensity(state.intensity, state.drawn_in, p.failure.memory_weeks)
    tally.losses_year_after = tally.war_losses_russia + tally.war_losses_ukraine - before
    tally.war_losses_russia, tally.war_losses_ukraine, tally.war_aid = russian, ukrainian, aid
