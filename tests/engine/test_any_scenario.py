"""Whatever may be set, a run stays sound: finite numbers, probabilities, no negative counts, both schedulers alike."""

from typing import Any

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.agents.state import ROWS
from sim.agents.tally import CAUSES
from sim.engine.mesa_model import CeasefireModel
from sim.engine.replay import Replay
from sim.scenario.parameter import Parameter
from sim.scenario.scenario import Scenario, parameters

#: A failing scenario is told as it was found: making a hundred values simpler would take minutes.
WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
#: Fields that are shares or probabilities, wherever they stand.
SHARES = ("chance", "attention", "unity", "in_force", "present", "standing", "credibility", "signal", "alert")
SHARES += (
    "relief",
    "kept",
    "working",
    "effective",
    "verified",
    "sight",
    "observed",
    "tactical",
    "grey",
    "alarm",
)
#: Fields that may be negative.
SIGNED = ("pressure", "belief", "terms", "incentive", "orders_now", "mood", "attention_usual", "level")
SIGNED += ("first_", "snapback_due", "member_day")


def value(p: Parameter) -> st.SearchStrategy[Any]:
    """Any value that a parameter may take, its ends and its usual range included."""
    if p.kind == "choice":
        return st.sampled_from(p.options)
    if p.kind == "switch":
        return st.booleans()
    if p.kind == "count":
        return st.integers(int(p.least or 0), int(p.most or 0))
    return st.one_of(st.sampled_from([p.least, p.most]), st.floats(p.low, p.high), st.floats(p.least, p.most))


#: Every parameter drawn at once; the line stays short, and the horizon a few weeks to half a year.
ANYTHING = st.fixed_dictionaries(
    {
        **{p.path: value(p) for p in parameters()},
        "line.sector_miles": st.floats(60.0, 200.0),
        "horizon.years": st.floats(0.05, 0.5),
    }
)
#: A few parameters away from their defaults.
A_FEW = st.lists(
    st.sampled_from([p for p in parameters() if p.path.partition(".")[0] != "horizon"]), max_size=8
)


@st.composite
def few_changes(draw: st.DrawFn) -> dict[str, Any]:
    """A few parameters away from their defaults, on a short line for a few months."""
    changes = {p.path: draw(value(p)) for p in draw(A_FEW)}
    return {**changes, "line.sector_miles": 100.0, "horizon.years": draw(st.floats(0.05, 1.0))}


def check(values: dict[str, Any], seed: int, numbers: Any, differences: Any) -> None:
    """Run a scenario to its end and look at every number of its state."""
    scenario = Scenario().with_values(values)
    replay, model = Replay(scenario, seed, seed), CeasefireModel(scenario, seed=seed, run=seed)
    for _ in range(15):
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
            assert np.all(found <= 1.0), path
    for row, name in zip(replay.line, ROWS, strict=True):
        assert np.all(np.isfinite(row)), name
        assert np.all(row >= 0.0), name
    assert np.all(replay.line[ROWS.index("detection")] <= 1.0)
    tally = replay.world.tally
    assert tally.recorded <= tally.violations * (1.0 + 1e-12)
    assert tally.assets_paid <= scenario.assets.total * (1.0 + 1e-12)
    assert tally.lowest_credibility <= 1.0
    assert (CAUSES[tally.cause] == "held") == (replay.world.over == 0) == (tally.days == replay.horizon)


@settings(max_examples=25, phases=WITHOUT_SHRINKING)
@given(values=few_changes(), seed=st.integers(0, 2**32 - 1))
def test_a_scenario_with_a_few_changes_is_sound(
    values: dict[str, Any], seed: int, numbers, differences
) -> None:
    """A few parameters set to anything possible give finite, bounded numbers, and both schedulers the same ones."""
    check(values, seed, numbers, differences)


@settings(max_examples=15, phases=WITHOUT_SHRINKING)
@given(values=ANYTHING, seed=st.integers(0, 2**32 - 1))
def test_a_scenario_with_everything_changed_is_sound(
    values: dict[str, Any], seed: int, numbers, differences
) -> None:
    """Every parameter set to anything possible at once gives the same: finite, bounded, alike in both schedulers."""
    check(values, seed, numbers, differences)
