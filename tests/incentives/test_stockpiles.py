"""American stockpiles: aid drains them, production refills them, and a promise is backed by what is left (M25)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.incentives.stockpiles import next_stock, ready

SHARE = st.floats(0.0, 1.0)
YEARS = st.floats(0.5, 75.0)
FLOW = st.floats(0.0, 300.0)


@given(SHARE, YEARS, SHARE, FLOW, FLOW)
def test_aid_drains(stock: float, years: float, drain: float, aid: float, more: float) -> None:
    """Stocks stay between empty and full; more aid never leaves more in them."""
    after = next_stock(stock, years, drain, aid)
    assert 0.0 <= next_stock(stock, years, drain, aid + more) <= after <= 1.0


@given(SHARE, YEARS, SHARE)
def test_production_refills(stock: float, years: float, drain: float) -> None:
    """Without aid stocks never fall, and full ones stay full."""
    assert next_stock(stock, years, drain, 0.0) >= stock
    assert next_stock(1.0, years, drain, 0.0) == 1.0


def test_two_thirds_are_refilled_in_the_years_of_rebuilding() -> None:
    """Empty stocks are 63 % full after six years of production without aid."""
    stock = 0.0
    for _ in range(6 * 52):
        stock = next_stock(stock, 6.0, 0.004, 0.0)
    assert stock == pytest.approx(1.0 - math.exp(-1.0), abs=0.005)


def test_sixty_billion_take_about_a_quarter() -> None:
    """A year of 60 billion dollars takes a quarter of the stocks, as that of April 2024 did, less what is refilled."""
    stock = 1.0
    for _ in range(52):
        stock = next_stock(stock, 75.0, 0.004, 60.0)
    assert 1.0 - stock == pytest.approx(0.24, abs=0.01)


@given(SHARE, SHARE, SHARE)
def test_empty_stocks_hold_back(stock: float, held_back: float, more: float) -> None:
    """Full stocks hold nothing back, empty ones their share, and fuller ones never more."""
    assert ready(1.0, held_back) == 1.0
    assert ready(0.0, held_back) == 1.0 - held_back
    assert 0.0 <= ready(stock, held_back) <= ready(min(1.0, stock + more), held_back) <= 1.0
