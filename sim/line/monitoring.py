"""Unmanned monitoring: sensors and drones over the line, what blinds them, what keeps them up (M05)."""

from __future__ import annotations

import math

from sim.numerics.elementary import clip, exp, log
from sim.numerics.rule import rule
from sim.scenario.parameter import Group, parameter


class Monitoring(Group):
    """Coverage of the line by sensors and drones, and of the country behind it by intelligence."""

    coverage: float = parameter(
        0.5, low=0.0, high=1.0, unit="share of the line",
        source="H: unmanned systems and sensors; Minsk about 0.6 by day", mechanism="M05",
        doc="share of the line that working sensors watch when they are spread evenly",
    )  # fmt: skip
    detection_watched: float = parameter(
        0.9, low=0.6, high=0.98, possible=(0.0, 1.0), unit="probability",
        source="parameters.csv: p_detect_heavy_fire_monitored_sector", mechanism="M05",
        doc="chance that a bout within sight of a sensor is detected by day",
    )  # fmt: skip
    detection_unwatched: float = parameter(
        0.1, low=0.02, high=0.3, possible=(0.0, 1.0), unit="probability",
        source="parameters.csv: p_detect_unmonitored_sector", mechanism="M05",
        doc="chance that a bout nobody watches is detected by other means",
    )  # fmt: skip
    night_blindness: float = parameter(
        0.25, low=0.05, high=0.55, possible=(0.0, 1.0), unit="share missed",
        source="line prototype: 0.08 with good sensors, 0.35 for Minsk", mechanism="M05",
        doc="share of bouts missed for night and weather",
    )  # fmt: skip
    jamming: float = parameter(
        0.1, low=0.0, high=0.5, possible=(0.0, 1.0), unit="share of sensors",
        source="monitoring_missions.csv: jamming of OSCE drones; size is an assumption", mechanism="M05",
        doc="share of sensors blinded by jamming",
    )  # fmt: skip
    attrition: float = parameter(
        0.02, low=0.0, high=0.1, possible=(0.0, 1.0), unit="share a week", source="assumption",
        mechanism="M05", doc="share of working sensors lost each week",
    )  # fmt: skip
    repair: float = parameter(
        0.3, low=0.05, high=0.5, possible=(0.0, 1.0), unit="share a week", source="assumption",
        mechanism="M05", doc="share of broken sensors that the budget replaces each week",
    )  # fmt: skip
    reallocation: float = parameter(
        0.5, low=0.0, high=1.0, unit="share of sensors", source="line prototype: adaptive 0.5",
        mechanism="M05", doc="share of sensors that is moved weekly to where violations are",
    )  # fmt: skip
    intelligence: float = parameter(
        0.3, low=0.1, high=0.6, possible=(0.0, 1.0), unit="probability a week",
        source="assumption; NOTES: no direct data", mechanism="M05",
        doc="chance that allied satellites and intelligence see massing without any mission",
    )  # fmt: skip
    budget: float = parameter(
        500.0, low=50.0, high=1000.0, possible=(0.0, 100000.0), unit="million dollars a year",
        source="monitoring_missions.csv: SMM 105-120 for 420 km; not binding at the baseline", mechanism="M05",
        doc="what there is for sensors and drones; coverage it cannot pay for is not there",
    )  # fmt: skip
    cost_per_km: float = parameter(
        0.06, low=0.02, high=0.3, possible=(0.0, 10.0), unit="million dollars a year per km covered",
        source="monitoring_missions.csv: cost per km (EUMM 0.05, SMM 0.27)", mechanism="M05",
        doc="cost of sensors, drones and their crews",
    )  # fmt: skip


@rule
def affordable(coverage, budget, cost_per_km, km):
    """Coverage that the budget (million dollars a year) pays for on a line of ``km``: twice the line, half of it."""
    asked = coverage * cost_per_km * km
    return coverage * budget / asked if asked > budget else coverage


@rule
def density(coverage):
    """Sensors per even share that give a coverage: the share left unwatched falls e-fold with each unit."""
    return -log(1.0 - clip(coverage, 0.0, 0.995))


@rule
def watched(sensors, weight):
    """Share of a sector that is watched when it has ``weight`` times an even share of ``sensors``."""
    return 1.0 - exp(-sensors * weight)


@rule
def detection(watched_share, seeing, unseen, night, access):
    """Chance that a bout in the sector is detected; ``access`` is the chance that the sector is open."""
    return access * (1.0 - night) * (unseen + (seeing - unseen) * watched_share)


@rule
def demand(recent_per_km, reallocation):
    """Weight a sector asks for: an even share plus one that grows with the root of recent violations a km."""
    return (1.0 - reallocation) + reallocation * math.sqrt(recent_per_km)


@rule
def still_working(working, attrition, repair):
    """Share of sensors that work, a week on."""
    return clip(working - attrition * working + repair * (1.0 - working), 0.0, 1.0)


@rule
def verification(effective_coverage, telling, trust):
    """What the mission's word is worth, 0 to 1: what it watches, tells by its mandate, and is believed in."""
    return effective_coverage * telling * trust


@rule
def sight_of_massing(verified, intelligence):
    """Chance a week that massing is seen and believed: by the mission or by allied intelligence."""
    return 1.0 - (1.0 - 0.8 * verified) * (1.0 - intelligence)
