"""Pull-back of heavy equipment: smaller bouts; staggered, a window for the side that has not moved (M04)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.pullback import has_moved, opening, out_of_place, out_of_range, weapons
from sim.scenario.scenario import declared

RUSSIA, UKRAINE = 0, 1
SAME_DAY, RUSSIA_FIRST, UKRAINE_FIRST = 0, 1, 2
SHARE = st.floats(0.0, 1.0)


def test_timings_stand_in_order() -> None:
    """The rules count the timings as 0, 1 and 2, as the declaration lists them."""
    assert declared()["pullback.timing"].options == ("same_day", "russia_first", "ukraine_first")


@given(SHARE, st.floats(0.0, 0.95))
def test_bouts_shrink_with_the_share_pulled_back(share: float, effect: float) -> None:
    """All weapons stay at a share of 0, and 1 - effect of them at a share of 1."""
    assert weapons(0.0, effect) == 1.0
    assert weapons(1.0, effect) == pytest.approx(1.0 - effect)
    assert 1.0 - effect <= weapons(share, effect) + 1e-12 <= 1.0 + 1e-12


@pytest.mark.parametrize("count", [out_of_range, out_of_place])
@given(shares=st.tuples(SHARE, SHARE, SHARE), more=SHARE)
def test_every_tier_counts(count, shares: tuple[float, float, float], more: float) -> None:
    """Nothing pulled back is 0, all three tiers are 1, and more of any tier is never less."""
    assert count(0.0, 0.0, 0.0) == 0.0
    assert count(1.0, 1.0, 1.0) == pytest.approx(1.0)
    for tier in range(3):
        further = list(shares)
        further[tier] = min(1.0, further[tier] + more)
        assert count(*further) >= count(*shares) - 1e-12


def test_artillery_counts_most() -> None:
    """Most fire on the line is artillery, rockets less, long range least; an attack too needs artillery most."""
    fire = [out_of_range(*tier) for tier in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))]
    assert fire == sorted(fire, reverse=True) and fire[0] > 0.5 and len(set(fire)) == 3
    assert out_of_place(1.0, 0.0, 0.0) > out_of_place(0.0, 1.0, 0.0) > 0.0


@given(st.floats(0.0, 104.0), st.floats(0.0, 104.0))
def test_on_the_same_day_both_have_moved(week: float, stagger: float) -> None:
    """Where both move on the same day both have, in any week."""
    assert has_moved(SAME_DAY, RUSSIA, week, stagger) == has_moved(SAME_DAY, UKRAINE, week, stagger) == 1.0


@pytest.mark.parametrize(
    ("timing", "first", "second"), [(RUSSIA_FIRST, RUSSIA, UKRAINE), (UKRAINE_FIRST, UKRAINE, RUSSIA)]
)
@pytest.mark.parametrize(("week", "moved"), [(0, 0.0), (1, 0.0), (7, 0.0), (8, 1.0), (20, 1.0)])
def test_the_second_side_moves_after_the_stagger(
    timing: int, first: int, second: int, week: int, moved: float
) -> None:
    """One side moves at once, the other when the stagger of 8 weeks is over."""
    assert has_moved(timing, first, week, 8.0) == 1.0
    assert has_moved(timing, second, week, 8.0) == moved


@given(SHARE, st.floats(0.0, 2.0))
def test_a_window_opens_only_for_the_side_that_waits(share: float, window: float) -> None:
    """Only a side that has not moved facing one that has gains, by the share; nobody does when both are alike."""
    assert opening(share, 0.0, 1.0, window) == share * window
    assert opening(share, 1.0, 0.0, window) == 0.0
    assert opening(share, 0.0, 0.0, window) == opening(share, 1.0, 1.0, window) == 0.0
