"""Uncertainty: the arms of a study run again over draws of what other ceasefires leave open, over a sample of what no
data fix, or both.

It is a study of its own, in a folder within the first one's, and is read like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.scenario.errors import InputError
from sim.study.checks import known_keys, whole
from sim.study.sample import MOST_POINTS, read_sample

WHERE = "uncertainty"
KEYS = ("sample", "runs", "values")
#: Most runs: points are many, and each needs only so many that arms can be told apart.
MOST_RUNS = 100_000
#: Folder of the second study within that of the first.
FOLDER = "uncertainty"
#: The word for draws of the constants that other ceasefires taught (see :mod:`sim.study.learnt`), its keys, and how
#: many points and runs it stands for by itself.
POSTERIOR = "posterior"
POSTERIOR_KEYS = ("method", "points", "over", "seed")
POINTS, RUNS = 64, 40
#: Methods whose points fill a space of parameters evenly, so that shares of points mean something.
METHODS = ("lhs", "sobol")


@dataclass(frozen=True)
class Uncertainty:
    """What is not known, as a study file gives it.

    Attributes
    ----------
    sample : as under ``design.sample``: ``method`` (``lhs`` or ``sobol``), ``points``, ``over``; or ``method``
        ``posterior`` with, if wanted, ``points`` and, of what no case informs, ``over`` and ``seed`` of a Latin
        hypercube.
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
    if isinstance(value, str):
        value = {"sample": value, "runs": RUNS}
    if not isinstance(value, Mapping):
        allowed = f"the word {POSTERIOR}, or a mapping with {', '.join(KEYS)}"
        raise InputError("wrong type", where=WHERE, file=file, value=value, allowed=allowed)
    known_keys(value, KEYS, WHERE, file)
    for key in ("sample", "runs"):
        if key not in value:
            raise InputError("this key is missing", where=f"{WHERE}.{key}", file=file)
    sample = _sample(value["sample"], file)
    values = value.get("values") or {}
    if not isinstance(values, Mapping):
        raise InputError(
            "wrong type", where=f"{WHERE}.values", file=file, value=values, allowed="dotted paths and values"
        )
    runs = value["runs"]
    whole(f"{WHERE}.runs", runs, 1, MOST_RUNS, file)
    return Uncertainty(sample, runs, values)


def _sample(value: Any, file: Path | None) -> Mapping[str, Any]:
    where = f"{WHERE}.sample"
    if isinstance(value, str):
        if value != POSTERIOR:
            raise InputError(
                "unknown sample",
                where=where,
                file=file,
                value=value,
                allowed=f"{POSTERIOR}, or a mapping with method, points and over",
                names=(POSTERIOR,),
            )
        return {"method": POSTERIOR}
    if isinstance(value, Mapping) and value.get("method") == POSTERIOR:
        known_keys(value, POSTERIOR_KEYS, where, file)
        whole(f"{where}.points", value.get("points", POINTS), 1, MOST_POINTS, file)
        if "over" in value:
            read_sample(assumed(value), file)
        elif "seed" in value:
            raise InputError(
                "the draws are as they are; a seed is for what is sampled beside them",
                where=f"{where}.seed",
                file=file,
                value=value["seed"],
                allowed="with over only",
            )
        return value
    read = read_sample(value, file)
    if read.method not in METHODS:
        raise InputError(
            "points of this method do not fill a space evenly",
            where=f"{where}.method",
            file=file,
            value=read.method,
            allowed=f"{', '.join(METHODS)} or {POSTERIOR}",
        )
    return value


def assumed(sample: Mapping[str, Any]) -> dict[str, Any]:
    """The sample of what no case informs, beside the draws of a ``posterior`` with ``over``."""
    points = {"points": POINTS, **{key: sample[key] for key in ("points", "over", "seed") if key in sample}}
    return {"method": "lhs", **points}
