"""The road: a week of war and talks in its order, until a text is signed, an army breaks or the road is given up."""

from __future__ import annotations

from typing import Literal

from sim.agents import european_union, united_states
from sim.agents.purposes import PRESSURE, SUMMIT, ULTIMATUM
from sim.incentives.politics import keep, next_mood
from sim.negotiation import pressure, rounds, settlement, war, worth
from sim.negotiation.failure import next_intensity
from sim.negotiation.first_steps import trust_given
from sim.negotiation.issues import N_ISSUES, N_TRACKS, attainable
from sim.negotiation.pressure import BOTH, CUT, FLOOD, NONE
from sim.negotiation.war import AT_WAR, CEASEFIRE
from sim.numerics.elementary import clip
from sim.numerics.philox import uniform, uniform_pair
from sim.numerics.rule import compiled
from sim.scenario.parameter import Group, choice, parameter

#: Value of ``road.begins`` in a record for a run that begins at war.
FROM_WAR = 1
WEEKS_A_YEAR = 365.0 / 7.0
WEEKS_A_MONTH = WEEKS_A_YEAR / 12.0


class Road(Group):
    """Whether a run begins at war, and how long the road is followed."""

    begins: Literal["ceasefire", "war"] = choice(
        "ceasefire", source="design", mechanism="M28",
        doc="with a ceasefire under the scenario's terms, or at war, with those terms on offer in talks",
    )  # fmt: skip
    years: float = parameter(
        10.0, low=3.0, high=10.0, possible=(0.02, 20.0), unit="years", source="design", mechanism="M29",
        doc="how long the road is followed when nothing is signed",
    )  # fmt: skip


@compiled
def last_week(p):
    """The last week of a road that nothing ends."""
    return int(p.road.years * WEEKS_A_YEAR)


@compiled
def begin(world, p, address):
    """Set out, in a world laid out as the ceasefire would be: the war as it stands, trust from first steps."""
    road = world.road
    road.end = AT_WAR
    road.steps_hold = 1.0
    road.trust = trust_given(p)
    road.tilt = 0.5
    for issue in range(N_ISSUES):
        road.reach[issue] = attainable(issue, p.table.kyiv, p.table.undrawn)
    world.tally.agreed = 0.0
    war.begin(world, p, 1.0, address)


@compiled
def open_week(world, p, address, number):
    """What the week brings before anyone talks: the war, moods at home, Washington's pressure.

    Washington and Brussels have seen to their own week before.
    """
    road = world.road
    road.week = float(number)
    road.scuttled = 0.0
    war.supply(world, p, number / WEEKS_A_YEAR)
    war.fight(world, p, address)
    road.intensity = next_intensity(road.intensity, road.drawn_in, p.failure.memory_weeks)
    kept = keep(p.politics.pressure_weeks)
    u, v = uniform_pair(address, 0, PRESSURE)
    world.russia.pressure = next_mood(world.russia.pressure, kept, p.politics.pressure_sd, u)
    world.ukraine.pressure = next_mood(world.ukraine.pressure, kept, p.politics.pressure_sd, v)
    belief = settlement.believed(road.trust, p)
    world.russia.belief, world.ukraine.belief = belief, belief
    press(world, p)


@compiled
def press(world, p):
    """What Washington's pressure adds this week to signing, on either side."""
    road, q, attention = world.road, p.pressure, world.guarantors.attention
    near = pressure.closeness(road.week, q.deadline_days, q.fade_weeks)
    road.depth = pressure.depth(road.week, q.deadline_days, q.fade_weeks, q.haste)
    ending = pressure.running_out(road.week, q.ultimatum_week, q.notice_weeks)
    road.threat = 1.0 if q.ultimatum != NONE and ending > 0.0 else 0.0
    if road.threat > 0.0 and q.ultimatum != FLOOD:
        road.doubted = 1.0
    russia = ending if (q.ultimatum == FLOOD or q.ultimatum == BOTH) and ending > near else near
    ukraine = ending if (q.ultimatum == CUT or q.ultimatum == BOTH) and ending > near else near
    road.pushed_russia = q.leverage_moscow * pressure.push(q.mediator, q.blame, attention, russia)
    road.pushed_ukraine = pressure.push(q.mediator, q.blame, attention, ukraine)


@compiled
def draft(world, p, text, full):
    """Write the text on the table and a full one, as far as those at the table could settle everything."""
    road = world.road
    settlement.write(text, p, road, road.settled, 0.0)
    settlement.write(full, p, road, road.reach, 0.0)


