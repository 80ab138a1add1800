"""What a prediction is: survival of each case to three years, and the peaceful years expected of the first ten."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from sim.scenario.errors import InputError

#: Years at which survival is predicted and scored.
YEARS = (1, 5, 10)
#: The restricted mean is of the first so many years.
HORIZON = 10.0
#: Columns of a prediction, a row a case.
COLUMNS = ("survival_1y", "survival_5y", "survival_10y", "rmst_years")


def checked(predicted: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """A prediction for some cases, in their order.

    Parameters
    ----------
    predicted : indexed by id, with the ``COLUMNS``: probabilities that do not rise with the years, and the
        restricted mean over ten years, years.
    ids : the cases.

    Raises
    ------
    InputError
        A column or a case is missing, a case is predicted twice, or a value is not possible.
    """
    for name in COLUMNS:
        if name not in predicted:
            raise InputError("a prediction lacks a column", where=name, allowed=", ".join(COLUMNS))
    if not predicted.index.is_unique:
        raise InputError(
            "a case is predicted twice", value=str(predicted.index[predicted.index.duplicated()][0])
        )
    if len(missing := ids.difference(predicted.index)):
        raise InputError("a case is not predicted", value=str(missing[0]))
    table = predicted.loc[ids, list(COLUMNS)].astype(float)
    highest = np.array([1.0, 1.0, 1.0, HORIZON])
    values = table.to_numpy()
    possible = np.isfinite(values) & (values >= -1e-9) & (values <= highest + 1e-9)
    possible[:, 1:3] &= values[:, 1:3] <= values[:, :2] + 1e-9
    if not possible.all():
        row, column = np.argwhere(~possible)[0]
        raise InputError(
            f"a prediction is not possible for {ids[row]}",
            where=COLUMNS[column],
            value=float(values[row, column]),
            allowed="survival from 0 to 1 that does not rise, and a restricted mean from 0 to 10 years",
        )
    return table.clip(lower=0.0, upper=pd.Series(highest, list(COLUMNS)), axis=1)


def constant(ids: pd.Index, survival: np.ndarray, mean: float) -> pd.DataFrame:
    """The same prediction for every case: survival at the three years, shape (3,), and the restricted mean."""
    values = np.tile([*survival, mean], (len(ids), 1))
    return pd.DataFrame(values, index=ids, columns=list(COLUMNS))


def told(predicted: pd.DataFrame) -> list[dict[str, Any]]:
    """A prediction as plain values, a record a case with its ``id``, fit for JSON."""
    table = checked(predicted, predicted.index)
    return [{"id": str(name), **{c: float(row[c]) for c in COLUMNS}} for name, row in table.iterrows()]
