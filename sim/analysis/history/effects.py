"""What single facts do to a middling ceasefire under the mapping, beside what studies of other data found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import exp, log

import numpy as np
import pandas as pd

from sim.analysis.averages import bootstrap
from sim.analysis.hazard import hazard_ratio
from sim.analysis.history.mapping import scenario
from sim.analysis.history.record.facts import GUARANTEE, NUCLEAR, OBSERVERS, ZONE, is_missing
from sim.analysis.history.sizes import Sizes
from sim.engine import batch
from sim.engine.outcome import frame
from sim.scenario.scenario import Scenario

Facts = Mapping[str, object]

#: A ceasefire with every fact in the middle: of its scale, or of the cases' facts (never of their outcomes).
MIDDLE: Facts = {
    "line_km": 400.0,
    "monitors_n": 50.0,
    "monitor_type": "UN_observers",
    "dmz": 0.0,
    "dmz_width_km": 5.0,
    "withdrawal": 1.0,
    "guarantee_level": 0.0,
    "guarantor": "",
    "guarantor_troops_n": 0.0,
    "guarantor_bias": "na",
    "joint_commission": 0.5,
    "formal_agreement": 1.0,
    "arms_limits": 0.0,
    "war_outcome": "tie",
    "external_pressure": 1.0,
    "sanction_leverage": 1.0,
    "aid_to_defender": 1.0,
    "nuclear_revisionist": 0.0,
    "nuclear_defender": 0.0,
    "nuclear_guarantor": 0.0,
    "cap_ratio_rev_def": 1.0,
    "stakes": 2.0,
    "interstate": 1.0,
    "prior_failed_ceasefires": 1.0,
}


@dataclass(frozen=True)
class Lever:
    """One fact, or a few that go together, moved alone from one value to another.

    Attributes
    ----------
    name : what is moved.
    before, after : facts that differ from the middle.
    low, high : ratio of hazards, after against before, that studies of other data allow. Where ``source`` names a
        row of the stylised facts the numbers come from it; else only sign and rough strength do, and they are judged.
    source : of that.
    """

    name: str
    before: Facts
    after: Facts
    low: float
    high: float
    source: str


#: Facts that are moved together.
TOGETHER = (
    ("line_km",),
    OBSERVERS,
    ZONE,
    GUARANTEE,
    NUCLEAR,
    *(
        (name,)
        for name in ("withdrawal", "joint_commission", "formal_agreement", "arms_limits", "war_outcome")
    ),
    *((name,) for name in ("external_pressure", "sanction_leverage", "aid_to_defender", "cap_ratio_rev_def")),
    *((name,) for name in ("stakes", "interstate", "prior_failed_ceasefires")),
)

_BARE = {"formal_agreement": 0.0, "withdrawal": 0.0, "joint_commission": 0.0, "dmz": 0.0}
_FULL = {"formal_agreement": 2.0, "withdrawal": 1.0, "joint_commission": 1.0, "dmz": 1.0}
_TREATY = {"guarantee_level": 2.0, "guarantor": "US", "guarantor_bias": "pro_def"}
_TROOPS = {**_TREATY, "guarantee_level": 3.0, "guarantor_troops_n": 20000.0}

LEVERS = (
    Lever("formal agreement: none to treaty", {"formal_agreement": 0.0}, {"formal_agreement": 2.0},
          0.25, 0.75, "SF17 0.25-0.45 (Fortna 2008 data, civil wars); between states contested, about 0.74 (SF27)"),
    Lever("observers: none to 400 on 400 km", {"monitors_n": 0.0, "monitor_type": "none"}, {"monitors_n": 400.0},
          0.8, 1.2, "SF14 (Hultman et al. 2014): observers about 0"),
    Lever("peacekeepers: none to 4,000 armed", {"monitors_n": 0.0, "monitor_type": "none"},
          {"monitors_n": 4000.0, "monitor_type": "armed_UN_PKF"}, 0.4, 0.6, "SF12 (Fortna 2008)"),
    Lever("peacekeepers: none to 12,000 armed on 100 km", {"line_km": 100.0, "monitors_n": 0.0},
          {"line_km": 100.0, "monitors_n": 12000.0, "monitor_type": "armed_UN_PKF"},
          0.2, 0.6, "SF12: 0.4-0.6, ever deployed 0.2-0.3; SF15: 0.78 a doubling of spending"),
    Lever("zone: none to 10 km, both sides", {"dmz": 0.0}, {"dmz": 1.0, "dmz_width_km": 10.0},
          0.3, 0.8, "Fortna 2003, 2004: moderate to strong; no single number"),
    Lever("zone: none to 10 km, one-sided", {"dmz": 0.0}, {"dmz": 0.5, "dmz_width_km": 10.0},
          0.8, 1.2, "SF33: about nothing"),
    Lever("withdrawal: none to full", {"withdrawal": 0.0}, {"withdrawal": 1.0},
          0.5, 1.0, "Fortna 2004: helps a little"),
    Lever("joint commission: none to full", {"joint_commission": 0.0}, {"joint_commission": 1.0},
          0.3, 0.8, "Fortna 2003, 2004: dispute resolution, moderate"),
    Lever("arms limits: none to full", {"arms_limits": 0.0}, {"arms_limits": 2.0},
          0.55, 1.5, "SF23; Fortna 2003: no clear effect"),
    Lever("all terms: bare truce to full", _BARE, _FULL, 0.1, 0.35,
          "Fortna 2003, 2004: strong agreements against weak; SF27: contested, so less than the parts multiplied"),
    Lever("assurance: none to great power's", {}, {"guarantee_level": 1.0, "guarantor": "US"},
          0.7, 1.5, "SF07 (Pechenkina 2020; Werner & Yuen 2005)"),
    Lever("treaty: none to great power's", {}, _TREATY, 0.7, 0.85, "SF38 (Benson 2011; Johnson & Leeds 2011)"),
    Lever("treaty with 20,000 troops: against none", {}, _TROOPS, 0.4, 0.8, "SF09 (RAND RR2533): heavy force"),
    Lever("who won: tie to defender", {}, {"war_outcome": "victory_def"},
          0.3, 0.6, "Fortna 2004, Quackenbush & Venteicher 2008: ties and no settlement are riskier"),
    Lever("who won: tie to revisionist", {}, {"war_outcome": "victory_rev"},
          0.3, 1.0, "the same; the loser becomes a revisionist (Werner 1999)"),
    Lever("outside pressure: none to full", {"external_pressure": 0.0}, {"external_pressure": 2.0},
          1.0, 2.0, "SF24 1.5-3 (Werner & Yuen 2005), contested (Lo et al. 2008)"),
    Lever("sanctions leverage: 0 to 3", {"sanction_leverage": 0.0}, {"sanction_leverage": 3.0},
          0.8, 1.25, "SF08 (Pechenkina 2020)"),
    Lever("aid to the defender: 0 to 3", {"aid_to_defender": 0.0}, {"aid_to_defender": 3.0},
          0.6, 1.2, "no study found; small (Werner 1999: shifts of power matter, aid may cause them)"),
    Lever("nuclear defender: no to yes", {}, {"nuclear_defender": 1.0},
          0.3, 1.0, "Asal & Beardsley 2007, Rauchhaus 2009: less war; Bell & Miller 2015: no effect"),
    Lever("nuclear guarantor under a treaty", _TREATY, {**_TREATY, "nuclear_guarantor": 1.0},
          0.6, 1.0, "Fuhrmann & Sechser 2014: pacts with nuclear powers deter; Huth 1988: marginal"),
    Lever("nuclear revisionist: no to yes", {}, {"nuclear_revisionist": 1.0},
          0.5, 1.2, "Rauchhaus 2009, Bell & Miller 2015: asymmetry, mixed"),
    Lever("ratio of powers: 0.5 to 2", {"cap_ratio_rev_def": 0.5}, {"cap_ratio_rev_def": 2.0},
          0.8, 1.5, "Fortna 2004, Werner 1999: level of the ratio weak"),
    Lever("stakes: minor to existential", {"stakes": 1.0}, {"stakes": 3.0},
          1.5, 4.0, "Fortna 2003, 2004 (threatened existence); Hensel, Vasquez (territory 2-3)"),
    Lever("earlier failures: 0 to 1", {"prior_failed_ceasefires": 0.0}, {"prior_failed_ceasefires": 1.0},
          1.1, 1.3, "rivalry and history of conflict: Hensel, Fortna 2004, 10-30 % each"),
    Lever("earlier failures: 0 to 3", {"prior_failed_ceasefires": 0.0}, {"prior_failed_ceasefires": 3.0},
          1.2, 2.2, "the same"),
    Lever("between states: no to yes", {"interstate": 0.0}, {"interstate": 1.0},
          0.5, 1.1, "Collier et al. 2008, Fortna 2008 (civil) beside SF40 (states): little apart"),
    Lever("line: 100 to 1,600 km", {"line_km": 100.0}, {"line_km": 1600.0},
          0.8, 1.6, "no study of length; contiguity raises (SF22)"),
)  # fmt: skip


def measured(
    runs: int = 600,
    seed: int = 1,
    start: Scenario | None = None,
    sizes: Sizes | None = None,
    levers: tuple[Lever, ...] = LEVERS,
    middle: Facts = MIDDLE,
) -> pd.DataFrame:
    """The ratio of hazards of each lever over ten years, runs paired by number.

    Returns
    -------
    DataFrame
        A row a lever: ``lever``, ``ratio``, ``error`` (bootstrap), ``survival_5y_before`` and ``_after``, the
        published ``low`` and ``high``, and ``source``.
    """
    arms = [
        scenario({**middle, **facts}, start, sizes) for one in levers for facts in (one.before, one.after)
    ]
    points = np.repeat(np.arange(len(arms)), runs)
    table = frame(batch.run(arms, points, np.tile(np.arange(runs), len(arms)), seed))
    parts = [table.iloc[i * runs : (i + 1) * runs].reset_index(drop=True) for i in range(len(arms))]
    rows = []
    for one, before, after in zip(levers, parts[::2], parts[1::2], strict=True):
        ratio, error = hazard_ratio(after, before)
        held = [float((part["days"] >= 5 * 365).mean()) for part in (before, after)]
        rows.append((one.name, ratio, error, *held, one.low, one.high, one.source))
    names = ["lever", "ratio", "error", "survival_5y_before", "survival_5y_after", "low", "high", "source"]
    return pd.DataFrame(rows, columns=names)


def drivers(
    facts: Facts,
    runs: int = 400,
    seed: int = 1,
    start: Scenario | None = None,
    sizes: Sizes | None = None,
    middle: Facts = MIDDLE,
) -> pd.DataFrame:
    """Which facts of a ceasefire carry its risk: each put back to the middle alone.

    Returns
    -------
    DataFrame
        A row a group of facts of which one or more differs from the middle: ``facts``, ``times`` (the rate of
        collapse over what it would be with these in the middle) and ``error`` (of its logarithm, bootstrap of paired
        runs), largest first.
    """
    own = {**middle, **{name: value for name, value in facts.items() if not is_missing(value)}}
    groups = [group for group in TOGETHER if any(own.get(n) != middle.get(n) for n in group)]
    changed = [{**own, **{n: middle[n] for n in group if n in middle}} for group in groups]
    arms = [scenario(one, start, sizes) for one in (own, *changed)]
    points = np.repeat(np.arange(len(arms)), runs)
    rows = batch.run(arms, points, np.tile(np.arange(runs), len(arms)), seed)
    days, ended = (x.reshape(len(arms), runs) for x in (rows["days"], rows["cause"] > 0))

    def times(other: int, pick: np.ndarray) -> float:
        return log(_rate(days[0, pick], ended[0, pick])) - log(_rate(days[other, pick], ended[other, pick]))

    found = [bootstrap(partial(times, other), runs) for other in range(1, len(arms))]
    table = pd.DataFrame(
        {
            "facts": [", ".join(group) for group in groups],
            "times": [exp(value) for value, _ in found],
            "error": [error for _, error in found],
        }
    )
    order = np.argsort(-np.abs(np.log(table["times"])), kind="stable")
    return table.iloc[order].reset_index(drop=True)


def _rate(days: np.ndarray, ended: np.ndarray) -> float:
    """Collapses a day at risk; half a collapse is added, so that a case that never collapsed has a rate too."""
    return float((ended.sum() + 0.5) / days.sum())
