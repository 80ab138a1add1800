"""A text: what is settled of each issue, and in whose favour, becomes the terms that are written down (M28-M33)."""

import math

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim.incentives.assets import HELD
from sim.negotiation import settlement
from sim.negotiation.issues import ALIGNMENT, ASSETS, GUARANTEES, LINE, MONITORING, N_ISSUES, SANCTIONS, ZONE
from sim.scenario.scenario import declared, from_record, parameters

#: A failing text is told as it was found: making it simpler takes minutes.
WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
SHARE = st.floats(0.0, 1.0)
#: Terms whose value is not what is on offer, less what is not settled: first steps, channels, neutrals fill some up.
FILLED_UP = {
    "meetings.flag_meetings",
    "restraint.delivery",
    "attribution.trust_russia",
    "attribution.trust_ukraine",
    "consultation.strike_limits",
}
#: What each issue brings into a text.
BROUGHT = {
    LINE: {"violations.line_clarity", "violations.disengagement"},
    ZONE: {
        "zone.front_km",
        "zone.river_km",
        "zone.border_km",
        "zone.deployment_limits",
        "pullback.artillery",
        "pullback.rockets",
        "pullback.long_range",
        "asks.withdrawal",
    },
    MONITORING: {
        "monitoring.coverage",
        "patrols.personnel",
        "patrols.access",
        "accountability.penalty",
        "meetings.commission",
        "meetings.hotline",
        "meetings.flag_meetings",
    },
    GUARANTEES: {"guarantee.commitment", "guarantee.stationed_troops", "guarantee.response_force"},
    SANCTIONS: {"sanctions.relief"},
    ASSETS: {"assets.use", "assets.total", "assets.rebuilding", "deal.offers", "accession.path"},
    ALIGNMENT: {
        "alignment.non_alignment",
        "alignment.no_foreign_forces",
        "alignment.no_colour_revolutions",
        "deal.recognition",
        "aid.mutual_limit",
        "consultation.level",
        "consultation.strike_limits",
        "asks.help",
    },
}
#: What hangs on the whole of a text.
WHOLE = {"deal.formality", "deal.legitimacy"}
#: Terms of which there is something even in an empty text.
LEFT = {"patrols.access", "deal.legitimacy"}
#: Something of every term on offer.
ON_OFFER = {
    path: 0.5
    for path in set().union(*BROUGHT.values())
    if declared()[path].kind == "number" and declared()[path].most == 1.0
}
ON_OFFER |= {
    "patrols.personnel": 5000.0,
    "guarantee.stationed_troops": 20.0,
    "guarantee.response_force": 100.0,
}
#: Nothing that first steps, channels or neutrals would fill up.
PLAIN = {"table.neutrals": False, "channels.dates_announced": False, "first_steps.strike_depth": False}


def values(record) -> dict[str, float]:
    """Every number of a scenario's record, by path; of assets that stay frozen there is nothing to pay."""
    found = {p.path: float(record[p.path.partition(".")[0]][p.path.partition(".")[2]]) for p in parameters()}
    return {**found, "assets.total": found["assets.total"] if found["assets.use"] != HELD else 0.0}


def written(
    setting, changes: dict | None = None, imposed: float = 0.0, settled=1.0, **road: float
) -> tuple[dict, dict]:
    """(what is on offer, the text) where issues are settled so, at depth 1 and without tilt unless told."""
    world, p, text, _ = setting({**ON_OFFER, **PLAIN, **(changes or {})})
    world.road.settled[:] = settled
    for name, value in {"depth": 1.0, "tilt": 0.5, "doubted": 0.0, **road}.items():
        world.road[name] = value
    settlement.write(text, p, world.road, world.road.settled, imposed)
    return values(p), values(text)


def differ(one: dict[str, float], other: dict[str, float]) -> set[str]:
    """Paths at which two records differ by more than rounding."""
    return {path for path in one if not math.isclose(one[path], other[path], rel_tol=1e-12, abs_tol=1e-15)}


def test_a_text_in_which_everything_is_settled_is_what_is_on_offer(setting) -> None:
    """Settled, even-handed and of full substance, a text is the offer in every term; on the defaults' offer too."""
    assert differ(*written(setting)) == set()
    assert differ(*written(setting, {path: declared()[path].default for path in ON_OFFER})) == set()


def test_filling_up_touches_what_it_is_about(setting) -> None:
    """Neutrals raise trust, a date delivery and flag meetings, limits on depth strike limits, prisoners legitimacy."""
    added = {
        "table.neutrals": ({"attribution.trust_russia", "attribution.trust_ukraine"}),
        "channels.dates_announced": {"restraint.delivery", "meetings.flag_meetings"},
        "first_steps.strike_depth": {"consultation.strike_limits"},
        "first_steps.prisoners": {"deal.legitimacy"},
    }
    for switch, touched in added.items():
        offer, text = written(setting, {switch: True})
        assert differ(offer, text) == touched
        assert all(text[path] > offer[path] for path in touched), switch
        offer, empty = written(setting, {switch: True}, settled=0.0)
        assert all(0.0 < empty[path] <= 1.0 for path in touched), switch
    assert set().union(*added.values()) == FILLED_UP | {"deal.legitimacy"}


