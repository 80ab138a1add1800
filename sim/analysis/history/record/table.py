"""A file of cases as a table of text: its header and its rows, whatever sets its cells apart."""

from __future__ import annotations

import csv
import io
import re
from difflib import get_close_matches
from pathlib import Path

from sim.analysis.history.record.cells import SLIP, Row
from sim.analysis.history.record.columns import FACTS, KNOWN, REQUIRED
from sim.scenario.errors import InputError

#: What may stand between cells.
_BETWEEN = (",", ";", "\t")


def read_table(path: Path, notes: list[str]) -> tuple[list[str], list[Row]]:
    """The header and, with its line number, each row that is not blank.

    Cells may be set apart by commas, by semicolons (numbers then may have decimal commas) or by tabs. Known columns are
    known in upper case and with spaces too.

    Parameters
    ----------
    path : the file, UTF-8 with or without a byte-order mark.
    notes : to which a sentence is added on columns that are not read and on rows that end early.

    Raises
    ------
    InputError
        The file cannot be read, is no table, or holds no row; a column that is read is missing, given twice, or a slip
        of the pen.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read the cases ({error.strerror})", file=path) from None
    except UnicodeDecodeError:
        raise InputError("the file is not text in UTF-8", file=path, allowed="a CSV saved as UTF-8") from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(_BETWEEN, key=lambda mark: len(_columns(first.split(mark))[1]))
    # A quote that is never closed would swallow rows; strict reading tells it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    header: list[str] = []
    rows: list[Row] = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if not header:
                header, known = _columns(cells)
                if "id" not in known:
                    raise InputError(
                        "the first row does not name the columns",
                        file=path,
                        where=f"row {reader.line_num}",
                        value=cells[0][:40],
                        allowed=f"a header with {', '.join(REQUIRED)}",
                    )
                continue
            if len(cells) > len(header) and any(cells[len(header) :]):
                raise InputError(
                    "a row has more cells than the file has columns",
                    file=path,
                    where=f"row {reader.line_num}",
                    value=len(cells),
                    allowed=f"{len(header)} cells; text with commas in quotes",
                )
            if len(cells) < len(header):
                notes.append(
                    f"row {reader.line_num}: has {len(cells)} of {len(header)} cells; the others were read as unknown"
                )
            if between == ";":
                cells = [re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", cell) for cell in cells]
            rows.append((reader.line_num, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        raise InputError(
            f"not a table of values ({error})", file=path, where=f"row {reader.line_num}"
        ) from None
    if not rows:
        raise InputError("the file holds no cases", file=path, allowed="a header and a row a case")
    _check(header, path, notes)
    return header, rows


def _columns(cells: list[str]) -> tuple[list[str], set[str]]:
    """Names of columns, known ones as they are known, and the set of these."""
    exact = {cell for cell in cells if cell in KNOWN}
    names = []
    for cell in cells:
        plain = re.sub(r"[\s-]+", "_", cell.strip(' "').lower())
        names.append(plain if plain in KNOWN and plain not in exact else cell)
    return names, set(names) & set(KNOWN)


def _check(header: list[str], path: Path, notes: list[str]) -> None:
    named = [name for name in header if name]
    if twice := sorted({name for name in named if name in KNOWN and named.count(name) > 1}):
        raise InputError("a column is given twice", file=path, where=f"column {twice[0]}")
    absent = [name for name in (*REQUIRED, "event", "duration_days", *FACTS) if name not in named]
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
    if unknown:
        notes.append(f"columns without a meaning here were not read: {', '.join(unknown)}")
    if missing := [name for name in FACTS if name in absent]:
        notes.append(f"columns that are missing were read as unknown: {', '.join(missing)}")
