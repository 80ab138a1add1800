"""From the facts of a ceasefire to a scenario of the model: one rule for every case, none for any of them.

Russia stands for the revisionist, Ukraine for the defender, the United States and the European Union for the
guarantors. Facts move what the base scenario (configs/history.yaml) has; docs/history.md gives each size its source.
Written before any case was scored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache

from sim.analysis.history.record.columns import MOST_PEOPLE
from sim.analysis.history.record.facts import number, refuse_outcomes, word
from sim.analysis.history.sizes import Sizes
from sim.line.sectors import KM_PER_MILE
from sim.scenario.files import load
from sim.scenario.scenario import Scenario

Facts = Mapping[str, object]
Values = dict[str, float | str]

#: A line has at least so many sectors; more only where one would be longer than 200 miles.
SECTORS = 4
LONGEST_SECTOR_MILES = 200.0
#: Length of the line on which the rate of fire was measured (Donbas, 2015-21).
MEASURED_KM = 420.0
#: A ratio of powers beyond these says no more.
LEAST_RATIO, MOST_RATIO = 0.1, 10.0
#: No force is larger, thousand; only the longest lines with the widest sizes come there.
MOST_FORCE = 5000.0
_ARMED = re.compile(r"(?<!un)armed|PKF|MFO|NATO|peacekeep", re.IGNORECASE)
_LIGHT = re.compile(r"(?<![A-Za-z])UN[A-Z]*(?![a-z])|League")
_GREAT_POWER = re.compile(
    r"\b(US|USA|UK|France|FR|Russia|USSR|China|NATO|Tripartite|Germany|Britain|United States)\b"
)

#: Promise by level of guarantee, as in configs/regimes: none, assurances, treaty, treaty with troops.
COMMITMENT = (0.0, 0.1, 0.7, 0.9)
BINDINGNESS = (0.0, 0.0, 0.4, 0.6)
UPKEEP = (0.0, 0.1, 0.4, 0.8)
CLOCK_HOURS = (720.0, 720.0, 168.0, 24.0)
#: Help that would come, as a share of the defender's force: 30, 150 and 300 thousand of Ukraine's 530.
HELP = (0.0, 0.057, 0.283, 0.566)
#: Stationed troops (thousand) where the table does not say.
TROOPS = (0.0, 0.0, 0.0, 10.0)


@cache
def base() -> Scenario:
    """The neutral scenario of a ceasefire elsewhere."""
    return load("history.yaml")


def scenario(facts: Facts, start: Scenario | None = None, sizes: Sizes | None = None) -> Scenario:
    """The scenario of a ceasefire, from its facts at the start.

    Parameters
    ----------
    facts : one row of the table of cases, by column; what is missing (absent, NaN or "") has its documented stand-in,
        columns that are no facts are not read.
    start : the scenario that the facts change, with the shared constants of behaviour; :func:`base` if not given.
    sizes : how strongly facts act; the sourced ones if not given.

    Raises
    ------
    InputError
        An outcome among the facts, or a value that its fact cannot have.
    """
    refuse_outcomes(facts)
    start, sizes = start or base(), sizes or Sizes()
    values: Values = {}
    for part in (line, mission, terms, forces, aims, guarantee, nuclear, leverage):
        values |= part(facts, start, sizes)
    return start.with_values(values)


def line(facts: Facts, start: Scenario, sizes: Sizes) -> Values:
    """Length of the line, cut into a few sectors."""
    km = _number(facts, "line_km")
    longer = max(km / MEASURED_KM, 1.0)
    return {
        "line.even_km": km,
        "violations.bouts_per_km": start.violations.bouts_per_km * longer**-sizes.crowding,
        "line.sector_miles": min(max(km / KM_PER_MILE / SECTORS, 0.5), LONGEST_SECTOR_MILES),
    }


def mission(facts: Facts, start: Scenario, sizes: Sizes) -> Values:
    """Observers and peacekeepers: how many, armed or not, and what they can watch."""
    km, people = _number(facts, "line_km"), number(facts, "monitors_n")
    if people is None:
        people = min(_number(facts, "monitors_per_100km") * km / 100.0, MOST_PEOPLE)
    dense, kind = 100.0 * people / km, word(facts, "monitor_type")
    armed = 0.0 if not _ARMED.search(kind) else sizes.light if _LIGHT.search(kind) else 1.0
    return {
        "patrols.personnel": people,
        "patrols.armed_share": min(sizes.strength * armed, 1.0),
        "monitoring.coverage": sizes.most_watched * dense / (dense + sizes.observers_half),
    }


def terms(facts: Facts, start: Scenario, sizes: Sizes) -> Values:
    """What was agreed: form, zone, withdrawal, commission, arms limits; and who controls those who fire."""
    formal = _number(facts, "formal_agreement") / 2.0
    zone = _number(facts, "dmz")
    counts = zone if zone in (0.0, 1.0) else sizes.partial_zone
    width = min(counts * _number(facts, "dmz_width_km"), 100.0) if zone > 0.0 else 0.0
    back = min(sizes.strength * sizes.pulled_back * _number(facts, "withdrawal"), 1.0)
    commission = min(sizes.strength * sizes.commission * _number(facts, "joint_commission"), 1.0)
    states = _number(facts, "interstate")
    return {
        "deal.formality": min(sizes.strength * sizes.formality * formal, 1.0),
        # A declaration gives weaker orders than an agreement; the model's default is that of a signed one.
        "restraint.orders": start.restraint.orders * (1.0 - 0.4 * min(sizes.strength, 2.0) * (1.0 - formal)),
        "zone.warning_effect": sizes.strength * start.zone.warning_effect,
        "zone.front_km": width,
        "zone.river_km": width,
        "zone.border_km": width,
        "zone.deployment_limits": start.zone.deployment_limits * _number(facts, "arms_limits"),
        "pullback.artillery": back,
        "pullback.rockets": back,
        "pullback.long_range": back,
        "meetings.commission": commission,
        "meetings.hotline": start.meetings.hotline + 0.2 * commission,
        "meetings.flag_meetings": start.meetings.flag_meetings + 0.2 * commission,
        # A side that is no state has less hold on its units.
        "accountability.discipline_russia": start.accountability.discipline_russia * (0.5 + 0.5 * states),
        "accountability.discipline_ukraine": start.accountability.discipline_ukraine * (0.5 + 0.5 * states),
    }


def forces(facts: Facts, start: Scenario, sizes: Sizes) -> Values:
    """Forces at the war's end, and what each side comes to in time: who won, and the ratio of powers."""
    usual = force_on_the_line(facts, sizes)
    ratio = math.log(min(max(_number(facts, "cap_ratio_rev_def"), LEAST_RATIO), MOST_RATIO))
    won = {"victory_rev": 1.0, "victory_def": -1.0}.get(word(facts, "war_outcome"), 0.0) * sizes.victory
    latent = sizes.latent * ratio + won * (1.0 - sizes.recovery)
    return {
        "deterrence.force_ukraine": usual,
        "deterrence.own_ukraine": usual,
        "deterrence.force_russia": min(usual * math.exp(0.5 * sizes.latent * ratio + won), MOST_FORCE),
        "deterrence.ceiling_russia": min(usual * math.exp(latent), MOST_FORCE),
        # Aid, in per cent of GDP, adds as many per cent to the defender's force.
        "aid.force_per_billion": start.aid.force_per_billion * usual / 100.0,
    }


