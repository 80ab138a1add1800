"""War while talking: advance, losses, manpower, energy, the mood of the publics (M28).

The war is not fought on the map: an advance is square kilometres a week, and forces, supplies and moods follow.
"""

from __future__ import annotations

import math

from sim.agents.purposes import ADVANCE, ROUT, WAR_LOSSES
from sim.incentives.deterrence import defence
from sim.incentives.politics import keep
from sim.numerics.distributions import lognormal, normal
from sim.numerics.elementary import clip, exp, log, logistic
from sim.numerics.philox import uniform_pair
from sim.numerics.rule import compiled, rule
from sim.scenario.parameter import Group, parameter

#: How a war goes on or ends, by code.
WAR_ENDS = ("at_war", "ceasefire", "ukraine_broken", "russia_broken")
AT_WAR, CEASEFIRE, UKRAINE_BROKEN, RUSSIA_BROKEN = range(len(WAR_ENDS))
#: Weeks over which an advance is felt as a trend.
TREND_WEEKS = 26.0
#: Spread of a week's losses about their mean, log sd.
LOSSES_SPREAD = 0.1
#: Softness of the point at which an army breaks, log force ratio.
BREAK_SOFTNESS = 0.06


class War(Group):
    """The war that goes on while the parties talk."""

    advance: float = parameter(
        303.0, low=96.0, high=450.0, possible=(-500.0, 3000.0), unit="km2 in 30 days",
        source="V13; parameters.csv: advance_rate (low: mean of the last six months)", mechanism="M28",
        doc="mean net Russian advance at the forces and supplies with which the talks begin",
    )  # fmt: skip
    advance_sd: float = parameter(
        183.0, low=120.0, high=250.0, possible=(0.0, 3000.0), unit="km2 in 30 days",
        source="V13; parameters.csv: advance_rate", mechanism="M28",
        doc="spread of the advance from one 30 days to the next",
    )  # fmt: skip
    advance_memory: float = parameter(
        9.0, low=5.0, high=16.0, possible=(1.0, 520.0), unit="weeks",
        source="set by V13: lag-1 correlation 0.66 of sums over 30 days, as two years of them show it (low)",
        mechanism="M28", doc="how long a faster or slower advance lasts (e-fold)",
    )  # fmt: skip
    elasticity: float = parameter(
        4.0, low=2.0, high=8.0, possible=(0.0, 50.0), unit="times the mean advance per log force ratio",
        source="assumption", mechanism="M28", doc="how much a shift of forces moves the advance",
    )  # fmt: skip
    losses_per_km2: float = parameter(
        60.0, low=40.0, high=90.0, possible=(0.0, 1000.0), unit="Russian casualties per km2",
        source="parameters.csv: casualties_per_km2 59-102 in all", mechanism="M28",
        doc="what ground taken costs Moscow, beyond what the front costs in any case",
    )  # fmt: skip
    losses_at_rest: float = parameter(
        420.0, low=250.0, high=800.0, possible=(0.0, 10000.0), unit="Russian casualties a day",
        source="parameters.csv: ru_casualties 1,000-1,700 a day in all", mechanism="M28",
        doc="what a front that does not move costs Moscow",
    )  # fmt: skip
    exchange: float = parameter(
        0.46, low=0.3, high=0.7, possible=(0.0, 10.0), unit="Ukrainian per Russian casualty",
        source="parameters.csv: ua_casualties_total 0.55 over ru_casualties_total 1.2 million", mechanism="M28",
        doc="Kyiv's losses against Moscow's",
    )  # fmt: skip
    recruits_russia: float = parameter(
        440.0, low=400.0, high=450.0, possible=(0.0, 3000.0), unit="thousand a year",
        source="parameters.csv: ru_recruitment", mechanism="M28", doc="men whom Moscow brings in",
    )  # fmt: skip
    recruits_ukraine: float = parameter(
        195.0, low=150.0, high=230.0, possible=(0.0, 3000.0), unit="thousand a year",
        source="assumption: mobilisation less desertion, for the line", mechanism="M28",
        doc="men whom Kyiv brings to the line",
    )  # fmt: skip
    mobilisation: float = parameter(
        0.4, low=0.2, high=0.8, possible=(0.0, 10.0), unit="share of the gap, a year", source="assumption",
        mechanism="M28",
        doc="how much more either side calls up when its force has shrunk below that with which the talks began",
    )  # fmt: skip
    aid_american: float = parameter(
        10.0, low=0.0, high=40.0, possible=(0.0, 300.0), unit="billion dollars a year",
        source="parameters.csv: us_alloc_rate (38 in 2022-24, about 0 in 2025)", mechanism="M28",
        doc="American aid while the war goes on",
    )  # fmt: skip
    aid_european: float = parameter(
        45.0, low=20.0, high=70.0, possible=(0.0, 300.0), unit="billion dollars a year",
        source="parameters.csv: europe_alloc_rate 3.8 billion euros a month", mechanism="M28",
        doc="European aid while the war goes on",
    )  # fmt: skip
    aid_growth: float = parameter(
        -0.02, low=-0.3, high=0.2, possible=(-2.0, 2.0), unit="share a year",
        source="parameters.csv: all_donor_military 2025 -13 %; assumption", mechanism="M28",
        doc="path of aid while the parties talk: growth, or fatigue below 0",
    )  # fmt: skip
    aid_usual: float = parameter(
        75.0, low=65.0, high=90.0, possible=(1.0, 1000.0), unit="billion dollars a year",
        source="the two flows above, American dollars counted three times", mechanism="M28",
        doc="aid at which Kyiv's forces are supplied as they were when the talks began",
    )  # fmt: skip
    american_weight: float = parameter(
        3.0, low=1.5, high=4.0, possible=(0.0, 20.0), unit="times",
        source="assumption: intelligence and air defence that no one else provides", mechanism="M30",
        doc="what a dollar of American aid counts against a European one",
    )  # fmt: skip
    supply_effect: float = parameter(
        0.6, low=0.3, high=0.9, possible=(0.0, 3.0), unit="elasticity", source="assumption", mechanism="M28",
        doc="how strongly Kyiv's strength hangs on aid",
    )  # fmt: skip
    supply_weeks: float = parameter(
        16.0, low=8.0, high=30.0, possible=(0.1, 520.0), unit="weeks", source="assumption: stocks on hand",
        mechanism="M28", doc="time in which a change of aid reaches the front (e-fold)",
    )  # fmt: skip
    energy: float = parameter(
        0.55, low=0.4, high=0.8, possible=(0.05, 1.0), unit="share of capacity before 2022",
        source="assumption; H: years of losses of generation capacity", mechanism="M28",
        doc="Ukraine's generation capacity when the talks begin, and where strikes and repair hold it",
    )  # fmt: skip
    energy_repair: float = parameter(
        0.6, low=0.3, high=1.2, possible=(0.0, 10.0), unit="share of what is lost, a year", source="assumption",
        mechanism="M28", doc="how fast generation capacity is repaired",
    )  # fmt: skip
    energy_cost: float = parameter(
        12.0, low=6.0, high=20.0, possible=(0.0, 200.0), unit="% of Ukrainian GDP", source="assumption",
        mechanism="M28", doc="what fighting on with no generation capacity left would cost Kyiv more",
    )  # fmt: skip
    momentum: float = parameter(
        0.15, low=0.05, high=0.3, possible=(0.0, 3.0), unit="log force ratio", source="assumption",
        mechanism="M28", doc="what an advance at twice the usual pace adds to each side's view of Moscow's chances",
    )  # fmt: skip
    mood_years: float = parameter(
        1.0, low=0.5, high=2.0, possible=(0.1, 50.0), unit="years", source="assumption", mechanism="M28",
        doc="how fast the publics follow losses, ground and energy (e-fold)",
    )  # fmt: skip
    break_at: float = parameter(
        0.45, low=0.3, high=0.7, possible=(0.0, 5.0), unit="log force ratio", source="assumption",
        mechanism="M30", doc="shift of the balance since the talks began at which an army may break",
    )  # fmt: skip
    rout: float = parameter(
        0.05, low=0.02, high=0.1, possible=(0.0, 1.0), unit="probability a week", source="assumption",
        mechanism="M30", doc="chance that an army breaks once the balance is far beyond that point",
    )  # fmt: skip


