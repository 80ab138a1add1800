"""Draws by inversion against scipy's quantiles, and factors whose mean is 1."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import special, stats

from sim.numerics.distributions import binomial, gamma_factor, lognormal, normal, poisson

OPEN = st.floats(2.0**-53, 1.0 - 2.0**-53)
#: Midpoints of 100,000 equal parts of (0, 1): a mean over them is the integral over a uniform.
MIDPOINTS = (np.arange(100_000) + 0.5) / 100_000


@given(OPEN)
def test_normal_is_the_normal_quantile(u: float) -> None:
    """The normal quantile agrees with scipy's to 1e-13, from the middle to the last representable uniform."""
    assert normal(u) == pytest.approx(special.ndtri(u), rel=1e-13, abs=1e-15)


@given(st.integers(1, 2**40))
def test_normal_is_symmetric(part: int) -> None:
    """U and 1 - u give opposite values."""
    u = part / 2**41
    assert normal(u) == -normal(1.0 - u)


@pytest.mark.parametrize("sd", [0.0, 0.2, 0.5, 0.8, 1.2])
def test_lognormal_has_mean_1(sd: float) -> None:
    """The mean of the factor is 1 whatever its spread, and its log has that spread."""
    draws = np.array([lognormal(u, sd) for u in MIDPOINTS])
    assert draws.mean() == pytest.approx(1.0, abs=2e-3)
    assert np.log(draws).std() == pytest.approx(sd, abs=1e-3)


@pytest.mark.parametrize("variance", [0.0, 0.05, 0.15, 0.3, 0.5, 1.0])
def test_gamma_factor_has_mean_1_and_its_variance(variance: float) -> None:
    """The mean is 1 within 1 %, the variance right within 5 %, and no draw is negative."""
    draws = np.array([gamma_factor(u, variance) for u in MIDPOINTS])
    assert draws.min() >= 0.0
    assert draws.mean() == pytest.approx(1.0, abs=0.01)
    assert draws.var() == pytest.approx(variance, rel=0.05, abs=1e-12)


@given(OPEN, st.floats(0.0, 50.0))
def test_poisson_is_scipys_quantile(u: float, mean: float) -> None:
    """Up to a mean of 50 the count is the smallest whose cumulative probability reaches u."""
    expected = stats.poisson.ppf(u, mean)
    assume(abs(stats.poisson.cdf(expected, mean) - u) > 1e-13)
    assume(abs(stats.poisson.cdf(expected - 1, mean) - u) > 1e-13)
    assert poisson(u, mean) == expected


@pytest.mark.parametrize("mean", [50.5, 80.0, 300.0, 5000.0])
def test_large_poisson_has_its_mean_and_variance(mean: float) -> None:
    """Above a mean of 50 mean and variance are still right, and counts are whole and not negative."""
    draws = np.array([poisson(u, mean) for u in MIDPOINTS[::10]])
    assert draws.mean() == pytest.approx(mean, rel=1e-3)
    assert draws.var() == pytest.approx(mean, rel=0.01)
    assert draws.min() >= 0.0
    assert np.array_equal(draws, np.floor(draws))


@given(OPEN, st.floats(0.0, 200.0), st.floats(0.0, 1.0))
def test_a_higher_rate_never_gives_a_lower_count(u: float, mean: float, more: float) -> None:
    """The same uniform under a higher mean gives the same count or more: paired runs stay aligned.

    But for the step at a mean of 50, where inversion gives way to the normal quantile.
    """
    higher = mean * (1.0 + more)
    assume(not mean <= 50.0 < higher)
    assert poisson(u, higher) >= poisson(u, mean)


@given(OPEN, st.integers(0, 60), st.floats(0.0, 1.0))
def test_binomial_is_scipys_quantile(u: float, n: int, p: float) -> None:
    """The count is the smallest whose cumulative probability reaches u."""
    expected = stats.binom.ppf(u, n, p)
    assume(abs(stats.binom.cdf(expected, n, p) - u) > 1e-13)
    assume(abs(stats.binom.cdf(expected - 1, n, p) - u) > 1e-13)
    assert binomial(u, float(n), p) == max(expected, 0.0)


@pytest.mark.parametrize(("n", "p"), [(300.0, 0.9), (1000.0, 0.6), (3000.0, 0.3), (3000.0, 0.9)])
def test_binomial_of_many(n: float, p: float) -> None:
    """Of very many bouts about the share p is seen, not all of them."""
    assert binomial(0.5, n, p) == pytest.approx(n * p, rel=0.01)


@pytest.mark.parametrize(("n", "p", "expected"), [(0.0, 0.5, 0.0), (7.0, 0.0, 0.0), (7.0, 1.0, 7.0)])
def test_binomial_at_the_ends(n: float, p: float, expected: float) -> None:
    """Nobody is seen where nothing happens or nobody looks; all are where nothing escapes."""
    for u in (2.0**-53, 0.5, 1.0 - 2.0**-53):
        assert binomial(u, n, p) == expected


@given(OPEN)
def test_no_poisson_without_a_mean(u: float) -> None:
    """A mean of 0 gives 0 whatever is drawn."""
    assert poisson(u, 0.0) == 0.0
