"""The table: the West speaks with one voice or is played off against itself (M31)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.politics import share
from sim.negotiation.table import cohesion, held_out_for
from sim.scenario.scenario import declared

SHARE = st.floats(0.0, 1.0)
SEAT = st.sampled_from([0.0, 1.0])
PLAY_OFF = st.floats(declared()["table.play_off"].least, declared()["table.play_off"].most)


def test_usual_moods_speak_with_one_voice() -> None:
    """At usual attention and unity cohesion is whole with Europe at the table, and half without it."""
    assert cohesion(1.0, 0.62, 0.62) == pytest.approx(1.0)
    assert cohesion(1.0, share(0.5, 0.0), share(0.5, 0.0)) == 1.0
    assert cohesion(0.0, 0.62, 0.62) == pytest.approx(0.5)
    assert cohesion(1.0, 0.31, 0.62) == pytest.approx(0.5)
    assert cohesion(0.0, 0.31, 0.31) == pytest.approx(0.125)


def test_what_is_held_out_for() -> None:
    """Nothing from a West that is one, all of it from one that is not there, half from one without Europe."""
    assert (held_out_for(10.0, 1.0), held_out_for(10.0, 0.5), held_out_for(10.0, 0.0)) == (0.0, 5.0, 10.0)


@given(SEAT, SHARE, SHARE, SHARE, PLAY_OFF)
def test_division_is_never_worth_less(
    europe: float, attention: float, unity: float, more: float, play_off: float
) -> None:
    """Cohesion is a share that grows with attention, unity and Europe's seat; what is held out for falls with it."""
    here = cohesion(europe, attention, unity)
    assert 0.0 <= here <= 1.0
    assert here <= cohesion(europe, max(attention, more), unity)
    assert here <= cohesion(europe, attention, max(unity, more))
    assert here <= cohesion(1.0, attention, unity)
    assert (
        0.0
        <= held_out_for(play_off, cohesion(1.0, attention, unity))
        <= held_out_for(play_off, here)
        <= play_off
    )
