"""Panels of years: paired in every arm and at every point, or refused."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from sim.analysis.regimes.panel import Panel, redrawn
from sim.analysis.survival import DAYS_A_YEAR, restricted_mean
from sim.scenario.errors import InputError


def outcomes(points: int = 2, runs: int = 12, seed: int = 0) -> pd.DataFrame:
    """Two arms at some points; about half of the ceasefires stand to the horizon of ten years."""
    rng = np.random.default_rng(seed)
    rows = pd.MultiIndex.from_product(
        [range(points), ["b", "a"], range(runs)], names=["point", "regime", "run"]
    ).to_frame(index=False)
    years = 14 * rng.random(len(rows))
    rows["days"], rows["collapsed"] = np.minimum(years, 10) * DAYS_A_YEAR, years < 10
    rows["x"] = rows["point"] * 0.5
    return rows


def test_means_are_the_restricted_means_of_each_arm_and_point() -> None:
    """Whatever the order of rows, means equal the Kaplan-Meier restricted mean, arm by arm and point by point."""
    rows = outcomes()
    panel = Panel.of(rows.sample(frac=1, random_state=1).sort_values("regime"), "a", 10.0, ["x"])
    assert panel.arms == ("a", "b") and panel.columns == ["x"] and panel.design["x"].tolist() == [0.0, 0.5]
    for (point, regime), some in rows.groupby(["point", "regime"]):
        expected, _ = restricted_mean(some["days"] / DAYS_A_YEAR, some["collapsed"], 10.0)
        assert_allclose(panel.means[point, panel.number(regime)], expected)


def test_differences_are_run_against_the_same_run() -> None:
    """A difference holds, at each point, each run number's years in one arm less those in the other."""
    rows = outcomes()
    wide = rows.assign(years=rows["days"] / DAYS_A_YEAR).pivot(
        index=["point", "run"], columns="regime", values="years"
    )
    expected = (wide["b"] - wide["a"]).to_numpy().reshape(2, 12)
    assert_allclose(Panel.of(rows, "a", 10.0).difference("b", "a"), expected)


def broken(rows: pd.DataFrame, fault: str) -> pd.DataFrame:
    """Outcomes with a fault."""
    if fault == "a run is missing":
        return rows.drop(index=5)
    if fault == "a run stands twice":
        return pd.concat([rows, rows.iloc[[5]]])
    if fault == "one arm":
        return rows[rows["regime"] == "a"]
    if fault == "too few runs":
        return rows[rows["run"] < 5]
    if fault == "at war":
        return rows.assign(months_at_war=1.0)
    if fault == "no ceasefire":
        return rows.assign(agreed=rows.index > 0)
    return rows.assign(days=rows["days"].where(rows["collapsed"], 100.0))


@pytest.mark.parametrize(
    "fault",
    [
        "a run is missing",
        "a run stands twice",
        "one arm",
        "too few runs",
        "at war",
        "no ceasefire",
        "unwatched",
    ],
)
def test_wrong_outcomes_are_refused(fault: str) -> None:
    """Unpaired, lone or few runs, runs that begin at war, and ceasefires not watched to the horizon: InputError."""
    Panel.of(outcomes(), "a", 10.0)
    with pytest.raises(InputError):
        Panel.of(broken(outcomes(), fault), "a", 10.0)


def test_unknown_arms_are_refused() -> None:
    """A reference or an arm that is not there is an InputError."""
    with pytest.raises(InputError, match="reference"):
        Panel.of(outcomes(), "c", 10.0)
    with pytest.raises(InputError, match="no such arm"):
        Panel.of(outcomes(), "a", 10.0).difference("a", "c")


def test_a_study_that_is_not_finished_is_read_as_far_as_it_is_paired() -> None:
    """Run numbers that some arm lacks at some point are left out everywhere; arms keep the study's order."""
    rows = outcomes(runs=20).drop(index=[3, 30])  # runs 3 and 10 of the first point
    design = pd.DataFrame({"regime": ["b", "a"] * 2, "point": [0, 0, 1, 1], "x": [0.0, 0.0, 0.5, 0.5]})
    results = SimpleNamespace(
        stream=lambda columns: iter([rows.iloc[::2].drop(columns="x"), rows.iloc[1::2].drop(columns="x")]),
        design=design,
        columns=["x"],
        reference="a",
        horizon_years=10.0,
        place="here",
    )
    panel = Panel.read(results)
    assert panel.arms == ("b", "a") and panel.years.shape == (2, 2, 18)
    assert Panel.read(results, point=1).years.shape == (1, 2, 20)
    with pytest.raises(InputError, match="no such point"):
        Panel.read(results, point=7)


def test_samples_draw_as_many_as_there_are() -> None:
    """Each sample holds as many draws as there are runs, the same ones under the same seed."""
    drawn = redrawn(30, 50, seed=3)
    assert np.all(drawn.sum(axis=1) == 30)
    assert_allclose(drawn, redrawn(30, 50, seed=3))
    assert not np.allclose(drawn, redrawn(30, 50, seed=4))
