"""Deterrence by denial: the forces on both sides and the chance that an attack succeeds (M12)."""

from __future__ import annotations

from sim.numerics.elementary import clip, log, logistic
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Deterrence(Group):
    """Forces, what they are built for, and what an attack costs."""

    force_russia: float = parameter(
        640.0, low=600.0, high=710.0, possible=(1.0, 5000.0), unit="thousand",
        source="parameters.csv: ru_troops_theatre", mechanism="M12",
        doc="Moscow's force in the theatre at the start",
    )  # fmt: skip
    force_ukraine: float = parameter(
        530.0, low=480.0, high=600.0, possible=(1.0, 5000.0), unit="thousand",
        source="parameters.csv: ua_forces 880, about 0.6 of them fit for the line", mechanism="M12",
        doc="Kyiv's force for the line at the start",
    )  # fmt: skip
    ceiling_russia: float = parameter(
        950.0, low=700.0, high=1300.0, possible=(1.0, 10000.0), unit="thousand",
        source="reserves and recruitment of parameters.csv; assumption", mechanism="M12",
        doc="force Moscow could rebuild to without export controls",
    )  # fmt: skip
    own_ukraine: float = parameter(
        330.0, low=250.0, high=420.0, possible=(1.0, 5000.0), unit="thousand", source="assumption",
        mechanism="M13", doc="force for the line that Kyiv could keep without any aid",
    )  # fmt: skip
    reconstitution_years: float = parameter(
        5.0, low=3.0, high=10.0, possible=(0.5, 50.0), unit="years",
        source="parameters.csv: reconstitution_large_war", mechanism="M12",
        doc="time for a force to come two thirds of the way to its ceiling",
    )  # fmt: skip
    cap_ukraine: float = parameter(
        800.0, low=250.0, high=1000.0, possible=(0.0, 5000.0), unit="thousand (whole force)",
        source="parameters.csv: ua_postwar_cap (85-250 Istanbul, 800 Paris)", mechanism="M13",
        doc="agreed cap on Kyiv's whole force; six tenths of it are fit for the line",
    )  # fmt: skip
    denial: float = parameter(
        0.4, low=0.0, high=1.0, unit="share of Ukraine's force",
        source="H: porcupine model; size is an assumption", mechanism="M12",
        doc="share of Ukraine's force built to hold ground; the rest is for combined-arms offence and "
        "long-range strike",
    )  # fmt: skip
    long_range: float = parameter(
        0.2, low=0.0, high=0.6, possible=(0.0, 1.0), unit="share of what is not built for denial",
        source="H: long-range strike; size is an assumption", mechanism="M12",
        doc="share of the rest of Ukraine's force that is long-range strike; what is left is combined arms",
    )  # fmt: skip
    strike_damage: float = parameter(
        5.0, low=2.0, high=10.0, possible=(0.0, 100.0), unit="% of Russian GDP", source="assumption",
        mechanism="M12", doc="what a force wholly of long-range strike adds to Moscow's cost of a new war",
    )  # fmt: skip
    denial_effect: float = parameter(
        0.8, low=0.4, high=1.2, possible=(0.0, 3.0), unit="share added to the defence",
        source="assumption; Biddle-type exchange ratios 1.5-3 for prepared defence", mechanism="M12",
        doc="how much harder a force built for denial is to beat",
    )  # fmt: skip
    fortification: float = parameter(
        0.25, low=0.1, high=0.5, possible=(0.0, 3.0), unit="share added to the defence", source="assumption",
        mechanism="M12", doc="advantage of prepared positions, both sides",
    )  # fmt: skip
    slope: float = parameter(
        1.5, low=1.0, high=2.2, possible=(0.1, 10.0), unit="per log force ratio",
        source="capitals prototype (kap), prior centre", mechanism="M12",
        doc="how sharply the chance of success follows the force ratio",
    )  # fmt: skip
    surprise: float = parameter(
        0.35, low=0.15, high=0.6, possible=(0.0, 2.0), unit="log force ratio", source="capitals prototype",
        mechanism="M03", doc="advantage of an attack that no one has seen coming",
    )  # fmt: skip
    war_cost: float = parameter(
        14.0, low=10.0, high=19.0, possible=(0.0, 200.0), unit="% of GDP",
        source="parameters.csv: ru_military_spend 7.2 a year for two years; capitals prototype",
        mechanism="M12", doc="cost of a new war",
    )  # fmt: skip
    failure: float = parameter(
        0.6, low=0.3, high=1.0, possible=(0.0, 5.0), unit="times the cost of war",
        source="capitals prototype", mechanism="M12", doc="further loss when the attack fails",
    )  # fmt: skip


@rule
def defence(force, built_for_denial, denial_effect, fortification):
    """Strength of a defending force (thousand)."""
    return force * (1.0 + denial_effect * built_for_denial) * (1.0 + fortification)


@rule
def offence(force, built_for_denial, strike):
    """Strength of a force on the attack (thousand): what is built for denial counts a third, strike a half."""
    return force * (1.0 - 0.667 * built_for_denial - 0.5 * strike)


@rule
def strike(denial, long_range):
    """Share of the whole force that is long-range strike."""
    return long_range * (1.0 - denial)


@rule
def chance(attacker, defender, helpers, edge, slope):
    """Chance that an attack succeeds. ``helpers`` (thousand) stand with the defender, ``edge`` is log advantage."""
    return logistic(slope * (log(attacker / (defender + helpers)) + edge))


@rule
def next_force(force, ceiling, years):
    """Force a week on."""
    return force + (ceiling - force) * clip(1.0 / (52.0 * years), 0.0, 1.0)
