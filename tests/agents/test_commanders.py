"""Sector commanders: whether they fire, what is seen and found of it, and what they answer for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.agents.commanders import answer_weight, answering, fires, judged, outlook, unanswered, volley
from sim.incentives.choice import ATTACK, COMPLY, MASS, PRESS
from sim.line.violations import log_variance
from sim.numerics.distributions import poisson

OPEN = st.floats(1e-9, 1.0 - 1e-9)
SHARE = st.floats(0.0, 1.0)
MIDPOINTS = (np.arange(1000) + 0.5) / 1000


@given(OPEN, st.floats(0.0, 80.0))
def test_the_short_cut_changes_nothing(u: float, rate: float) -> None:
    """The one comparison that spares most commanders the count never changes it."""
    assert fires(u, rate) == poisson(u, rate)


def test_bouts_have_their_rate() -> None:
    """Over all uniforms a commander begins as many bouts as his rate says."""
    assert np.mean([fires(u, 0.7) for u in MIDPOINTS]) == pytest.approx(0.7, abs=0.005)


@given(
    st.tuples(OPEN, OPEN), st.tuples(OPEN, OPEN), st.integers(1, 40), st.floats(0.5, 1e4), SHARE, SHARE, SHARE
)
def test_what_is_found_was_seen_and_what_is_seen_was_fired(
    draws: tuple[float, float],
    named: tuple[float, float],
    bouts: int,
    odds: float,
    detection: float,
    accuracy: float,
    false_share: float,
) -> None:
    """No more bouts are seen than fired, and no more are found at fault than seen; counts are whole."""
    single = log_variance(1.0, 6.5)
    fired, seen = volley(draws, float(bouts), odds, detection, 44.0, 6.5, single, 0.8)
    right, wrong = judged(named, seen, accuracy, false_share)
    assert fired > 0.0
    assert 0.0 <= seen <= bouts
    assert seen == round(seen)
    assert right >= 0.0 and wrong >= 0.0 and right + wrong <= seen + 1e-6
    assert (right, wrong) == (round(right), round(wrong))


def test_nothing_is_found_of_what_nobody_sees() -> None:
    """Without detection nothing is recorded or found, and with it but without accuracy nothing right."""
    draws = (0.5, 0.5)
    single = log_variance(1.0, 6.5)
    assert volley(draws, 5.0, 1.0, 0.0, 44.0, 6.5, single, 1.0)[1] == 0.0
    assert volley(draws, 5.0, 1.0, 1.0, 44.0, 6.5, single, 1.0)[1] == 5.0
    assert judged(draws, 0.0, 1.0, 1.0) == (0.0, 0.0)
    assert judged(draws, 5.0, 0.0, 0.0) == (0.0, 0.0)
    assert judged(draws, 5.0, 1.0, 1.0) == (5.0, 0.0)
    assert judged(draws, 5.0, 0.0, 1.0) == (0.0, 5.0)


@given(st.integers(0, 40), st.integers(0, 40), SHARE)
def test_findings_answer_for_bouts(bouts: int, right: int, answered: float) -> None:
    """Right findings take away what they weigh, wrong ones add insult, and nothing found leaves it all."""
    right = min(right, bouts)
    assert unanswered(float(bouts), 0.0, 0.0, answered) == bouts
    assert 0.0 <= unanswered(float(bouts), float(right), 0.0, answered) <= bouts
    assert unanswered(float(bouts), float(right), 2.0, answered) > unanswered(
        float(bouts), float(right), 1.0, answered
    )


@given(SHARE, st.floats(0.0, 365.0), st.floats(1.0, 1000.0))
def test_an_answer_weighs_as_much_as_it_is_trusted_and_fresh(
    trust: float, delay: float, scale: float
) -> None:
    """At once it weighs what it is trusted, late less, distrusted nothing."""
    assert answer_weight(trust, 0.0, scale) == trust
    assert 0.0 <= answer_weight(trust, delay, scale) <= trust
    assert answer_weight(0.0, delay, scale) == 0.0


@pytest.mark.parametrize("stance", [COMPLY, MASS])
def test_accountability_holds_what_orders_give(stance: int) -> None:
    """A commander who answers for more supports more restraint and loses it more slowly."""
    careless = outlook(stance, 0.0, 0.6, 0.0, 0.1, 0.1, 7.0, 0.2, 8.0, 0.65)
    careful = outlook(stance, 0.0, 0.6, 0.4, 0.9, 0.9, 7.0, 0.2, 8.0, 0.65)
    assert careful[0] > careless[0] >= 1.0
    assert careful[1] < careless[1] <= 0.2


@pytest.mark.parametrize("stance", [PRESS, ATTACK])
def test_ordered_fire_is_not_held_up_by_discipline(stance: int) -> None:
    """Units told to fire do so as fast as the order gets round, however disciplined; in the grey zone they do not."""
    on_the_line = outlook(stance, 0.0, -0.1, 0.9, 0.9, 0.9, 7.0, 0.2, 8.0, 0.65)
    grey = outlook(PRESS, 1.0, 0.6, 0.9, 0.9, 0.9, 7.0, 0.2, 8.0, 0.65)
    assert on_the_line[0] < 1.0 and on_the_line[1] == 0.65
    assert grey[0] > 1.0 and grey[1] < 0.01


def test_a_commission_adds_discipline_and_distrust_takes_the_reckoning(stage) -> None:
    """What commanders answer to is their own discipline with the commission's, and findings that are believed."""
    _, bare = stage({"meetings.commission": 0.0})
    _, joint = stage({"meetings.commission": 1.0})
    assert answering(0.2, 0.5, bare)[0] == pytest.approx(0.2)
    assert answering(0.2, 0.5, joint)[0] > 0.2
    assert answering(0.2, 0.5, bare)[1] == answering(0.2, 0.5, joint)[1] > 0.0
    assert answering(0.2, 0.0, bare)[1] == 0.0
