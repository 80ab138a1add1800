"""The keel: Mesa agents and the compiled batch leave the same full state, bit for bit.

Full state means every field of the world's record and every row of the line, whatever fields there are.
"""

from collections.abc import Callable

import numpy as np
import pytest

from sim.agents.tally import CAUSES
from sim.engine import batch, mesa_model
from sim.engine.mesa_model import CeasefireModel
from sim.engine.replay import Replay
from sim.scenario.files import names
from sim.scenario.scenario import Scenario

ARMS = [(kind, name) for kind in ("regimes", "terms") for name in names(kind)]
SEEDS = range(20)
SHORT = {"line.definition": "front", "line.sector_miles": 100.0}

Differences = Callable[[Replay, CeasefireModel], list[str]]
Preset = Callable[..., Scenario]


def last_day(seed: int) -> int:
    """Day 40 for the first seed to day 120 for the last, most of them early: agents take their time."""
    return 40 + round(80 * (seed / (len(SEEDS) - 1)) ** 3)


def walk(model: CeasefireModel, day: int) -> None:
    """Step a model to the end of a day, or of its ceasefire."""
    while model.day < day and model.running:
        model.step()


@pytest.mark.parametrize(("kind", "name"), ARMS, ids=[name for _, name in ARMS])
def test_both_schedulers_leave_the_same_state(
    kind: str, name: str, preset: Preset, differences: Differences
) -> None:
    """Under every preset and 20 seeds the full states agree on days 1 and 8 and on a last day from 40 to 120.

    On every second seed Mesa activates its agents in a random order.
    """
    scenario = preset(kind, name)
    for seed in SEEDS:
        replay = Replay(scenario, seed, run=seed // 3)
        model = CeasefireModel(scenario, seed=seed, run=seed // 3, shuffle=seed % 2 == 0)
        assert differences(replay, model) == [], f"seed {seed}, before the first day"
        for day in (1, 8, last_day(seed)):
            replay.until(day)
            walk(model, day)
            assert differences(replay, model) == [], f"seed {seed}, day {day}"
        assert replay.day == model.day


#: Every kind of ending, each in a scenario in which it is not rare.
ENDINGS = {
    "held": ("regimes", "nato_accession", {}),
    "russian_offensive": ("terms", "minsk_like", {}),
    "ukrainian_offensive": ("regimes", "none", {"aims.ukraine": 150.0, "aims.russia": 10.0}),
    "escalation": (
        "terms",
        "minsk_like",
        {"aims.russia": 5.0, "aims.ukraine": 5.0, "crisis.background": 20.0, "crisis.retaliation": 1.2},
    ),
    "erosion": (
        "terms",
        "minsk_like",
        {"aims.russia": 5.0, "aims.ukraine": 5.0, "crisis.background": 0.0, "casualties.war_threshold": 50.0},
    ),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_whole_runs_end_alike(cause: str, preset: Preset, differences: Differences) -> None:
    """A ten-year run on a short line ends on the same day for the same cause, with the same state and outcome.

    For every cause of collapse, and for a ceasefire that holds, the first run is taken that ends so.
    """
    kind, name, values = ENDINGS[cause]
    scenario = preset(kind, name, {**SHORT, "horizon.years": 10.0, **values})
    rows = batch.run([scenario], np.zeros(400, int), np.arange(400), seed=11)
    found = np.flatnonzero(rows["cause"] == CAUSES.index(cause))
    assert len(found), f"none of 400 runs ended so; causes: {np.bincount(rows['cause'], minlength=5)}"
    for run in found[:1] if cause == "held" else found[:2]:
        replay, model = (
            Replay(scenario, 11, run),
            CeasefireModel(scenario, seed=11, run=run, shuffle=bool(run % 2)),
        )
        replay.until(100_000)
        model.run_model()
        assert differences(replay, model) == []
        for outcome in (replay.outcome(), model.outcome()):
            assert outcome.tobytes() == rows[run : run + 1].tobytes()


@pytest.mark.parametrize(
    "values",
    [
        {"line.length": "surveyed"},
        {"line.definition": "donbas_2020"},
        {"pullback.timing": "russia_first", "pullback.artillery": 1.0},
        {"pullback.timing": "ukraine_first", "pullback.artillery": 1.0},
        {"zone.sides": "russia_only", "zone.front_km": 10.0},
        {"assets.use": "without_consent", "sanctions.snapback": "automatic", "sanctions.threshold": 0.0},
        {"patrols.personnel": 20_000.0, "patrols.armed_share": 1.0},
        {"horizon.capitals": "rest"},
        {"choice.press_orders": 0.2},
        {"choice.press_orders": -0.5, "choice.press_gain": 40.0, "grey_zone.share": 0.0},
        {"monitoring.reallocation": 1.0, "monitoring.attrition": 1.0, "monitoring.repair": 0.0},
        {"crisis.background": 50.0, "crisis.retaliation": 1.5, "crisis.noise": 2.0},
        {"restraint.orders": 0.0, "violations.bouts_per_km": 1.0, "bursts.level_sd": 2.0},
    ],
    ids=str,
)
def test_unusual_scenarios_agree_too(
    values: dict[str, object], short: Scenario, differences: Differences
) -> None:
    """Every switch of the line and of the capitals, and fire as heavy as can be, leave the same state."""
    scenario = short.with_values(values)
    for seed in range(3):
        replay, model = Replay(scenario, seed, 9), CeasefireModel(scenario, seed=seed, run=9)
        for day in (1, 60):
            replay.until(day)
            walk(model, day)
            assert differences(replay, model) == [], f"seed {seed}, day {day}"


@pytest.mark.parametrize(("seed", "run"), [(0, 0), (2**32, 1), (2**64 - 1, 2**32 - 1)])
def test_every_seed_and_run_number_agrees(
    seed: int, run: int, short: Scenario, differences: Differences
) -> None:
    """Seeds up to 2**64 - 1 and run numbers up to 2**32 - 1 mean the same in both schedulers."""
    replay, model = Replay(short, seed, run), CeasefireModel(short, seed=seed, run=run)
    replay.until(20)
    walk(model, 20)
    assert differences(replay, model) == []


def test_a_run_under_mesa_gives_the_row_of_the_batch(short: Scenario) -> None:
    """``mesa_model.run`` gives the same outcome row as the batch for the same seed and run."""
    scenario = short.with_values({"horizon.years": 0.5})
    rows = batch.run([scenario], np.zeros(5, int), np.arange(5), seed=4)
    for run in range(5):
        row = mesa_model.run(scenario, 4, run)
        assert row.shape == (1,) and row.dtype == rows.dtype
        assert row.tobytes() == rows[run : run + 1].tobytes()
