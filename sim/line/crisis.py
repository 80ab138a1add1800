"""Crises nobody ordered: a grave incident that each side answers, with or without a hotline (M10, M18).

Violations alone never reach the threshold of war. A grave incident (a barracks hit, an aircraft down) starts a
crisis; the answers to it raise fire on the whole line until talk, or one side's restraint, lets it die down.
"""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Crisis(Group):
    """How often grave incidents happen and how they are answered."""

    incidents: float = parameter(
        4.0, low=1.0, high=10.0, possible=(0.0, 1000.0), unit="grave incidents per million violations fired",
        source="assumption; Donbas 2015-21: a few grave incidents a year", mechanism="M10",
        doc="chance that fire causes a grave incident",
    )  # fmt: skip
    background: float = parameter(
        0.6, low=0.2, high=2.0, possible=(0.0, 50.0), unit="a year",
        source="Korea 1966-69, 1968, 1976, 2010: grave incidents without much fire on the line",
        mechanism="M10", doc="grave incidents that do not come from fire on the line",
    )  # fmt: skip
    severity: float = parameter(
        2.5, low=1.0, high=4.0, possible=(0.0, 50.0), unit="times normal fire", source="assumption",
        mechanism="M10", doc="how much a grave incident raises fire in the first week",
    )  # fmt: skip
    retaliation: float = parameter(
        0.8, low=0.6, high=0.95, possible=(0.0, 1.5), unit="share answered each week", source="assumption",
        mechanism="M10", doc="share of a crisis that is answered in kind a week later, unless talked down",
    )  # fmt: skip
    noise: float = parameter(
        0.7, low=0.4, high=1.0, possible=(0.0, 2.0), unit="log sd", source="assumption", mechanism="M10",
        doc="how much a week's answer over- or undershoots",
    )  # fmt: skip


@rule
def answered(retaliation, hotline, commission, misperception):
    """Share of a crisis that comes back next week; talk and clear findings lower it."""
    calm = (1.0 - 0.35 * hotline) * (1.0 - 0.25 * commission)
    return retaliation * calm * (0.6 + 0.4 * misperception)


@rule
def next_level(level, share, factor, incident, size):
    """Crisis level a week on: ``factor`` is the lognormal over- or undershoot (mean 1), ``incident`` 0 or 1."""
    raised = level * share * factor + size * incident
    return raised if raised < 400.0 else 400.0
