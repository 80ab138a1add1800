"""Channels: envoys make meetings settle more and break up less; a date announced prepares the first days (M33)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.negotiation.channels import calmed, hastened, made_good, openness
from sim.scenario.scenario import declared

SHARE = st.floats(0.0, 1.0)
FASTER = st.floats(declared()["channels.faster"].least, declared()["channels.faster"].most)


def test_full_and_partial_channels() -> None:
    """At the usual sizes full channels settle half as much again and prevent two walkouts in five; none do nothing."""
    assert (hastened(0.0, 0.5), calmed(0.0, 0.4)) == (1.0, 1.0)
    assert (hastened(1.0, 0.5), calmed(1.0, 0.4)) == (1.5, 0.6)
    assert hastened(0.3, 0.5) == pytest.approx(1.15)
    assert calmed(0.3, 0.4) == pytest.approx(0.88)


def test_an_announced_date_opens_channels() -> None:
    """A date makes good a quarter of what envoys leave open: 0.3 are 0.475; no date nothing; full stays full."""
    assert openness(0.3, 1.0, 0.25) == pytest.approx(0.475)
    assert openness(0.3, 0.0, 0.25) == pytest.approx(0.3)
    assert openness(1.0, 0.0, 0.25) == openness(1.0, 1.0, 0.25) == openness(0.0, 1.0, 1.0) == 1.0


@given(SHARE, SHARE, SHARE, SHARE)
def test_openness_is_a_share(envoys: float, more: float, announced: float, further: float) -> None:
    """Between 0 and 1, and never less with envoys, a date, or more made good by it."""
    here = openness(envoys, 1.0, announced)
    assert -1e-15 <= openness(envoys, 0.0, announced) <= here + 1e-15 <= 1.0 + 1e-15
    assert openness(max(envoys, more), 1.0, announced) >= here - 1e-15
    assert openness(envoys, 1.0, max(announced, further)) >= here - 1e-15


@given(SHARE, SHARE, FASTER, SHARE)
def test_more_of_an_envoy_never_hurts(envoys: float, more: float, faster: float, calmer: float) -> None:
    """A fuller mandate never settles less and never breaks up more; what is left of walkouts is a share."""
    low, high = sorted((envoys, more))
    assert 1.0 <= hastened(low, faster) <= hastened(high, faster)
    assert 1.0 >= calmed(low, calmer) >= calmed(high, calmer) >= 0.0


def test_an_announced_date_makes_good_what_is_lacking() -> None:
    """Half of what is missing of 0.6 is made good at 0.5; without a date nothing is; at 1 everything."""
    assert made_good(0.6, 1.0, 0.5) == pytest.approx(0.8)
    assert made_good(0.6, 0.0, 0.5) == 0.6
    assert made_good(0.0, 1.0, 1.0) == made_good(1.0, 1.0, 0.3) == 1.0


@given(SHARE, SHARE, SHARE, st.sampled_from([0.0, 1.0]))
def test_what_is_made_good_stays_a_share(
    value: float, prepared: float, more: float, announced: float
) -> None:
    """It lies between what it was and 1, and grows with what is prepared."""
    low, high = sorted((prepared, more))
    after = made_good(value, announced, low)
    assert value <= after <= 1.0 + 1e-15
    assert after <= made_good(value, announced, high) + 1e-15
