"""Attribution: what a finding tells, and how a late one loses force (M07, M08)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.line.attribution import freshness, informative

SHARE = st.floats(0.0, 1.0)


@given(SHARE, SHARE, st.floats(0.0, 0.5))
def test_wrong_findings_dilute_right_ones(accuracy: float, false_share: float, more: float) -> None:
    """What findings tell lies between 0 and the accuracy, and falls with every wrong one."""
    told = informative(accuracy, false_share)
    assert 0.0 <= told <= accuracy
    assert informative(accuracy, min(1.0, false_share + more)) <= told
    assert informative(min(1.0, accuracy + more), false_share) >= told


def test_the_ends() -> None:
    """Perfect attribution tells all; findings as often wrong as right tell nothing, not less."""
    assert informative(1.0, 1.0) == 1.0
    assert informative(0.6, 0.0) == pytest.approx(0.6)
    assert informative(0.5, 1.0) == 0.0
    assert informative(0.0, 1.0) == 0.0


@given(st.floats(1.0, 1000.0))
def test_a_late_finding_loses_force(scale: float) -> None:
    """At once it has full force, after its scale a fraction 1/e, after three of them a twentieth."""
    assert freshness(0.0, scale) == 1.0
    assert freshness(scale, scale) == pytest.approx(math.exp(-1.0))
    assert freshness(3.0 * scale, scale) == pytest.approx(0.05, abs=0.001)
