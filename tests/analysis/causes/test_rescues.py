"""Shares saved and fallen are those of two arms of a study under the same seed; other folders are refused."""

import json
from math import sqrt

import numpy as np
import pytest

import sim
from sim.analysis.averages import mean_error
from sim.analysis.causes.attacks import attacks
from sim.analysis.causes.case import case, stretches, worst_arm
from sim.analysis.causes.counterfactuals import COUNTERFACTUALS, Counterfactual
from sim.analysis.causes.first_weeks import first_weeks
from sim.analysis.causes.rescues import rescues, stratified
from sim.analysis.roads import share
from sim.scenario.errors import InputError

STUDY = """
name: fragile
scenario: baseline.yaml
arms:
  regimes: [treaty]
  custom:
    plain: {}
    zone:
      zone.front_km: 10.0
      zone.river_km: 5.0
      zone.border_km: 2.0
      zone.deployment_limits: 0.8
      zone.sides: both
    red_lines:
      alignment.non_alignment: 1.0
      alignment.no_foreign_forces: 1.0
      alignment.no_colour_revolutions: 0.9
  reference: plain
design:
  grid:
    monitoring.coverage: [0.3, 0.7]
runs: 40
seed: 4
horizon_years: 2
"""
COARSE = {"line.sector_miles": 200.0}
#: The levers that are arms of the study too.
ARMS = {"zone": "zone", "red_lines": "red_lines"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A finished study with two levers as arms, at two points."""
    from sim.study.reading import read_study

    where = tmp_path_factory.mktemp("explain")
    (where / "fragile.yaml").write_text(STUDY)
    sim.run_study(read_study(where / "fragile.yaml", overrides=COARSE), where / "results")
    return where / "results"


@pytest.fixture
def results(folder):
    """The study, opened."""
    return sim.open_study(folder)


@pytest.fixture(scope="module")
def whole(folder):
    """Every run of the plain arm at point 1 under every lever."""
    return rescues(case(sim.open_study(folder), "plain", 1), 1000)


def pairs(results, lever, point=1):
    """The plain arm and a lever's arm, paired by run."""
    rows = results.outcomes[results.outcomes["point"] == point].set_index("run")
    return rows[rows["regime"] == "plain"], rows[rows["regime"] == lever]


def row(found, name):
    """The row of a lever."""
    return found.table.set_index("name").loc[name]


@pytest.mark.parametrize("lever", ARMS)
def test_saved_and_fallen_are_those_of_two_arms(results, whole, lever):
    """A lever saves the runs that collapse in one arm and hold in the other, and harms those the other way round."""
    plain, other = pairs(results, ARMS[lever])
    saved = (plain["collapsed"] & ~other["collapsed"]).sum()
    fallen = (~plain["collapsed"] & other["collapsed"]).sum()
    found = row(whole, lever)
    assert (found["saved_runs"], found["fallen_runs"]) == (saved, fallen)
    runs = int(plain["collapsed"].sum())
    assert (found["saved"], found["saved_low"], found["saved_high"]) == share(int(saved), runs)
    assert (found["fallen"], found["fallen_low"], found["fallen_high"]) == share(int(fallen), 40 - runs)


@pytest.mark.parametrize("lever", ARMS)
def test_years_gained_are_the_paired_mean_of_two_arms(results, whole, lever):
    """With every run tried, the mean gain and its error are those of the paired differences."""
    plain, other = pairs(results, ARMS[lever])
    mean, error = mean_error(((other["days"] - plain["days"]) / 365).to_numpy())
    found = row(whole, lever)
    assert found["years"] == pytest.approx(mean)
    assert (found["years_high"] - found["years"]) / 1.96 == pytest.approx(error, rel=0.03)
    stand = other["collapsed"].mean() - plain["collapsed"].mean()
    assert found["stand"] == pytest.approx(-stand)


def test_some_lever_harms_some_run(whole):
    """Not every lever helps every run: the zone between armies or the red lines bring some runs down."""
    assert whole.table["fallen_runs"].sum() > 0


def test_a_lever_that_changes_nothing_saves_and_harms_nobody(results):
    """What is already so is not run and has no share, and what changes nothing that matters saves nobody."""
    one = case(results, "zone", 1)
    found = rescues(one, 1000)
    assert row(found, "zone")["left_out"] == "it is already so"
    assert np.isnan(row(found, "zone")["saved"])
    idle = Counterfactual("idle", "a price that nobody pays", sets={"monitoring.cost_per_km": 0.0601})
    idle = rescues(one, 1000, [idle]).table.iloc[0]
    assert (idle["saved"], idle["fallen"], idle["years"]) == (0.0, 0.0, 0.0)


def test_a_sample_is_a_part_of_the_runs_and_the_same_each_time(results, whole):
    """A sample holds collapsed runs and half as many that held, and says so; with it the whole lies in the interval."""
    one = case(results, "plain", 1)
    found, again = rescues(one, 12), rescues(one, 12)
    assert found.table.equals(again.table)
    assert (len(found.collapsed), len(found.held)) == (12, 6)
    assert set(found.collapsed) <= set(one.collapsed["run"])
    assert set(found.held) <= set(one.held["run"])
    assert found.sampled and not whole.sampled
    assert (
        found.count()
        == f"a random 12 of the {found.all_collapsed} collapsed runs and a random 6 of the "
        + (f"{found.all_held} runs that held")
    )
    inside = [
        a["years_low"] <= b["years"] <= a["years_high"]
        for a, b in zip(found.tried.to_dict("records"), whole.table.set_index("name").loc[found.tried["name"]]
                        .to_dict("records"), strict=True)
    ]  # fmt: skip
    assert np.mean(inside) > 0.7


def test_the_error_of_two_kinds_sampled_apart_is_that_of_double_sampling():
    """The stated error is the spread of the estimate over samples drawn again, runs and their kinds included."""
    rng = np.random.default_rng(1)
    means, errors = [], []
    for _ in range(4000):
        kind = rng.random(300) < 0.7
        values = np.where(kind, rng.normal(2.0, 3.0, 300), rng.normal(-0.5, 1.0, 300))
        parts = [values[kind][:60], values[~kind][:30]]
        mean, low, _ = stratified(parts, [int(kind.sum()), int((~kind).sum())])
        means.append(mean)
        errors.append((mean - low) / 1.959964)
    assert np.mean(means) == pytest.approx(0.7 * 2.0 - 0.3 * 0.5, abs=4 * np.std(means) / sqrt(4000))
    assert np.sqrt(np.mean(np.square(errors))) == pytest.approx(np.std(means), rel=0.04)


def test_causes_and_orders_are_those_of_the_outcomes(results, whole):
    """Every collapsed run is counted by its cause, every attack has its order, and the average adds up."""
    one = whole.case
    ways = attacks(one, whole.collapsed, whole.held)
    counted = one.collapsed["cause"].value_counts()
    assert {name: n for name, n in ways.causes.items() if n} == counted.to_dict()
    assert len(ways.decisions) == sum(n for name, n in counted.items() if name.endswith("offensive"))
    side = ways.chief
    table, average = ways.table(side), ways.average(side)
    assert table["pushed"].sum() == pytest.approx(1.0)
    assert table["at_order"].sum() == pytest.approx(average.incentive)
    assert table["change"].sum() == pytest.approx(average.incentive - average.incentive_usual)
    incentives = [found.incentive for found in ways.of(side)]
    assert average.incentive == pytest.approx(np.mean(incentives))
    assert ways.types_held[side].runs == len(whole.held)


def test_what_an_arm_adds_is_paired_by_run(results):
    """Against itself an arm adds nothing; assurances lower Moscow's grievance and nothing else by as much."""
    one, other = case(results, "red_lines", 1), case(results, "plain", 1)
    runs = np.arange(12)
    nothing = first_weeks(one, one, "russia", runs)
    assert (nothing["more"] == 0).all()
    found = first_weeks(one, other, "russia", runs)
    assert found["term"].iloc[0] == "grievance"
    assert found["more"].iloc[0] < 0
    assert found["more"].iloc[0] == pytest.approx(found["one"].iloc[0] - found["other"].iloc[0])


def test_the_typical_run_is_the_median_collapse(results):
    """As many collapsed runs fell before the typical one as after it, give or take one."""
    one = case(results, "plain", 0)
    days = one.collapsed.set_index("run")["days"]
    before, after = (days < days[one.typical]).sum(), (days > days[one.typical]).sum()
    assert abs(int(before) - int(after)) <= 1


def test_the_worst_arm_has_the_fewest_years(results):
    """At its point no other arm stands for fewer years on average."""
    for point in (0, 1):
        rows = results.outcomes[results.outcomes["point"] == point]
        assert worst_arm(results, point) == rows.groupby("regime")["days"].mean().idxmin()


def test_a_case_is_the_scenario_that_was_run(results):
    """Arm, point and overrides are in the scenario, and its hash is the design's."""
    one = case(results, "treaty", 1)
    assert one.scenario.value("monitoring.coverage") == 0.7
    assert one.scenario.value("line.sector_miles") == 200.0
    assert one.scenario.value("guarantee.commitment") == 0.7
    assert one.where == "monitoring.coverage = 0.7"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [(("plane", 0), "plain"), (("plain", 7), "0 to 1")],
)
def test_unknown_arms_and_points_are_named(results, arguments, hint):
    """A name or number that is not there gets a message with those that are."""
    with pytest.raises(InputError, match=hint):
        case(results, *arguments)


