"""Passes over the line: the sectors' day and week as loops over arrays, for the compiled batch.

Each pass touches few arrays and does one thing, because such loops vectorise and one long loop does not. The
rules they call are those that a Mesa agent calls for its own sector.
"""

from __future__ import annotations

import numpy as np

from sim.agents.commanders import RUSSIAN, UKRAINIAN, answering, exchange, fires, outlook, unanswered
from sim.agents.monitors import remembered, team_detection
from sim.agents.purposes import BOUT_RUSSIA, FIRE, NAMED_RUSSIA, ORDER
from sim.agents.state import (
    BASE,
    DETECTION,
    EROSION_RUSSIA,
    EROSION_UKRAINE,
    FIRED,
    HEARD_RUSSIA,
    HEARD_UKRAINE,
    ODDS_RUSSIA,
    ODDS_UKRAINE,
    RECENT,
    SUFFERED_RUSSIA,
    SUFFERED_UKRAINE,
    SUPPORTED_RUSSIA,
    SUPPORTED_UKRAINE,
    TAKING_RUSSIA,
    TAKING_UKRAINE,
    TENSION_RUSSIA,
    TENSION_UKRAINE,
    WATCHED_KM,
)
from sim.engine.calendar import commanders_taking, sector_heat
from sim.line.monitoring import demand
from sim.line.restraint import next_odds, pledged
from sim.line.tension import decay, next_tension, spread
from sim.line.violations import bout_rate
from sim.numerics.philox import block, uniform_pair, unit
from sim.numerics.rule import compiled


@compiled
def begin(line, p, address, base, watched_km):
    """Set the line's rows to the first day of a run."""
    n = line.shape[1]
    line[:, :] = 0.0
    for i in range(n):
        line[BASE, i] = base[i] * sector_heat(address, i, p.line.hot_spot_spread)
        line[WATCHED_KM, i] = watched_km[i]
        line[TAKING_RUSSIA, i], line[TAKING_UKRAINE, i] = commanders_taking(address, i, p.restraint.heterogeneity)
        line[ODDS_RUSSIA, i] = 1.0
        line[ODDS_UKRAINE, i] = 1.0


@compiled
def carry_orders(line, p, address, orders_russia, orders_ukraine):
    """Carry the order to hold fire to commanders who have not heard it yet."""
    for i in range(line.shape[1]):
        u, v = uniform_pair(address, i, ORDER)
        if u < p.restraint.delivery and line[HEARD_RUSSIA, i] == 0.0:
            line[HEARD_RUSSIA, i] = 1.0
            line[ODDS_RUSSIA, i] = pledged(orders_russia, line[TAKING_RUSSIA, i], p.restraint.full_effect)
        if v < p.restraint.delivery and line[HEARD_UKRAINE, i] == 0.0:
            line[HEARD_UKRAINE, i] = 1.0
            line[ODDS_UKRAINE, i] = pledged(orders_ukraine, line[TAKING_UKRAINE, i], p.restraint.full_effect)


@compiled
def draw(u, v, address):
    """One uniform for each side of every sector."""
    run, day, k0, k1 = address[2], address[3], address[0], address[1]
    for i in range(len(u)):
        w0, w1, w2, w3 = block(run, day, i, FIRE, k0, k1)
        u[i] = unit(w0, w1)
        v[i] = unit(w2, w3)


@compiled
def rates(out, base, tension, odds, starts, factors, shots):
    """Bouts a day of one side in every sector."""
    for region in range(len(factors)):
        factor = factors[region]
        for i in range(starts[region], starts[region + 1]):
            out[i] = bout_rate(base[i], factor, tension[i], odds[i], shots)


@compiled
def pick_firing(picked, u, v, rate_russia, rate_ukraine):
    """Indices of the sectors in which someone may fire today, ascending; their number is returned."""
    count = 0
    for i in range(len(u)):
        picked[count] = i
        count += 1 if (u[i] > 1.0 - rate_russia[i] or v[i] > 1.0 - rate_ukraine[i]) else 0
    return count


@compiled
def relax(odds, level, erosion, recovery):
    """Restraint a day on."""
    for i in range(len(odds)):
        odds[i] = next_odds(odds[i], level[i], erosion[i], recovery)


@compiled
def calm(tension, suffered, kept, gain, half_effect):
    """Tension a day on; what was suffered today is then forgotten."""
    for i in range(len(tension)):
        tension[i] = next_tension(tension[i], kept, gain, suffered[i], half_effect)
        suffered[i] = 0.0


