"""Ranges: what a sample varies, from where to where, and the way from the unit cube to values and to numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.scenario.errors import InputError
from sim.scenario.parameter import Kind, Parameter
from sim.scenario.scenario import declared
from sim.study.design import HORIZON, check_axis

WHERE = "design.sample.over"
#: The word for every parameter that has a range of its own.
ALL = "all"
FORMS = f"a list of dotted paths, a mapping of dotted paths to ranges, or the word {ALL}"


@dataclass(frozen=True)
class Range:
    """What one parameter is drawn from: numbers and counts ``low`` to ``high``, switches and choices ``options``.

    ``low`` and ``high`` of a switch are 0 and 1; of a choice, 0 and the number of options less one.
    """

    path: str
    kind: Kind
    low: float
    high: float
    options: tuple[bool | str, ...] = ()

    @property
    def size(self) -> int:
        """How many values there are, each as likely as another; 0 for a number, which has no end of them."""
        return 0 if self.kind == "number" else round(self.high - self.low) + 1

    def spread(self, unit: NDArray[np.float64]) -> NDArray[Any]:
        """Values at places of the unit interval; places that are spread evenly give evenly spread values.

        Parameters
        ----------
        unit : shape (n,), each in [0, 1].

        Returns
        -------
        shape (n,): float64 in [low, high] for a number, int64 for a count, bool for a switch, object (words) for
        a choice. The ``size`` values of the last three each have an equal part of the interval.
        """
        if self.kind == "number":
            return self._scaled(unit)
        return self._stepped(np.minimum(np.floor(unit * self.size), self.size - 1))

    def nearest(self, levels: NDArray[np.float64]) -> NDArray[Any]:
        """Values nearest to levels of a grid on the unit interval, both ends included; as :meth:`spread` else.

        A move of more than half the interval always changes the value, which is what Morris trajectories need.
        """
        if self.kind == "number":
            return self._scaled(levels)
        return self._stepped(np.rint(levels * (self.size - 1)))

    def code(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """The values as numbers in [low, high]: as they are, a switch as 0 or 1, a choice by number of option."""
        if self.kind != "choice":
            return values.astype(np.float64)
        return np.array([self.options.index(value) for value in values], dtype=np.float64)

    def as_given(self) -> list[Any]:
        """What a study file would say: ``[low, high]``, or the options."""
        if self.options:
            return list(self.options)
        return [int(self.low), int(self.high)] if self.kind == "count" else [self.low, self.high]

    def _scaled(self, unit: NDArray[np.float64]) -> NDArray[np.float64]:
        # The sum may round to just outside.
        return np.clip(self.low + unit * (self.high - self.low), self.low, self.high)

    def _stepped(self, steps: NDArray[np.float64]) -> NDArray[Any]:
        if self.kind == "count":
            return steps.astype(np.int64) + int(self.low)
        return np.array(self.options, dtype=bool if self.kind == "switch" else object)[steps.astype(np.int64)]


def every(excluded: Collection[str] = ()) -> tuple[Range, ...]:
    """Each declared number, count and switch with its declared range: what the word ``all`` means.

    Left out are choices (they have no order, and are what arms differ in), what has no range (low = high), the
    horizon, which is the same at every point, and ``excluded``.

    Parameters
    ----------
    excluded : dotted paths that something else sets: the arms, an override.

    Raises
    ------
    InputError
        Nothing is left.
    """
    found = tuple(
        _declared_range(p)
        for path, p in declared().items()
        if p.kind != "choice" and path != HORIZON and path not in excluded and _low(p) < _high(p)
    )
    if not found:
        raise InputError("nothing is left to vary", where=WHERE, value=ALL, allowed=FORMS)
    return found


def read_ranges(value: Any, file: Path | None = None) -> tuple[Range, ...] | None:
    """The ranges of a study file's ``over``; None for the word ``all``, which needs to know the arms.

    Parameters
    ----------
    value : a list of dotted paths, each over its declared range (a choice over all its options); a mapping of
        dotted paths to ``[low, high]`` within what is possible, for a switch or a choice to a list of options; or
        ``all``.
    file : the study file, for messages.

    Raises
    ------
    InputError
        Anything else, nothing to vary, an unknown path, a path twice, the horizon, or a range that is empty or
        not possible.
    """
    if value == ALL and isinstance(value, str):
        return None
    if not isinstance(value, list | Mapping):
        names = (ALL,) if isinstance(value, str) else ()
        raise InputError("wrong type", where=WHERE, file=file, value=value, allowed=FORMS, names=names)
    if not value:
        raise InputError("nothing to vary", where=WHERE, file=file, value=value, allowed=FORMS)
    for path in value:
        check_axis(path, file, WHERE)
    if isinstance(value, Mapping):
        return tuple(_own_range(declared()[path], given, file) for path, given in value.items())
    for path in value:
        if value.count(path) > 1:
            raise InputError("a path stands twice", where=WHERE, file=file, value=path)
        found = declared()[path]
        if found.kind != "choice" and not _low(found) < _high(found):
            raise InputError(
                "this has no declared range; give one",
                where=f"{WHERE}.{path}",
                file=file,
                allowed=f"path: [low, high], each {found.allowed}",
            )
    return tuple(_declared_range(declared()[path]) for path in value)


def problem(ranges: Sequence[Range]) -> dict[str, Any]:
    """The ranges as SALib's ``problem``, with the bounds of :func:`coded` values.

    Bounds are low and high of numbers and counts (a count takes every whole number between, both included), 0 and 1
    for a switch, 0 and the number of options less one for a choice, whose order means nothing.

    Returns
    -------
    ``num_vars``, ``names`` (dotted paths) and ``bounds`` (``[low, high]`` each).
    """
    return {
        "num_vars": len(ranges),
        "names": [r.path for r in ranges],
        "bounds": [[float(r.low), float(r.high)] for r in ranges],
    }


def coded(frame: pd.DataFrame, ranges: Sequence[Range]) -> NDArray[np.float64]:
    """A sample's values as numbers, as SALib's analyses want them; see :func:`problem`.

    Parameters
    ----------
    frame : a row a point, with a column of each range's path.

    Returns
    -------
    shape (points, ranges), within the bounds of :func:`problem`.
    """
    return np.column_stack([r.code(frame[r.path].to_numpy()) for r in ranges])


def _low(found: Parameter) -> float:
    return 0.0 if found.low is None else float(found.low)


def _high(found: Parameter) -> float:
    return 0.0 if found.high is None else float(found.high)


def _declared_range(found: Parameter) -> Range:
    if found.kind == "choice":
        return Range(found.path, "choice", 0.0, len(found.options) - 1.0, found.options)
    options = (False, True) if found.kind == "switch" else ()
    return Range(found.path, found.kind, _low(found), _high(found), options)


def _own_range(found: Parameter, given: Any, file: Path | None) -> Range:
    where = f"{WHERE}.{found.path}"
    if found.kind in ("switch", "choice"):
        possible = (False, True) if found.kind == "switch" else found.options
        words = f"two or more of {', '.join(str(o).lower() for o in possible)}"
        if not isinstance(given, list) or len(given) < 2:
            raise InputError("wrong type", where=where, file=file, value=given, allowed=words)
        for option in given:
            # 0 == False, but is no switch.
            if not any(option == o and type(option) is type(o) for o in possible):
                raise InputError(
                    "unknown choice", where=where, file=file, value=option, allowed=words, names=found.options
                )
            if given.count(option) > 1:
                raise InputError("an option stands twice", where=where, file=file, value=option)
        return Range(found.path, found.kind, 0.0, len(given) - 1.0, tuple(given))
    form = f"[low, high], each {found.allowed}"
    types = int if found.kind == "count" else int | float
    if not isinstance(given, list) or len(given) != 2:
        raise InputError("wrong type", where=where, file=file, value=given, allowed=form)
    for end in given:
        if isinstance(end, bool) or not isinstance(end, types):
            raise InputError("wrong type", where=where, file=file, value=given, allowed=form)
        # Not a number is refused here too: it compares with nothing.
        if not (found.least is not None and found.most is not None and found.least <= end <= found.most):
            raise InputError("value out of range", where=where, file=file, value=given, allowed=form)
    if not given[0] < given[1]:
        raise InputError("the range is empty", where=where, file=file, value=given, allowed="low below high")
    return Range(found.path, found.kind, float(given[0]), float(given[1]))
