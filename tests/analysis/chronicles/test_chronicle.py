"""The chronicle says what the run did: its events, terms and odds agree with the outcome of the batch."""

import numpy as np
import pytest

from sim.agents.purposes import MOVE_RUSSIA, MOVE_UKRAINE
from sim.agents.tally import CAUSES
from sim.analysis.chronicles.chronicle import chronicle
from sim.analysis.chronicles.history import SIDES
from sim.engine import batch
from sim.incentives.choice import STANCES, pick
from sim.numerics.philox import key, uniform_pair
from sim.scenario import files

ARMS = [("regimes", "none"), ("regimes", "treaty_with_troops"), ("terms", "minsk_like")]
#: A fragile ceasefire, so that few runs meet every cause of collapse.
FRAGILE = {
    "horizon.years": 3.0,
    "aims.russia": 70.0,
    "aims.ukraine": 70.0,
    "casualties.deaths_per_1000": 1.0,
    "sanctions.threshold": 20.0,
}
SEED = 7


@pytest.fixture(scope="module")
def stories():
    """Twelve runs under each of three arms."""
    told = []
    for kind, name in ARMS:
        scenario = files.load("baseline.yaml", {**files.arm(kind, name).values, **FRAGILE})
        told += [chronicle(scenario, SEED, run) for run in range(12)]
    return told


def of_kind(story, kind):
    """Events of a kind."""
    return [event for event in story.events if event.kind == kind]


def test_the_outcome_is_that_of_the_batch_for_the_same_seed_and_run(stories):
    """A chronicle ends exactly as the batch's run of the same seed and number."""
    for story in stories[::5]:
        expected = batch.run([story.scenario], np.array([0]), np.array([story.run]), SEED)
        assert story.row == expected


def test_the_examples_hold_and_collapse_in_more_than_one_way(stories):
    """The runs examined here end in at least three ways, one of them not at all."""
    assert {"held", "russian_offensive"} < {story.cause for story in stories}


def test_terms_add_up_to_the_incentive_in_every_week(stories):
    """Nothing but the named terms moves an incentive."""
    for story in stories:
        for week in story.weighings:
            assert sum(week.terms.values()) == pytest.approx(week.incentive, abs=1e-9)


def test_a_week_without_a_draw_keeps_the_move_and_tells_no_odds(stories):
    """Where no course was reviewed and no attack in question, nothing was decided: move kept, no odds, no reason."""
    for story in stories:
        for side in SIDES:
            weeks = [w for w in story.weighings if w.side == side]
            moves = ["comply", *(w.move for w in weeks)]
            for week, before in zip(weeks, moves, strict=False):
                if not week.drawn:
                    assert week.move == before
                    assert not week.probabilities and not week.why


def test_every_decision_is_the_draw_that_the_run_made(stories):
    """The odds told for a decision and the run's own draw at that address give the move taken."""
    purposes = dict(zip(SIDES, (MOVE_RUSSIA, MOVE_UKRAINE), strict=True))
    for story in stories:
        for decision in story.decisions:
            address = (*key(story.seed), story.run, decision.day - 1)
            u = uniform_pair(address, 0, purposes[decision.side])[1]
            assert STANCES[pick(u, *decision.probabilities.values())] == decision.move


def test_courses_are_reviewed_as_often_as_the_scenario_says(stories):
    """Sides whose forces are not ready draw a move in a share of weeks that is the chance of a review."""
    weeks = [w for story in stories for w in story.weighings if not w.ready]
    share = sum(bool(w.drawn) for w in weeks) / len(weeks)
    expected = stories[0].scenario.choice.review
    assert len(weeks) > 1000
    assert share == pytest.approx(expected, abs=4 * (expected * (1 - expected) / len(weeks)) ** 0.5)


def test_the_first_decision_of_each_side_and_the_last_are_told(stories):
    """Of the decisions of a side, if it made any, the first and the last have a reason to be told."""
    for story in stories:
        for side in SIDES:
            mine = [d for d in story.decisions if d.side == side]
            assert all(d.why.startswith("first decision") for d in mine[:1])
            assert all(d.why for d in mine[-1:])


def test_the_probabilities_of_the_moves_sum_to_one(stories):
    """Every decision is a draw among the four moves, and the move taken had a chance."""
    for story in stories:
        for decision in story.decisions:
            assert sum(decision.probabilities.values()) == pytest.approx(1)
            assert list(decision.probabilities) == list(STANCES)
            assert decision.probabilities[decision.move] > 0


def test_only_ready_forces_attack(stories):
    """An attack is open only to forces that were ready when the week's move was chosen."""
    for story in stories:
        assert all(d.ready for d in story.decisions if d.probabilities["attack"] > 0)


def test_the_last_event_is_the_end_on_the_day_of_the_outcome(stories):
    """The story ends with the collapse and its cause, or with the horizon, on the outcome's day."""
    for story in stories:
        end = story.events[-1] if story.events[-1].kind in ("held", "collapse") else None
        ends = of_kind(story, "held") + of_kind(story, "collapse")
        assert len(ends) == 1 and ends[0].day == story.row["days"][0] == max(e.day for e in story.events)
        assert (ends[0].kind == "held") == (story.cause == CAUSES[0])
        assert end is None or end == ends[0]


