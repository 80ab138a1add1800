"""Passes over the line: the sectors' day and week as loops over arrays, for the compiled batch.

Each pass touches few arrays and does one thing, because such loops vectorise and one long loop does not. The
rules they call are those that a Mesa agent calls for its own sector.
"""

from __future__ import annotations

import numpy as np

from sim.agents.commanders import (
    RUSSIAN,
    UKRAINIAN,
    answer_weight,
    answering,
    fires,
    judged,
    outlook,
    unanswered,
    volley,
)
from sim.agents.monitors import remembered, team_detection, visible
from sim.agents.purposes import ACCESS, BOUT_RUSSIA, FIRE, NAMED_RUSSIA, ORDER
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
    VISIBLE,
    WATCHED_KM,
)
from sim.engine.calendar import commanders_taking, sector_heat
from sim.engine.ground import HEAT_OF, KIND, KM, WATCHED, rate
from sim.line.monitoring import demand
from sim.line.restraint import least_odds, next_odds, pledged
from sim.line.tension import decay, next_tension, spread
from sim.line.violations import bout_rate, highest_rate, log_variance, thinning
from sim.numerics.philox import block, uniform, uniform_pair, unit
from sim.numerics.rule import compiled, rule


@compiled
def begin(line, p, address, land, armed):
    """Set the line's rows to the first day of a run; ``land`` has a row a fact, ``armed`` is patrols a km."""
    n = line.shape[1]
    line[:, :] = 0.0
    for i in range(n):
        base = rate(land[KM, i], land[HEAT_OF, i], land[KIND, i], armed, p)
        line[BASE, i] = base * sector_heat(address, i, p.line.hot_spot_spread)
        line[WATCHED_KM, i] = land[WATCHED, i]
        line[TAKING_RUSSIA, i], line[TAKING_UKRAINE, i] = commanders_taking(
            address, i, p.restraint.heterogeneity
        )
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
def pick_candidates(picked, likely, u, v, base, tension_russia, tension_ukraine, starts, factors, ceiling):
    """Indices of the sectors in which someone may fire today, ascending; their number is returned.

    The test uses the highest rate that restraint could leave, which needs no root and no division; the few
    sectors that pass it are then looked at exactly. ``likely`` is scratch.
    """
    for region in range(len(factors)):
        factor = factors[region]
        for i in range(starts[region], starts[region + 1]):
            russia = u[i] > 1.0 - highest_rate(base[i], factor, tension_russia[i], ceiling)
            ukraine = v[i] > 1.0 - highest_rate(base[i], factor, tension_ukraine[i], ceiling)
            likely[i] = 1.0 if (russia or ukraine) else 0.0
    count = 0
    for i in range(len(u)):
        picked[count] = i
        count += 1 if likely[i] > 0.0 else 0
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
def fire(
    line, picked, count, u, v, starts, factors, p, address, weapons_russia, weapons_ukraine, ceiling, sums
):
    """Let the picked sectors fire, be seen and be judged; add the day up in ``sums`` in the order of sectors.

    ``sums``: fired, recorded, bouts, findings against Russia and Ukraine, suffered by Russia and Ukraine.
    """
    shots, variance = p.violations.shots_per_bout, p.violations.size_variance
    single = log_variance(1.0, variance)
    accuracy, false_share = p.attribution.accuracy, p.attribution.false_share
    delay, scale = p.attribution.delay_days, p.accountability.delay_scale
    weight_russia = answer_weight(p.attribution.trust_russia, delay, scale)
    weight_ukraine = answer_weight(p.attribution.trust_ukraine, delay, scale)
    region = 0
    for j in range(count):
        i = picked[j]
        while i >= starts[region + 1]:
            region += 1
        for side in (RUSSIAN, UKRAINIAN):
            tension = line[TENSION_RUSSIA, i] if side == RUSSIAN else line[TENSION_UKRAINE, i]
            chance = u[i] if side == RUSSIAN else v[i]
            if chance <= 1.0 - highest_rate(line[BASE, i], factors[region], tension, ceiling):
                continue
            odds = line[ODDS_RUSSIA, i] if side == RUSSIAN else line[ODDS_UKRAINE, i]
            bouts = fires(chance, bout_rate(line[BASE, i], factors[region], tension, odds, shots))
            if bouts == 0.0:
                continue
            draws = uniform_pair(address, i, BOUT_RUSSIA + side)
            weapons = weapons_russia if side == RUSSIAN else weapons_ukraine
            fired, seen = volley(draws, bouts, odds, line[VISIBLE, i], shots, variance, single, weapons)
            right, wrong = 0.0, 0.0
            if seen > 0.0:
                right, wrong = judged(
                    uniform_pair(address, i, NAMED_RUSSIA + side), seen, accuracy, false_share
                )
            recorded = fired * seen / bouts
            line[FIRED, i] += fired
            line[RECENT, i] += recorded
            sums[0] += fired
            sums[1] += recorded
            sums[2] += bouts
            if side == RUSSIAN:
                felt = unanswered(bouts, right, wrong, weight_ukraine)
                line[SUFFERED_UKRAINE, i] = felt
                sums[3] += right
                sums[4] += wrong
                sums[6] += felt
            else:
                felt = unanswered(bouts, right, wrong, weight_russia)
                line[SUFFERED_RUSSIA, i] = felt
                sums[4] += right
                sums[3] += wrong
                sums[5] += felt


