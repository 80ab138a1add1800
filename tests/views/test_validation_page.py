"""docs/validation.md is what the committed results make of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sim.analysis.history.calibrate import CENTRE, MODEL, PRIOR_ALONE
from sim.analysis.history.scoring.folds import folds
from sim.analysis.history.scoring.scores import SCORES, score
from sim.views.validation_page import log, page, predicted, record, results
from sim.views.validation_words import REMARKS

DOCS = Path(__file__).parents[2] / "docs"


def test_the_committed_page_is_current() -> None:
    """If not: python -m sim.views.validation_page."""
    assert (DOCS / "validation.md").read_text(encoding="utf-8") == page()


def test_the_last_version_of_the_log_is_the_one_shown() -> None:
    """Its scores, and those of its prior, are those of the results."""
    table = pd.DataFrame(results()["scores"])
    table = table[table["subset"] == "all cases"].set_index(["predictor", "score"])["value"]
    last = log().iloc[-1]
    for name in SCORES:
        assert last[name] == pytest.approx(table[MODEL, name], abs=6e-4)
        assert last[f"prior_{name}"] == pytest.approx(table[PRIOR_ALONE, name], abs=6e-4)


def test_committed_predictions_score_about_what_is_told() -> None:
    """The mean of the two splits, scored again, is near the mean of their scores."""
    found, outcomes = results(), record().known
    told = score(predicted(found), outcomes)
    table = pd.DataFrame(found["scores"])
    table = table[(table["subset"] == "all cases") & (table["predictor"] == MODEL)].set_index("score")[
        "value"
    ]
    for name in SCORES:
        assert told[name] == pytest.approx(table[name], abs=0.02)


def test_all_cases_are_scored_and_every_miss_is_explained() -> None:
    """Sixty predictions, and a remark on each of the misses that are told."""
    found = results()
    assert {row["id"] for row in found["predicted"]} == set(record().ids)
    assert len(found["misses"]) >= 8 and all(len(REMARKS[row["id"]]) > 20 for row in found["misses"])


def test_weights_can_be_relied_on() -> None:
    """No fold rests on so few draws, or on so heavy a tail, that its mean means nothing."""
    found = results()
    assert len(found["folds"]) == 2 * folds(record().known["conflict"]).nunique()
    assert all(one["k"] < 0.7 and one["effective"] > 40 for one in [found, *found["folds"]])


def test_the_prior_and_the_centre_are_beside_the_fit() -> None:
    """Both unfitted predictors stand in the table of scores."""
    assert f"| {PRIOR_ALONE} |" in page() and f"| {CENTRE} |" in page()
