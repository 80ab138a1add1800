"""The monitoring mission, with a team a sector: where it watches, what it sees, whom it finds at fault (M05-M08)."""

from __future__ import annotations

from sim.line.attribution import freshness, informative
from sim.line.monitoring import density, detection, sight_of_massing, still_working, verification, watched
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


@compiled
def week(world, p):
    """The mission's week before its teams are sent out: sensors lost and repaired, massing in sight, costs."""
    me = world.mission
    me.working = still_working(me.working, p.monitoring.attrition, p.monitoring.repair)
    me.effective = p.monitoring.coverage * me.working * (1.0 - p.monitoring.jamming)
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
        p.patrols.access,
    )
    late = freshness(p.attribution.delay_days, p.accountability.delay_scale)
    me.observed = clip(seen * telling * trust * late * p.accountability.penalty, 0.0, 1.0)
    sensors = p.monitoring.cost_per_km * p.monitoring.coverage * world.front.watched_km
    people = p.patrols.cost_per_person * p.patrols.personnel
    world.tally.mission_cost += (sensors + people) / 52000.0


@rule
def delivery_week(week, delay_days, slots):
    """Slot of the mail in which findings of this week are delivered."""
    wait = int(delay_days / 7.0 + 0.5)
    if wait > slots - 1:
        wait = slots - 1
    return (week + wait) % slots
