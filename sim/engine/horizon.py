"""How long a run lasts, and whether the capitals act."""

from __future__ import annotations

from typing import Literal

from sim.scenario.parameter import Group, choice, parameter


class Horizon(Group):
    """Length of a run, and which layers move."""

    years: float = parameter(
        10.0, low=1.0, high=20.0, possible=(0.02, 75.0), unit="years of 365 days", source="design",
        mechanism="M01",
        doc="a ceasefire that still stands then is counted as held to the horizon (censored)",
    )  # fmt: skip
    capitals: Literal["act", "rest"] = choice(
        "act", source="design", mechanism="M01",
        doc="whether the capitals decide each week, or rest so that the line is seen alone",
    )  # fmt: skip
