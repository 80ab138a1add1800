"""What other ceasefires taught, carried to a scenario as values about its own."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.history.learning.constants import CONSTANTS, setting
from sim.scenario.scenario import declared
from sim.study import learnt

BASELINE = sim.load("baseline.yaml")


def level(path: str, value: pd.Series) -> np.ndarray:
    """A value on the scale on which factors move it."""
    numbers = np.asarray(value, float)
    return numbers / (1 - numbers) if path in learnt.SHARES else numbers


@pytest.mark.parametrize("file", ["baseline.yaml", "road.yaml"])
def test_a_scenario_is_the_centre_of_its_own_draws(file: str) -> None:
    """Every parameter keeps the scenario's value as geometric mean over the draws; of a share, its odds."""
    scenario = sim.load(file)
    drawn = learnt.about(scenario, 64)
    assert len(drawn.columns) == 11
    for path in drawn:
        own = level(path, pd.Series([scenario.value(path)]))[0]
        assert np.exp(np.log(level(path, drawn[path])).mean()) == pytest.approx(own, rel=1e-5)


def test_draws_have_the_spread_and_the_order_of_what_was_learnt() -> None:
    """Each parameter moves in proportion to its constant, draw by draw, so that what goes together stays together."""
    drawn, taught = learnt.about(BASELINE, 64), learnt.draws()
    for name, path in learnt.PATHS.items():
        found, wanted = level(path, drawn[path]), level(path, taught[name])
        if name == "ratio":
            wanted = wanted * taught["aims"]
        np.testing.assert_allclose(found / found[0], wanted / wanted[0], rtol=2e-5)


def test_shared_constants_have_defaults_near_the_centre_of_what_was_learnt() -> None:
    """Constants of behaviour that cases and baseline share lie within a third of a posterior sd of its centre."""
    shared = ("precision", "spread", "tactical", "war_cost", "fear", "pressure")
    taught = learnt.draws()
    for name in shared:
        path = learnt.PATHS[name]
        logs = np.log(level(path, taught[name]))
        own = np.log(level(path, pd.Series([BASELINE.value(path)]))[0])
        assert abs(own - logs.mean()) < logs.std() / 3, name


def test_the_paths_are_those_that_were_learnt() -> None:
    """What a draw sets in the scenario of cases is what it moves in one's own; the rest are sizes of the mapping."""
    draw = learnt.draws().iloc[3]
    start, _ = setting(draw)
    for constant in CONSTANTS:
        if constant.name in learnt.PATHS:
            wanted = draw["aims"] * draw["ratio"] if constant.name == "ratio" else draw[constant.name]
            assert start.value(constant.path) == pytest.approx(wanted)
        else:
            assert constant.path == f"sizes.{constant.name}"


def test_points_are_draws_repeated_or_evenly_chosen() -> None:
    """Twice as many points as draws are two of each; a quarter is every fourth; what is fixed is left out."""
    whole = learnt.about(BASELINE, 64)
    assert learnt.about(BASELINE, 128).iloc[::2].reset_index(drop=True).equals(whole)
    assert learnt.about(BASELINE, 16).equals(whole.iloc[::4].reset_index(drop=True))
    assert "aims.russia" not in learnt.about(BASELINE, 64, {"aims.russia"})


def test_values_stay_possible() -> None:
    """A scenario at the end of what is possible is not moved beyond."""
    values = {path: declared()[path].most for path in learnt.factors()}
    drawn = learnt.about(BASELINE.with_values(values), 64)
    assert all((drawn[path] <= declared()[path].most).all() for path in drawn)
    assert (
        learnt.about(BASELINE.with_values({"aims.tactical_russia": 0.0}), 8)["aims.tactical_russia"] == 0
    ).all()


def test_the_table_of_what_is_carried_over_is_as_the_draws_have_it() -> None:
    """Rows of docs/calibration.md: default, centre of the draws and their middle 80 %."""
    page = (Path(__file__).parents[2] / "docs" / "calibration.md").read_text(encoding="utf-8")
    taught = learnt.draws()
    for name, path in learnt.PATHS.items():
        values = taught[name] * (taught["aims"] if name == "ratio" else 1.0)
        middle = np.exp(np.log(level(path, values)).mean())
        middle = middle / (1 + middle) if path in learnt.SHARES else middle
        low, high = np.quantile(values, [0.1, 0.9])
        row = f"| `{path}` | {BASELINE.value(path):g} | {middle:.3g} ({low:.3g} to {high:.3g}) |"
        assert row in page, row
