"""The decision of a run: its terms are those that the capital weighed, and they add up."""

import pytest

from sim.analysis.chronicles.chronicle import chronicle
from sim.analysis.chronicles.decision import decision
from sim.scenario import files

#: Short and fragile, so that few runs meet attacks by both sides and runs that hold.
FRAGILE = {"horizon.years": 2.0, "line.sector_miles": 200.0, "aims.russia": 60.0, "aims.ukraine": 60.0}


@pytest.fixture(scope="module")
def stories():
    """Thirty runs of a fragile ceasefire."""
    scenario = files.load("baseline.yaml", FRAGILE)
    return [chronicle(scenario, 3, run) for run in range(30)]


@pytest.fixture(scope="module")
def decisions(stories):
    """Stories with their decisions."""
    return [(story, decision(story)) for story in stories]


def test_the_examples_hold_and_fall(stories):
    """The runs examined here hold, and fall to Moscow and to Kyiv."""
    assert {"held", "russian_offensive", "ukrainian_offensive"} <= {story.cause for story in stories}


def test_the_terms_add_up_to_the_incentive_bit_for_bit(decisions):
    """The sum of the terms, in their order, is the incentive that the capital acted on."""
    for story, found in decisions:
        weighed = story.worlds[found.side]["incentive"][found.week - 1]
        assert found.incentive == weighed


def test_the_changes_lead_from_the_average_to_the_incentive(decisions):
    """The average before and all changes add up to the incentive of the week."""
    for _, found in decisions:
        assert found.incentive_usual + sum(found.changes.values()) == pytest.approx(found.incentive, abs=1e-9)


def test_the_order_is_given_a_week_before_the_offensive(decisions):
    """A run that an offensive ended has its decision one week before its last day, by the side that attacked."""
    for story, found in decisions:
        if story.cause.endswith("offensive"):
            assert found.ordered
            assert found.day == story.days - 7
            assert story.cause.startswith({"russia": "russian", "ukraine": "ukrainian"}[found.side])
            assert found.odds > 0


def test_of_a_run_that_held_it_is_the_highest_incentive(decisions):
    """Where nobody attacked, no week of either side had a higher incentive."""
    for story, found in decisions:
        if story.cause == "held":
            assert not found.ordered
            assert found.incentive == max(week.incentive for week in story.weighings)


def test_the_average_is_of_the_weeks_before_the_order(decisions):
    """The average of a term is its mean over all earlier weeks; with none there is no change."""
    for story, found in decisions:
        if found.ordered:
            assert found.weeks == found.week - 1
            if not found.weeks:
                assert set(found.changes.values()) == {0.0}
                continue
            before = [w for w in story.weighings if w.side == found.side and w.week < found.week]
            for term in found.terms:
                mean = sum(w.terms[term] for w in before) / len(before)
                assert found.usual[term] == pytest.approx(mean, abs=1e-9)


def test_the_largest_push_and_rise_are_named(decisions):
    """No other term pushed more, and none was further above its average."""
    for _, found in decisions:
        assert found.terms[found.pushed] == max(found.terms.values())
        if found.rose:
            assert found.changes[found.rose] == max(found.changes.values())


def test_without_capitals_there_is_no_decision():
    """A run in which the capitals rest has no decision to explain."""
    story = chronicle(files.load("baseline.yaml", {**FRAGILE, "horizon.capitals": "rest"}), 3, 0)
    assert decision(story) is None
