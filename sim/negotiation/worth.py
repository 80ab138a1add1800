"""What each side sees in fighting on and in a text: the two reservation values and what is left over (M28-M30).

The worth of a text comes from the laws by which the same capital later decides whether to keep it: the deal's
dividend, relief, assets, accession, red lines, exposure. So terms that make a ceasefire last are also worth signing.
"""

from __future__ import annotations

from sim.agents import belligerent, guarantors
from sim.agents.russia import offended
from sim.incentives import accession, alignment, assets, china, deterrence
from sim.negotiation.issues import N_ISSUES
from sim.negotiation.pressure import BOTH, CUT, FLOOD
from sim.negotiation.table import cohesion, held_out_for
from sim.negotiation.war import supply_target
from sim.numerics.elementary import clip, logistic
from sim.numerics.rule import compiled, rule
from sim.scenario.parameter import Group, parameter


class Reservation(Group):
    """What fighting on costs and wins, and what either side would rather bear than settle."""

    years_ahead: float = parameter(
        2.0, low=1.0, high=3.0, possible=(0.1, 20.0), unit="years", source="assumption", mechanism="M28",
        doc="how long each side expects the war to go on if it does not sign",
    )  # fmt: skip
    cost_russia: float = parameter(
        7.2, low=6.2, high=8.0, possible=(0.0, 100.0), unit="% of Russian GDP a year",
        source="parameters.csv: ru_military_spend", mechanism="M28", doc="what the war costs Moscow",
    )  # fmt: skip
    cost_ukraine: float = parameter(
        12.0, low=8.0, high=20.0, possible=(0.0, 200.0), unit="% of Ukrainian GDP a year",
        source="assumption: war spending less aid, and damage", mechanism="M28",
        doc="what the war costs Kyiv, aid taken off",
    )  # fmt: skip
    tiring: float = parameter(
        3.0, low=1.0, high=6.0, possible=(0.0, 100.0), unit="% of GDP a year", source="assumption",
        mechanism="M28", doc="what each further year of war adds to its cost in public support",
    )  # fmt: skip
    stake_ukraine: float = parameter(
        60.0, low=40.0, high=100.0, possible=(0.0, 500.0), unit="% of Ukrainian GDP",
        source="H: existential or nearly so; size is an assumption", mechanism="M28",
        doc="what Kyiv would lose if its army were beaten, now or in a later attack",
    )  # fmt: skip
    resolve_russia: float = parameter(
        3.0, low=-4.0, high=12.0, possible=(-200.0, 500.0), unit="% of Russian GDP",
        source="set so that most roads without pressure take over a year (M29)", mechanism="M29",
        doc="what Moscow would rather bear than settle for less than its aims",
    )  # fmt: skip
    resolve_ukraine: float = parameter(
        66.0, low=55.0, high=76.0, possible=(-200.0, 500.0), unit="% of Ukrainian GDP",
        source="set so that most roads without pressure take over a year (M29)", mechanism="M29",
        doc="what Kyiv would rather bear than leave its people and land behind a line",
    )  # fmt: skip


@rule
def pause(tactical, aims, chance_later, chance_now, credibility):
    """What a side that means to fight on sees in a pause, % of GDP: better chances later, as far as none bars them."""
    gained = chance_later * (1.0 - credibility) - chance_now
    return tactical * aims * (gained if gained > 0.0 else 0.0)


@compiled
def chances(world, p, supply):
    """Chances that Moscow and that Kyiv win by fighting on, when Kyiv's forces are supplied so (1 usual)."""
    d, russian, ukrainian = p.deterrence, world.russia.force, world.ukraine.force
    usual = p.war.advance if p.war.advance > 1.0 else 1.0
    edge = p.war.momentum * clip((world.road.trend - p.war.advance) / usual, -2.0, 2.0)
    held = supply * deterrence.defence(ukrainian, d.denial, d.denial_effect, d.fortification)
    moscow = deterrence.chance(russian, held, 0.0, edge, d.slope)
    strike = deterrence.strike(d.denial, d.long_range)
    pushed = supply * deterrence.offence(ukrainian, d.denial, strike)
    holding = deterrence.defence(russian, 0.0, d.denial_effect, d.fortification)
    return moscow, deterrence.chance(pushed, holding, 0.0, -edge, d.slope)


@compiled
def fighting_on(world, p, weeks, supply):
    """Worth of fighting on to Moscow and to Kyiv, % of own GDP, ``weeks`` after the talks began."""
    r, steps, road = p.reservation, p.first_steps, world.road
    moscow, kyiv = chances(world, p, supply)
    tired = r.tiring * weeks / 52.0
    me = world.russia
    russian = me.aims * moscow + r.resolve_russia + me.pressure
    russian -= r.years_ahead * r.cost_russia * road.intensity + 2.0 * tired * me.support
    russian -= steps.energy * steps.energy_worth
    me = world.ukraine
    ukrainian = me.aims * kyiv + r.resolve_ukraine + me.pressure - r.stake_ukraine * moscow
    ukrainian -= r.years_ahead * r.cost_ukraine * road.intensity + 2.0 * tired * me.support
    # What is spared while the parties talk would be struck again.
    lit = road.energy if road.energy < p.war.energy else p.war.energy
    ukrainian -= p.war.energy_cost * (1.0 - lit) + steps.black_sea * steps.shipping_worth
    return russian, ukrainian


@compiled
def lay_open(world, text):
    """Set what the guarantors would do if ``text`` were in force: presence, credibility, help."""
    world.guarantors.in_force_week = 0.0
    guarantors.stand(world, text, 0)
    guarantors.assess(world, text)


