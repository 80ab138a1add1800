"""NATO-Russia consultation: talk on the conventional balance and long-range strike lowers misperception (M18)."""

from __future__ import annotations

from sim.numerics.elementary import clip
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Consultation(Group):
    """Consultation between NATO and Russia."""

    level: float = parameter(
        0.1, low=0.0, high=1.0, unit="share", source="H, P: consultation process, council restart",
        mechanism="M18", doc="how regular and frank it is: 0 none, 1 a standing council with inspections",
    )  # fmt: skip
    effect: float = parameter(
        0.5, low=0.2, high=0.8, possible=(0.0, 1.0), unit="share", source="assumption; SF11 by analogy",
        mechanism="M18", doc="share of misperception that full consultation removes",
    )  # fmt: skip
    build_up: float = parameter(
        1.0, low=0.3, high=3.0, possible=(0.02, 50.0), unit="years",
        source="NATO-Russia Council 1997-2002: years; assumption", mechanism="M18",
        doc="time for the talks to come two thirds of the way to that level (e-fold)",
    )  # fmt: skip
    suspension: float = parameter(
        26.0, low=0.0, high=104.0, possible=(0.0, 1000.0), unit="weeks",
        source="council suspended in 2008 for seven months, in 2014 for two years", mechanism="M18",
        doc="how long the council is suspended after Moscow was seen to mass",
    )  # fmt: skip
    strike_limits: float = parameter(
        0.0, low=0.0, high=1.0, unit="share", source="H: long-range strike on the agenda", mechanism="M18",
        doc="how far limits on long-range strike are agreed; they ease Moscow's fear once the council meets",
    )  # fmt: skip


@rule
def next_council(council, level, build_up):
    """How far the council works, a week on; it begins at nothing."""
    return council + (level - council) * clip(1.0 / (52.0 * build_up), 0.0, 1.0)


@rule
def misperception(level, effect):
    """Share of misperception that is left."""
    return 1.0 - effect * level
