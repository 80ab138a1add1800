"""Designs: the points at which every arm is run."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, overload

import pandas as pd
import yaml

from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario, split

#: Values by dotted path.
Point = Mapping[str, Any]
#: Same in every arm and at every point, or the arms could not be compared.
HORIZON = "horizon.years"


class Points(Sequence[Point]):
    """The points of a design: a sequence of mappings, kept by column so that a million of them stay small.

    Attributes
    ----------
    columns : values by dotted path, one list a path, all of one length; empty for the one point without values.
    """

    def __init__(self, columns: Mapping[str, Sequence[Any]] | None = None) -> None:
        self.columns = {path: list(values) for path, values in (columns or {}).items()}
        if len({len(values) for values in self.columns.values()}) > 1:
            raise ValueError("columns of a design must be of one length")

    @classmethod
    def of(cls, points: Sequence[Point] | pd.DataFrame) -> Points:
        """Points from mappings that have the same paths each, or from the columns of a frame."""
        if isinstance(points, Points):
            return points
        if isinstance(points, pd.DataFrame):
            return cls({str(name): points[name].tolist() for name in points})
        return cls({path: [point[path] for point in points] for path in (points[0] if len(points) else ())})

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()))) if self.columns else 1

    @overload
    def __getitem__(self, number: int) -> Point: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Point]: ...
    def __getitem__(self, number: int | slice) -> Point | Sequence[Point]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return {path: values[number] for path, values in self.columns.items()}

    def __iter__(self) -> Iterator[Point]:
        return (self[number] for number in range(len(self)))

    def __repr__(self) -> str:
        shown = ", ".join(str(point) for point in self[:3])
        return f"Points({shown}{', ...' if len(self) > 3 else ''}; {len(self):,} in all)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self.columns))

    def check(self, base: Scenario) -> None:
        """Refuse a value that no scenario takes.

        Raises
        ------
        InputError
            Naming the path, the value and what is allowed.
        """
        for path, values in self.columns.items():
            kinds = {type(v) for v in values}
            # Numbers are checked at both ends of their range, which holds for what lies between.
            some = {min(values), max(values)} if kinds == {float} else dict.fromkeys(values)
            for value in some:
                base.with_values({path: value})


def grid(axes: Mapping[str, Any], file: Path | None = None) -> Points:
    """Every combination of the values of some paths; the last path varies fastest.

    Raises
    ------
    InputError
        Unknown path, an axis that is not a list of values, or a value given twice.
    """
    for path, values in axes.items():
        where = f"design.grid.{path}"
        check_axis(path, file)
        if not isinstance(values, list) or not values or any(isinstance(v, list | dict) for v in values):
            raise InputError("wrong type", where=where, file=file, value=values, allowed="a list of values")
        if len({repr(v) for v in values}) < len(values):
            raise InputError("a value stands twice", where=where, file=file, value=values)
    combined = list(product(*axes.values()))
    return Points({path: [values[n] for values in combined] for n, path in enumerate(axes)})


def read_table(file: Path) -> Points:
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
        check_axis(name, file)
    columns: dict[str, list[Any]] = {name: [] for name in header}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header) or not all(cell.strip() for cell in row):
            allowed = f"{len(header)} values, none empty"
            raise InputError(f"row {number} is not complete", file=file, value=",".join(row), allowed=allowed)
        for name, cell in zip(header, row, strict=True):
            columns[name].append(_cell(cell, file, number))
    return Points(columns)


def check_axis(path: Any, file: Path | None, where: str = "design") -> None:
    """Refuse what is no parameter, or the horizon, which is one for the whole study."""
    if not isinstance(path, str):
        raise InputError("wrong type", where=where, file=file, value=path, allowed="a dotted path")
    split(path, file=file)
    if path == HORIZON:
        raise InputError("the horizon is the same at every point; set horizon_years", where=path, file=file)


def _cell(text: str, file: Path, number: int) -> Any:
    value = _read(text)
    if isinstance(value, list | dict) or value is None:
        raise InputError(f"row {number} holds something else than a value", file=file, value=text)
    return value


@lru_cache(maxsize=65536)  # tables repeat themselves, and YAML is slow
def _read(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None
