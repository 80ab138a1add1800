"""Which way a lever pushes, whatever the rest is set to: from a scenario's value to what the line and the capitals see.

Each row moves one lever of a random scenario and follows it to where its mechanism acts: the line as it is laid
out, or the first week's incentives. Mechanism ids are those of docs/mechanisms.md. A lever may leave its quantity
as it is (a wider zone that nobody honours), but never push it the other way.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.agents.state import ROWS
from sim.engine.replay import Replay
from sim.incentives.terms import TERMS
from sim.scenario.scenario import Scenario, declared

Values = st.SearchStrategy[dict[str, Any]]
UP, DOWN = 1, -1


#: The same compiled rules as elsewhere, in many scenarios: nothing for the bounds of arrays.
pytestmark = pytest.mark.slow


class Run(NamedTuple):
    """A run before its first day and after its first week."""

    start: Replay
    week: Replay


def row(name: str) -> Callable[[Run], float]:
    """A quantity of the line as it is laid out, by sector."""
    return lambda run: float(np.sum(run.start.line[ROWS.index(name)]))


def first(part: str, field: str) -> Callable[[Run], float]:
    """A field of the world before the first day."""
    return lambda run: float(run.start.world[part][field])


def after(part: str, field: str) -> Callable[[Run], float]:
    """A field of the world after the first week."""
    return lambda run: float(run.week.world[part][field])


def term(side: str, name: str) -> Callable[[Run], float]:
    """A term of a side's incentive to attack after the first week."""
    return lambda run: float(run.week.world[side]["terms"][TERMS.index(name)])


FIRE, DETECTION, SUPPORTED, EROSION = (
    row("base"),
    row("detection"),
    row("supported_russia"),
    row("erosion_russia"),
)
SLOW, OBSERVED, VERIFIED = first("front", "slow"), first("mission", "observed"), first("mission", "verified")
SLOW_MOSCOW = first("russia", "slow")
SIGHT, SENSORS, PEOPLE = (
    first("mission", "sight"),
    after("tally", "sensors_cost"),
    after("tally", "mission_cost"),
)
CREDIBLE, UNITY = after("guarantors", "credibility"), after("guarantors", "unity")
AID, KEPT = after("guarantors", "aid"), after("guarantors", "kept")
BY_MOSCOW, BY_KYIV = after("russia", "chance"), after("ukraine", "chance")
THEIRS, OURS = after("russia", "force"), after("ukraine", "force")

