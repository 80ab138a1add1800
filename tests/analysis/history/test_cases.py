"""Cases from files: what is read as a fact, what never is, and what is told of a wrong file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sim.analysis.history.cases import FIRST_DAY, Cases, read_cases
from sim.analysis.history.columns import FACTS, OUTCOMES, REMARKS
from sim.scenario.errors import InputError

RECORD = Path("sim/evidence/ceasefires_calibration.csv")


@pytest.fixture
def table() -> pd.DataFrame:
    """The record as text."""
    return pd.read_csv(RECORD, dtype=str, keep_default_na=False)


def written(table: pd.DataFrame, folder: Path, encoding: str = "utf-8") -> Path:
    """A table as a file."""
    table.to_csv(folder / "cases.csv", index=False, encoding=encoding)
    return folder / "cases.csv"


def read(table: pd.DataFrame, folder: Path, encoding: str = "utf-8") -> Cases:
    """A table as cases."""
    return read_cases(written(table, folder, encoding))


def same(first: Cases, second: Cases) -> None:
    """Facts and outcomes are equal."""
    assert_frame_equal(first.facts, second.facts)
    assert_frame_equal(first.known, second.known)


def test_the_record_is_read_whole(table: pd.DataFrame) -> None:
    """Every number of the record arrives, with an unknown length as NaN, and every outcome."""
    cases = read_cases(RECORD)
    assert len(cases) == len(table) and cases.notes == ()
    for column, text in table[list(FACTS)].items():
        if column in ("monitor_type", "guarantee_type", "guarantor", "guarantor_bias", "war_outcome"):
            assert cases.facts[column].tolist() == text.tolist()
        else:
            np.testing.assert_array_equal(
                cases.facts[column], [float(cell) if cell else np.nan for cell in text]
            )
    assert cases.known["days"].tolist() == [float(d) for d in table["duration_days"]]
    assert cases.known["event"].tolist() == [int(e) for e in table["event"]]
    assert cases.known["conflict"].tolist() == table["conflict"].tolist()


@pytest.mark.parametrize("column", [*OUTCOMES, *REMARKS, "name", "set", "conflict"])
def test_no_fact_depends_on_an_outcome_or_a_remark(table: pd.DataFrame, column: str, tmp_path: Path) -> None:
    """However a column of outcomes, names or remarks is shuffled, facts stay the same to the last digit."""
    shuffled = table.assign(**{column: table[column].to_numpy()[::-1]})
    assert (shuffled[column] != table[column]).any()
    facts = read(shuffled, tmp_path).facts
    assert_frame_equal(facts, read_cases(RECORD).facts)
    assert column not in facts


def test_facts_are_a_closed_list(table: pd.DataFrame, tmp_path: Path) -> None:
    """A further column cannot become a fact, whatever it is called."""
    more = table.assign(years_it_lasted=table["duration_days"], outcome="x", Event=table["event"])
    assert list(read(more, tmp_path).facts) == list(FACTS)
    assert not set(FACTS) & set(OUTCOMES)


def test_order_of_columns_marks_and_further_columns_change_nothing(
    table: pd.DataFrame, tmp_path: Path
) -> None:
    """Columns in another order, a byte-order mark, unknown columns, blank rows and spaces read the same."""
    other = table[list(table)[::-1]].assign(remark="a, b")
    other = pd.concat([other, pd.DataFrame([dict.fromkeys(other, "")])]).map(lambda cell: f" {cell} ")
    same(read(other, tmp_path, "utf-8-sig"), read_cases(RECORD))


def test_other_conflicts_and_ids_are_read(table: pd.DataFrame, tmp_path: Path) -> None:
    """Ids and conflicts nobody has heard of work; a case without a conflict is one of its own."""
    other = table.head(3).assign(id=["A", "B", "C"], conflict=["x y", "", "x y"])
    assert read(other, tmp_path).known["conflict"].tolist() == ["x y", "B", "x y"]


@pytest.mark.parametrize("blank", ["", "NA", "nan", "?", "unknown"])
def test_blank_cells_are_unknown_facts(table: pd.DataFrame, blank: str, tmp_path: Path) -> None:
    """A blank number is NaN and a blank word is empty, in optional and required columns alike."""
    columns = [c for c in FACTS if c not in ("monitor_type", "guarantee_type", "guarantor", "guarantor_bias")]
    facts = read(table.assign(**dict.fromkeys(columns, blank)), tmp_path).facts
    numbers = facts.select_dtypes("number")
    assert len(numbers.columns) == len(columns) - 1 and numbers.isna().all(axis=None)
    assert (facts["war_outcome"] == "").all()


def test_optional_columns_may_be_absent(table: pd.DataFrame, tmp_path: Path) -> None:
    """Without any optional column the facts have it all the same, unknown throughout."""
    needed = table[["id", "conflict", "dmz", "withdrawal", "guarantee_level", "joint_commission"]]
    needed = needed.join(table[["war_outcome", "cap_ratio_rev_def", "stakes"]])
    cases = read(needed, tmp_path)
    assert list(cases.facts) == list(FACTS)
    assert cases.facts["nuclear_defender"].isna().all() and (cases.facts["guarantor_bias"] == "").all()
    assert cases.outcomes is None
    with pytest.raises(InputError, match="no outcome is known"):
        _ = cases.known


def test_cases_without_outcome_stand_beside_cases_with_one(table: pd.DataFrame, tmp_path: Path) -> None:
    """Where days and event are both blank a case has facts and no outcome."""
    table.loc[4, ["duration_days", "event"]] = ""
    cases = read(table, tmp_path)
    assert len(cases) == 60 and len(cases.known) == 59
    assert cases.ids[4] not in cases.known.index


def test_a_collapse_on_the_first_day_counts_half_a_day(table: pd.DataFrame, tmp_path: Path) -> None:
    """Durations of 0 days become half a day, shorter than any of a day."""
    table.loc[0, "duration_days"] = "0"
    assert read(table, tmp_path).known["days"].iloc[0] == FIRST_DAY < 1


def test_an_unknown_word_of_an_open_list_is_told_and_not_fatal(table: pd.DataFrame, tmp_path: Path) -> None:
    """A bias without a code is read as unknown, and a note says where it stood."""
    table.loc[1, "guarantor_bias"] = "several"
    cases = read(table, tmp_path)
    assert cases.facts["guarantor_bias"].iloc[1] == ""
    assert len(cases.notes) == 1 and "row 3" in cases.notes[0] and "'several'" in cases.notes[0]


def test_some_cases_keep_facts_labels_and_outcomes_together() -> None:
    """Chosen cases come in the order asked for, each with its own facts and outcome."""
    chosen = read_cases(RECORD).only(["KOR53", "NK92"])
    assert list(chosen.ids) == list(chosen.labels.index) == list(chosen.known.index) == ["KOR53", "NK92"]
    assert chosen.known["days"].tolist() == [26090.0, 1.0]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("guarantee_level", "4", ["row 3", "column guarantee_level", "'4'", "from 0 to 3"]),
        ("stakes", "0", ["row 3", "column stakes", "from 1 to 3"]),
        ("dmz", "half", ["row 3", "column dmz", "'half'", "from 0 to 1"]),
        ("cap_ratio_rev_def", "0", ["column cap_ratio_rev_def", "above 0"]),
        ("monitors_n", "-3", ["column monitors_n", "from 0 to 300000"]),
        ("line_km", "inf", ["column line_km"]),
        ("war_outcome", "victory_deff", ["column war_outcome", "tie", "did you mean 'victory_def'"]),
        ("guarantor_bias", "pro-def", ["column guarantor_bias", "did you mean 'pro_def'"]),
        ("event", "0.5", ["column event", "collapsed"]),
        ("event", "", ["column event", "incomplete"]),
        ("duration_days", "", ["column duration_days", "incomplete"]),
        ("duration_days", "-1", ["column duration_days", "not below 0"]),
        ("id", "", ["row 3", "no id"]),
        ("id", "ISR48T1", ["row 3", "twice", "row 2"]),
    ],
)
def test_a_wrong_cell_is_told(
    table: pd.DataFrame, column: str, value: str, said: list[str], tmp_path: Path
) -> None:
    """The message names file, row and column, what is allowed and the nearest word."""
    table.loc[1, column] = value
    with pytest.raises(InputError) as told:
        read(table, tmp_path)
    assert all(part in str(told.value) for part in [*said, "cases.csv"])


@pytest.mark.parametrize(
    ("rename", "said"),
    [
        ({"guarantee_level": "guarantee_levl"}, ["guarantee_levl", "did you mean 'guarantee_level'"]),
        ({"nuclear_defender": "nuclear_defendr"}, ["did you mean 'nuclear_defender'"]),
        ({"stakes": "importance"}, ["required column is missing", "column stakes"]),
        ({"event": "fell"}, ["both 'event' and 'duration_days'", "column event"]),
        ({"line_km": "stakes"}, ["twice", "column stakes"]),
    ],
)
def test_a_wrong_column_is_told(
    table: pd.DataFrame, rename: dict[str, str], said: list[str], tmp_path: Path
) -> None:
    """A slip of a name is not taken for a further column, and a missing one is named."""
    with pytest.raises(InputError) as told:
        read(table.rename(columns=rename), tmp_path)
    assert all(part in str(told.value) for part in [*said, "cases.csv"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no cases"),
        (b"id,conflict\n", "no cases"),
        (b"\xff\xfe\x00id", "UTF-8"),
        (b"id,conflict\na,b,c\n", "more cells"),
    ],
)
def test_what_is_no_table_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    """Empty files, other encodings and ragged rows are errors of input."""
    (tmp_path / "cases.csv").write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_cases(tmp_path / "cases.csv")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is an error of input."""
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(InputError, match="cannot read the cases"):
            read_cases(path)
