"""Uncertainty: the arms of a study run again over a sample of the parameters that no data fix.

It is a study of its own, in a folder within the first one's, and is read like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.scenario.errors import InputError
from sim.study.checks import known_keys, whole
from sim.study.sample import read_sample

WHERE = "uncertainty"
KEYS = ("sample", "runs", "values")
#: Most runs: points are many, and each needs only so many that arms can be told apart.
MOST_RUNS = 100_000
#: Folder of the second study within that of the first.
FOLDER = "uncertainty"
#: Methods whose points fill a space of parameters evenly, so that shares of points mean something.
METHODS = ("lhs", "sobol")


@dataclass(frozen=True)
class Uncertainty:
    """What is not known, as a study file gives it.

    Attributes
    ----------
    sample : as under ``design.sample``: ``method`` (``lhs`` or ``sobol``), ``points``, ``over``.
    runs : per arm and point.
    values : by dotted path, in every arm and at every point, such as a coarser line.
    """

    sample: Mapping[str, Any]
    runs: int
    values: Mapping[str, Any] = field(default_factory=dict)


def read_uncertainty(value: Any, file: Path | None = None) -> Uncertainty | None:
    """What a study file says under ``uncertainty``.

    Raises
    ------
    InputError
        An unknown key, one that is missing, a bad sample, or a method that does not fill the space.
    """
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise InputError(
            "wrong type", where=WHERE, file=file, value=value, allowed=f"a mapping with {', '.join(KEYS)}"
        )
    known_keys(value, KEYS, WHERE, file)
    for key in ("sample", "runs"):
        if key not in value:
            raise InputError("this key is missing", where=f"{WHERE}.{key}", file=file)
    read = read_sample(value["sample"], file)
    if read.method not in METHODS:
        raise InputError(
            "points of this method do not fill a space evenly",
            where=f"{WHERE}.sample.method",
            file=file,
            value=read.method,
            allowed=" or ".join(METHODS),
        )
    values = value.get("values") or {}
    if not isinstance(values, Mapping):
        raise InputError(
            "wrong type", where=f"{WHERE}.values", file=file, value=values, allowed="dotted paths and values"
        )
    runs = value["runs"]
    whole(f"{WHERE}.runs", runs, 1, MOST_RUNS, file)
    return Uncertainty(value["sample"], runs, values)
