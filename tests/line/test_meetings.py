"""Talk between the sides' commanders: local incidents are no longer read as hostile (M10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.meetings import misreading

SHARE = st.floats(0.0, 1.0)


def test_without_talk_everything_is_read_as_hostile() -> None:
    """With no commission, hotline or meeting nothing is taken off."""
    assert misreading(0.0, 0.0, 0.0) == 1.0


@given(SHARE, SHARE, SHARE, SHARE)
def test_each_channel_helps(commission: float, hotline: float, meetings: float, more: float) -> None:
    """More of any channel never leaves more misread, and some is always left."""
    here = misreading(commission, hotline, meetings)
    assert 0.0 < here <= 1.0
    for better in (
        misreading(min(1.0, commission + more), hotline, meetings),
        misreading(commission, min(1.0, hotline + more), meetings),
        misreading(commission, hotline, min(1.0, meetings + more)),
    ):
        assert better <= here + 1e-15


def test_a_commission_helps_most() -> None:
    """A standing joint commission does more than a hotline, a hotline more than flag meetings (SF11)."""
    assert misreading(1.0, 0.0, 0.0) < misreading(0.0, 1.0, 0.0) < misreading(0.0, 0.0, 1.0)
    assert misreading(1.0, 1.0, 1.0) == pytest.approx(0.5 * 0.7 * 0.8)
