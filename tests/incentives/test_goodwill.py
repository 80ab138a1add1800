"""Goodwill: small steps, slow trust, quickly shaken, and a little less misperception (M21)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.goodwill import colour_left, misread, next_trust, steps

SHARE = st.floats(0.0, 1.0)
YEARS = st.floats(0.1, 75.0)


@given(st.tuples(SHARE, SHARE, SHARE, SHARE), SHARE)
def test_every_step_builds(taken: tuple[float, ...], more: float) -> None:
    """No step builds nothing, all four build full trust, and more of any one never builds less."""
    assert steps(0.0, 0.0, 0.0, 0.0) == 0.0
    assert steps(1.0, 1.0, 1.0, 1.0) == pytest.approx(1.0)
    for i in range(4):
        further = list(taken)
        further[i] = min(1.0, further[i] + more)
        assert steps(*further) >= steps(*taken) - 1e-12


@pytest.mark.parametrize("years", [2.0, 4.0, 8.0])
def test_trust_comes_two_thirds_of_the_way_in_its_years(years: float) -> None:
    """After its years undisturbed trust has come 63 % of the way to what the steps can build."""
    trust = 0.0
    for _ in range(int(52 * years)):
        trust = next_trust(trust, 0.8, years, 0.15, 0.0)
    assert trust / 0.8 == pytest.approx(1.0 - math.exp(-1.0), abs=0.005)


@given(SHARE, SHARE, YEARS, SHARE)
def test_a_quiet_week_moves_trust_to_its_target(
    trust: float, target: float, years: float, setback: float
) -> None:
    """Left in peace trust moves towards what the steps can build and not past it."""
    low, high = sorted((trust, target))
    after = next_trust(trust, target, years, setback, 0.0)
    assert low - 1e-12 <= after <= high + 1e-12
    assert abs(after - target) <= abs(trust - target)


@given(SHARE, SHARE, YEARS, SHARE)
def test_a_shaken_week_takes_its_share(trust: float, target: float, years: float, setback: float) -> None:
    """A week that shakes trust takes its share of it and builds nothing, whatever the steps."""
    assert next_trust(trust, target, years, setback, 1.0) == pytest.approx((1.0 - setback) * trust)


def test_trust_is_lost_sooner_than_it_is_built() -> None:
    """With the declared pace, a bad quarter takes away more than three good years have built."""
    trust = 0.0
    for _ in range(3 * 52):
        trust = next_trust(trust, 1.0, 4.0, 0.15, 0.0)
    built = trust
    for _ in range(13):
        trust = next_trust(trust, 1.0, 4.0, 0.15, 1.0)
    assert built > 0.5 and trust < 0.15 * built


@given(SHARE, SHARE, SHARE)
def test_trust_takes_misperception_away(trust: float, effect: float, more: float) -> None:
    """Without trust all misperception is left, with full trust 1 - effect, and more trust never leaves more."""
    assert misread(0.0, effect) == 1.0
    assert misread(1.0, effect) == 1.0 - effect
    assert 0.0 <= misread(min(1.0, trust + more), effect) <= misread(trust, effect) <= 1.0


@given(SHARE, SHARE)
def test_withdrawn_funding_counts_half_of_an_assurance(assured: float, withdrawn: float) -> None:
    """What is left of the fear of colour revolutions falls with both; a full assurance leaves none."""
    assert colour_left(1.0, withdrawn) == 0.0
    assert colour_left(assured, 0.0) == 1.0 - assured
    assert colour_left(assured, 1.0) == pytest.approx(0.5 * (1.0 - assured))
    assert colour_left(0.0, withdrawn) == pytest.approx(colour_left(0.5 * withdrawn, 0.0))
