"""Reading a study: strictly from its file and the files that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.scenario.errors import InputError
from sim.scenario.files import Arm, arm, is_file, load, locate, read_yaml
from sim.scenario.files import names as preset_names
from sim.scenario.scenario import Scenario
from sim.study import replaced
from sim.study.checks import known_keys
from sim.study.design import Points, grid, read_table
from sim.study.precision import read_precision
from sim.study.sample import SHARED, read_sample
from sim.study.sampled import over_uncertainty
from sim.study.study import Study
from sim.study.uncertainty import read_uncertainty

KEYS = (
    "extends",
    "about",
    "name",
    "scenario",
    "arms",
    "design",
    "runs",
    "seed",
    "horizon_years",
    "precision",
    "engine",
    "agents",
    "series",
    "uncertainty",
)
#: Kinds of arms that are files of their own.
ARM_KINDS = ("regimes", "terms", "strategies")
ARM_KEYS = (*ARM_KINDS, "custom", "reference")
#: Runs an arm and point where the file does not say.
RUNS = 1000
#: Kinds of designs.
DESIGNS = ("grid", "sample", "table")


def read_study(
    path: str | Path,
    *,
    runs: int | None = None,
    seed: int | None = None,
    horizon_years: float | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Study:
    """The study of a file, with what the caller changes.

    Files are looked up beside the study, then from the current folder, then among the presets.

    Parameters
    ----------
    path : the study file, or the name of a preset (``guarantees``).
    runs, seed, horizon_years : instead of the file's. Fewer runs than the file's are for a quick look: the arms are not
        run over what is uncertain then.
    overrides : values by dotted path, applied last, to every arm.

    Raises
    ------
    InputError
        For anything wrong in the file, in a file that it names, or in an override.
    """
    file = locate(path)
    if not is_file(file):
        preset = locate(Path("studies") / f"{path}.yaml")
        if not is_file(preset):
            beside = [p.name for p in file.parent.glob("*.yaml")] if file.parent.is_dir() else []
            raise InputError(
                "no such study", value=str(path), names=[*preset_names("studies"), *sorted(beside)]
            )
        file = preset
    content, homes = _layers(file)
    for key in ("name", "scenario", "arms"):
        if key not in content:
            raise InputError("a study needs this key", where=key, file=file, allowed=", ".join(KEYS))
    base = _scenario(content["scenario"], homes["scenario"])
    overrides = dict(overrides or {})
    years = horizon_years if horizon_years is not None else content.get("horizon_years")
    if years is not None:
        base = base.with_values({"horizon.years": years}, file=file)
    base = base.with_values(overrides)
    arms, reference = _arms(content["arms"], homes["arms"])
    fixed = SHARED | set(overrides) | {path for each in arms for path in each.values}
    points, design = _points(content.get("design"), homes.get("design", file), fixed)
    for place in overrides:
        if place in points.columns:
            raise InputError("an override would undo the design, which varies this", where=place)
    uncertainty = read_uncertainty(content.get("uncertainty"), homes.get("uncertainty"))
    try:
        study = Study(
            name=content["name"],
            scenario=base,
            arms=arms,
            reference=reference,
            points=points,
            runs=runs if runs is not None else content.get("runs", RUNS),
            seed=seed if seed is not None else content.get("seed", 1),
            engine=content.get("engine", "batch"),
            overrides=overrides,
            precision=read_precision(content.get("precision"), float(base.horizon.years)),
            series=content.get("series", "none"),
            design=design,
            agents=replaced.check(content.get("agents"), content.get("engine", "batch")),
            folder=homes["agents"].parent if "agents" in homes else file.parent,
            uncertainty=uncertainty,
        )
        if runs is not None and runs < content.get("runs", RUNS):
            study = replace(study, uncertainty=None)
        over_uncertainty(study)
        _ = study.cells, replaced.classes(study.agents, study.folder) if study.agents else None
    except InputError as error:
        raise _named(error, file) from None
    return study


def _named(error: InputError, file: Path) -> InputError:
    """The same fault, with the file that it stands in."""
    error.args = (f"{error} (in {file})",)
    error.file = file
    return error


def _layers(file: Path) -> tuple[dict[str, Any], dict[str, Path]]:
    """Top-level keys of a study and of what it extends, and the file each was taken from."""
    content: dict[str, Any] = {}
    homes: dict[str, Path] = {}
    seen: list[Path] = []
    current: Path | None = file
    while current is not None:
        if current.resolve() in seen:
            circle = " -> ".join(p.name for p in [*seen[seen.index(current.resolve()) :], current.resolve()])
            raise InputError("extends goes round in a circle", file=file, value=circle)
        seen.append(current.resolve())
        layer = read_yaml(current)
        known_keys(layer, KEYS, file=current)
        for key, value in layer.items():
            if key not in content:
                content[key], homes[key] = value, current
        parent = layer.get("extends")
        if parent is not None and not isinstance(parent, str):
            raise InputError("wrong type", where="extends", file=current, value=parent, allowed="a file name")
        current = locate(parent, current.parent) if parent is not None else None
    return content, homes


def _scenario(value: Any, file: Path) -> Scenario:
    if not isinstance(value, str):
        raise InputError("wrong type", where="scenario", file=file, value=value, allowed="a file name")
    found = locate(value, file.parent)
    if not found.is_file():
        near = sorted(p.name for p in found.parent.glob("*.yaml")) if found.parent.is_dir() else []
        raise InputError("no such file", where="scenario", file=file, value=value, names=near)
    return load(found)


def _arms(value: Any, file: Path) -> tuple[tuple[Arm, ...], str]:
    arms: list[Arm] = []
    value = _mapping(value, "arms", file, "a mapping with regimes, terms, strategies or custom")
    known_keys(value, ARM_KEYS, "arms", file)
    for kind in ARM_KINDS:
        names = value.get(kind) or []
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise InputError(
                "wrong type", where=f"arms.{kind}", file=file, value=names, allowed="a list of names"
            )
        arms += [arm(kind, name, file.parent) for name in names]
    for name, values in _mapping(
        value.get("custom") or {}, "arms.custom", file, "name: {path: value}"
    ).items():
        values = _mapping(values or {}, f"arms.custom.{name}", file, "a mapping of dotted paths to values")
        arms.append(Arm(name=str(name), kind="custom", values=values))
    reference = value.get("reference", "")
    if not isinstance(reference, str):
        raise InputError(
            "wrong type", where="arms.reference", file=file, value=reference, allowed="the name of an arm"
        )
    return tuple(arms), reference


def _points(value: Any, file: Path, fixed: frozenset[str] | set[str]) -> tuple[Points, dict[str, Any]]:
    """The design's points, and how they were made; ``fixed`` paths are not drawn by a sample over all."""
    if value is None:
        return Points(), {}
    value = _mapping(value, "design", file, f"a mapping with {', '.join(DESIGNS)}")
    known_keys(value, DESIGNS, "design", file)
    if len(value) != 1:
        raise InputError(
            "a design is one thing", where="design", file=file, allowed=f"one of {', '.join(DESIGNS)}"
        )
    if "grid" in value:
        axes = _mapping(value["grid"], "design.grid", file, "a mapping of dotted paths to lists")
        return grid(axes, file), {"kind": "grid"}
    if "sample" in value:
        sample = read_sample(value["sample"], file)
        sample.size(fixed, file)
        return Points.of(sample.draw(fixed)), {"kind": "sample", **sample.about(fixed)}
    name = value["table"]
    if not isinstance(name, str):
        raise InputError(
            "wrong type", where="design.table", file=file, value=name, allowed="the name of a CSV file"
        )
    return read_table(locate(name, file.parent)), {"kind": "table"}


def _mapping(value: Any, where: str, file: Path, allowed: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError("wrong type", where=where, file=file, value=value, allowed=allowed)
    return value
