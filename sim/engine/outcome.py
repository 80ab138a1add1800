"""The outcome of a run: what every run reports, one row a run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.agents.tally import CAUSES, HELD, TALLY
from sim.negotiation.war import AT_WAR, WAR_ENDS

#: Structure of an outcome: the tally of a run as it stands when the run ends.
OUTCOME = TALLY
#: In place of a cause of collapse, for a run whose road led to no ceasefire.
NO_CEASEFIRE = "no_ceasefire"
#: Years from the start of the talks within which a ceasefire is asked for.
AGREED_YEARS = (1, 2, 3)
#: Years from the start of the talks in which peaceful ones are counted.
PEACEFUL_YEARS = 10
#: Measures that hold -1 where there is nothing to measure; NaN in a frame.
_NOT_THERE = ("terms_quality", "terms_tilt", "losses_year_after")


def frame(rows: np.ndarray) -> pd.DataFrame:
    """Outcome rows as a frame, with words for codes and what follows from the rest.

    Parameters
    ----------
    rows : structured array of dtype :data:`OUTCOME`, shape (n,).

    Returns
    -------
    DataFrame
        The fields of the tally, and ``collapsed``, ``agreed`` (whether there was a ceasefire at all; always, in a run
        that begins with one), ``agreed_1y``, ``agreed_2y``, ``agreed_3y`` (by the years since the talks began),
        ``months_to_ceasefire`` (NaN without one), ``peaceful_years_10y`` (of the ten years since the talks began, in
        the first ceasefire; NaN where it was not watched long enough to know), ``cause`` in words
        (``"no_ceasefire"`` for a run without one) and ``war_end`` in words.
    """
    table = pd.DataFrame({name: rows[name] for name in OUTCOME.names or ()})
    agreed = rows["agreed"] > 0
    cause = table.pop("cause").to_numpy()
    words = np.array([*CAUSES, NO_CEASEFIRE], object)
    table.insert(1, "collapsed", cause != HELD)
    table.insert(2, "cause", words[np.where(agreed, cause, len(CAUSES)).astype(np.int64)])
    table["agreed"] = agreed
    table["war_end"] = np.array(WAR_ENDS, object)[rows["war_end"].astype(np.int64)]
    for name in _NOT_THERE:
        table[name] = np.where(rows[name] < 0, np.nan, rows[name])
    # Terms that were not signed have neither quality nor legitimacy.
    for name in ("terms_quality", "terms_tilt", "legitimacy"):
        table.loc[~agreed, name] = np.nan
    months = rows["months_at_war"]
    table["months_to_ceasefire"] = np.where(agreed, months, np.nan)
    for years in AGREED_YEARS:
        table[f"agreed_{years}y"] = agreed & (months <= 12 * years)
    table[f"peaceful_years_{PEACEFUL_YEARS}y"] = _peaceful(rows, agreed, cause != HELD)
    return table


def _peaceful(rows: np.ndarray, agreed: np.ndarray, collapsed: np.ndarray) -> np.ndarray:
    left = np.clip(PEACEFUL_YEARS - rows["months_at_war"] / 12, 0, None)
    watched = rows["days"] / 365.0
    years = np.where(agreed, np.minimum(watched, left), 0.0)
    # Half a day of grace: a horizon of whole days may fall short of ten years by less than one.
    unknown = agreed & ~collapsed & (watched < left - 0.5 / 365.0)
    # A road given up within the ten years might have come to a ceasefire after that; a week of grace for whole weeks.
    unknown |= (rows["war_end"] == AT_WAR) & (rows["months_at_war"] < 12 * PEACEFUL_YEARS - 0.25)
    return np.where(unknown, np.nan, years)
