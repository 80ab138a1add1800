"""A study: which arms are compared, over which points, in how many runs; read strictly from its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from sim.scenario.errors import InputError
from sim.scenario.files import Arm, arm, is_file, load, locate, read_yaml
from sim.scenario.files import names as preset_names
from sim.scenario.scenario import Scenario
from sim.study import replaced
from sim.study.design import Cell, Point, cross, grid, read_table

Engine = Literal["batch", "mesa"]

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
    "engine",
    "agents",
    "series",
)
#: Kinds of arms that are files of their own.
ARM_KINDS = ("regimes", "terms", "strategies")
ARM_KEYS = (*ARM_KINDS, "custom", "reference")
#: Most runs an arm and point: run numbers address draws with 32 bits.
MOST_RUNS = 2**32


@dataclass(frozen=True)
class Study:
    """A checked study; to make one from a file, see :func:`read_study`.

    Parameters
    ----------
    name : letters, digits, ``_``, ``-`` and ``.``; the results' folder is called so.
    scenario : what every arm starts from.
    arms : compared under the same shocks; names are unique.
    reference : the arm that the others are measured against; the first if not given.
    points : values by dotted path, one mapping a point; every arm is run at every point.
    runs : per arm and point.
    seed : 0 to 2**64 - 1.
    engine : ``"batch"`` (compiled) or ``"mesa"`` (agents in Python, slower, the same outcomes).
    agents : classes that take the place of the model's under ``engine: mesa``, role -> ``"module:Class"``.
    folder : where the study file lies; modules of such classes are looked for there first.
    overrides : values by dotted path that hold in every arm and at every point.
    """

    name: str
    scenario: Scenario
    arms: tuple[Arm, ...]
    reference: str = ""
    points: tuple[Point, ...] = field(default=({},))
    runs: int = 1000
    seed: int = 1
    engine: Engine = "batch"
    overrides: Mapping[str, Any] = field(default_factory=dict)
    agents: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None

    def __post_init__(self) -> None:
        """Check what needs no scenario to be resolved.

        Raises
        ------
        InputError
            A bad name, number, engine or reference, no arm, or two arms of one name.
        """
        if not (isinstance(self.name, str) and re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", self.name)):
            allowed = "letters, digits, '_', '-' and '.', not starting with '-' or '.'"
            raise InputError(
                "a study's name becomes a folder", where="name", value=self.name, allowed=allowed
            )
        whole("runs", self.runs, 1, MOST_RUNS)
        whole("seed", self.seed, 0, 2**64 - 1)
        if self.engine not in ("batch", "mesa"):
            raise InputError(
                "unknown engine",
                where="engine",
                value=self.engine,
                allowed="batch, mesa",
                names=("batch", "mesa"),
            )
        replaced.check(self.agents, self.engine)
        names = [a.name for a in self.arms]
        if not all(names):
            raise InputError("an arm without a name", where="arms", allowed="a word")
        if not names:
            raise InputError(
                "no arms to compare", where="arms", allowed="regimes, terms, strategies or custom, not empty"
            )
        for name in names:
            if names.count(name) > 1:
                raise InputError("two arms have one name", where="arms", value=name, allowed="unique names")
        if not self.reference:
            object.__setattr__(self, "reference", names[0])
        if self.reference not in names:
            raise InputError(
                "the reference is not one of the arms",
                where="arms.reference",
                value=self.reference,
                allowed=", ".join(names),
                names=names,
            )

    @property
    def columns(self) -> tuple[str, ...]:
        """The design's columns: the dotted paths that differ from point to point."""
        return tuple(self.points[0])

    @property
    def horizon_years(self) -> float:
        """How long every run is watched, unless it collapses."""
        return float(self.scenario.horizon.years)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every arm at every point, resolved and checked, arm by arm.

        Raises
        ------
        InputError
            A value that no scenario takes, or an arm or point that changes the horizon.
        """
        return cross(self.scenario, self.arms, self.points, self.overrides)


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
    runs, seed, horizon_years : instead of the file's.
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
    if content.get("series", "none") != "none":
        raise InputError(
            "series are not recorded yet", where="series", file=file, value=content["series"], allowed="none"
        )
    base = _scenario(content["scenario"], homes["scenario"])
    overrides = dict(overrides or {})
    years = horizon_years if horizon_years is not None else content.get("horizon_years")
    if years is not None:
        base = base.with_values({"horizon.years": years}, file=file)
    base = base.with_values(overrides)
    arms, reference = _arms(content["arms"], homes["arms"])
    points = _points(content.get("design"), homes.get("design", file))
    for place in overrides:
        if place in points[0]:
            raise InputError("an override would undo the design, which varies this", where=place)
    try:
        study = Study(
            name=content["name"],
            scenario=base,
            arms=arms,
            reference=reference,
            points=points,
            runs=runs if runs is not None else content.get("runs", 1000),
            seed=seed if seed is not None else content.get("seed", 1),
            engine=content.get("engine", "batch"),
            overrides=overrides,
            agents=replaced.check(content.get("agents"), content.get("engine", "batch")),
            folder=homes["agents"].parent if "agents" in homes else file.parent,
        )
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
        for key, value in layer.items():
            if key == "precision":
                raise InputError(
                    "runs are not added until a precision is reached yet; set 'runs'", where=key, file=current
                )
            if key not in KEYS:
                raise InputError(
                    "unknown key", where=str(key), file=current, names=KEYS, allowed=", ".join(KEYS)
                )
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
    for key in value:
        if key not in ARM_KEYS:
            raise InputError(
                "unknown key", where=f"arms.{key}", file=file, names=ARM_KEYS, allowed=", ".join(ARM_KEYS)
            )
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


def _points(value: Any, file: Path) -> tuple[Point, ...]:
    if value is None:
        return ({},)
    value = _mapping(value, "design", file, "a mapping with grid or table")
    if "sample" in value:
        raise InputError(
            "samples are not drawn yet", where="design.sample", file=file, allowed="grid or table"
        )
    for key in value:
        if key not in ("grid", "table"):
            raise InputError(
                "unknown key",
                where=f"design.{key}",
                file=file,
                names=("grid", "table"),
                allowed="grid or table",
            )
    if len(value) != 1:
        raise InputError("a design is one thing", where="design", file=file, allowed="either grid or table")
    if "grid" in value:
        return grid(_mapping(value["grid"], "design.grid", file, "a mapping of dotted paths to lists"), file)
    name = value["table"]
    if not isinstance(name, str):
        raise InputError(
            "wrong type", where="design.table", file=file, value=name, allowed="the name of a CSV file"
        )
    return read_table(locate(name, file.parent))


def _mapping(value: Any, where: str, file: Path, allowed: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError("wrong type", where=where, file=file, value=value, allowed=allowed)
    return value


def whole(name: str, value: Any, least: int, most: int) -> None:
    """Refuse anything but a whole number from ``least`` to ``most``.

    Raises
    ------
    InputError
        Naming the setting and what is allowed.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError("wrong type", where=name, value=value, allowed="a whole number")
    if not least <= value <= most:
        raise InputError("value out of range", where=name, value=value, allowed=f"{least} to {most}")
