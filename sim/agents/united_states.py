"""The United States: attention that comes and goes, elections, reinforcement, its part of a guarantee (M25, M23)."""

from __future__ import annotations

from sim.agents.purposes import ELECTION, MOODS
from sim.incentives.politics import keep, next_mood, share
from sim.numerics.distributions import normal
from sim.numerics.philox import uniform, uniform_pair
from sim.numerics.rule import compiled, rule

ELECTION_WEEKS = 208


@rule
def is_election(number, first):
    """Whether an American election falls in week ``number``; ``first`` is the week of the first one."""
    return number >= first and (number - int(first)) % ELECTION_WEEKS == 0


@compiled
def week(world, p, address, number):
    """A week in Washington: attention moves, every fourth year with an election."""
    g = world.guarantors
    u = uniform_pair(address, 0, MOODS)[0]
    g.attention_mood = next_mood(g.attention_mood, keep(p.politics.memory_weeks), p.politics.volatility, u)
    if is_election(number, p.politics.first_election):
        g.attention_usual = p.politics.attention + p.politics.election_swing * normal(
            uniform(address, 0, ELECTION)
        )
    g.attention = share(g.attention_usual, g.attention_mood)
