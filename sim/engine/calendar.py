"""What both schedulers do at the line-wide level: the beginning of a run, the opening and closing of a day, the week.

The schedulers differ only in how they go through sectors and commanders: the batch in passes over arrays, Mesa
agent by agent. Everything else is here, once.
"""

from __future__ import annotations

from sim.agents import belligerent, european_union, guarantors, monitors, russia, ukraine, united_states
from sim.agents.purposes import (
    CASUALTIES,
    CRISIS,
    HEAT,
    LEVEL,
    PLEDGE,
    RATIFICATION,
    REGION,
    STATIONARY,
    TAKING,
    TYPES_RUSSIA,
    TYPES_UKRAINE,
)
from sim.agents.state import MAIL_WEEKS, YEAR_DAYS
from sim.agents.tally import EROSION, ESCALATION, RUSSIAN_OFFENSIVE, UKRAINIAN_OFFENSIVE
from sim.engine.ground import armed_patrols
from sim.incentives import aims, asks, guarantees
from sim.incentives.consultation import misperception
from sim.incentives.politics import share
from sim.line import bursts, crisis
from sim.line.patrols import standing_in_the_way
from sim.line.zone import mutual, slowing
from sim.negotiation.war import CEASEFIRE
from sim.numerics.distributions import gamma_factor, lognormal, normal, poisson
from sim.numerics.elementary import clip
from sim.numerics.philox import uniform, uniform_pair
from sim.numerics.rule import compiled, rule

#: Days on which the order to hold fire is carried to commanders.
ORDER_DAYS = 3
DAYS_PER_WEEK = 7


@rule
def horizon_days(years):
    """Whole days in a horizon."""
    return int(years * 365.0 + 0.5)


@rule
def sector_heat(address, sector, spread):
    """How much hotter than its segment a sector is in this run (mean 1)."""
    return lognormal(uniform(address, sector, HEAT), spread)


@rule
def commanders_taking(address, sector, spread):
    """How the two commanders of a sector take orders (mean 1, held within 0.4 and 1.6)."""
    u, v = uniform_pair(address, sector, TAKING)
    return clip(1.0 + spread * normal(u), 0.4, 1.6), clip(1.0 + spread * normal(v), 0.4, 1.6)


@compiled
def _begin_belligerent(
    me, median, tactical_chance, force, type_draws, pledge_draw, pressure_draw, massing_draw, p
):
    me.tactical = 1.0 if type_draws[0] < tactical_chance else 0.0
    me.aims = aims.drawn(median, p.aims.spread, me.tactical, p.aims.tactical_aims, p.aims.most, type_draws[1])
    me.pressure = p.politics.pressure_sd * normal(pressure_draw)
    me.belief = p.fear.initial
    me.force = force
    # The pledge of a declaration varies: a Gamma factor with the spread as its coefficient of variation.
    me.pledge = p.restraint.orders * gamma_factor(pledge_draw, p.restraint.spread * p.restraint.spread)
    me.orders = me.pledge
    me.orders_now = me.pledge
    me.massing = p.choice.massing_weeks * p.choice.initial_massing * (0.5 + massing_draw)


@compiled
def in_the_way(armed, p):
    """Factor on the time that an attack of either side needs: the zone, and armed patrols (a km) in its way."""
    mutuality = mutual(p.zone.sides, p.zone.one_sided)
    slow = slowing(
        p.zone.front_km,
        p.zone.river_km,
        p.zone.border_km,
        p.zone.deployment_limits,
        mutuality,
        p.zone.warning_effect,
    )
    return slow * (1.0 + p.patrols.obstruction * standing_in_the_way(armed))


