"""Every parameter is declared whole: unit, range, source, mechanism, and words a person can read."""

import csv
import re
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import pytest
from pydantic import ValidationError

from sim.scenario.parameter import Group, Parameter, choice, parameter, read
from sim.scenario.scenario import parameters

ALL = pytest.mark.parametrize("declared", parameters(), ids=lambda p: p.path)
NUMBERS = pytest.mark.parametrize(
    "declared", [p for p in parameters() if p.kind in ("number", "count")], ids=lambda p: p.path
)
FACTS: dict[str, Any] = {"unit": "km", "source": "test", "mechanism": "M01", "doc": "a test"}


@ALL
def test_it_says_what_it_is(declared: Parameter) -> None:
    """Unit, source, mechanisms M01 to M34 and one sentence are there."""
    assert declared.unit and declared.source and declared.doc
    for mechanism in declared.mechanism.split(", "):
        assert re.fullmatch(r"M(0[1-9]|[12]\d|3[0-4])", mechanism)
    assert not declared.doc.endswith(".") and "\n" not in declared.doc


@NUMBERS
def test_its_range_holds_its_default(declared: Parameter) -> None:
    """Possible least <= low <= default <= high <= possible most, all finite."""
    least, low, high, most = declared.least, declared.low, declared.high, declared.most
    assert None not in (least, low, high, most)
    assert least <= low <= declared.default <= high <= most  # type: ignore[operator]
    assert np.all(np.isfinite([least, low, high, most]))  # type: ignore[list-item]


@ALL
def test_it_tells_what_is_allowed(declared: Parameter) -> None:
    """What is accepted is told in words: the options, or the ends and the unit."""
    if declared.kind == "choice":
        assert declared.default in declared.options and len(declared.options) > 1
        assert all(option in declared.allowed for option in declared.options)
    elif declared.kind != "switch":
        assert f"from {declared.least:g} to {declared.most:g}" in declared.allowed
        assert declared.unit in declared.allowed


@ALL
def test_its_name_can_be_read_from_a_record(declared: Parameter) -> None:
    """No section or name hides behind an attribute that every NumPy record has.

    ``record.size`` would be 1 in plain Python and the parameter in compiled code.
    """
    section, name = declared.path.split(".")
    assert not hasattr(np.record, section)
    assert not hasattr(np.record, name)


@ALL
def test_its_source_exists(declared: Parameter) -> None:
    """Tables and facts that a source names are in the evidence."""
    for table in re.findall(r"\w+\.csv", declared.source):
        assert (files("sim.evidence") / table).is_file()
    known = set()
    for table in ("stylised_facts.csv", "violation_targets.csv"):
        with (files("sim.evidence") / table).open(encoding="utf-8") as handle:
            known |= {row["id"] for row in csv.DictReader(handle)}
    assert set(re.findall(r"\b(?:SF|V)\d+\b", declared.source)) <= known
    for row in re.findall(r"parameters\.csv: (\w+_\w+)", declared.source):
        text = (files("sim.evidence") / "parameters.csv").read_text(encoding="utf-8")
        assert re.search(rf"^{row}", text, re.MULTILINE), row


def test_paths_are_unique() -> None:
    """No path is declared twice."""
    paths = [p.path for p in parameters()]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize(
    "wrong",
    [
        {"default": 2.0, "low": 0.0, "high": 1.0},
        {"default": -1.0, "low": 0.0, "high": 1.0},
        {"default": 0.5, "low": 1.0, "high": 0.0},
        {"default": 0.5, "low": 0.0, "high": 1.0, "possible": (0.2, 1.0)},
        {"default": 0.5, "low": 0.0, "high": 1.0, "possible": (0.0, 0.8)},
        {"default": float("nan"), "low": 0.0, "high": 1.0},
    ],
)
def test_a_default_outside_its_range_is_refused(wrong: dict[str, Any]) -> None:
    """A declaration whose default, range and limits are out of order does not import."""
    with pytest.raises(ValueError, match="declaration of 'a test'"):
        parameter(**wrong, **FACTS)


class FrozenThings(Group):
    """A group of every kind."""

    share: float = parameter(0.5, low=0.0, high=1.0, **FACTS)
    number: int = parameter(3, low=1, high=5, possible=(0, 9), **FACTS)
    on: bool = parameter(True, low=0, high=1, **FACTS)
    way: Literal["one", "other"] = choice("one", source="test", mechanism="M01", doc="which way")


@pytest.mark.parametrize(
    ("name", "kind", "least", "most", "options"),
    [
        ("share", "number", 0.0, 1.0, ()),
        ("number", "count", 0, 9, ()),
        ("on", "switch", None, None, ()),
        ("way", "choice", None, None, ("one", "other")),
    ],
)
def test_a_declaration_is_read_back(
    name: str, kind: str, least: float | None, most: float | None, options: tuple[str, ...]
) -> None:
    """Kind, limits and options come out of a group as they went in."""
    found = read("frozen_things", name, FrozenThings.model_fields[name])
    assert (found.path, found.kind) == (f"frozen_things.{name}", kind)
    assert (found.least, found.most, found.options) == (least, most, options)


def test_a_section_is_its_class_in_snake_case() -> None:
    """``FrozenThings`` is the section ``frozen_things``."""
    assert FrozenThings.section() == "frozen_things"


@pytest.mark.parametrize(
    "wrong", [{"share": 2.0}, {"share": "0.5"}, {"share": True}, {"number": 1.5}, {"on": 1}, {"way": "third"}]
)
def test_a_group_is_strict(wrong: dict[str, Any]) -> None:
    """A group takes neither another type nor a value out of its limits, and does not change."""
    with pytest.raises(ValidationError):
        FrozenThings(**wrong)
    with pytest.raises(ValidationError):
        FrozenThings().share = 0.1  # type: ignore[misc]


def test_a_bare_field_is_no_declaration() -> None:
    """A field without unit and source is refused when it is read."""

    class Bare(Group):
        share: float = 0.5

    with pytest.raises(TypeError, match=r"bare\.share is not declared"):
        read("bare", "share", Bare.model_fields["share"])
