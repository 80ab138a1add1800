"""The one declaration of a parameter: unit, default, low, high, source and mechanism, beside the law that uses it.

A mechanism's module declares a :class:`Group` of parameters; the scenario, its JSON Schema, the tables, the
sweep ranges and the compiled record are all built from those declarations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

Kind = Literal["number", "count", "switch", "choice"]


class Group(BaseModel):
    """A group of parameters that belong to one thing; its scenario section is the class name in snake case."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    @classmethod
    def section(cls) -> str:
        """Name of the section in a scenario file: ``FrozenAssets`` is ``frozen_assets``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def parameter(
    default: float,
    *,
    low: float,
    high: float,
    unit: str,
    source: str,
    mechanism: str,
    doc: str,
    possible: tuple[float, float] | None = None,
) -> Any:
    """Declare a number (annotate ``float``), a count (``int``) or a switch (``bool``).

    Parameters
    ----------
    default : the value when a scenario says nothing.
    low, high : the plausible range, used by sweeps.
    unit : in words, as printed in every table.
    source : where the value and the range come from; "assumption" where there is no better.
    mechanism : row of docs/mechanisms.md, such as ``"M14"``.
    doc : one sentence: what it is.
    possible : the widest range that makes sense and is accepted; ``(low, high)`` if not given.
    """
    least, most = possible or (low, high)
    if not least <= low <= default <= high <= most:
        raise ValueError(f"declaration of {doc!r}: {least} <= {low} <= {default} <= {high} <= {most} fails")
    facts = {"unit": unit, "low": low, "high": high, "source": source, "mechanism": mechanism}
    bounds = {} if isinstance(default, bool) else {"ge": least, "le": most}
    return Field(default, description=doc, json_schema_extra={"parameter": facts}, **bounds)  # type: ignore[call-overload]


def choice(default: str, *, source: str, mechanism: str, doc: str) -> Any:
    """Declare a choice between words (annotate ``Literal[...]``)."""
    facts: dict[str, Any] = {
        "unit": "choice",
        "low": None,
        "high": None,
        "source": source,
        "mechanism": mechanism,
    }
    return Field(default, description=doc, json_schema_extra={"parameter": facts})


@dataclass(frozen=True)
class Parameter:
    """A declared parameter as tables and sweeps see it."""

    path: str
    kind: Kind
    unit: str
    default: float | int | bool | str
    low: float | None
    high: float | None
    least: float | None
    most: float | None
    options: tuple[str, ...]
    source: str
    mechanism: str
    doc: str

    @property
    def allowed(self) -> str:
        """What is accepted, in words."""
        if self.kind == "choice":
            return "one of " + ", ".join(self.options)
        if self.kind == "switch":
            return "true or false"
        noun = "a whole number" if self.kind == "count" else "a number"
        return f"{noun} from {self.least:g} to {self.most:g} ({self.unit})"


def read(section: str, name: str, field: FieldInfo) -> Parameter:
    """The declaration held in a pydantic field of a group."""
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or not isinstance(extra.get("parameter"), dict):
        raise TypeError(f"{section}.{name} is not declared with parameter() or choice()")
    facts: Any = extra["parameter"]
    kind: Kind = "number"
    options: tuple[str, ...] = ()
    if get_origin(field.annotation) is Literal:
        kind, options = "choice", get_args(field.annotation)
    elif field.annotation is bool:
        kind = "switch"
    elif field.annotation is int:
        kind = "count"
    least = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    most = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    return Parameter(
        path=f"{section}.{name}",
        kind=kind,
        unit=facts["unit"],
        default=field.default,
        low=facts["low"],
        high=facts["high"],
        least=least,
        most=most,
        options=options,
        source=facts["source"],
        mechanism=facts["mechanism"],
        doc=field.description or "",
    )
