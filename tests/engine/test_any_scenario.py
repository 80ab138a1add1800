"""Whatever may be set, a run stays sound, and is the same run however and in whatever company it is asked for."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.agents.state import ROWS
from sim.agents.tally import CAUSES
from sim.analysis.summary import summarise
from sim.engine import batch
from sim.engine.ground import ground
from sim.engine.mesa_model import CeasefireModel
from sim.engine.outcome import frame
from sim.engine.replay import Replay
from sim.scenario.scenario import Scenario, declared

Numbers = Callable[[np.ndarray], Iterator[tuple[str, np.ndarray]]]
Values = st.SearchStrategy[dict[str, Any]]
Differences = Callable[[Replay, CeasefireModel], list[str]]

#: A failing scenario is told as it was found: making a hundred values simpler would take minutes.
WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
#: Fields that are shares or probabilities, wherever they stand.
SHARES = ("chance", "attention", "unity", "in_force", "present", "standing", "credibility", "signal", "alert")
SHARES += ("relief", "kept", "lapsed", "working", "effective", "verified", "sight", "observed", "tactical")
SHARES += ("grey", "alarm", "lowest_credibility", "support")
SHARES += (
    "energy",
    "trust",
    "tilt",
    "settled",
    "reach",
    "depth",
    "threat",
    "doubted",
    "steps_hold",
    "scuttled",
)
SHARES += ("imposed", "imposed_russia", "imposed_ukraine", "legitimacy", "agreed", "failed")
#: Fields that may be negative.
SIGNED = ("pressure", "belief", "terms", "incentive", "orders_now", "mood", "attention_usual", "level")
SIGNED += ("first_", "snapback_due", "member_day", "losses_year_after")
SIGNED += ("advance", "trend", "territory", "fighting", "worth", "wish", "own_", "surplus", "taken_up")
#: What a run knows of its own horizon.
HORIZON = ("tally.days",)
SEED = st.integers(0, 2**64 - 1)


def scenario(values: dict[str, Any]) -> Scenario:
    """The defaults with these values."""
    return Scenario().with_values(values)


def check(values: dict[str, Any], seed: int, numbers: Numbers, differences: Differences) -> None:
    """Run a scenario to its end and look at every number of its state."""
    asked, run = scenario(values), seed % 2**32
    replay, model = Replay(asked, seed, run), CeasefireModel(asked, seed=seed, run=run)
    while model.running and (model.at_war or model.day < 15):
        model.step()
    replay.until(15)
    assert differences(replay, model) == []
    replay.until(10_000)
    for path, found in numbers(np.array(replay.world)):
        name = path.rpartition(".")[2]
        assert np.all(np.isfinite(found)), path
        if not any(word in name for word in SIGNED):
            assert np.all(found >= 0), path
        if name in SHARES:
            assert np.all((found >= 0.0) & (found <= 1.0)), path
    for row, name in zip(replay.line, ROWS, strict=True):
        assert np.all(np.isfinite(row)), name
        assert np.all(row >= 0.0), name
    assert np.all(replay.line[ROWS.index("detection")] <= 1.0)
    for side in (replay.world.russia, replay.world.ukraine):
        if side.weights.any():  # weighed at all: the capitals may rest, or the run end in its first week
            assert np.sum(side.weights / np.sum(side.weights)) == pytest.approx(1.0, abs=1e-12)
    tally = replay.world.tally
    assert tally.recorded <= tally.violations * (1.0 + 1e-12)
    assert tally.peak_deaths_365d <= tally.battle_deaths
    assert tally.assets_paid <= asked.assets.total * (1.0 + 1e-12)
    held = CAUSES[tally.cause] == "held"
    if tally.agreed:
        assert held == (replay.world.over == 0) == (tally.days == replay.horizon)
    else:
        assert held and replay.world.over == 1 and tally.days == 0.0 and asked.road.begins == "war"
    assert (tally.losses_year_after >= 0.0) == (not held)


@settings(max_examples=200, phases=WITHOUT_SHRINKING)
@given(data=st.data(), seed=SEED)
def test_a_scenario_with_a_few_changes_is_sound(
    data: st.DataObject, seed: int, few_changes: Values, numbers: Numbers, differences: Differences
) -> None:
    """A few parameters set to anything possible give finite, bounded numbers, and both schedulers the same ones."""
    check(data.draw(few_changes), seed, numbers, differences)


@settings(max_examples=120, phases=WITHOUT_SHRINKING)
@given(data=st.data(), seed=SEED)
def test_a_scenario_with_everything_changed_is_sound(
    data: st.DataObject, seed: int, anything: Values, numbers: Numbers, differences: Differences
) -> None:
    """Every parameter set to anything possible at once gives the same: finite, bounded, alike in both schedulers."""
    check(data.draw(anything), seed, numbers, differences)


@settings(max_examples=80, phases=WITHOUT_SHRINKING)
@given(
    data=st.data(),
    asked=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2**32 - 1)), min_size=2, max_size=40),
    seed=SEED,
    threads=st.integers(1, 4),
    order=st.randoms(use_true_random=False),
)
def test_any_run_is_the_same_however_it_is_asked_for(
    data: st.DataObject,
    asked: list[tuple[int, int]],
    seed: int,
    threads: int,
    order: Any,
    few_changes: Values,
    anything: Values,
) -> None:
    """Asked for twice, on any number of threads, in any order and alone, a run gives the same bytes."""
    scenarios = [scenario(data.draw(drawn)) for drawn in (few_changes, few_changes, anything)]
    points = np.array([point % len(scenarios) for point, _ in asked])
    runs = np.array([run for _, run in asked])
    rows = batch.run(scenarios, points, runs, seed, threads=1)
    assert batch.run(scenarios, points, runs, seed, threads=threads).tobytes() == rows.tobytes()
    mixed = list(range(len(asked)))
    order.shuffle(mixed)
    again = batch.run(scenarios, points[mixed], runs[mixed], seed, threads=threads)
    assert again.tobytes() == rows[mixed].tobytes()
    alone = batch.run([scenarios[points[-1]]], np.zeros(1, int), runs[-1:], seed)
    assert alone.tobytes() == rows[-1:].tobytes()


@settings(max_examples=150, phases=WITHOUT_SHRINKING)
@given(data=st.data(), seed=SEED, share=st.floats(0.05, 0.95))
def test_a_run_cut_short_is_the_same_run(
    data: st.DataObject, seed: int, share: float, few_changes: Values, anything: Values, numbers: Numbers
) -> None:
    """Watched for a shorter time, a run has the state and the tallies that the longer one has on that day."""
    whole = scenario(data.draw(st.one_of(few_changes, anything)))
    years = max(0.02, share * whole.horizon.years)
    short, long = Replay(whole.with_values({"horizon.years": years}), seed), Replay(whole, seed)
    short.until(10_000)
    long.until(short.horizon)
    assert short.day == long.day <= short.horizon
    own = HORIZON if short.world.over == 0 else ()
    for (path, one), (_, other) in zip(
        numbers(np.array(short.world)), numbers(np.array(long.world)), strict=True
    ):
        assert path in own or one.tobytes() == other.tobytes(), path
    assert short.line.tobytes() == long.line.tobytes()


@settings(max_examples=60, phases=WITHOUT_SHRINKING)
@given(data=st.data(), seed=SEED)
def test_any_summary_adds_up(data: st.DataObject, seed: int, few_changes: Values, anything: Values) -> None:
    """The shares of the causes and of what held sum to one; survival is a probability that never rises with time.

    Where runs begin at war that is so of the ceasefires that came about; ends of the war sum to one with them.
    """
    arms = [scenario({**data.draw(drawn), "horizon.years": 2.0}) for drawn in (few_changes, anything)]
    points, runs = np.repeat([0, 1], 12), np.tile(np.arange(12), 2)
    outcomes = frame(batch.run(arms, points, runs, seed))
    outcomes.insert(0, "regime", [("one", "other")[point] for point in points])
    outcomes.insert(1, "point", 0)
    outcomes.insert(2, "run", runs)
    summary = summarise(outcomes, "one", 2.0)
    for _, row in summary.iterrows():
        there = outcomes[(outcomes["regime"] == row["regime"]) & outcomes["agreed"]]
        if "agreed" in summary:
            assert row["agreed"] == len(there)
            lost = row[["share_ukraine_broken", "share_russia_broken", "share_at_war"]].sum()
            assert lost + len(there) / row["runs"] == pytest.approx(1.0, abs=1e-12)
            assert len(there) / row["runs"] >= row["agreed_3y"] >= row["agreed_2y"] >= row["agreed_1y"] >= 0.0
        if there.empty:
            assert row.filter(like="survival_").isna().all() and np.isnan(row["rmst_years"])
            continue
        held = 1.0 - row["collapsed"] / len(there)
        assert row[[f"share_{cause}" for cause in CAUSES[1:]]].sum() + held == pytest.approx(1.0, abs=1e-12)
        assert 1.0 >= row["survival_1y"] >= row["survival_2y"] >= 0.0
        assert row["survival_2y"] == pytest.approx(held, abs=1e-12)
        for year in (1, 2):
            assert row[f"survival_{year}y_low"] <= row[f"survival_{year}y"] <= row[f"survival_{year}y_high"]
        assert 0.0 < row["rmst_years"] <= 2.0 + 1e-12


@settings(max_examples=60)
@given(
    definition=st.sampled_from(declared()["line.definition"].options),
    length=st.sampled_from(declared()["line.length"].options),
    miles=st.floats(0.5, 200.0),
)
def test_any_cut_keeps_the_line(definition: str, length: str, miles: float) -> None:
    """However finely the line is cut, no sector is longer than asked, and length and fire add up to the line's."""
    values = {"line.definition": definition, "line.length": length}
    uncut = ground(scenario({**values, "line.sector_miles": 200.0}))
    cut = ground(scenario({**values, "line.sector_miles": miles}))
    assert cut.km == pytest.approx(uncut.km, rel=1e-12)
    assert cut.watched_km == pytest.approx(uncut.watched_km, rel=1e-12)
    assert np.sum(cut.base) == pytest.approx(np.sum(uncut.base), rel=1e-12)
    assert np.all(cut.sectors.km > 0.0) and np.all(cut.sectors.watched_km <= miles * 1.609344 * (1.0 + 1e-9))


