"""What moves Moscow and Kyiv: lever by lever, which terms it raises, which it lowers, and that it touches no other."""

from typing import Any

import pytest

from sim.agents import european_union, guarantors, monitors, russia, ukraine, united_states
from sim.incentives.terms import TERMS

HERE = (1, 0, 0, 6)
UP, DOWN = 1, -1
#: A guarantee to speak of, relief to lose, and two capitals with fire to be angry about.
SOME = {
    "guarantee.commitment": 0.3,
    "guarantee.response_force": 50.0,
    "guarantee.stationed_troops": 5.0,
    "guarantee.parliaments": 32.0,
    "guarantee.alliance_tie": 0.2,
    "sanctions.relief": 0.3,
    "sanctions.snapback": "vote",
    "assets.use": "held",
    "zone.sides": "both",
    "choice.initial_massing": 0.0,
}
#: (lever, from, to, Moscow's terms that move, Kyiv's terms that move)
LEVERS: list[tuple[str, Any, Any, dict[str, int], dict[str, int]]] = [
    ("aims.russia", 30.0, 60.0, {"gains": UP}, {}),
    ("aims.ukraine", 30.0, 60.0, {}, {"gains": UP}),
    ("sanctions.relief", 0.0, 0.5, {"sanctions": DOWN}, {}),
    ("sanctions.annual_cost", 1.0, 3.0, {"sanctions": DOWN}, {}),
    ("sanctions.snapback", "none", "automatic", {"sanctions": DOWN}, {}),
    ("sanctions.further", 0.5, 4.0, {"sanctions": DOWN}, {}),
    ("assets.use", "held", "with_consent", {"assets": DOWN}, {"assets": DOWN}),
    ("assets.worth_to_moscow", 0.1, 0.6, {"assets": DOWN}, {}),
    ("assets.worth_to_kyiv", 0.05, 0.3, {}, {"assets": DOWN}),
    ("assets.resentment", 0.0, 5.0, {}, {}),
    (
        "guarantee.commitment",
        0.1,
        0.6,
        {"guarantee": DOWN, "escalation": DOWN, "gains": DOWN, "losses": DOWN},
        {"guarantee": DOWN, "grievance": DOWN, "fear": DOWN},
    ),
    ("guarantee.punishment", 15.0, 57.0, {"guarantee": DOWN}, {"guarantee": DOWN}),
    ("guarantee.restrains_kyiv", 0.2, 0.8, {}, {"guarantee": DOWN}),
    ("guarantee.alliance_tie", 0.0, 1.0, {"grievance": UP}, {}),
    ("escalation.shadow_moscow", 3.0, 15.0, {"escalation": DOWN}, {}),
    ("escalation.shadow_kyiv", 4.0, 15.0, {}, {"escalation": DOWN}),
    ("aid.dependence", 0.1, 0.6, {}, {"aid": DOWN}),
    ("aid.mutual_limit", 0.0, 0.5, {"grievance": DOWN}, {"aid": UP}),
    ("deal.dividend", 7.0, 25.0, {"deal": DOWN}, {"deal": DOWN}),
    ("deal.formality", 0.0, 1.0, {"deal": DOWN}, {"deal": DOWN}),
    ("deal.offers", 0.0, 1.0, {"deal": DOWN}, {"deal": DOWN}),
    ("deal.accession", 0.0, 1.0, {}, {"deal": DOWN}),
    ("deal.legitimacy", 0.2, 1.0, {}, {"deal": DOWN}),
    ("consultation.level", 0.0, 1.0, {"fear": DOWN, "incidents": DOWN}, {"fear": DOWN, "incidents": DOWN}),
    ("fear.strength", 6.5, 24.0, {"fear": UP}, {"fear": UP}),
    ("fear.anger", 1.0, 4.0, {"incidents": UP}, {"incidents": UP}),
    ("alignment.non_alignment", 0.0, 1.0, {"grievance": DOWN}, {"grievance": UP}),
    ("alignment.no_foreign_forces", 0.0, 1.0, {"grievance": DOWN}, {"grievance": UP}),
    ("alignment.no_colour_revolutions", 0.0, 1.0, {"grievance": DOWN}, {}),
    ("alignment.weight_drift", 0.2, 0.8, {"grievance": UP}, {}),
    ("alignment.weight_presence", 0.1, 0.4, {"grievance": UP}, {}),
    ("alignment.weight_colour", 0.0, 0.3, {"grievance": UP}, {}),
    ("alignment.weight_alliance", 0.3, 1.5, {"grievance": UP}, {}),
    ("alignment.weight_troops", 0.2, 1.0, {"grievance": UP}, {}),
    ("alignment.prevention", 0.0, 0.6, {"grievance": UP}, {}),
    ("alignment.grievance", 2.0, 16.0, {"grievance": UP}, {}),
    ("alignment.insecurity", 1.0, 8.0, {}, {"grievance": UP}),
    ("weariness.strength", 2.0, 8.0, {"weariness": DOWN}, {"weariness": DOWN}),
    (
        "deterrence.war_cost",
        10.0,
        19.0,
        {"losses": DOWN, "fighting": DOWN},
        {"losses": DOWN, "fighting": DOWN},
    ),
    ("deterrence.failure", 0.3, 1.0, {"losses": DOWN}, {"losses": DOWN}),
    (
        "deterrence.denial",
        0.0,
        1.0,
        {"gains": DOWN, "losses": DOWN, "fear": DOWN},
        {"gains": DOWN, "losses": DOWN, "fear": DOWN},
    ),
    (
        "deterrence.force_russia",
        600.0,
        710.0,
        {"gains": UP, "losses": UP, "fear": DOWN},
        {"gains": DOWN, "losses": DOWN, "fear": UP},
    ),
    (
        "deterrence.force_ukraine",
        480.0,
        600.0,
        {"gains": DOWN, "losses": DOWN, "fear": UP},
        {"gains": UP, "losses": UP, "fear": DOWN},
    ),
    ("guarantee.response_force", 0.0, 300.0, {"gains": DOWN, "losses": DOWN}, {"fear": DOWN}),
    ("guarantee.clock_hours", 24.0, 720.0, {"gains": UP, "losses": UP}, {"fear": UP}),
]


