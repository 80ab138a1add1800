"""Failed talks make the war worse for a while, and a little for good; expectations double it (M34)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.negotiation.failure import next_intensity, worse
from sim.scenario.scenario import declared

SHARE = st.floats(0.0, 1.0)
MEMORY = st.floats(declared()["failure.memory_weeks"].least, declared()["failure.memory_weeks"].most)
DRAWN_IN = st.floats(0.0, declared()["failure.most_drawn_in"].most)


def test_all_expectations_double_what_a_failure_adds() -> None:
    """A share counts once where nothing was expected, and twice where everything was."""
    assert (worse(0.03, 0.0), worse(0.03, 1.0)) == (0.03, 0.06)
    assert worse(0.25, 0.3) == pytest.approx(0.325)


@given(st.floats(0.0, 5.0), SHARE, SHARE)
def test_more_expected_is_never_better(share: float, expectations: float, more: float) -> None:
    """What a failure adds grows with what had been expected, and lies between once and twice the share."""
    low, high = sorted((expectations, more))
    assert share <= worse(share, low) <= worse(share, high) <= 2.0 * share


@pytest.mark.parametrize("weeks", [13.0, 26.0, 52.0])
@pytest.mark.parametrize("drawn_in", [0.0, 0.4])
def test_intensity_falls_back_in_its_time(weeks: float, drawn_in: float) -> None:
    """After its memory 1/e of what failure added is left, above 1 and what others add for good."""
    intensity = 1.0 + drawn_in + 0.5
    for _ in range(int(weeks)):
        intensity = next_intensity(intensity, drawn_in, weeks)
    assert (intensity - 1.0 - drawn_in) / 0.5 == pytest.approx(math.exp(-1.0), abs=0.016)


def test_the_shortest_memory_forgets_in_a_week() -> None:
    """With a memory of one week everything is forgotten by the next; a week in is hand-computed at 26."""
    assert next_intensity(1.8, 0.1, 1.0) == pytest.approx(1.1)
    assert next_intensity(1.36, 0.1, 26.0) == pytest.approx(1.36 - 0.26 / 26.0)


@given(st.floats(0.0, 100.0), DRAWN_IN, MEMORY, MEMORY, st.floats(0.0, 5.0))
def test_intensity_never_passes_where_it_falls_back_to(
    intensity: float, drawn_in: float, weeks: float, longer: float, more: float
) -> None:
    """It stays between what it was and what it comes to; a longer memory keeps more; more drawn in leaves more."""
    target = 1.0 + drawn_in
    after = next_intensity(intensity, drawn_in, weeks)
    assert min(intensity, target) - 1e-12 <= after <= max(intensity, target) + 1e-12
    short, long = sorted((weeks, longer))
    kept = abs(next_intensity(intensity, drawn_in, long) - target)
    assert kept >= abs(next_intensity(intensity, drawn_in, short) - target) - 1e-12
    assert next_intensity(intensity, drawn_in + more, weeks) >= after