@rule
def balance(russia, ukraine, supply, denial, denial_effect, fortification):
    """Log of Moscow's force over what Kyiv's force, as supplied, can hold against."""
    return log(russia / (supply * defence(ukraine, denial, denial_effect, fortification)))


@rule
def mean_advance(usual, elasticity, shift):
    """Mean advance (km2 in 30 days) when the balance has shifted towards Moscow (log)."""
    return usual * (1.0 + elasticity * shift)


@rule
def month_spread(weeks):
    """Spread of a sum over 30 days against that of 30/7 times one week, for a memory of ``weeks`` (e-fold).

    A persistent rate x with correlation exp(-t / w) integrated over T days has a variance of
    2 w^2 (T / w - 1 + exp(-T / w)) / T^2 times that of x.
    """
    span = 30.0 / (7.0 * weeks)
    return math.sqrt(2.0 * (span - 1.0 + exp(-span))) / span


@rule
def daily_losses(at_rest, per_km2, km2_a_day, intensity):
    """Russian casualties a day; ground lost costs no more than a front at rest."""
    return at_rest * intensity + per_km2 * (km2_a_day if km2_a_day > 0.0 else 0.0)


@rule
def next_strength(force, recruits, mobilisation, gap, losses):
    """Force (thousand) a week on: recruits (a year), more of them where it has shrunk by ``gap``, less its losses."""
    brought = recruits + mobilisation * gap
    return clip(force + (brought if brought > 0.0 else 0.0) / 52.0 - losses, 50.0, 5000.0)


@rule
def supply_target(american, european, american_weight, usual, effect):
    """Supply of Kyiv's forces (1 usual) that aid sustains; less than proportional, so there is little room above."""
    given = (american_weight * american + european) / usual
    return clip(exp(effect * log(given + 1.0e-9)), 0.2, 1.6)


