"""Frozen assets: paid out once, and something to lose only where consent keeps them coming (M16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.assets import at_stake, weekly_payment
from sim.scenario.scenario import declared

HELD, WITH_CONSENT, WITHOUT_CONSENT = 0, 1, 2
MONEY = st.floats(0.0, 2000.0)


def test_uses_stand_in_order() -> None:
    """The rules count held, with and without consent as 0, 1 and 2, as the declaration lists them."""
    assert declared()["assets.use"].options == ("held", "with_consent", "without_consent")


@pytest.mark.parametrize("years", [0.5, 4.0, 8.0])
def test_everything_is_paid_once(years: float) -> None:
    """After the years of payment the sum is out, to the last dollar and not one more."""
    paid = 0.0
    for _ in range(int(years * 52)):
        paid += weekly_payment(300.0, years, paid)
    assert paid == pytest.approx(300.0)
    for _ in range(10):
        paid += weekly_payment(300.0, years, paid)
    assert paid == pytest.approx(300.0) and paid <= 300.0 + 1e-9


@given(MONEY, st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(1.0, 50_000.0))
def test_consent_makes_them_worth_keeping(total: float, paid: float, worth: float, gdp: float) -> None:
    """With consent the unpaid part is at stake, held a tenth as much, spent without consent nothing."""
    with_consent = at_stake(WITH_CONSENT, total, paid * total, worth, gdp)
    assert with_consent == pytest.approx(100.0 * worth * total * (1.0 - paid) / gdp, rel=1e-9, abs=1e-9)
    assert at_stake(HELD, total, paid * total, worth, gdp) == pytest.approx(0.1 * with_consent, abs=1e-9)
    assert at_stake(WITHOUT_CONSENT, total, paid * total, worth, gdp) == 0.0


@given(MONEY, st.floats(0.0, 1.0))
def test_the_stake_is_spent_with_the_payments(total: float, worth: float) -> None:
    """What has been paid out is no longer at stake, and in the end nothing is."""
    stakes = [at_stake(WITH_CONSENT, total, part * total, worth, 2200.0) for part in (0.0, 0.5, 1.0)]
    assert stakes == sorted(stakes, reverse=True)
    assert stakes[-1] == 0.0
