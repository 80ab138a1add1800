"""The committed sample, and predictions over it: shared draws and shocks, whatever else is in the call."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from sim import evidence
from sim.analysis.history import posterior
from sim.analysis.history.effects import MIDDLE
from sim.analysis.history.learning.constants import CONSTANTS, NAMES, centre, deviations, setting
from sim.analysis.history.posterior import predict_over, probe, sample
from sim.analysis.history.predict import predict
from sim.analysis.history.prediction import COLUMNS, checked
from sim.analysis.history.record.cases import RECORD, read_cases
from sim.scenario.errors import InputError

FACTS = pd.DataFrame(
    [MIDDLE, {**MIDDLE, "stakes": 3.0, "withdrawal": 0.0}, {**MIDDLE, "dmz": 1.0, "guarantee_level": 3.0}],
    index=pd.Index(["a", "b", "c"], name="id"),
)


def test_the_sample_is_of_the_prior() -> None:
    """Every draw has every constant, within the reach of 512 draws of the prior, and they are not all alike."""
    table = sample()
    assert list(table) == list(NAMES) and len(table) == 64
    assert np.abs(deviations(table)).max() < 4.0
    assert (table.nunique() > 8).all()
    assert all(table[one.name].between(0, 1).all() for one in CONSTANTS if one.share)


def test_one_draw_is_the_prediction_at_it() -> None:
    """Over a sample of one draw the prediction is the one at that draw, with its errors."""
    start, sizes = setting(centre())
    expected = predict(FACTS, runs=20, seed=3, start=start, sizes=sizes)
    got = predict_over(FACTS, pd.DataFrame([centre()]), runs=20, seed=3)
    pd.testing.assert_frame_equal(got[list(expected)], expected)


def test_runs_are_shared_out_over_draws() -> None:
    """Over two draws the first half of the runs is under the first, the second half under the second."""
    two = pd.concat([pd.DataFrame([centre()])] * 2, ignore_index=True)
    two.loc[1, "aims"] *= 1.5
    whole = predict_over(FACTS, two, runs=40, seed=3)
    half = predict_over(FACTS, two.iloc[:1], runs=20, seed=3)
    start, sizes = setting(two.iloc[1])
    both = predict(FACTS, runs=40, seed=3, start=start, sizes=sizes)
    first = predict(FACTS, runs=20, seed=3, start=start, sizes=sizes)
    np.testing.assert_allclose(
        whole["survival_1y"], half["survival_1y"] / 2 + both["survival_1y"] - first["survival_1y"] / 2
    )


def test_a_prediction_does_not_depend_on_threads_or_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """One case alone, in another order, in other parts or on one thread: the same to the last digit."""
    whole = predict_over(FACTS, runs=64, seed=2)
    checked(whole, FACTS.index)
    assert list(whole)[::2] == list(COLUMNS)
    monkeypatch.setattr(posterior, "PART", 2)
    pd.testing.assert_frame_equal(
        predict_over(FACTS.iloc[::-1], runs=64, seed=2, threads=1).iloc[::-1], whole
    )
    pd.testing.assert_frame_equal(predict_over(FACTS.iloc[[1]], runs=64, seed=2), whole.iloc[[1]])


def test_fewer_runs_than_draws_spread_over_the_sample() -> None:
    """Eight runs take eight draws from all over the sample, and still predict."""
    found = predict_over(FACTS, runs=8, seed=2)
    assert found["survival_5y"].between(0, 1).all()


def test_what_cannot_be_is_refused() -> None:
    """Outcomes, no runs and a negative seed are one clear error each."""
    with pytest.raises(InputError, match="event"):
        predict_over(FACTS.assign(event=1))
    with pytest.raises(InputError, match="a run"):
        predict_over(FACTS, runs=0)
    with pytest.raises(InputError, match="seed"):
        predict_over(FACTS, seed=-1)


def test_nothing_to_predict_is_an_empty_prediction() -> None:
    """No case gives no row, and all columns."""
    assert list(predict_over(FACTS.iloc[:0])) == list(predict_over(FACTS.iloc[:1], runs=2))


def test_the_sample_comes_with_the_package() -> None:
    """The file is where the package looks for it."""
    assert evidence.path("posterior.csv").is_file()


def test_scores_and_sample_are_of_these_rules() -> None:
    """Rules, mapping and sample still predict what they did when docs/validation.md was made.

    Where this fails, results of ceasefires have changed: run ``python -m sim.analysis.history.calibrate``, log the
    version in ``sim/evidence/versions.csv`` and run ``python -m sim.views.validation_page``.
    """
    made = json.loads(evidence.path("validation.json").read_text(encoding="utf-8"))["probe"]
    assert probe(read_cases(RECORD).facts) == made
