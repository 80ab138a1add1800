"""The scenario: strict, frozen, named by what it says, and the same in every form it takes."""

import hashlib
import json
import os
import pickle
import struct
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario, declared, groups, parameters, record_type, schema

NUMBERS = [p for p in parameters() if p.kind == "number"]
CHOICES = [p for p in parameters() if p.kind == "choice"]


@st.composite
def settings(draw: st.DrawFn) -> dict[str, Any]:
    """A few parameters by path, each with a value that is possible."""
    values: dict[str, Any] = {}
    for p in draw(st.lists(st.sampled_from(NUMBERS), max_size=6)):
        values[p.path] = draw(st.floats(p.least, p.most))
    for p in draw(st.lists(st.sampled_from(CHOICES), max_size=3)):
        values[p.path] = draw(st.sampled_from(p.options))
    return values


@pytest.mark.parametrize("section", groups())
def test_sections_are_attributes(section: str) -> None:
    """Every section and value reads as an attribute and by its path, and starts at its default."""
    scenario = Scenario()
    for p in parameters():
        if p.path.startswith(f"{section}."):
            assert getattr(getattr(scenario, section), p.path.split(".")[1]) == p.default
            assert scenario.value(p.path) == p.default


@pytest.mark.parametrize("p", NUMBERS, ids=lambda p: p.path)
def test_its_limits_are_accepted_and_no_more(p: Any) -> None:
    """Both ends of what is possible are accepted; the next number beyond either is out of range."""
    scenario = Scenario()
    for end, beyond in ((p.least, -np.inf), (p.most, np.inf)):
        assert scenario.with_values({p.path: end}).value(p.path) == end
        with pytest.raises(InputError) as caught:
            scenario.with_values({p.path: float(np.nextafter(end, beyond))}, file="study.yaml")
        assert "out of range" in str(caught.value)
        for told in (p.path, "study.yaml", p.allowed):
            assert told in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("monitoring.coverage", True, "wrong type"),
        ("monitoring.coverage", "0.5", "wrong type"),
        ("monitoring.coverage", None, "wrong type"),
        ("monitoring.coverage", [0.5], "wrong type"),
        ("monitoring.coverage", {"a": 1}, "wrong type"),
        ("monitoring.coverage", float("nan"), "out of range"),
        ("monitoring.coverage", float("inf"), "out of range"),
        ("patrols.personnel", -1, "out of range"),
        ("line.definition", "frnt", "unknown choice"),
        ("line.definition", 1, "unknown choice"),
        ("line.definition", True, "unknown choice"),
    ],
)
def test_a_wrong_value_is_told(path: str, value: object, problem: str) -> None:
    """A wrong type, a number that is none, or an unknown word is told with place, value and what is allowed."""
    section, name = path.split(".")
    for make in (lambda: Scenario({section: {name: value}}), lambda: Scenario().with_values({path: value})):
        with pytest.raises(InputError, match=problem) as caught:
            make()
        for told in (path, repr(value), declared()[path].allowed):
            assert told in str(caught.value)


