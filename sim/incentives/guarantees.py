"""Security guarantees: what a third party's promise is worth on a given day, and what it would inflict (M11, M23).

A regime is a vector of the parameters below, one file each in ``configs/regimes/``. Its credibility is the
commitment, times what stands behind it (stationed troops, or the guarantor's attention and unity), less the
guarantor's fear of escalation, once it is in force.
"""

from __future__ import annotations

from sim.numerics.elementary import clip, exp, log
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter

#: Week of a guarantee whose conditions are never met.
NEVER = 1.0e6


class Guarantee(Group):
    """One guarantee regime."""

    commitment: float = parameter(
        0.0, low=0.0, high=0.9, possible=(0.0, 1.0), unit="share",
        source="guarantee_precedents.csv: commitment_strength", mechanism="M11",
        doc="how strong the promise is: 0.1 Budapest 1994, 0.9 Korea 1953",
    )  # fmt: skip
    bindingness: float = parameter(
        0.5, low=0.0, high=1.0, unit="share", source="guarantee_precedents.csv: commitment_type; assumption",
        mechanism="M11", doc="how little is left to the guarantor's discretion when the case arises",
    )  # fmt: skip
    american_share: float = parameter(
        0.5, low=0.0, high=1.0, unit="share", source="guarantee_precedents.csv: commitment_type",
        mechanism="M11", doc="how far it rests on the United States rather than on Europe",
    )  # fmt: skip
    clock_hours: float = parameter(
        240.0, low=24.0, high=720.0, possible=(0.0, 8760.0), unit="hours",
        source="guarantee_precedents.csv: trigger_clock_h; FT ladder 24/72", mechanism="M11",
        doc="time from an attack to help in force",
    )  # fmt: skip
    stationed_troops: float = parameter(
        0.0, low=0.0, high=75.0, possible=(0.0, 400.0), unit="thousand",
        source="guarantee_precedents.csv: Korea 75.3 (1955), 28.5 now; parameters.csv: reassurance_force "
        "10-64",
        mechanism="M11", doc="the guarantors' troops in the country",
    )  # fmt: skip
    response_force: float = parameter(
        0.0, low=0.0, high=300.0, possible=(0.0, 2000.0), unit="thousand (equivalent)",
        source="guarantee_precedents.csv: Korea 326 in war; assumption", mechanism="M11",
        doc="force, air power included, that would come to help",
    )  # fmt: skip
    parliaments: float = parameter(
        0.0, low=0.0, high=32.0, possible=(0.0, 60.0), unit="parliaments", source="H: 32 for NATO accession",
        mechanism="M11", doc="parliaments that have to ratify before it is in force",
    )  # fmt: skip
    ratification_months: float = parameter(
        6.0, low=3.0, high=12.0, possible=(0.1, 120.0), unit="months each",
        source="assumption; Finland 2022-23: 12 months for all", mechanism="M11",
        doc="mean time one parliament takes",
    )  # fmt: skip
    interim: float = parameter(
        0.3, low=0.0, high=0.8, possible=(0.0, 1.0), unit="share",
        source="Korea 1953-54: troops in place before the treaty was in force; assumption", mechanism="M11",
        doc="share of promise and troops that is there between signature and ratification",
    )  # fmt: skip
    interim_years: float = parameter(
        3.0, low=1.0, high=6.0, possible=(0.0, 75.0), unit="years", source="assumption", mechanism="M11",
        doc="how long the interim share lasts when ratification never comes",
    )  # fmt: skip
    conditions: float = parameter(
        0.0, low=0.0, high=0.5, possible=(0.0, 1.0), unit="probability",
        source="H: reforms asked of Kyiv; assumption", mechanism="M11",
        doc="chance that its conditions are never met, so that it never comes into force",
    )  # fmt: skip
    upkeep: float = parameter(
        0.5, low=0.0, high=1.0, unit="share", source="SF34, SF35; assumption", mechanism="M11",
        doc="how far exercises, planning and standing bodies keep it alive when attention is elsewhere",
    )  # fmt: skip
    alliance_tie: float = parameter(
        0.0, low=0.0, high=1.0, unit="share of NATO membership",
        source="H, P: NATO accession is the red line; sizes are assumptions", mechanism="M11",
        doc="how near Moscow sees it to NATO membership",
    )  # fmt: skip
    punishment: float = parameter(
        20.0, low=10.0, high=45.0, possible=(0.0, 300.0), unit="% of Russian GDP",
        source="SF38; within the prior of the capitals prototype (H), which the record does not identify",
        mechanism="M11", doc="what a fully credible guarantor would inflict on an attacker",
    )  # fmt: skip
    restrains_kyiv: float = parameter(
        0.4, low=0.2, high=0.8, possible=(0.0, 1.0), unit="share", source="capitals prototype: restr",
        mechanism="M11", doc="how far the guarantor would drop a Kyiv that attacks",
    )  # fmt: skip
    troops_half: float = parameter(
        20.0, low=5.0, high=40.0, possible=(0.1, 500.0), unit="thousand on 1,931 km",
        source="assumption; the scale is not identified by the record (5-15 thousand fit alike)",
        mechanism="M11", doc="stationed troops that make half of the promise independent of attention",
    )  # fmt: skip
    most_credible: float = parameter(
        0.85, low=0.7, high=0.95, possible=(0.0, 1.0), unit="share",
        source="assumption; SF34, SF35: troops leave and guarantors look away", mechanism="M11",
        doc="highest credibility any guarantor can have",
    )  # fmt: skip
    tripwire_friction: float = parameter(
        0.15, low=0.0, high=0.4, possible=(0.0, 2.0), unit="share added to the rate of bouts",
        source="SF09: small tripwires raise low-level disputes", mechanism="M11",
        doc="extra fire drawn by a small foreign force",
    )  # fmt: skip
    window: float = parameter(
        1.0, low=0.0, high=2.0, possible=(0.0, 20.0), unit="times the shortfall",
        source="SF35: distraction of the guarantor precedes collapse; SF21: windows tempt; size is an assumption",
        mechanism="M25",
        doc="how much more Moscow makes of a guarantor that is less (or more) ready than usual: a window that "
        "will close, or one worth waiting for",
    )  # fmt: skip
    leave_year: float = parameter(
        75.0, low=1.0, high=75.0, possible=(0.0, 75.0), unit="years after the start",
        source="SF34, SF35: Vietnam 1973; assumption", mechanism="M11",
        doc="when the guarantors' troops leave (75: never within the horizon); the promise stays",
    )  # fmt: skip
    troop_cost: float = parameter(
        0.25, low=0.1, high=0.5, possible=(0.0, 5.0), unit="billion dollars a year per thousand",
        source="assumption; United States in Korea about 0.13-0.17 per thousand beside pay", mechanism="M11",
        doc="cost of keeping stationed troops",
    )  # fmt: skip


