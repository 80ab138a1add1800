"""Goodwill between Washington and Moscow: small steps, slow trust (M21)."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Goodwill(Group):
    """Steps outside the deal that cost little, and the trust they build."""

    ngo_funding: float = parameter(
        0.0, low=0.0, high=1.0, unit="share withdrawn", source="P: willingness to defund some NGOs in the region",
        mechanism="M21", doc="how far American funding of political NGOs in Eastern Europe is withdrawn",
    )  # fmt: skip
    joint_patrols: float = parameter(
        0.0, low=0.0, high=1.0, unit="share of a full programme", source="P: as after 2001", mechanism="M21",
        doc="joint American-Russian patrols",
    )  # fmt: skip
    intelligence_sharing: float = parameter(
        0.0, low=0.0, high=1.0, unit="share of a full programme", source="P: as after 2001", mechanism="M21",
        doc="sharing of intelligence between Washington and Moscow, on terrorism first",
    )  # fmt: skip
    space: float = parameter(
        0.0, low=0.0, high=1.0, unit="share of a full programme", source="P: joint space research",
        mechanism="M21", doc="joint space research",
    )  # fmt: skip
    years: float = parameter(
        4.0, low=2.0, high=8.0, possible=(0.1, 75.0), unit="years",
        source="assumption; about the pace of 1993-97 and 2001-04", mechanism="M21",
        doc="time for trust to come two thirds of the way to what the steps can build (e-fold)",
    )  # fmt: skip
    setback: float = parameter(
        0.15, low=0.05, high=0.4, possible=(0.0, 1.0), unit="share a week", source="assumption; 2008, 2014",
        mechanism="M21", doc="share of trust lost in a week in which Moscow masses in sight or signals",
    )  # fmt: skip
    effect: float = parameter(
        0.2, low=0.1, high=0.4, possible=(0.0, 1.0), unit="share", source="assumption: small", mechanism="M21",
        doc="share of Moscow's misperception that full trust removes",
    )  # fmt: skip
    cost: float = parameter(
        0.6, low=0.2, high=2.0, possible=(0.0, 100.0), unit="billion dollars a year",
        source="assumption; a space-station share is about 1 a year", mechanism="M21",
        doc="what full programmes cost Washington",
    )  # fmt: skip


@rule
def steps(ngo_funding, joint_patrols, intelligence_sharing, space):
    """What the steps can build in the long run, 0 to 1."""
    return 0.3 * ngo_funding + 0.25 * joint_patrols + 0.25 * intelligence_sharing + 0.2 * space


@rule
def next_trust(trust, target, years, setback, shaken):
    """Trust a week on; ``shaken`` is 1 in a week that shakes it."""
    if shaken > 0.5:
        return trust * (1.0 - setback)
    rate = 1.0 / (52.0 * years)
    return trust + (target - trust) * (rate if rate < 1.0 else 1.0)


@rule
def misread(trust, effect):
    """Share of Moscow's misperception that is left."""
    return 1.0 - effect * trust


@rule
def colour_left(assured, ngo_funding):
    """Share of the fear of colour revolutions that is left; withdrawn funding counts half of an assurance."""
    return (1.0 - assured) * (1.0 - 0.5 * ngo_funding)
