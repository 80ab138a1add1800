"""The largest misses, and the scores with facts that are not told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.effects import MIDDLE
from sim.analysis.history.learning.constants import centre, prior
from sim.analysis.history.record.cases import Cases, read_cases
from sim.analysis.history.record.columns import FACTS
from sim.analysis.history.scoring import blanking
from sim.analysis.history.scoring.blanking import GROUPS, TERMS, blanked
from sim.analysis.history.scoring.misses import misses, surprise

RECORD = Path("sim/evidence/ceasefires_calibration.csv")


@pytest.fixture(scope="module")
def cases() -> Cases:
    """Six cases of the record."""
    whole = read_cases(RECORD)
    return whole.only(whole.ids[::10])


def test_surprise_is_how_far_a_prediction_was_off() -> None:
    """Of a case that fell by five years its survival, of one that stood what was missing, of one unseen nothing."""
    outcomes = pd.DataFrame(
        {"days": [100.0, 4000.0, 100.0, 4000.0], "event": [1, 1, 0, 0]}, index=list("abcd")
    )
    predicted = pd.DataFrame({"survival_5y": [0.7, 0.6, 0.5, 0.9]}, index=list("abcd"))
    np.testing.assert_allclose(surprise(predicted, outcomes), [0.7, 0.4, np.nan, 0.1])


def test_the_worst_is_told_first_with_what_carried_it(cases: Cases) -> None:
    """Misses come in order, and an extreme fact of a middling case is named as its driver."""
    one = cases.ids[0]
    facts = cases.facts.copy()
    for name in FACTS:
        if name in MIDDLE:
            facts.loc[one, name] = MIDDLE[name]
    facts.loc[one, "stakes"] = 3.0
    outcomes = cases.known.assign(days=10.0, event=1)
    predicted = pd.DataFrame({"survival_5y": np.linspace(0.9, 0.1, len(cases))}, index=cases.ids)
    found = misses(predicted, replace(cases, facts=facts, outcomes=outcomes), centre().to_dict(), 2, runs=80)
    assert [row["id"] for row in found] == list(cases.ids[:2])
    assert [name for name, _ in found[0]["drivers"]] == ["stakes"]
    assert found[0]["drivers"][0][1] > 1.15


def test_every_fact_that_is_blanked_exists() -> None:
    """Groups name facts, and no fact stands in two groups."""
    named = [fact for facts in GROUPS.values() for fact in facts]
    assert set(named) <= set(FACTS) and len(named) == len(set(named)) and set(TERMS) <= set(GROUPS)


def test_what_is_not_told_is_not_used(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    """With stakes blanked the scores are those of the same cases without stakes, and with nothing blanked their own."""
    some = (*TERMS, "stakes")
    monkeypatch.setattr(blanking, "GROUPS", {name: GROUPS[name] for name in some})
    draws = prior(2, 1)
    usual = {row["blank"]: row for row in blanked(cases, draws, 12, 3)}
    blind = replace(cases, facts=cases.facts.assign(stakes=np.nan))
    again = {row["blank"]: row for row in blanked(blind, draws, 12, 3)}
    assert usual["stakes"]["brier_5y"] == again["nothing"]["brier_5y"] == again["stakes"]["brier_5y"]
    assert usual["nothing"]["brier_5y"] != usual["all that was agreed or stationed"]["brier_5y"]
