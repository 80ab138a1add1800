"""Pull-back of heavy equipment: smaller bouts; staggered, a window for the side that has not moved (M04)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.pullback import opening, weapons

RUSSIA, UKRAINE = 0, 1
SAME_DAY, RUSSIA_FIRST, UKRAINE_FIRST = 0, 1, 2
SHARE = st.floats(0.0, 1.0)


@given(SHARE, st.floats(0.0, 0.95))
def test_bouts_shrink_with_the_share_pulled_back(share: float, effect: float) -> None:
    """All weapons stay at a share of 0, and 1 - effect of them at a share of 1."""
    assert weapons(0.0, effect) == 1.0
    assert weapons(1.0, effect) == pytest.approx(1.0 - effect)
    assert 1.0 - effect <= weapons(share, effect) + 1e-12 <= 1.0 + 1e-12


@given(SHARE, st.floats(0.0, 104.0), st.floats(0.0, 104.0), st.floats(0.0, 2.0))
def test_the_same_day_opens_no_window(share: float, week: float, stagger: float, window: float) -> None:
    """Where both move on the same day neither has an advantage, in any week."""
    assert opening(share, SAME_DAY, RUSSIA, week, stagger, window) == 0.0
    assert opening(share, SAME_DAY, UKRAINE, week, stagger, window) == 0.0


@pytest.mark.parametrize(
    ("timing", "moved", "waiting"), [(RUSSIA_FIRST, RUSSIA, UKRAINE), (UKRAINE_FIRST, UKRAINE, RUSSIA)]
)
@pytest.mark.parametrize(("week", "open_still"), [(1, True), (7, True), (8, False), (20, False)])
def test_a_window_opens_only_for_the_side_that_waits(
    timing: int, moved: int, waiting: int, week: int, open_still: bool
) -> None:
    """Until the stagger of 8 weeks is over, the side that has not moved has the advantage and the other none."""
    assert opening(0.5, timing, moved, week, 8.0, 0.3) == 0.0
    assert opening(0.5, timing, waiting, week, 8.0, 0.3) == (0.15 if open_still else 0.0)
