"""The settlement: its laws, and what is signed becomes the scenario of the ceasefire (M28-M33)."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.agents.united_states import is_election
from sim.negotiation import settlement
from sim.negotiation.issues import N_ISSUES
from sim.negotiation.settlement import for_kyiv, for_moscow, legitimacy, next_election, quality, share
from sim.scenario.scenario import declared, from_record, parameters

SHARE = st.floats(0.0, 1.0)


def values(record) -> dict[str, float]:
    """Every number of a scenario's record, by path."""
    return {p.path: float(record[p.path.partition(".")[0]][p.path.partition(".")[2]]) for p in parameters()}


@given(SHARE, SHARE)
def test_what_one_side_wins_the_other_loses(tilt: float, other: float) -> None:
    """The two factors add up to 2, are 1 where a text is even-handed, and run against each other."""
    assert for_kyiv(tilt) + for_moscow(tilt) == pytest.approx(2.0)
    assert for_kyiv(0.5) == for_moscow(0.5) == 1.0
    low, high = sorted((tilt, other))
    assert 0.5 <= for_kyiv(low) <= for_kyiv(high) <= 1.5
    assert 1.5 >= for_moscow(low) >= for_moscow(high) >= 0.5


@given(SHARE, SHARE, st.floats(0.5, 1.5), SHARE)
def test_a_term_as_settled_is_a_share(offered: float, settled: float, favour: float, more: float) -> None:
    """Offer times what is settled times favour, between 0 and 1."""
    assert share(0.4, 0.5, 1.2) == pytest.approx(0.24)
    assert share(0.9, 1.0, 1.5) == 1.0
    here = share(offered, settled, favour)
    assert 0.0 <= here <= share(max(offered, more), settled, favour) <= 1.0
    assert here <= share(offered, max(settled, more), favour)
    assert here <= share(offered, settled, favour + more)


@given(st.lists(SHARE, min_size=N_ISSUES, max_size=N_ISSUES), st.integers(0, N_ISSUES - 1), SHARE)
def test_quality_is_a_share_of_all_that_could_be_settled(
    settled: list[float], issue: int, more: float
) -> None:
    """0 of nothing, 1 of everything, never less for an issue settled further."""
    assert quality(np.zeros(N_ISSUES)) == 0.0
    assert quality(np.ones(N_ISSUES)) == pytest.approx(1.0, abs=1e-15)
    further = np.array(settled)
    further[issue] = max(further[issue], more)
    assert 0.0 <= quality(np.array(settled)) <= quality(further) + 1e-15 <= 1.0 + 1e-14
    assert quality(np.array([1.0, 0.5, 0.0, 0.0, 1.0, 1.0, 0.0])) == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("seat", "tilt", "settled", "imposed", "home", "legitimate"),
    [
        (1.0, 0.5, 1.0, 0.0, 0.0, 0.8),
        (0.0, 0.5, 1.0, 0.0, 0.0, 0.28),
        (1.0, 0.5, 0.0, 0.0, 0.0, 0.56),
        (1.0, 0.5, 1.0, 1.0, 0.0, 0.32),
        (1.0, 0.0, 1.0, 0.0, 0.0, 0.48),
        (1.0, 0.75, 1.0, 0.0, 0.0, 0.96),
        (1.0, 1.0, 1.0, 0.0, 0.0, 0.96),
        (1.0, 0.5, 1.0, 0.0, 0.04, 0.84),
    ],
)
def test_how_far_terms_are_ones_own(seat, tilt, settled, imposed, home, legitimate: float) -> None:
    """A seat, an even hand, a full text and free will make terms Ukraine's own; prisoners come home on top."""
    assert legitimacy(0.8, seat, 0.35, tilt, settled, imposed, home) == pytest.approx(legitimate)


@given(SHARE, st.sampled_from([0.0, 1.0]), SHARE, SHARE, SHARE, SHARE, st.floats(0.0, 0.5), SHARE)
def test_legitimacy_has_the_right_signs(usual, seat, excluded, tilt, settled, imposed, home, more) -> None:
    """A share; never less with a seat, a tilt to Kyiv, more settled or prisoners home; never more where imposed."""
    here = legitimacy(usual, seat, excluded, tilt, settled, imposed, home)
    grown = 1e-12 + np.array(
        [
            legitimacy(max(usual, more), seat, excluded, tilt, settled, imposed, home),
            legitimacy(usual, 1.0, excluded, tilt, settled, imposed, home),
            legitimacy(usual, seat, max(excluded, more), tilt, settled, imposed, home),
            legitimacy(usual, seat, excluded, max(tilt, more), settled, imposed, home),
            legitimacy(usual, seat, excluded, tilt, max(settled, more), imposed, home),
            legitimacy(usual, seat, excluded, tilt, settled, min(imposed, more), home),
            legitimacy(usual, seat, excluded, tilt, settled, imposed, home + more),
        ]
    )
    assert 0.0 <= here <= 1.0
    assert np.all(grown >= here) and np.all(grown <= 1.0 + 1e-9)


