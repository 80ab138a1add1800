"""American stockpiles: what aid drains and production refills; a promise is backed by what is left (M25)."""

from __future__ import annotations

from sim.numerics.elementary import clip
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Stockpiles(Group):
    """Munitions and equipment that Washington could send."""

    initial: float = parameter(
        0.6, low=0.3, high=1.0, possible=(0.0, 1.0), unit="share of full stocks",
        source="P: stockpiles that may be needed elsewhere; size is an assumption", mechanism="M25",
        doc="American stockpiles when the ceasefire begins",
    )  # fmt: skip
    rebuild_years: float = parameter(
        6.0, low=3.0, high=12.0, possible=(0.5, 75.0), unit="years", source="assumption", mechanism="M25",
        doc="time in which production fills two thirds of what is missing",
    )  # fmt: skip
    drain: float = parameter(
        0.004, low=0.001, high=0.01, possible=(0.0, 1.0), unit="share per billion dollars of aid",
        source="assumption: 60 billion of April 2024 took about a quarter", mechanism="M25",
        doc="what American aid takes from them",
    )  # fmt: skip
    held_back: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M25",
        doc="share of aid and of the response force that is held back when stocks are empty",
    )  # fmt: skip


@rule
def next_stock(stock, rebuild_years, drain, aid):
    """Stockpiles a week on, 0 to 1; ``aid`` is the American flow in billion dollars a year."""
    return clip(stock + (1.0 - stock) / (52.0 * rebuild_years) - drain * aid / 52.0, 0.0, 1.0)


@rule
def ready(stock, held_back):
    """Share of aid and response force that stocks allow."""
    return 1.0 - held_back * (1.0 - stock)
