"""Peeling: PRIM of the EMA workbench, from points and cases to the boxes of one trajectory."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.analysis.sweeps.box import Box, Limits
from sim.scenario.errors import InputError
from sim.study.ranges import Range

#: Share of a box that a step peels off, and least share of all points in a box.
PEEL, LEAST_MASS = 0.05, 0.05
#: Of a box's cases at least so much must be cases for the library to return it: any.
_ANY = 1e-9


def peel(ranges: Sequence[Range], points: pd.DataFrame, cases: np.ndarray) -> list[Box]:
    """The boxes of one trajectory of peeling and pasting, the whole first.

    Parameters
    ----------
    ranges : what was varied.
    points : values, a row a point.
    cases : what is looked for, shape (points,), boolean; some of both.

    Raises
    ------
    InputError
        The EMA workbench is not installed.

    Source: Friedman & Fisher (1999), Statistics and Computing 9, 123-143; lenient objective and categories as in
    Kwakkel & Jaxa-Rozen (2016), Environmental Modelling & Software 79, 311-321.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about executors that are not used here
            from ema_workbench.analysis.prim import Prim  # an optional extra, and a second to import
    except ImportError:
        raise InputError(
            "the EMA workbench, which finds boxes, is not installed",
            allowed="pip install 'ceasefire[explore]'",
        ) from None
    logging.getLogger("EMA").setLevel(logging.ERROR)
    told = pd.DataFrame({r.path: _told(points[r.path], r) for r in ranges})
    prim = Prim(
        told, cases.astype(int), threshold=_ANY, peel_alpha=PEEL, paste_alpha=PEEL, mass_min=LEAST_MASS
    )
    # It may come back as a whole without restriction: a trajectory of one box.
    return [_box(limits, told, ranges) for limits in prim.find_box().box_lims]


def _told(values: pd.Series, of: Range) -> pd.Series:
    """Values as PRIM tells them apart: float, int, or the place of an option as a word."""
    if of.kind in ("number", "count"):
        return values.astype(float if of.kind == "number" else np.int64)
    return values.map({option: str(number) for number, option in enumerate(of.options)}).astype(object)


def _box(limits: pd.DataFrame, points: pd.DataFrame, ranges: Sequence[Range]) -> Box:
    found: dict[str, Limits] = {}
    for r in ranges:
        if r.path not in limits:
            continue  # a switch that stands the same at every point is left out
        low, high = limits[r.path]
        if r.options:
            kept = frozenset(r.options[int(word)] for word in low)
            if len(kept) < points[r.path].nunique():
                found[r.path] = kept
            continue
        values = points[r.path]
        below, above = low > values.min(), high < values.max()
        if below or above:
            found[r.path] = (float(low) if below else r.low, float(high) if above else r.high)
    return Box(found)
