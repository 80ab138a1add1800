"""Cases from files: what is read as a fact, what never is, and what is told of a wrong file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sim.analysis.history.record.cases import FIRST_DAY, Cases, read_cases
from sim.analysis.history.record.columns import FACTS, OUTCOMES, REMARKS
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
    needed = table[["id", "dmz", "withdrawal", "guarantee_level", "joint_commission"]]
    needed = needed.join(table[["war_outcome", "cap_ratio_rev_def", "stakes"]])
    cases = read(needed, tmp_path)
    assert list(cases.facts) == list(FACTS)
    assert cases.facts["nuclear_defender"].isna().all() and (cases.facts["guarantor_bias"] == "").all()
    assert cases.outcomes is None and list(cases.labels["conflict"]) == list(table["id"])
    assert len(cases.notes) == 1 and "line_km" in cases.notes[0] and "stakes" not in cases.notes[0]
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


@pytest.mark.parametrize("column", ["event", "duration_days"])
def test_half_an_outcome_is_told_and_not_scored(table: pd.DataFrame, column: str, tmp_path: Path) -> None:
    """A case with days or event alone, and no dates, is predicted, and named as not scored; the others are."""
    table.loc[1, [column, "end_or_censor_date", "end_date"]] = ""
    cases = read(table, tmp_path)
    assert len(cases) == 60 and list(cases.known.index) == [i for i in cases.ids if i != cases.ids[1]]
    assert len(cases.notes) == 1 and cases.ids[1] in cases.notes[0] and "not scored" in cases.notes[0]


@pytest.mark.parametrize("absent", [True, False])
def test_dates_stand_in_for_days(table: pd.DataFrame, absent: bool, tmp_path: Path) -> None:
    """Without durations, or with them blank, outcomes are those of the record, whose days are of its dates."""
    other = table.drop(columns="duration_days") if absent else table.assign(duration_days="")
    cases = read(other, tmp_path)
    assert_frame_equal(cases.known, read_cases(RECORD).known)
    assert len(cases.notes) == 1 and "dates" in cases.notes[0]


@pytest.mark.parametrize(
    "dates", [("1950-02-30", "1951-01-01"), ("1951-01-01", "1950-01-01"), ("1950", "1951")]
)
def test_dates_that_do_not_tell_days_give_none(
    table: pd.DataFrame, dates: tuple[str, str], tmp_path: Path
) -> None:
    """Dates that are none, run backwards, or are years alone leave a case without outcome."""
    table.loc[1, ["duration_days", "start_date", "end_or_censor_date"]] = ["", *dates]
    assert len(read(table, tmp_path).known) == 59


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
        ("dmz", "1.5", ["row 3", "column dmz", "'1.5'", "from 0 to 1"]),
        ("cap_ratio_rev_def", "-1", ["column cap_ratio_rev_def", "not below 0"]),
        ("monitors_n", "-3", ["column monitors_n", "from 0 to 300000"]),
        ("event", "0.5", ["column event", "collapsed"]),
        ("event", "2", ["column event", "from 0 to 1"]),
        ("duration_days", "-1", ["column duration_days", "from 0 to 365000"]),
        ("duration_days", "1e9", ["column duration_days", "from 0 to 365000"]),
        ("id", "", ["row 3", "no id"]),
        ("id", "ISR48T1", ["row 3", "twice", "row 2"]),
    ],
)
def test_a_wrong_cell_is_told(
    table: pd.DataFrame, column: str, value: str, said: list[str], tmp_path: Path
) -> None:
    """What is impossible in its column is refused; the message names file, row, column and what is allowed."""
    table.loc[1, column] = value
    with pytest.raises(InputError) as told:
        read(table, tmp_path)
    assert all(part in str(told.value) for part in [*said, "cases.csv"])


def test_outcomes_without_their_event_are_refused(table: pd.DataFrame, tmp_path: Path) -> None:
    """Days without the column that says whether they ended in a collapse cannot be scored."""
    with pytest.raises(InputError, match="both 'event' and 'duration_days' at column event"):
        read(table.drop(columns="event"), tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is an error of input."""
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(InputError, match="cannot read the cases"):
            read_cases(path)