@settings(max_examples=100, phases=WITHOUT_SHRINKING)
@given(
    data=st.data(),
    seed=SEED,
    coverage=st.floats(0.01, 0.2),
    reallocation=st.floats(0.0, 1.0),
    weeks=st.integers(0, 12),
)
def test_sensors_that_move_stay_as_many(
    data: st.DataObject, seed: int, coverage: float, reallocation: float, weeks: int, few_changes: Values
) -> None:
    """Wherever violations draw them, the sensors on the line add up to what even coverage would take."""
    # With perfect eyes by day and none elsewhere, detection in a sector is the share of it that is watched.
    # Talks would settle how far a mission is let in, so the run begins with its ceasefire.
    perfect = {
        "road.begins": "ceasefire",
        "monitoring.detection_watched": 1.0,
        "monitoring.detection_unwatched": 0.0,
        "monitoring.night_blindness": 0.0,
        "patrols.access": 1.0,
        "patrols.shut_out": 0.0,
    }
    moved = {"monitoring.coverage": coverage, "monitoring.reallocation": reallocation}
    replay = Replay(scenario({**data.draw(few_changes), **perfect, **moved}), seed)
    replay.until(7 * weeks)
    unwatched, km = 1.0 - replay.line[ROWS.index("detection")], replay.line[ROWS.index("watched_km")]
    sensors = -np.sum(km * np.log(unwatched))
    assert sensors == pytest.approx(replay.world.mission.sensors * np.sum(km), rel=1e-6)
