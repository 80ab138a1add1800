"""Odd cells: what each is read as, and that it is told."""

from __future__ import annotations

from math import isnan

import pytest

from sim.analysis.history.record.cells import read_column
from sim.analysis.history.record.columns import FACTS
from sim.scenario.errors import InputError


def read(column: str, *cells: str) -> tuple[list[float | str], list[str]]:
    """The values of a column of some cells, and notes."""
    notes: list[str] = []
    rows = [(number, {column: cell}) for number, cell in enumerate(cells, start=2)]
    return read_column(rows, column, FACTS[column], "cases.csv", notes), notes


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("monitors_n", "1,200", 1200),
        ("monitors_n", "1 200", 1200),
        ("monitors_n", "12,345,678.5", 300_000),
        ("monitors_n", "~300", 300),
        ("monitors_n", "ca. 1,200", 1200),
        ("monitors_n", "500+", 500),
        ("monitors_n", "5-10", 7.5),
        ("monitors_n", "1,000–2,000", 1500),
        ("monitors_n", "1e6", 300_000),
        ("cap_ratio_rev_def", "0,8", 0.8),
        ("cap_ratio_rev_def", "0,800", 0.8),
        ("line_km", "0.5", 1),
        ("line_km", "25000", 20_000),
        ("guarantor_troops_n", "540000", 400_000),
        ("war_outcome", "tie?", "tie"),
        ("war_outcome", "victory_deff", "victory_def"),
        ("guarantor_bias", "neutral?", "neutral"),
    ],
)
def test_what_can_be_read_is_read_and_told(column: str, cell: str, value: float | str) -> None:
    """Approximate numbers, quantities beyond the model and slips of words count for what they mean, with a note."""
    values, notes = read(column, cell)
    assert values == [value]
    assert len(notes) == 1 and f"row 2, column {column}: {cell!r}" in notes[0]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("cap_ratio_rev_def", "0", 0),
        ("cap_ratio_rev_def", "1e6", 1e6),
        ("line_km", "5", 5),
        ("dmz", "True", 1),
        ("joint_commission", "no", 0),
        ("guarantee_level", "1.5", 1.5),
        ("war_outcome", "Victory Def", "victory_def"),
        ("guarantor_bias", "pro-def", "pro_def"),
        ("guarantor", "Łódź – 日本", "Łódź – 日本"),
    ],
)
def test_what_is_only_written_otherwise_needs_no_note(column: str, cell: str, value: float | str) -> None:
    """Other letters of a word, and extremes that the model can hold, are read as they stand."""
    assert read(column, cell) == ([value], [])


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("stakes", "high"),
        ("line_km", "0"),
        ("line_km", "inf"),
        ("monitors_n", "none"),
        ("dmz_width_km", "1990-01-01"),
        ("war_outcome", "stalemate"),
        ("war_outcome", "victory_ref"),
        ("guarantor_bias", "mixed"),
    ],
)
def test_one_cell_that_cannot_be_read_is_unknown_and_told(column: str, cell: str) -> None:
    """The rest of the column stands, and a note says what stood where."""
    usual = "tie" if column == "war_outcome" else "neutral" if column == "guarantor_bias" else "2"
    values, notes = read(column, usual, cell, usual)
    assert values[0] == values[2] and values[0] in (usual, 2.0)
    assert values[1] == "" or isnan(float(values[1]))
    assert len(notes) == 1 and f"row 3, column {column}: {cell!r}" in notes[0]


@pytest.mark.parametrize(("column", "cell"), [("stakes", "high"), ("war_outcome", "1")])
def test_a_column_in_another_code_is_refused(column: str, cell: str) -> None:
    """When most cells cannot be read, it is not one odd cell but another code; the first is named."""
    assert len(read(column, cell, "", "")[1]) == 1
    with pytest.raises(InputError, match=f"most of column {column}.*row 2") as told:
        read(column, cell, cell, "")
    assert "allowed" in str(told.value)


@pytest.mark.parametrize(
    ("column", "cell"), [("guarantee_level", "4"), ("stakes", "0"), ("monitors_n", "-3"), ("dmz", "0-5")]
)
def test_a_number_that_is_impossible_is_refused(column: str, cell: str) -> None:
    """Off a scale, or below nothing, there is no value to take: one message with row and column."""
    with pytest.raises(InputError, match=f"row 2, column {column}"):
        read(column, cell)