@rule
def floor(troops, half, km):
    """Share of the promise that stationed troops make certain, by their number for the length of the line."""
    needed = half * km / 1931.0
    return troops / (troops + needed)


@rule
def will(standing, attention, upkeep):
    """Readiness of the guarantor: certain as far as troops stand there, else by attention (0 to 1) and upkeep."""
    alive = attention + upkeep * 0.5 * (1.0 - attention)
    return standing + (1.0 - standing) * alive


@rule
def credibility(commitment, bindingness, readiness, standing, escalation_fear, most):
    """Chance that the guarantor would act, 0 to ``most``.

    Fear of escalation works where there is discretion: least for a binding promise with troops on the spot.
    """
    discretion = (1.0 - standing) * (1.0 - 0.4 * bindingness)
    value = commitment * readiness * (1.0 - escalation_fear * discretion)
    return clip(value, 0.0, most)


@rule
def reckoned(now, usual, window):
    """Credibility that Moscow reckons with this week, 0 to 1: what is below the usual is a window to be used."""
    return clip(now + window * (now - usual), 0.0, 1.0)


@rule
def help_in_time(clock_hours):
    """Share of the response force that comes while it can still decide the attack (e-fold 10 days)."""
    return exp(-clock_hours / 240.0)


@rule
def in_force_after(u, v, parliaments, months, conditions):
    """Weeks until the guarantee is in force: the slowest of the parliaments; a very long time if conditions fail."""
    if v < conditions:
        return NEVER
    if parliaments < 1.0:
        return 0.0
    # The largest of n exponential times has distribution (1 - exp(-t/m))**n.
    share = exp(log(u) / parliaments)
    return -log(1.0 - clip(share, 0.0, 0.999999)) * months * 4.345


@rule
def small_force(troops, half, km):
    """How far a foreign force is a mere tripwire: rises with the first troops and falls again for a heavy force."""
    standing = floor(troops, half, km)
    return 4.0 * standing * (1.0 - standing)
