"""The constants that are learnt from the record: what each is, what is believed of it beforehand, and how it is set.

Written down, with docs/calibration.md, before any case was scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from sim.analysis.history.mapping import base
from sim.analysis.history.sizes import Sizes
from sim.scenario.scenario import Scenario
from sim.study import learnt
from sim.study.cube import sobol

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Constant:
    """A constant shared by all cases.

    Attributes
    ----------
    name : short name, a column of the posterior.
    centre : median beforehand.
    sd : standard deviation beforehand, of the logarithm or, where ``share``, of the log-odds.
    what : what it is.
    source : of centre and spread.
    share : whether it is a share, from 0 to 1; else it is positive.
    """

    name: str
    centre: float
    sd: float
    what: str
    source: str
    share: bool = False

    @property
    def path(self) -> str:
        """Parameter of the scenario that it sets, or field of ``Sizes`` if it begins with ``sizes.``."""
        return learnt.PATHS.get(self.name, f"sizes.{self.name}")

    def value(self, z: Floats) -> Floats:
        """The constant at so many standard deviations from its centre, of any shape."""
        if self.share:
            return np.asarray(1.0 / (1.0 + (1.0 / self.centre - 1.0) * np.exp(-self.sd * z)))
        return np.asarray(self.centre * np.exp(self.sd * z))

    def deviation(self, value: Floats) -> Floats:
        """Standard deviations from the centre at which it has a value, the inverse of ``value``."""
        if self.share:
            odds = value / (1.0 - value) * (1.0 / self.centre - 1.0)
            return np.asarray(np.log(odds) / self.sd)
        return np.asarray(np.log(value / self.centre) / self.sd)

    def row(self) -> str:
        """The constant as a row of the table in docs/calibration.md."""
        spread = f"{self.sd:g}{' (log-odds)' if self.share else ''}"
        return f"| `{self.name}` | {self.what} | `{self.path}` | {self.centre:g} | {spread} | {self.source} |"


CONSTANTS = (
    Constant("precision", 0.16, 0.35, "precision of choice, per % of GDP",
             "range 0.1-0.25 of the parameter"),
    Constant("aims", 18.0, 0.35, "median aims of the revisionist, % of GDP",
             "level: half hold for ten years at the centre (SF40); width: range 24-50 of the parameter"),
    Constant("ratio", 0.5, 0.4, "aims of the defender, share of the revisionist's",
             "who begins: a judgement; width of the prototype"),
    Constant("spread", 0.85, 0.25, "spread of aims from run to run, log sd",
             "range 0.5-1 of the parameter; SF01"),
    Constant("tactical", 0.3, 0.6, "chance that the revisionist means a tactical pause",
             "range 0.15-0.5 of the parameter; the defender's odds move along", share=True),
    Constant("war_cost", 14.0, 0.3, "cost of a new war, % of GDP",
             "range 10-19 of the parameter"),
    Constant("fear", 12.0, 0.45, "worth of striking first, % of GDP",
             "range 6.5-20 of the parameter"),
    Constant("pressure", 7.0, 0.35, "spread of pressure at home, % of GDP",
             "range 4.8-11 of the parameter"),
    Constant("dividend", 18.0, 0.4, "worth of a full deal, % of GDP",
             "range 7-25 of the parameter; SF17"),
    Constant("punishment", 14.0, 0.5, "what a fully credible guarantor would inflict, % of GDP",
             "SF38; range 10-45 of the parameter"),
    Constant("victory", 1.0, 0.35, "lead of the winner at the war's end, log force ratio",
             "range of the prototype's 0.7, and the check of single facts"),
    Constant("stakes", 0.5, 0.5, "share of the aims that a step of stakes adds or takes",
             "Fortna 2003, 2004: hazard x 1.5-4 over two steps", share=True),
    Constant("screening", 2.0, 0.4, "log-odds that a full agreement takes from tactical pauses",
             "prototype 2.5, log-sd 0.4"),
    Constant("strength", 0.75, 0.3, "times all that was agreed or stationed to keep the peace",
             "all terms together came out at 0.09, studies allow 0.1-0.35"),
)  # fmt: skip

NAMES = tuple(one.name for one in CONSTANTS)


def prior(count: int, seed: int) -> pd.DataFrame:
    """The first draws of a scrambled Sobol' sequence from the prior, a column each of ``NAMES``.

    The first draws of a longer sample are the same. The first point of such a sequence is not special.
    """
    return at(np.asarray(stats.norm.ppf(sobol(count, len(CONSTANTS), seed).clip(1e-9, 1 - 1e-9))))


def at(z: Floats) -> pd.DataFrame:
    """Constants at some standard deviations from their centres, shape (n, constants)."""
    return pd.DataFrame({one.name: one.value(z[:, i]) for i, one in enumerate(CONSTANTS)})


def deviations(draws: pd.DataFrame) -> Floats:
    """The inverse of ``at``, shape (n, constants)."""
    return np.column_stack([one.deviation(draws[one.name].to_numpy(float)) for one in CONSTANTS])


def centre() -> pd.Series:
    """Every constant at its centre."""
    return at(np.zeros((1, len(CONSTANTS)))).iloc[0]


def setting(draw: Mapping[str, float] | pd.Series) -> tuple[Scenario, Sizes]:
    """The scenario that cases start from and the sizes of the mapping, at one draw of all constants.

    Raises
    ------
    KeyError
        A constant is missing.
    """
    values = {one.path: float(draw[one.name]) for one in CONSTANTS}
    values["aims.ukraine"] *= values["aims.russia"]
    start = base()
    # The defender's odds of a tactical pause move with the revisionist's.
    own = start.aims.tactical_russia, start.aims.tactical_ukraine, values["aims.tactical_russia"]
    odds = [share / (1.0 - share) for share in own]
    moved = odds[1] * odds[2] / odds[0]
    values["aims.tactical_ukraine"] = moved / (1.0 + moved)
    sizes = {path.split(".")[1]: value for path, value in values.items() if path.startswith("sizes.")}
    others = {path: value for path, value in values.items() if not path.startswith("sizes.")}
    return start.with_values(others), replace(Sizes(), **sizes)