def force_on_the_line(facts: Facts, sizes: Sizes) -> float:
    """Force (thousand) of the defender, by the length of the line."""
    return min(max(sizes.force_per_km * _number(facts, "line_km"), sizes.least_force), sizes.most_force)


def aims(facts: Facts, start: Scenario, sizes: Sizes) -> Values:
    """What either side would fight for again, how far it meant the pause, and what it expects of the other."""
    weight = 1.0 + sizes.stakes * (_number(facts, "stakes") - 2.0)
    outcome = word(facts, "war_outcome")
    met = 1.0 - sizes.won
    formal = _number(facts, "formal_agreement") / 2.0
    before = math.log2(1.0 + _number(facts, "prior_failed_ceasefires"))
    weight *= 1.0 + sizes.rivalry * before
    shift = sizes.failures * before - sizes.strength * sizes.screening * (formal - 0.5)
    imposed = sizes.pressure * _number(facts, "external_pressure") / 2.0
    return {
        "aims.russia": start.aims.russia * weight * (met if outcome == "victory_rev" else 1.0),
        "aims.ukraine": start.aims.ukraine
        * weight
        * {"victory_rev": sizes.lost_aims, "victory_def": met}.get(outcome, 1.0),
        "aims.tactical_russia": _shifted(start.aims.tactical_russia, shift),
        "aims.tactical_ukraine": _shifted(start.aims.tactical_ukraine, shift),
        "fear.initial": min(start.fear.initial + sizes.distrust * before, 3.0),
        "deal.imposed_on_moscow": imposed,
        "deal.imposed_on_kyiv": imposed,
    }


