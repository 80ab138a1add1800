"""Ukraine: comply, harass, mass forces, attack or stand down."""

from __future__ import annotations

from sim.agents import belligerent
from sim.agents.purposes import GREY, MOVE_UKRAINE, PRESSURE, REVIEW_UKRAINE, SIGHT
from sim.incentives import accession, aid, alignment, assets, deterrence, weariness
from sim.incentives.assets import HELD
from sim.incentives.choice import MASS, PRESS
from sim.incentives.terms import (
    AID,
    ASSETS,
    DEAL,
    DEPENDENCE,
    ESCALATION,
    GRIEVANCE,
    GUARANTEE,
    SANCTIONS,
)
from sim.line.patrols import interposed, standing_in_the_way
from sim.numerics.philox import uniform_pair
from sim.numerics.rule import compiled

UKRAINIAN = 1


@compiled
def chance(world, p):
    """Chance that an attack by Kyiv would succeed this week: forces, surprise, and who would stand with the other."""
    me, other = world.ukraine, world.russia
    edge = belligerent.edge(me, other, world, p)
    strike = deterrence.strike(p.deterrence.denial, p.deterrence.long_range)
    attacker = deterrence.offence(me.force, p.deterrence.denial, strike)
    defender = deterrence.defence(other.force, 0.0, p.deterrence.denial_effect, p.deterrence.fortification)
    people = world.mission.people * p.patrols.personnel
    helpers = interposed(people, p.patrols.armed_share, p.patrols.interposition)
    return deterrence.chance(attacker, defender, helpers, edge, p.deterrence.slope)


@compiled
def observe(world, p, address, number):
    """Kyiv takes note of the week."""
    me = world.ukraine
    draw = uniform_pair(address, 0, PRESSURE)[1]
    me.slow = belligerent.delay(me, world, p)
    belligerent.observe(me, world.russia, world.front.suffered_ukraine, 1.0, draw, world, p)
    me.support = weariness.next_support(
        me.support, p.weariness.settled, p.weariness.years, p.weariness.hardening, me.hostility
    )
    if me.support > 0.5:
        world.tally.peace_majority_weeks += 1.0
    me.chance = chance(world, p)


@compiled
def weigh(world, p, address, number):
    """Kyiv weighs an attack against keeping the ceasefire, term by term (% of Ukrainian GDP)."""
    me, other, g = world.ukraine, world.russia, world.guarantors
    years = number * 7.0 / 365.0
    belligerent.weigh_alike(me, other, 0.0, years, p)
    me.terms[SANCTIONS] = 0.0
    me.terms[ASSETS] = -assets.at_stake(
        p.assets.use, p.assets.total, g.assets_paid, p.assets.worth_to_kyiv, p.economy.ukraine
    )
    # A guarantee covers a Ukraine that is attacked, not one that attacks: Kyiv would lose what it is worth.
    me.terms[GUARANTEE] = -p.guarantee.restrains_kyiv * p.guarantee.punishment * g.credibility
    me.terms[ESCALATION] = -p.escalation.shadow_kyiv
    me.terms[AID] = -100.0 * p.aid.dependence * g.aid / p.economy.ukraine
    path = accession.at_stake(p.accession.path, p.accession.worth, g.progress)
    me.terms[DEAL] = -path - p.deal.legitimacy * belligerent.dividend(me, years, p)
    a = p.alignment
    exposed = alignment.exposure(a.non_alignment, a.no_foreign_forces, a.no_colour_revolutions, g.credibility)
    me.terms[GRIEVANCE] = a.insecurity * exposed + p.deal.recognition * p.deal.recognition_offence
    me.terms[GRIEVANCE] += p.deal.imposed_on_kyiv * p.deal.resentment
    me.terms[DEPENDENCE] = 0.0


@compiled
def decide(world, p, address, number):
    """Kyiv chooses the week's move, and whether pressure is on the line or in the grey zone off it."""
    g = world.guarantors
    blocked = standing_in_the_way(world.front.armed)
    dropped = p.guarantee.restrains_kyiv * g.credibility
    cost = belligerent.answer(world.mission.observed, p.meetings.commission, dropped, blocked, p)
    credited = world.mission.observed * p.attribution.trust_third
    cost += 100.0 * p.aid.conditionality * 0.1 * g.aid / p.economy.ukraine * credited
    draws = uniform_pair(address, 0, MOVE_UKRAINE)
    review = uniform_pair(address, 0, REVIEW_UKRAINE)
    belligerent.decide(world.ukraine, cost, dropped, draws, review, world, p)


@compiled
def act(world, p, address, number):
    """Kyiv carries the move out: forces, orders; Moscow may see it mass."""
    me, g = world.ukraine, world.guarantors
    grey_draw = uniform_pair(address, 0, GREY)[1]
    seen = belligerent.act(me, uniform_pair(address, 0, SIGHT)[1], grey_draw, world, p)
    world.russia.alarm = 1.0 if seen else 0.0
    rebuilt = 0.0
    if p.assets.use != HELD and p.assets.total > 0.0:
        rebuilt = p.assets.rebuilding * g.assets_paid / p.assets.total
    ceiling = aid.sustained(
        p.deterrence.own_ukraine, g.aid, p.aid.force_per_billion, rebuilt, p.deterrence.cap_ukraine
    )
    me.force = deterrence.next_force(me.force, ceiling, p.deterrence.reconstitution_years)
    if me.stance == MASS:
        world.tally.massing_weeks_ukraine += 1.0
    if me.stance == PRESS and me.grey > 0.5:
        world.tally.grey_zone_weeks_ukraine += 1.0
