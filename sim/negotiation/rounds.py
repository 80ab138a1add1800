"""Rounds of talks: meetings that settle something or fail, and the trust that is won and lost (M29)."""

from __future__ import annotations

from sim.agents.purposes import MEETINGS, WALKOUT
from sim.negotiation.channels import calmed, hastened, openness
from sim.negotiation.failure import worse
from sim.negotiation.first_steps import trust_given
from sim.negotiation.issues import N_ISSUES, N_TRACKS, is_held, takes_up
from sim.negotiation.pressure import closeness, missed
from sim.numerics.distributions import binomial, poisson
from sim.numerics.elementary import clip, logistic
from sim.numerics.philox import uniform_pair
from sim.numerics.rule import compiled, rule
from sim.scenario.parameter import Group, parameter


class Rounds(Group):
    """How often the parties meet, what a meeting settles, and when a round fails."""

    meetings: float = parameter(
        1.2, low=0.6, high=2.0, possible=(0.0, 20.0), unit="a week and track",
        source="H: Korea, over 500 meetings in two years on four tracks", mechanism="M29",
        doc="meetings while a round lasts (0: no talks)",
    )  # fmt: skip
    settle: float = parameter(
        0.5, low=0.3, high=0.8, possible=(0.0, 1.0), unit="probability a meeting",
        source="set so that most roads without pressure take over a year (M29)", mechanism="M29",
        doc="chance that a meeting settles something when both sides want a deal and trust is full",
    )  # fmt: skip
    step: float = parameter(
        0.2, low=0.1, high=0.34, possible=(0.01, 1.0), unit="share of an issue", source="assumption",
        mechanism="M29", doc="what such a meeting settles",
    )  # fmt: skip
    walkout: float = parameter(
        0.12, low=0.06, high=0.2, possible=(0.0, 1.0), unit="probability a meeting",
        source="H: first attempts usually fail; size is an assumption", mechanism="M29",
        doc="chance that a side walks out where there is neither trust nor a wish for a deal",
    )  # fmt: skip
    pause_weeks: float = parameter(
        6.0, low=3.0, high=12.0, possible=(0.0, 260.0), unit="weeks", source="assumption", mechanism="M29",
        doc="how long a track rests after a failed round",
    )  # fmt: skip
    trust_gain: float = parameter(
        0.006, low=0.003, high=0.012, possible=(0.0, 1.0), unit="share of what is missing, a meeting",
        source="assumption", mechanism="M29", doc="trust won in a meeting",
    )  # fmt: skip
    trust_loss: float = parameter(
        0.15, low=0.05, high=0.3, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M29",
        doc="trust lost in a failed round",
    )  # fmt: skip
    trust_carried: float = parameter(
        0.6, low=0.2, high=1.0, possible=(0.0, 5.0), unit="log-odds", source="assumption", mechanism="M29",
        doc="what full trust takes from either side's belief that the other will attack once the guns are silent",
    )  # fmt: skip
    wish: float = parameter(
        8.0, low=4.0, high=15.0, possible=(0.1, 200.0), unit="% of GDP", source="assumption", mechanism="M29",
        doc="how much a full text must be worth, over fighting on, for a side to want a deal",
    )  # fmt: skip
    unsettled: float = parameter(
        18.0, low=8.0, high=30.0, possible=(0.0, 300.0), unit="% of GDP", source="assumption",
        mechanism="M29", doc="risk that either side sees in a text which leaves everything open",
    )  # fmt: skip
    concede: float = parameter(
        0.03, low=0.01, high=0.08, possible=(0.0, 1.0), unit="a step settled", source="assumption",
        mechanism="M29",
        doc="how fast terms tilt, with each step, towards the side that gains less by signing",
    )  # fmt: skip
    summit: float = parameter(
        0.25, low=0.1, high=0.5, possible=(0.0, 1.0), unit="probability a week", source="assumption",
        mechanism="M29", doc="chance that leaders meet to sign in a week in which both sides would",
    )  # fmt: skip


@rule
def willing(surplus, wish):
    """How far a side wants a deal, 0 to 1."""
    return logistic(surplus / wish)


@rule
def settling(settle, willing_both, trust, hastened):
    """Chance that a meeting settles something."""
    chance = settle * willing_both * (0.25 + 0.75 * trust) * hastened
    return chance if chance < 1.0 else 1.0


