"""What Moscow and Kyiv do alike in a week: take note, weigh what both weigh, choose a move, give orders.

What each of them weighs by its own law stands in russia.py and ukraine.py.
"""

from __future__ import annotations

from sim.incentives import weariness
from sim.incentives.choice import (
    ATTACK,
    COMPLY,
    MASS,
    PRESS,
    massing_utility,
    pick,
    pressing_utility,
    staying,
    weight,
)
from sim.incentives.consultation import misperception
from sim.incentives.deal import worth
from sim.incentives.fear import hostility, next_belief, striking_first
from sim.incentives.grey_zone import off_line
from sim.incentives.politics import keep, next_mood
from sim.incentives.terms import FEAR, FIGHTING, GAINS, INCIDENTS, LOSSES, N_TERMS, POLITICS, WEARINESS
from sim.line.meetings import misreading
from sim.line.pullback import has_moved, opening, out_of_place, out_of_range, weapons
from sim.numerics.distributions import poisson
from sim.numerics.elementary import clip, logistic
from sim.numerics.rule import compiled, rule


@compiled
def observe(me, other, suffered, trust_left, pressure_draw, world, p):
    """Take note of the week: domestic pressure, fire and grey-zone acts suffered, massing seen, what to believe.

    ``trust_left`` is the share of misperception that goodwill between the capitals has left.
    """
    kept = keep(p.politics.pressure_weeks)
    me.pressure = next_mood(me.pressure, kept, p.politics.pressure_sd, pressure_draw)
    # An act off the line weighs the same however long the line is.
    hit = suffered + p.grey_zone.felt * other.acts * world.front.km / 1931.0
    me.hostility = hostility(hit, p.fear.usual_fire, world.front.km)
    me.misperceives = misperception(world.guarantors.council, p.consultation.effect) * trust_left
    me.misreads = me.misperceives * misreading(
        p.meetings.commission, p.meetings.hotline, p.meetings.flag_meetings
    )
    me.belief = next_belief(
        me.belief,
        p.fear.forgetting,
        me.hostility,
        p.fear.per_incident,
        me.misreads,
        me.alarm,
        p.fear.per_massing,
        world.mission.verified,
        p.fear.reassurance,
    )


@compiled
def withdrawn(p):
    """Share of what an attack needs that a side which has pulled back must bring up again."""
    return out_of_place(p.pullback.artillery, p.pullback.rockets, p.pullback.long_range)


@compiled
def edge(me, other, world, p):
    """Advantage (log force ratio) of a side on the attack: surprise, and a staggered pull-back by the other."""
    surprise = p.deterrence.surprise * (1.0 - world.mission.sight) / me.slow
    return surprise + opening(withdrawn(p), me.moved, other.moved, p.pullback.window)


@compiled
def valued(me, p):
    """Share of a deal's worth that a side sees in it: all, or little where the pause is tactical."""
    return 1.0 - (1.0 - p.aims.tactical_deal) * me.tactical


@compiled
def dividend(me, years, p):
    """What keeping the deal is worth to a side, % of GDP."""
    return valued(me, p) * worth(
        p.deal.dividend, p.deal.formality, p.meetings.commission, p.deal.offers, p.deal.offers_worth, years
    )


@compiled
def pull_back(me, side, number, p):
    """Heavy equipment leaves the line on its date: bouts get smaller, an attack takes longer, massing is undone."""
    t = p.pullback
    moved = has_moved(t.timing, side, number, t.stagger_weeks)
    if moved > me.moved:
        me.massing *= 1.0 - withdrawn(p)
    me.moved = moved
    me.weapons = weapons(moved * out_of_range(t.artillery, t.rockets, t.long_range), t.size_effect)


@compiled
def delay(me, world, p):
    """Factor on the time that an attack of this side needs: the zone, patrols in the way, its own pull-back."""
    return world.front.slow * (1.0 + p.pullback.massing_effect * (me.moved * withdrawn(p)))


