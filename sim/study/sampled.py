"""A study with another design: the same arms under the same shocks, at points that a sample draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.study.design import Points
from sim.study.reading import SHARED
from sim.study.sample import read_sample
from sim.study.study import Study


def sampled(study: Study, sample: Mapping[str, Any], runs: int, name: str = "") -> Study:
    """The study at the points of a sample, so many runs each, without a precision or weekly series.

    Parameters
    ----------
    study : whose arms, scenario, overrides and seed are taken; its own points are left aside.
    sample : as under ``design.sample`` of a study file.
    runs : per arm and point.
    name : of the new study; the old one's if empty.

    Raises
    ------
    InputError
        A bad sample, or a path in it that an override sets.
    """
    read = read_sample(sample)
    fixed = SHARED | set(study.overrides) | {path for each in study.arms for path in each.values}
    read.size(fixed)
    design = {"kind": "sample", **read.about(fixed)}
    return replace(
        study,
        name=name or study.name,
        points=Points.of(read.draw(fixed)),
        design=design,
        runs=runs,
        precision=None,
        series="none",
    )
