"""Fear: the belief that the other side will attack, times what it could do first (M12, M18)."""

from __future__ import annotations

from sim.numerics.elementary import clip, log, logistic
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Fear(Group):
    """How each side reads the other, and how much it fears."""

    strength: float = parameter(
        12.0, low=6.5, high=20.0, possible=(0.0, 200.0), unit="% of GDP",
        source="capitals prototype: 9.6 fitted, 15 prior", mechanism="M12",
        doc="worth of striking first when an attack is certain and the other could do its worst",
    )  # fmt: skip
    strike_threat: float = parameter(
        1.5, low=0.5, high=3.0, possible=(0.0, 20.0), unit="even chances of success", source="H; assumption",
        mechanism="M12",
        doc="what a Ukrainian force wholly of long-range strike adds to the threat that Moscow sees",
    )  # fmt: skip
    initial: float = parameter(
        -0.5, low=-1.5, high=0.5, possible=(-5.0, 3.0), unit="log-odds", source="capitals prototype",
        mechanism="M12", doc="belief at the start that the other will attack",
    )  # fmt: skip
    forgetting: float = parameter(
        0.02, low=0.01, high=0.04, possible=(0.0, 1.0), unit="a week",
        source="assumption: half-life of 35 weeks; the prototype's 0.004 saturates belief", mechanism="M12",
        doc="pull of belief back to its long-run level of -1.5",
    )  # fmt: skip
    per_incident: float = parameter(
        0.03, low=0.01, high=0.06, possible=(0.0, 1.0), unit="log-odds a week", source="capitals prototype",
        mechanism="M08", doc="what a week of usual fire suffered adds when nothing accounts for it",
    )  # fmt: skip
    per_massing: float = parameter(
        0.5, low=0.2, high=1.0, possible=(0.0, 5.0), unit="log-odds a week", source="capitals prototype",
        mechanism="M05", doc="what a week of seen massing adds",
    )  # fmt: skip
    reassurance: float = parameter(
        0.1, low=0.04, high=0.2, possible=(0.0, 1.0), unit="log-odds a week", source="capitals prototype",
        mechanism="M05",
        doc="what a week of verified compliance takes away when the mission's word is worth everything",
    )  # fmt: skip
    usual_fire: float = parameter(
        10.0, low=5.0, high=20.0, possible=(0.1, 1000.0), unit="bouts a week on 1,931 km",
        source="definition", mechanism="M08",
        doc="fire suffered and not accounted for that a capital begins to count as hostile",
    )  # fmt: skip
    anger: float = parameter(
        1.5, low=0.8, high=3.0, possible=(0.0, 50.0), unit="% of GDP",
        source="capitals prototype (ten), prior centre", mechanism="M08",
        doc="push towards attack from a week of usual fire suffered",
    )  # fmt: skip


@rule
def hostility(suffered, usual, km):
    """Fire suffered in a week on the scale that capitals feel: 0 none, 0.7 usual, 2.7 the Donbas of 2015-20."""
    return log(1.0 + suffered / (usual * km / 1931.0))


@rule
def next_belief(
    belief, forgetting, suffered, per_incident, misread, seen, per_massing, verified, reassurance
):
    """Belief a week on. ``suffered``: fire suffered (1 = usual), ``misread``: share not accounted for,
    ``seen``: massing seen (0 or 1), ``verified``: coverage that shows compliance.
    """
    moved = belief - forgetting * (belief + 1.5) + per_incident * suffered * misread
    if seen > 0.5:
        moved += per_massing
    else:
        moved -= reassurance * verified
    return clip(moved, -5.0, 3.0)


@rule
def striking_first(strength, belief, threat, slow):
    """Worth of striking first, % of GDP. ``threat``: what the other could do (1 = an even chance)."""
    return strength * logistic(belief) * threat / slow
