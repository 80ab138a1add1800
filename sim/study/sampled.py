"""A study with another design: the same arms under the same shocks, at points that a sample draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.scenario.errors import InputError
from sim.study.design import Points
from sim.study.sample import SHARED, read_sample
from sim.study.study import Study
from sim.study.uncertainty import FOLDER, WHERE


def sampled(study: Study, sample: Mapping[str, Any], runs: int, name: str = "") -> Study:
    """The study at the points of a sample, so many runs each, without a precision, weekly series or uncertainty.

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
        uncertainty=None,
    )


def over_uncertainty(study: Study) -> Study | None:
    """The same arms over what is not known; None where nothing is said of that, or an override settles all of it.

    The study's own points are left aside, and parameters that an override sets are not varied.

    Raises
    ------
    InputError
        As :func:`sampled`, or an arm that sets a parameter that is to be varied.
    """
    unknown = study.uncertainty
    if unknown is None:
        return None
    sample = dict(unknown.sample)
    ranges = read_sample(sample).over
    if ranges is not None:
        set_by = {path: arm.name for arm in study.arms for path in arm.values}
        for one in ranges:
            if one.path in set_by:
                raise InputError(
                    f"arm {set_by[one.path]} sets this itself, so that it cannot be varied",
                    where=f"{WHERE}.sample.over",
                    value=one.path,
                    allowed="parameters that no arm sets",
                )
        left = {one.path: one.as_given() for one in ranges if one.path not in study.overrides}
        if not left:
            return None
        sample["over"] = left
    return sampled(
        replace(
            study,
            scenario=study.scenario.with_values({**unknown.values, **study.overrides}),
            overrides={**unknown.values, **study.overrides},
            engine="batch",
            agents={},
        ),
        sample,
        unknown.runs,
        f"{study.name}-{FOLDER}",
    )
