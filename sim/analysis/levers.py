"""What a lever does: two settings of it under the same shocks, and the difference in how long ceasefires last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.averages import mean_error
from sim.analysis.hazard import hazard_ratio
from sim.engine import batch
from sim.engine.outcome import frame
from sim.scenario.files import arm, load
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Effect:
    """Effect of moving a lever from one setting to another, runs paired by number.

    Attributes
    ----------
    gain, gain_error : peaceful years gained out of the horizon, mean and standard error of paired differences.
    hazard_ratio, hazard_error : ratio of cumulative hazards at the horizon, with bootstrap error.
    violations_ratio : violations fired a day, over against under.
    before, after : the outcomes, a row a run.
    """

    gain: float
    gain_error: float
    hazard_ratio: float
    hazard_error: float
    violations_ratio: float
    before: pd.DataFrame
    after: pd.DataFrame

    def gains(self, errors: float = 2.0) -> bool:
        """Whether the gain is above 0 by so many standard errors."""
        return self.gain > errors * self.gain_error

    def share(self, cause: str) -> tuple[float, float]:
        """Share of runs ended by a cause, before and after."""
        return float((self.before["cause"] == cause).mean()), float((self.after["cause"] == cause).mean())

    def __str__(self) -> str:
        return (
            f"gain {self.gain:+.2f} ± {self.gain_error:.2f} y, hazard ratio {self.hazard_ratio:.2f} ± "
            f"{self.hazard_error:.2f}, violations x {self.violations_ratio:.2f}"
        )


def scenario(regime: str = "none", terms: str | None = None, **values: Any) -> Scenario:
    """The baseline under a regime or a package of terms; double underscores in names stand for dots."""
    made = load("baseline.yaml").with_values(arm("regimes", regime).values)
    if terms:
        made = made.with_values(arm("terms", terms).values)
    return made.with_values({path.replace("__", "."): value for path, value in values.items()})


def effect(
    base: Scenario,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    runs: int = 300,
    seed: int = 1,
) -> Effect:
    """Run ``base`` with the values ``before`` and with ``after``, under the same shocks.

    Parameters
    ----------
    base : what both settings share.
    before, after : dotted paths and values.
    runs : pairs of runs.
    seed : seed of the shocks.
    """
    arms = [base.with_values(before), base.with_values(after)]
    numbers = np.tile(np.arange(runs), 2)
    table = frame(batch.run(arms, np.repeat([0, 1], runs), numbers, seed))
    first, second = table.iloc[:runs].reset_index(drop=True), table.iloc[runs:].reset_index(drop=True)
    gain, gain_error = mean_error((second["days"] - first["days"]) / 365.0)
    ratio, ratio_error = (np.nan, np.nan)
    if (~first["collapsed"]).any() and first["collapsed"].any() and (~second["collapsed"]).any():
        ratio, ratio_error = hazard_ratio(second, first)
    rates = [part["violations"].sum() / part["days"].sum() for part in (first, second)]
    return Effect(gain, gain_error, ratio, ratio_error, float(rates[1] / rates[0]), first, second)
