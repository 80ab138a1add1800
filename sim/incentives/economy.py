"""The size of the two economies, which turns dollars into per cent of own annual GDP."""

from __future__ import annotations

from sim.scenario.parameter import Group, parameter


class Economy(Group):
    """Gross domestic products."""

    russia: float = parameter(
        2200.0, low=2000.0, high=2500.0, possible=(1.0, 50000.0), unit="billion dollars a year",
        source="IMF World Economic Outlook 2025, rounded", mechanism="M16", doc="Russia's GDP",
    )  # fmt: skip
    ukraine: float = parameter(
        190.0, low=170.0, high=230.0, possible=(1.0, 50000.0), unit="billion dollars a year",
        source="IMF World Economic Outlook 2025, rounded", mechanism="M16", doc="Ukraine's GDP",
    )  # fmt: skip
