"""The grey zone: acts below the threshold of war and off the line, by either side (M27).

Hybrid attacks, strikes on energy and shipping, sabotage. A capital that presses chooses between the line, where
it may be seen and answered, and the grey zone, where it hardly is.
"""

from __future__ import annotations

from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class GreyZone(Group):
    """How much pressure goes off the line, and what it does there."""

    share: float = parameter(
        0.8, low=0.4, high=1.0, possible=(0.0, 1.0), unit="share", source="assumption; P: hybrid attacks",
        mechanism="M27",
        doc="how far pressure leaves the line for the grey zone where a finding on the line would cost most",
    )  # fmt: skip
    acts_per_week: float = parameter(
        1.0, low=0.3, high=3.0, possible=(0.0, 100.0), unit="acts a week", source="assumption", mechanism="M27",
        doc="acts in a week of pressing off the line",
    )  # fmt: skip
    damage: float = parameter(
        0.2, low=0.05, high=1.0, possible=(0.0, 100.0), unit="billion dollars an act", source="assumption",
        mechanism="M27", doc="damage that an act does",
    )  # fmt: skip
    felt: float = parameter(
        1.5, low=0.5, high=5.0, possible=(0.0, 1000.0), unit="bouts", source="assumption", mechanism="M27",
        doc="fire not accounted for that an act counts as, in the eyes of the capital it hits",
    )  # fmt: skip
    division: float = parameter(
        0.03, low=-0.05, high=0.1, possible=(-2.0, 2.0), unit="log-odds of unity an act",
        source="assumption; sign not known: below 0 acts rally Europe", mechanism="M27",
        doc="what a Russian act takes from European unity",
    )  # fmt: skip


@rule
def off_line(share, observed, credibility):
    """Chance that pressure takes place off the line: the better the line is watched and guarded, the likelier."""
    return share * (1.0 - (1.0 - observed) * (1.0 - credibility))
