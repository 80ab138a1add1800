"""Cells of a table of cases as numbers and words: what is odd is read as well as can be, and told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from math import isfinite, nan
from pathlib import Path

from sim.analysis.history.record.columns import BLANK, Number, Word
from sim.scenario.errors import InputError

#: A row of a file: the number of its line and its cells by column.
Row = tuple[int, dict[str, str]]

#: How alike a name and a known one are (difflib's ratio) for it to count as a slip of the pen.
SLIP = 0.8
#: Yes and no in a column that goes from 0 to 1.
_SAID = {"true": 1.0, "yes": 1.0, "false": 0.0, "no": 0.0}
_GROUPED = r"[1-9]\d{0,2}(?:[, '\u00a0\u202f]\d{3})+(?:\.\d+)?"
_ONE = rf"({_GROUPED}|\d+[.,]\d+|\d+)"
_ABOUT = re.compile(
    rf"(?:~|≈|[<>≤≥]|c\.|ca\.?|circa|about|approx\.?)?\s*{_ONE}(?:\s*(?:-|–|to)\s*{_ONE})?\s*[+?]?",
    re.IGNORECASE,
)


def read_column(
    rows: Sequence[Row], name: str, kind: Number | Word, file: str | Path, notes: list[str], most: bool = True
) -> list[float | str]:
    """The cells of a column; NaN or "" where a cell is blank, absent, or cannot be read.

    Approximate numbers ("~300", "1,200", "5-10") and words with a slip are read for what they mean; quantities beyond
    what the model can hold are taken at its limit. All this, and what cannot be read, is told.

    Parameters
    ----------
    rows : of the file.
    name, kind : of the column.
    file : for messages.
    notes : to which a sentence for each odd cell is added.
    most : whether it is an error that more than half the rows cannot be read.

    Raises
    ------
    InputError
        A number that is impossible in the column, or a column that for the most part cannot be read.
    """
    values: list[float | str] = []
    value: float | str | None
    unread: list[InputError] = []
    for line, row in rows:
        cell, where = row.get(name, ""), f"row {line}, column {name}"
        if isinstance(kind, Number):
            value, odd = _number(cell, kind)
            if isinstance(value, float) and not (value != value or kind.holds(value)):
                raise _error(f"{name} cannot be this", kind, file, where, cell)
        else:
            value, odd = _word(cell, kind)
        if value is None:
            unread.append(_error(f"most of column {name} cannot be read; first", kind, file, where, cell))
        if odd:
            notes.append(f"{where}: {cell!r} {odd}")
        values.append((nan if isinstance(kind, Number) else "") if value is None else value)
    if most and len(unread) > max(1, len(rows) / 2):
        raise unread[0]
    return values


def _number(cell: str, kind: Number) -> tuple[float | None, str]:
    """A cell as a number, NaN if blank, None if it cannot be read; and what is odd about it."""
    word = cell.lower()
    if word in BLANK:
        return nan, "was read as unknown; 0 stands for nothing there" if word == "none" else ""
    odd = ""
    if kind.high == 1.0 and word in _SAID:
        return _SAID[word], ""
    try:
        value = float(cell)
    except ValueError:
        found = _ABOUT.fullmatch(cell)
        value = nan
        if found:
            ends = [_plain(part) for part in found.groups() if part]
            value = sum(ends) / len(ends)
            odd = f"was read as {value:g}"
    if not isfinite(value):
        return None, "is not a number that can be read and was taken as unknown"
    if kind.measured and value > kind.high:
        return kind.high, f"is more than the model can hold and was taken as {kind.high:g}"
    if kind.measured and 0.0 <= value < kind.low:
        if value == 0.0:
            return nan, "says nothing here and was taken as unknown"
        return kind.low, f"is less than the model can hold and was taken as {kind.low:g}"
    return value, odd


def _plain(text: str) -> float:
    """A number with its thousands set apart, or with a decimal comma."""
    if re.fullmatch(_GROUPED, text):
        return float(re.sub(r"[^\d.]", "", text))
    return float(text.replace(",", "."))


def _word(cell: str, kind: Word) -> tuple[str | None, str]:
    """A cell as one of its words, or as it is where any will do; "" if blank, None if without meaning."""
    if not kind.words:
        return cell, ""
    word = re.sub(r"[\s-]+", "_", cell.lower())
    if word in kind.words:
        return word, ""
    if cell.lower() in BLANK:
        return "", ""
    near = get_close_matches(word, kind.words, n=2, cutoff=SLIP)
    if len(near) == 1:
        return near[0], f"was read as {near[0]!r}"
    return None, "has no meaning here and was read as unknown"


def _error(problem: str, kind: Number | Word, file: str | Path, where: str, cell: str) -> InputError:
    if isinstance(kind, Number):
        return InputError(problem, file=file, where=where, value=cell, allowed=kind.allowed)
    allowed = ", ".join(kind.words) + ", or nothing"
    return InputError(problem, file=file, where=where, value=cell, allowed=allowed, names=kind.words)
