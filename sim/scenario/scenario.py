"""The scenario: every declared parameter with a value, checked, frozen, and as the record that compiled rules read.

The sections are found, not listed: every :class:`~sim.scenario.parameter.Group` defined in a module of the rooms
below is one. So a mechanism brings its parameters along by existing.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from sim.scenario.errors import InputError
from sim.scenario.parameter import Group, Parameter, read

#: Rooms whose modules may declare groups of parameters.
ROOMS = ("line", "incentives", "agents", "negotiation", "engine")


@cache
def groups() -> dict[str, type[Group]]:
    """Every declared group by section name, in the order of rooms and modules."""
    found: dict[str, type[Group]] = {}
    for room in ROOMS:
        package = importlib.import_module(f"sim.{room}")
        for module_info in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            if module_info.name.startswith("mesa_"):
                continue  # the Mesa scheduler declares nothing, and Mesa takes long to import
            module = importlib.import_module(f"sim.{room}.{module_info.name}")
            for item in vars(module).values():
                if not (isinstance(item, type) and issubclass(item, Group) and item is not Group):
                    continue
                if item.__module__ != module.__name__:
                    continue
                if item.section() in found:
                    raise TypeError(f"two groups are called {item.section()}")
                found[item.section()] = item
    return found


@cache
def parameters() -> tuple[Parameter, ...]:
    """Every declared parameter, in the order of rooms, modules and declaration."""
    return tuple(
        read(section, name, field)
        for section, group in groups().items()
        for name, field in group.model_fields.items()
    )


@cache
def declared() -> dict[str, Parameter]:
    """Declared parameters by dotted path."""
    return {p.path: p for p in parameters()}


class Scenario:
    """One fully resolved, valid setting of every parameter. Immutable; sections are attributes.

    ``scenario.monitoring.coverage`` is a value; :meth:`with_values` gives a changed copy.
    """

    __slots__ = ("_model",)

    def __init__(self, values: Mapping[str, Any] | None = None, *, file: str | Path | None = None) -> None:
        """Check nested ``values`` (section -> name -> value) and fill in defaults.

        Raises
        ------
        InputError
            Unknown section or name, wrong type, or a value outside what is possible.
        """
        try:
            self._model = _model().model_validate(dict(values or {}))
        except ValidationError as error:
            raise _explain(error, file) from None

    def __getattr__(self, section: str) -> Any:
        if section.startswith("_"):
            raise AttributeError(section)
        return getattr(self._model, section)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self._model == other._model

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        return f"Scenario({self.hash[:12]})"

    def __reduce__(self) -> tuple[type[Scenario], tuple[dict[str, Any]]]:
        return Scenario, (self.as_dict(),)

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """Every section, name and value, resolved; fit for JSON and YAML."""
        nested: dict[str, dict[str, Any]] = self._model.model_dump()
        for values in nested.values():
            for name, value in values.items():
                if isinstance(value, float) and value == 0.0:
                    values[name] = 0.0  # -0.0 is the same setting and must have the same hash
        return nested

    def value(self, path: str) -> Any:
        """The value at a dotted path."""
        section, name = split(path)
        return getattr(getattr(self._model, section), name)

    def with_values(self, values: Mapping[str, Any], *, file: str | Path | None = None) -> Scenario:
        """A copy with the dotted paths set.

        Raises
        ------
        InputError
            Unknown path, wrong type or a value out of range; nothing is changed then.
        """
        nested = self.as_dict()
        for path, value in values.items():
            section, name = split(path, file=file)
            nested[section][name] = value
        return Scenario(nested, file=file)

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of the resolved values: two scenarios with one hash are the same scenario."""
        return identity(self.record())

    def record(self) -> np.ndarray:
        """The values as a structured array of shape (1,), nested by section, for compiled rules."""
        form = _form()
        sections = vars(self._model)
        values = [value for section, read in form.reads for value in read(vars(sections[section]))]
        for position, codes in form.choices:
            values[position] = codes[values[position]]
        # Adding 0 makes -0.0 the 0.0 that it is equal to.
        flat = np.array(values, dtype="f8") + 0.0
        whole = flat.view("i8")
        for position in form.whole:
            whole[position] = values[position]
        return flat.view(record_type())


def identity(row: np.ndarray) -> str:
    """The hash of the scenario that a record of shape (1,) holds."""
    digest = _form().digest.copy()
    digest.update(row.view("u8").astype("<u8").tobytes())
    return str(digest.hexdigest())


