"""Tables without NaN, so that they go into JSON as they are."""

from __future__ import annotations

import pandas as pd


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """The same table with None where there is no value."""
    return table.astype(object).where(table.notna(), None)
