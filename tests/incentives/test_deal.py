"""The dividend of the deal: half at once, the rest within a year or so (M19, M20)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.deal import worth

SHARE = st.floats(0.0, 1.0)


def test_half_is_there_at_once_and_all_in_the_end() -> None:
    """A full treaty with a full commission is worth half its dividend on the first day and all of it after years."""
    assert worth(12.0, 1.0, 1.0, 0.0, 4.0, 0.0) == pytest.approx(6.0)
    assert worth(12.0, 1.0, 1.0, 0.0, 4.0, 50.0) == pytest.approx(12.0)
    assert worth(12.0, 1.0, 1.0, 1.0, 4.0, 50.0) == pytest.approx(16.0)


@given(st.floats(0.0, 200.0), SHARE, SHARE, SHARE, st.floats(0.0, 100.0), st.floats(0.0, 75.0), SHARE)
def test_every_part_adds(
    dividend: float,
    formality: float,
    commission: float,
    offers: float,
    offers_worth: float,
    years: float,
    more: float,
) -> None:
    """Formality, a commission, offers and time never make the deal worth less."""
    here = worth(dividend, formality, commission, offers, offers_worth, years)
    assert here >= 0.0
    assert worth(dividend, min(1.0, formality + more), commission, offers, offers_worth, years) >= here - 1e-9
    assert worth(dividend, formality, min(1.0, commission + more), offers, offers_worth, years) >= here - 1e-9
    assert worth(dividend, formality, commission, min(1.0, offers + more), offers_worth, years) >= here - 1e-9
    assert worth(dividend, formality, commission, offers, offers_worth, years + more) >= here - 1e-9


def test_a_bare_truce_without_offers_is_worth_nothing() -> None:
    """Where nothing is signed, built or offered there is nothing to keep."""
    assert worth(12.0, 0.0, 0.0, 0.0, 4.0, 5.0) == 0.0
