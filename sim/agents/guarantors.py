"""What Washington and Brussels decide together: the guarantee's credibility, and snap-back (M11, M15)."""

from __future__ import annotations

from sim.agents.purposes import SNAPBACK
from sim.incentives.guarantees import credibility, floor, will
from sim.incentives.sanctions import snapback_chance
from sim.numerics.elementary import clip
from sim.numerics.philox import uniform
from sim.numerics.rule import compiled, rule

NO_DATE = -1.0
#: Weeks before a failed or carried-out snap-back can come up again.
REST_WEEKS = 13.0


@rule
def support(attention, unity):
    """Support for a common step: 1 at usual attention and unity (0.62 each), 0 when either is gone."""
    return attention * unity / 0.3844


@compiled
def credibility_now(world, p):
    """The guarantee's credibility this week, from what stands, attention, unity and fear of escalation."""
    g = world.guarantors
    fear = p.escalation.asymmetry + p.escalation.signal_effect * g.signal * (1.0 - p.meetings.hotline)
    fear = clip(fear, 0.0, 1.0)
    american = will(g.standing, g.attention, p.guarantee.upkeep)
    european = will(g.standing, g.unity, p.guarantee.upkeep)
    readiness = p.guarantee.american_share * american + (1.0 - p.guarantee.american_share) * european
    # Massing that was seen concentrates minds: readiness rises by a fifth that week.
    readiness = clip(readiness * (1.0 + 0.2 * g.alert), 0.0, 1.0)
    return credibility(
        p.guarantee.commitment,
        p.guarantee.bindingness,
        readiness,
        g.standing,
        fear,
        p.guarantee.most_credible,
    )


@compiled
def week(world, p, address, number):
    """The guarantors' week: ratification, credibility, snap-back called, voted and taking effect."""
    g = world.guarantors
    g.in_force = 1.0 if number >= g.in_force_week else 0.0
    waiting = number * 7.0 < p.guarantee.interim_years * 365.0
    g.present = 1.0 if g.in_force > 0.0 else (p.guarantee.interim if waiting else 0.0)
    g.standing = floor(g.present * p.guarantee.stationed_troops, p.guarantee.troops_half, world.front.km)
    g.credibility = g.present * credibility_now(world, p)
    if g.credibility < world.tally.lowest_credibility:
        world.tally.lowest_credibility = g.credibility
    world.tally.guarantee_cost += g.present * p.guarantee.stationed_troops * p.guarantee.troop_cost / 52.0

    world.tally.offers_cost += p.deal.offers * p.deal.offers_cost / 52.0
    if g.snapback_due >= 0.0 and number >= g.snapback_due:
        g.relief = 0.0
        g.snapback_due = NO_DATE
        g.snapback_rest = number + REST_WEEKS
        world.tally.snapbacks += 1.0
    called = world.russia.findings > p.sanctions.threshold and g.relief > 0.0
    if called and g.snapback_due < 0.0 and number >= g.snapback_rest:
        chance = snapback_chance(
            p.sanctions.snapback,
            p.sanctions.automatic_execution,
            p.sanctions.vote_execution,
            support(g.attention, g.unity),
        )
        if uniform(address, 0, SNAPBACK) < chance:
            g.snapback_due = number + p.sanctions.delay_weeks
        else:
            g.snapback_rest = number + REST_WEEKS