@compiled
def begin(world, p, address, km, watched_km):
    """Set a zeroed world to the first day of a ceasefire; ``address`` is that of day 0."""
    front, g = world.front, world.guarantors
    armed = armed_patrols(watched_km, p)
    front.km, front.watched_km, front.armed, front.armed_at_start = km, watched_km, armed, armed
    world.mission.people = 1.0
    front.slow = in_the_way(front.armed, p)
    start = uniform_pair(address, 0, STATIONARY)
    front.level = normal(uniform(address, 1, STATIONARY))
    pledge = uniform(address, 0, PLEDGE)
    pressure = uniform_pair(address, 2, STATIONARY)
    massing = uniform_pair(address, 3, STATIONARY)
    _begin_belligerent(
        world.russia,
        p.aims.russia * asks.moscow_aims(p.asks.withdrawal, p.asks.given_up, p.alignment.non_alignment),
        p.aims.tactical_russia,
        p.deterrence.force_russia,
        uniform_pair(address, 0, TYPES_RUSSIA),
        pledge,
        pressure[0],
        massing[0],
        p,
    )
    _begin_belligerent(
        world.ukraine,
        p.aims.ukraine * asks.kyiv_aims(p.asks.withdrawal, p.asks.recovered),
        p.aims.tactical_ukraine,
        p.deterrence.force_ukraine,
        uniform_pair(address, 0, TYPES_UKRAINE),
        pledge,
        pressure[1],
        massing[1],
        p,
    )
    belligerent.pull_back(world.russia, russia.RUSSIAN, 0, p)
    belligerent.pull_back(world.ukraine, ukraine.UKRAINIAN, 0, p)
    world.russia.slow = russia.delay(world, p)
    world.ukraine.slow = belligerent.delay(world.ukraine, world, p)
    world.russia.support, world.ukraine.support = 0.5, p.weariness.majority
    g.attention_usual = p.politics.attention
    g.attention_mood = p.politics.volatility * normal(start[0])
    g.unity_mood = p.politics.volatility * normal(start[1])
    g.attention = share(united_states.interest(world, p), 0.0)
    g.unity = share(p.politics.unity, g.unity_mood)
    ratify = uniform_pair(address, 0, RATIFICATION)
    g.in_force_week = guarantees.in_force_after(
        ratify[0], ratify[1], p.guarantee.parliaments, p.guarantee.ratification_months, p.guarantee.conditions
    )
    g.promised = p.sanctions.relief
    g.relief = p.sanctions.relief if p.sanctions.schedule_years <= 0.0 else 0.0
    g.kept = 1.0 - g.relief
    g.stock = p.stockpiles.initial
    g.snapback_due = guarantors.NO_DATE
    g.aid = p.aid.american + p.aid.european
    guarantors.stand(world, p, 0)
    world.mission.working = 1.0
    world.road.aid_factor = 1.0
    tally = world.tally
    tally.first_violation_day = -1.0
    tally.first_serious_day = -1.0
    tally.lowest_credibility = 1.0
    tally.member_day = -1.0
    tally.days = float(horizon_days(p.horizon.years))
    tally.agreed = 1.0
    tally.war_end = CEASEFIRE
    tally.terms_quality, tally.terms_tilt = -1.0, -1.0
    tally.legitimacy = p.deal.legitimacy
    tally.imposed = clip(p.deal.imposed_on_kyiv, p.deal.imposed_on_moscow, 1.0)
    tally.losses_year_after = -1.0


@compiled
def open_day(world, p, address, factors):
    """Move the line-wide level and fill ``factors``, the factor on every rate in each region today."""
    front = world.front
    front.level = bursts.next_level(front.level, p.bursts.level_memory, uniform(address, 0, LEVEL))
    everywhere = bursts.level_factor(front.level, p.bursts.level_sd) * (1.0 + front.crisis)
    everywhere *= front.presence
    for region in range(len(factors)):
        factors[region] = everywhere * gamma_factor(
            uniform(address, region, REGION), p.bursts.regional_variance
        )


@compiled
def close_day(
    world, p, address, fired, recorded, bouts, found_russia, found_ukraine, suffered_russia, suffered_ukraine
):
    """Count a day whose fire has been summed over the line, and see whether the war is back."""
    front, tally = world.front, world.tally
    day = world.day
    deaths = poisson(uniform_pair(address, 0, CASUALTIES)[0], 0.001 * p.casualties.deaths_per_1000 * fired)
    civilians = poisson(
        uniform_pair(address, 0, CASUALTIES)[1], 0.001 * p.casualties.civilians_per_1000 * fired
    )
    slot = day % YEAR_DAYS
    in_crisis = deaths if front.crisis > 1.0 else 0.0
    front.deaths_year += deaths - front.deaths[slot]
    front.crisis_deaths_year += in_crisis - front.crisis_deaths[slot]
    front.deaths[slot] = deaths
    front.crisis_deaths[slot] = in_crisis
    front.fired_week += fired
    front.found_russia += found_russia
    front.found_ukraine += found_ukraine
    front.suffered_russia += suffered_russia
    front.suffered_ukraine += suffered_ukraine
    tally.violations += fired
    tally.recorded += recorded
    tally.bouts += bouts
    tally.battle_deaths += deaths
    tally.civilian_casualties += civilians
    if front.deaths_year > tally.peak_deaths_365d:
        tally.peak_deaths_365d = front.deaths_year
    if fired > 0.0 and tally.first_violation_day < 0.0:
        tally.first_violation_day = float(day)
    if deaths >= p.casualties.serious_day and tally.first_serious_day < 0.0:
        tally.first_serious_day = float(day)
    if front.deaths_year >= p.casualties.war_threshold:
        nobody_ordered = front.crisis_deaths_year > 0.5 * front.deaths_year
        collapse(world, ESCALATION if nobody_ordered else EROSION)
    world.day = day + 1