@compiled
def to_moscow(world, text, p):
    """Worth of a text to Moscow, % of its GDP; what the guarantors would do must be laid open."""
    me, g, s = world.russia, world.guarantors, text.sanctions
    worth = belligerent.dividend(me, 0.0, text)
    worth += belligerent.valued(me, text) * text.deal.recognition * text.deal.recognition_worth
    worth += (
        s.relief
        * s.annual_cost
        * s.horizon_years
        * china.sanctions_felt(text.china.dependence, text.china.offset)
    )
    worth -= offended(world, text) + text.asks.help_price * text.asks.help
    # Given time, its force would come to the ceiling that the sanctions left allow; the other's would be rebuilt too.
    d = text.deterrence
    later = rested_chance(world, text)
    held = world.road.supply * deterrence.defence(
        world.ukraine.force, d.denial, d.denial_effect, d.fortification
    )
    now = deterrence.chance(me.force, held, 0.0, 0.0, d.slope)
    return worth + pause(me.tactical, me.aims, later, now, g.credibility)


@compiled
def rested_chance(world, text):
    """Chance that a Moscow which has rebuilt its force would later beat Kyiv and those who stand with it."""
    d, g = text.deterrence, world.guarantors
    kept = 1.0 - text.sanctions.relief
    rebuilt = d.ceiling_russia * (1.0 - text.sanctions.export_controls * kept)
    held = deterrence.defence(world.ukraine.force, d.denial, d.denial_effect, d.fortification)
    return deterrence.chance(rebuilt, held, g.troops + g.help, 0.0, d.slope)


@compiled
def to_kyiv(world, text, p):
    """Worth of a text to Kyiv, % of its GDP; what the guarantors would do must be laid open."""
    me, g = world.ukraine, world.guarantors
    worth = text.deal.legitimacy * belligerent.dividend(me, 0.0, text)
    worth += assets.at_stake(
        text.assets.use, text.assets.total, 0.0, text.assets.worth_to_kyiv, text.economy.ukraine
    )
    worth += accession.at_stake(text.accession.path, text.accession.worth, 0.0)
    a = text.alignment
    exposed = alignment.exposure(a.non_alignment, a.no_foreign_forces, a.no_colour_revolutions, g.credibility)
    worth -= a.insecurity * exposed + text.deal.recognition * text.deal.recognition_offence
    # What Moscow could do once it has rested, as far as Kyiv believes that it would and nobody answers for it.
    attacked = logistic(me.belief) * (1.0 - g.credibility)
    return worth - p.reservation.stake_ukraine * attacked * rested_chance(world, text)


@compiled
def open_risk(road, p):
    """Risk that either side sees in what the text leaves open, % of GDP."""
    total = 0.0
    for issue in range(N_ISSUES):
        total += road.settled[issue]
    return p.rounds.unsettled * (1.0 - total / N_ISSUES)


@compiled
def supply_if(world, p, factor):
    """Supply of Kyiv's forces that aid would sustain with American aid multiplied by ``factor``."""
    w, g = p.war, world.guarantors
    european = g.aid - g.aid_american
    return supply_target(g.aid_american * factor, european, w.american_weight, w.aid_usual, w.supply_effect)


@compiled
def holding_out(world, p):
    """What either side holds out for where the West is divided, % of GDP."""
    g = world.guarantors
    return held_out_for(p.table.play_off, cohesion(p.table.europe, g.attention, g.unity))


@compiled
def reckon_moscow(world, p, text, full):
    """Moscow sets the text on the table, and a full one, against fighting on."""
    road = world.road
    fighting = fighting_on(world, p, road.week, road.supply)[0]
    road.fighting_russia = fighting
    lay_open(world, full)
    held_out = holding_out(world, p)
    road.wish_russia = to_moscow(world, full, p) - fighting - held_out
    lay_open(world, text)
    road.worth_russia = to_moscow(world, text, p) - open_risk(road, p)
    road.own_russia = road.worth_russia - fighting - held_out
    threatened = 0.0
    if road.threat > 0.0 and (p.pressure.ultimatum == FLOOD or p.pressure.ultimatum == BOTH):
        flooded = fighting_on(world, p, road.week, supply_if(world, p, 1.0 + p.pressure.flood))[0]
        threatened = p.pressure.credited * (fighting - flooded)
    road.surplus_russia = road.own_russia + road.pushed_russia + (threatened if threatened > 0.0 else 0.0)


@compiled
def reckon_kyiv(world, p, text, full):
    """Kyiv sets the text on the table, and a full one, against fighting on."""
    road = world.road
    fighting = fighting_on(world, p, road.week, road.supply)[1]
    road.fighting_ukraine = fighting
    lay_open(world, full)
    held_out = holding_out(world, p)
    road.wish_ukraine = to_kyiv(world, full, p) - fighting - held_out
    lay_open(world, text)
    road.worth_ukraine = to_kyiv(world, text, p) - open_risk(road, p)
    road.own_ukraine = road.worth_ukraine - fighting - held_out
    threatened = 0.0
    if road.threat > 0.0 and (p.pressure.ultimatum == CUT or p.pressure.ultimatum == BOTH):
        cut = fighting_on(world, p, road.week, supply_if(world, p, 1.0 - p.pressure.cut))[1]
        threatened = p.pressure.credited * (fighting - cut)
    road.surplus_ukraine = road.own_ukraine + road.pushed_ukraine + (threatened if threatened > 0.0 else 0.0)
