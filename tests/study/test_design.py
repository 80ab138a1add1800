"""Designs: the points they make, and the order in which settings win."""

from pathlib import Path

import pytest

from sim.scenario.errors import InputError
from sim.scenario.files import Arm, load
from sim.study.crossing import Crossing
from sim.study.design import Points, grid, read_table

COVERAGE, RELIEF = "monitoring.coverage", "sanctions.relief"


def test_a_grid_is_every_combination_last_path_fastest() -> None:
    """Two axes of two and three values give six points in reading order."""
    points = grid({COVERAGE: [0.2, 0.8], RELIEF: [0, 0.5, 1]})
    assert [tuple(point.values()) for point in points] == [
        *((0.2, 0), (0.2, 0.5), (0.2, 1)),
        *((0.8, 0), (0.8, 0.5), (0.8, 1)),
    ]


def test_a_table_is_a_row_a_point(tmp_path: Path) -> None:
    """Cells of a CSV file are numbers or words, in the order of its rows; a byte-order mark is skipped."""
    file = tmp_path / "points.csv"
    file.write_text(f"\ufeff{COVERAGE}, sanctions.snapback\n0.2,none\n0.8,automatic\n\n")
    assert list(read_table(file)) == [
        {COVERAGE: 0.2, "sanctions.snapback": "none"},
        {COVERAGE: 0.8, "sanctions.snapback": "automatic"},
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no points"),
        (f"{COVERAGE}\n", "no points"),
        (f"{COVERAGE},{RELIEF}\n0.2\n", "row 2 is not complete"),
        (f"{COVERAGE},{RELIEF}\n0.2,\n", "row 2 is not complete"),
        (f"{COVERAGE},{COVERAGE}\n0.2,0.3\n", "a column stands twice"),
        ("monitoring.cover\n0.2\n", "unknown parameter at monitoring.cover.*did you mean"),
        (f'{COVERAGE}\n"[1, 2]"\n', "something else than a value"),
    ],
)
def test_each_fault_of_a_table_is_named(text: str, message: str, tmp_path: Path) -> None:
    """A table without points, with holes, doubles or unknown columns raises InputError."""
    file = tmp_path / "points.csv"
    file.write_text(text)
    with pytest.raises(InputError, match=message):
        read_table(file)


def test_a_missing_table_suggests_its_neighbour(tmp_path: Path) -> None:
    """A table that does not exist is answered with the nearest CSV file beside it."""
    (tmp_path / "points.csv").write_text(f"{COVERAGE}\n0.2\n")
    with pytest.raises(InputError, match=r"did you mean 'points.csv'"):
        read_table(tmp_path / "point.csv")


def test_point_beats_arm_and_override_beats_both() -> None:
    """A path set by arm, point and override has the override's value; set by arm and point, the point's."""
    arm = Arm("watched", "custom", values={COVERAGE: 0.9, RELIEF: 0.9})
    points = Points.of([{COVERAGE: 0.1, RELIEF: 0.1}])
    (cell,) = Crossing(load("baseline.yaml"), [arm], points, {RELIEF: 0.4})
    assert (cell.scenario.monitoring.coverage, cell.scenario.sanctions.relief) == (0.1, 0.4)


def test_the_table_names_every_cell_by_its_scenario() -> None:
    """A row a cell, arm by arm, with the hash of the resolved scenario as its id."""
    arms = [Arm("a", "custom"), Arm("b", "custom", values={RELIEF: 0.8})]
    rows = Crossing(load("baseline.yaml"), arms, grid({COVERAGE: [0.2, 0.8]}), {}).table()
    assert rows.columns.tolist() == ["id", "regime", "point", COVERAGE]
    assert rows["regime"].tolist() == ["a", "a", "b", "b"]
    assert rows["point"].tolist() == [0, 1, 0, 1]
    assert rows.loc[3, "id"] == load("baseline.yaml", {RELIEF: 0.8, COVERAGE: 0.8}).hash
