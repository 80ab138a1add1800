"""Sector commanders, two a sector: whether to fire today, and what a day does to restraint and tension."""

from __future__ import annotations

from sim.incentives.choice import PRESS
from sim.line.accountability import discipline, expected, reckoning
from sim.line.attribution import freshness
from sim.line.restraint import erosion_rate, supported
from sim.line.violations import bout_size, total_size
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
def exchange(draws, judged, bouts, odds, detection, shots, variance, weapons, accuracy, false_share):
    """What a side's bouts come to: (violations fired, recorded, right findings, wrong findings).

    ``draws`` are the uniforms for size and sight, ``judged`` those for right and wrong findings.
    """
    u_size, u_seen = draws
    u_right, u_wrong = judged
    fired = total_size(u_size, bouts, bout_size(odds, shots, weapons), variance)
    seen = binomial(u_seen, bouts, detection)
    right = binomial(u_right, seen, accuracy)
    wrong = binomial(u_wrong, seen - right, false_share)
    return fired, fired * seen / bouts, right, wrong


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
def outlook(stance, grey, orders, own, detected, reckoned, full_effect, erosion, protection):
    """A commander's week ahead: (odds that orders and accountability support, erosion a day)."""
    accountability = expected(own, detected, reckoned)
    level = supported(orders, accountability, full_effect)
    # Pressure that is ordered is not held up by discipline: units obey it as fast as restraint can go.
    if stance == PRESS and grey < 0.5:
        return level, erosion
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
