"""What moves Moscow and Kyiv: lever by lever, which terms it raises, which it lowers, and that it touches no other."""

from typing import Any

import pytest

from sim.agents import european_union, guarantors, monitors, russia, ukraine, united_states
from sim.incentives.terms import TERMS

HERE = (1, 0, 0, 6)
UP, DOWN = 1, -1
ALL_THREE = ("pullback.artillery", "pullback.rockets", "pullback.long_range")
#: What a guarantor who is more present to it changes: for Moscow, and for Kyiv.
KEENER = (
    {"guarantee": DOWN, "escalation": DOWN, "gains": DOWN, "losses": DOWN, "sanctions": DOWN},
    {"guarantee": DOWN, "grievance": DOWN, "fear": DOWN, "aid": DOWN, "deal": DOWN},
)
#: What an attack that takes longer changes for each side.
SLOWER = {"gains": DOWN, "losses": DOWN, "fear": DOWN}
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
    ("guarantee.window", 0.0, 2.0, {}, {}),
    ("guarantee.restrains_kyiv", 0.2, 0.8, {}, {"guarantee": DOWN}),
    ("guarantee.alliance_tie", 0.0, 1.0, {"grievance": UP}, {}),
    ("escalation.shadow_moscow", 3.0, 15.0, {"escalation": DOWN}, {}),
    ("escalation.shadow_kyiv", 4.0, 15.0, {}, {"escalation": DOWN}),
    ("aid.dependence", 0.1, 0.6, {}, {"aid": DOWN}),
    ("aid.mutual_limit", 0.0, 0.5, {"grievance": DOWN}, {"aid": UP}),
    ("deal.dividend", 7.0, 25.0, {"deal": DOWN}, {"deal": DOWN}),
    ("deal.formality", 0.0, 1.0, {"deal": DOWN}, {"deal": DOWN}),
    ("deal.offers", 0.0, 1.0, {"deal": DOWN}, {"deal": DOWN}),
    ("accession.path", 0.0, 1.0, {}, {"deal": DOWN}),
    ("accession.worth", 5.0, 25.0, {}, {"deal": DOWN}),
    ("accession.years", 5.0, 15.0, {}, {"deal": UP}),
    ("accession.clause", 0.3, 0.8, {}, {}),
    ("accession.clause_force", 40.0, 200.0, {}, {}),
    ("deal.recognition", 0.0, 1.0, {"deal": DOWN}, {"grievance": UP}),
    ("deal.recognition_worth", 2.0, 12.0, {"deal": DOWN}, {}),
    ("deal.recognition_offence", 2.0, 12.0, {}, {"grievance": UP}),
    ("deal.legitimacy", 0.2, 1.0, {}, {"deal": DOWN}),
    ("consultation.level", 0.0, 1.0, {"fear": DOWN, "incidents": DOWN}, {"fear": DOWN, "incidents": DOWN}),
    ("fear.strength", 6.5, 24.0, {"fear": UP}, {"fear": UP}),
    ("fear.anger", 1.0, 4.0, {"incidents": UP}, {"incidents": UP}),
    ("alignment.non_alignment", 0.0, 1.0, {"grievance": DOWN}, {"grievance": UP}),
    ("alignment.no_foreign_forces", 0.0, 1.0, {"grievance": DOWN}, {"grievance": UP}),
    ("alignment.no_colour_revolutions", 0.0, 1.0, {"grievance": DOWN}, {"grievance": UP}),
    ("goodwill.ngo_funding", 0.0, 1.0, {"grievance": DOWN, "fear": DOWN, "incidents": DOWN}, {}),
    ("goodwill.joint_patrols", 0.0, 1.0, {"fear": DOWN, "incidents": DOWN}, {}),
    ("goodwill.intelligence_sharing", 0.0, 1.0, {"fear": DOWN, "incidents": DOWN}, {}),
    ("goodwill.space", 0.0, 1.0, {"fear": DOWN, "incidents": DOWN}, {}),
    ("goodwill.years", 2.0, 8.0, {"fear": UP, "incidents": UP}, {}),
    ("goodwill.effect", 0.1, 0.4, {"fear": DOWN, "incidents": DOWN}, {}),
    ("goodwill.cost", 0.2, 2.0, {}, {}),
    ("alignment.weight_drift", 0.2, 0.8, {"grievance": UP}, {}),
    ("alignment.weight_presence", 0.1, 0.4, {"grievance": UP}, {}),
    ("alignment.weight_colour", 0.0, 0.3, {"grievance": UP}, {}),
    ("alignment.weight_alliance", 0.3, 1.5, {"grievance": UP}, {}),
    ("alignment.weight_troops", 0.2, 1.0, {"grievance": UP}, {}),
    ("alignment.prevention", 0.0, 0.6, {"grievance": UP}, {}),
    ("alignment.grievance", 2.0, 16.0, {"grievance": UP}, {}),
    ("alignment.insecurity", 1.0, 8.0, {}, {"grievance": UP}),
    ("alignment.weight_belligerent", 0.1, 0.6, {"grievance": UP}, {}),
    (
        "escalation.cobelligerency",
        0.0,
        1.0,
        {"grievance": UP, "guarantee": UP, "escalation": UP, "gains": UP, "losses": UP},
        {"guarantee": UP, "grievance": UP, "fear": UP},
    ),
    (
        "escalation.cobelligerent_fear",
        0.0,
        0.3,
        {"guarantee": UP, "escalation": UP, "gains": UP, "losses": UP},
        {"guarantee": UP, "grievance": UP, "fear": UP},
    ),
    ("weariness.strength", 2.0, 8.0, {"weariness": DOWN}, {"weariness": DOWN}),
    ("weariness.majority", 0.45, 0.75, {}, {"weariness": DOWN}),
    ("weariness.settled", 0.25, 0.55, {}, {"weariness": DOWN}),
    ("weariness.hardening", 0.0, 0.2, {}, {"weariness": UP}),
    ("china.dependence", 0.2, 0.9, {"dependence": DOWN, "sanctions": UP}, {}),
    ("china.price", 1.0, 6.0, {"dependence": DOWN}, {}),
    ("china.offset", 0.0, 0.6, {"sanctions": UP}, {}),
    ("china.concern", 0.0, 0.8, *KEENER),
    ("asks.help", 0.0, 1.0, {**KEENER[0], "sanctions": UP, "deal": UP}, KEENER[1]),
    ("asks.help_price", 0.3, 3.0, {"deal": UP}, {}),
    ("asks.help_attention", 0.2, 1.0, *KEENER),
    ("asks.help_leverage", 0.1, 0.5, {"sanctions": UP}, {}),
    ("asks.withdrawal", 0.0, 1.0, {"gains": UP, "losses": DOWN, "fear": DOWN}, {"gains": DOWN, "fear": DOWN}),
    ("asks.recovered", 0.3, 0.7, {}, {"gains": DOWN}),
    ("asks.given_up", 0.1, 0.6, {"gains": UP}, {}),
    ("asks.distance", 0.2, 0.8, SLOWER, {"fear": DOWN}),
    ("deterrence.strike_damage", 2.0, 10.0, {"fighting": DOWN}, {}),
    ("fear.strike_threat", 0.5, 3.0, {"fear": UP}, {}),
    (
        "deterrence.long_range",
        0.0,
        0.6,
        {"fighting": DOWN, "fear": UP},
        {"gains": DOWN, "losses": DOWN},
    ),
    ("consultation.strike_limits", 0.0, 1.0, {"fear": DOWN}, {}),
    ("consultation.build_up", 0.3, 3.0, {"fear": UP, "incidents": UP}, {"fear": UP, "incidents": UP}),
    ("consultation.suspension", 0.0, 104.0, {}, {}),
    ("pullback.artillery", 0.0, 1.0, SLOWER, SLOWER),
    ("pullback.rockets", 0.0, 1.0, SLOWER, SLOWER),
    ("pullback.long_range", 0.0, 1.0, SLOWER, SLOWER),
    ("pullback.massing_effect", 0.2, 1.0, SLOWER, SLOWER),
    ("pullback.size_effect", 0.3, 0.8, {}, {}),
    ("attribution.trust_third", 0.3, 0.95, {}, {}),
    ("aid.american", 0.0, 40.0, {}, {"aid": DOWN}),
    ("sanctions.bite", 0.2, 1.0, {}, {}),
    ("grey_zone.felt", 0.5, 5.0, {"incidents": UP, "fear": UP}, {"incidents": UP, "fear": UP}),
    ("grey_zone.damage", 0.05, 1.0, {}, {}),
    ("stockpiles.initial", 0.3, 1.0, {"gains": DOWN, "losses": DOWN}, {"aid": DOWN, "fear": DOWN}),
    ("stockpiles.held_back", 0.2, 0.8, {"gains": UP, "losses": UP}, {"aid": UP, "fear": UP}),
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
        {**SLOWER, "fighting": UP},
        SLOWER,
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
#: What has to be there for a lever to act on.
GIVEN: dict[str, dict[str, Any]] = {
    "china.concern": {"china.dependence": 0.9},
    "alignment.weight_belligerent": {"escalation.cobelligerency": 0.5},
    "escalation.cobelligerent_fear": {"escalation.cobelligerency": 0.5},
    "deal.recognition_worth": {"deal.recognition": 0.5},
    "deal.recognition_offence": {"deal.recognition": 0.5},
    "goodwill.years": {"goodwill.space": 1.0},
    "goodwill.effect": {"goodwill.space": 1.0},
    "goodwill.cost": {"goodwill.space": 1.0},
    "asks.help_price": {"asks.help": 0.5},
    "asks.help_attention": {"asks.help": 0.5},
    "asks.help_leverage": {"asks.help": 0.5},
    "asks.recovered": {"asks.withdrawal": 0.5},
    "asks.given_up": {"asks.withdrawal": 0.5},
    "asks.distance": {"asks.withdrawal": 0.5},
    "stockpiles.initial": {"stockpiles.held_back": 0.5},
}


def weighed(stage, values: dict[str, Any]) -> dict[str, dict[str, float]]:
    """The terms of both capitals in the first week, with a guarantee not yet ratified, by name."""
    world, p = stage({**SOME, **values})
    world.guarantors.in_force_week = 50.0
    world.front.suffered_russia = world.front.suffered_ukraine = 20.0
    world.russia.acts = world.ukraine.acts = 2.0
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
    given = GIVEN.get(lever, {})
    before, after = weighed(stage, {**given, lever: low}), weighed(stage, {**given, lever: high})
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
    tiers = dict.fromkeys(ALL_THREE, 0.8)
    same = weighed(stage, {**tiers, "pullback.timing": "same_day"})
    staggered = weighed(stage, {**tiers, "pullback.timing": timing})
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