def from_record(row: np.ndarray) -> Scenario:
    """The scenario that a record holds; the inverse of :meth:`Scenario.record`.

    Parameters
    ----------
    row : structured array of shape (1,), of :func:`record_type`.

    Raises
    ------
    InputError
        A value in the record is not possible.
    """
    nested: dict[str, dict[str, Any]] = {}
    for section, group in groups().items():
        nested[section] = {}
        for name in group.model_fields:
            kind, value = declared()[f"{section}.{name}"].kind, row[section][name][0].item()
            if kind == "choice":
                value = declared()[f"{section}.{name}"].options[value]
            nested[section][name] = bool(value) if kind == "switch" else value
    return Scenario(nested)


@cache
def _model() -> type[BaseModel]:
    fields: dict[str, Any] = {section: (group, group()) for section, group in groups().items()}
    config = ConfigDict(frozen=True, extra="forbid", strict=True)
    return create_model("ScenarioFile", __config__=config, **fields)


@cache
def record_type() -> np.dtype[Any]:
    """Structure of :meth:`Scenario.record`: numbers and switches as f8, counts and choices (by index) as i8."""
    sections = []
    for section, group in groups().items():
        kinds = [(name, declared()[f"{section}.{name}"].kind) for name in group.model_fields]
        fields = [(name, "i8" if kind in ("count", "choice") else "f8") for name, kind in kinds]
        sections.append((section, np.dtype(fields, align=True)))
    return np.dtype(sections, align=True)


class _Form(NamedTuple):
    """How a record is filled, found once: its fields in a row, each of eight bytes."""

    reads: tuple[tuple[str, Callable[[dict[str, Any]], Iterable[Any]]], ...]  # by section, in order
    choices: tuple[tuple[int, dict[str, int]], ...]  # position, and the index of each word
    whole: tuple[int, ...]  # positions of whole numbers
    digest: Any  # SHA-256 of names, kinds and words in order: what the bytes of a record stand for


def _getter(*names: str) -> Callable[[dict[str, Any]], Iterable[Any]]:
    """Reads names from a mapping, as a tuple also where there is only one; far quicker than attributes one by one."""
    return itemgetter(*names) if len(names) > 1 else lambda values: (values[names[0]],)


@cache
def _form() -> _Form:
    fields = parameters()
    assert record_type().itemsize == 8 * len(fields)
    words = [(i, {word: code for code, word in enumerate(p.options)}) for i, p in enumerate(fields)]
    told = json.dumps([(p.path, p.kind, p.options) for p in fields])
    return _Form(
        reads=tuple((section, _getter(*group.model_fields)) for section, group in groups().items()),
        choices=tuple((i, codes) for i, codes in words if codes),
        whole=tuple(i for i, p in enumerate(fields) if p.kind in ("count", "choice")),
        digest=hashlib.sha256(told.encode()),
    )


def split(path: str, *, file: str | Path | None = None) -> tuple[str, str]:
    """Section and name of a dotted path that must exist."""
    if path not in declared():
        path = str(path)
        raise InputError("unknown parameter", where=path, file=file, names=declared(), allowed=_hint(path))
    section, _, name = path.partition(".")
    return section, name


def _hint(path: str) -> str:
    section = path.partition(".")[0]
    if section in groups():
        return f"{section}." + f", {section}.".join(groups()[section].model_fields)
    return "a path as listed by 'ceasefire parameters'"


def schema() -> dict[str, Any]:
    """JSON Schema of a scenario file, for editors; ``extends`` and ``about`` included."""
    made = _model().model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "Ceasefire scenario"
    made["properties"]["extends"] = {"type": "string", "description": "scenario file that this one changes"}
    made["properties"]["about"] = {
        "type": "object",
        "description": "what the file stands for, for people",
        "additionalProperties": {"type": "string"},
    }
    return made


def _explain(error: ValidationError, file: str | Path | None) -> InputError:
    """The first fault of a validation, as one message; how many more there are is added."""
    faults = error.errors()
    fault = faults[0]
    where = ".".join(str(part) for part in fault["loc"])
    more = f" ({len(faults) - 1} more faults)" if len(faults) > 1 else ""
    if fault["type"] == "extra_forbidden":
        parts = where.split(".")
        names: Any = declared() if len(parts) > 1 else groups()
        return InputError("unknown key" + more, where=where, file=file, names=names, allowed=_hint(where))
    found = declared().get(where)
    if found is None:
        allowed = f"a mapping of {where}'s parameters to values" if where in groups() else None
        return InputError("wrong type" + more, where=where, file=file, value=fault["input"], allowed=allowed)
    problem = "value out of range" if fault["type"] in _RANGE_FAULTS else "wrong type"
    if fault["type"] == "literal_error":
        problem = "unknown choice"
    return InputError(
        problem + more,
        where=where,
        file=file,
        value=fault["input"],
        allowed=found.allowed,
        names=found.options,
    )


_RANGE_FAULTS = {"greater_than_equal", "less_than_equal", "finite_number"}
