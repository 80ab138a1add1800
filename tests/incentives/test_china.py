"""Dependence on China: a price of renewed war, and sanctions that bite less (M24)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.china import price_of_war, sanctions_felt

SHARE = st.floats(0.0, 1.0)


@given(SHARE, st.floats(0.0, 100.0), SHARE)
def test_dependence_has_its_price(dependence: float, price: float, more: float) -> None:
    """No dependence costs nothing, full dependence its price, and more never less."""
    assert price_of_war(0.0, price) == 0.0
    assert price_of_war(1.0, price) == price
    assert price_of_war(min(1.0, dependence + more), price) >= price_of_war(dependence, price)


@given(SHARE, SHARE, SHARE)
def test_trade_with_china_makes_sanctions_good(dependence: float, offset: float, more: float) -> None:
    """Sanctions are felt in full without dependence, at full dependence less by the offset, and never more."""
    assert sanctions_felt(0.0, offset) == sanctions_felt(dependence, 0.0) == 1.0
    assert sanctions_felt(1.0, offset) == pytest.approx(1.0 - offset)
    assert (
        0.0
        <= sanctions_felt(min(1.0, dependence + more), offset)
        <= sanctions_felt(dependence, offset)
        <= 1.0
    )
