"""The outcome of a run: what every run reports, one row a run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.agents.tally import CAUSES, HELD, TALLY

#: Structure of an outcome: the tally of a run as it stands when the run ends.
OUTCOME = TALLY


def frame(rows: np.ndarray) -> pd.DataFrame:
    """Outcome rows as a frame: ``collapsed`` and ``cause`` in words, the rest as they are.

    Parameters
    ----------
    rows : structured array of dtype :data:`OUTCOME`, shape (n,).
    """
    table = pd.DataFrame({name: rows[name] for name in OUTCOME.names or ()})
    cause = table.pop("cause").to_numpy()
    table.insert(1, "collapsed", cause != HELD)
    table.insert(2, "cause", pd.Categorical.from_codes(cause, categories=list(CAUSES)).astype(str))
    return table
