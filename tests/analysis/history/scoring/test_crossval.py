"""Cross-validation by conflicts: what a predictor is shown, and what is scored."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.prediction import COLUMNS, constant
from sim.analysis.history.record.cases import Cases, read_cases
from sim.analysis.history.record.columns import FACTS
from sim.analysis.history.report import report
from sim.analysis.history.scoring.crossval import FLAT, CrossValidation, Unfitted, cross_validate, subsets
from sim.analysis.history.scoring.peers import PEERS, Rule, kaplan_meier_constant
from sim.analysis.history.scoring.scores import SCORES, score
from sim.scenario.errors import InputError


@pytest.fixture(scope="module")
def cases() -> Cases:
    """The record."""
    return read_cases("sim/evidence/ceasefires_calibration.csv")


def by_level(facts: pd.DataFrame) -> pd.DataFrame:
    """A rule that learns nothing: survival by guarantee level."""
    survival = 0.2 + 0.2 * facts["guarantee_level"].to_numpy()
    return pd.DataFrame(np.column_stack([survival] * 3 + [10 * survival]), facts.index, list(COLUMNS))


@pytest.fixture(scope="module")
def validated(cases: Cases) -> CrossValidation:
    """A rule beside all peers, on two splits."""
    return cross_validate({"by level": Unfitted(by_level)}, cases)


def test_a_predictor_never_sees_the_conflicts_it_predicts(cases: Cases) -> None:
    """Every case is predicted once a split, from facts alone, by what learnt from other conflicts only."""
    asked: list[tuple[set[str], set[str]]] = []

    def spy(train: Cases) -> Rule:
        def rule(facts: pd.DataFrame) -> pd.DataFrame:
            assert list(facts) == list(FACTS)
            asked.append((set(train.known.index), set(facts.index)))
            return kaplan_meier_constant(train)(facts)

        return rule

    cross_validate({"spy": spy}, cases, splits=[0, 1, 2], peers=False)
    conflict = cases.known["conflict"]
    assert len(asked) == 18
    assert sorted(name for _, test in asked for name in test) == sorted(list(cases.ids) * 3)
    for train, test in asked:
        assert train | test == set(cases.ids)
        assert not set(conflict[sorted(train)]) & set(conflict[sorted(test)])


def test_outcomes_of_a_fold_cannot_reach_its_predictions(cases: Cases) -> None:
    """However one conflict ended, the peers' predictions for it stay the same."""
    first = cross_validate({}, cases, splits=[0])
    other = cases.known.copy()
    hit = other["conflict"] == "karabakh"
    other.loc[hit, "days"] = 9999.0
    changed = Cases(cases.facts, cases.labels, other)
    second = cross_validate({}, changed, splits=[0])
    for name in PEERS:
        before, after = first.predictions[name][0], second.predictions[name][0]
        np.testing.assert_allclose(before[hit], after[hit])
        assert (before[~hit] != after[~hit]).any(axis=None)


def test_a_rule_that_learns_nothing_is_asked_once(cases: Cases) -> None:
    """However many folds and splits, one question for all cases."""
    calls: list[int] = []

    def rule(facts: pd.DataFrame) -> pd.DataFrame:
        calls.append(len(facts))
        return constant(facts.index, np.array([0.9, 0.8, 0.7]), 8.0)

    cross_validate({"rule": Unfitted(rule)}, cases, splits=[0, 1, 2], peers=False)
    assert calls == [60]


def test_pooled_scores_are_those_of_the_predictions(validated: CrossValidation) -> None:
    """The table gives the mean of the splits' pooled scores, with the lowest and highest split about it."""
    table = validated.scores(resamples=20).query("subset == 'all cases'").set_index(["predictor", "score"])
    for name in validated.predictions:
        apart = [score(one, validated.cases.known) for one in validated.predictions[name]]
        for measure in SCORES:
            row, each = table.loc[(name, measure)], [found[measure] for found in apart]
            assert row["value"] == pytest.approx(np.mean(each))
            assert (row["lowest"], row["highest"]) == pytest.approx((min(each), max(each)))
            assert row["low"] <= row["high"] and row["n"] == 60 and row["events"] == 39


def test_simulator_and_peers_stand_side_by_side(validated: CrossValidation) -> None:
    """The rule, the flat line and all peers are in the table; the flat line orders nothing."""
    table = validated.scores(resamples=20)
    assert list(table["predictor"].unique()) == ["by level", FLAT, *PEERS]
    flat = table.query(f"predictor == '{FLAT}' and subset == 'all cases'").set_index("score")
    assert flat.loc[["concordance", "auc_5y"], "value"].tolist() == pytest.approx([0.5, 0.5])
    json.dumps(table.to_dict("records"), allow_nan=False)


def test_subsets_hold_what_they_say(cases: Cases) -> None:
    """Core rows, states only, and all but the truces that stood a day at most."""
    found = subsets(cases)
    text = pd.read_csv("sim/evidence/ceasefires_calibration.csv", index_col="id")
    assert set(found["core set"]) == set(text.index[text["set"] == "core"])
    assert set(found["between states"]) == set(text.index[text["interstate"] == 1.0])
    assert set(found["without one-day truces"]) == set(text.index[text["duration_days"] > 1])
    assert [len(ids) for ids in found.values()] == [60, 32, 48, 55]


def test_differences_are_first_less_other(validated: CrossValidation) -> None:
    """The difference of two predictors is that of their scores, and its sign says which is larger."""
    scores = validated.scores(resamples=20).set_index(["subset", "predictor", "score"])["value"]
    table = validated.differences("by level", resamples=20)
    assert set(table["against"]) == {FLAT, *PEERS}
    for row in table.itertuples():
        expected = scores[row.subset, "by level", row.score] - scores[row.subset, row.against, row.score]
        assert row.difference == pytest.approx(expected)


def test_a_predictor_cannot_take_the_name_of_a_peer(cases: Cases) -> None:
    """Two predictors of one name are refused, and not one of them lost."""
    with pytest.raises(InputError, match="name of a peer"):
        cross_validate({"ridge Cox": Unfitted(by_level)}, cases)


def test_a_subset_without_cases_is_left_out(cases: Cases) -> None:
    """With no core row the table has no core set, and nothing fails."""
    other = cases.only(cases.labels.index[cases.labels["set"] != "core"])
    table = cross_validate({"by level": Unfitted(by_level)}, other, peers=False).scores(resamples=5)
    assert "core set" not in set(table["subset"]) and "between states" in set(table["subset"])


def test_a_scored_file_has_every_key(cases: Cases) -> None:
    """The report has the scores and a record a case, as JSON without NaN."""
    told = json.loads(json.dumps(report(cases, by_level(cases.facts)), allow_nan=False))
    assert told["n"] == 60 and told["events"] == 39
    assert all(isinstance(told[name], float) for name in SCORES)
    assert [record["id"] for record in told["cases"]] == list(cases.ids)
    assert all(set(record) == {"id", *COLUMNS} for record in told["cases"])


def test_a_file_without_outcomes_has_predictions_and_no_scores(cases: Cases) -> None:
    """Cases without outcome are predicted; every score is None, with the reason."""
    told = report(Cases(cases.facts, cases.labels), by_level(cases.facts))
    assert len(told["cases"]) == 60 and told["n"] == told["events"] == 0
    assert all(told[name] is None and "outcome" in told["undefined"][name] for name in SCORES)
