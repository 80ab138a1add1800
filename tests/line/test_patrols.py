"""Patrols: armed presence suppresses fire and stands in the way; observers do neither (M06)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.patrols import density, interposed, open_share, standing_in_the_way, suppression


@given(st.floats(0.0, 3e5), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(1.0, 5000.0))
def test_density_counts_armed_people_where_they_may_go(
    people: float, armed: float, access: float, km: float
) -> None:
    """Observers and people without access do not count; twice the line halves the density."""
    assert density(people, 0.0, access, km) == density(people, armed, 0.0, km) == 0.0
    assert density(people, armed, access, 2.0 * km) == pytest.approx(0.5 * density(people, armed, access, km))
    assert density(people, 1.0, 1.0, km) == pytest.approx(people / km)


def test_no_line_has_no_density() -> None:
    """On a line of no length there is nothing to patrol."""
    assert density(1000.0, 1.0, 1.0, 0.0) == 0.0


@given(st.floats(0.1, 100.0), st.floats(0.0, 100.0), st.floats(0.0, 100.0))
def test_armed_patrols_suppress(half: float, armed: float, more: float) -> None:
    """Nobody suppresses nothing, the half density halves the rate, and more never raises it."""
    assert suppression(0.0, half) == 1.0
    assert suppression(half, half) == pytest.approx(0.5)
    assert 0.0 < suppression(armed + more, half) <= suppression(armed, half)


def test_ten_a_kilometre_take_away_two_thirds() -> None:
    """Ten armed persons a km, at a half density of 5, leave a third (SF14: about -70 %)."""
    assert suppression(10.0, 5.0) == pytest.approx(1.0 / 3.0)


def test_policing_the_whole_line_takes_tens_of_thousands() -> None:
    """To halve the rate on 1,931 km takes about ten thousand armed patrols, to take nine tenths 87,000."""
    assert pytest.approx(9655.0) == 1931.0 * 5.0
    assert suppression(density(87_000.0, 1.0, 1.0, 1931.0), 5.0) == pytest.approx(0.1, abs=0.005)


def test_armed_patrols_count_against_an_attack() -> None:
    """What stands between counts in thousands, times its weight; observers count nothing."""
    assert interposed(10_000.0, 0.5, 3.0) == pytest.approx(15.0)
    assert interposed(10_000.0, 0.0, 3.0) == 0.0


@pytest.mark.parametrize(("armed", "expected"), [(0.0, 0.0), (5.0, 0.5), (10.0, 1.0), (40.0, 1.0)])
def test_ten_a_kilometre_stand_fully_in_the_way(armed: float, expected: float) -> None:
    """Standing in the way grows to 1 at ten a km and no further."""
    assert standing_in_the_way(armed) == expected


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_who_has_something_to_hide_shuts_the_mission_out(access: float, shut_out: float) -> None:
    """In a quiet week all usual access is there; where a side presses or masses its share of that is lost."""
    assert open_share(access, shut_out, 0.0) == access
    assert open_share(access, shut_out, 1.0) == pytest.approx((1.0 - shut_out) * access)
    assert open_share(access, 0.0, 1.0) == access
