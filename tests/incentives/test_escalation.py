"""Fear of escalation: asymmetry, signals that a hotline takes the sting out of, and aid that makes a party (M23)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.escalation import fear, party

SHARE = st.floats(0.0, 1.0)
FLOW = st.floats(0.0, 300.0)


@given(SHARE, FLOW, FLOW)
def test_aid_makes_a_party_as_far_as_it_is_of_that_kind(kind: float, aid: float, more: float) -> None:
    """Without aid, or without crews and targeting, nobody is party; at 50 billion dollars of such aid fully."""
    assert party(kind, 0.0) == party(0.0, aid) == 0.0
    assert party(1.0, 50.0) == 1.0
    assert party(kind, aid + more) >= party(kind, aid)


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_what_frightens(
    asymmetry: float, signal: float, effect: float, hotline: float, involved: float, size: float, more: float
) -> None:
    """Fear lies between 0 and 1, rises with asymmetry, signals and involvement, and never with a hotline."""
    here = fear(asymmetry, signal, effect, hotline, involved, size)
    assert 0.0 <= here <= 1.0
    assert fear(min(1.0, asymmetry + more), signal, effect, hotline, involved, size) >= here
    assert fear(asymmetry, min(1.0, signal + more), effect, hotline, involved, size) >= here
    assert fear(asymmetry, signal, effect, hotline, involved + more, size) >= here
    assert fear(asymmetry, signal, effect, min(1.0, hotline + more), involved, size) <= here


def test_the_parts_of_fear_add_up() -> None:
    """A quiet week has the asymmetry alone; a signal and involvement add their shares; a hotline answers the signal."""
    assert fear(0.4, 0.0, 0.15, 0.0, 0.0, 0.1) == pytest.approx(0.4)
    assert fear(0.4, 1.0, 0.15, 0.0, 0.0, 0.1) == pytest.approx(0.55)
    assert fear(0.4, 1.0, 0.15, 1.0, 0.0, 0.1) == pytest.approx(0.4)
    assert fear(0.4, 0.0, 0.15, 0.0, 0.5, 0.1) == pytest.approx(0.45)