def test_a_text_in_which_nothing_is_settled_holds_nothing(setting) -> None:
    """Nothing settled gives none of any term, but for half of the access and seven tenths of the legitimacy."""
    offer, text = written(setting, settled=0.0)
    touched = set().union(*BROUGHT.values()) | WHOLE
    for path in touched - LEFT:
        assert text[path] == 0.0, path
        assert offer[path] > 0.0, path
    assert text["patrols.access"] == pytest.approx(0.5 * offer["patrols.access"])
    assert text["deal.legitimacy"] == pytest.approx(0.7 * offer["deal.legitimacy"])
    assert differ(offer, text) == touched


@pytest.mark.parametrize("issue", range(N_ISSUES))
def test_an_issue_brings_its_own_terms(setting, issue: int) -> None:
    """Settling one issue changes its terms and the standing of the whole, and no others."""
    settled = np.zeros(N_ISSUES)
    _, empty = written(setting, settled=settled)
    settled[issue] = 1.0
    _, text = written(setting, settled=settled)
    assert differ(empty, text) == BROUGHT[issue] | WHOLE


@given(st.lists(SHARE, min_size=N_ISSUES, max_size=N_ISSUES), SHARE, SHARE, SHARE)
@settings(max_examples=60, phases=WITHOUT_SHRINKING)
def test_any_text_can_be_a_scenario(
    setting, settled: list[float], depth: float, tilt: float, imposed: float
) -> None:
    """However much is settled, in whoever's favour, every term is possible, and none is more than tilt can make it."""
    world, p, text, _ = setting({**ON_OFFER, "table.neutrals": True, "channels.dates_announced": True})
    world.road.depth, world.road.tilt = depth, tilt
    settlement.write(text, p, world.road, np.array(settled), imposed)
    from_record(np.array([text]))
    offer, terms = values(p), values(text)
    for path in set().union(*BROUGHT.values()) - FILLED_UP:
        assert 0.0 <= terms[path] <= 1.5 * offer[path] + 1e-12, path


@given(st.lists(SHARE, min_size=N_ISSUES, max_size=N_ISSUES), st.integers(0, N_ISSUES - 1), SHARE, SHARE)
@settings(max_examples=60, phases=WITHOUT_SHRINKING)
def test_more_settled_or_more_substance_is_never_less_of_a_term(
    setting, settled: list[float], issue: int, more: float, depth: float
) -> None:
    """Each number of a text grows, or stays, as an issue is settled further, and with the depth of what is settled."""
    further = list(settled)
    further[issue] = max(settled[issue], more)
    here = written(setting, settled=settled, depth=depth)[1]
    for there in (
        written(setting, settled=further, depth=depth)[1],
        written(setting, settled=settled, depth=max(depth, more))[1],
    ):
        assert all(there[path] >= here[path] - 1e-12 for path in here)


@pytest.mark.parametrize(
    ("settled", "depth", "paid"), [(0.0, 1.0, 0.0), (0.5, 1.0, 0.5), (0.5, 0.4, 0.2), (1.0, 1.0, 1.0)]
)
def test_assets_are_paid_as_far_as_they_are_settled(
    setting, settled: float, depth: float, paid: float
) -> None:
    """Unsettled they stay frozen; else as much is paid, and rebuilds, as is settled in substance."""
    offer, text = written(setting, {"assets.use": "with_consent"}, settled=settled, depth=depth)
    assert text["assets.use"] == (offer["assets.use"] if paid else HELD)
    assert text["assets.total"] == pytest.approx(paid * offer["assets.total"])
    assert text["assets.rebuilding"] == pytest.approx(paid * offer["assets.rebuilding"])


def test_tilt_shifts_what_is_kyivs_against_what_is_moscows(setting) -> None:
    """At 0.3 Kyiv has 0.8 of its guarantees, Moscow 1.2 of its relief, neutrality and recognition; the rest stays."""
    offer, text = written(setting, tilt=0.3)
    kyivs = BROUGHT[GUARANTEES]
    moscows = {
        "sanctions.relief",
        "deal.recognition",
        "alignment.non_alignment",
        "alignment.no_foreign_forces",
        "alignment.no_colour_revolutions",
    }
    assert differ(offer, text) == kyivs | moscows | {"deal.legitimacy"}
    for path in kyivs:
        assert text[path] == pytest.approx(0.8 * offer[path])
    for path in moscows:
        assert text[path] == pytest.approx(1.2 * offer[path])
    assert text["deal.legitimacy"] == pytest.approx((0.6 + 0.8 * 0.3) * offer["deal.legitimacy"])
    # In a text tilted to Kyiv there is no more of a guarantee than was on offer.
    assert all(written(setting, tilt=0.9)[1][path] == offer[path] for path in kyivs)


def test_a_threat_against_kyiv_casts_doubt_on_america(setting) -> None:
    """Once issued it takes half of the American half of the promise; troops stand as agreed."""
    offer, text = written(setting, {"guarantee.american_share": 0.5, "pressure.doubt": 0.5}, doubted=1.0)
    assert differ(offer, text) == {"guarantee.commitment"}
    assert text["guarantee.commitment"] == pytest.approx(0.75 * offer["guarantee.commitment"])
