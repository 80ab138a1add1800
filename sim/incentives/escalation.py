"""Escalation dominance and the nuclear shadow: who cares more, and what both are afraid of (M23)."""

from __future__ import annotations

from sim.numerics.elementary import clip
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Escalation(Group):
    """Asymmetry of stakes and fear of a wider war."""

    asymmetry: float = parameter(
        0.6, low=0.3, high=0.85, possible=(0.0, 1.0), unit="share",
        source="P: Moscow cares more; size is an assumption", mechanism="M23",
        doc="how far guarantors with discretion hold back for fear of escalation",
    )  # fmt: skip
    shadow_kyiv: float = parameter(
        7.0, low=4.0, high=15.0, possible=(0.0, 200.0), unit="% of Ukrainian GDP",
        source="SF20; capitals prototype (0.6 N)", mechanism="M23",
        doc="what Russian nuclear weapons add to the expected cost of a Ukrainian attack",
    )  # fmt: skip
    shadow_moscow: float = parameter(
        5.0, low=2.0, high=12.0, possible=(0.0, 200.0), unit="% of Russian GDP", source="SF20; assumption",
        mechanism="M23",
        doc="what war with nuclear-armed guarantors adds to the cost of a Russian attack, times their "
        "credibility",
    )  # fmt: skip
    shadow_of_kyiv: float = parameter(
        0.0, low=0.0, high=15.0, possible=(0.0, 200.0), unit="% of Russian GDP",
        source="Ukraine has none; size where there are some: as shadow_kyiv", mechanism="M23",
        doc="what nuclear weapons of Kyiv's own would add to the expected cost of a Russian attack",
    )  # fmt: skip
    signalling: float = parameter(
        0.15, low=0.05, high=0.4, possible=(0.0, 1.0), unit="probability a week",
        source="P: signals with notice by hotline", mechanism="M23",
        doc="chance that Moscow signals with nuclear forces while it masses or a crisis runs",
    )  # fmt: skip
    signal_effect: float = parameter(
        0.15, low=0.05, high=0.3, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M23",
        doc="how much a signal without notice adds to the guarantors' fear in its week",
    )  # fmt: skip
    cobelligerency: float = parameter(
        0.2, low=0.0, high=1.0, unit="share",
        source="P: blurred definition of a co-belligerent; size is an assumption", mechanism="M23",
        doc="how far aid (targeting, crews, long-range weapons) makes those who give it party to the war",
    )  # fmt: skip
    cobelligerent_fear: float = parameter(
        0.15, low=0.0, high=0.3, possible=(0.0, 1.0), unit="share", source="assumption", mechanism="M23",
        doc="what full co-belligerency at 50 billion dollars a year adds to the guarantors' fear of escalation",
    )  # fmt: skip


@rule
def party(cobelligerency, aid):
    """How far the guarantors are party to the war by their aid (billion dollars a year; 1 at 50)."""
    return cobelligerency * aid / 50.0


@rule
def fear(asymmetry, signal, signal_effect, hotline, party, cobelligerent_fear):
    """The guarantors' fear of escalation, 0 to 1; a hotline takes the sting out of a signal."""
    return clip(asymmetry + signal_effect * signal * (1.0 - hotline) + cobelligerent_fear * party, 0.0, 1.0)
