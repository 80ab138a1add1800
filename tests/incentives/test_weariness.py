"""Weariness of the publics fades e-fold over its years; how many put peace first settles, and fire hardens (M26)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.weariness import left, next_support, voiced

SHARE = st.floats(0.0, 1.0)


@given(st.floats(0.0, 100.0), st.floats(0.5, 100.0), st.floats(0.0, 75.0))
def test_weariness_fades(strength: float, lasting: float, years: float) -> None:
    """It starts in full, is a fraction 1/e after its years, and never returns."""
    assert left(strength, lasting, 0.0) == strength
    assert left(strength, lasting, lasting) == pytest.approx(strength * math.exp(-1.0))
    assert 0.0 <= left(strength, lasting, years + 1.0) <= left(strength, lasting, years)


@pytest.mark.parametrize(("start", "settled"), [(0.6, 0.4), (0.3, 0.5)])
def test_support_settles(start: float, settled: float) -> None:
    """Undisturbed, the share that puts peace first comes 63 % of the way to where it settles, up or down."""
    support = start
    for _ in range(5 * 52):
        support = next_support(support, settled, 5.0, 0.08, 0.0)
    assert (support - start) / (settled - start) == pytest.approx(1.0 - math.exp(-1.0), abs=0.005)


def test_fire_hardens() -> None:
    """A year of fire at hostility 1 takes its share a year from those who put peace first; no fire takes none."""
    support = 0.6
    for _ in range(52):
        support = next_support(support, support, 5.0, 0.08, 1.0)
    assert support == pytest.approx(0.6 - 0.08)
    assert next_support(0.6, 0.6, 5.0, 0.08, 0.0) == 0.6


@given(SHARE, SHARE, st.floats(0.5, 100.0), st.floats(0.0, 5.0), st.floats(0.0, 50.0), st.floats(0.0, 50.0))
def test_support_is_a_share(
    support: float, settled: float, years: float, hardening: float, hostility: float, more: float
) -> None:
    """It stays between 0 and 1, and more fire never raises it."""
    after = next_support(support, settled, years, hardening, hostility)
    assert 0.0 <= next_support(support, settled, years, hardening, hostility + more) <= after <= 1.0


def test_half_of_a_public_voices_all_of_it() -> None:
    """Where half of the public puts peace first weariness counts once, where all do twice, where nobody does never."""
    assert (voiced(0.0), voiced(0.5), voiced(1.0)) == (0.0, 1.0, 2.0)
