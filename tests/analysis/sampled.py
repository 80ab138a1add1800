"""Made-up sampled studies: designs drawn as a study draws them, with outcomes that a known function gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sim.analysis.sweeps.designed import Designed
from sim.study.sample import read_sample

HORIZON = 10.0
#: Numbers whose ranges serve as axes of the test functions, and two switches.
PATHS = (
    "monitoring.coverage",
    "accountability.penalty",
    "restraint.orders",
    "sanctions.relief",
    "meetings.commission",
    "pullback.long_range",
    "zone.warning_effect",
    "monitoring.jamming",
)
SWITCH = "table.kyiv"


def unit(study: Designed) -> np.ndarray:
    """The points on the unit cube, shape (points, paths)."""
    low = np.array([r.low for r in study.ranges])
    size = np.array([r.high - r.low for r in study.ranges])
    return np.asarray((study.numbers - low) / size)


def planned(sample: Mapping[str, Any], runs: int = 2) -> Designed:
    """A study whose outcomes are still zero."""
    read = read_sample(dict(sample))
    points = read.draw()
    shape = (len(points), runs)
    blank = {arm: np.zeros(shape) for arm in ("none", "other")}
    return Designed(
        "made_up",
        {"kind": "sample", **read.about()},
        read.ranges(),
        points,
        ("none", "other"),
        "none",
        {"none": "No guarantee", "other": "Another"},
        blank,
        {arm: np.ones(shape, bool) for arm in blank},
        HORIZON,
    )


def made_up(
    sample: Mapping[str, Any],
    years: Callable[[np.ndarray], np.ndarray],
    runs: int = 2,
    noise: float = 0.0,
    shared: float = 0.0,
    seed: int = 0,
) -> Designed:
    """A study whose arm ``other`` collapses after so many years; ``none`` always after one year.

    Parameters
    ----------
    years : of the points on the unit cube, shape (points, paths) to (points,); to stay within the horizon.
    noise : sd of what differs from run to run and point to point.
    shared : sd of what a run number has in common at all points.
    """
    study = planned(sample, runs)
    generator = np.random.default_rng(seed)
    days = years(unit(study))[:, None] + np.zeros((1, runs))
    days = (
        days + noise * generator.standard_normal(days.shape) + shared * generator.standard_normal((1, runs))
    )
    study.days["other"][:] = 365.0 * days
    study.days["none"][:] = 365.0
    return study
