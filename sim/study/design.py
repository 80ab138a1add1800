"""Designs: the points at which every arm is run, and the table of arms by points."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from sim.scenario.errors import InputError
from sim.scenario.files import Arm
from sim.scenario.scenario import Scenario, split

#: Values by dotted path.
Point = Mapping[str, Any]
#: Same in every arm and at every point, or the arms could not be compared.
HORIZON = "horizon.years"


@dataclass(frozen=True)
class Cell:
    """One arm at one point: what is run ``runs`` times."""

    regime: str
    point: int
    values: Point
    scenario: Scenario

    @property
    def id(self) -> str:
        """Hash of the resolved scenario."""
        return self.scenario.hash


def grid(axes: Mapping[str, Any], file: Path | None = None) -> tuple[Point, ...]:
    """Every combination of the values of some paths; the last path varies fastest.

    Raises
    ------
    InputError
        Unknown path, an axis that is not a list of values, or a value given twice.
    """
    for path, values in axes.items():
        where = f"design.grid.{path}"
        _axis(path, file)
        if not isinstance(values, list) or not values or any(isinstance(v, list | dict) for v in values):
            raise InputError("wrong type", where=where, file=file, value=values, allowed="a list of values")
        if len({repr(v) for v in values}) < len(values):
            raise InputError("a value stands twice", where=where, file=file, value=values)
    return tuple(dict(zip(axes, values, strict=True)) for values in product(*axes.values()))


def read_table(file: Path) -> tuple[Point, ...]:
    """The points of a CSV file: a header of dotted paths, then a row a point.

    Raises
    ------
    InputError
        No such file, no rows, an unknown path, an empty cell or a row of another length.
    """
    try:
        with file.open(newline="", encoding="utf-8-sig") as stream:
            rows = [row for row in csv.reader(stream) if row]
    except FileNotFoundError:
        near = sorted(p.name for p in file.parent.glob("*.csv")) if file.parent.is_dir() else []
        raise InputError(
            f"no such file in {file.parent}", where="design.table", value=file.name, names=near
        ) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read ({error})", where="design.table", value=str(file)) from None
    if len(rows) < 2:
        raise InputError("no points", file=file, allowed="a header of dotted paths and a row a point")
    header = [name.strip() for name in rows[0]]
    for name in header:
        if header.count(name) > 1:
            raise InputError("a column stands twice", file=file, value=name)
        _axis(name, file)
    points = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header) or not all(cell.strip() for cell in row):
            allowed = f"{len(header)} values, none empty"
            raise InputError(f"row {number} is not complete", file=file, value=",".join(row), allowed=allowed)
        points.append({name: _cell(cell, file, number) for name, cell in zip(header, row, strict=True)})
    return tuple(points)


def cross(
    base: Scenario, arms: Sequence[Arm], points: Sequence[Point], overrides: Mapping[str, Any]
) -> tuple[Cell, ...]:
    """Every arm at every point, resolved: the base, then the arm, then the point, then the overrides.

    Raises
    ------
    InputError
        A value that no scenario takes, or an arm or point that changes the horizon.
    """
    cells = []
    for chosen in arms:
        if HORIZON in chosen.values:
            raise InputError(
                "the horizon is the same in every arm; set horizon_years", where=f"arms.{chosen.name}"
            )
        try:
            start = base.with_values(chosen.values)
        except InputError as error:
            raise InputError(f"in arm {chosen.name!r}: {error}") from None
        for number, point in enumerate(points):
            changes = {**point, **overrides}
            cells.append(Cell(chosen.name, number, point, start.with_values(changes) if changes else start))
    return tuple(cells)


def table(cells: Sequence[Cell], columns: Sequence[str]) -> pd.DataFrame:
    """A row a cell: ``id`` (hash of the scenario), ``regime``, ``point`` and the design's columns."""
    rows = [
        {
            "id": c.id,
            "regime": c.regime,
            "point": c.point,
            **{path: c.scenario.value(path) for path in columns},
        }
        for c in cells
    ]
    return pd.DataFrame(rows)


def _axis(path: Any, file: Path | None) -> None:
    if not isinstance(path, str):
        raise InputError("wrong type", where="design", file=file, value=path, allowed="a dotted path")
    split(path, file=file)
    if path == HORIZON:
        raise InputError("the horizon is the same at every point; set horizon_years", where=path, file=file)


def _cell(text: str, file: Path, number: int) -> Any:
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError:
        value = None
    if isinstance(value, list | dict) or value is None:
        raise InputError(f"row {number} holds something else than a value", file=file, value=text)
    return value
