"""Counterfactuals change what they say and nothing else, and a replay meets the same shocks."""

import numpy as np
import pytest

from sim.analysis.causes.counterfactuals import COUNTERFACTUALS, Counterfactual, outcomes, replay
from sim.engine import batch
from sim.scenario import files

COARSE = {"horizon.years": 2.0, "line.sector_miles": 200.0}
BY_NAME = {one.name: one for one in COUNTERFACTUALS}
REGIMES = files.names("regimes")


@pytest.fixture(scope="module")
def base():
    """A coarse, short baseline."""
    return files.load("baseline.yaml", COARSE)


def under(regime):
    """The coarse baseline under a regime."""
    return files.load("baseline.yaml", {**files.arm("regimes", regime).values, **COARSE})


def test_names_and_words_are_unique():
    """Every counterfactual has a name and words of its own."""
    assert len({one.name for one in COUNTERFACTUALS}) == len(COUNTERFACTUALS) >= 10
    assert len({one.words for one in COUNTERFACTUALS}) == len(COUNTERFACTUALS)


@pytest.mark.parametrize("regime", REGIMES)
def test_once_made_a_change_is_already_so(regime):
    """What a counterfactual has changed it does not change again, under any regime."""
    scenario = under(regime)
    for one in COUNTERFACTUALS:
        after = scenario.with_values(one.changes(scenario))
        assert one.changes(after) == {}
        assert one.left_out(after)


def test_what_is_better_already_stays():
    """A lever that raises a number does not lower one that is higher, and the other way round."""
    scenario = files.load(
        "baseline.yaml",
        {"monitoring.coverage": 0.95, "attribution.delay_days": 1.0, "guarantee.stationed_troops": 50.0},
    )
    assert BY_NAME["coverage"].changes(scenario) == {}
    assert "attribution.delay_days" not in BY_NAME["findings_that_count"].changes(scenario)
    assert BY_NAME["troops"].left_out(scenario) == "it is already so"


def test_a_lever_with_nothing_to_act_on_is_left_out():
    """Without relief there is nothing to snap back, and without a promise nothing to put in force."""
    kept = files.load("baseline.yaml", {"sanctions.relief": 0.0})
    assert "no relief" in BY_NAME["snapback"].left_out(kept)
    assert "nothing was promised" in BY_NAME["in_force_at_once"].left_out(under("none"))
    assert BY_NAME["in_force_at_once"].left_out(under("nato_accession")) == ""


def test_the_treaty_is_the_preset():
    """The treaty with troops sets what the regime of that name sets."""
    scenario = under("none")
    after = scenario.with_values(BY_NAME["treaty_with_troops"].changes(scenario))
    assert after == under("treaty_with_troops")


def test_a_change_of_nothing_is_the_identical_run(base):
    """A counterfactual that sets what is set already replays the run bit for bit."""
    nothing = Counterfactual("nothing", "nothing changed", sets={"monitoring.coverage": 0.5000001})
    same = base.with_values({"monitoring.coverage": 0.5000001})
    runs = np.arange(6)
    found = outcomes(same, 5, runs, [nothing])
    assert nothing.left_out(same) == "it is already so"
    forced = batch.run([same, same], np.repeat([0, 1], 6), np.tile(runs, 2), 5)
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], forced[6:])


def test_outcomes_are_those_of_scenarios_with_the_values(base):
    """Every row is the batch's own outcome of the scenario with the changes, under the same seed and run."""
    runs = np.array([7, 2, 11])
    found = outcomes(base, 9, runs)
    for one, row in zip(COUNTERFACTUALS, found[1:], strict=True):
        changed = base if one.left_out(base) else base.with_values(one.changes(base))
        assert np.array_equal(row, batch.run([changed], np.zeros(3, int), runs, 9))


def test_a_replay_says_how_it_ended_and_what_was_gained(base):
    """Years gained are the difference in days to the run itself; what held reached the horizon."""
    own, replays = replay(base, 9, 2)
    assert len(replays) == len(COUNTERFACTUALS)
    for one in replays:
        assert one.gained == pytest.approx((one.days - own[0]["days"]) / 365.0)
        assert one.held == (one.days == 730)
        assert bool(one.left_out) == (not one.changes or one.counterfactual.name == "in_force_at_once")
