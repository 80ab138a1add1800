"""What learns from cases sees only those it is shown, and finds the truth in data made from it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.learning.checks import alike, coverage, made_up, watched
from sim.analysis.history.learning.constants import NAMES, deviations, prior
from sim.analysis.history.learning.learner import Learner, alone, learner, quantiles, told
from sim.analysis.history.learning.likelihood import EDGES, chance
from sim.analysis.history.learning.simulate import Simulated
from sim.analysis.history.learning.weights import Weights
from sim.analysis.history.record.cases import Cases
from sim.analysis.history.scoring.crossval import Unfitted, cross_validate

COUNT = 24


@pytest.fixture(scope="module")
def found() -> Simulated:
    """Cases whose hazard rises with their number and, strongly, with the first constant: no run needed."""
    draws = prior(128, 2)
    slope = deviations(draws)[:, 0, None, None]
    level = np.linspace(-4.0, -1.5, COUNT)[None, :, None]
    hazard = 1 / (1 + np.exp(-(level + 0.8 * slope + np.zeros((1, 1, len(EDGES))))))
    curve = np.cumprod(1 - hazard, axis=2)
    survived = np.concatenate([np.ones((len(draws), COUNT, 1)), curve], axis=2)
    years = 10 * survived.mean(axis=2)
    causes = np.stack([curve[:, :, -1], 1 - curve[:, :, -1], *[0 * curve[:, :, -1]] * 3], axis=2)
    return Simulated(
        draws, pd.Index([f"c{i:02}" for i in range(COUNT)], name="id"), 1000, survived, causes, years
    )


@pytest.fixture(scope="module")
def cases(found: Simulated) -> Cases:
    """Outcomes made up under the draw whose first constant is near one standard deviation above its centre."""
    truth = int(np.argmin(np.abs(deviations(found.draws)[:, 0] - 1.0)))
    data = made_up(found.survived[truth, :, 1:], np.full(COUNT, EDGES[-1]), np.random.default_rng(3))
    outcomes = data.set_index(found.ids)
    outcomes.insert(0, "conflict", [f"conflict {i // 2}" for i in range(COUNT)])
    facts = pd.DataFrame({"stakes": np.ones(COUNT), "interstate": np.ones(COUNT)}, index=found.ids)
    labels = pd.DataFrame({"conflict": outcomes["conflict"], "set": "core", "name": ""}, index=found.ids)
    return Cases(facts, labels, outcomes)


def test_the_truth_is_approached(found: Simulated, cases: Cases) -> None:
    """Weighted draws have the first constant nearer to the truth than the prior, and leave the others alone."""
    bare = Learner(found, np.zeros(len(found.draws)), temper=1.0)
    weights = bare.weights(cases).values
    means = weights @ deviations(found.draws)
    assert 0.5 < means[0] < 1.5
    assert np.abs(means[1:]).mean() < 0.35


def test_held_back_outcomes_are_not_looked_at(found: Simulated, cases: Cases) -> None:
    """What is predicted of a fold stays the same however its own outcomes are changed."""
    model = {"model": learner(found)}
    first = cross_validate(model, cases, splits=(0,), peers=False)
    inside = first.folds.index[first.folds[0] == 0]
    changed = cases.known.copy()
    changed.loc[inside, "event"] = 1 - changed.loc[inside, "event"]
    changed.loc[inside, "days"] = changed.loc[inside, "days"].to_numpy()[::-1]
    other = cross_validate(model, Cases(cases.facts, cases.labels, changed), splits=(0,), peers=False)
    before, after = (one.predictions["model"][0] for one in (first, other))
    pd.testing.assert_frame_equal(before.loc[inside], after.loc[inside])
    assert not before.drop(inside).equals(after.drop(inside))


def test_the_prior_alone_is_the_mean_over_draws(found: Simulated, cases: Cases) -> None:
    """Unfitted, a prediction is the plain mean, whatever the outcomes."""
    made = cross_validate({"prior": Unfitted(alone(found))}, cases, splits=(0,), peers=False)
    expected = found.survived[:, :, list(found_years())].mean(axis=0)
    np.testing.assert_allclose(made.predictions["prior"][0].iloc[:, :3], expected)


def found_years() -> tuple[int, ...]:
    """Places of one, five and ten years on the grid."""
    return 5, 8, 10


def test_quantiles_of_repeated_values() -> None:
    """Weights count as repetitions do."""
    values, times = np.array([3.0, 1.0, 2.0]), np.array([1, 2, 5])
    many = quantiles(np.repeat(values, times * 200), np.full(1600, 1 / 1600))
    few = quantiles(values, times / 8)
    assert np.abs(many - few).max() < 0.6 and few[2] == pytest.approx(2.0, abs=0.2)


def test_equal_weights_leave_the_prior_as_it_is(found: Simulated) -> None:
    """Nothing learnt is nothing narrower, and both sets of quantiles are the same."""
    table = told(Weights(np.full(128, 1 / 128), 0.0), found.draws)
    assert list(table["constant"]) == list(NAMES)
    np.testing.assert_allclose(table["narrower"], 1.0)
    np.testing.assert_allclose(table["prior_50"], table["posterior_50"])


def test_made_up_data_have_the_survival_they_were_made_from() -> None:
    """Of many copies of a case as many fall by each edge as the curve says, and none is seen longer than watched."""
    curve = np.linspace(0.9, 0.3, len(EDGES))
    data = made_up(np.tile(curve, (20000, 1)), np.full(20000, EDGES[7]), np.random.default_rng(1))
    for edge in (0, 3, 7):
        fell = ((data["days"] <= EDGES[edge]) & (data["event"] == 1)).mean()
        assert fell == pytest.approx(1 - curve[edge], abs=0.012)
    assert data["days"].max() == EDGES[7]
    assert chance(curve[None, :], EDGES[7], False)[0] == pytest.approx((data["event"] == 0).mean(), abs=0.012)


def test_truths_are_covered_as_often_as_they_should_be(found: Simulated) -> None:
    """At power 1 the middle 80 % hold the truth about that often, and the constant that matters is found again."""
    table = coverage(found, np.full(COUNT, EDGES[-1]), 96, 1.0, 5)
    table = table.set_index("constant")
    assert table["inside"].mean() == pytest.approx(0.8, abs=0.06)
    assert table["rank"].mean() == pytest.approx(0.5, abs=0.05)
    assert table.loc[NAMES[0], "correlation"] > 0.8 > table["correlation"].iloc[1:].abs().max()


def test_truths_that_are_not_among_the_draws_are_covered_too(found: Simulated) -> None:
    """Data made by the first half of the draws, weights of the second half alone: covered as often as told."""
    half = len(found.draws) // 2
    rest = Simulated(
        found.draws.iloc[half:],
        found.ids,
        found.runs,
        found.survived[half:],
        found.causes[half:],
        found.years[half:],
    )
    table = coverage(rest, np.full(COUNT, EDGES[-1]), half, 1.0, 5, found.first(half)).set_index("constant")
    assert table["inside"].mean() == pytest.approx(0.8, abs=0.06)
    assert table["rank"].mean() == pytest.approx(0.5, abs=0.05)
    assert table.loc[NAMES[0], "correlation"] > 0.8


def test_a_record_made_by_the_model_is_like_the_model(found: Simulated, cases: Cases) -> None:
    """Statistics of outcomes made under a draw lie within what draws near it make, most of the time."""
    weights = learner(found, temper=1.0).weights(cases).values
    table = alike(found, weights, cases.known, 150, 1)
    inside = (table["low"] <= table["record"]) & (table["record"] <= table["high"])
    assert inside.sum() >= 6
    assert (watched(cases.known) == EDGES[-1]).all()