@compiled
def expire(world, p, address):
    """The week in which an ultimatum runs out: carried out or not, against the side that is further from signing."""
    road = world.road
    over = pressure.last_notice(p.pressure.ultimatum_week, p.pressure.notice_weeks)
    if p.pressure.ultimatum == NONE or road.week != over:
        return
    if uniform(address, 0, ULTIMATUM) >= p.pressure.resolve:
        return
    against_kyiv = p.pressure.ultimatum == CUT
    if p.pressure.ultimatum == BOTH:
        against_kyiv = road.surplus_ukraine < road.surplus_russia
    world.tally.ultimatums_carried_out += 1.0
    if against_kyiv:
        road.aid_factor = 1.0 - p.pressure.cut
        world.ukraine.pressure += p.pressure.backlash
    else:
        road.aid_factor = 1.0 + p.pressure.flood
        world.russia.pressure += p.pressure.backlash
        rounds.fail(world, p, 1.0)


@compiled
def summit(world, p, address):
    """Leaders meet where those at the table would sign; those who were left out may bring it down."""
    road, t = world.road, p.table
    if road.surplus_russia <= 0.0 or (t.kyiv > 0.0 and road.surplus_ukraine <= 0.0):
        return
    near = pressure.closeness(road.week, p.pressure.deadline_days, p.pressure.fade_weeks)
    u, v = uniform_pair(address, 0, SUMMIT)
    if u >= p.rounds.summit + (1.0 - p.rounds.summit) * near:
        return
    worse_for_kyiv = t.kyiv == 0.0 and road.surplus_ukraine <= 0.0
    by_kyiv = worse_for_kyiv and v < t.scuttle_kyiv
    unity = world.guarantors.unity / 0.62
    by_europe = t.europe == 0.0 and uniform(address, 1, SUMMIT) < t.scuttle_europe * unity
    if by_kyiv or by_europe:
        road.scuttled = 1.0
        world.tally.failed_rounds += 1.0
        rounds.fail(world, p, 1.0)
        for track in range(N_TRACKS):
            road.rest[track] = road.week + p.rounds.pause_weeks
        return
    q = p.pressure
    against_moscow = road.threat if q.ultimatum == FLOOD or q.ultimatum == BOTH else 0.0
    against_kyiv = road.threat if q.ultimatum == CUT or q.ultimatum == BOTH else 0.0
    road.imposed_russia = pressure.imposed(road.own_russia, q.duress, against_moscow, q.stain)
    road.imposed_ukraine = pressure.imposed(road.own_ukraine, q.duress, against_kyiv, q.stain)
    road.end = CEASEFIRE


@compiled
def close_week(world, p, address):
    """What the week's meetings come to, an ultimatum that runs out, a summit; an army that broke ends it all."""
    if world.road.end != AT_WAR:
        return
    summit(world, p, address)
    if world.road.end == AT_WAR:
        rounds.take_stock(world, p)
        expire(world, p, address)


@compiled
def week(world, p, text, full, address, number):
    """A week on the road: the West, the war, what both sides make of the text, the tracks, and what comes of them."""
    united_states.attend(world, p, address, number)
    european_union.confer(world, p, address)
    open_week(world, p, address, number)
    draft(world, p, text, full)
    worth.reckon_moscow(world, p, text, full)
    worth.reckon_kyiv(world, p, text, full)
    for track in range(N_TRACKS):
        rounds.meet(world, p, address, track)
    close_week(world, p, address)


@compiled
def close(world, p, text):
    """Count a road that has ended; where a text was signed, write it down as the ceasefire's scenario."""
    road, tally = world.road, world.tally
    tally.war_end = road.end
    tally.months_at_war = road.week / WEEKS_A_MONTH
    tally.war_territory = road.territory
    tally.losses_year_after = -1.0
    tally.terms_quality = road.depth * settlement.quality(road.settled)
    tally.terms_tilt = road.tilt
    if road.end != CEASEFIRE:
        tally.days = 0.0
        return
    settlement.conclude(world, text, p)
    tally.agreed = 1.0
    tally.legitimacy = text.deal.legitimacy
    more = road.imposed_russia if road.imposed_russia > road.imposed_ukraine else road.imposed_ukraine
    tally.imposed = clip(more, 0.0, 1.0)


@compiled
def arrive(world, before):
    """Carry over what the road leaves in a world laid out for the ceasefire: the moods of all, and the count."""
    g, was, tally, old = world.guarantors, before.guarantors, world.tally, before.tally
    world.road = before.road
    world.russia.pressure, world.ukraine.pressure = before.russia.pressure, before.ukraine.pressure
    g.attention_usual, g.attention_mood = was.attention_usual, was.attention_mood
    g.distraction, g.unity_mood = was.distraction, was.unity_mood
    g.attention, g.unity = was.attention, was.unity
    tally.agreed, tally.months_at_war = old.agreed, old.months_at_war
    tally.war_end, tally.meetings, tally.failed_rounds = old.war_end, old.meetings, old.failed_rounds
    tally.ultimatums_carried_out = old.ultimatums_carried_out
    tally.terms_quality, tally.legitimacy = old.terms_quality, old.legitimacy
    tally.terms_tilt, tally.imposed = old.terms_tilt, old.imposed
    tally.war_losses_russia, tally.war_losses_ukraine = old.war_losses_russia, old.war_losses_ukraine
    tally.war_territory, tally.war_aid = old.war_territory, old.war_aid