def test_an_offensive_is_the_last_decision_of_the_side_that_began_it(stories):
    """The side named in the cause orders its attack a week before the end, which is told, and decides no more."""
    for story in stories:
        attacks = [d for d in story.decisions if d.move == "attack"]
        begun_by = {"russian_offensive": "russia", "ukrainian_offensive": "ukraine"}.get(story.cause)
        assert (begun_by in {d.side for d in attacks}) if begun_by else not attacks
        ordered = [(d.day, bool(d.why)) for d in attacks if d.side == begun_by]
        assert ordered == ([(story.days - 7, True)] if begun_by else [])


def test_the_first_days_are_those_of_the_outcome(stories):
    """First violation and first serious violation are told on the outcome's days, or not at all."""
    for story in stories:
        for kind in ("first_violation", "first_serious"):
            day = story.row[f"{kind}_day"][0]
            assert [e.day for e in of_kind(story, kind)] == ([day] if day >= 0 else [])


def test_snapbacks_and_lost_renewals_are_as_many_as_counted(stories):
    """Every snap-back in effect and every renewal lost is an event, and a snap-back was called before."""
    for story in stories:
        assert len(of_kind(story, "snapback")) == story.row["snapbacks"][0]
        assert len(of_kind(story, "renewal_lost")) == story.row["renewals_lost"][0]
        assert len(of_kind(story, "snapback_called")) >= len(of_kind(story, "snapback"))


def test_weeks_of_massing_and_signals_are_as_many_as_counted(stories):
    """The weeks told hold every week of massing and every grey-zone week of either side that the outcome counts."""
    for story in stories:
        for side in SIDES:
            massed = sum(w.move == "mass" for w in story.weighings if w.side == side)
            assert massed == story.row[f"massing_weeks_{side}"][0]
        for side, counted in zip(SIDES, ("grey_zone_weeks", "grey_zone_weeks_ukraine"), strict=True):
            grey = sum(w.grey for w in story.weighings if w.side == side)
            assert grey == story.row[counted][0]


def test_the_violations_of_weeks_and_sectors_add_up_to_the_outcome(stories):
    """The picture of the line leaves no violation out."""
    for story in stories:
        assert story.fired.sum() == pytest.approx(story.row["violations"][0])
        assert (story.fired >= 0).all()


def test_events_come_in_order_and_build_ups_end_after_they_begin(stories):
    """Days never go backwards, and for each side beginnings and ends of massing alternate."""
    for story in stories:
        days = [event.day for event in story.events]
        assert days == sorted(days)
        for side in SIDES:
            kinds = [
                e.kind
                for e in story.events
                if e.side == side and e.kind in ("massing_begins", "massing_ends")
            ]
            assert kinds[::2] == ["massing_begins"] * len(kinds[::2])
            assert kinds[1::2] == ["massing_ends"] * len(kinds[1::2])


def test_the_reasons_name_who_ended_it(stories):
    """The explanation names the attacker, or says that no capital ordered it, or that none attacked."""
    for story in stories:
        why = " ".join(story.why())
        opening = {
            "russian_offensive": "Moscow attacked",
            "ukrainian_offensive": "Kyiv attacked",
            "escalation": "No capital ordered it",
            "erosion": "No capital ordered it",
            "held": "An attack was",
        }[story.cause]
        assert why.startswith(opening)


def test_the_shift_of_the_terms_is_the_change_of_the_incentive(stories):
    """What the terms moved by between the first and the last week is what the incentive moved by."""
    for story in stories:
        for side in SIDES:
            mine = [w for w in story.weighings if w.side == side]
            assert sum(story.shift(side).values()) == pytest.approx(mine[-1].incentive - mine[0].incentive)


def test_capitals_at_rest_decide_nothing():
    """With the capitals at rest there are events of the line and the guarantors, but no decisions."""
    scenario = files.load("baseline.yaml", {"horizon.capitals": "rest", "horizon.years": 1.0})
    story = chronicle(scenario, SEED)
    assert not story.weighings
    assert story.events[-1].kind == "held"
    assert story.why() == ["No capital decided anything in this run."]


#: A treaty whose conditions are never met, with and without an interim share.
UNMET = {
    "horizon.years": 2.0,
    "guarantee.conditions": 1.0,
    "guarantee.interim_years": 0.5,
    "aims.russia": 5.0,
}


@pytest.mark.parametrize(("interim", "told"), [(0.5, "the interim share of 50% ends"), (0.0, "never met")])
def test_a_guarantee_whose_conditions_are_never_met_is_told_when_its_interim_is_over(interim, told):
    """In the first week in which nothing stands in for the guarantee the story says that it will not come."""
    values = {**files.arm("regimes", "treaty").values, **UNMET, "guarantee.interim": interim}
    story = chronicle(files.load("baseline.yaml", values), SEED)
    (event,) = of_kind(story, "guarantee_never")
    assert event.week == 27
    assert "never met" in event.text and told in event.text
    assert not of_kind(story, "guarantee_in_force") and not of_kind(story, "interim_ends")
    present = story.worlds["guarantors"]["present"]
    assert (present[:26] == interim).all() and not present[26:].any()


def test_an_interim_that_ends_before_ratification_is_told():
    """Where ratification takes longer than the interim lasts, the end of the interim is an event of its own."""
    slow = {"guarantee.conditions": 0.0, "guarantee.parliaments": 30, "guarantee.interim": 0.5}
    values = {**files.arm("regimes", "treaty").values, **UNMET, **slow}
    story = chronicle(files.load("baseline.yaml", values), SEED)
    (event,) = of_kind(story, "interim_ends")
    assert event.week == 27
    assert all(e.week > 27 for e in of_kind(story, "guarantee_in_force"))
    assert not of_kind(story, "guarantee_never")
