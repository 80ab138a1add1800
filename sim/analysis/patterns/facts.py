"""The register of facts: what the evidence tables say, id by id, and which are not measured and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from sim import evidence

#: Facts that no simulated ceasefire can show, with the reason.
NOT_MEASURED = {
    "V14": "speaks of a truce of 30 hours within full-scale war: on the road no shot is counted and no truce is "
    "called; how many strikes a first step stops was set with this fact in view",
    "SF04": "speaks of civil wars; the model has two states, and pooled interstate survival is SF03",
    "SF16": "how the war ended is not in a scenario: there is a line of contact and no victor in every run",
    "SF19": "a run has no ceasefires before it; raising the initial fear by hand would put the result in",
    "SF22": "the two sides are contiguous in every run, so there is nothing to compare with",
    "SF26": "nobody's regime is changed from abroad in the model",
    "SF27": "a prior on a contested index, not a fact that could be met or missed",
    "SF39": "how wars end; context, with no target",
}


@dataclass(frozen=True)
class Fact:
    """A row of the evidence tables.

    Attributes
    ----------
    id : V1-V15 or SF01-SF40.
    use : "fit" or "report"; the facts of the line are all from outside sources and count as "fit".
    statement, target : as the table has them.
    source : what it rests on.
    """

    id: str
    use: str
    statement: str
    target: str
    source: str


@cache
def facts() -> dict[str, Fact]:
    """Every V and SF fact by id, in the order of the tables."""
    found = {}
    for row in _table("violation_targets.csv").itertuples():
        tolerance = f" ({row.tolerance})" if row.tolerance and row.tolerance != "-" else ""
        kind = {"R": "read in sources", "M": "measured from data"}
        basis = " and ".join(kind[letter] for letter in str(row.evidence).split("+"))
        source = f"violation_targets.csv: {row.scenario}; {basis}"
        found[row.id] = Fact(row.id, "fit", row.target, f"{row.value}{tolerance}", source)
    for row in _table("stylised_facts.csv").itertuples():
        tolerance = f" ({row.tolerance})" if row.tolerance else ""
        found[row.id] = Fact(row.id, row.use, row.statement, f"{row.target}{tolerance}", row.basis)
    return found


#: Regimes that stand for the guarantee levels 0 to 3 of historical cases: none, assurance, treaty, troops.
LEVELS = ("none", "assurances", "treaty", "treaty_with_troops")


@cache
def historical_mix() -> dict[tuple[str, int], float]:
    """Share of each guarantee level and level of stakes among historical ceasefires of war scale after 1945.

    Keys are the regime that stands for the guarantee, and the stakes (1 minor, 2 territory, 3 existential), both
    as coded in ``ceasefires_calibration.csv`` (rows of the core set).
    """
    table = _table("ceasefires_calibration.csv")
    core = table[table["set"] == "core"]
    shares = core.groupby(["guarantee_level", "stakes"]).size() / len(core)
    return {(LEVELS[int(level)], int(stakes)): float(share) for (level, stakes), share in shares.items()}


def guarantee_mix() -> dict[str, float]:
    """Share of each guarantee level alone, by the regime that stands for it."""
    shares = dict.fromkeys(LEVELS, 0.0)
    for (level, _), share in historical_mix().items():
        shares[level] += share
    return shares


def _table(name: str) -> pd.DataFrame:
    return evidence.table(name, dtype=str, keep_default_na=False)