#: Mechanism, lever, quantity by name, the quantity, which way.
CLAIMS = [
    ("M02", "violations.line_clarity", "fire", FIRE, DOWN),
    ("M02", "violations.disengagement", "fire", FIRE, DOWN),
    ("M03", "zone.front_km", "fire", FIRE, DOWN),
    ("M03", "zone.river_km", "fire", FIRE, DOWN),
    ("M03", "zone.border_km", "fire", FIRE, DOWN),
    ("M03", "zone.front_km", "time an attack needs", SLOW, UP),
    ("M03", "zone.border_km", "time an attack needs", SLOW, UP),
    ("M03", "zone.deployment_limits", "time an attack needs", SLOW, UP),
    ("M04", "pullback.artillery", "time an attack needs", SLOW_MOSCOW, UP),
    ("M05", "monitoring.coverage", "detection", DETECTION, UP),
    ("M05", "monitoring.coverage", "massing in sight", SIGHT, UP),
    ("M05", "monitoring.coverage", "Moscow's chance", BY_MOSCOW, DOWN),
    ("M05", "monitoring.coverage", "cost", SENSORS, UP),
    ("M05", "monitoring.jamming", "detection", DETECTION, DOWN),
    ("M05", "monitoring.attrition", "detection", DETECTION, DOWN),
    ("M05", "monitoring.night_blindness", "detection", DETECTION, DOWN),
    ("M05", "monitoring.intelligence", "massing in sight", SIGHT, UP),
    ("M05", "monitoring.intelligence", "Moscow's chance", BY_MOSCOW, DOWN),
    ("M05", "monitoring.intelligence", "Kyiv's chance", BY_KYIV, DOWN),
    ("M06", "patrols.access", "detection", DETECTION, UP),
    ("M06", "patrols.access", "fire", FIRE, DOWN),
    ("M06", "patrols.armed_share", "fire", FIRE, DOWN),
    ("M06", "patrols.personnel", "fire", FIRE, DOWN),
    ("M06", "patrols.personnel", "cost", PEOPLE, UP),
    ("M06", "patrols.personnel", "Moscow's chance", BY_MOSCOW, DOWN),
    ("M06", "patrols.interposition", "Kyiv's chance", BY_KYIV, DOWN),
    ("M06", "patrols.obstruction", "time an attack needs", SLOW, UP),
    ("M07", "attribution.trust_russia", "restraint supported", SUPPORTED, UP),
    ("M07", "attribution.trust_ukraine", "what the mission's word is worth", VERIFIED, UP),
    ("M08", "attribution.accuracy", "restraint supported", SUPPORTED, UP),
    ("M08", "attribution.false_share", "restraint supported", SUPPORTED, DOWN),
    ("M08", "attribution.delay_days", "being found out", OBSERVED, DOWN),
    ("M09", "accountability.penalty", "restraint supported", SUPPORTED, UP),
    ("M09", "accountability.penalty", "erosion", EROSION, DOWN),
    ("M09", "accountability.penalty", "being found out", OBSERVED, UP),
    ("M09", "accountability.discipline_russia", "restraint supported", SUPPORTED, UP),
    ("M09", "monitoring.coverage", "restraint supported", SUPPORTED, UP),
    ("M10", "meetings.commission", "restraint supported", SUPPORTED, UP),
    ("M10", "meetings.hotline", "Kyiv's fear", term("ukraine", "fear"), DOWN),
    ("M10", "meetings.hotline", "Moscow's anger", term("russia", "incidents"), DOWN),
    ("M11", "guarantee.commitment", "credibility", CREDIBLE, UP),
    ("M11", "guarantee.bindingness", "credibility", CREDIBLE, UP),
    ("M11", "guarantee.upkeep", "credibility", CREDIBLE, UP),
    ("M11", "guarantee.stationed_troops", "credibility", CREDIBLE, UP),
    ("M11", "guarantee.parliaments", "credibility", CREDIBLE, DOWN),
    ("M11", "guarantee.conditions", "credibility", CREDIBLE, DOWN),
    ("M11", "guarantee.stationed_troops", "Moscow's chance", BY_MOSCOW, DOWN),
    ("M11", "guarantee.response_force", "Moscow's chance", BY_MOSCOW, DOWN),
    ("M11", "guarantee.clock_hours", "Moscow's chance", BY_MOSCOW, UP),
    ("M11", "guarantee.commitment", "what Moscow expects", term("russia", "guarantee"), DOWN),
    ("M11", "guarantee.commitment", "what Kyiv would lose", term("ukraine", "guarantee"), DOWN),
    ("M11", "guarantee.alliance_tie", "Moscow's grievance", term("russia", "grievance"), UP),
    ("M12", "deterrence.denial", "Moscow's chance", BY_MOSCOW, DOWN),
    ("M12", "deterrence.denial", "Kyiv's chance", BY_KYIV, DOWN),
    ("M12", "deterrence.fortification", "Moscow's chance", BY_MOSCOW, DOWN),
    ("M12", "deterrence.force_ukraine", "Moscow's chance", BY_MOSCOW, DOWN),
    ("M12", "deterrence.force_ukraine", "Moscow's fear", term("russia", "fear"), UP),
    ("M12", "deterrence.denial", "Moscow's fear", term("russia", "fear"), DOWN),
    ("M13", "aid.american", "aid", AID, UP),
    ("M13", "aid.european", "Ukraine's force", OURS, UP),
    ("M13", "aid.cut_share", "Ukraine's force", OURS, DOWN),
    ("M13", "aid.mutual_limit", "aid", AID, DOWN),
    ("M13", "aid.dependence", "what Kyiv would lose", term("ukraine", "aid"), DOWN),
    ("M13", "deterrence.cap_ukraine", "Ukraine's force", OURS, UP),
    ("M14", "sanctions.relief", "sanctions in force", KEPT, DOWN),
    ("M14", "sanctions.relief", "what Moscow would lose", term("russia", "sanctions"), DOWN),
    ("M14", "sanctions.further", "what Moscow would lose", term("russia", "sanctions"), DOWN),
    ("M14", "sanctions.export_controls", "Russia's force", THEIRS, DOWN),
    ("M15", "sanctions.automatic_execution", "what Moscow would lose", term("russia", "sanctions"), DOWN),
    ("M15", "sanctions.vote_execution", "what Moscow would lose", term("russia", "sanctions"), DOWN),
    ("M16", "assets.worth_to_moscow", "what Moscow would lose", term("russia", "assets"), DOWN),
    ("M16", "assets.worth_to_kyiv", "what Kyiv would lose", term("ukraine", "assets"), DOWN),
    ("M16", "assets.payout_years", "what Moscow would lose", term("russia", "assets"), DOWN),
    ("M16", "assets.precedent_cost", "European unity", UNITY, DOWN),
    ("M16", "assets.resentment", "Moscow's grievance", term("russia", "grievance"), UP),
    ("M17", "alignment.non_alignment", "Moscow's grievance", term("russia", "grievance"), DOWN),
    ("M17", "alignment.non_alignment", "Kyiv's exposure", term("ukraine", "grievance"), UP),
    ("M17", "alignment.no_foreign_forces", "Moscow's grievance", term("russia", "grievance"), DOWN),
    ("M17", "alignment.no_foreign_forces", "Kyiv's exposure", term("ukraine", "grievance"), UP),
    ("M17", "alignment.no_colour_revolutions", "Moscow's grievance", term("russia", "grievance"), DOWN),
    ("M18", "consultation.level", "Moscow's fear", term("russia", "fear"), DOWN),
    ("M18", "consultation.level", "Kyiv's anger", term("ukraine", "incidents"), DOWN),
    ("M19", "accession.path", "what Kyiv would lose", term("ukraine", "deal"), DOWN),
    ("M20", "deal.offers", "what Moscow would lose", term("russia", "deal"), DOWN),
    ("M20", "deal.offers", "cost", after("tally", "offers_cost"), UP),
    ("M23", "escalation.asymmetry", "credibility", CREDIBLE, DOWN),
    ("M23", "escalation.shadow_kyiv", "risk to Kyiv", term("ukraine", "escalation"), DOWN),
    ("M23", "escalation.shadow_moscow", "risk to Moscow", term("russia", "escalation"), DOWN),
    ("M25", "politics.attention", "credibility", CREDIBLE, UP),
    ("M25", "politics.attention", "aid", AID, UP),
    ("M25", "politics.unity", "credibility", CREDIBLE, UP),
    ("M26", "weariness.strength", "restraint of publics", term("russia", "weariness"), DOWN),
    ("M26", "weariness.years", "restraint of publics", term("russia", "weariness"), DOWN),
]
#: A ceasefire from the first day, in which nobody dies, so that it does not collapse within its first week; and no
#: fear of becoming party to the war, by which attention, through the aid that follows it, works against itself.
PEACEFUL = {
    "escalation.cobelligerent_fear": 0.0,
    "road.begins": "ceasefire",
    "casualties.deaths_per_1000": 0.0,
    "horizon.capitals": "act",
    "horizon.years": 0.05,
}
#: Sensors see more than nobody does.
SEEING = ("monitoring.detection_watched", "monitoring.detection_unwatched")
#: Two scenarios in which every lever above has something to act on.
AT_WORK: tuple[dict[str, Any], ...] = (
    {
        "guarantee.commitment": 0.9,
        "guarantee.stationed_troops": 20.0,
        "guarantee.response_force": 200.0,
        "patrols.personnel": 10_000.0,
        "patrols.armed_share": 0.5,
        "assets.use": "with_consent",
        "aid.cut_year": 0.0,
        "violations.bouts_per_km": 0.3,
    },
    {"assets.use": "without_consent", "sanctions.snapback": "automatic"},
)


