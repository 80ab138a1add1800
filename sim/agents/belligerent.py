"""What Moscow and Kyiv do alike in a week: take note, weigh what both weigh, choose a move, give orders.

What each of them weighs by its own law stands in russia.py and ukraine.py.
"""

from __future__ import annotations

from sim.incentives import weariness
from sim.incentives.choice import (
    ATTACK,
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
from sim.incentives.politics import keep, next_mood
from sim.incentives.terms import FEAR, FIGHTING, GAINS, INCIDENTS, LOSSES, N_TERMS, POLITICS, WEARINESS
from sim.line.meetings import misreading
from sim.line.pullback import opening
from sim.numerics.elementary import clip, logistic
from sim.numerics.rule import compiled, rule


@compiled
def observe(me, suffered, pressure_draw, world, p):
    """Take note of the week: domestic pressure, fire suffered, massing seen, and what to believe of the other."""
    kept = keep(p.politics.pressure_weeks)
    me.pressure = next_mood(me.pressure, kept, p.politics.pressure_sd, pressure_draw)
    me.hostility = hostility(suffered, p.fear.usual_fire, world.front.km)
    misread = misperception(p.consultation.level, p.consultation.effect)
    misread *= misreading(p.meetings.commission, p.meetings.hotline, p.meetings.flag_meetings)
    me.belief = next_belief(
        me.belief,
        p.fear.forgetting,
        me.hostility,
        p.fear.per_incident,
        misread,
        me.alarm,
        p.fear.per_massing,
        world.mission.verified,
        p.fear.reassurance,
    )


@compiled
def edge(side, number, world, p):
    """Advantage (log force ratio) of a side on the attack: surprise, and a staggered pull-back by the other."""
    surprise = p.deterrence.surprise * (1.0 - world.mission.sight) / world.front.slow
    return surprise + opening(
        p.pullback.share, p.pullback.timing, side, number, p.pullback.stagger_weeks, p.pullback.window
    )


@compiled
def dividend(me, years, p):
    """What keeping the deal is worth to a side, % of GDP; a tactical side sees little in it."""
    own_share = 1.0 - (1.0 - p.aims.tactical_deal) * me.tactical
    return own_share * worth(
        p.deal.dividend, p.deal.formality, p.meetings.commission, p.deal.offers, p.deal.offers_worth, years
    )


@compiled
def weigh_alike(me, other, years, world, p):
    """The terms that both sides weigh by the same law, % of own GDP."""
    left = misperception(p.consultation.level, p.consultation.effect)
    local = misreading(p.meetings.commission, p.meetings.hotline, p.meetings.flag_meetings)
    me.terms[GAINS] = me.aims * me.chance
    me.terms[LOSSES] = -p.deterrence.failure * p.deterrence.war_cost * (1.0 - me.chance)
    me.terms[FIGHTING] = -p.deterrence.war_cost
    # The other's chance of success is what it could do first; at an even chance the threat is whole.
    me.terms[FEAR] = left * striking_first(p.fear.strength, me.belief, 2.0 * other.chance, world.front.slow)
    me.terms[INCIDENTS] = p.fear.anger * me.hostility * left * local
    me.terms[WEARINESS] = -weariness.left(p.weariness.strength, p.weariness.years, years)
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
def decide(me, pressing_answer, move_draws, review_draws, world, p):
    """Choose the week's move. Attack is open only to forces that are ready, and not every week.

    A course is kept until it is reviewed; the question of an attack is a review of its own.
    """
    me.incentive = total(me)
    need = p.choice.massing_weeks * world.front.slow
    ready = me.massing >= need
    attack_open = ready and move_draws[0] < p.choice.open_weeks
    precision = p.choice.precision
    pressing = weight(precision, pressing_utility(p.choice.press_gain, me.incentive, pressing_answer))
    me.weights[0], me.weights[1] = staying(pressing)
    me.weights[2] = weight(
        precision, massing_utility(me.incentive, p.choice.massing_cost, 2.0 * world.mission.sight)
    )
    me.weights[3] = weight(precision, me.incentive) if attack_open else 0.0
    if attack_open or review_draws[0] < p.choice.review:
        me.next_stance = pick(move_draws[1], me.weights[0], me.weights[1], me.weights[2], me.weights[3])


@compiled
def act(me, seen_draw, world, p):
    """Carry the move out: build up or stand down, renew orders or let them fade; True if massing was seen."""
    me.stance = me.next_stance
    if me.stance == MASS:
        me.massing += 1.0
    elif me.stance != ATTACK:
        me.massing = clip(me.massing - p.choice.stand_down, 0.0, 1.0e6)
    limit = 1.5 * p.choice.massing_weeks * world.front.slow
    if me.massing > limit:
        me.massing = limit
    me.orders -= me.orders * clip(7.0 / p.restraint.fade_days, 0.0, 1.0)
    if me.stance != PRESS and me.stance != MASS:
        care = p.restraint.attention * logistic(-0.1 * me.incentive)
        me.orders += care * (me.pledge - me.orders)
    # A crisis loosens every order: units expect to be called on.
    me.orders_now = me.orders / (1.0 + world.front.crisis)
    if me.stance == PRESS and me.grey < 0.5:
        me.orders_now = p.choice.press_orders
    return me.stance == MASS and seen_draw < world.mission.sight
