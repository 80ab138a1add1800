"""Moods that come and go: American attention, European unity, domestic pressure in Moscow and Kyiv (M25).

All are mean-reverting with shocks. Domestic pressure is persistent (half a year), because a weekly decision with
fresh noise each week is fifty-two draws a year, which no incentive can hold down.
"""

from __future__ import annotations

import math

from sim.numerics.distributions import normal
from sim.numerics.elementary import exp, logistic
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Politics(Group):
    """Volatility of the moods that stand behind promises and threats."""

    pressure_sd: float = parameter(
        7.0, low=4.8, high=11.0, possible=(0.0, 100.0), unit="% of GDP",
        source="capitals prototype (sz), prior centre", mechanism="M25",
        doc="spread of domestic pressure in Moscow and Kyiv",
    )  # fmt: skip
    pressure_weeks: float = parameter(
        26.0, low=13.0, high=52.0, possible=(1.0, 520.0), unit="weeks", source="capitals prototype",
        mechanism="M25", doc="how long domestic pressure lasts",
    )  # fmt: skip
    attention: float = parameter(
        0.5, low=-0.5, high=1.5, possible=(-5.0, 5.0), unit="log-odds", source="capitals prototype",
        mechanism="M25", doc="usual American attention (0.5 is 62 %)",
    )  # fmt: skip
    unity: float = parameter(
        0.5, low=-0.5, high=1.5, possible=(-5.0, 5.0), unit="log-odds", source="assumption", mechanism="M25",
        doc="usual European unity (0.5 is 62 %)",
    )  # fmt: skip
    volatility: float = parameter(
        0.8, low=0.3, high=1.3, possible=(0.0, 5.0), unit="log-odds", source="capitals prototype",
        mechanism="M25", doc="spread of attention and of unity about their usual level",
    )  # fmt: skip
    memory_weeks: float = parameter(
        52.0, low=26.0, high=104.0, possible=(1.0, 1040.0), unit="weeks", source="capitals prototype",
        mechanism="M25", doc="how long a change of attention or unity lasts",
    )  # fmt: skip
    election_swing: float = parameter(
        0.6, low=0.2, high=1.2, possible=(0.0, 5.0), unit="log-odds", source="assumption", mechanism="M25",
        doc="spread of the usual American attention from one administration to the next",
    )  # fmt: skip
    first_election: float = parameter(
        97.0, low=0.0, high=208.0, possible=(0.0, 208.0), unit="weeks after the start",
        source="November 2028, seen from a ceasefire that begins at the turn of 2026-27", mechanism="M25",
        doc="when the first American election falls; the others follow every four years",
    )  # fmt: skip
    american_lead: float = parameter(
        0.3, low=0.0, high=0.6, possible=(0.0, 2.0), unit="share", source="assumption", mechanism="M25",
        doc="how far European unity follows American attention",
    )  # fmt: skip
    distractions: float = parameter(
        0.15, low=0.0, high=0.5, possible=(0.0, 20.0), unit="a year",
        source="SF35: Nagorno-Karabakh 2022-23, Vietnam 1973-75; size is an assumption", mechanism="M25",
        doc="crises elsewhere that take American attention away",
    )  # fmt: skip
    distraction_depth: float = parameter(
        1.0, low=0.5, high=2.0, possible=(0.0, 10.0), unit="log-odds", source="assumption", mechanism="M25",
        doc="what a crisis elsewhere takes from American attention at first",
    )  # fmt: skip


@rule
def keep(weeks):
    """Share of a mood that is left after a week when it lasts ``weeks`` (e-fold)."""
    return exp(-1.0 / weeks)


@rule
def next_mood(mood, kept, sd, u):
    """A mean-reverting mood (mean 0, spread sd in the long run) a week on."""
    return kept * mood + sd * math.sqrt(1.0 - kept * kept) * normal(u)


@rule
def share(usual, mood):
    """Attention or unity as a share, 0 to 1."""
    return logistic(usual + mood)
