"""Sector commanders, two a sector: whether to fire today, and what a day does to restraint and tension."""

from __future__ import annotations

from sim.incentives.choice import ATTACK, PRESS
from sim.line.accountability import discipline, expected, reckoning
from sim.line.attribution import freshness
from sim.line.restraint import erosion_rate, supported
from sim.line.violations import bout_size, log_variance, total_size
from sim.numerics.distributions import binomial, poisson
from sim.numerics.rule import compiled, rule

RUSSIAN, UKRAINIAN = 0, 1


@rule
def fires(u, rate):
    """Bouts a commander begins today, from one uniform; most days none, which costs one comparison."""
    if u <= 1.0 - rate:
        return 0.0
    return poisson(u, rate)


@rule
def volley(draws, bouts, odds, detection, shots, variance, single, weapons):
    """What a side's bouts come to: (violations fired, bouts that are detected).

    ``draws`` are the uniforms for size and sight; ``single`` is the log variance of a single bout, the usual case.
    """
    spread = single if bouts == 1.0 else log_variance(bouts, variance)
    fired = total_size(draws[0], bouts, bout_size(odds, shots, weapons), spread)
    return fired, binomial(draws[1], bouts, detection)


@rule
def judged(draws, seen, accuracy, false_share):
    """Findings on detected bouts: (against the side that fired, against the other)."""
    right = binomial(draws[0], seen, accuracy)
    return right, binomial(draws[1], seen - right, false_share)


@rule
def unanswered(bouts, right, wrong, answered):
    """Bouts that the side hit feels nobody has answered for; being blamed for them adds insult.

    ``answered`` is the weight of a right finding: trust in the observers, less for coming late.
    """
    return bouts - right * answered + 0.3 * wrong


@rule
def answer_weight(trust, delay_days, delay_scale):
    """How far a right finding answers for a bout in the eyes of the side that was hit."""
    return trust * freshness(delay_days, delay_scale)


@rule
def outlook(stance, grey, orders, own, detected, reckoned, full_effect, erosion, protection, delivery):
    """A commander's week ahead: (odds that orders and accountability support, erosion a day)."""
    accountability = expected(own, detected, reckoned)
    level = supported(orders, accountability, full_effect)
    # Fire that is ordered is not held up by discipline: restraint goes as fast as the order gets round.
    if stance == ATTACK or (stance == PRESS and grey < 0.5):
        return level, delivery
    return level, erosion_rate(accountability, erosion, protection)


@compiled
def answering(own, trust, p):
    """What a side's commanders answer to: (own discipline with the joint commission's, cost of being detected)."""
    disciplined = discipline(own, p.meetings.commission, p.meetings.commission_discipline)
    reckoned = reckoning(
        p.attribution.accuracy,
        p.attribution.false_share,
        trust,
        p.accountability.penalty,
        p.attribution.delay_days,
        p.accountability.delay_scale,
    )
    return disciplined, reckoned
