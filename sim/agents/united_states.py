"""The United States: attention that comes and goes, elections, reinforcement, its part of a guarantee (M25, M23)."""

from __future__ import annotations

from sim.agents.purposes import ELECTION, MOODS
from sim.incentives.politics import keep, next_mood, share
from sim.numerics.distributions import normal
from sim.numerics.philox import uniform, uniform_pair
from sim.numerics.rule import compiled

ELECTION_WEEKS = 208


@compiled
def week(world, p, address, number):
    """A week in Washington: attention moves, every fourth year with an election."""
    g = world.guarantors
    u = uniform_pair(address, 0, MOODS)[0]
    g.attention_mood = next_mood(g.attention_mood, keep(p.politics.memory_weeks), p.politics.volatility, u)
    if number % ELECTION_WEEKS == ELECTION_WEEKS - 1:
        g.attention_usual = p.politics.attention + p.politics.election_swing * normal(uniform(address, 0, ELECTION))
    g.attention = share(g.attention_usual, g.attention_mood)
