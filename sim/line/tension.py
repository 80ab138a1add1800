"""Tension: fire suffered and not accounted for makes a commander quicker to fire back."""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Tension(Group):
    """How local anger builds, spreads and fades."""

    gain: float = parameter(
        0.2, low=0.0, high=0.4, possible=(0.0, 1.0), unit="a day", source="line prototype (weak)",
        mechanism="M10", doc="tension added by a day of heavy fire suffered",
    )  # fmt: skip
    memory_days: float = parameter(
        3.0, low=2.0, high=6.0, possible=(1.0, 100.0), unit="days", source="line prototype (weak)",
        mechanism="M10", doc="how long tension lasts without flag meetings",
    )  # fmt: skip
    half_effect: float = parameter(
        2.0, low=1.0, high=4.0, possible=(0.1, 100.0), unit="bouts suffered", source="line prototype (weak)",
        mechanism="M10", doc="bouts in a day that give half the largest gain",
    )  # fmt: skip
    spill: float = parameter(
        0.1, low=0.0, high=0.3, possible=(0.0, 1.0), unit="share a week", source="line prototype (weak)",
        mechanism="M10", doc="how far tension evens out between neighbouring sectors each week",
    )  # fmt: skip


@rule
def decay(memory_days, flag_meetings):
    """Share of tension left after a day; daily flag meetings (0 to 1) halve its life."""
    kept = 1.0 - (1.0 + flag_meetings) / memory_days
    return kept if kept > 0.0 else 0.0


@rule
def next_tension(tension, kept, gain, suffered, half_effect):
    """Tension a day on, after bouts ``suffered`` (discounted by what findings have answered)."""
    return kept * tension + gain * suffered / (half_effect + suffered)


@rule
def spread(tension, left, right, spill):
    """Tension after evening out with the two neighbours."""
    return tension + spill * (0.5 * (left + right) - tension)
