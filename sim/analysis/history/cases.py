"""Historical ceasefires from a file: the facts known at the start, kept apart from what happened."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from math import isfinite, nan
from pathlib import Path

import numpy as np
import pandas as pd

from sim.analysis.history.columns import BLANK, FACTS, KNOWN, LABELS, REQUIRED, Number, Word
from sim.scenario.errors import InputError

#: How alike an unknown name and a missing known one are (difflib's ratio) for it to count as a slip of the pen.
SLIP = 0.8
#: A collapse on the very first day is put at its middle, since survival times must be positive, days.
FIRST_DAY = 0.5


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
    notes : what was read as unknown although something was written, one sentence each.
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

    Columns may stand in any order; unknown ones are ignored, and those not in ``columns.REQUIRED`` may be missing.
    Blank cells are unknown facts. Without ``duration_days`` and ``event``, or where both are blank, a case can be
    predicted but not scored. A duration of 0 days becomes half a day.

    Parameters
    ----------
    path : the file, UTF-8 with or without a byte-order mark.

    Raises
    ------
    InputError
        The file cannot be read; a required column is missing, a name is a slip of a known one, an id is missing or
        given twice, or a cell holds what its column does not allow. The message names file, row and column.
    """
    header, rows = _table(Path(path))
    _check_columns(header, path)
    notes: list[str] = []
    labels = pd.DataFrame(
        {name: [row.get(name, "") for _, row in rows] for name in LABELS}, dtype=object
    ).set_index("id")
    _check_ids(rows, path)
    labels["conflict"] = labels["conflict"].where(labels["conflict"] != "", labels.index)
    facts = pd.DataFrame(index=labels.index)
    for column, kind in FACTS.items():
        if isinstance(kind, Number):
            facts[column] = np.array([_number(row, line, column, kind, path) for line, row in rows])
        else:
            facts[column] = pd.Series(
                [_word(row, line, column, kind, path, notes) for line, row in rows], labels.index, object
            )
    return Cases(facts, labels, _outcomes(header, rows, labels["conflict"], path), tuple(notes))


Row = tuple[int, dict[str, str]]


def _table(path: Path) -> tuple[list[str], list[Row]]:
    """The header and, with its line number, each row that is not blank."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read the cases ({error.strerror})", file=path) from None
    except UnicodeDecodeError:
        raise InputError("the file is not text in UTF-8", file=path) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    header: list[str] = []
    rows: list[Row] = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if not header:
                header = cells
            elif len(cells) > len(header) and any(cells[len(header) :]):
                raise InputError(
                    "a row has more cells than the file has columns",
                    file=path,
                    where=f"row {reader.line_num}",
                    value=len(cells),
                    allowed=f"{len(header)} cells; text with commas in quotes",
                )
            else:
                rows.append((reader.line_num, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        raise InputError(
            f"not a table of values ({error})", file=path, where=f"row {reader.line_num}"
        ) from None
    if not rows:
        raise InputError("the file holds no cases", file=path, allowed="a header and a row a case")
    return header, rows


def _check_columns(header: list[str], path: str | Path) -> None:
    named = [name for name in header if name]
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise InputError("a column is given twice", file=path, where=f"column {twice[0]}")
    absent = [name for name in KNOWN if name not in named]
    unknown = [name for name in named if name not in KNOWN]
    for name in unknown:
        if get_close_matches(name.lower(), absent, n=1, cutoff=SLIP):
            raise InputError(
                "no such column", file=path, where=f"column {name}", names=absent, near=name.lower()
            )
    for name in REQUIRED:
        if name in absent:
            raise InputError(
                "a required column is missing",
                file=path,
                where=f"column {name}",
                allowed=", ".join(REQUIRED),
                names=unknown,
                near=name,
            )
    if ("event" in absent) != ("duration_days" in absent):
        missing = "event" if "event" in absent else "duration_days"
        raise InputError(
            "outcomes need both 'event' and 'duration_days'",
            file=path,
            where=f"column {missing}",
            allowed="both columns, or neither for predictions only",
        )


def _check_ids(rows: list[Row], path: str | Path) -> None:
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


def _number(row: dict[str, str], line: int, column: str, kind: Number, path: str | Path) -> float:
    """A cell as a number within its bounds; NaN if it is blank."""
    cell = row.get(column, "")
    if cell.lower() in BLANK:
        return nan
    try:
        value = float(cell)
    except ValueError:
        value = nan
    if not (isfinite(value) and kind.holds(value)):
        raise InputError(
            f"{column} cannot be this",
            file=path,
            where=f"row {line}, column {column}",
            value=cell,
            allowed=kind.allowed,
        )
    return value


def _word(row: dict[str, str], line: int, column: str, kind: Word, path: str | Path, notes: list[str]) -> str:
    """A cell as one of its words, or as it is where any will do; "" if blank or, where let pass, without meaning."""
    cell = row.get(column, "")
    word = cell.lower()
    if not kind.words:
        return cell
    if word in kind.words:
        return word
    if word in BLANK:
        return ""
    if kind.closed or get_close_matches(word, kind.words, n=1, cutoff=SLIP):
        raise InputError(
            f"{column} cannot be this",
            file=path,
            where=f"row {line}, column {column}",
            value=cell,
            allowed=", ".join(kind.words) + ", or nothing",
            names=kind.words,
            near=word,
        )
    notes.append(f"row {line}, column {column}: {cell!r} has no meaning here and was read as unknown")
    return ""


def _outcomes(
    header: list[str], rows: list[Row], conflicts: pd.Series, path: str | Path
) -> pd.DataFrame | None:
    """Conflict, days and event of the rows that have both of the latter; None if the columns are missing."""
    if "event" not in header:
        return None
    found: dict[str, tuple[float, int]] = {}
    for line, row in rows:
        days = _number(row, line, "duration_days", Number(), path)
        event = _number(row, line, "event", Number(high=1.0), path)
        if np.isnan(days) and np.isnan(event):
            continue
        if np.isnan(days) or event not in (0.0, 1.0):
            column = "duration_days" if np.isnan(days) else "event"
            raise InputError(
                "an outcome is incomplete",
                file=path,
                where=f"row {line}, column {column}",
                value=row.get(column, ""),
                allowed="days and 0 (still standing when last seen) or 1 (collapsed), or neither",
            )
        found[row["id"]] = (max(days, FIRST_DAY), int(event))
    frame = pd.DataFrame.from_dict(found, orient="index", columns=["days", "event"])
    frame = frame.astype({"days": float, "event": int})
    frame.index.name = "id"
    frame.insert(0, "conflict", conflicts.loc[frame.index])
    return frame
