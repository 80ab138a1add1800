"""What follows a road: the bargain that was signed, and the ceasefire told under it, or nothing."""

import numpy as np

from sim.agents.purposes import MOVE_RUSSIA, MOVE_UKRAINE
from sim.analysis.chronicles.bargain import LEFT_BEHIND, changes
from sim.analysis.chronicles.chronicle import chronicle
from sim.analysis.chronicles.history import SIDES
from sim.analysis.chronicles.travelogue import Travelogue
from sim.engine import batch
from sim.incentives.choice import STANCES, pick
from sim.numerics.philox import key, uniform_pair
from sim.scenario import files
from sim.scenario.scenario import declared

SEED = 7
#: Nobody signs whatever happens.
NEVER = {"reservation.resolve_russia": 400.0, "reservation.resolve_ukraine": 400.0, "road.years": 2.0}


def road(values=None, strategy="talks_as_usual"):
    """A scenario that begins at war, on a coarse line, with further dotted values."""
    arm = files.arm("strategies", strategy).values
    return files.load("road.yaml", {**arm, "line.sector_miles": 200.0, **(values or {})})


def test_what_was_signed_is_what_was_on_offer_with_the_changes_told():
    """The offer with every change told is the ceasefire's scenario; what nobody agreed on is kept apart."""
    assert set(LEFT_BEHIND) <= set(declared())
    roads = [
        Travelogue.walked(road(strategy=name), SEED)
        for name in ("threat_to_cut", "bilateral_deal", "no_talks")
    ]
    assert {p.agreed for p in roads} == {True, False}
    for p in roads:
        found = changes(p)
        assert p.offer.with_values({c.path: c.signed for c in found}) == p.text
        assert all(c.signed != c.offered for c in found)
        assert {c.path for c in found if not c.agreed} <= set(LEFT_BEHIND)
        if p.agreed:
            assert p.text.deal.legitimacy == p.row["legitimacy"][0]
            assert p.text.deterrence.force_russia == p.worlds["russia"]["force"][-1]


def test_the_ceasefire_after_a_road_is_told_under_the_terms_that_were_signed():
    """The chronicle ends as the batch does, under the signed text, and its odds are those of the run's own draws."""
    scenario = road({"horizon.years": 3.0}, "deal_in_a_day")
    story = next(s for run in range(10) if (s := chronicle(scenario, SEED, run)).agreed)
    expected = batch.run([scenario], np.array([0]), np.array([story.run]), SEED)
    assert story.row == expected
    assert story.passage and story.scenario == story.passage.text != scenario
    assert story.start["ukraine"]["force"][0] == story.scenario.deterrence.force_ukraine
    assert story.events and story.days == story.events[-1].day
    purposes = dict(zip(SIDES, (MOVE_RUSSIA, MOVE_UKRAINE), strict=True))
    assert story.decisions
    for decision in story.decisions:
        u = uniform_pair((*key(SEED), story.run, decision.day - 1), 0, purposes[decision.side])[1]
        assert STANCES[pick(u, *decision.probabilities.values())] == decision.move


def test_a_run_without_a_ceasefire_has_a_road_and_nothing_after_it():
    """Where nothing is signed there are no days, events, decisions or causes of a ceasefire to tell."""
    scenario = road(NEVER)
    story = chronicle(scenario, SEED)
    assert story.row == batch.run([scenario], np.array([0]), np.array([0]), SEED)
    assert not story.agreed and story.days == 0
    assert story.cause == story.outcome()["cause"] == "no_ceasefire"
    assert story.events == story.weighings == story.told(True) == []
    assert story.why() == ["There was no ceasefire."]
    assert story.passage and story.passage.end == "at_war" and story.types()["russia"]["aims"] > 0