@rule
def next_energy(energy, usual, repair, strikes):
    """Generation capacity a week on; ``strikes`` 1 holds it at ``usual``, 0 leaves repair alone."""
    hit = repair * (1.0 - usual) / usual
    return clip(energy + (repair * (1.0 - energy) - hit * strikes * energy) / 52.0, 0.0, 1.0)


@rule
def next_mood(support, target, years):
    """Share of a public that puts peace first, a week on."""
    return clip(support + (clip(target, 0.05, 0.95) - support) / (52.0 * years), 0.0, 1.0)


@compiled
def shift(world, p):
    """How far the balance has moved towards Moscow since the talks began (log force ratio)."""
    d, road = p.deterrence, world.road
    now = balance(
        world.russia.force, world.ukraine.force, road.supply, d.denial, d.denial_effect, d.fortification
    )
    start = balance(d.force_russia, d.force_ukraine, 1.0, d.denial, d.denial_effect, d.fortification)
    return now - start


@compiled
def begin(world, p, intensity, address):
    """Set the war as it stands when the talks begin (or when it returns)."""
    road = world.road
    road.intensity = intensity
    road.energy = p.war.energy
    road.supply = 1.0
    usual = p.war.advance
    road.advance_mood = normal(uniform_pair(address, 0, ADVANCE)[1])
    road.trend = mean_advance(usual, p.war.elasticity, shift(world, p))


@compiled
def supply(world, p, years):
    """Aid to a country at war (billion dollars a year), and how it reaches the front."""
    w, g, road = p.war, world.guarantors, world.road
    grown = exp(w.aid_growth * years)
    american = w.aid_american * (0.38 + g.attention) * grown * road.aid_factor
    european = w.aid_european * (0.38 + g.unity) * grown
    g.aid_american, g.aid = american, american + european
    target = supply_target(american, european, w.american_weight, w.aid_usual, w.supply_effect)
    road.supply += (target - road.supply) * clip(1.0 / w.supply_weeks, 0.0, 1.0)
    world.tally.war_aid += g.aid / 52.0


@compiled
def fight(world, p, address):
    """A week of war: the advance and its cost, men and energy lost and replaced; both armies hold or break."""
    w, road, russia, ukraine = p.war, world.road, world.russia, world.ukraine
    draws = uniform_pair(address, 0, ADVANCE)
    kept = keep(w.advance_memory)
    road.advance_mood = kept * road.advance_mood + math.sqrt(1.0 - kept * kept) * normal(draws[0])
    moved = shift(world, p)
    month = mean_advance(w.advance, w.elasticity, moved)
    month += w.advance_sd * road.advance_mood / month_spread(w.advance_memory)
    road.advance = month * 7.0 / 30.0
    road.trend += (month - road.trend) / TREND_WEEKS
    road.territory += road.advance
    noise = lognormal(uniform_pair(address, 0, WAR_LOSSES)[0], LOSSES_SPREAD)
    a_day = daily_losses(w.losses_at_rest, w.losses_per_km2, road.advance / 7.0, road.intensity) * noise
    road.losses = 0.007 * a_day
    suffered = w.exchange * road.losses
    world.tally.war_losses_russia += road.losses
    world.tally.war_losses_ukraine += suffered
    d = p.deterrence
    gap = d.force_russia - russia.force
    russia.force = next_strength(russia.force, w.recruits_russia, w.mobilisation, gap, road.losses)
    gap = d.force_ukraine - ukraine.force
    ukraine.force = next_strength(ukraine.force, w.recruits_ukraine, w.mobilisation, gap, suffered)
    spared = road.steps_hold * p.first_steps.energy_kept * p.first_steps.energy
    strikes = road.intensity * (1.0 - spared)
    road.energy = next_energy(road.energy, w.energy, w.energy_repair, strikes)
    follow_moods(world, p)
    # The balance at which an army breaks is as far off for the one as for the other.
    u, v = uniform_pair(address, 0, ROUT)
    if u < w.rout * logistic((moved - w.break_at) / BREAK_SOFTNESS):
        road.end = UKRAINE_BROKEN
    elif v < w.rout * logistic((-moved - w.break_at) / BREAK_SOFTNESS):
        road.end = RUSSIA_BROKEN


@compiled
def follow_moods(world, p):
    """The publics follow what the war costs them and what it brings."""
    w, road = p.war, world.road
    usual = 0.007 * daily_losses(w.losses_at_rest, w.losses_per_km2, w.advance / 30.0, 1.0)
    heavier = road.losses / usual - 1.0 if usual > 0.0 else 0.0
    faster = clip((road.trend - w.advance) / 600.0, -1.0, 1.0)
    russian = 0.5 + 0.25 * heavier - 0.15 * faster
    dark = w.energy - road.energy if road.energy < w.energy else 0.0
    ukrainian = p.weariness.majority + 0.25 * heavier + 0.15 * faster + 0.3 * dark
    world.russia.support = next_mood(world.russia.support, russian, w.mood_years)
    world.ukraine.support = next_mood(world.ukraine.support, ukrainian, w.mood_years)
