"""Aims and hidden types: how much each side still wants, and whether the pause is only tactical.

Drawn once a run and unknown to the other side. Without hidden types the hazard of a single ceasefire cannot
fall with time as it does in the record (SF01): those who meant to fight on leave early.
"""

from __future__ import annotations

from sim.numerics.distributions import normal
from sim.numerics.elementary import exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Aims(Group):
    """What each side would still fight for, and how uncertain that is."""

    russia: float = parameter(
        33.0, low=24.0, high=50.0, possible=(0.0, 500.0), unit="% of GDP",
        source="set by SF01, SF05 and SF40 within the prior of the capitals prototype", mechanism="M23",
        doc="median worth to Moscow of what a successful attack would win",
    )  # fmt: skip
    ukraine: float = parameter(
        46.0, low=28.0, high=65.0, possible=(0.0, 500.0), unit="% of GDP",
        source="assumption: Kyiv's aims relative to its own economy; swept", mechanism="M19",
        doc="median worth to Kyiv of what a successful attack would win back",
    )  # fmt: skip
    spread: float = parameter(
        0.85, low=0.5, high=1.0, possible=(0.0, 2.0), unit="log sd",
        source="SF01; capitals prototype 0.48-0.95", mechanism="M23",
        doc="how far aims differ from run to run",
    )  # fmt: skip
    most: float = parameter(
        150.0, low=100.0, high=250.0, possible=(1.0, 1000.0), unit="% of GDP",
        source="assumption: no war aim is worth more than a year and a half of output", mechanism="M23",
        doc="highest worth of aims that is drawn",
    )  # fmt: skip
    tactical_russia: float = parameter(
        0.3, low=0.15, high=0.5, possible=(0.0, 1.0), unit="probability",
        source="capitals prototype; SF33: Abkhazia, Tanggu", mechanism="M23",
        doc="chance that Moscow means the pause to be tactical",
    )  # fmt: skip
    tactical_ukraine: float = parameter(
        0.1, low=0.03, high=0.2, possible=(0.0, 1.0), unit="probability",
        source="capitals prototype: 0.35 of Moscow's", mechanism="M19",
        doc="chance that Kyiv means the pause to be tactical",
    )  # fmt: skip
    tactical_aims: float = parameter(
        1.6, low=1.3, high=2.0, possible=(1.0, 5.0), unit="times", source="capitals prototype",
        mechanism="M23", doc="aims of a tactical side against those of another",
    )  # fmt: skip
    tactical_deal: float = parameter(
        0.15, low=0.0, high=0.4, possible=(0.0, 1.0), unit="share", source="capitals prototype",
        mechanism="M23", doc="share of the deal's worth that a tactical side sees in it",
    )  # fmt: skip


@rule
def drawn(median, spread, tactical, tactical_aims, most, u):
    """A side's aims in this run, % of GDP, at most ``most``; ``tactical`` is 0 or 1."""
    worth = median * exp(spread * normal(u)) * (1.0 + (tactical_aims - 1.0) * tactical)
    return worth if worth < most else most
