"""Many scenarios at once: records that differ in some columns, without making each scenario of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.scenario.scenario import declared, identity, split


def spread(rows: np.ndarray, columns: Mapping[str, Sequence[Any]]) -> np.ndarray:
    """Records with some parameters set, a value a record.

    Parameters
    ----------
    rows : structured array of :func:`~sim.scenario.scenario.record_type`, shape (n,); not changed.
    columns : n values by dotted path, each one that a scenario takes.
    """
    made = rows.copy()
    for path, values in columns.items():
        section, name = split(path)
        found = declared()[path]
        if found.kind == "choice":
            places = {option: place for place, option in enumerate(found.options)}
            values = [places[value] for value in values]
        # Adding zero makes -0.0 the 0.0 that it is as a setting.
        made[section][name] = np.asarray(values) + 0
    return made


def column(rows: np.ndarray, path: str) -> list[Any]:
    """The values of a parameter in some records, as a scenario holds them."""
    section, name = split(path)
    found, values = declared()[path], rows[section][name].tolist()
    if found.kind == "choice":
        return [found.options[value] for value in values]
    return [bool(value) for value in values] if found.kind == "switch" else values


def identities(rows: np.ndarray) -> list[str]:
    """The hash of the scenario of each record, as :attr:`~sim.scenario.scenario.Scenario.hash` gives it."""
    return [identity(rows[n : n + 1]) for n in range(len(rows))]
