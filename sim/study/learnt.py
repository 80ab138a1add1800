"""What other ceasefires taught, carried to a scenario: draws of shared constants as values about its own.

The draws are made by ``python -m sim.analysis.history.calibrate`` (docs/calibration.md says how). There Russia stands
for any revisionist and sizes are of other countries, so a draw is not taken over as it is: it says by what factor
each constant lies above or below the centre of the draws, and moves the scenario's own value by that factor. The
scenario itself is so the centre of what is run over the draws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import cache

import numpy as np
import pandas as pd

from sim import evidence
from sim.scenario.scenario import Scenario, declared

#: The draws, in the folder of evidence.
FILE = "posterior.csv"
#: Learnt constants that are parameters of a scenario, by the name of their column; others are sizes of the mapping
#: from the facts of a case, which a scenario of its own does not use.
PATHS = {
    "precision": "choice.precision",
    "aims": "aims.russia",
    "ratio": "aims.ukraine",
    "spread": "aims.spread",
    "tactical": "aims.tactical_russia",
    "war_cost": "deterrence.war_cost",
    "fear": "fear.strength",
    "pressure": "politics.pressure_sd",
    "dividend": "deal.dividend",
    "punishment": "guarantee.punishment",
}
#: Learnt as shares: odds are moved by a factor, not the share itself; and what moves along with another.
SHARES = ("aims.tactical_russia", "aims.tactical_ukraine")
ALONG = {"aims.tactical_ukraine": "aims.tactical_russia"}


@cache
def draws() -> pd.DataFrame:
    """Equally weighted draws, a row each, a column a constant; ordered so that every nth is a fair sample too."""
    return evidence.table(FILE)


@cache
def fingerprint() -> str:
    """SHA-256 of the file of draws."""
    return hashlib.sha256(evidence.path(FILE).read_bytes()).hexdigest()


def factors() -> pd.DataFrame:
    """By what factor each parameter lies off the centre of the draws, shape (draws, parameters); of a share, its odds.

    The geometric mean of a column is 1.
    """
    drawn = draws()
    values = {path: drawn[name].to_numpy(float) for name, path in PATHS.items()}
    # Aims of the defender were learnt as a share of the revisionist's.
    values["aims.ukraine"] = values["aims.ukraine"] * values["aims.russia"]
    for path, other in ALONG.items():
        values[path] = values[other]
    found = {}
    for path, value in values.items():
        level = value / (1.0 - value) if path in SHARES else value
        found[path] = level / np.exp(np.log(level).mean())
    return pd.DataFrame(found)


def about(scenario: Scenario, points: int, fixed: Collection[str] = ()) -> pd.DataFrame:
    """Values of a scenario at so many of the draws, evenly chosen or repeated; a column a parameter.

    Parameters
    ----------
    scenario : whose own values are the centre.
    points : how many rows; row i is of draw floor(i D / points) of D.
    fixed : dotted paths that are left as they are.
    """
    off = factors()
    chosen = off.iloc[np.arange(points) * len(off) // points]
    columns = {}
    for path in off:
        if path in fixed:
            continue
        own = float(scenario.value(path))
        moved = own * chosen[path].to_numpy(float)
        if path in SHARES:
            # own / (1 - own) times the factor, as a share again; a share of 0 or 1 stays.
            moved = moved / (1.0 - own + moved)
        about_it = declared()[path]
        # Rounded, as the last digits of a logarithm may differ from machine to machine.
        columns[path] = [float(f"{value:.6g}") for value in np.clip(moved, about_it.least, about_it.most)]
    return pd.DataFrame(columns)
