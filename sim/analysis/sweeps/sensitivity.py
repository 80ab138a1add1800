"""What a sampled study's durability is sensitive to: Morris screening or Sobol' indices for every arm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.results import Results
from sim.analysis.sweeps.designed import RESTRICTED_MEAN, Designed, designed
from sim.analysis.sweeps.indices import indices
from sim.analysis.sweeps.noise import spread
from sim.analysis.sweeps.screening import screen
from sim.scenario.errors import InputError
from sim.scenario.scenario import declared

METHODS = ("morris", "saltelli")
#: What is measured of an arm: how it does, and how much better than the reference under the same shocks.
LEVEL, GAIN = "level", "gain"
KEYS = ("method", "regime", "quantity", "measure")


@dataclass(frozen=True)
class Sensitivity:
    """What the measures of each arm are sensitive to.

    Attributes
    ----------
    study : the study as arrays.
    method : ``"morris"`` or ``"saltelli"``.
    table : a row for each arm, quantity (``level``, and ``gain`` over the reference), measure and parameter:
        the columns of :func:`sim.analysis.sweeps.screening.screen` or :func:`sim.analysis.sweeps.indices.indices`, with
        ``words`` (what the parameter is).
    spreads : a row for each arm, quantity and measure: ``mean``, ``sd`` (between points, noise included),
        ``noise_share`` (of that variance), ``noise_share_apart`` (had the points not shared their shocks),
        ``points``, ``runs``.
    """

    study: Designed
    method: str
    table: pd.DataFrame
    spreads: pd.DataFrame

    def top(self, count: int) -> list[str]:
        """The paths with the largest mean effect on the restricted mean, in whichever arm, as level or gain.

        Those that chance alone may well carry as far in every arm are left out, so there may be fewer.

        Raises
        ------
        InputError
            Not a screening.
        """
        if self.method != "morris":
            raise InputError("parameters are ranked by a screening", value=self.method, allowed="morris")
        rows = self.table[self.table["measure"] == RESTRICTED_MEAN]
        heard = rows[rows["heard"]]
        return list(heard.groupby("path")["mu_star"].max().sort_values(ascending=False).index[:count])


def sensitivity(results: Results) -> Sensitivity:
    """The sensitivity of a study with a ``morris`` or ``saltelli`` sample.

    Raises
    ------
    InputError
        Another design, one that is not whole, fewer than two runs a point, or runs that begin at war.
    """
    return analyse(designed(results, METHODS))


def analyse(study: Designed) -> Sensitivity:
    """The same of a study that is read already."""
    method = str(study.design["method"])
    numbers = study.numbers

    def of(values: np.ndarray) -> pd.DataFrame:
        if method == "morris":
            return screen(study.ranges, numbers, values)
        return indices(study.ranges, values, bool(study.design.get("second_order")))

    tables, spreads = _over_all(study, method, of)
    tables["words"] = tables["path"].map(words())
    return Sensitivity(study, method, tables, spreads)


def words() -> dict[str, str]:
    """What each parameter is, in a few words, by dotted path."""
    return {path: found.doc for path, found in declared().items()}


def _over_all(
    study: Designed, method: str, of: Callable[[np.ndarray], pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    tables, spreads = [], []
    for arm in study.arms:
        for quantity in (LEVEL,) if arm == study.reference else (LEVEL, GAIN):
            for measure in study.measures:
                values = study.values(arm, measure, gain=quantity == GAIN)
                keys = dict(zip(KEYS, (method, arm, quantity, measure.name), strict=True))
                tables.append(of(values).assign(**keys))
                found = spread(values)
                spreads.append(
                    {
                        **keys,
                        "mean": found.mean,
                        "sd": found.variance**0.5,
                        "noise_share": found.noise_share,
                        "noise_share_apart": found.noise_share_apart,
                        "points": found.points,
                        "runs": found.runs,
                    }
                )
    table = pd.concat(tables, ignore_index=True)
    return table[[*KEYS, *(c for c in table if c not in KEYS)]], pd.DataFrame(spreads)
