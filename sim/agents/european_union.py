"""The European Union: unity among members, sanctions, frozen assets, aid, Ukraine's accession (M14, M16, M19, M25)."""

from __future__ import annotations

from sim.agents.purposes import MOODS, RENEWAL
from sim.agents.united_states import delivered, interest
from sim.incentives.accession import next_progress
from sim.incentives.aid import flow
from sim.incentives.assets import HELD, weekly_payment
from sim.incentives.politics import keep, next_mood, share
from sim.incentives.sanctions import renewal_failure
from sim.numerics.philox import uniform, uniform_pair
from sim.numerics.rule import compiled

RENEWAL_WEEKS = 26
WITHOUT_CONSENT = 2


@compiled
def settled_unity(p):
    """European unity when nothing moves it, log-odds: the usual, less the price of a precedent set."""
    spent = p.assets.use == WITHOUT_CONSENT
    return p.politics.unity - p.assets.precedent_cost if spent else p.politics.unity


@compiled
def confer(world, p, address):
    """Unity among members moves, and follows Washington a little."""
    g = world.guarantors
    u = uniform_pair(address, 0, MOODS)[1]
    kept = keep(p.politics.memory_weeks)
    g.unity_mood = next_mood(g.unity_mood, kept, p.politics.volatility, u)
    g.grey_mood = kept * g.grey_mood + p.grey_zone.division * world.russia.acts
    usual = settled_unity(p) + p.politics.american_lead * (interest(world, p) - p.politics.attention)
    g.unity = share(usual - g.grey_mood, g.unity_mood)


@compiled
def week(world, p, address, number):
    """A week in Brussels: unity moves; sanctions come up for renewal; assets and aid are paid; accession goes on."""
    confer(world, p, address)
    g = world.guarantors
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
    sent = flow(
        p.aid.european,
        g.unity,
        number * 7.0 / 365.0,
        p.aid.growth,
        p.aid.mutual_limit,
        p.aid.cut_year,
        p.aid.cut_share,
    )
    g.aid = g.aid_american + sent * delivered(world, p)
    world.tally.aid += g.aid / 52.0
    member = g.progress >= 1.0
    g.progress = next_progress(g.progress, p.accession.path, p.accession.years, g.unity)
    if g.progress >= 1.0 and not member:
        world.tally.member_day = 7.0 * number