@compiled
def send_teams(line, world, p, address):
    """The mission sends its teams where they are asked for, and the chance of detection follows."""
    n = line.shape[1]
    total, length = 0.0, 0.0
    for i in range(n):
        line[RECENT, i] = remembered(line[RECENT, i])
        km = line[WATCHED_KM, i]
        total += demand(line[RECENT, i] / km, p.monitoring.reallocation) * km
        length += km
    sensors, access, night = world.mission.sensors, world.mission.access, p.monitoring.night_blindness
    seeing, unseen = p.monitoring.detection_watched, p.monitoring.detection_unwatched
    for i in range(n):
        asked = demand(line[RECENT, i] / line[WATCHED_KM, i], p.monitoring.reallocation)
        detection = team_detection(asked, total / length, sensors, seeing, unseen, night, access)
        line[DETECTION, i] = detection
        opened = uniform(address, i, ACCESS) < access
        line[VISIBLE, i] = visible(detection, access, opened)
        if not opened:
            world.tally.denied_sector_weeks += 1.0


@compiled
def look_ahead(line, world, p):
    """Every commander's week ahead: what his orders and what he answers for support."""
    russia, ukraine = world.russia, world.ukraine
    own_russia, reckoned_russia = answering(p.accountability.discipline_russia, p.attribution.trust_russia, p)
    own_ukraine, reckoned_ukraine = answering(
        p.accountability.discipline_ukraine, p.attribution.trust_ukraine, p
    )
    full, erosion, protection = p.restraint.full_effect, p.restraint.erosion, p.restraint.protection
    delivery = p.restraint.delivery
    for i in range(line.shape[1]):
        seen = line[DETECTION, i]
        line[SUPPORTED_RUSSIA, i], line[EROSION_RUSSIA, i] = outlook(
            russia.stance,
            russia.grey,
            russia.orders_now,
            own_russia,
            seen,
            reckoned_russia,
            full,
            erosion,
            protection,
            delivery,
        )
        line[SUPPORTED_UKRAINE, i], line[EROSION_UKRAINE, i] = outlook(
            ukraine.stance,
            ukraine.grey,
            ukraine.orders_now,
            own_ukraine,
            seen,
            reckoned_ukraine,
            full,
            erosion,
            protection,
            delivery,
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
def day(line, world, p, address, starts, factors, scratch, picked, ceiling, carrying):
    """A day of the line up to its sums, which are returned in ``scratch[2, :7]``."""
    n = line.shape[1]
    u, v, sums = scratch[0, :n], scratch[1, :n], scratch[2]
    if carrying:
        carry_orders(line, p, address, world.russia.pledge, world.ukraine.pledge)
    draw(u, v, address)
    base, anger_russia, anger_ukraine = line[BASE], line[TENSION_RUSSIA], line[TENSION_UKRAINE]
    count = pick_candidates(
        picked, scratch[3, :n], u, v, base, anger_russia, anger_ukraine, starts, factors, ceiling
    )
    sums[:7] = 0.0
    russian, ukrainian = world.russia.weapons, world.ukraine.weapons
    fire(line, picked, count, u, v, starts, factors, p, address, russian, ukrainian, ceiling, sums)
    kept = decay(p.tension.memory_days, p.meetings.flag_meetings)
    calm(line[TENSION_RUSSIA], line[SUFFERED_RUSSIA], kept, p.tension.gain, p.tension.half_effect)
    calm(line[TENSION_UKRAINE], line[SUFFERED_UKRAINE], kept, p.tension.gain, p.tension.half_effect)
    if not carrying:
        relax(line[ODDS_RUSSIA], line[SUPPORTED_RUSSIA], line[EROSION_RUSSIA], p.restraint.recovery)
        relax(line[ODDS_UKRAINE], line[SUPPORTED_UKRAINE], line[EROSION_UKRAINE], p.restraint.recovery)


@rule
def fire_ceiling(p):
    """The thinning of bouts at the least restraint that any orders can bring about."""
    lowest = p.choice.press_orders
    if p.choice.attack_orders < lowest:
        lowest = p.choice.attack_orders
    return thinning(least_odds(lowest, p.restraint.full_effect), p.violations.shots_per_bout)


@rule
def ceiling_today(unleashed, lowest):
    """The thinning that no commander exceeds today: 1 as long as nobody was ever told to fire at will."""
    return lowest if unleashed > 0.0 else 1.0


@compiled
def new_scratch(n):
    """Scratch rows for a line of n sectors (at least 8 wide, for the sums)."""
    return np.zeros((4, max(n, 8)))
