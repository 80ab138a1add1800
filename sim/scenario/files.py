"""Scenario files: strict YAML with ``extends``, and the presets that travel with the package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario

#: Keys of a scenario file that are not sections.
RESERVED = ("extends", "about")


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice, which YAML would let the last one win silently."""


def _mapping(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        name = loader.construct_object(key_node, deep=True)  # type: ignore[no-untyped-call]
        if not isinstance(name, str | int | float | bool | None):
            raise yaml.constructor.ConstructorError(None, None, "a key that is no word", key_node.start_mark)
        if name in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {name!r} stands twice", key_node.start_mark
            )
        seen.add(name)
    return yaml.SafeLoader.construct_mapping(loader, node, deep)


# YAML 1.1 takes 1e3 for a word; people mean a number.
_Loader.add_implicit_resolver(  # type: ignore[no-untyped-call]
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+$"),
    list("-+0123456789"),
)
_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def parse(text: str) -> Any:
    """What a YAML text says, read as strictly as a scenario file.

    Raises
    ------
    yaml.YAMLError
        For anything that is not YAML, values that YAML cannot make (such as 2020-99-99) included.
    """
    try:
        return yaml.load(text, Loader=_Loader)
    except (ValueError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise yaml.MarkedYAMLError(problem=problem) from None


def presets() -> Path:
    """The folder of presets: ``configs/`` of a checkout, or ``sim/configs/`` of an installed wheel."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "configs"
    return inside if inside.is_dir() else package.parent / "configs"


def names(kind: str) -> list[str]:
    """Names of the presets of a kind ("regimes", "terms", "strategies", "lines", "studies")."""
    return sorted(p.stem for p in (presets() / kind).glob("*.yaml"))


def read_yaml(path: str | Path) -> dict[str, Any]:
    """A YAML mapping from a file; an empty file is an empty mapping.

    Raises
    ------
    InputError
        Missing, unreadable, not YAML, not a mapping, or a key written twice.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError("no such file", value=str(path), near=path.name, names=_beside(path)) from None
    except IsADirectoryError:
        raise InputError("a folder, not a file", value=str(path), allowed="a YAML file") from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", value=str(path)) from None
    try:
        content = parse(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "cannot be parsed"
        raise InputError(f"not valid YAML{place}: {problem}", file=path) from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise InputError("not a mapping", file=path, value=type(content).__name__, allowed="key: value lines")
    return content


def _beside(path: Path) -> list[str]:
    """Names of the YAML files in a file's folder and among the presets; to suggest one of them."""
    folders = [folder for folder in (path.parent, presets()) if folder.is_dir()]
    return sorted({p.name for folder in folders for p in folder.glob("*.yaml")})


def is_file(path: Path) -> bool:
    """Whether there is a file of this name; a name that no file can have is no file."""
    try:
        return path.is_file()
    except OSError:
        return False


def locate(path: str | Path, near: Path | None = None) -> Path:
    """A file as named, beside ``near``, or among the presets; the name as given when it is nowhere."""
    path = Path(path)
    for candidate in (near / path if near else path, path, presets() / path):
        if is_file(candidate):
            return candidate
    return near / path if near else path


def nested(path: str | Path, near: Path | None = None) -> dict[str, Any]:
    """Sections of a scenario file, with everything it extends merged in, unchecked.

    Raises
    ------
    InputError
        A file is missing or not YAML, or ``extends`` goes round in a circle.
    """
    chain: list[Path] = []
    layers: list[dict[str, Any]] = []
    current: Path | None = locate(path, near)
    while current is not None:
        resolved = current.resolve()
        if resolved in chain:
            circle = " -> ".join(p.name for p in [*chain[chain.index(resolved) :], resolved])
            raise InputError("extends goes round in a circle", file=chain[0], value=circle)
        chain.append(resolved)
        content = read_yaml(current)
        parent = content.get("extends")
        if parent is not None and not isinstance(parent, str):
            raise InputError("wrong type", where="extends", file=current, value=parent, allowed="a file name")
        if not isinstance(content.get("about") or {}, dict):
            raise InputError(
                "wrong type",
                where="about",
                file=current,
                value=content["about"],
                allowed="a mapping of words",
            )
        layers.append(content)
        if parent is None:
            current = None
        else:
            following = locate(parent, current.parent)
            if not is_file(following):
                others = [name for name in _beside(following) if name != current.name]
                raise InputError(
                    "no such file",
                    where="extends",
                    file=current,
                    value=parent,
                    near=following.name,
                    names=others,
                )
            current = following
    merged: dict[str, Any] = {}
    for content, file in zip(reversed(layers), reversed(chain), strict=True):
        # Each layer is checked on its own, so that a fault is reported where it stands.
        Scenario({k: v for k, v in content.items() if k not in RESERVED}, file=file)
        for section, values in content.items():
            if section not in RESERVED:
                merged.setdefault(section, {}).update(values)
    return merged


def load(path: str | Path, overrides: Mapping[str, Any] | None = None) -> Scenario:
    """The scenario of a file, with dotted overrides.

    Raises
    ------
    InputError
        For anything wrong in the file, in a file it extends, or in an override.
    """
    scenario = Scenario(nested(path), file=locate(path))
    return scenario.with_values(overrides) if overrides else scenario


@dataclass(frozen=True)
class Arm:
    """A named bundle of values to compare: a guarantee regime, a package of terms or a strategy of talks."""

    name: str
    kind: str
    title: str = ""
    precedent: str = ""
    source: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def arm(kind: str, name: str, near: Path | None = None) -> Arm:
    """A preset arm: ``configs/<kind>/<name>.yaml``, or the same beside a study (``near`` is the study's folder).

    Raises
    ------
    InputError
        Unknown name (the nearest is suggested), or a fault in the file.
    """
    places = [near / kind, near.parent / kind] if near else []
    for folder in (*places, presets() / kind):
        file = folder / f"{name}.yaml"
        if Path(name).name == name and is_file(file):
            break
    else:
        known = sorted({p.stem for folder in (*places, presets() / kind) for p in folder.glob("*.yaml")})
        raise InputError(
            f"no such entry of {kind}", value=name, names=known, allowed=", ".join(known) or "none"
        )
    sections = nested(file)
    about = read_yaml(file).get("about") or {}
    values = {f"{s}.{n}": v for s, group in sections.items() for n, v in group.items()}
    text = {key: str(about.get(key, "")) for key in ("title", "precedent", "source")}
    return Arm(name=name, kind=kind, values=values, **text)
