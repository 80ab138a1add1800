"""Demilitarised zone: distance lowers contact and slows an attack (M03)."""

from __future__ import annotations

from typing import Literal

from sim.numerics.elementary import clip, exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, choice, parameter

_ONE_SIDED = "SF10, SF33: a one-sided zone does about nothing"


class Zone(Group):
    """Width of the zone by kind of sector, and who honours it."""

    front_km: float = parameter(
        1.0, low=0.0, high=15.0, possible=(0.0, 100.0), unit="km",
        source="parameters.csv: buffer_width (Minsk pilots 2, Korea 4, proposals 10-15)", mechanism="M03",
        doc="full width of the zone along the line of contact",
    )  # fmt: skip
    river_km: float = parameter(
        1.0, low=0.0, high=15.0, possible=(0.0, 100.0), unit="km", source="parameters.csv: buffer_width",
        mechanism="M03", doc="full width along the Dnipro",
    )  # fmt: skip
    border_km: float = parameter(
        0.0, low=0.0, high=15.0, possible=(0.0, 100.0), unit="km", source="parameters.csv: buffer_width",
        mechanism="M03",
        doc="full width along the borders with Russia and Belarus that neither side disputes",
    )  # fmt: skip
    sides: Literal["both", "russia_only", "ukraine_only"] = choice(
        "both", source=_ONE_SIDED, mechanism="M03", doc="who keeps forces out of the zone",
    )  # fmt: skip
    one_sided: float = parameter(
        0.03, low=0.0, high=0.2, possible=(0.0, 1.0), unit="share", source=_ONE_SIDED, mechanism="M03",
        doc="what a zone that only one side honours counts for",
    )  # fmt: skip
    deployment_limits: float = parameter(
        0.3, low=0.0, high=1.0, unit="share honoured",
        source="assumption; H: clear limits for deployments on both sides", mechanism="M03",
        doc="how far limits on forces behind the zone are agreed and kept",
    )  # fmt: skip
    warning_effect: float = parameter(
        0.8, low=0.4, high=1.6, possible=(0.0, 5.0), unit="share added to the time an attack needs",
        source="capitals prototype (dm), prior 0.55-1.7; SF10", mechanism="M03",
        doc="how much a full zone of 10 km with limits slows the build-up of an attack",
    )  # fmt: skip


@rule
def mutual(sides, one_sided):
    """What the zone counts for: 1 where both sides honour it (``sides`` 0), else ``one_sided``."""
    return 1.0 if sides == 0 else one_sided


@rule
def contact(width_km):
    """Factor on bouts from the width that works as distance.

    A fifth of all fire is long-range and fades over 15 km, the rest over 1.

    2 km gives 0.28, as seen at pilot areas; 0 gives 1.
    """
    return 0.8 * exp(-width_km) + 0.2 * exp(-width_km / 15.0)


@rule
def slowing(front_km, river_km, border_km, limits, mutuality, effect):
    """Factor (>= 1) on the time to build up an attack: full at 10 km everywhere with limits on both sides.

    The land front counts most; the river is an obstacle without a zone, and the border is one more door.
    """
    width = 0.65 * clip(front_km / 10.0, 0.0, 1.0) + 0.1 * clip(river_km / 10.0, 0.0, 1.0)
    width += 0.25 * clip(border_km / 10.0, 0.0, 1.0)
    return 1.0 + effect * mutuality * (0.5 * width + 0.5 * width * limits)
