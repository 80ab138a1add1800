"""What is asked of Moscow: help elsewhere gives away leverage, a withdrawal changes what both want (M22)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.asks import kyiv_aims, leverage, moscow_aims

SHARE = st.floats(0.0, 1.0)


@given(SHARE, SHARE, SHARE)
def test_what_kyiv_gets_back_it_need_not_fight_for(withdrawal: float, recovered: float, more: float) -> None:
    """Without a withdrawal Kyiv's aims stay; a full one meets its share of them, and more never leaves more."""
    assert kyiv_aims(0.0, recovered) == 1.0
    assert kyiv_aims(1.0, recovered) == 1.0 - recovered
    assert 0.0 <= kyiv_aims(min(1.0, withdrawal + more), recovered) <= kyiv_aims(withdrawal, recovered) <= 1.0


@given(SHARE, st.floats(0.0, 5.0), SHARE, SHARE)
def test_what_moscow_gives_up_it_could_win_again(
    withdrawal: float, given_up: float, neutral: float, more: float
) -> None:
    """A withdrawal never lowers Moscow's aims, adds more the further it goes, and less to a neutral Ukraine."""
    here = moscow_aims(withdrawal, given_up, neutral)
    assert moscow_aims(0.0, given_up, neutral) == 1.0 <= here
    assert moscow_aims(min(1.0, withdrawal + more), given_up, neutral) >= here
    assert moscow_aims(withdrawal, given_up, min(1.0, neutral + more)) <= here


@given(st.floats(0.0, 5.0))
def test_neutrality_halves_what_there_is_to_win_again(given_up: float) -> None:
    """Where neutrality is assured in full a withdrawal adds half as much to Moscow's aims."""
    plain, neutral = moscow_aims(1.0, given_up, 0.0), moscow_aims(1.0, given_up, 1.0)
    assert plain == 1.0 + given_up
    assert neutral - 1.0 == pytest.approx(0.5 * (plain - 1.0))


@given(SHARE, SHARE, SHARE)
def test_who_needs_help_penalises_less(help: float, given_away: float, more: float) -> None:
    """Without help Washington keeps all its readiness to penalise; full help takes its share of it."""
    assert leverage(0.0, given_away) == 1.0
    assert leverage(1.0, given_away) == 1.0 - given_away
    assert 0.0 <= leverage(min(1.0, help + more), given_away) <= leverage(help, given_away)
