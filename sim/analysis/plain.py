"""An outcome row as plain numbers and words, fit for JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.engine.outcome import frame


def plain(row: np.ndarray, names: Sequence[str] | None = None) -> dict[str, Any]:
    """One outcome as a study stores it; None where there was nothing to measure.

    Parameters
    ----------
    row : structured array of dtype OUTCOME, shape (1,).
    names : the measures wanted; all if not given.
    """
    record = frame(row).iloc[0]
    values = {name: record[name] for name in (record.index if names is None else names)}
    plain_values = {name: value.item() if hasattr(value, "item") else value for name, value in values.items()}
    return {
        name: None if isinstance(value, float) and math.isnan(value) else value
        for name, value in plain_values.items()
    }
