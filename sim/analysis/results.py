"""A study's results as frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.analysis.digest import Digest
from sim.analysis.measures import CEASEFIRE, ROAD
from sim.analysis.summary import summary_of
from sim.analysis.survival import DAYS_A_YEAR
from sim.engine.calendar import horizon_days
from sim.scenario.errors import InputError
from sim.study.folder import MANIFEST
from sim.study.place import place
from sim.study.store import Store
from sim.study.uncertainty import FOLDER

#: Columns of a design that tables and titles show; the summary holds all.
MOST_COLUMNS = 5


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
        """A row per arm and point; see :func:`sim.analysis.summary.summarise`.

        Of a study that is not finished, or in which runs failed, it counts the run numbers that every arm has at a
        point; a point without any has no row.

        Raises
        ------
        InputError
            No run number is finished in every arm, at any point, or a file is damaged.
        """
        return summary_of(self.digest())

    def digest(self) -> Digest:
        """What the summary and the report need of all runs, from reading the outcomes once, a file at a time.

        Raises
        ------
        InputError
            As :attr:`summary`.
        """
        design = self.design[["regime", "point", *self.columns]]
        digest = Digest.read(self.stream([*CEASEFIRE, *ROAD]), design, self.reference, self.horizon_years)
        if not digest.cells:
            raise InputError("no run number is finished in every arm yet; run the study again to resume it")
        return digest

    @property
    def uncertainty(self) -> Results | None:
        """The same arms over what is not known, where the study was run over that too."""
        folder = f"{self.place}/{FOLDER}"
        try:
            place(folder).read(MANIFEST)
        except FileNotFoundError:
            return None
        return Results(folder)

    @property
    def shown_columns(self) -> list[str]:
        """The design's columns that tables and titles have room for: the first."""
        return self.columns[:MOST_COLUMNS]

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