def begun(values: dict[str, Any], seed: int) -> Run:
    """A run as it begins, and again after its first week."""
    scenario = Scenario().with_values({**values, **PEACEFUL})
    run = Run(Replay(scenario, seed), Replay(scenario, seed))
    run.week.until(7)
    assert run.week.day == 7
    return run


@pytest.mark.parametrize(
    ("lever", "quantity", "way"),
    [claim[1:2] + claim[3:] for claim in CLAIMS],
    ids=[f"{mechanism}-{lever}-{name}" for mechanism, lever, name, _, _ in CLAIMS],
)
def test_a_lever_never_pushes_the_other_way(
    lever: str, quantity: Callable[[Run], float], way: int, anything: Values
) -> None:
    """In any scenario more of a lever moves its quantity so or not at all; where it is at work it does move it."""
    p = declared()[lever]
    usual = st.tuples(*(st.floats(declared()[path].low, declared()[path].high) for path in SEEING))

    @settings(max_examples=10, phases=(Phase.explicit, Phase.generate))
    @given(
        values=anything,
        less=st.floats(p.least, p.most),
        more=st.floats(p.least, p.most),
        seeing=usual,
        seed=st.integers(0, 2**32 - 1),
    )
    def holds(values: dict[str, Any], less: float, more: float, seeing: tuple[float, ...], seed: int) -> None:
        values = {**values, **dict(zip(SEEING, seeing, strict=True))}
        low, high = (quantity(begun({**values, lever: x}, seed)) for x in sorted((less, more)))
        rounding = 1e-12 * max(abs(low), abs(high))
        assert way * (high - low) >= -rounding

    holds()
    short = {"line.sector_miles": 200.0}
    ends = (
        [quantity(begun({**short, **on, lever: x}, seed)) for x in (p.low, p.high)]
        for on in AT_WORK
        for seed in range(10)
    )
    assert any(way * (high - low) > 0.0 for low, high in ends)


