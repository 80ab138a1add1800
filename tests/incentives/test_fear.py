"""Fear: what each side believes of the other, and what it could do first (M12, M18)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.fear import hostility, next_belief, striking_first

SHARE = st.floats(0.0, 1.0)
BELIEF = st.floats(-5.0, 3.0)
#: forgetting, suffered, per_incident, misread, seen, per_massing, verified, reassurance of a quiet unwatched week.
QUIET = {
    "forgetting": 0.0,
    "suffered": 0.0,
    "per_incident": 0.03,
    "misread": 1.0,
    "seen": 0.0,
    "per_massing": 0.5,
    "verified": 0.0,
    "reassurance": 0.05,
}


def believed(belief: float, **changed: float) -> float:
    """Belief after a quiet, unwatched week, but for what is changed."""
    return next_belief(belief, *{**QUIET, **changed}.values())


def test_hostility_on_its_scale() -> None:
    """Nothing suffered is 0, usual fire 0.7, and the same fire on half the line twice as thick."""
    assert hostility(0.0, 10.0, 1931.0) == 0.0
    assert hostility(10.0, 10.0, 1931.0) == pytest.approx(0.693, abs=0.001)
    assert hostility(5.0, 10.0, 965.5) == hostility(10.0, 10.0, 1931.0)


@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6))
def test_more_fire_is_more_hostile(suffered: float, more: float) -> None:
    """Hostility never falls with fire suffered."""
    assert hostility(suffered + more, 10.0, 1931.0) >= hostility(suffered, 10.0, 1931.0) >= 0.0


@given(st.floats(-4.5, 2.0))
def test_what_moves_a_belief(belief: float) -> None:
    """Fire that is misread and massing that is seen raise it, verified compliance lowers it; else it stays."""
    assert believed(belief) == belief
    assert believed(belief, suffered=1.0) == pytest.approx(belief + 0.03)
    assert believed(belief, suffered=1.0, misread=0.0) == belief
    assert believed(belief, seen=1.0) == pytest.approx(belief + 0.5)
    assert believed(belief, verified=1.0) == pytest.approx(belief - 0.05)
    assert believed(belief, seen=1.0, verified=1.0) == believed(belief, seen=1.0)


@given(BELIEF, st.floats(0.0, 1.0))
def test_a_belief_is_forgotten_towards_its_long_run_level(belief: float, forgetting: float) -> None:
    """Left alone, belief moves towards -1.5 and not past it."""
    after = believed(belief, forgetting=forgetting)
    assert abs(after + 1.5) <= abs(belief + 1.5) + 1e-12
    assert (after + 1.5) * (belief + 1.5) >= -1e-12


@given(BELIEF, SHARE, st.floats(0.0, 20.0), SHARE, SHARE)
def test_belief_keeps_its_bounds(
    belief: float, forgetting: float, suffered: float, seen: float, verified: float
) -> None:
    """Whatever happens, belief stays between -5 and 3."""
    after = believed(
        belief,
        forgetting=forgetting,
        suffered=suffered,
        per_incident=1.0,
        seen=seen,
        per_massing=5.0,
        verified=verified,
    )
    assert -5.0 <= after <= 3.0


@given(st.floats(0.0, 200.0), BELIEF, st.floats(0.0, 2.0), st.floats(1.0, 10.0), st.floats(0.0, 3.0))
def test_striking_first_is_worth_most_to_the_frightened(
    strength: float, belief: float, threat: float, slow: float, more: float
) -> None:
    """It grows with belief and threat, and falls the longer an attack takes to build up."""
    here = striking_first(strength, belief, threat, slow)
    assert striking_first(strength, belief, 0.0, slow) == 0.0
    assert striking_first(strength, belief + more, threat, slow) >= here >= 0.0
    assert striking_first(strength, belief, threat + more, slow) >= here
    assert striking_first(strength, belief, threat, slow + more) <= here
