"""Files of cases: which are read, however their cells are set apart, and what is told of the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from sim.analysis.history.record.table import read_table
from sim.scenario.errors import InputError

RECORD = Path("sim/evidence/ceasefires_calibration.csv")


@pytest.fixture
def table() -> pd.DataFrame:
    """Twelve cases of the record as text."""
    return pd.read_csv(RECORD, dtype=str, keep_default_na=False).iloc[::5]


def read(
    table: pd.DataFrame, folder: Path, **written: object
) -> tuple[list[str], list[dict[str, str]], list[str]]:
    """Header, rows without their numbers, and notes of a table written as a file."""
    file, notes = folder / "cases.csv", list[str]()
    table.to_csv(file, index=False, **written)
    header, rows = read_table(file, notes)
    return header, [row for _, row in rows], notes


@pytest.mark.parametrize(
    "written",
    [
        {"sep": ";"},
        {"sep": "\t"},
        {"lineterminator": "\r\n"},
        {"lineterminator": "\r"},
        {"encoding": "utf-8-sig"},
        {"quoting": 1},
    ],
)
def test_marks_between_cells_and_lines_change_nothing(
    table: pd.DataFrame, written: dict[str, object], tmp_path: Path
) -> None:
    """Semicolons, tabs, other ends of line, a byte-order mark and quotes all round read the same."""
    assert read(table, tmp_path, **written) == read(table, tmp_path)


def test_semicolons_bring_decimal_commas(table: pd.DataFrame, tmp_path: Path) -> None:
    """A number with a decimal comma is read as such where semicolons stand between cells."""
    commas = table.assign(cap_ratio_rev_def=table["cap_ratio_rev_def"].str.replace(".", ","))
    assert read(commas, tmp_path, sep=";") == read(table, tmp_path)


@pytest.mark.parametrize("change", [str.upper, str.title, lambda name: name.replace("_", " ")])
def test_known_columns_are_known_in_other_letters(
    table: pd.DataFrame, change: Callable[[str], str], tmp_path: Path
) -> None:
    """Upper case and spaces in a header change nothing."""
    assert read(table.rename(columns=change), tmp_path) == read(table, tmp_path)


def test_a_column_that_is_not_read_is_told(table: pd.DataFrame, tmp_path: Path) -> None:
    """A further column, and a missing one, are named once each; the record has neither."""
    assert read(table, tmp_path)[2] == []
    notes = read(table.drop(columns="line_km").assign(weather="mild"), tmp_path)[2]
    assert ["weather" in notes[0], "line_km" in notes[1], len(notes)] == [True, True, 2]


def test_a_row_that_ends_early_is_told(table: pd.DataFrame, tmp_path: Path) -> None:
    """The cells that a short row does not have are not passed over in silence."""
    file = tmp_path / "cases.csv"
    table.to_csv(file, index=False)
    lines = file.read_text().splitlines()
    file.write_text("\n".join([*lines[:2], lines[2].split(",", 5)[0]]))
    notes: list[str] = []
    assert len(read_table(file, notes)[1]) == 2
    assert len(notes) == 1 and "row 3: has 1 of 43 cells" in notes[0]


@pytest.mark.parametrize(
    ("rename", "said"),
    [
        ({"guarantee_level": "guarantee_levl"}, ["guarantee_levl", "did you mean 'guarantee_level'"]),
        ({"nuclear_defender": "nuclear_defendr"}, ["did you mean 'nuclear_defender'"]),
        ({"event": "evnt"}, ["did you mean 'event'"]),
        ({"stakes": "importance"}, ["required column is missing", "column stakes"]),
        ({"line_km": "stakes"}, ["twice", "column stakes"]),
        ({"id": "case"}, ["row 1", "does not name the columns", "id"]),
    ],
)
def test_a_wrong_column_is_told(
    table: pd.DataFrame, rename: dict[str, str], said: list[str], tmp_path: Path
) -> None:
    """A slip of a name is not taken for a further column, and a missing one is named."""
    with pytest.raises(InputError) as told:
        read(table.rename(columns=rename), tmp_path)
    assert all(part in str(told.value) for part in [*said, "cases.csv"])


@pytest.mark.parametrize("name", ["sources", "names"])
def test_a_name_near_one_that_is_not_read_is_no_error(table: pd.DataFrame, name: str, tmp_path: Path) -> None:
    """Remarks and labels may be called what they like."""
    assert read(table.rename(columns={name[:-1]: name}), tmp_path)[2] == [
        f"columns without a meaning here were not read: {name}"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no cases"),
        (b"\xef\xbb\xbf\n\n", "no cases"),
        (b"id,conflict\n", "no cases"),
        (b"\xff\xfe\x00id", "UTF-8"),
        (b"id,conflict\na,b,c\n", "row 2.*2 cells"),
        (b'id,conflict\na,"b\nc,d\n', "unexpected end"),
        (b"# cases\nid,conflict\na,b\n", "row 1.*'# cases'"),
    ],
)
def test_what_is_no_table_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    """Empty files, other encodings, ragged rows, a quote left open and a missing header are errors of input."""
    (tmp_path / "cases.csv").write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_table(tmp_path / "cases.csv", [])
