"""The United States: attention that comes and goes, elections, crises elsewhere, aid and stockpiles (M25, M13)."""

from __future__ import annotations

from sim.agents.purposes import DISTRACTION, ELECTION, MOODS
from sim.incentives import china
from sim.incentives.aid import flow
from sim.incentives.politics import keep, next_mood, share
from sim.incentives.stockpiles import next_stock, ready
from sim.numerics.distributions import normal
from sim.numerics.philox import uniform, uniform_pair
from sim.numerics.rule import compiled, rule

ELECTION_WEEKS = 208


@rule
def is_election(number, first):
    """Whether an American election falls in week ``number``; the first falls in the week nearest to ``first``."""
    since = number - int(first + 0.5)
    return since >= 0 and since % ELECTION_WEEKS == 0


@compiled
def stake(p):
    """What Washington has at stake of its own, log-odds of attention: Moscow's help, and its tie to China."""
    return p.asks.help_attention * p.asks.help + china.motive(p.china.dependence, p.china.concern)


@compiled
def interest(world, p):
    """American interest now, log-odds: who governs, what is at stake, mood, and crises elsewhere."""
    g = world.guarantors
    return g.attention_usual + stake(p) + g.attention_mood - g.distraction


@compiled
def delivered(world, p):
    """Share of aid that is delivered this week: some is withheld where credited findings against Kyiv pile up."""
    blamed = p.attribution.trust_third * world.ukraine.findings > p.sanctions.threshold
    return 1.0 - p.aid.conditionality if blamed else 1.0


@compiled
def attend(world, p, address, number):
    """Attention in Washington moves, every fourth year with an election."""
    g = world.guarantors
    u = uniform_pair(address, 0, MOODS)[0]
    kept = keep(p.politics.memory_weeks)
    g.attention_mood = next_mood(g.attention_mood, kept, p.politics.volatility, u)
    g.distraction *= kept
    if uniform(address, 0, DISTRACTION) < p.politics.distractions / 52.0:
        g.distraction += p.politics.distraction_depth
        world.tally.distractions += 1.0
    if is_election(number, p.politics.first_election):
        g.attention_usual = p.politics.attention + p.politics.election_swing * normal(
            uniform(address, 0, ELECTION)
        )
    g.attention = share(interest(world, p), 0.0)


@compiled
def week(world, p, address, number):
    """A week in Washington: attention moves; aid is sent, stocks refilled."""
    attend(world, p, address, number)
    g = world.guarantors
    sent = flow(
        p.aid.american,
        g.attention,
        number * 7.0 / 365.0,
        p.aid.growth,
        p.aid.mutual_limit,
        p.aid.cut_year,
        p.aid.cut_share,
    )
    g.aid_american = sent * ready(g.stock, p.stockpiles.held_back) * delivered(world, p)
    g.stock = next_stock(g.stock, p.stockpiles.rebuild_years, p.stockpiles.drain, g.aid_american)