@given(st.integers(0, 4 * 208).map(lambda quarter: quarter / 4.0), st.integers(1, 1043))
@example(97.5, 98)
@example(97.0, 97)
@example(0.0, 208)
def test_elections_go_on_as_if_nothing_had_happened(first: float, weeks: int) -> None:
    """The elections of the ceasefire are those of the road's calendar, whenever a text is signed."""
    left = next_election(first, float(weeks))
    assert 0.0 <= left <= 208.0
    on_the_road = [week - weeks for week in range(weeks + 1, weeks + 600) if is_election(week, first)]
    assert [week for week in range(1, 600) if is_election(week, left)] == on_the_road


def test_belief_falls_with_trust_and_envoys(setting) -> None:
    """Full trust takes 0.6 from the log-odds of an attack, full channels 0.4, a date its part; held within -5 and 3."""
    p = setting({"channels.envoys": 0.0}).p
    assert settlement.believed(0.0, p) == p.fear.initial == -0.5
    assert settlement.believed(1.0, p) == pytest.approx(-1.1)
    assert settlement.believed(0.5, p) == pytest.approx(-0.8)
    p.channels.envoys = 1.0
    assert settlement.believed(1.0, p) == pytest.approx(-1.5)
    p.channels.envoys, p.channels.dates_announced = 0.2, 1.0
    assert settlement.believed(0.0, p) == pytest.approx(-0.5 - 0.4 * (1.0 - 0.8 * 0.75))
    p.channels.envoys = 1.0
    p.channels.clearer = 5.0
    assert settlement.believed(1.0, p) == -5.0


CARRIED = {
    "sanctions.relief": 0.65,
    "guarantee.commitment": 0.65,
    "guarantee.stationed_troops": 0.65,
    "guarantee.response_force": 0.65,
    "assets.total": 0.3,
    "accession.path": 0.3,
    "deal.offers": 0.3,
}


@pytest.mark.parametrize("europe", [True, False])
def test_a_europe_that_was_left_out_carries_out_less(setting, europe: bool) -> None:
    """Left out, it does three tenths of its part: half of relief and guarantee, all of assets and accession."""
    offer = {"guarantee.stationed_troops": 20.0, "table.europe": europe, "guarantee.american_share": 0.5}
    world, p, text, _ = setting(offer)
    world.road.settled[:] = 1.0
    settlement.write(text, p, world.road, world.road.settled, 0.0)
    before = values(text)
    settlement.carry_out(text, p)
    after = values(text)
    assert {path for path in before if before[path] != after[path]} == (set() if europe else set(CARRIED))
    if not europe:
        for path, left in CARRIED.items():
            assert after[path] == pytest.approx(left * before[path]), path


def test_what_is_signed_holds_what_the_road_leaves(setting) -> None:
    """Forces, the mood at home, belief, American aid, what was imposed and the next election stand in the scenario."""
    world, p, text, _ = setting({"politics.first_election": 97.0, "channels.envoys": 0.0})
    road = world.road
    road.week, road.trust, road.aid_factor = 60.0, 0.5, 0.1
    road.imposed_russia, road.imposed_ukraine = 0.2, 0.7
    world.russia.force, world.ukraine.force, world.ukraine.support = 611.0, 455.0, 0.66
    settlement.conclude(world, text, p)
    assert (text.deterrence.force_russia, text.deterrence.force_ukraine) == (611.0, 455.0)
    assert (text.weariness.majority, text.politics.first_election) == (0.66, 37.0)
    assert text.aid.american == pytest.approx(0.1 * p.aid.american)
    assert text.fear.initial == pytest.approx(-0.8)
    assert (text.deal.imposed_on_moscow, text.deal.imposed_on_kyiv) == (0.2, 0.7)
    # What is imposed on Kyiv takes from how far the terms are its own; what is imposed on Moscow does not.
    road.imposed_ukraine = 0.0
    imposed = float(text.deal.legitimacy)
    settlement.conclude(world, text, p)
    assert imposed == pytest.approx((1.0 - 0.6 * 0.7) * text.deal.legitimacy)


@pytest.mark.parametrize("flood", [declared()["pressure.flood"].low, declared()["pressure.flood"].most])
def test_aid_after_a_flood_is_a_possible_scenario(setting, flood: float) -> None:
    """However much American aid a carried-out flood adds, the terms signed are a scenario."""
    world, p, text, _ = setting({"aid.american": 100.0})
    world.road.aid_factor = 1.0 + flood
    settlement.conclude(world, text, p)
    from_record(np.array([text]))
