"""What the model expects of ceasefires told by their facts alone: how long they last."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.averages import mean_error
from sim.analysis.history.mapping import scenario
from sim.analysis.history.prediction import HORIZON, YEARS
from sim.analysis.history.record.facts import refuse_outcomes
from sim.analysis.history.sizes import Sizes
from sim.analysis.survival import DAYS_A_YEAR
from sim.engine import batch
from sim.engine.calendar import horizon_days
from sim.scenario.scenario import Scenario


def predict(
    cases: pd.DataFrame,
    runs: int = 400,
    seed: int = 1,
    start: Scenario | None = None,
    sizes: Sizes | None = None,
    threads: int | None = None,
) -> pd.DataFrame:
    """Survival of ceasefires, from their facts.

    Every case meets the same shocks: the same seed and the same run numbers.

    Parameters
    ----------
    cases : facts, a row a case. No outcome columns.
    runs : runs a case.
    seed : of the shocks.
    start, sizes : as in :func:`sim.analysis.history.mapping.scenario`.
    threads : of the batch.

    Returns
    -------
    DataFrame
        A prediction (``prediction.COLUMNS``) with the index of the cases: shares of runs that still held at 1, 5 and
        10 years, and mean years held out of ten; and the Monte-Carlo standard error of each in a column that ends in
        ``_error``.

    Raises
    ------
    InputError
        An outcome column, or a value that its fact cannot have.
    """
    refuse_outcomes(cases.columns)
    records = cases.to_dict("records")
    made = [scenario({str(k): v for k, v in row.items()}, start, sizes) for row in records]
    points = np.repeat(np.arange(len(made)), runs)
    rows = batch.run(made, points, np.tile(np.arange(runs), len(made)), seed, threads)
    held = lasting(rows["days"].reshape(len(made), runs), rows["cause"].reshape(len(made), runs), made)
    return averaged(held, cases.index)


def lasting(days: np.ndarray, cause: np.ndarray, scenarios: list[Scenario]) -> np.ndarray:
    """Years that each run held, infinite where it held to its horizon; shapes (cases, runs).

    Raises
    ------
    ValueError
        A horizon short of the last date asked for.
    """
    if any(horizon_days(s.horizon.years) < HORIZON * DAYS_A_YEAR for s in scenarios):
        raise ValueError(f"the horizon must be {HORIZON:g} years or more")
    return np.where(cause == 0, np.inf, days / DAYS_A_YEAR)


def averaged(held: np.ndarray, ids: pd.Index) -> pd.DataFrame:
    """A prediction with its Monte-Carlo errors, from the years that each run held, shape (cases, runs)."""
    # A case that holds to the horizon holds at every date before it.
    columns = {f"survival_{years}y": held >= years for years in YEARS}
    columns["rmst_years"] = np.minimum(held, HORIZON)
    table = pd.DataFrame(index=ids)
    for name, values in columns.items():
        found = [mean_error(row.astype(float)) for row in values]
        table[name] = [value for value, _ in found]
        table[f"{name}_error"] = [error for _, error in found]
    return table
