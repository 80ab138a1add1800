"""The grey zone: pressure leaves a line that is watched or guarded (M27)."""

from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.grey_zone import off_line

SHARE = st.floats(0.0, 1.0)


@given(SHARE, SHARE, SHARE, SHARE)
def test_pressure_leaves_a_line_that_is_watched_or_guarded(
    share: float, observed: float, credibility: float, more: float
) -> None:
    """The grey zone is chosen never where nothing watches or guards, its share where either is certain."""
    here = off_line(share, observed, credibility)
    assert 0.0 <= here <= share + 1e-15
    assert off_line(share, 0.0, 0.0) == 0.0
    assert off_line(share, 1.0, credibility) == off_line(share, observed, 1.0) == share
    assert off_line(share, min(1.0, observed + more), credibility) >= here - 1e-15
    assert off_line(share, observed, min(1.0, credibility + more)) >= here - 1e-15