@rule
def walking_out(walkout, willing_both, trust, calmed):
    """Chance that a side walks out of a meeting."""
    return walkout * (1.0 - trust) * (1.0 - trust) * (1.0 - 0.7 * willing_both) * calmed


@rule
def any_of(chance, times):
    """Chance that something happens at least once in so many tries."""
    none = 1.0
    for _ in range(int(times)):
        none *= 1.0 - chance
    return 1.0 - none


@compiled
def wish(world, p):
    """How far both sides want a deal, 0 to 1, with what pressure adds."""
    road = world.road
    moscow = willing(road.wish_russia + road.surplus_russia - road.own_russia, p.rounds.wish)
    kyiv = willing(road.wish_ukraine + road.surplus_ukraine - road.own_ukraine, p.rounds.wish)
    return moscow, kyiv


@compiled
def open_issue(road, track, p):
    """The issue that a track takes up this week: the one furthest from what can be settled; -1 if none is left."""
    found, most = -1, 1.0e-9
    for issue in range(N_ISSUES):
        left = road.reach[issue] - road.settled[issue]
        if takes_up(track, issue, p.table.kyiv) and left > most:
            found, most = issue, left
    return found


@compiled
def meet(world, p, address, track):
    """A track's week: how often it met, what it took up, how many meetings settled something, who walked out."""
    road, r, c = world.road, p.rounds, p.channels
    road.met[track], road.steps[track], road.failed[track] = 0.0, 0.0, 0.0
    road.taken_up[track] = -1
    if not is_held(track, p.table.kyiv, p.table.europe, p.table.nato_russia):
        return
    if road.week < road.rest[track]:
        return
    issue = open_issue(road, track, p)
    if issue < 0:
        return
    near = closeness(road.week, p.pressure.deadline_days, p.pressure.fade_weeks)
    u, v = uniform_pair(address, track, MEETINGS)
    met = poisson(u, r.meetings * (1.0 + near))
    if met == 0.0:
        return
    road.met[track] = met
    road.taken_up[track] = issue
    moscow, kyiv = wish(world, p)
    both = moscow * kyiv
    reached = openness(c.envoys, c.dates_announced, c.announced)
    leaving = walking_out(r.walkout, both, road.trust, calmed(reached, c.calmer))
    if uniform_pair(address, track, WALKOUT)[0] < any_of(leaving, met):
        road.failed[track] = 1.0
    else:
        chance = settling(r.settle, both, road.trust, hastened(reached, c.faster))
        road.steps[track] = binomial(v, met, chance)


@compiled
def fail(world, p, weight):
    """A round, a summit or a deadline fails (``weight`` 1 or less): trust goes, the war gets worse, moods harden."""
    road, f = world.road, p.failure
    road.trust -= p.rounds.trust_loss * weight * road.trust
    floor = trust_given(p)
    if road.trust < floor:
        road.trust = floor
    road.intensity += worse(f.escalation, f.expectations) * weight
    road.drawn_in += f.internationalised * weight
    if road.drawn_in > f.most_drawn_in:
        road.drawn_in = f.most_drawn_in
    world.russia.pressure += f.disappointment * f.expectations * weight
    world.ukraine.pressure += f.disappointment * f.expectations * weight


@compiled
def take_stock(world, p):
    """What the tracks' meetings of the week come to, in the order of tracks."""
    road, r = world.road, p.rounds
    moscow, kyiv = wish(world, p)
    for track in range(N_TRACKS):
        world.tally.meetings += road.met[track]
        if road.failed[track] > 0.0:
            road.rest[track] = road.week + r.pause_weeks
            world.tally.failed_rounds += 1.0
            fail(world, p, 1.0)
            continue
        for _ in range(int(road.met[track])):
            road.trust += r.trust_gain * (1.0 - road.trust)
        issue, steps = road.taken_up[track], road.steps[track]
        if issue < 0 or steps == 0.0:
            continue
        settled, reach = road.settled[issue] + r.step * steps, road.reach[issue]
        road.settled[issue] = settled if settled < reach else reach
        if p.table.kyiv > 0.0:
            road.tilt += r.concede * steps * (moscow - kyiv)
        else:
            road.tilt -= p.table.spoken_for * steps
    road.tilt = clip(road.tilt, 0.0, 1.0)
    weight = missed(road.week, p.pressure.deadline_days, p.pressure.fade_weeks)
    if weight > 0.0:
        fail(world, p, weight)