@pytest.mark.parametrize(
    ("values", "where", "nearest"),
    [
        ({"monitoring": {"coverge": 0.5}}, "monitoring.coverge", "monitoring.coverage"),
        ({"monitorng": {"coverage": 0.5}}, "monitorng", "monitoring"),
        ({"guarantee": {"stationed_troop": 1.0}}, "guarantee.stationed_troop", "guarantee.stationed_troops"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest(values: dict[str, Any], where: str, nearest: str) -> None:
    """An unknown section or name is told with its place and the name that was probably meant."""
    with pytest.raises(InputError, match="unknown key") as caught:
        Scenario(values, file="mine.yaml")
    assert caught.value.where == where
    assert caught.value.nearest == nearest
    assert "mine.yaml" in str(caught.value) and nearest in str(caught.value)


@pytest.mark.parametrize("path", ["monitoring.coverge", "monitoring", "coverage", "", ".", "a.b.c"])
def test_an_unknown_path_is_told(path: str) -> None:
    """A dotted path that leads nowhere is refused, in every way of asking."""
    for ask in (lambda: Scenario().with_values({path: 1.0}), lambda: Scenario().value(path)):
        with pytest.raises(InputError, match="unknown parameter"):
            ask()


@pytest.mark.parametrize("content", [None, 3, "words", [1, 2]])
def test_a_section_must_be_a_mapping(content: object) -> None:
    """A section that holds no names and values is told as such."""
    with pytest.raises(InputError, match=r"wrong type at monitoring.*mapping"):
        Scenario({"monitoring": content})


def test_further_faults_are_counted() -> None:
    """The first fault is told in full and the number of others is added."""
    with pytest.raises(InputError, match="1 more fault"):
        Scenario({"monitoring": {"coverage": 2.0, "jamming": 2.0}})


@given(settings())
def test_a_changed_copy_leaves_the_original(values: dict[str, Any]) -> None:
    """``with_values`` sets what it is told, nothing else, and the original stays as it was."""
    original = Scenario()
    before = original.as_dict()
    changed = original.with_values(values)
    assert original.as_dict() == before == Scenario().as_dict()
    for p in parameters():
        assert changed.value(p.path) == values.get(p.path, p.default)


def test_a_failed_change_changes_nothing() -> None:
    """One bad value among good ones leaves the original untouched."""
    original = Scenario()
    with pytest.raises(InputError):
        original.with_values({"monitoring.coverage": 0.9, "monitoring.jamming": 9.0})
    assert original == Scenario()


def test_a_scenario_is_frozen() -> None:
    """Neither a section nor a value can be set, and changing what ``as_dict`` gave does nothing."""
    scenario = Scenario()
    with pytest.raises(AttributeError):
        scenario.monitoring = None
    with pytest.raises(ValueError, match="frozen"):
        scenario.monitoring.coverage = 0.1
    scenario.as_dict()["monitoring"]["coverage"] = 0.1
    assert scenario == Scenario()
    with pytest.raises(AttributeError):
        scenario.monitorng  # noqa: B018


@given(settings())
def test_equal_values_have_one_hash(values: dict[str, Any]) -> None:
    """Scenarios are equal exactly if their values are, and then so are their hashes."""
    one, other = Scenario().with_values(values), Scenario().with_values(dict(reversed(values.items())))
    assert one == other and one.hash == other.hash and hash(one) == hash(other)
    changes = any(value != declared()[path].default for path, value in values.items())
    assert (one != Scenario()) == changes == (one.hash != Scenario().hash)


@pytest.mark.parametrize(
    ("path", "value", "same"),
    [
        ("patrols.personnel", 1, 1.0),
        ("patrols.personnel", 1.0, np.float64(1.0)),
        ("aid.growth", 0.0, 0),
        ("aid.growth", 0.0, -0.0),
    ],
)
def test_one_number_has_one_hash_however_it_is_written(path: str, value: float, same: float) -> None:
    """1 and 1.0 are one value, and so are 0.0 and -0.0."""
    one, other = Scenario().with_values({path: value}), Scenario().with_values({path: same})
    assert one == other
    assert one.hash == other.hash


@pytest.mark.parametrize("p", parameters(), ids=lambda p: p.path)
def test_every_parameter_counts_in_the_hash(p: Any) -> None:
    """A change of any one parameter gives another hash."""
    other = next(o for o in p.options if o != p.default) if p.options else p.most
    if p.kind == "switch":
        other = not p.default
    if other == p.default:
        other = p.least
    assert Scenario().with_values({p.path: other}).hash != Scenario().hash


@given(settings())
def test_the_record_holds_each_value(values: dict[str, Any]) -> None:
    """The record for compiled rules has shape (1,) and holds every value; a choice is held by its index."""
    scenario = Scenario().with_values(values)
    record = scenario.record()
    assert record.shape == (1,) and record.dtype == record_type()
    for p in parameters():
        section, name = p.path.split(".")
        expected = scenario.value(p.path)
        expected = p.options.index(expected) if p.kind == "choice" else expected
        assert record[section][name][0] == expected


def test_a_record_is_the_callers_own() -> None:
    """Writing in a record changes neither the scenario nor the next record."""
    scenario = Scenario()
    before = scenario.record().tobytes()
    record = scenario.record()
    record["monitoring"]["coverage"] = 0.123
    assert record.tobytes() != before == scenario.record().tobytes()


def test_a_record_knows_no_negative_zero() -> None:
    """0.0 and -0.0 leave the same bytes."""
    one, other = (Scenario().with_values({"aid.growth": zero}) for zero in (0.0, -0.0))
    assert one.record().tobytes() == other.record().tobytes()


@given(settings())
def test_the_hash_is_of_names_kinds_and_values_as_written(values: dict[str, Any]) -> None:
    """It is SHA-256 over the paths, kinds and words of all parameters, then their values in little-endian bytes."""
    scenario = Scenario().with_values(values)
    told = json.dumps([(p.path, p.kind, p.options) for p in parameters()]).encode()
    for p in parameters():
        value = scenario.value(p.path)
        if p.kind in ("count", "choice"):
            told += struct.pack("<q", p.options.index(value) if p.options else value)
        else:
            told += struct.pack("<d", float(value) or 0.0)
    assert scenario.hash == hashlib.sha256(told).hexdigest()


def test_another_process_finds_the_same_hash() -> None:
    """The hash does not depend on the process that reckons it."""
    values = {"monitoring.coverage": 0.37, "line.definition": "front"}
    code = f"from sim.scenario.scenario import Scenario; print(Scenario().with_values({values!r}).hash)"
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert told == [Scenario().with_values(values).hash] * 2


@given(settings())
def test_every_form_gives_the_scenario_back(values: dict[str, Any]) -> None:
    """Pickled, or written as JSON, a scenario comes back equal, with the same hash and record."""
    scenario = Scenario().with_values(values)
    for again in (pickle.loads(pickle.dumps(scenario)), Scenario(json.loads(json.dumps(scenario.as_dict())))):
        assert again == scenario and again.hash == scenario.hash
        assert again.record().tobytes() == scenario.record().tobytes()


def test_the_schema_knows_every_parameter() -> None:
    """The JSON Schema holds every section and name with its limits, and nothing else may be written."""
    made = schema()
    assert made["additionalProperties"] is False
    assert set(made["properties"]) == set(groups()) | {"extends", "about"}
    for p in parameters():
        section, name = p.path.split(".")
        group = made["$defs"][groups()[section].__name__]
        assert group["additionalProperties"] is False
        field = group["properties"][name]
        if p.kind == "choice":
            assert tuple(field["enum"]) == p.options
        elif p.kind != "switch":
            assert (field["minimum"], field["maximum"]) == (p.least, p.most)
    json.dumps(made)
