"""Roads in the engine: the same under both schedulers, week by week and in any company; and the war that comes back.

A road that ends in a signed text is followed into its ceasefire.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.engine import batch
from sim.engine.calendar import horizon_days
from sim.engine.journey import Journey
from sim.engine.mesa_model import CeasefireModel
from sim.engine.replay import Replay
from sim.engine.road import AFTER_DAYS, ROAD_DAYS, WEEKS_AFTER, week_address
from sim.incentives import asks
from sim.negotiation.road import arrive, last_week
from sim.negotiation.war import AT_WAR, CEASEFIRE, RUSSIA_BROKEN, UKRAINE_BROKEN
from sim.scenario.errors import InputError
from sim.scenario.files import arm, load, names
from sim.scenario.scenario import Scenario, declared

Differences = Callable[[Replay, CeasefireModel], list[str]]

#: Mesa goes through whole roads and their ceasefires here.
pytestmark = pytest.mark.slow

#: A short line, three years of talks, and a third of a year of the ceasefire.
SHORT = {
    "line.definition": "front",
    "line.sector_miles": 200.0,
    "horizon.years": 0.3,
    "road.years": 3.0,
}
SEED = 3
#: Both sides would sign almost anything.
TIRED = {"reservation.resolve_russia": -40.0, "reservation.resolve_ukraine": 0.0}
#: An army breaks at the first shift of the balance.
BRITTLE = {"war.break_at": 0.0, "war.rout": 0.2}
#: Roads on which what is rare elsewhere happens, laid over a strategy.
UNUSUAL: dict[str, tuple[str, dict[str, Any]]] = {
    "brittle": ("talks_as_usual", BRITTLE),
    "brittle, Moscow bled white": ("talks_as_usual", {**BRITTLE, "war.recruits_russia": 0.0}),
    "over their heads": ("bilateral_deal", {**TIRED, "reservation.resolve_ukraine": 60.0}),
    "under a threat": (
        "threat_to_cut",
        {**TIRED, "pressure.ultimatum_week": 1.0, "pressure.notice_weeks": 52.0},
    ),
    "a threat carried out": (
        "threat_to_flood",
        {"pressure.ultimatum_week": 4.0, "pressure.notice_weeks": 4.0, "pressure.resolve": 1.0},
    ),
    "threats to both": (
        "threat_to_cut",
        {"pressure.ultimatum": "both", "pressure.ultimatum_week": 8.0, "pressure.notice_weeks": 8.0},
    ),
}
ROADS = [*names("strategies"), *UNUSUAL]
#: What a ceasefire keeps of its road, by path in the world's record; all else is laid out under the terms signed.
MOODS = ("attention_usual", "attention_mood", "distraction", "unity_mood", "attention", "unity")
COUNTED = ("agreed", "months_at_war", "war_end", "meetings", "failed_rounds", "ultimatums_carried_out")
COUNTED += ("terms_quality", "legitimacy", "terms_tilt", "imposed", "war_territory", "war_aid")
COUNTED += ("war_losses_russia", "war_losses_ukraine")


@cache
def road(name: str) -> Scenario:
    """The scenario of a road: a strategy, or one of the unusual ones."""
    strategy, values = UNUSUAL.get(name, (name, {}))
    return load("road.yaml", {**arm("strategies", strategy).values, **SHORT, **values})


@cache
def outcomes(name: str, runs: int = 60) -> np.ndarray:
    """Outcome rows of a road's first runs."""
    return batch.run([road(name)], np.zeros(runs, int), np.arange(runs), SEED)


def travelled(scenario: Scenario, number: int) -> tuple[Journey, bool]:
    """A journey walked to its end, and whether a summit was brought down on the way."""
    journey, scuttled = Journey(scenario, SEED, number), False
    while not journey.over:
        journey.step()
        scuttled = scuttled or bool(journey.world.road.scuttled)
    return journey, scuttled


def kinds(name: str, number: int) -> set[str]:
    """What happens on a road."""
    journey, scuttled = travelled(road(name), number)
    world, tally = journey.world.road, journey.world.tally
    ends = {
        AT_WAR: "given up",
        CEASEFIRE: "signed",
        UKRAINE_BROKEN: "Ukraine broken",
        RUSSIA_BROKEN: "Russia broken",
    }
    found = {ends[int(world.end)]}
    found |= {"scuttled"} if scuttled else set()
    found |= {"ultimatum carried out"} if tally.ultimatums_carried_out else set()
    found |= {"imposed on Kyiv"} if world.imposed_ukraine > 0.0 else set()
    found |= {"imposed on Moscow"} if world.imposed_russia > 0.0 else set()
    found |= {"a round failed"} if tally.failed_rounds else set()
    return found


