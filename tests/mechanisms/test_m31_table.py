"""M31: who is at the table, and who can bring down what the others sign."""

from __future__ import annotations

import pytest

from sim.engine.journey import Journey

WITHOUT_KYIV, WITHOUT_EUROPE = {"table.kyiv": False}, {"table.europe": False}
BILATERAL = {**WITHOUT_KYIV, **WITHOUT_EUROPE}
FIRST_YEAR = {"horizon.years": 1.0}
#: American attention and European unity that do not move.
STEADY = {"politics.volatility": 0.0, "politics.election_swing": 0.0, "politics.distractions": 0.0}
DIVIDED = {**STEADY, "politics.attention": -1.0, "politics.unity": -1.0}
UNITED = {**STEADY, "politics.attention": 1.5, "politics.unity": 1.5}


@pytest.mark.parametrize("missing", [WITHOUT_KYIV, WITHOUT_EUROPE, BILATERAL], ids=["Kyiv", "Europe", "both"])
def test_exclusion_lowers_signature(signings, rise, missing):
    """Without Kyiv or without Europe fewer roads come to a ceasefire within two and three years."""
    found = signings.pair({}, missing, 500)
    for years in ("agreed_2y", "agreed_3y"):
        assert rise(found, lambda roads, years=years: roads[years]) < -4.0


@pytest.mark.parametrize("missing", [WITHOUT_KYIV, BILATERAL], ids=["Kyiv", "both"])
def test_exclusion_of_kyiv_lowers_survival(roads, rise, missing):
    """Ceasefires over Kyiv's head are not seen as Ukraine's own and last less long than on the same roads with it."""
    found = roads.pair({}, missing, 300).signed
    assert rise(found, lambda runs: runs["legitimacy"]) < -10.0
    assert rise(found, lambda runs: runs["days"]) < -5.0


def test_exclusion_of_europe_lowers_survival(roads, rise):
    """Ceasefires without Europe last less long than on the same roads with it."""
    found = roads.pair({}, WITHOUT_EUROPE, 800).signed
    assert rise(found, lambda runs: runs["days"]) < -2.0


@pytest.mark.parametrize("missing", [WITHOUT_KYIV, WITHOUT_EUROPE], ids=["Kyiv", "Europe"])
def test_exclusion_costs_peaceful_years(roads, rise, missing):
    """Without Kyiv or without Europe fewer of the next ten years are peaceful."""
    assert rise(roads.pair({}, missing, 300), lambda runs: runs["peaceful_years_10y"]) < -4.0


def test_what_a_europe_left_out_does_not_carry_out_costs_peace(roads, rise):
    """The same texts last less long where a Europe that did not agree to them carries out less of them."""
    all_of_it, nothing = ({**WITHOUT_EUROPE, "table.carried_without": share} for share in (1.0, 0.0))
    found = roads.pair(all_of_it, nothing, 400)
    assert (found.before["months_at_war"] == found.after["months_at_war"]).all()
    assert rise(found.signed, lambda runs: runs["days"]) < -3.0


def test_a_bilateral_deal_is_the_worst(roads, rise):
    """Washington and Moscow alone bring fewer peaceful years in ten than without Kyiv or without Europe only."""
    for only in (WITHOUT_KYIV, WITHOUT_EUROPE):
        assert rise(roads.pair(only, BILATERAL, 300), lambda runs: runs["peaceful_years_10y"]) < -5.0


@pytest.mark.parametrize(
    ("missing", "chance"), [(WITHOUT_KYIV, "table.scuttle_kyiv"), (WITHOUT_EUROPE, "table.scuttle_europe")]
)
def test_those_left_out_can_scuttle(signings, rise, missing, chance):
    """The likelier those left out are to bring a text down, the fewer roads come to a ceasefire, and the more fail."""
    found = signings.pair({**missing, chance: 0.0}, {**missing, chance: 1.0}, 400)
    assert rise(found, lambda roads: roads["agreed_3y"]) < -3.0
    assert rise(found, lambda roads: roads["failed_rounds"]) > 3.0


def test_a_divided_west_makes_both_sides_hold_out(signings, rise, at_war):
    """Where the West is divided both sides hold out and fewer sign; a united one leaves nothing to hold out for."""
    plays = [{"table.play_off": size} for size in (0.0, 10.0)]
    divided, united = (
        signings.pair(*({**mood, **play} for play in plays), 300) for mood in (DIVIDED, UNITED)
    )
    assert rise(divided, lambda roads: roads["agreed_3y"]) < -4.0
    assert united.before.equals(united.after)
    first = [Journey(at_war.with_values({**DIVIDED, **play}), 1, 0) for play in plays]
    for journey in first:
        journey.step()
    for side in ("russia", "ukraine"):
        held_out = first[0].world.road[f"own_{side}"] - first[1].world.road[f"own_{side}"]
        assert held_out > 3.0


def test_europe_at_the_table_is_part_of_unity(signings, rise):
    """The same Western mood leaves more to hold out for where Europe is not at the table."""
    found = signings.pair(
        *({**WITHOUT_EUROPE, **UNITED, "table.play_off": size} for size in (0.0, 10.0)), 300
    )
    assert rise(found, lambda roads: roads["agreed_3y"]) < -4.0


def test_neutrals_raise_trust_in_the_mission(at_war, roads, rise):
    """With neutral observers both sides trust the mission more, and there is less fire in the year that follows."""
    for trust in ("trust_russia", "trust_ukraine"):
        terms = [Journey(at_war.with_values({"table.neutrals": there}), 1, 0) for there in (False, True)]
        for journey in terms:
            journey.step()
        lower, higher = (getattr(journey.terms().attribution, trust) for journey in terms)
        assert higher > lower + 0.05
    found = roads.pair(FIRST_YEAR, {**FIRST_YEAR, "table.neutrals": True}, 400).signed
    assert rise(found, lambda runs: runs["violations"]) < -2.0


def test_nato_and_russia_in_parallel_bring_a_ceasefire_sooner(signings, rise):
    """Where NATO and Russia talk in parallel more roads come to a ceasefire within two years."""
    assert rise(signings.pair({}, {"table.nato_russia": True}, 400), lambda roads: roads["agreed_2y"]) > 4.0
