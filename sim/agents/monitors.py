"""The monitoring mission, with a team a sector: where it watches, what it sees, whom it finds at fault (M05-M08)."""

from __future__ import annotations

from sim.incentives.choice import ATTACK, MASS, PRESS
from sim.line.attribution import freshness, informative
from sim.line.monitoring import (
    affordable,
    density,
    detection,
    sight_of_massing,
    still_working,
    verification,
    watched,
)
from sim.line.patrols import open_share
from sim.numerics.elementary import clip
from sim.numerics.rule import compiled, rule

#: Weekly memory of recent violations: about a month.
RECENT_KEEP = 0.75


@rule
def remembered(recent):
    """Recent violations of a sector after a week has passed."""
    return RECENT_KEEP * recent


@rule
def team_detection(asked, asked_mean, sensors, seeing, unseen, night, access):
    """Chance that a bout in a sector is detected, when its team gets ``asked`` of a mean ``asked_mean``."""
    weight = asked / asked_mean if asked_mean > 0.0 else 1.0
    return detection(watched(sensors, weight), seeing, unseen, night, access)


@rule
def visible(detection, access, opened):
    """Chance that a bout in a sector is detected this week: none where the mission is shut out.

    ``detection`` is the chance in a usual week, in which a share ``access`` of sectors is open.
    """
    return detection / access if opened else 0.0


@rule
def in_the_open(me):
    """Whether a side presses on the line, masses or opens an attack: it has something to hide from the mission."""
    return me.stance == MASS or me.stance == ATTACK or (me.stance == PRESS and me.grey < 0.5)


@compiled
def week(world, p):
    """The mission's week before its teams are sent out: sensors lost and repaired, massing in sight, costs."""
    me = world.mission
    me.working = still_working(me.working, p.monitoring.attrition, p.monitoring.repair)
    me.coverage = affordable(
        p.monitoring.coverage, p.monitoring.budget, p.monitoring.cost_per_km, world.front.watched_km
    )
    me.effective = me.coverage * me.working * (1.0 - p.monitoring.jamming)
    closed = 1.0 if in_the_open(world.russia) or in_the_open(world.ukraine) else 0.0
    me.access = open_share(p.patrols.access, p.patrols.shut_out, closed)
    me.people = 0.0 if world.day >= 365.0 * p.patrols.leave_year else 1.0
    world.front.armed = me.people * world.front.armed_at_start
    me.sensors = density(me.effective)
    telling = informative(p.attribution.accuracy, p.attribution.false_share)
    trust = 0.5 * (p.attribution.trust_russia + p.attribution.trust_ukraine)
    me.verified = verification(me.effective, telling, trust)
    me.sight = sight_of_massing(me.verified, p.monitoring.intelligence)
    seen = detection(
        me.effective,
        p.monitoring.detection_watched,
        p.monitoring.detection_unwatched,
        p.monitoring.night_blindness,
        me.access,
    )
    late = freshness(p.attribution.delay_days, p.accountability.delay_scale)
    me.observed = clip(seen * telling * trust * late * p.accountability.penalty, 0.0, 1.0)
    sensors = p.monitoring.cost_per_km * me.coverage * world.front.watched_km
    people = me.people * p.patrols.cost_per_person * p.patrols.personnel
    world.tally.sensors_cost += sensors / 52000.0
    world.tally.mission_cost += people / 52000.0


@rule
def delivery_week(week, delay_days, slots):
    """Slot of the mail in which findings of this week are delivered."""
    wait = int(delay_days / 7.0 + 0.5)
    if wait > slots - 1:
        wait = slots - 1
    return (week + wait) % slots