def sample(name: str) -> list[int]:
    """Runs of a road to look at: the first of each way in which its runs end."""
    rows = outcomes(name)
    ways = {}
    for number, row in enumerate(rows):
        way = int(row["war_end"]), bool(row["ultimatums_carried_out"]), bool(row["imposed"] > 0.0)
        ways.setdefault(way, number)
    return list(ways.values())


def test_the_sample_has_every_kind_of_road() -> None:
    """Among the runs looked at, texts are signed, imposed and brought down, armies break, threats are carried out."""
    found = set().union(*(kinds(name, number) for name in ROADS for number in sample(name)))
    assert found == {
        "given up",
        "signed",
        "Ukraine broken",
        "Russia broken",
        "scuttled",
        "ultimatum carried out",
        "imposed on Kyiv",
        "imposed on Moscow",
        "a round failed",
    }


@pytest.mark.parametrize("name", ROADS)
def test_both_schedulers_walk_the_same_road(name: str, differences: Differences) -> None:
    """On every way in which a road's runs end, Mesa leaves the batch's state, line and outcome, bit for bit.

    At the end of the road, after 30 days of the ceasefire and at its end; agents act in a random order.
    """
    for number in sample(name):
        replay, model = Replay(road(name), SEED, number), CeasefireModel(road(name), seed=SEED, run=number)
        while model.at_war:
            model.step()
        assert differences(replay, model) == [], f"run {number}, at the end of the road"
        for day in (30, 100_000):
            replay.until(day)
            while model.running and model.day < day:
                model.step()
            assert differences(replay, model) == [], f"run {number}, day {day}"
        for outcome in (replay.outcome(), model.outcome()):
            assert outcome.tobytes() == outcomes(name)[number : number + 1].tobytes()


@pytest.mark.parametrize("name", ROADS)
def test_the_order_of_agents_does_not_matter(name: str) -> None:
    """Activated in their own order or in a random one, the agents of a road leave the same state every week."""
    ordered, shuffled = (
        CeasefireModel(road(name), seed=SEED, run=1, shuffle=shuffle) for shuffle in (False, True)
    )
    for _ in range(60):
        for model in (ordered, shuffled):
            model.step()
        assert np.array(ordered.world).tobytes() == np.array(shuffled.world).tobytes()


@pytest.mark.parametrize("name", ROADS)
def test_a_journey_ends_as_the_batch_does(name: str) -> None:
    """Walked week by week, a road that leads nowhere leaves the batch's world; one that does, its count of the war."""
    for number in sample(name):
        journey, _ = travelled(road(name), number)
        replay = Replay(road(name), SEED, number)
        assert np.array(journey.world.road).tobytes() == np.array(replay.world.road).tobytes()
        assert journey.weeks == journey.world.road.week
        if journey.world.road.end != CEASEFIRE:
            assert np.array(journey.world).tobytes() == np.array(replay.world).tobytes()
            assert replay.over and replay.day == 0
            continue
        assert not replay.over and replay.day == 0
        for field in COUNTED:
            assert journey.world.tally[field] == outcomes(name)[field][number], field


def test_a_journey_stands_still_at_its_end() -> None:
    """A step after the end changes nothing; a run that begins with a ceasefire has no road to walk."""
    journey, _ = travelled(road("deal_in_a_day"), sample("deal_in_a_day")[0])
    before = np.array(journey.world).tobytes()
    journey.step()
    assert np.array(journey.world).tobytes() == before
    with pytest.raises(InputError, match=r"road\.begins"):
        Journey(Scenario(), 1)


def paths(one: Any, other: Any) -> set[str]:
    """Paths, down to the fields of a part, at which two worlds differ in any bit."""
    found = set()
    for part in np.array(one).dtype.names or ():
        fields = np.array(one).dtype[part].names
        for field in fields or ("",):
            a, b = (np.array(w)[part][field] if field else np.array(w)[part] for w in (one, other))
            if np.asarray(a).tobytes() != np.asarray(b).tobytes():
                found.add(f"{part}.{field}" if field else part)
    return found


SIGNING = ["talks_as_usual", "a_date_first", "deal_in_a_day", "under a threat", "over their heads"]


