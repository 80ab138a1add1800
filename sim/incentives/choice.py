"""Choice: how a capital picks among the moves open to it in a week."""

from __future__ import annotations

from sim.numerics.elementary import exp
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter

#: Moves by index; ATTACK ends the ceasefire.
STANCES = ("comply", "press", "mass", "attack")
COMPLY, PRESS, MASS, ATTACK = range(4)


class Choice(Group):
    """How sharply incentives decide, and what stands between wanting and doing."""

    precision: float = parameter(
        0.16, low=0.1, high=0.25, possible=(0.0, 2.0), unit="per % of GDP",
        source="SF01; the prototype's 0.06-0.15 without inertia", mechanism="M27",
        doc="precision of choice: how much one per cent of GDP moves the log-odds",
    )  # fmt: skip
    open_weeks: float = parameter(
        0.35, low=0.17, high=0.44, possible=(0.0, 1.0), unit="share of weeks",
        source="capitals prototype (nu)", mechanism="M27",
        doc="weekly chance that the question of an attack is open at all, once forces are ready",
    )  # fmt: skip
    review: float = parameter(
        0.3, low=0.15, high=0.6, possible=(0.01, 1.0), unit="probability a week",
        source="assumption: campaigns and mobilisations last weeks to months", mechanism="M27",
        doc="chance that a capital reviews its course in a week; else it goes on as it is",
    )  # fmt: skip
    massing_weeks: float = parameter(
        5.0, low=3.0, high=10.0, possible=(0.0, 104.0), unit="weeks",
        source="capitals prototype; 2021-22: longer", mechanism="M05",
        doc="build-up that an attack needs when nothing slows it",
    )  # fmt: skip
    stand_down: float = parameter(
        0.5, low=0.25, high=1.0, possible=(0.0, 10.0), unit="weeks of build-up a week", source="assumption",
        mechanism="M05", doc="how fast a build-up is undone when a capital stands down",
    )  # fmt: skip
    massing_cost: float = parameter(
        14.0, low=8.0, high=20.0, possible=(0.0, 100.0), unit="% of GDP",
        source="SF40; assumption (prototype 1.5 a week without inertia)", mechanism="M05",
        doc="cost of massing, and of being seen to",
    )  # fmt: skip
    press_gain: float = parameter(
        5.0, low=2.0, high=9.0, possible=(-50.0, 50.0), unit="% of GDP",
        source="capitals prototype: 2 before accounts", mechanism="M27",
        doc="what pressing below the threshold of war gains before anything answers it",
    )  # fmt: skip
    press_orders: float = parameter(
        0.0, low=-0.15, high=0.2, possible=(-0.5, 1.0), unit="share of full orders",
        source="V11: 153 to 2,000 a day in a week", mechanism="M27",
        doc="orders to the line while a capital presses (0: no restraint; below 0: fire at will)",
    )  # fmt: skip
    attack_orders: float = parameter(
        -0.22, low=-0.3, high=0.0, possible=(-0.5, 1.0), unit="share of full orders",
        source="set by V11: 153 to 2,000 a day in the five days before 20 February 2022", mechanism="M27",
        doc="orders to the line in the week in which a capital opens its attack (below 0: fire at will)",
    )  # fmt: skip
    initial_massing: float = parameter(
        1.2, low=0.5, high=1.5, possible=(0.0, 2.0), unit="share of what an attack needs",
        source="capitals prototype: unwithdrawn sides start massed", mechanism="M04",
        doc="how massed each side still is on average when the ceasefire begins, before any pull-back; "
        "drawn within half of it",
    )  # fmt: skip
    answer_base: float = parameter(
        2.0, low=0.0, high=5.0, possible=(0.0, 50.0), unit="% of GDP", source="capitals prototype",
        mechanism="M27", doc="what pressing costs in any case",
    )  # fmt: skip
    answer_observed: float = parameter(
        10.0, low=4.0, high=20.0, possible=(0.0, 50.0), unit="% of GDP", source="assumption; prototype 3",
        mechanism="M09",
        doc="what pressing costs more where it is seen, attributed and penalised for certain",
    )  # fmt: skip
    answer_guarded: float = parameter(
        2.0, low=0.5, high=4.0, possible=(0.0, 50.0), unit="% of GDP", source="capitals prototype",
        mechanism="M11",
        doc="what pressing costs more under a fully credible guarantee or full armed patrols",
    )  # fmt: skip


@rule
def weight(precision, utility):
    """Weight of a move in the choice."""
    return exp(precision * utility)


@rule
def massing_utility(incentive, cost, cover):
    """Utility of massing: half the incentive to attack, less its cost and the risk of being seen."""
    return 0.5 * incentive - cost - cover


@rule
def pressing_utility(gain, incentive, answer):
    """Utility of pressing below the threshold of war: a gain, a little of the incentive, less what answers it."""
    return gain + 0.15 * incentive - answer


@rule
def staying(press):
    """How a week at peace is spent: weights of complying and pressing, given the weight of pressing against 1.

    The two share a weight of 2 whatever pressing costs. Were pressing weighed against an attack directly, every
    penalty on small violations would push its share over to war.
    """
    return 2.0 / (1.0 + press), 2.0 * press / (1.0 + press)


@rule
def pick(u, comply, press, mass, attack):
    """The move drawn with probability proportional to its weight; ``attack`` is 0 where it is not open."""
    x = u * (comply + press + mass + attack)
    if x < attack:
        return 3
    if x < attack + mass:
        return 2
    if x < attack + mass + press:
        return 1
    return 0