def test_at_usual_support_automatic_snapback_deters_more_than_a_vote(anything: Values) -> None:
    """At usual attention and unity Moscow fears automatic snap-back more than a vote, and that more than none."""
    usual = {
        "politics.volatility": 0.0,
        "politics.attention": 0.5,
        "politics.unity": 0.5,
        "assets.use": "held",
        "asks.help": 0.0,
        "china.concern": 0.0,
        "china.offset": 0.0,
        "politics.distractions": 0.0,
        "sanctions.schedule_years": 0.0,
    }
    executed = {
        path: declared()[f"sanctions.{path}"].default for path in ("automatic_execution", "vote_execution")
    }

    @settings(max_examples=40, phases=(Phase.explicit, Phase.generate))
    @given(values=anything, seed=st.integers(0, 2**32 - 1))
    def holds(values: dict[str, Any], seed: int) -> None:
        values = {**values, **usual, **{f"sanctions.{path}": chance for path, chance in executed.items()}}
        lost = [
            term("russia", "sanctions")(begun({**values, "sanctions.snapback": kind}, seed))
            for kind in ("automatic", "vote", "none")
        ]
        assert lost == sorted(lost)
        assert (
            lost[0] < lost[1] < lost[2] or values["sanctions.relief"] * values["sanctions.annual_cost"] < 1e-9
        )

    holds()
