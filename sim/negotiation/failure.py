"""Failed talks and what they cost: a worse and more internationalised war, now or when it returns (M34)."""

from __future__ import annotations

from sim.numerics.elementary import clip
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Failure(Group):
    """What follows when talks fail or a ceasefire collapses."""

    expectations: float = parameter(
        0.3, low=0.0, high=1.0, unit="share", source="H: expectations are to be managed", mechanism="M34",
        doc="how far an early success has been promised in public",
    )  # fmt: skip
    escalation: float = parameter(
        0.03, low=0.01, high=0.08, possible=(0.0, 1.0), unit="share of intensity", source="assumption",
        mechanism="M34",
        doc="what a failed round adds to the war; twice as much where everything had been expected of it",
    )  # fmt: skip
    memory_weeks: float = parameter(
        26.0, low=13.0, high=52.0, possible=(1.0, 520.0), unit="weeks", source="assumption", mechanism="M34",
        doc="how long that lasts (e-fold)",
    )  # fmt: skip
    internationalised: float = parameter(
        0.01, low=0.0, high=0.03, possible=(0.0, 0.5), unit="share of intensity", source="H; assumption",
        mechanism="M34", doc="what a failed round adds for good, as others are drawn in",
    )  # fmt: skip
    most_drawn_in: float = parameter(
        0.4, low=0.2, high=0.8, possible=(0.0, 5.0), unit="share of intensity", source="assumption",
        mechanism="M34", doc="the most that others drawn in can add",
    )  # fmt: skip
    disappointment: float = parameter(
        1.5, low=0.5, high=3.0, possible=(0.0, 50.0), unit="% of GDP", source="assumption", mechanism="M34",
        doc="domestic pressure to fight on that a failed round leaves in both capitals when all was expected of it",
    )  # fmt: skip
    renewal: float = parameter(
        0.25, low=0.1, high=0.5, possible=(0.0, 5.0), unit="share of intensity",
        source="H: no return to the war as it was; size is an assumption", mechanism="M34",
        doc="how much worse a war is that returns after a ceasefire; twice as much where all was expected of it",
    )  # fmt: skip


@rule
def worse(share, expectations):
    """A share of intensity as expectations raise it."""
    return share * (1.0 + expectations)


@rule
def next_intensity(intensity, drawn_in, weeks):
    """Intensity of the war a week on; it falls back to 1 and what others add for good."""
    return intensity + (1.0 + drawn_in - intensity) * clip(1.0 / weeks, 0.0, 1.0)
