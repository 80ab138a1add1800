"""Sanctions: what Moscow pays while they stand, and what a violation would cost it (M14, M15)."""

from __future__ import annotations

from typing import Literal

from sim.numerics.elementary import clip
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, choice, parameter


class Sanctions(Group):
    """Sanctions and export controls kept and lifted, and how relief snaps back."""

    relief: float = parameter(
        0.3, low=0.0, high=1.0, unit="share lifted", source="H: partial relief", mechanism="M14",
        doc="share of sanctions lifted with the ceasefire",
    )  # fmt: skip
    schedule_years: float = parameter(
        0.0, low=0.0, high=5.0, possible=(0.0, 50.0), unit="years",
        source="H: partial relief, measures kept for the long term; assumption", mechanism="M14",
        doc="over how many years relief is phased in (0: all at once); it waits while findings pass the threshold",
    )  # fmt: skip
    annual_cost: float = parameter(
        1.5, low=0.5, high=3.0, possible=(0.0, 20.0), unit="% of GDP a year",
        source="parameters.csv: sanction_cost_flow", mechanism="M14",
        doc="what all sanctions cost Moscow a year",
    )  # fmt: skip
    further: float = parameter(
        1.5, low=0.5, high=4.0, possible=(0.0, 50.0), unit="% of GDP",
        source="capitals prototype (2 per unit of leverage); assumption", mechanism="M14",
        doc="present value of sanctions that would be added after an attack, if Europe and America agree",
    )  # fmt: skip
    export_controls: float = parameter(
        0.25, low=0.1, high=0.4, possible=(0.0, 1.0), unit="share of the force ceiling",
        source="assumption; parameters.csv: reconstitution 3-10 years", mechanism="M14",
        doc="how much full export controls lower what Moscow can rebuild to",
    )  # fmt: skip
    snapback: Literal["none", "vote", "automatic"] = choice(
        "vote", source="H: snap-back clauses", mechanism="M15", doc="how relief is withdrawn",
    )  # fmt: skip
    automatic_execution: float = parameter(
        0.9, low=0.7, high=0.98, possible=(0.0, 1.0), unit="probability",
        source="assumption; Dayton (Resolution 1022)", mechanism="M15",
        doc="chance that automatic snap-back is carried out",
    )  # fmt: skip
    vote_execution: float = parameter(
        0.6, low=0.3, high=0.9, possible=(0.0, 1.0), unit="probability",
        source="parameters.csv: p_snapback_executed_eu", mechanism="M15",
        doc="chance that a vote carries when attention and unity are as usual",
    )  # fmt: skip
    threshold: float = parameter(
        150.0, low=20.0, high=1000.0, possible=(0.0, 1000000.0), unit="findings a week", source="assumption",
        mechanism="M15", doc="findings against Moscow in a week that trigger snap-back",
    )  # fmt: skip
    bite: float = parameter(
        1.0, low=0.2, high=1.0, possible=(0.0, 1.0), unit="share of the relief left",
        source="H: violations come at a cost; assumption", mechanism="M09, M15",
        doc="what one snap-back takes away: 1 all of it, less is a ratchet that leaves something to lose",
    )  # fmt: skip
    delay_weeks: float = parameter(
        4.0, low=0.0, high=26.0, possible=(0.0, 260.0), unit="weeks",
        source="assumption; EU renewal every 26 weeks", mechanism="M15", doc="time from trigger to effect",
    )  # fmt: skip
    renewal_risk: float = parameter(
        0.02, low=0.0, high=0.1, possible=(0.0, 1.0), unit="probability a renewal",
        source="parameters.csv: eu_sanction_renewal_period (settled 48 h before expiry, March 2025)",
        mechanism="M14", doc="chance that the EU's half-yearly unanimity fails at usual unity",
    )  # fmt: skip
    horizon_years: float = parameter(
        5.0, low=2.0, high=10.0, possible=(0.5, 50.0), unit="years", source="assumption", mechanism="M14",
        doc="how far ahead the capitals count flows",
    )  # fmt: skip


@rule
def snapback_chance(kind, automatic, vote, support):
    """Chance that relief is withdrawn when a breach is plain; ``support`` is 1 at usual attention and unity."""
    if kind == 0:
        return 0.0
    if kind == 2:
        return automatic
    return clip(vote * support, 0.0, 1.0)


@rule
def loss(relief, annual_cost, years, p_snapback, further, p_further):
    """What an attack would cost Moscow in sanctions, % of GDP: relief withdrawn, and new ones."""
    return relief * annual_cost * years * p_snapback + further * p_further


@rule
def still_to_come(coming, annual_cost, years, schedule_years):
    """Worth of relief that is promised and not yet given, % of GDP; an attack forfeits it without any vote."""
    enjoyed = years - 0.5 * schedule_years
    return coming * annual_cost * (enjoyed if enjoyed > 0.0 else 0.0)


@rule
def next_relief(relief, promised, step, schedule_years):
    """Relief a week on: up by an even ``step`` of the schedule, never past what is promised."""
    if schedule_years <= 0.0:
        return promised
    moved = relief + step / (52.0 * schedule_years)
    return moved if moved < promised else promised


@rule
def force_ceiling(ceiling, kept, export_controls):
    """Force (thousand) Moscow can rebuild to under the share of sanctions kept."""
    return ceiling * (1.0 - export_controls * kept)


@rule
def renewal_failure(risk, unity):
    """Chance that the half-yearly renewal fails; ``unity`` is 0 to 1, usual 0.62."""
    return clip(risk * (1.0 - unity) / 0.38, 0.0, 1.0)