def guarantee(facts: Facts, start: Scenario, sizes: Sizes) -> Values:
    """The promise, who gave it, and the troops that stand behind it."""
    level = round(_number(facts, "guarantee_level"))
    troops = number(facts, "guarantor_troops_n")
    bias = word(facts, "guarantor_bias")
    neutral = bias == "neutral"
    meant = sizes.neutral if neutral else sizes.against if bias.startswith("pro_rev") else 1.0
    great = bool(_GREAT_POWER.search(word(facts, "guarantor")))
    force = force_on_the_line(facts, sizes)
    return {
        "guarantee.commitment": COMMITMENT[level] * meant,
        "guarantee.bindingness": BINDINGNESS[level],
        "guarantee.upkeep": UPKEEP[level],
        "guarantee.clock_hours": CLOCK_HOURS[level],
        "guarantee.stationed_troops": TROOPS[level] if troops is None else troops / 1000.0,
        "guarantee.response_force": HELP[level] * force * (1.0 if great else sizes.small_guarantor),
        # A guarantor that takes no side turns on either that attacks.
        "guarantee.restrains_kyiv": 1.0 if neutral else start.guarantee.restrains_kyiv,
    }


def nuclear(facts: Facts, start: Scenario, sizes: Sizes) -> Values:
    """Whose nuclear weapons hang over an attack; ``nuclear`` is read only where it is not told whose."""
    revisionist = _number(facts, "nuclear_revisionist")
    defender, guarantor = number(facts, "nuclear_defender"), number(facts, "nuclear_guarantor")
    if defender is None and guarantor is None:
        # Told only that there is a shadow: a guarantor's if there is one, else the defender's.
        shadow = _number(facts, "nuclear")
        promised = _number(facts, "guarantee_level") > 0.0
        defender, guarantor = (0.0, shadow) if promised else (shadow, 0.0)
    return {
        "escalation.shadow_kyiv": sizes.shadow * revisionist,
        "escalation.shadow_of_kyiv": sizes.shadow * (defender or 0.0),
        "escalation.shadow_moscow": sizes.extended_shadow * (guarantor or 0.0),
        "escalation.asymmetry": min(start.escalation.asymmetry + sizes.nuclear_caution * revisionist, 1.0),
    }


def leverage(facts: Facts, start: Scenario, sizes: Sizes) -> Values:
    """What outsiders can withhold or give: further sanctions, aid to the defender."""
    aid = sizes.aid * _number(facts, "aid_to_defender")
    return {
        "sanctions.further": sizes.leverage * _number(facts, "sanction_leverage"),
        "aid.american": 0.5 * aid,
        "aid.european": 0.5 * aid,
    }


def _number(facts: Facts, name: str) -> float:
    found = number(facts, name)
    assert found is not None
    return found


def _shifted(chance: float, by: float) -> float:
    """A chance moved by log-odds; 0 and 1 stay."""
    if chance in (0.0, 1.0):
        return chance
    return 1.0 / (1.0 + (1.0 / chance - 1.0) * math.exp(-by))