@compiled
def weigh_alike(me, other, threat, years, p):
    """The terms that both sides weigh by the same law, % of own GDP; ``threat`` is what the other could do first."""
    me.terms[GAINS] = me.aims * me.chance
    me.terms[LOSSES] = -p.deterrence.failure * p.deterrence.war_cost * (1.0 - me.chance)
    me.terms[FIGHTING] = -p.deterrence.war_cost
    # The other's chance of success is what it could do first; at an even chance the threat is whole.
    seen = 2.0 * other.chance + threat
    me.terms[FEAR] = me.misperceives * striking_first(p.fear.strength, me.belief, seen, me.slow)
    me.terms[INCIDENTS] = p.fear.anger * me.hostility * me.misreads
    tired = weariness.left(p.weariness.strength, p.weariness.years, years)
    me.terms[WEARINESS] = -tired * weariness.voiced(me.support)
    me.terms[POLITICS] = me.pressure


@compiled
def total(me):
    """Sum of the terms, in order."""
    incentive = 0.0
    for term in range(N_TERMS):
        incentive += me.terms[term]
    return incentive


@rule
def answer(observed, commission, credibility, armed, p):
    """What pressing costs, % of GDP: being found out and penalised, and pressing against guarded ground."""
    seen = p.choice.answer_observed * (0.7 * observed + 0.3 * commission)
    return p.choice.answer_base + seen + p.choice.answer_guarded * (credibility + armed)


@compiled
def decide(me, pressing_answer, deterred, move_draws, review_draws, world, p):
    """Choose the week's move. Attack is open only to forces that are ready, and not every week.

    A course is kept until it is reviewed; the question of an attack is a review of its own. ``deterred`` is the
    credibility of those who would answer pressure on the line, 0 to 1.
    """
    before = me.stance
    me.incentive = total(me)
    need = p.choice.massing_weeks * me.slow
    me.ready = 1.0 if me.massing >= need else 0.0
    attack_open = me.ready > 0.0 and move_draws[0] < p.choice.open_weeks
    precision = p.choice.precision
    pressing = weight(precision, pressing_utility(p.choice.press_gain, me.incentive, pressing_answer))
    me.weights[0], me.weights[1] = staying(pressing)
    me.weights[2] = weight(
        precision, massing_utility(me.incentive, p.choice.massing_cost, 2.0 * world.mission.sight)
    )
    me.weights[3] = weight(precision, me.incentive) if attack_open else 0.0
    if me.stance == ATTACK:
        me.next_stance = ATTACK  # the order is out: the week of preparation is not taken back
    elif attack_open or review_draws[0] < p.choice.review:
        me.next_stance = pick(move_draws[1], me.weights[0], me.weights[1], me.weights[2], me.weights[3])
    if me.next_stance != PRESS:
        me.grey = 0.0
    elif before != PRESS:
        # A campaign of pressure is begun on the line or off it, and stays there.
        chance = off_line(p.grey_zone.share, world.mission.observed, deterred)
        me.grey = 1.0 if review_draws[1] < chance else 0.0


@compiled
def act(me, seen_draw, grey_draw, world, p):
    """Carry the move out: build up, stand down, press off the line, renew orders; True if massing was seen."""
    me.launched = 1.0 if me.stance == ATTACK else 0.0
    me.stance = me.next_stance
    if me.stance == MASS:
        me.massing += 1.0
    elif me.stance != ATTACK:
        me.massing = clip(me.massing - p.choice.stand_down, 0.0, 1.0e6)
    limit = 1.5 * p.choice.massing_weeks * me.slow
    if me.massing > limit:
        me.massing = limit
    me.orders -= me.orders * clip(7.0 / p.restraint.fade_days, 0.0, 1.0)
    if me.stance == COMPLY:
        care = p.restraint.attention * logistic(-0.1 * me.incentive)
        me.orders += care * (me.pledge - me.orders)
    # A crisis loosens every order: units expect to be called on.
    me.orders_now = me.orders / (1.0 + world.front.crisis)
    if me.stance == PRESS and me.grey < 0.5:
        me.orders_now = p.choice.press_orders
    if me.stance == ATTACK:
        me.orders_now = p.choice.attack_orders
    if me.orders_now < 0.0:
        world.front.unleashed = 1.0
    me.acts = poisson(grey_draw, p.grey_zone.acts_per_week) if me.stance == PRESS and me.grey > 0.5 else 0.0
    world.tally.grey_zone_acts += me.acts
    world.tally.grey_zone_damage += p.grey_zone.damage * me.acts
    return (me.stance == MASS or me.stance == ATTACK) and seen_draw < world.mission.sight
