"""Precision: how many runs make an interval as narrow as asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

from sim.scenario.errors import InputError
from sim.study.checks import known_keys

KEYS = ("survival_at_years", "half_width", "most_runs")
CONFIDENCE = 0.95
#: A batch is at most so many times what was there: the first estimates are rough.
GROWTH = 4.0


@dataclass(frozen=True)
class Precision:
    """Runs are added, to all arms of a point together, until survival is known as well as asked in each of them.

    Attributes
    ----------
    survival_at_years : when, years since the ceasefire was signed.
    half_width : of the 95 % interval, as a share.
    most_runs : an arm and point are given no more.
    """

    survival_at_years: float
    half_width: float
    most_runs: int = 1_000_000

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @property
    def worst(self) -> int:
        """Runs an arm that are enough whatever the survival, if every road leads to a ceasefire."""
        z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
        return min(ceil(0.25 * (z / self.half_width) ** 2), self.most_runs)

    def next(self, targets: np.ndarray, stood: np.ndarray, came: np.ndarray, size: int) -> np.ndarray:
        """Runs wanted at each point, from those that are there.

        Parameters
        ----------
        targets : runs so far, shape (points,).
        stood, came : ceasefires that stood so long, and all that came about; shape (arms, points).
        size : batches end at a multiple of it where they can.

        Returns
        -------
        numpy.ndarray
            As ``targets``; the same where the interval is narrow enough in every arm, or no more may be run.
        """
        widths = half_width(stood, came)
        # Without a single ceasefire nothing is known, and more runs of the kind may never tell.
        worst = np.where(came > 0, widths, 0.0).max(axis=0)
        factor = np.clip((worst / self.half_width) ** 2, 1.0, GROWTH)
        wanted = np.ceil(np.ceil(targets * factor) / size) * size
        wanted = np.minimum(np.maximum(wanted, targets), np.maximum(self.most_runs, targets))
        return np.where(worst > self.half_width, wanted, targets).astype(np.int64)


def half_width(stood: np.ndarray, came: np.ndarray) -> np.ndarray:
    """Half of the interval of survival, as the summary gives it for runs that were all watched so long.

    Parameters
    ----------
    stood, came : ceasefires that stood, of those that came about; any shape.
    """
    from sim.numerics.intervals import log_log  # SciPy takes a second to import, and few studies need it

    runs = np.maximum(came, 1).astype(float)
    share = stood / runs
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = log_log(share, (1.0 - share) / (runs * share), CONFIDENCE)
    none = 1.0 - ((1 - CONFIDENCE) / 2) ** (1.0 / runs)
    width = np.where((stood <= 0) | (stood >= came), none, high - low)
    return np.asarray(np.where(came > 0, width / 2, np.nan))


def read_precision(value: Any, horizon_years: float, file: Path | None = None) -> Precision | None:
    """The ``precision`` entry of a study.

    Raises
    ------
    InputError
        Not a mapping, an unknown or missing key, or a value out of range.
    """
    if value is None:
        return None
    if not isinstance(value, Mapping):
        allowed = "a mapping with survival_at_years and half_width"
        raise InputError("wrong type", where="precision", file=file, value=value, allowed=allowed)
    known_keys(value, KEYS, "precision", file)
    for key in KEYS[:2]:
        if key not in value:
            raise InputError(
                "a precision needs this key", where=f"precision.{key}", file=file, allowed=", ".join(KEYS)
            )
    years = _number(value, "survival_at_years", 0.0, horizon_years, file)
    width = _number(value, "half_width", 0.0005, 0.25, file)
    most = value.get("most_runs", Precision.most_runs)
    if isinstance(most, bool) or not isinstance(most, int) or not 2 <= most <= 2**31:
        raise InputError(
            "wrong value", where="precision.most_runs", file=file, value=most, allowed="2 to 2147483648"
        )
    return Precision(years, width, most)


def _number(value: Mapping[str, Any], key: str, least: float, most: float, file: Path | None) -> float:
    found = value[key]
    where = f"precision.{key}"
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise InputError("wrong type", where=where, file=file, value=found, allowed="a number")
    if not least < found <= most:
        allowed = f"above {least:g}, up to {most:g}"
        raise InputError("value out of range", where=where, file=file, value=found, allowed=allowed)
    return float(found)