def weighed(stage, values: dict[str, Any]) -> dict[str, dict[str, float]]:
    """The terms of both capitals in the first week, with a guarantee not yet ratified, by name."""
    world, p = stage({**SOME, **values})
    world.guarantors.in_force_week = 50.0
    world.front.suffered_russia = world.front.suffered_ukraine = 20.0
    monitors.week(world, p)
    for actor in (united_states, european_union, guarantors):
        actor.week(world, p, HERE, 1)
    for step in ("observe", "weigh"):
        for capital in (russia, ukraine):
            getattr(capital, step)(world, p, HERE, 1)
    return {
        side: dict(zip(TERMS, map(float, getattr(world, side).terms), strict=True))
        for side in ("russia", "ukraine")
    }


@pytest.mark.parametrize(("lever", "low", "high", "moscow", "kyiv"), LEVERS, ids=[row[0] for row in LEVERS])
def test_a_lever_moves_its_terms_and_no_other(
    stage, lever: str, low: Any, high: Any, moscow: dict[str, int], kyiv: dict[str, int]
) -> None:
    """Each lever raises or lowers the terms it is meant to, on the side it is meant for, and leaves all others."""
    before, after = weighed(stage, {lever: low}), weighed(stage, {lever: high})
    for side, expected in (("russia", moscow), ("ukraine", kyiv)):
        moved = {name: after[side][name] - before[side][name] for name in TERMS}
        signs = {name: UP if change > 0.0 else DOWN for name, change in moved.items() if abs(change) > 1e-12}
        assert signs == expected, side


def test_terms_have_the_right_sign(stage) -> None:
    """Gains, fear, grievance and incidents push towards an attack; what it costs and forfeits pulls back."""
    for terms in weighed(stage, {}).values():
        for name in ("gains", "fear", "grievance", "incidents"):
            assert terms[name] > 0.0, name
        for name in ("losses", "fighting", "assets", "guarantee", "escalation", "deal", "weariness"):
            assert terms[name] < 0.0, name
    moscow, kyiv = weighed(stage, {}).values()
    assert moscow["sanctions"] < 0.0 == kyiv["sanctions"]
    assert kyiv["aid"] < 0.0 == moscow["aid"]
    assert moscow["politics"] == kyiv["politics"] == 0.0


def test_assets_spent_without_consent_are_a_grievance_and_no_stake(stage) -> None:
    """Spent without consent, the assets deter neither side and anger Moscow."""
    held, spent = weighed(stage, {}), weighed(stage, {"assets.use": "without_consent"})
    assert spent["russia"]["assets"] == spent["ukraine"]["assets"] == 0.0
    assert spent["russia"]["grievance"] > held["russia"]["grievance"]


def test_a_tactical_side_sees_little_in_the_deal(stage) -> None:
    """A side that means the pause to be tactical wants more and values the deal at its small share."""
    plain = weighed(stage, {})
    tactical = weighed(stage, {"aims.tactical_russia": 1.0, "aims.tactical_deal": 0.25})
    assert tactical["russia"]["deal"] == pytest.approx(0.25 * plain["russia"]["deal"])
    assert tactical["russia"]["gains"] > plain["russia"]["gains"]


@pytest.mark.parametrize(
    ("timing", "waits", "moved"),
    [("russia_first", "ukraine", "russia"), ("ukraine_first", "russia", "ukraine")],
)
def test_a_staggered_pullback_tempts_the_side_that_waits(stage, timing: str, waits: str, moved: str) -> None:
    """While only one side has pulled back the other gains more by attacking, and it does not."""
    same = weighed(stage, {"pullback.share": 0.8, "pullback.timing": "same_day"})
    staggered = weighed(stage, {"pullback.share": 0.8, "pullback.timing": timing})
    assert staggered[waits]["gains"] > same[waits]["gains"]
    assert staggered[moved]["gains"] == same[moved]["gains"]


def test_a_zone_or_armed_patrols_calm_both_sides(stage) -> None:
    """Distance and armed patrols lower what either side would gain and fear."""
    bare = {"zone.front_km": 0.0, "zone.border_km": 0.0, "patrols.personnel": 0.0}
    open_line = weighed(stage, bare)
    for changed in ({"zone.front_km": 10.0}, {"patrols.personnel": 20_000.0, "patrols.armed_share": 1.0}):
        closed = weighed(stage, {**bare, **changed})
        for side in ("russia", "ukraine"):
            assert closed[side]["gains"] < open_line[side]["gains"]
            assert closed[side]["fear"] < open_line[side]["fear"]
