"""A study with another design: the same arms under the same shocks, at points that a sample draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from sim.scenario.errors import InputError
from sim.study import learnt
from sim.study.design import Points
from sim.study.sample import SHARED, read_sample
from sim.study.study import Study
from sim.study.uncertainty import FOLDER, POINTS, POSTERIOR, WHERE, Uncertainty, assumed


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
    read, fixed = read_sample(sample), _fixed(study)
    read.size(fixed)
    design = {"kind": "sample", **read.about(fixed)}
    return _at(study, Points.of(read.draw(fixed)), design, runs, name or study.name)


def over_uncertainty(study: Study) -> Study | None:
    """The same arms over what is not known; None where nothing is said of that, or an override settles all of it.

    The study's own points are left aside, and parameters that an override sets are not varied. Nor are learnt constants
    that an arm sets: the design names them.

    Raises
    ------
    InputError
        As :func:`sampled`, or an arm that sets a parameter that is to be varied over a range.
    """
    unknown = study.uncertainty
    if unknown is None:
        return None
    overrides = {**unknown.values, **study.overrides}
    again = replace(
        study,
        scenario=study.scenario.with_values(overrides),
        overrides=overrides,
        engine="batch",
        agents={},
    )
    name = f"{study.name}-{FOLDER}"
    if unknown.sample["method"] == POSTERIOR:
        return _over_draws(again, unknown, name)
    sample = _left(study, unknown.sample)
    return sampled(again, sample, unknown.runs, name) if sample else None


def _left(study: Study, sample: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The sample without what an override sets; None where nothing is left."""
    ranges = read_sample(sample).over
    if ranges is None:
        return sample
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
    return {**sample, "over": left} if left else None


def _over_draws(study: Study, unknown: Uncertainty, name: str) -> Study | None:
    """Over draws of the learnt constants and, beside them, a sample of what no case informs."""
    count = unknown.sample.get("points", POINTS)
    beside = _left(study, assumed(unknown.sample)) if "over" in unknown.sample else None
    design: dict[str, Any] = {"kind": POSTERIOR, "method": POSTERIOR, "points": count}
    rest = pd.DataFrame(index=range(count))
    if beside is not None:
        read = read_sample(beside)
        # Over all, learnt constants keep their draws.
        fixed = _fixed(study) | set(learnt.factors())
        rest = read.draw(fixed)
        design["seed"] = read.seed
        assumed_ranges = read.about(fixed)["over"]
    else:
        assumed_ranges = {}
    set_by = {path: f"arm {arm.name}" for arm in study.arms for path in arm.values}
    set_by |= dict.fromkeys(study.overrides, "an override") | dict.fromkeys(rest.columns, "its own range")
    drawn = learnt.about(study.scenario, count, set_by)
    if drawn.empty and rest.empty:
        return None
    ends = {path: [float(drawn[path].min()), float(drawn[path].max())] for path in drawn}
    design |= {
        "learnt": list(drawn.columns),
        "over": {**ends, **assumed_ranges},
        "left_out": {path: set_by[path] for path in learnt.factors() if path in set_by},
        "draws": learnt.fingerprint(),
    }
    points = Points.of(pd.concat([drawn, rest], axis=1))
    return _at(study, points, design, unknown.runs, name)


def _at(study: Study, points: Points, design: Mapping[str, Any], runs: int, name: str) -> Study:
    return replace(
        study,
        name=name,
        points=points,
        design=design,
        runs=runs,
        precision=None,
        series="none",
        uncertainty=None,
    )


def _fixed(study: Study) -> frozenset[str]:
    """What a sample over all parameters leaves alone."""
    return SHARED | set(study.overrides) | {path for each in study.arms for path in each.values}
