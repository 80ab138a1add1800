"""Peers: what they predict, against lifelines, and what they may not depend on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from pandas.testing import assert_frame_equal

from sim.analysis.history.prediction import COLUMNS, checked
from sim.analysis.history.record.cases import Cases, read_cases
from sim.analysis.history.scoring.peers import NARROW, PEERS, WIDE, Cox, design, kaplan_meier_constant


@pytest.fixture(scope="module")
def cases() -> Cases:
    """The record."""
    return read_cases("sim/evidence/ceasefires_calibration.csv")


def with_facts(cases: Cases, **columns: object) -> Cases:
    """The same cases with other facts."""
    return replace(cases, facts=cases.facts.assign(**columns))


def test_the_constant_is_lifelines_curve(cases: Cases) -> None:
    """Survival to 1, 5 and 10 years and the restricted mean equal lifelines', the same for every case."""
    table = kaplan_meier_constant(cases)(cases.facts)
    curve = KaplanMeierFitter().fit(cases.known["days"] / 365.0, cases.known["event"])
    expected = [*curve.predict([1.0, 5.0, 10.0]), restricted_mean_survival_time(curve, t=10.0)]
    np.testing.assert_allclose(table, np.tile(expected, (len(cases), 1)), rtol=1e-12)


def test_ridge_cox_is_lifelines_on_standardised_inputs(cases: Cases) -> None:
    """Predictions are lifelines' own curves read as steps, and the restricted mean the area under them."""
    table = Cox(NARROW, 0.2)(cases)(cases.facts)
    raw = design(cases.facts)[list(NARROW)]
    scaled = (raw - raw.mean()) / raw.std(ddof=0)
    fitted = CoxPHFitter(penalizer=0.2).fit(
        scaled.assign(t=cases.known["days"] / 365.0, e=cases.known["event"]), "t", "e"
    )
    curves = fitted.predict_survival_function(scaled)  # steps at the times of the cases
    for column, year in zip(COLUMNS, (1.0, 5.0, 10.0), strict=False):
        np.testing.assert_allclose(table[column], curves[curves.index <= year].iloc[-1], atol=1e-6)
    fine = np.arange(0.0, 10.0, 0.0005) + 0.00025
    steps = np.searchsorted(curves.index, fine, side="right") - 1
    whole = np.vstack(
        [curves.to_numpy(), np.ones(len(cases))]
    )  # before the first time everybody stands: row -1
    np.testing.assert_allclose(table["rmst_years"], whole[steps].mean(axis=0) * 10.0, atol=2e-3)


@pytest.mark.parametrize("name", PEERS)
def test_peers_predict_what_is_possible_for_any_case(cases: Cases, name: str) -> None:
    """Fitted on half of the record they predict the other half, and a case of which nothing is known."""
    rule = PEERS[name](cases.only(cases.ids[::2]))
    blank = cases.facts.iloc[[1]].assign(
        **dict.fromkeys(cases.facts.select_dtypes("number"), np.nan), war_outcome=""
    )
    checked(
        rule(pd.concat([cases.facts.iloc[1::2], blank.set_axis(["nobody"])])),
        pd.Index(["nobody", cases.ids[3]]),
    )


@pytest.mark.parametrize("name", PEERS)
def test_the_order_of_rows_makes_no_difference(cases: Cases, name: str) -> None:
    """Peers learn the same from cases in another order."""
    shuffled = cases.only(cases.ids[np.random.default_rng(0).permutation(len(cases))])
    assert_frame_equal(PEERS[name](cases)(cases.facts), PEERS[name](shuffled)(cases.facts), rtol=1e-9)


@pytest.mark.parametrize("name", ["guarantee level alone", "ridge Cox", "wider ridge Cox"])
def test_an_unknown_fact_counts_as_the_median_learnt_from(cases: Cases, name: str) -> None:
    """A case without a guarantee level is predicted as one with the median level of the training cases."""
    rule = PEERS[name](cases)
    median = cases.facts["guarantee_level"].median()
    unknown = rule(cases.facts.assign(guarantee_level=np.nan))
    assert_frame_equal(unknown, rule(cases.facts.assign(guarantee_level=median)))
    assert (unknown != rule(cases.facts.assign(guarantee_level=median + 2))).all(axis=None)


def test_units_of_an_input_make_no_difference(cases: Cases) -> None:
    """Inputs are standardised: a line in metres predicts what one in kilometres does."""
    metres = with_facts(cases, line_km=1000 * cases.facts["line_km"])
    model = Cox(("line_km", "stakes"))
    assert_frame_equal(model(cases)(cases.facts), model(metres)(metres.facts), rtol=1e-6)


def test_an_input_that_does_not_vary_is_left_out(cases: Cases) -> None:
    """With one level of stakes throughout, or none known, the fit is the one without stakes."""
    without = Cox(tuple(n for n in NARROW if n != "stakes"))(cases)(cases.facts)
    for value in (2.0, np.nan):
        level = with_facts(cases, stakes=value)
        assert_frame_equal(Cox(NARROW)(level)(cases.facts), without)


def test_without_a_collapse_everybody_stands(cases: Cases) -> None:
    """Fitted on cases that all stood, a peer predicts certain peace and does not fail."""
    stood = cases.only(cases.known.index[cases.known["event"] == 0])
    for predictor in PEERS.values():
        assert (predictor(stood)(cases.facts) == [1.0, 1.0, 1.0, 10.0]).all(axis=None)


def test_higher_levels_of_guarantee_are_predicted_to_last_longer(cases: Cases) -> None:
    """The peer of the guarantee alone keeps the order of levels and calls none of them certain."""
    table = PEERS["guarantee level alone"](cases)(
        cases.facts.iloc[:4].assign(guarantee_level=[0.0, 1.0, 2.0, 3.0])
    )
    assert table["rmst_years"].is_monotonic_increasing and table["survival_5y"].max() < 1.0


def test_the_wider_peer_has_every_input_of_the_narrow_one() -> None:
    """It adds the pull-back, the revisionist's victory and whose nuclear shadow it was."""
    assert set(WIDE) - set(NARROW) == {
        "withdrawal",
        "victory_rev",
        "nuclear_revisionist",
        "nuclear_defender",
        "nuclear_guarantor",
    }
    assert set(NARROW) < set(WIDE)


def test_words_become_numbers() -> None:
    """The outcome of the war is two indicators, unknown where it is; earlier failures go in by logarithm."""
    facts = pd.DataFrame(
        {
            "war_outcome": ["tie", "victory_rev", "victory_def", ""],
            "prior_failed_ceasefires": [0, 1, 3, np.nan],
        }
    )
    table = design(facts)
    np.testing.assert_array_equal(table["tie"], [1, 0, 0, np.nan])
    np.testing.assert_array_equal(table["victory_rev"], [0, 1, 0, np.nan])
    np.testing.assert_allclose(table["log_earlier_failures"], [0, np.log(2), np.log(4), np.nan])
