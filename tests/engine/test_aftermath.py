"""The war that comes back after a ceasefire; and what a ceasefire that is given knows of talks: nothing else (M34)."""

from typing import Any

import numpy as np
import pytest

from sim.agents.tally import HELD, RUSSIAN_OFFENSIVE
from sim.engine import batch
from sim.engine.journey import Journey
from sim.engine.outcome import OUTCOME, frame
from sim.engine.road import aftermath
from sim.scenario.files import arm, load
from sim.scenario.scenario import Scenario, groups, parameters

SEED = 3
#: Ceasefires of which most collapse within three years, one after a road and one that is given.
FRAGILE = {"horizon.years": 3.0, "line.sector_miles": 200.0, "line.definition": "front"}
FRAGILE_ROAD = {
    **FRAGILE,
    "reservation.resolve_russia": -40.0,
    "reservation.resolve_ukraine": 0.0,
    "guarantee.commitment": 0.0,
    "aims.russia": 80.0,
}


def fragile(begins: str, values: dict[str, Any] | None = None, runs: int = 80) -> np.ndarray:
    """Outcome rows of ceasefires that are likely to collapse."""
    if begins == "war":
        scenario = load("road.yaml", {**FRAGILE_ROAD, **(values or {})})
    else:
        scenario = load("baseline.yaml", {**arm("terms", "minsk_like").values, **FRAGILE, **(values or {})})
    return batch.run([scenario], np.zeros(runs, int), np.arange(runs), SEED)


@pytest.mark.parametrize("begins", ["war", "ceasefire"])
def test_only_a_collapse_leaves_losses_after_it(begins: str) -> None:
    """The first year of a war that came back is counted after a collapse and after nothing else; -1 otherwise."""
    rows = fragile(begins)
    collapsed = rows["cause"] != HELD
    assert 10 < collapsed.sum() < len(rows)
    assert np.all(rows["losses_year_after"][collapsed] > 0.0)
    assert np.all(rows["losses_year_after"][~collapsed] == -1.0)
    never = fragile("war", {"rounds.meetings": 0.0, "reservation.resolve_russia": 500.0, "road.years": 1.0})
    assert np.all(never["losses_year_after"] == -1.0) and not never["agreed"].any()
    told = frame(rows)["losses_year_after"]
    assert told.isna().to_numpy().tolist() == (~collapsed).tolist()


@pytest.mark.parametrize(
    ("begins", "path"),
    [("war", "failure.renewal"), ("ceasefire", "failure.renewal"), ("ceasefire", "failure.expectations")],
)
def test_a_war_that_comes_back_is_worse(begins: str, path: str) -> None:
    """With more renewal, or more expected, each war that comes back costs more, and nothing else changes."""
    mild, grim = fragile(begins, {path: 0.0}), fragile(begins, {path: 1.0})
    collapsed = mild["cause"] != HELD
    assert np.all(grim["losses_year_after"][collapsed] > mild["losses_year_after"][collapsed])
    for field in OUTCOME.names or ():
        if field != "losses_year_after":
            assert mild[field].tobytes() == grim[field].tobytes(), field


def test_the_year_after_is_counted_in_its_own_place() -> None:
    """The losses and aid of the war before the ceasefire are those of the road's end, whatever came after."""
    scenario = load("road.yaml", FRAGILE_ROAD)
    rows = fragile("war", runs=40)
    number = int(np.flatnonzero(rows["losses_year_after"] > 0.0)[0])
    journey = Journey(scenario, SEED, number)
    while not journey.over:
        journey.step()
    for field in ("war_losses_russia", "war_losses_ukraine", "war_aid", "war_territory", "meetings"):
        assert rows[field][number] == journey.world.tally[field], field
    # A year of a war that is worse than usual: hundreds of thousands on both sides.
    after = rows["losses_year_after"][rows["losses_year_after"] > 0.0]
    assert after.min() > 300.0 and after.max() < 2500.0


def test_a_cut_that_was_carried_out_reaches_the_war_that_comes_back(first_day) -> None:
    """American aid in the war after a ceasefire is what an ultimatum has left of it; supplies are shorter."""
    aid, supplies = [], []
    for factor in (1.0, 0.1):
        world, p = first_day(Scenario())
        world.tally.cause, world.road.aid_factor = RUSSIAN_OFFENSIVE, factor
        aftermath(world, p, 1, 0, 0)
        assert world.tally.losses_year_after > 0.0 == world.tally.war_aid
        aid.append(float(world.guarantors.aid_american))
        supplies.append(float(world.road.supply))
    assert aid[1] == pytest.approx(0.1 * aid[0])
    assert supplies[1] < supplies[0]


#: Parameters of the room of negotiation, but for whether there is a road, and steps that calm the line.
ELSEWHERE = [
    p
    for p in parameters()
    if p.path.partition(".")[0]
    in ("war", "reservation", "rounds", "pressure", "table", "channels", "failure", "first_steps", "road")
    and p.path not in ("road.begins", "first_steps.black_sea", "first_steps.no_raids")
]


def test_the_sections_of_the_road_are_those_of_the_room() -> None:
    """The parameters looked at below are all that the room of negotiation declares."""
    room = {name for name, group in groups().items() if group.__module__.startswith("sim.negotiation")}
    assert {p.path.partition(".")[0] for p in ELSEWHERE} == room


def test_a_given_ceasefire_knows_nothing_of_talks() -> None:
    """Where a run begins with a ceasefire no parameter of the road changes anything but the war that comes back."""
    usual = load("baseline.yaml", {**arm("terms", "minsk_like").values, **FRAGILE, "horizon.years": 1.0})
    scenarios, after = [usual], [False]
    for p in ELSEWHERE:
        ends = [
            *p.options,
            *((p.least, p.most) if p.kind == "number" else ()),
            *((False, True) if p.kind == "switch" else ()),
        ]
        for value in ends:
            if value != p.default:
                scenarios.append(usual.with_values({p.path: value}))
                after.append(p.path.partition(".")[0] in ("war", "failure"))
    runs = 12
    points, numbers = np.repeat(np.arange(len(scenarios)), runs), np.tile(np.arange(runs), len(scenarios))
    rows = batch.run(scenarios, points, numbers, SEED).reshape(len(scenarios), runs)
    assert (rows["cause"][0] != HELD).any()
    changed = set()
    for j, acts_after in enumerate(after):
        for field in OUTCOME.names or ():
            if rows[field][j].tobytes() != rows[field][0].tobytes():
                assert field == "losses_year_after" and acts_after, f"{ELSEWHERE[j // 2]}: {field}"
                changed.add(field)
    assert changed == {"losses_year_after"}


@pytest.mark.parametrize("step", ["black_sea", "no_raids"])
def test_steps_that_calm_the_line_are_kept_in_a_ceasefire(step: str) -> None:
    """Safe shipping and an end of raids leave fewer violations where the line has a river or a border."""
    before = load("baseline.yaml", {"line.sector_miles": 200.0, "horizon.years": 0.2})
    after = before.with_values({f"first_steps.{step}": True})
    points, runs = np.repeat([0, 1], 20), np.tile(np.arange(20), 2)
    rows = batch.run([before, after], points, runs, SEED)["violations"].reshape(2, 20)
    assert rows[1].sum() < rows[0].sum()