def test_an_unknown_run_is_told_which_there_are(results):
    """The message holds the range of runs that are finished."""
    with pytest.raises(InputError, match="0 to 39"):
        case(results, "plain").outcome(40)


def test_folders_of_other_rules_are_refused(folder, results):
    """Outcomes of another version of the rules cannot be replayed, nor those of replaced agents."""
    results.manifest["code"]["rules"] = "0123456789abcdef"
    with pytest.raises(InputError, match="another version of the model"):
        case(results, "plain")
    other = sim.open_study(folder)
    other.manifest["config"]["agents"] = {"russia": "mine:Moscow"}
    with pytest.raises(InputError, match="replaced agents"):
        case(other, "plain")


def test_a_changed_manifest_is_refused(folder):
    """Where manifest and design disagree on the scenario nothing is explained."""
    results = sim.open_study(folder)
    results.manifest["config"] = json.loads(json.dumps(results.manifest["config"]))
    results.manifest["config"]["scenario"]["choice"]["precision"] = 0.17
    with pytest.raises(InputError, match="a file of the folder was changed"):
        case(results, "plain")


def test_runs_that_end_otherwise_are_refused(results):
    """A replay that does not end on the day that the folder says is no replay."""
    one = case(results, "plain")
    one.outcomes.loc[one.outcomes["run"] == one.typical, "days"] += 1
    with pytest.raises(InputError, match="do not end on the day"):
        rescues(one, 1000, COUNTERFACTUALS[:1])


def test_stretches_of_numbers_are_told_in_words():
    """Gaps are shown, and a long list is cut."""
    assert stretches([0, 1, 2, 5, 7, 8]) == "0 to 2, 5, 7 to 8"
    assert stretches(range(0, 20, 2)).endswith("...")
