"""Roads under Mesa with agents of one's own, and what the model shows of a road."""

from typing import Any

from sim.engine.mesa_agents import Russia, Track, UnitedStates
from sim.engine.mesa_model import CeasefireModel, run
from sim.negotiation.issues import KYIV_MOSCOW, LINE, TRACKS, ZONE
from sim.scenario.files import load

#: A short line, two years of talks between sides that would sign almost anything, and a third of a year after.
QUICK = {
    "line.definition": "front",
    "line.sector_miles": 200.0,
    "horizon.years": 0.3,
    "road.years": 2.0,
    "reservation.resolve_russia": -40.0,
    "reservation.resolve_ukraine": 0.0,
}
SEED = 3


class Deaf(Russia):
    """A Moscow that never reckons what a text is worth."""

    def reckon(self) -> None:
        """Leave everything as it is."""


class Absent(Track):
    """A track that never meets."""

    def meet(self) -> None:
        """Stay at home."""


class Apart(Track):
    """A track that meets unless it is that of Kyiv and Moscow."""

    def meet(self) -> None:
        if self.track != KYIV_MOSCOW:
            super().meet()


class Eager(Russia):
    """A Moscow that would sign anything."""

    def reckon(self) -> None:
        super().reckon()
        self.model.world.road.surplus_russia = 1000.0


class Loud(UnitedStates):
    """A Washington of full attention."""

    def attend(self) -> None:
        super().attend()
        self.set(attention=1.0)


def ended(agents: dict[str, type], values: dict[str, Any] | None = None) -> CeasefireModel:
    """A model on whose road talks would soon succeed, walked to the end of that road with some agents replaced."""
    model = CeasefireModel(load("road.yaml", {**QUICK, **(values or {})}), seed=SEED, agents=agents)
    while model.at_war:
        model.step()
    return model


def test_a_moscow_that_never_reckons_never_signs() -> None:
    """Where a text is signed within months, a Moscow in plain Python that does not weigh it fights to the end."""
    plain, deaf = ended({}), ended({"russia": Deaf})
    assert plain.world.tally.agreed == 1.0 and plain.running
    assert deaf.world.tally.agreed == 0.0 and not deaf.running
    assert deaf.weeks_at_war == 104 > plain.weeks_at_war
    assert deaf.world.road.worth_russia == 0.0 != deaf.world.road.worth_ukraine


def test_tracks_that_never_meet_settle_nothing() -> None:
    """Tracks in plain Python that stay at home hold no meeting; one that does leaves its own issues open."""
    absent = ended({"track": Absent})
    assert absent.world.tally.meetings == 0.0 and not absent.world.road.settled.any()
    apart = ended({"track": Apart}, {"rounds.summit": 0.0})
    settled = apart.world.road.settled
    assert settled[LINE] == settled[ZONE] == 0.0 and settled[ZONE + 1 :].all()


def test_an_eager_moscow_signs_sooner() -> None:
    """A Moscow in plain Python that would sign anything leaves the question to Kyiv: texts come no later."""
    reluctant = {"reservation.resolve_russia": 60.0}
    assert ended({}, reluctant).world.tally.agreed == 0.0
    assert ended({"russia": Eager}, reluctant).world.tally.agreed == 1.0


def test_a_changed_capital_changes_only_what_it_does() -> None:
    """A Washington of full attention presses and gives more; the luck of the war's advance is the same."""
    plain, loud = (
        CeasefireModel(load("road.yaml", QUICK), seed=SEED, agents=agents)
        for agents in ({}, {"united_states": Loud})
    )
    for _ in range(5):
        plain.step()
        loud.step()
    assert loud.world.road.pushed_ukraine > plain.world.road.pushed_ukraine
    assert loud.world.tally.war_aid > plain.world.tally.war_aid
    assert loud.world.road.advance_mood == plain.world.road.advance_mood


def test_inherited_agents_change_nothing() -> None:
    """Subclasses that override nothing walk the same road into the same ceasefire."""
    same = {"russia": type("Kremlin", (Russia,), {}), "track": type("Talks", (Track,), {})}
    scenario = load("road.yaml", {**QUICK, "horizon.years": 0.1})
    assert run(scenario, SEED, 0, agents=same).tobytes() == run(scenario, SEED, 0).tobytes()


def test_mesa_counts_weeks_at_war_and_days_of_the_ceasefire() -> None:
    """A step is a week while the war lasts and a day afterwards; the model's own collector keeps both, in days."""
    model = ended({}, {"horizon.years": 0.02})
    weeks = model.weeks_at_war
    assert len(model.tracks) == len(TRACKS) and weeks == model.world.road.week
    model.run_model()
    told = model.datacollector.get_model_vars_dataframe()["day"].tolist()
    assert told == [7 * week for week in range(weeks + 1)] + [7 * weeks + day for day in range(1, 8)]
    assert model.days_passed == 7 * weeks + 7
