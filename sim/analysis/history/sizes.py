"""The sizes of the mapping: how much a fact of a case moves what it is mapped to.

Each is one number for all cases. They come from sources outside the table of cases (docs/history.md), or are plain
scalings of a default of the model.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How strongly facts act; see docs/history.md for the source of each.

    Attributes
    ----------
    strength : times everything that was agreed or stationed to keep the peace: form, what orders gain by it, screening,
        zone, pull-back, commission and the arms of peacekeepers. 1 takes each at the size found for it alone.
    crowding : how far fire on a line longer than the Donbas's keeps to as many hot kilometres: 0 not, 1 wholly.
    light : share of an armed United Nations force that is mandated to interpose; all of any other armed force.
    force_per_km : force of the defender along the line, thousand a km (Ukraine's 530 on 1,931 km).
    least_force, most_force : thousand; armies do not shrink or grow with the line beyond these.
    victory : log force ratio by which the side that won the war is ahead when it ends.
    recovery : share of that which the side that lost makes good in time.
    latent : elasticity of the latent force ratio to the ratio of powers; half of it is in the field at the start.
    won : share of the winner's aims that its victory has met.
    lost_aims : times the defender's aims where the revisionist has won.
    stakes : share of the aims that a step of stakes adds or takes, 2 being usual.
    formality : share of formality that the fullest agreement stands for.
    commission : share of its full powers that a joint commission in the record has.
    screening : log-odds that a full agreement takes from the chance that the pause is only tactical.
    failures : log-odds that the first earlier failure adds to it; later ones by their logarithm.
    rivalry : share that it adds to the aims of either side; later ones by their logarithm too.
    distrust : log-odds of belief that the first earlier failure adds at the start.
    pulled_back : share of heavy equipment behind its lines after a full withdrawal.
    partial_zone : share of its width that a partial or one-sided zone counts.
    pressure : share of the terms that full outside pressure imposes on either side.
    leverage : further sanctions after an attack, % of GDP a step of leverage.
    aid : aid to the defender, % of its GDP a year a step.
    shadow : what an own nuclear weapon adds to the cost of attacking its owner, % of GDP.
    extended_shadow : the same of a fully credible nuclear guarantor.
    nuclear_caution : share by which a guarantor holds back more before a nuclear revisionist.
    observers_half : observers on 100 km at which half of what observers can watch is watched.
    most_watched : share of the line that observers can watch at best.
    neutral : share of a promise that is left where the guarantor takes no side.
    against : share of a promise that is left where the guarantor sides with the revisionist.
    small_guarantor : share of the help that comes where no great power is among the guarantors.
    """

    strength: float = 1.0
    crowding: float = 0.75
    light: float = 0.5
    force_per_km: float = 0.27
    least_force: float = 100.0
    most_force: float = 1200.0
    victory: float = 1.0
    recovery: float = 0.3
    latent: float = 0.3
    won: float = 0.5
    lost_aims: float = 2.0
    stakes: float = 0.5
    formality: float = 0.75
    commission: float = 0.6
    screening: float = 2.0
    failures: float = 0.5
    rivalry: float = 0.06
    distrust: float = 0.5
    pulled_back: float = 0.4
    partial_zone: float = 0.05
    pressure: float = 0.35
    leverage: float = 1.0
    aid: float = 4.0
    shadow: float = 7.0
    extended_shadow: float = 7.0
    nuclear_caution: float = 0.3
    observers_half: float = 20.0
    most_watched: float = 0.75
    neutral: float = 0.7
    against: float = 0.3
    small_guarantor: float = 0.3
