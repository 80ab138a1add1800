"""The mapping of historical facts: each counts where it should, what is missing has a stand-in, no outcome is read."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pandas as pd
import pytest

from sim.analysis.history.effects import MIDDLE, Facts, Lever, drivers, measured
from sim.analysis.history.mapping import MOST_PEOPLE, base, scenario
from sim.analysis.history.predict import predict
from sim.analysis.history.prediction import checked
from sim.analysis.history.record.columns import FACTS, OUTCOMES, Number
from sim.analysis.history.record.facts import MISSING, without_outcomes
from sim.scenario.errors import InputError


@pytest.fixture(scope="module")
def cases() -> pd.DataFrame:
    """The facts of the cases, and nothing of how they ended."""
    with (files("sim.evidence") / "ceasefires_calibration.csv").open(encoding="utf-8") as handle:
        return pd.read_csv(handle, usecols=lambda name: name not in OUTCOMES)


def test_every_case_maps(cases: pd.DataFrame) -> None:
    """Each row of the table gives a valid scenario of its own, but for rows whose facts are alike."""
    made = [scenario(row) for row in cases.to_dict("records")]
    facts = cases[[name for name in MISSING if name in cases]].drop_duplicates()
    assert 0.8 * len(facts) <= len(set(made)) <= len(facts)


def test_a_case_without_any_fact_maps() -> None:
    """Nothing known, empty cells and NaN are the same case."""
    blank = dict.fromkeys(FACTS, "")
    unknown = dict.fromkeys(FACTS, np.nan)
    assert scenario({}) == scenario(blank) == scenario(unknown)


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_any_one_fact_may_be_missing(fact: str, cases: pd.DataFrame) -> None:
    """Each fact alone may be left out of a full row."""
    row = {name: value for name, value in cases.iloc[0].items() if name != fact}
    scenario({str(name): value for name, value in row.items()})


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_is_refused(outcome: str) -> None:
    """A row that tells how the ceasefire ended is refused by name, in the mapping and in the prediction."""
    with pytest.raises(InputError, match=outcome):
        scenario({**MIDDLE, outcome: ""})
    with pytest.raises(InputError, match=outcome):
        predict(pd.DataFrame([{**MIDDLE, outcome: ""}]), runs=2)


def test_a_table_is_freed_of_its_outcomes() -> None:
    """What is left of a table with every outcome can be mapped, and has every other column."""
    table = pd.DataFrame([{**MIDDLE, **dict.fromkeys(OUTCOMES, 1)}])
    assert list(without_outcomes(table)) == list(MIDDLE)
    scenario(without_outcomes(table).to_dict("records")[0])


@pytest.mark.parametrize(
    ("fact", "value"),
    [("dmz", 2.0), ("stakes", 0.0), ("stakes", "high"), ("war_outcome", "draw"), ("line_km", -3.0)],
)
def test_an_impossible_fact_is_refused_by_name(fact: str, value: object) -> None:
    """A value outside the scale of its column is one error that names the column."""
    with pytest.raises(InputError, match=fact):
        scenario({**MIDDLE, fact: value})


#: Facts, each with what it becomes and the quantities it must move, and whether up.
MOVES = [
    ("line_km", 800.0, {"line.even_km": 1, "violations.bouts_per_km": -1, "deterrence.force_ukraine": 1}),
    ("monitors_n", 5000.0, {"patrols.personnel": 1, "monitoring.coverage": 1}),
    ("monitor_type", "armed_UN_PKF", {"patrols.armed_share": 1}),
    ("dmz", 1.0, {"zone.front_km": 1}),
    ("withdrawal", 0.0, {"pullback.artillery": -1, "pullback.long_range": -1}),
    ("guarantee_level", 2.0, {"guarantee.commitment": 1, "guarantee.response_force": 1}),
    ("guarantor_troops_n", 9000.0, {"guarantee.stationed_troops": 1}),
    ("guarantor_bias", "neutral", {"guarantee.restrains_kyiv": 1}),
    ("joint_commission", 1.0, {"meetings.commission": 1, "meetings.hotline": 1}),
    ("formal_agreement", 2.0, {"deal.formality": 1, "aims.tactical_russia": -1, "restraint.orders": 1}),
    ("arms_limits", 2.0, {"zone.deployment_limits": 1}),
    ("war_outcome", "victory_def", {"deterrence.force_russia": -1, "aims.ukraine": -1}),
    ("war_outcome", "victory_rev", {"deterrence.force_russia": 1, "aims.ukraine": 1, "aims.russia": -1}),
    ("external_pressure", 2.0, {"deal.imposed_on_moscow": 1, "deal.imposed_on_kyiv": 1}),
    ("sanction_leverage", 3.0, {"sanctions.further": 1}),
    ("aid_to_defender", 3.0, {"aid.american": 1, "aid.european": 1}),
    ("nuclear_revisionist", 1.0, {"escalation.shadow_kyiv": 1, "escalation.asymmetry": 1}),
    ("nuclear_defender", 1.0, {"escalation.shadow_of_kyiv": 1}),
    ("nuclear_guarantor", 1.0, {"escalation.shadow_moscow": 1}),
    ("cap_ratio_rev_def", 4.0, {"deterrence.force_russia": 1, "deterrence.ceiling_russia": 1}),
    ("stakes", 3.0, {"aims.russia": 1, "aims.ukraine": 1}),
    ("interstate", 0.0, {"accountability.discipline_russia": -1}),
    ("prior_failed_ceasefires", 4.0, {"aims.tactical_russia": 1, "fear.initial": 1, "aims.russia": 1}),
]


@pytest.mark.parametrize(("fact", "value", "moved"), MOVES)
def test_each_fact_moves_what_it_should(fact: str, value: object, moved: dict[str, int]) -> None:
    """A fact moves the quantities named in docs/history.md, in that direction."""
    before, after = scenario(MIDDLE), scenario({**MIDDLE, fact: value})
    for path, sign in moved.items():
        assert sign * (after.value(path) - before.value(path)) > 0, path


@pytest.mark.parametrize("km", [1.0, 20000.0])
def test_the_shortest_and_the_longest_line_map(km: float) -> None:
    """A line of a kilometre and one of half the equator are both possible, on either side of every other fact."""
    extreme = {"war_outcome": "victory_rev", "cap_ratio_rev_def": 50.0, "prior_failed_ceasefires": 40.0}
    assert scenario({**MIDDLE, **extreme, "line_km": km}).line.even_km == km


@pytest.mark.parametrize("fact", [name for name, kind in FACTS.items() if isinstance(kind, Number)])
def test_the_bounds_of_every_number_map(fact: str) -> None:
    """Whatever a column allows, however large, becomes a possible scenario, on the longest line too."""
    kind = FACTS[fact]
    for value in (kind.low, min(kind.high, 1e300)):
        facts = {**MIDDLE, "line_km": 20000.0, "monitors_n": None, "war_outcome": "victory_rev", fact: value}
        assert scenario(facts).patrols.personnel <= MOST_PEOPLE


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        ("UN_observers", 0.0),
        ("unarmed_OSCE_KVM", 0.0),
        ("armed_UN_PKF", 0.5),
        ("UN_PKF", 0.5),
        ("NATO_KFOR", 1.0),
    ],
)
def test_arms_are_read_from_the_type_of_mission(kind: str, share: float) -> None:
    """Observers have no arms to interpose with, peacekeepers under the United Nations half, other forces all."""
    assert scenario({**MIDDLE, "monitor_type": kind}).patrols.armed_share == share


def test_help_depends_on_who_promises() -> None:
    """The same treaty brings more help from a great power than from a league of small ones."""
    treaty = {**MIDDLE, "guarantee_level": 2.0}
    great, small = (scenario({**treaty, "guarantor": name}) for name in ("US", "Arab League"))
    assert great.guarantee.response_force > 2.0 * small.guarantee.response_force > 0.0


def test_a_shadow_without_an_owner_is_given_one() -> None:
    """``nuclear`` is read only where it is not told whose it is: a guarantor's if there is one, else the defender's."""
    told = {name: value for name, value in MIDDLE.items() if not name.startswith("nuclear")}
    alone, promised = (
        scenario({**told, "nuclear": 1.0}),
        scenario({**told, "nuclear": 1.0, "guarantee_level": 2.0}),
    )
    assert alone.escalation.shadow_of_kyiv > 0.0 == alone.escalation.shadow_moscow
    assert promised.escalation.shadow_moscow > 0.0 == promised.escalation.shadow_of_kyiv
    assert scenario({**MIDDLE, "nuclear": 1.0}) == scenario(MIDDLE)


def test_shared_constants_pass_through() -> None:
    """What no fact reads stays as the start has it, and what a fact scales is scaled from there."""
    start = base().with_values({"choice.precision": 0.2, "aims.russia": 40.0})
    made = scenario({**MIDDLE, "prior_failed_ceasefires": 0.0}, start)
    assert made.choice.precision == 0.2
    assert made.aims.russia == pytest.approx(40.0)


STRONGER: Facts = {"dmz": 1.0, "joint_commission": 1.0, "formal_agreement": 2.0}
DIRECTIONS = (
    Lever("terms", {}, STRONGER, 0.0, 0.8, ""),
    Lever("stakes", {"stakes": 1.0}, {"stakes": 3.0}, 1.3, 9.0, ""),
    Lever("withdrawal", {"withdrawal": 0.0}, {"withdrawal": 1.0}, 0.0, 0.9, ""),
    Lever("defender won", {}, {"war_outcome": "victory_def"}, 0.0, 0.95, ""),
    Lever("failures", {"prior_failed_ceasefires": 0.0}, {"prior_failed_ceasefires": 7.0}, 1.1, 9.0, ""),
    Lever("nuclear defender", {}, {"nuclear_defender": 1.0}, 0.0, 0.95, ""),
    Lever("line", {"line_km": 100.0}, {"line_km": 1600.0}, 0.8, 1.3, ""),
)


def test_facts_act_in_the_direction_that_studies_found() -> None:
    """Hazard ratios of a few facts that studies agree on have the right sign, and length about none (200 pairs)."""
    found = measured(200, levers=DIRECTIONS)
    assert ((found["low"] < found["ratio"]) & (found["ratio"] < found["high"])).all(), found


def test_predictions_are_shares_that_fall_and_repeat(cases: pd.DataFrame) -> None:
    """Survival falls from one date to the next, years held agree with it, and a case does not feel its neighbours."""
    some = cases.set_index("id").iloc[[0, 20, 40, 59]]
    found = predict(some, runs=30, seed=3)
    assert checked(found, some.index).index.equals(some.index)
    assert (found["survival_1y"] >= found["survival_5y"]).all()
    assert (found["survival_5y"] >= found["survival_10y"]).all()
    assert (found["rmst_years"] >= 10.0 * found["survival_10y"] - 1e-9).all()
    assert (found["rmst_years"] <= 1.0 + 4.0 * found["survival_1y"] + 5.0 * found["survival_5y"] + 1e-9).all()
    alone = predict(some.iloc[[2]], runs=30, seed=3)
    pd.testing.assert_frame_equal(found.iloc[[2]], alone)


def test_drivers_name_what_differs_from_the_middle() -> None:
    """A middling case with higher stakes has one driver, which raises its rate of collapse."""
    found = drivers({**MIDDLE, "stakes": 3.0}, runs=100)
    assert list(found["facts"]) == ["stakes"]
    assert found["times"].item() > 1.2
