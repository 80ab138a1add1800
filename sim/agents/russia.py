"""Russia: comply, press below the threshold of war, mass forces, attack or stand down."""

from __future__ import annotations

from sim.agents import belligerent
from sim.agents.guarantors import readiness_to_penalise
from sim.agents.purposes import GREY, MOVE_RUSSIA, PRESSURE, REVIEW_RUSSIA, SIGHT, SIGNAL
from sim.incentives import alignment, assets, china, deterrence, goodwill, guarantees, sanctions
from sim.incentives.choice import ATTACK, MASS, PRESS
from sim.incentives.terms import (
    AID,
    ASSETS,
    DEAL,
    DEPENDENCE,
    ESCALATION,
    FIGHTING,
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
def chance(world, p):
    """Chance that an attack by Moscow would succeed this week: forces, surprise, and who would stand with the other."""
    me, other, g = world.russia, world.ukraine, world.guarantors
    in_time = guarantees.help_in_time(p.guarantee.clock_hours)
    helpers = g.troops + g.help * in_time
    people = world.mission.people * p.patrols.personnel
    helpers += interposed(people, p.patrols.armed_share, p.patrols.interposition)
    defender = deterrence.defence(
        other.force, p.deterrence.denial, p.deterrence.denial_effect, p.deterrence.fortification
    )
    return deterrence.chance(
        me.force, defender, helpers, belligerent.edge(me, other, world, p), p.deterrence.slope
    )


@compiled
def delay(world, p):
    """Factor on the time that an attack by Moscow needs, the distance it has withdrawn included."""
    return belligerent.delay(world.russia, world, p) * (1.0 + p.asks.distance * p.asks.withdrawal)


@compiled
def observe(world, p, address, number):
    """Moscow takes note of the week."""
    me = world.russia
    draw = uniform_pair(address, 0, PRESSURE)[0]
    me.slow = delay(world, p)
    trust_left = goodwill.misread(world.guarantors.trust, p.goodwill.effect)
    belligerent.observe(me, world.ukraine, world.front.suffered_russia, trust_left, draw, world, p)
    me.chance = chance(world, p)


@compiled
def snapback_expected(world, p):
    """Chance that relief is withdrawn when a breach is plain, as Moscow sees it."""
    return sanctions.snapback_chance(
        p.sanctions.snapback,
        p.sanctions.automatic_execution,
        p.sanctions.vote_execution,
        readiness_to_penalise(world, p),
    )


@compiled
def sanctions_loss(world, p):
    """What an attack would cost Moscow in sanctions, % of its GDP, less what trade with China makes good."""
    g, s = world.guarantors, p.sanctions
    p_further = clip(s.vote_execution * readiness_to_penalise(world, p), 0.0, 1.0)
    lost = sanctions.loss(
        g.relief, s.annual_cost, s.horizon_years, snapback_expected(world, p), s.further, p_further
    )
    lost += sanctions.still_to_come(g.promised - g.relief, s.annual_cost, s.horizon_years, s.schedule_years)
    return lost * china.sanctions_felt(p.china.dependence, p.china.offset)


@compiled
def offended(world, p):
    """Moscow's grievance under the terms, % of its GDP: red lines crossed, assets spent without its consent."""
    g, a = world.guarantors, p.alignment
    crossed = alignment.red_lines(
        a.weight_drift * (1.0 - a.non_alignment),
        a.weight_presence * (1.0 - a.no_foreign_forces),
        a.weight_colour * goodwill.colour_left(a.no_colour_revolutions, p.goodwill.ngo_funding),
        a.weight_alliance * p.guarantee.alliance_tie * g.pursued * (1.0 + a.prevention * (1.0 - g.in_force)),
        a.weight_troops * g.standing,
        a.weight_belligerent * g.party,
    )
    felt = a.grievance * crossed * (1.0 - 0.5 * p.aid.mutual_limit)
    return felt + p.assets.resentment if p.assets.use == WITHOUT_CONSENT else felt


@compiled
def weigh(world, p, address, number):
    """Moscow weighs an attack against keeping the ceasefire, term by term (% of Russian GDP)."""
    me, other, g = world.russia, world.ukraine, world.guarantors
    years = number * 7.0 / 365.0
    strike = deterrence.strike(p.deterrence.denial, p.deterrence.long_range)
    in_reach = strike * (1.0 - p.consultation.strike_limits * g.council)
    in_reach *= 1.0 - other.moved * p.pullback.long_range
    belligerent.weigh_alike(me, other, p.fear.strike_threat * in_reach, years, p)
    me.terms[FIGHTING] -= p.deterrence.strike_damage * strike
    me.terms[SANCTIONS] = -sanctions_loss(world, p)
    me.terms[ASSETS] = -assets.at_stake(
        p.assets.use, p.assets.total, g.assets_paid, p.assets.worth_to_moscow, p.economy.russia
    )
    reckoned = guarantees.reckoned(g.credibility, g.credibility_usual, p.guarantee.window)
    me.terms[GUARANTEE] = -p.guarantee.punishment * reckoned
    me.terms[ESCALATION] = -p.escalation.shadow_moscow * reckoned - p.escalation.shadow_of_kyiv
    me.terms[AID] = 0.0
    recognised = belligerent.valued(me, p) * p.deal.recognition * p.deal.recognition_worth
    me.terms[DEAL] = p.asks.help_price * p.asks.help - belligerent.dividend(me, years, p) - recognised
    me.terms[GRIEVANCE] = offended(world, p) + p.deal.imposed_on_moscow * p.deal.resentment
    me.terms[DEPENDENCE] = -china.price_of_war(p.china.dependence, p.china.price)


@compiled
def decide(world, p, address, number):
    """Moscow chooses the week's move, and whether pressure is on the line or in the grey zone off it (M27)."""
    me, g = world.russia, world.guarantors
    blocked = standing_in_the_way(world.front.armed)
    observed = world.mission.observed
    # Pressure is answered by snap-back only as far as it is found out and the findings are credited.
    lost = p.sanctions.bite * g.relief + g.promised - g.relief
    at_risk = lost * p.sanctions.annual_cost * p.sanctions.horizon_years
    at_risk *= snapback_expected(world, p) * observed * p.attribution.trust_third
    at_risk *= china.sanctions_felt(p.china.dependence, p.china.offset)
    cost = at_risk + belligerent.answer(observed, p.meetings.commission, g.credibility, blocked, p)
    draws = uniform_pair(address, 0, MOVE_RUSSIA)
    review = uniform_pair(address, 0, REVIEW_RUSSIA)
    belligerent.decide(me, cost, g.credibility, draws, review, world, p)


@compiled
def act(world, p, address, number):
    """Moscow carries the move out: forces, orders, nuclear signals; Kyiv and the guarantors may see it mass."""
    me, g = world.russia, world.guarantors
    grey_draw = uniform_pair(address, 0, GREY)[0]
    seen = belligerent.act(me, uniform_pair(address, 0, SIGHT)[0], grey_draw, world, p)
    world.ukraine.alarm = 1.0 if seen else 0.0
    g.alert = 1.0 if seen else 0.0
    ceiling = sanctions.force_ceiling(p.deterrence.ceiling_russia, g.kept, p.sanctions.export_controls)
    me.force = deterrence.next_force(me.force, ceiling, p.deterrence.reconstitution_years)
    tense = me.stance == MASS or me.stance == ATTACK or world.front.crisis > 1.0
    g.signal = 1.0 if tense and uniform(address, 0, SIGNAL) < p.escalation.signalling else 0.0
    world.tally.nuclear_signal_weeks += g.signal
    if me.stance == MASS:
        world.tally.massing_weeks_russia += 1.0
    if me.stance == PRESS and me.grey > 0.5:
        world.tally.grey_zone_weeks += 1.0
