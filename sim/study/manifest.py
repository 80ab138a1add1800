"""The manifest of a study's folder: what was asked, of which code, and when."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from sim.scenario.scenario import Scenario
from sim.study import replaced
from sim.study.design import Points
from sim.study.study import Study

#: Version of the store's layout; a folder of another version is refused.
SCHEMA = 2
#: Designs of so many points are listed in the manifest; larger ones only by their hash.
MOST_LISTED = 64
LIBRARIES = ("mesa", "numpy", "numba", "llvmlite", "pandas", "pyarrow", "scipy")


def manifest(study: Study) -> dict[str, Any]:
    """The manifest of a study that is about to run; fit for JSON.

    ``config`` is everything that the outcomes depend on, with its hash; ``runs`` may grow later. Nothing in
    it names the machine or a place on it.
    """
    asked = config(study)
    return {
        "schema": SCHEMA,
        "name": study.name,
        "reference": study.reference,
        "runs": study.runs,
        "asked": study.runs * len(study.cells),
        "precision": study.precision.as_dict() if study.precision else None,
        "design": dict(study.design),
        "columns": list(study.columns),
        "config": asked,
        "config_hash": digest(asked),
        "arms": [
            {"name": a.name, "kind": a.kind, "title": a.title, "precedent": a.precedent, "source": a.source}
            for a in study.arms
        ],
        "code": code(),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "host": {
            "system": platform.system(),
            "machine": platform.machine(),
            "python": platform.python_version(),
            "cores": os.cpu_count(),
        },
        "times": {"begun": now(), "finished": None, "seconds": 0.0},
    }


def config(study: Study) -> dict[str, Any]:
    """What the outcomes of a run depend on, resolved; the number of runs is not part of it."""
    base = study.scenario
    return {
        "seed": study.seed,
        "engine": study.engine,
        "agents": replaced.fingerprints(study.agents, study.folder),
        "horizon_years": study.horizon_years,
        "scenario": study.scenario.as_dict(),
        "arms": {a.name: _resolved(base, a.values) for a in study.arms},
        "points": _points(study),
        "series": study.series,
        "overrides": _resolved(base, study.overrides),
    }


def code() -> dict[str, str]:
    """Version of the project and hash of the sources of its rules."""
    from sim.numerics.rule import sources_hash

    return {"version": _version("ceasefire"), "rules": sources_hash()}


def digest(value: Any) -> str:
    """SHA-256 (hex) of a value's JSON with sorted keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What changed between two configs, one ``path: old -> new`` each."""
    before, after = dict(_flat(old)), dict(_flat(new))
    absent = "(absent)"
    return [
        f"{path}: {before.get(path, absent)} -> {after.get(path, absent)}"
        for path in [*before, *(p for p in after if p not in before)]
        if before.get(path, absent) != after.get(path, absent)
    ]


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def later(begun: str) -> str:
    """The time, or ``begun`` where the clock has been set back since."""
    return max(begun, now())


def _points(study: Study) -> Any:
    """The design's values; of a long design their number and hash, since the store holds the values."""
    if len(study.points) <= MOST_LISTED:
        return [_resolved(study.scenario, point) for point in study.points]
    columns = Points.of(study.points).columns
    # A whole number and the same number with a point are one setting.
    plain = {path: [float(v) if type(v) is int else v for v in values] for path, values in columns.items()}
    return {"count": len(study.points), "paths": list(columns), "hash": digest(plain)[:16]}


def _resolved(base: Scenario, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a scenario holds them, so that 1 and 1.0 for a number are one setting."""
    scenario = base.with_values(values)
    return {path: scenario.value(path) for path in values}


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _flat(inner, f"{path}[{number}]")
    else:
        yield path, value


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
