"""A study's results as frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.analysis.summary import summarise
from sim.analysis.survival import DAYS_A_YEAR
from sim.engine.calendar import horizon_days
from sim.study.store import Store


class Results(Store):
    """A study's folder with :attr:`outcomes`, :attr:`design`, :attr:`manifest` and :attr:`summary`."""

    @property
    def horizon_years(self) -> float:
        """How long every run was watched, unless it collapsed: the horizon in whole days, as years."""
        return horizon_days(self.manifest["config"]["horizon_years"]) / DAYS_A_YEAR

    @property
    def reference(self) -> str:
        """The arm that the others are measured against."""
        return str(self.manifest["reference"])

    @property
    def summary(self) -> pd.DataFrame:
        """A row per arm and point; see :func:`sim.analysis.summary.summarise`."""
        return summarise(self.outcomes, self.reference, self.horizon_years, self.columns)

    @property
    def labels(self) -> dict[str, str]:
        """A name for people of each arm: its title, or its name in words; unique, in the study's order."""
        titles = {a["name"]: a["title"] or str(a["name"]).replace("_", " ") for a in self.manifest["arms"]}
        twice = {title for title in titles.values() if list(titles.values()).count(title) > 1}
        return {name: f"{title} ({name})" if title in twice else title for name, title in titles.items()}


def open_study(folder: str | Path) -> Results:
    """The results in a folder that a study was run into.

    Raises
    ------
    InputError
        Not a study's folder, of another layout, or damaged.
    """
    return Results(folder)
