"""Samples: designs whose points are drawn from ranges, read strictly and drawn the same every time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd

from sim.scenario.errors import InputError
from sim.study import cube
from sim.study.checks import known_keys, whole
from sim.study.design import HORIZON
from sim.study.ranges import Range, every, read_ranges

Method = Literal["lhs", "sobol", "morris", "saltelli"]
METHODS: tuple[Method, ...] = get_args(Method)
WHERE = "design.sample"
#: What a sample over all parameters leaves alone: what every run of a study shares, and how finely it is cut.
SHARED = frozenset({HORIZON, "horizon.capitals", "line.sector_miles", "road.begins"})
#: Keys of a sample, and the methods that take each.
KEYS: dict[str, tuple[Method, ...]] = {
    "method": METHODS,
    "points": METHODS,
    "over": METHODS,
    "seed": METHODS,
    "trajectories": ("morris",),
    "levels": ("morris",),
    "second_order": ("saltelli",),
}
#: Most points of a design, and most values in one (4 GB, and two to three times that while drawn).
MOST_POINTS, MOST_VALUES = 2**24, 500_000_000
#: Most levels of a Morris grid; beyond, moves are half the range however fine the grid.
MOST_LEVELS = 1000


@dataclass(frozen=True)
class Sample:
    """A checked sample, not yet drawn; to make one from a study file, see :func:`read_sample`.

    Methods that take ``excluded`` (dotted paths that the arms or an override set) heed it only where ``over`` is
    all: what a study names is varied.

    Parameters
    ----------
    method : ``"lhs"``, ``"sobol"``, ``"morris"`` or ``"saltelli"``.
    over : what is varied; None is everything that :func:`sim.study.ranges.every` finds.
    points : points asked for; of the base sample under ``saltelli``; rounded up to whole trajectories under
        ``morris``; None where ``trajectories`` are given.
    seed : of the design, apart from the study's; 0 to 2**64 - 1.
    trajectories : Morris trajectories, each of as many points as there are columns and one more.
    levels : of the Morris grid, even.
    second_order : cross-sample both ways, for indices of pairs (``saltelli``).
    """

    method: Method
    over: tuple[Range, ...] | None
    points: int | None
    seed: int = 1
    trajectories: int | None = None
    levels: int = 4
    second_order: bool = False

    def ranges(self, excluded: Collection[str] = ()) -> tuple[Range, ...]:
        """What is varied, column by column.

        Raises
        ------
        InputError
            Over all, and nothing is left.
        """
        return every(excluded) if self.over is None else self.over

    def columns(self, excluded: Collection[str] = ()) -> tuple[str, ...]:
        """The dotted paths that are varied, in the order of the columns."""
        return tuple(r.path for r in self.ranges(excluded))

    def size(self, excluded: Collection[str] = (), file: Path | None = None) -> int:
        """Points of the design, each of which every arm is run at; ``file`` is for messages.

        Raises
        ------
        InputError
            More points than :data:`MOST_POINTS`, or more values than :data:`MOST_VALUES`.
        """
        axes = len(self.ranges(excluded))
        if self.method == "morris":
            points = self._trajectories(axes) * (axes + 1)
        elif self.method == "saltelli":
            points = (self.points or 0) * cube.block_of(axes, self.second_order)
        else:
            points = self.points or 0
        if points > MOST_POINTS or points * axes > MOST_VALUES:
            raise InputError(
                f"a design of {points:,} points over {axes:,} parameter{'s' if axes > 1 else ''} is too large",
                where=f"{WHERE}.{'points' if self.points else 'trajectories'}",
                file=file,
                value=self.points or self.trajectories,
                allowed=f"at most {MOST_POINTS:,} points and {MOST_VALUES:,} values",
            )
        return points

    def draw(self, excluded: Collection[str] = ()) -> pd.DataFrame:
        """The points: a row each, a column a path (float64, int64, bool or, for a choice, object).

        One sample is one set of values, whatever was drawn before, with the same releases of the libraries.

        Raises
        ------
        InputError
            A design that is too large or has nothing to vary, or Morris without SALib.
        """
        ranges, points = self.ranges(excluded), self.size(excluded)
        axes = len(ranges)
        if self.method == "morris":
            unit = cube.morris(self._trajectories(axes), axes, self.seed, levels=self.levels)
            columns = {r.path: r.nearest(unit[:, i]) for i, r in enumerate(ranges)}
        else:
            if self.method == "saltelli":
                unit = cube.saltelli(self.points or 0, axes, self.seed, second_order=self.second_order)
            else:
                unit = (cube.lhs if self.method == "lhs" else cube.sobol)(points, axes, self.seed)
            columns = {r.path: r.spread(unit[:, i]) for i, r in enumerate(ranges)}
        return pd.DataFrame(columns, copy=False)

    def about(self, excluded: Collection[str] = ()) -> dict[str, Any]:
        """The sample as a study file would give it, with every range written out; fit for JSON.

        Reading it again draws the same points, also when declarations of ranges have changed since.
        """
        ranges = self.ranges(excluded)
        told: dict[str, Any] = {"method": self.method}
        if self.method == "morris":
            told |= {"trajectories": self._trajectories(len(ranges)), "levels": self.levels}
        else:
            told["points"] = self.points
        if self.method == "saltelli":
            told["second_order"] = self.second_order
        return told | {"seed": self.seed, "over": {r.path: r.as_given() for r in ranges}}

    @property
    def notice(self) -> str | None:
        """What is worth telling before the design is run: a Sobol' sample that is out of balance."""
        n = self.points
        if self.method not in ("sobol", "saltelli") or n is None or n & (n - 1) == 0:
            return None
        below = 1 << (n.bit_length() - 1)
        return f"Sobol' samples are balanced for powers of two: {below} or {2 * below} points rather than {n}"

    def _trajectories(self, axes: int) -> int:
        return self.trajectories or -(-(self.points or 0) // (axes + 1))


def read_sample(value: Any, file: Path | None = None) -> Sample:
    """The sample that a study file's ``design.sample`` describes.

    Parameters
    ----------
    value : a mapping of ``method``, ``points`` (or, under ``morris``, ``trajectories``), ``over`` (see
        :func:`sim.study.ranges.read_ranges`) and, if wanted, ``seed``, ``levels`` (``morris``) and
        ``second_order`` (``saltelli``).
    file : the study file, for messages.

    Raises
    ------
    InputError
        A key that is missing, unknown or not for this method; a value of another type or out of range.
    """
    if not isinstance(value, Mapping):
        raise InputError(
            "wrong type",
            where=WHERE,
            file=file,
            value=value,
            allowed="a mapping with method, points and over",
        )
    known_keys(value, KEYS, WHERE, file)
    for key in ("method", "over"):
        if key not in value:
            raise InputError("a sample needs this key", where=f"{WHERE}.{key}", file=file)
    method = value["method"]
    if method not in METHODS:
        raise InputError(
            "unknown method",
            where=f"{WHERE}.method",
            file=file,
            value=method,
            allowed=", ".join(METHODS),
            names=METHODS,
        )
    for key in value:
        if method not in KEYS[key]:
            raise InputError(
                f"method {method} does not take this key",
                where=f"{WHERE}.{key}",
                file=file,
                value=value[key],
                allowed=f"with {' and '.join(KEYS[key])} only",
            )
    counts = [key for key in ("points", "trajectories") if key in value]
    if len(counts) != 1:
        allowed = "either points or trajectories" if method == "morris" else "a whole number"
        problem = "one of two keys too many" if counts else "a sample needs this key"
        raise InputError(problem, where=f"{WHERE}.points", file=file, allowed=allowed)
    second_order = value.get("second_order", False)
    if not isinstance(second_order, bool):
        where = f"{WHERE}.second_order"
        raise InputError("wrong type", where=where, file=file, value=second_order, allowed="true or false")
    levels = _whole(value, "levels", 2, MOST_LEVELS, file, 4)
    if levels % 2:
        raise InputError(
            "value out of range", where=f"{WHERE}.levels", file=file, value=levels, allowed="an even number"
        )
    sample = Sample(
        method=method,
        over=read_ranges(value["over"], file),
        points=_whole(value, "points", 1, MOST_POINTS, file) if "points" in value else None,
        seed=_whole(value, "seed", 0, 2**64 - 1, file, 1),
        trajectories=_whole(value, "trajectories", 1, MOST_POINTS, file) if "trajectories" in value else None,
        levels=levels,
        second_order=second_order,
    )
    if sample.over is not None:
        sample.size(file=file)
    return sample


def rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each point of a drawn sample by dotted path, in plain float, int, bool and str."""
    for values in zip(*(frame[path] for path in frame.columns), strict=True):
        yield dict(zip(frame.columns, values, strict=True))


def _whole(
    given: Mapping[str, Any], key: str, least: int, most: int, file: Path | None, otherwise: int | None = None
) -> int:
    return whole(f"{WHERE}.{key}", given.get(key, otherwise), least, most, file)
