"""First steps before a settlement: shipping, energy, depth of strikes, prisoners, no raids over the border (M32)."""

from __future__ import annotations

from sim.numerics.rule import compiled
from sim.scenario.parameter import Group, parameter

_STEPS = "H: de-escalation before talks begin"


class FirstSteps(Group):
    """Which steps are taken before the talks, and what each is worth."""

    black_sea: bool = parameter(
        False, low=0.0, high=1.0, unit="yes or no", source=f"{_STEPS} (brokered by Turkey)", mechanism="M32",
        doc="no strikes on civilian shipping in the Black Sea",
    )  # fmt: skip
    energy: bool = parameter(
        False, low=0.0, high=1.0, unit="yes or no", source=f"{_STEPS} (brokered by Qatar)", mechanism="M32",
        doc="no strikes on energy infrastructure",
    )  # fmt: skip
    strike_depth: bool = parameter(
        False, low=0.0, high=1.0, unit="yes or no", source=_STEPS, mechanism="M32",
        doc="no strikes beyond an agreed distance from the line",
    )  # fmt: skip
    prisoners: bool = parameter(
        False, low=0.0, high=1.0, unit="yes or no", source=_STEPS, mechanism="M32",
        doc="all prisoners exchanged for all",
    )  # fmt: skip
    no_raids: bool = parameter(
        False, low=0.0, high=1.0, unit="yes or no", source=_STEPS, mechanism="M32",
        doc="no raids across the border that both sides recognise",
    )  # fmt: skip
    trust: float = parameter(
        0.1, low=0.04, high=0.16, possible=(0.0, 0.2), unit="share", source="assumption", mechanism="M32",
        doc="trust that each step taken gives the talks at the start, and on which they fall back",
    )  # fmt: skip
    shipping_calm: float = parameter(
        0.25, low=0.1, high=0.5, possible=(0.0, 1.0), unit="share of bouts", source="assumption",
        mechanism="M32", doc="what safe shipping takes from fire on the river line and at the Black Sea",
    )  # fmt: skip
    shipping_worth: float = parameter(
        1.5, low=0.5, high=3.0, possible=(0.0, 50.0), unit="% of Ukrainian GDP", source="assumption",
        mechanism="M32", doc="what fighting on would put at risk for Kyiv where ships sail safely",
    )  # fmt: skip
    energy_kept: float = parameter(
        0.6, low=0.3, high=0.9, possible=(0.0, 1.0), unit="share of strikes",
        source="assumption; V14: long-range strikes stopped in the Easter truce of 2025", mechanism="M32",
        doc="share of strikes on energy that the step stops",
    )  # fmt: skip
    energy_worth: float = parameter(
        1.0, low=0.3, high=2.0, possible=(0.0, 50.0), unit="% of Russian GDP",
        source="assumption: refineries are spared too", mechanism="M32",
        doc="what fighting on would put at risk for Moscow where energy is spared",
    )  # fmt: skip
    depth_limits: float = parameter(
        0.4, low=0.2, high=0.7, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M32",
        doc="how far limits on the depth of strikes take long-range strike out of what Moscow fears",
    )  # fmt: skip
    homecoming: float = parameter(
        0.04, low=0.01, high=0.1, possible=(0.0, 0.5), unit="share", source="assumption", mechanism="M32",
        doc="what the return of all prisoners adds to how far Ukrainians see the terms as their own",
    )  # fmt: skip
    border_calm: float = parameter(
        0.4, low=0.2, high=0.7, possible=(0.0, 1.0), unit="share of bouts", source="assumption",
        mechanism="M32", doc="what the end of raids takes from fire across the recognised border",
    )  # fmt: skip


@compiled
def trust_given(p):
    """Trust that the steps taken give, 0 to 1."""
    s = p.first_steps
    return s.trust * (s.black_sea + s.energy + s.strike_depth + s.prisoners + s.no_raids)
