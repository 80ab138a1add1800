"""Historical ceasefires from a file: the facts known at the start, kept apart from what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import nan
from pathlib import Path

import numpy as np
import pandas as pd

from sim import evidence
from sim.analysis.history.record.cells import Row, read_column
from sim.analysis.history.record.columns import FACTS, LABELS, Number
from sim.analysis.history.record.table import read_table
from sim.scenario.errors import InputError

#: The table of cases that comes with the project.
RECORD = evidence.path("ceasefires_calibration.csv")
#: A collapse on the very first day is put at its middle, since survival times must be positive, days.
FIRST_DAY = 0.5
#: No ceasefire was watched for longer, days (a thousand years).
LONGEST = 365000.0


@dataclass(frozen=True)
class Cases:
    """Historical ceasefires, a row each; every frame has the cases' ids as index, in the order of the file.

    Attributes
    ----------
    facts : a column for each of ``columns.FACTS`` and no other: numbers (NaN where unknown) and words ("" where
        unknown). The only thing that may be given to what predicts.
    labels : ``conflict``, ``set``, ``name``, ``start_date``; text, "" where missing. A case without a conflict
        is one of its own.
    outcomes : ``conflict``, ``days`` (to the collapse, or watched without one) and ``event`` (1 collapsed, 0 not),
        of the cases whose outcome is known; None if the file has no outcomes.
    notes : what was not read as it stands, one sentence each.
    """

    facts: pd.DataFrame
    labels: pd.DataFrame
    outcomes: pd.DataFrame | None = None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.facts)

    @property
    def ids(self) -> pd.Index:
        """Ids in the order of the file."""
        return self.facts.index

    @property
    def known(self) -> pd.DataFrame:
        """The outcomes.

        Raises
        ------
        InputError
            The cases have none.
        """
        if self.outcomes is None or self.outcomes.empty:
            raise InputError(
                "no outcome is known of these cases", allowed="columns 'duration_days' and 'event', filled in"
            )
        return self.outcomes

    def only(self, ids: Sequence[str] | pd.Index) -> Cases:
        """Some of the cases, in the order asked for."""
        index = pd.Index(ids)
        outcomes = self.outcomes
        if outcomes is not None:
            outcomes = outcomes.loc[index[index.isin(outcomes.index)]]
        return replace(self, facts=self.facts.loc[index], labels=self.labels.loc[index], outcomes=outcomes)


def read_cases(path: str | Path) -> Cases:
    """Read cases from a CSV file with the columns of ``sim/evidence/ceasefires_calibration.csv``.

    Columns may stand in any order; unknown ones are not read, and those not in ``columns.REQUIRED`` may be missing.
    Blank cells are unknown facts. A cell that cannot be read is unknown too and one odd cell stops nothing, but it is
    told in ``notes``. Without ``event`` and ``duration_days`` (or, where that is blank, the dates of start and end), a
    case can be predicted but not scored. A duration of 0 days becomes half a day.

    Parameters
    ----------
    path : the file, UTF-8 with or without a byte-order mark.

    Raises
    ------
    InputError
        The file cannot be read; a required column is missing, a name is a slip of a known one, an id is missing or
        given twice, a number is impossible in its column, or most of a column cannot be read. The message names file,
        row and column.
    """
    path, notes = Path(path), list[str]()
    header, rows = read_table(path, notes)
    labels = pd.DataFrame(
        {name: [row.get(name, "") for _, row in rows] for name in LABELS}, dtype=object
    ).set_index("id")
    _check_ids(rows, path)
    labels["conflict"] = labels["conflict"].where(labels["conflict"] != "", labels.index)
    facts = pd.DataFrame(index=labels.index)
    for column, kind in FACTS.items():
        values = read_column(rows, column, kind, path, notes)
        facts[column] = (
            np.array(values, float) if isinstance(kind, Number) else pd.Series(values, labels.index, object)
        )
    return Cases(facts, labels, _outcomes(header, rows, labels["conflict"], path, notes), tuple(notes))


def _check_ids(rows: list[Row], path: Path) -> None:
    seen: dict[str, int] = {}
    for line, row in rows:
        name = row.get("id", "")
        if not name:
            raise InputError("a case has no id", file=path, where=f"row {line}, column id", allowed="a name")
        if name in seen:
            raise InputError(
                f"an id is given twice (first in row {seen[name]})",
                file=path,
                where=f"row {line}, column id",
                value=name,
            )
        seen[name] = line


def _outcomes(
    header: list[str], rows: list[Row], conflicts: pd.Series, path: Path, notes: list[str]
) -> pd.DataFrame | None:
    """Conflict, days and event of the rows that tell both of the latter; None if the file has no such columns."""
    dated = "start_date" in header and ("end_or_censor_date" in header or "end_date" in header)
    if "event" not in header and "duration_days" not in header:
        return None
    if "event" not in header or not ("duration_days" in header or dated):
        raise InputError(
            "outcomes need both 'event' and 'duration_days'",
            file=path,
            where=f"column {'duration_days' if 'event' in header else 'event'}",
            allowed="both columns, with dates in place of days if need be, or neither for predictions only",
        )
    events = read_column(rows, "event", Number(high=1.0), path, notes)
    given = read_column(rows, "duration_days", Number(high=LONGEST), path, notes, most=False)
    found: dict[str, tuple[float, int]] = {}
    by_dates: list[str] = []
    for (line, row), event, told in zip(rows, events, given, strict=True):
        days, event = float(told), float(event)
        if event not in (0.0, 1.0) and not np.isnan(event):
            raise InputError(
                "event cannot be this",
                file=path,
                where=f"row {line}, column event",
                value=row["event"],
                allowed="0 (still standing when last seen) or 1 (collapsed), or nothing",
            )
        if np.isnan(days) and not np.isnan(event):
            days = _between(row)
            by_dates += [] if np.isnan(days) else [row["id"]]
        if not (np.isnan(days) or np.isnan(event)):
            found[row["id"]] = (max(days, FIRST_DAY), int(event))
        elif not (np.isnan(days) and np.isnan(event)):
            notes.append(f"row {line}: {row['id']} is not scored, since its outcome is incomplete")
    if by_dates:
        notes.append(f"durations taken from the dates of start and end: {', '.join(by_dates)}")
    frame = pd.DataFrame.from_dict(found, orient="index", columns=["days", "event"])
    frame = frame.astype({"days": float, "event": int})
    frame.index.name = "id"
    frame.insert(0, "conflict", conflicts.loc[frame.index])
    return frame


def _between(row: dict[str, str]) -> float:
    """Days from the start to the end or to when a case was last seen; NaN if the dates do not tell."""
    try:
        start = date.fromisoformat(row.get("start_date", ""))
        end = date.fromisoformat(row.get("end_or_censor_date", "") or row.get("end_date", ""))
    except ValueError:
        return nan
    return float((end - start).days) if end >= start else nan