@pytest.mark.parametrize("name", SIGNING)
def test_a_ceasefire_after_a_road_is_that_of_its_terms(name: str) -> None:
    """Run as a scenario of its own, the text signed gives the ceasefire after the road once its moods are carried over.

    On the first day they differ in nothing but the road's own state, domestic pressure, attention and unity, and
    the count of the war; given those, they are the same run to the last bit.
    """
    for number in [n for n in sample(name) if outcomes(name)["agreed"][n]]:
        journey, _ = travelled(road(name), number)
        terms = journey.terms().with_values({"road.begins": "ceasefire"})
        after, plain = Replay(road(name), SEED, number), Replay(terms, SEED, number)
        carried = {"russia.pressure", "ukraine.pressure"}
        carried |= {f"guarantors.{mood}" for mood in MOODS} | {f"tally.{field}" for field in COUNTED}
        differing = paths(after.world, plain.world)
        assert {path for path in differing if not path.startswith("road.")} <= carried
        assert {"russia.pressure", "guarantors.attention", "tally.months_at_war", "road.week"} <= differing
        assert after.line.tobytes() == plain.line.tobytes()
        arrive(plain.world, journey.world)
        for day in (0, 30, 100_000):
            after.until(day)
            plain.until(day)
            assert paths(after.world, plain.world) == set(), f"run {number}, day {day}"
            assert after.line.tobytes() == plain.line.tobytes()


def test_hidden_types_are_the_same_at_war_and_in_the_ceasefire() -> None:
    """Whether a pause is tactical, and how much a side wants, is drawn once; terms shift the same aims."""
    asking = {**SHORT, **TIRED, "asks.withdrawal": 0.5, "aims.tactical_russia": 0.5, "aims.most": 1000.0}
    scenario = load("road.yaml", asking)
    seen = set()
    for number in range(12):
        journey, _ = travelled(scenario, number)
        after = Replay(scenario, SEED, number).world
        assert journey.world.tally.agreed
        terms = journey.terms()
        for side in ("russia", "ukraine"):
            assert journey.world[side].tactical == after[side].tactical
        seen.add(float(after.russia.tactical))
        asked = asks.moscow_aims(terms.asks.withdrawal, terms.asks.given_up, terms.alignment.non_alignment)
        assert after.russia.aims == pytest.approx(asked * journey.world.russia.aims)
        regained = asks.kyiv_aims(terms.asks.withdrawal, terms.asks.recovered)
        assert after.ukraine.aims == pytest.approx(regained * journey.world.ukraine.aims)
    assert seen == {0.0, 1.0}


def test_roads_do_not_depend_on_how_they_are_asked_for() -> None:
    """On any number of threads, in any order, beside any neighbours or alone, a road gives the same bytes."""
    scenarios = [road(name) for name in ROADS] + [Scenario().with_values(SHORT)]
    draws = np.random.default_rng(0)
    points, runs = draws.integers(len(scenarios), size=150), draws.integers(2**32, size=150)
    rows = batch.run(scenarios, points, runs, SEED, threads=1)
    assert len(np.unique(rows["war_end"])) == 4
    order = draws.permutation(150)
    for threads in (1, 2, 4):
        again = batch.run(scenarios, points[order], runs[order], SEED, threads=threads)
        assert again.tobytes() == rows[order].tobytes()
    for j in range(0, 150, 15):
        alone = batch.run([scenarios[points[j]]], np.zeros(1, int), runs[j : j + 1], SEED)
        assert alone.tobytes() == rows[j : j + 1].tobytes()


def test_a_road_shares_no_draw_with_its_ceasefire() -> None:
    """The days in the addresses of the longest road, the longest ceasefire and the war after it are all different."""
    longest = Scenario().with_values({"road.years": declared()["road.years"].most})
    weeks = int(last_week(longest.record().view(np.recarray)[0]))
    days = [(1, 2, 5, day) for day in range(int(horizon_days(declared()["horizon.years"].most)) + 1)]
    days += [week_address(1, 2, 5, ROAD_DAYS, number) for number in range(1, weeks + 1)]
    days += [week_address(1, 2, 5, AFTER_DAYS, number) for number in range(WEEKS_AFTER + 1)]
    assert len(days) == 75 * 365 + 1 + 1042 + 53
    assert len(set(days)) == len(days)
    assert max(day for *_, day in days) < 2**32