@compiled
def collapse(world, cause):
    """End the ceasefire today."""
    world.over = 1
    world.tally.cause = cause
    world.tally.days = float(world.day + 1)


@compiled
def post_findings(world, p, number):
    """Send off the week's findings and deliver those whose delay is over."""
    due = monitors.delivery_week(number, p.attribution.delay_days, MAIL_WEEKS)
    now = number % MAIL_WEEKS
    front = world.front
    world.russia.mail[due] += front.found_russia
    world.ukraine.mail[due] += front.found_ukraine
    world.russia.findings = world.russia.mail[now]
    world.ukraine.findings = world.ukraine.mail[now]
    world.russia.mail[now] = 0.0
    world.ukraine.mail[now] = 0.0
    world.tally.findings_russia += world.russia.findings
    world.tally.findings_ukraine += world.ukraine.findings
    front.found_russia = 0.0
    front.found_ukraine = 0.0


@compiled
def open_week(world, p, number):
    """What falls due in week ``number`` before the capitals act: findings delivered, heavy equipment pulled back."""
    post_findings(world, p, number)
    world.front.slow = in_the_way(world.front.armed, p)
    belligerent.pull_back(world.russia, russia.RUSSIAN, number, p)
    belligerent.pull_back(world.ukraine, ukraine.UKRAINIAN, number, p)


@compiled
def weigh_crisis(world, p, address):
    """A week of crisis: what was answered, what was talked down, and whether something new has happened."""
    front = world.front
    u, v = uniform_pair(address, 0, CRISIS)
    mean = p.crisis.background / 52.0 + 1.0e-6 * p.crisis.incidents * front.fired_week
    incident = 1.0 if poisson(u, mean) > 0.0 else 0.0
    left = misperception(world.guarantors.council, p.consultation.effect)
    answered = crisis.answered(p.crisis.retaliation, p.meetings.hotline, p.meetings.commission, left)
    front.crisis = crisis.next_level(
        front.crisis, answered, lognormal(v, p.crisis.noise), incident, p.crisis.severity
    )
    if front.crisis < 0.05:
        front.crisis = 0.0


@compiled
def close_week(world, p, address, number):
    """What is left to the end of a week: crisis, offensives, sums set back. Capitals have acted."""
    weigh_crisis(world, p, address)
    front = world.front
    front.suffered_russia = 0.0
    front.suffered_ukraine = 0.0
    front.fired_week = 0.0
    by_russia = world.russia.launched > 0.0
    by_ukraine = world.ukraine.launched > 0.0
    if by_russia and by_ukraine:
        by_russia = world.russia.incentive >= world.ukraine.incentive
    if (by_russia or by_ukraine) and world.over == 0:
        # The week's last day is already counted: the offensive begins on it.
        world.day -= 1
        collapse(world, RUSSIAN_OFFENSIVE if by_russia else UKRAINIAN_OFFENSIVE)
        world.day += 1


@compiled
def capitals(world, p, address, number):
    """The capitals' week in order: guarantors first; then Moscow and Kyiv, each step by both before the next."""
    open_week(world, p, number)
    united_states.week(world, p, address, number)
    european_union.week(world, p, address, number)
    guarantors.week(world, p, address, number)
    if p.horizon.capitals == 0:
        russia.observe(world, p, address, number)
        ukraine.observe(world, p, address, number)
        russia.weigh(world, p, address, number)
        ukraine.weigh(world, p, address, number)
        russia.decide(world, p, address, number)
        ukraine.decide(world, p, address, number)
    russia.act(world, p, address, number)
    ukraine.act(world, p, address, number)
