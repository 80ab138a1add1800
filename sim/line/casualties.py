"""Casualties of violations: battle deaths and civilians, once a day for the whole line (V15)."""

from __future__ import annotations

from sim.scenario.parameter import Group, parameter


class Casualties(Group):
    """Deaths and injuries per violation fired."""

    deaths_per_1000: float = parameter(
        0.29, low=0.16, high=0.45, possible=(0.0, 10.0), unit="battle deaths per 1,000 violations fired",
        source="line prototype: 100-300 a year in Donbas", mechanism="M09", doc="battle deaths, both sides",
    )  # fmt: skip
    civilians_per_1000: float = parameter(
        0.5, low=0.25, high=0.68, possible=(0.0, 10.0), unit="casualties per 1,000 violations fired",
        source="V15: 0.56-1.5 per 1,000 recorded, 0.45 recorded of those fired", mechanism="M09",
        doc="civilians killed or injured",
    )  # fmt: skip
    serious_day: float = parameter(
        5.0, low=3.0, high=10.0, possible=(1.0, 1000.0), unit="battle deaths in a day", source="definition",
        mechanism="M09", doc="a day with at least so many battle deaths is a serious violation",
    )  # fmt: skip
    war_threshold: float = parameter(
        1000.0, low=1000.0, high=1000.0, possible=(25.0, 100000.0), unit="battle deaths in 365 days",
        source="usual threshold of war (COW, UCDP)", mechanism="M09",
        doc="battle deaths over a trailing year at which the ceasefire counts as collapsed",
    )  # fmt: skip
