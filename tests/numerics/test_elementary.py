"""Elementary functions against the standard library: error below 1e-15, calm at both ends."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.numerics.elementary import clip, exp, log, logistic

REAL = st.floats(-1e6, 1e6)


@given(st.floats(-700.0, 700.0))
def test_exp_is_accurate(x: float) -> None:
    """The relative error of exp is below 1e-15 wherever it is not held at its ends."""
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-15, abs=0.0)


@given(st.floats(1e-300, 1e300))
def test_log_is_accurate(x: float) -> None:
    """The relative error of log is below 1e-15."""
    assert log(x) == pytest.approx(math.log(x), rel=1e-15, abs=1e-300)


@given(st.floats(0.5, 2.0))
def test_log_is_accurate_near_1(x: float) -> None:
    """Near 1, where log passes through 0, the relative error stays below 1e-15."""
    assert log(x) == pytest.approx(math.log(x), rel=1e-15, abs=1e-300)


@given(st.floats(-690.0, 690.0))
def test_logistic_is_accurate(x: float) -> None:
    """The relative error of logistic is below 2e-15 on both sides of 0."""
    assert logistic(x) == pytest.approx(1.0 / (1.0 + math.exp(-x)), rel=2e-15, abs=0.0)


@pytest.mark.parametrize(
    ("function", "x", "expected"),
    [
        (exp, 0.0, 1.0),
        (exp, -701.0, 0.0),
        (exp, -1e300, 0.0),
        (exp, 1e300, exp(700.0)),
        (log, 1.0, 0.0),
        (log, 0.0, log(1e-300)),
        (log, -1.0, log(1e-300)),
        (logistic, 0.0, 0.5),
        (logistic, 1e300, 1.0),
        (logistic, -1e300, 0.0),
    ],
)
def test_ends(function, x: float, expected: float) -> None:
    """Exact values, and no overflow however far out: exp and log are held at their ends."""
    assert function(x) == expected
    assert math.isfinite(function(x))


@given(st.floats(-699.0, 699.0), st.floats(1e-9, 1.0))
def test_order_is_kept(x: float, step: float) -> None:
    """A larger argument never gives a smaller value."""
    assert exp(x + step) >= exp(x)
    assert logistic(x + step) >= logistic(x)
    assert log(abs(x) + step) >= log(abs(x))


@given(REAL, REAL, REAL)
def test_clip_holds_between(x: float, one: float, other: float) -> None:
    """Clip gives x where it may and the nearer end elsewhere."""
    low, high = sorted((one, other))
    assert clip(x, low, high) == min(max(x, low), high)
