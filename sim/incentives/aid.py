"""Western military aid: flows, fatigue, an abrupt cut, and what Kyiv would lose by attacking (M13)."""

from __future__ import annotations

from sim.numerics.elementary import clip, exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Aid(Group):
    """Aid to Ukraine's forces during the ceasefire, in dollars of 2025."""

    american: float = parameter(
        10.0, low=0.0, high=40.0, possible=(0.0, 300.0), unit="billion dollars a year",
        source="parameters.csv: us_alloc_rate (38 in 2022-24, about 0 in 2025)", mechanism="M13",
        doc="American flow",
    )  # fmt: skip
    european: float = parameter(
        40.0, low=20.0, high=70.0, possible=(0.0, 300.0), unit="billion dollars a year",
        source="parameters.csv: europe_alloc_rate 3.8 billion euros a month", mechanism="M13",
        doc="European flow",
    )  # fmt: skip
    growth: float = parameter(
        -0.05, low=-0.2, high=0.05, possible=(-1.0, 1.0), unit="share a year",
        source="parameters.csv: all_donor_military 2025 -13 %", mechanism="M13",
        doc="growth, or fatigue below 0",
    )  # fmt: skip
    cut_year: float = parameter(
        75.0, low=0.5, high=75.0, possible=(0.0, 75.0), unit="years after the start",
        source="parameters.csv: us_alloc_rate_2025", mechanism="M13",
        doc="when aid is cut abruptly (75: never within the horizon)",
    )  # fmt: skip
    cut_share: float = parameter(
        0.5, low=0.1, high=1.0, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M13",
        doc="share of aid that an abrupt cut removes",
    )  # fmt: skip
    force_per_billion: float = parameter(
        3.0, low=1.5, high=5.0, possible=(0.0, 50.0), unit="thousand per billion a year", source="assumption",
        mechanism="M13", doc="force for the line that aid sustains",
    )  # fmt: skip
    mutual_limit: float = parameter(
        0.0, low=0.0, high=0.5, possible=(0.0, 1.0), unit="share",
        source="H: mutual understandings on limits of Western military aid", mechanism="M13",
        doc="agreed limit: share by which aid is held below these flows, and Moscow's grievance with it",
    )  # fmt: skip
    dependence: float = parameter(
        0.25, low=0.1, high=0.6, possible=(0.0, 5.0), unit="years of aid",
        source="assumption; capitals prototype", mechanism="M13",
        doc="what a Kyiv that attacks would expect to lose",
    )  # fmt: skip
    conditionality: float = parameter(
        0.3, low=0.0, high=0.6, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M09",
        doc="share of aid withheld in a week in which findings against Kyiv pass the snap-back threshold",
    )  # fmt: skip


@rule
def flow(usual, support, years, growth, limit, cut_year, cut_share):
    """Aid of one giver (billion dollars a year) ``years`` after the start.

    ``support`` is American attention or European unity, 0 to 1 (the usual 0.62 gives the usual flow).
    """
    full = usual * (0.38 + support) * exp(growth * years) * (1.0 - limit)
    if years >= cut_year:
        full *= 1.0 - cut_share
    return full


@rule
def sustained(own, aid, per_billion, rebuilt, cap):
    """Force (thousand) that Kyiv can sustain on the line, under the agreed cap on its whole force."""
    force = own * (1.0 + rebuilt) + per_billion * aid
    return clip(force, 0.0, 0.6 * cap)
