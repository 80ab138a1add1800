"""Attribution and third-party arbitration: from a detected bout to a finding against a side (M07, M08)."""

from __future__ import annotations

from sim.numerics.elementary import exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Attribution(Group):
    """How often the arbiter names the right side, the wrong one, or none; and how late."""

    accuracy: float = parameter(
        0.5, low=0.05, high=0.9, possible=(0.0, 1.0), unit="probability",
        source="parameters.csv: p_attribute_given_detect (0.2-0.9; the SMM did not attribute)",
        mechanism="M08", doc="chance that a detected bout becomes a finding against the side that fired",
    )  # fmt: skip
    false_share: float = parameter(
        0.05, low=0.0, high=0.4, possible=(0.0, 1.0), unit="probability", source="assumption",
        mechanism="M08", doc="chance that a detected bout not rightly attributed is pinned on the other side",
    )  # fmt: skip
    delay_days: float = parameter(
        14.0, low=1.0, high=60.0, possible=(0.0, 365.0), unit="days", source="assumption", mechanism="M08",
        doc="time until a finding is out",
    )  # fmt: skip
    trust_russia: float = parameter(
        0.5, low=0.1, high=0.9, possible=(0.0, 1.0), unit="share believed",
        source="P: neutral observers (India, Norway, Austria); size is an assumption", mechanism="M07",
        doc="how far Moscow trusts the observers",
    )  # fmt: skip
    trust_ukraine: float = parameter(
        0.6, low=0.1, high=0.9, possible=(0.0, 1.0), unit="share believed", source="P; size is an assumption",
        mechanism="M07", doc="how far Kyiv trusts the observers",
    )  # fmt: skip
    trust_third: float = parameter(
        0.8, low=0.3, high=0.95, possible=(0.0, 1.0), unit="share believed",
        source="P: neutral observers; size is an assumption", mechanism="M07",
        doc="how far Washington and Brussels credit the observers' findings when penalties hang on them",
    )  # fmt: skip


@rule
def informative(accuracy, false_share):
    """What a finding tells: right attributions less wrong ones, never below 0."""
    value = accuracy - (1.0 - accuracy) * false_share
    return value if value > 0.0 else 0.0


@rule
def freshness(delay_days, scale):
    """Weight of a finding that comes late: e-fold over ``scale`` days."""
    return exp(-delay_days / scale)