@compiled
def fire(line, picked, count, u, v, rate_russia, rate_ukraine, p, address, weapons, sums):
    """Let the picked sectors fire, be seen and be judged; add the day up in ``sums`` in the order of sectors.

    ``sums``: fired, recorded, bouts, findings against Russia and Ukraine, suffered by Russia and Ukraine.
    """
    shots, variance = p.violations.shots_per_bout, p.violations.size_variance
    accuracy, false_share = p.attribution.accuracy, p.attribution.false_share
    delay, scale = p.attribution.delay_days, p.accountability.delay_scale
    for j in range(count):
        i = picked[j]
        for side in (RUSSIAN, UKRAINIAN):
            bouts = fires(u[i], rate_russia[i]) if side == RUSSIAN else fires(v[i], rate_ukraine[i])
            if bouts == 0.0:
                continue
            odds = line[ODDS_RUSSIA, i] if side == RUSSIAN else line[ODDS_UKRAINE, i]
            draws = uniform_pair(address, i, BOUT_RUSSIA + side)
            judged = uniform_pair(address, i, NAMED_RUSSIA + side)
            fired, recorded, right, wrong = exchange(
                draws, judged, bouts, odds, line[DETECTION, i], shots, variance, weapons, accuracy, false_share
            )
            line[FIRED, i] += fired
            line[RECENT, i] += recorded
            sums[0] += fired
            sums[1] += recorded
            sums[2] += bouts
            if side == RUSSIAN:
                felt = unanswered(bouts, right, wrong, p.attribution.trust_ukraine, delay, scale)
                line[SUFFERED_UKRAINE, i] = felt
                sums[3] += right
                sums[4] += wrong
                sums[6] += felt
            else:
                felt = unanswered(bouts, right, wrong, p.attribution.trust_russia, delay, scale)
                line[SUFFERED_RUSSIA, i] = felt
                sums[4] += right
                sums[3] += wrong
                sums[5] += felt


@compiled
def send_teams(line, world, p):
    """The mission sends its teams where they are asked for, and the chance of detection follows."""
    n = line.shape[1]
    total, length = 0.0, 0.0
    for i in range(n):
        line[RECENT, i] = remembered(line[RECENT, i])
        km = line[WATCHED_KM, i]
        total += demand(line[RECENT, i] / km, p.monitoring.reallocation) * km
        length += km
    sensors, access, night = world.mission.sensors, p.patrols.access, p.monitoring.night_blindness
    seeing, unseen = p.monitoring.detection_watched, p.monitoring.detection_unwatched
    for i in range(n):
        asked = demand(line[RECENT, i] / line[WATCHED_KM, i], p.monitoring.reallocation)
        line[DETECTION, i] = team_detection(asked, total / length, sensors, seeing, unseen, night, access)


@compiled
def look_ahead(line, world, p):
    """Every commander's week ahead: what his orders and what he answers for support."""
    russia, ukraine = world.russia, world.ukraine
    own_russia, reckoned_russia = answering(p.accountability.discipline_russia, p.attribution.trust_russia, p)
    own_ukraine, reckoned_ukraine = answering(p.accountability.discipline_ukraine, p.attribution.trust_ukraine, p)
    full, erosion, protection = p.restraint.full_effect, p.restraint.erosion, p.restraint.protection
    for i in range(line.shape[1]):
        seen = line[DETECTION, i]
        line[SUPPORTED_RUSSIA, i], line[EROSION_RUSSIA, i] = outlook(
            russia.stance, russia.grey, russia.orders_now, own_russia, seen, reckoned_russia, full, erosion, protection
        )
        line[SUPPORTED_UKRAINE, i], line[EROSION_UKRAINE, i] = outlook(
            ukraine.stance, ukraine.grey, ukraine.orders_now, own_ukraine, seen, reckoned_ukraine, full, erosion, protection
        )


@compiled
def even_out(tension, spill):
    """Tension spreads a little to the neighbours; the ends of the line have themselves as the missing neighbour."""
    n = len(tension)
    left = tension[0]
    for i in range(n):
        here = tension[i]
        right = tension[i + 1] if i + 1 < n else here
        tension[i] = spread(here, left, right, spill)
        left = here


@compiled
def day(line, world, p, address, starts, factors, scratch, picked, weapons, carrying):
    """A day of the line up to its sums, which are returned in ``scratch[4, :7]``."""
    u, v, rate_russia, rate_ukraine, sums = scratch[0], scratch[1], scratch[2], scratch[3], scratch[4]
    n = line.shape[1]
    shots = p.violations.shots_per_bout
    if carrying:
        carry_orders(line, p, address, world.russia.pledge, world.ukraine.pledge)
    draw(u[:n], v[:n], address)
    rates(rate_russia, line[BASE], line[TENSION_RUSSIA], line[ODDS_RUSSIA], starts, factors, shots)
    rates(rate_ukraine, line[BASE], line[TENSION_UKRAINE], line[ODDS_UKRAINE], starts, factors, shots)
    count = pick_firing(picked, u[:n], v[:n], rate_russia[:n], rate_ukraine[:n])
    sums[:7] = 0.0
    fire(line, picked, count, u, v, rate_russia, rate_ukraine, p, address, weapons, sums)
    kept = decay(p.tension.memory_days, p.meetings.flag_meetings)
    calm(line[TENSION_RUSSIA], line[SUFFERED_RUSSIA], kept, p.tension.gain, p.tension.half_effect)
    calm(line[TENSION_UKRAINE], line[SUFFERED_UKRAINE], kept, p.tension.gain, p.tension.half_effect)
    if not carrying:
        relax(line[ODDS_RUSSIA], line[SUPPORTED_RUSSIA], line[EROSION_RUSSIA], p.restraint.recovery)
        relax(line[ODDS_UKRAINE], line[SUPPORTED_UKRAINE], line[EROSION_UKRAINE], p.restraint.recovery)


@compiled
def new_scratch(n):
    """Scratch rows for a line of n sectors (at least 8 wide, for the sums)."""
    return np.zeros((5, max(n, 8)))
