"""Every declared parameter at the ends of its range, in runs in which every mechanism is at work.

A parameter of the road is looked at in runs that begin at war: a replay has walked its road before its first day.

The list of levers is the list of declarations: a new parameter is tested because it is declared.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.engine.mesa_model import CeasefireModel
from sim.engine.replay import Replay
from sim.scenario.files import arm, load, names
from sim.scenario.parameter import Parameter
from sim.scenario.scenario import Scenario, groups, parameters

Differences = Callable[[Replay, CeasefireModel], list[str]]

#: The bounds of arrays are looked at in test_edges.py, at the same ends.
pytestmark = pytest.mark.slow

#: The shortest line that the scenarios offer: one sector a segment of the front, 14 in all.
SHORT = {"line.definition": "front", "line.sector_miles": 200.0, "horizon.years": 1.0}
#: A line on which there is much to see, to answer for and to be afraid of.
LIVELY = {
    "violations.bouts_per_km": 0.3,
    "crisis.background": 20.0,
    "casualties.deaths_per_1000": 0.45,
    "casualties.war_threshold": 100_000.0,
    "zone.front_km": 0.3,
    "zone.river_km": 0.3,
    "patrols.armed_share": 0.5,
    "restraint.spread": 0.3,
    "fear.per_massing": 0.2,
    "choice.massing_cost": 1.0,
    "choice.massing_weeks": 2.0,
    "choice.open_weeks": 0.1,
    "choice.review": 0.6,
    "grey_zone.share": 0.6,
    "grey_zone.division": 0.05,
    "politics.first_election": 2.0,
    "aid.cut_year": 0.02,
    "aid.growth": 0.05,
    "aid.mutual_limit": 0.2,
    "sanctions.threshold": 5.0,
    "sanctions.delay_weeks": 1.0,
    "attribution.delay_days": 3.0,
    "escalation.signalling": 0.4,
    "guarantee.tripwire_friction": 0.2,
    "guarantee.american_share": 0.5,
    "goodwill.ngo_funding": 0.3,
    "goodwill.joint_patrols": 0.5,
    "goodwill.years": 2.0,
    "asks.help": 0.3,
    "asks.withdrawal": 0.3,
    "china.dependence": 0.6,
    "consultation.level": 0.5,
    "consultation.build_up": 0.3,
    "consultation.strike_limits": 0.3,
    "deal.recognition": 0.3,
    "deal.imposed_on_moscow": 0.2,
    "deal.imposed_on_kyiv": 0.2,
    "deterrence.long_range": 0.3,
    "politics.distractions": 10.0,
    "sanctions.bite": 0.6,
    "monitoring.budget": 20.0,
}
#: Two scenarios that between them have every mechanism switched on, each laid over a regime with troops.
ALIVE: dict[str, dict[str, Any]] = {
    "with consent, snap-back automatic": {
        "assets.use": "with_consent",
        "sanctions.snapback": "automatic",
        "pullback.timing": "russia_first",
        "aims.russia": 15.0,
        "guarantee.parliaments": 32.0,
        "accession.path": 1.0,
        "accession.years": 0.5,
        "guarantee.commitment": 0.2,
    },
    "without consent, snap-back by vote": {
        "assets.use": "without_consent",
        "sanctions.snapback": "vote",
        "pullback.timing": "ukraine_first",
        "zone.sides": "russia_only",
        "sanctions.schedule_years": 2.0,
        "guarantee.parliaments": 1.0,
        "guarantee.ratification_months": 0.3,
        "guarantee.conditions": 0.2,
        "choice.press_gain": 20.0,
        "aims.russia": 80.0,
        "choice.press_orders": -0.1,
        "aims.tactical_russia": 0.6,
        "aims.tactical_ukraine": 0.6,
    },
}
#: Three roads on which a text is signed within months, and on which between them all that can happen in talks does.
AT_WAR: dict[str, dict[str, Any]] = {
    "all at the table, with every first step, and a ceasefire that a few deaths end": {
        "table.neutrals": True,
        "table.nato_russia": True,
        "channels.envoys": 0.5,
        "channels.dates_announced": True,
        "casualties.war_threshold": 25.0,
        "line.definition": "front_and_russia_border",
        **{
            f"first_steps.{step}": True
            for step in ("black_sea", "energy", "strike_depth", "prisoners", "no_raids")
        },
    },
    "in a hurry and under threat": {
        "pressure.mediator": 1.0,
        "pressure.deadline_days": 40.0,
        "pressure.ultimatum": "both",
        "pressure.ultimatum_week": 5.0,
        "pressure.notice_weeks": 9.0,
        "reservation.resolve_ukraine": 60.0,
        "failure.expectations": 0.8,
    },
    "over the heads of Kyiv and Europe": {
        "table.kyiv": False,
        "table.europe": False,
        "first_steps.energy": True,
        "pressure.mediator": 0.6,
        "reservation.resolve_ukraine": 50.0,
    },
}
#: Nobody minds much, and a meeting brings a good deal.
TALKATIVE = {
    "road.begins": "war",
    "road.years": 1.5,
    "rounds.settle": 0.8,
    "rounds.step": 0.3,
    "rounds.summit": 0.5,
    "reservation.resolve_russia": -25.0,
    "reservation.resolve_ukraine": 20.0,
}
#: Sections of parameters that act on the road.
ON_THE_ROAD = {name for name, group in groups().items() if group.__module__.startswith("sim.negotiation")}
#: Four weeks and a day: the orders, three full weeks of the capitals, and what the fourth has set off.
DAYS = 29
#: Later days to wait for, should a lever do nothing before: half-yearly renewals, a year of deaths.
LATER = (DAYS, 64, 190, 365)
#: The same after a road, which has told most by then.
LATER_ON_THE_ROAD = (8, 64, 365)
#: Seeds to look at for a run in which a lever tells.
SEEDS = range(6)


def ends(lever: Parameter) -> tuple[list[Any], list[Any]]:
    """The ends of what is plausible and of what is possible; every option of a choice is both."""
    if lever.kind == "choice":
        return list(lever.options), list(lever.options)
    if lever.kind == "switch":
        return [False, True], [False, True]
    if lever.path == "line.sector_miles":  # the 2,000 sectors of its least are walked in test_edges.py
        return [lever.low, lever.high], [lever.most]
    return [lever.low, lever.high], [lever.least, lever.most]


@pytest.fixture(scope="module")
def alive() -> Callable[[Parameter], list[Scenario]]:
    """Gives scenarios with every mechanism switched on: at war for a lever of the road, at ceasefire for all others."""
    regime = arm("regimes", "treaty_with_troops").values
    base = Scenario().with_values({**regime, **SHORT, **LIVELY})
    ceasefires = [base.with_values(values) for values in ALIVE.values()]
    offer = load("road.yaml", {**regime, **SHORT, **LIVELY, **TALKATIVE})
    roads = [offer.with_values(values) for values in AT_WAR.values()]
    even = [each.with_values({"line.definition": "even"}) for each in ceasefires]

    def those_for(lever: Parameter) -> list[Scenario]:
        if lever.path == "line.even_km":  # which no other line reads
            return even
        return roads if lever.path.partition(".")[0] in ON_THE_ROAD else ceasefires

    return those_for


def walk(model: CeasefireModel, day: int) -> None:
    """Step a model over its road to the end of a day, or of its ceasefire."""
    while model.running and (model.at_war or model.day < day):
        model.step()


@cache
def state(scenario: Scenario, seed: int, day: int) -> bytes:
    """The whole state of a run on a day."""
    replay = Replay(scenario, seed, run=seed)
    replay.until(day)
    return np.array(replay.world).tobytes() + replay.line.tobytes()


def telling(base: Scenario, scenario: Scenario) -> tuple[int, int] | None:
    """The first (seed, day) to look at on which two scenarios have come apart; None if they never do."""
    days = LATER_ON_THE_ROAD if base.road.begins == "war" else LATER
    tried = ((seed, day) for day in days for seed in SEEDS)
    return next((at for at in tried if state(scenario, *at) != state(base, *at)), None)


@pytest.mark.parametrize("lever", parameters(), ids=lambda lever: lever.path)
def test_both_schedulers_agree_at_the_ends_of_every_lever(
    lever: Parameter, alive: Callable[[Parameter], list[Scenario]], differences: Differences
) -> None:
    """At both ends of its range a lever changes the run, and Mesa and the batch leave the same state, bit for bit."""
    told: list[tuple[int, int] | None] = []
    found = ends(lever)
    # Each end once or twice; where nothing has come of it, each in the other scenarios too.
    for shift in (0, 1):
        if any(told):
            break
        for place, base in enumerate(alive(lever)):
            for end in found[(place + shift) % 2]:
                if end == base.value(lever.path):
                    continue
                scenario = base.with_values({lever.path: end})
                told.append(telling(base, scenario))
                seed, day = told[-1] or (0, DAYS)
                replay = Replay(scenario, seed, run=seed)
                model = CeasefireModel(scenario, seed=seed, run=seed, shuffle=len(told) % 2 == 0)
                replay.until(day)
                walk(model, day)
                assert differences(replay, model) == [], f"{lever.path} = {end}, seed {seed}, day {day}"
    assert any(told), f"{lever.path} changes nothing here: these scenarios do not test it"


@pytest.mark.parametrize("regime", names("regimes"))
def test_both_schedulers_agree_in_every_corner_under_every_regime(
    regime: str, differences: Differences
) -> None:
    """Under every regime, with many levers at an end at once, Mesa and the batch leave the same state."""
    values = {**arm("regimes", regime).values, **SHORT, "horizon.years": 0.2, "road.years": 0.5}
    draws = np.random.default_rng(names("regimes").index(regime))
    free = [p for p in parameters() if p.path not in values]
    for seed in range(20):
        # In half of the corners all levers stand at an end, which ends most ceasefires soon; in the others a tenth.
        moved = [p for p in free if draws.random() < (1.0, 0.1)[seed % 2]]
        corner = {}
        for p in moved:
            found = [*ends(p)[0], *ends(p)[1]]
            corner[p.path] = found[draws.integers(len(found))]
        scenario = Scenario().with_values({**values, **corner})
        replay, model = Replay(scenario, seed), CeasefireModel(scenario, seed=seed)
        for day in (8, DAYS):
            replay.until(day)
            walk(model, day)
            assert differences(replay, model) == [], f"seed {seed}, day {day}"
