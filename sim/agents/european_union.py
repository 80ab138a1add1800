"""The European Union: unity among members, sanctions renewed by unanimity, frozen assets, aid (M14, M16, M25)."""

from __future__ import annotations

from sim.agents.purposes import MOODS, RENEWAL
from sim.incentives.aid import flow
from sim.incentives.assets import weekly_payment
from sim.incentives.politics import keep, next_mood, share
from sim.incentives.sanctions import renewal_failure
from sim.numerics.philox import uniform, uniform_pair
from sim.numerics.rule import compiled

RENEWAL_WEEKS = 26
WITHOUT_CONSENT = 2
HELD = 0


@compiled
def week(world, p, address, number):
    """A week in Brussels: unity moves; sanctions come up for renewal; assets and aid are paid."""
    g = world.guarantors
    u = uniform_pair(address, 0, MOODS)[1]
    g.unity_mood = next_mood(g.unity_mood, keep(p.politics.memory_weeks), p.politics.volatility, u)
    usual = p.politics.unity + p.politics.american_lead * (
        g.attention_usual + g.attention_mood - p.politics.attention
    )
    if p.assets.use == WITHOUT_CONSENT:
        usual -= p.assets.precedent_cost
    g.unity = share(usual, g.unity_mood)
    if number % RENEWAL_WEEKS == RENEWAL_WEEKS - 1 and g.lapsed == 0.0:
        if uniform(address, 0, RENEWAL) < renewal_failure(p.sanctions.renewal_risk, g.unity):
            g.lapsed = 1.0
            world.tally.renewals_lost += 1.0
    # What lapses is the European half of what is not lifted; America's stays.
    g.kept = (1.0 - g.relief) * (1.0 - 0.5 * g.lapsed)
    if p.assets.use != HELD:
        paid = weekly_payment(p.assets.total, p.assets.payout_years, g.assets_paid)
        g.assets_paid += paid
        world.tally.assets_paid += paid
    years = number * 7.0 / 365.0
    g.aid = flow(
        p.aid.american,
        p.aid.european,
        g.attention,
        g.unity,
        years,
        p.aid.growth,
        p.aid.mutual_limit,
        p.aid.cut_year,
        p.aid.cut_share,
    )
    if world.ukraine.findings > p.sanctions.threshold:
        g.aid *= 1.0 - p.aid.conditionality
    world.tally.aid += g.aid / 52.0
