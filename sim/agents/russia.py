"""Russia: comply, press below the threshold of war, mass forces, attack or stand down."""

from __future__ import annotations

from sim.agents import belligerent
from sim.agents.guarantors import support
from sim.agents.purposes import MOVE_RUSSIA, PRESSURE, REVIEW_RUSSIA, SIGHT, SIGNAL
from sim.incentives import alignment, assets, deterrence, guarantees, sanctions
from sim.incentives.choice import MASS, PRESS, grey_chance
from sim.incentives.terms import (
    AID,
    ASSETS,
    DEAL,
    ESCALATION,
    GRIEVANCE,
    GUARANTEE,
    SANCTIONS,
)
from sim.line.patrols import interposed, standing_in_the_way
from sim.numerics.elementary import clip
from sim.numerics.philox import uniform, uniform_pair
from sim.numerics.rule import compiled

RUSSIAN = 0
WITHOUT_CONSENT = 2


@compiled
def chance(world, p, number):
    """Chance that an attack by Moscow would succeed this week: forces, surprise, and who would stand with the other."""
    me, other, g = world.russia, world.ukraine, world.guarantors
    edge = belligerent.edge(RUSSIAN, number, world, p)
    in_time = guarantees.help_in_time(p.guarantee.clock_hours)
    helpers = g.present * p.guarantee.stationed_troops + g.credibility * p.guarantee.response_force * in_time
    helpers += interposed(p.patrols.personnel, p.patrols.armed_share, p.patrols.interposition)
    defender = deterrence.defence(
        other.force, p.deterrence.denial, p.deterrence.denial_effect, p.deterrence.fortification
    )
    return deterrence.chance(me.force, defender, helpers, edge, p.deterrence.slope)


@compiled
def observe(world, p, address, number):
    """Moscow takes note of the week."""
    draw = uniform_pair(address, 0, PRESSURE)[0]
    belligerent.observe(world.russia, world.front.suffered_russia, draw, world, p)
    world.russia.chance = chance(world, p, number)


@compiled
def weigh(world, p, address, number):
    """Moscow weighs an attack against keeping the ceasefire, term by term (% of Russian GDP)."""
    me, other, g = world.russia, world.ukraine, world.guarantors
    years = number * 7.0 / 365.0
    belligerent.weigh_alike(me, other, years, world, p)

    ready = support(g.attention, g.unity)
    p_snapback = sanctions.snapback_chance(
        p.sanctions.snapback, p.sanctions.automatic_execution, p.sanctions.vote_execution, ready
    )
    p_further = clip(p.sanctions.vote_execution * ready, 0.0, 1.0)
    me.terms[SANCTIONS] = -sanctions.loss(
        g.relief,
        p.sanctions.annual_cost,
        p.sanctions.horizon_years,
        p_snapback,
        p.sanctions.further,
        p_further,
    )
    me.terms[ASSETS] = -assets.at_stake(
        p.assets.use, p.assets.total, g.assets_paid, p.assets.worth_to_moscow, p.economy.russia
    )
    me.terms[GUARANTEE] = -p.guarantee.punishment * g.credibility
    me.terms[ESCALATION] = -p.escalation.shadow_moscow * g.credibility
    me.terms[AID] = 0.0
    me.terms[DEAL] = -belligerent.dividend(me, years, p)
    a = p.alignment
    waiting = 1.0 - g.in_force
    crossed = alignment.red_lines(
        a.weight_drift * (1.0 - a.non_alignment),
        a.weight_presence * (1.0 - a.no_foreign_forces),
        a.weight_colour * (1.0 - a.no_colour_revolutions),
        a.weight_alliance * p.guarantee.alliance_tie * (1.0 + a.prevention * waiting),
        a.weight_troops * g.standing,
    )
    offended = p.alignment.grievance * crossed * (1.0 - 0.5 * p.aid.mutual_limit)
    if p.assets.use == WITHOUT_CONSENT:
        offended += p.assets.resentment
    me.terms[GRIEVANCE] = offended


@compiled
def decide(world, p, address, number):
    """Moscow chooses the week's move, and whether pressure is on the line or in the grey zone off it (M27)."""
    me, g = world.russia, world.guarantors
    blocked = standing_in_the_way(world.front.armed)
    relief_at_risk = sanctions.snapback_chance(
        p.sanctions.snapback,
        p.sanctions.automatic_execution,
        p.sanctions.vote_execution,
        support(g.attention, g.unity),
    )
    at_risk = (
        g.relief
        * p.sanctions.annual_cost
        * p.sanctions.horizon_years
        * relief_at_risk
        * world.mission.observed
    )
    cost = at_risk + belligerent.answer(
        world.mission.observed, p.meetings.commission, g.credibility, blocked, p
    )
    draws = uniform_pair(address, 0, MOVE_RUSSIA)
    review = uniform_pair(address, 0, REVIEW_RUSSIA)
    before = me.stance
    belligerent.decide(me, cost, draws, review, world, p)
    if me.next_stance != PRESS:
        me.grey = 0.0
    elif before != PRESS:
        # A campaign of pressure is begun on the line or off it, and stays there.
        off_line = grey_chance(p.choice.grey_share, world.mission.observed, g.credibility)
        me.grey = 1.0 if review[1] < off_line else 0.0


@compiled
def act(world, p, address, number):
    """Moscow carries the move out: forces, orders, nuclear signals; Kyiv and the guarantors may see it mass."""
    me, g = world.russia, world.guarantors
    seen = belligerent.act(me, uniform_pair(address, 0, SIGHT)[0], world, p)
    world.ukraine.alarm = 1.0 if seen else 0.0
    g.alert = 1.0 if seen else 0.0
    ceiling = sanctions.force_ceiling(p.deterrence.ceiling_russia, g.kept, p.sanctions.export_controls)
    me.force = deterrence.next_force(me.force, ceiling, p.deterrence.reconstitution_years)
    tense = me.stance == MASS or world.front.crisis > 1.0
    g.signal = 1.0 if tense and uniform(address, 0, SIGNAL) < p.escalation.signalling else 0.0
    world.tally.nuclear_signal_weeks += g.signal
    if me.stance == MASS:
        world.tally.massing_weeks_russia += 1.0
    if me.stance == PRESS and me.grey > 0.5:
        world.tally.grey_zone_weeks += 1.0
