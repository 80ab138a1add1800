"""What the tests of the engine share: a short line, presets and any values as scenarios, states compared bit by bit."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from sim.agents.state import ROWS
from sim.engine.mesa_model import CeasefireModel
from sim.engine.replay import Replay
from sim.scenario.files import arm, load
from sim.scenario.parameter import Parameter
from sim.scenario.scenario import Scenario, parameters

#: The front in a few long sectors: as much politics, less line.
SHORT = {"line.definition": "front", "line.sector_miles": 100.0}


def leaves(record: np.ndarray, path: str = "") -> Iterator[tuple[str, np.ndarray]]:
    """Every number of a record with its path, whatever fields there are."""
    if record.dtype.names:
        for name in record.dtype.names:
            yield from leaves(record[name], f"{path}.{name}" if path else name)
    else:
        yield path, np.asarray(record)


def compare(replay: Replay, model: CeasefireModel) -> list[str]:
    """Where the two full states differ in any bit: paths of the world's record and rows of the line."""
    batch, mesa = np.array(replay.world), np.array(model.world)
    assert batch.dtype == mesa.dtype
    found = [
        path
        for (path, one), (_, other) in zip(leaves(batch), leaves(mesa), strict=True)
        if one.tobytes() != other.tobytes()
    ]
    line = model.line()
    assert line.shape == replay.line.shape and line.dtype == replay.line.dtype
    return found + [
        f"line.{name}" for i, name in enumerate(ROWS) if line[i].tobytes() != replay.line[i].tobytes()
    ]


@pytest.fixture(scope="session")
def differences() -> Callable[[Replay, CeasefireModel], list[str]]:
    """Names what differs between a replay and a Mesa model."""
    return compare


@pytest.fixture(scope="session")
def numbers() -> Callable[[np.ndarray], Iterator[tuple[str, np.ndarray]]]:
    """Lists every number of a record with its path."""
    return leaves


@pytest.fixture(scope="session")
def preset() -> Callable[..., Scenario]:
    """Gives the baseline under a preset arm, with further dotted values."""

    def make(kind: str, name: str, values: dict[str, Any] | None = None) -> Scenario:
        return load("baseline.yaml", {**arm(kind, name).values, **(values or {})})

    return make


@pytest.fixture(scope="session")
def short() -> Scenario:
    """The default scenario on the short line."""
    return Scenario().with_values(SHORT)


def possible(p: Parameter) -> st.SearchStrategy[Any]:
    """Any value that a parameter may take, its ends and its usual range included."""
    if p.kind == "choice":
        return st.sampled_from(p.options)
    if p.kind == "switch":
        return st.booleans()
    if p.kind == "count":
        return st.integers(int(p.least or 0), int(p.most or 0))
    return st.one_of(st.sampled_from([p.least, p.most]), st.floats(p.low, p.high), st.floats(p.least, p.most))


@pytest.fixture(scope="session")
def anything() -> st.SearchStrategy[dict[str, Any]]:
    """Draws every parameter at once; the line stays short, and the horizon a few weeks to half a year."""
    every = {p.path: possible(p) for p in parameters()}
    short = {"line.sector_miles": st.floats(60.0, 200.0), "horizon.years": st.floats(0.05, 0.5)}
    return st.fixed_dictionaries({**every, **short})


@pytest.fixture(scope="session")
def few_changes() -> st.SearchStrategy[dict[str, Any]]:
    """Draws a few parameters away from their defaults, on a short line for a few months."""
    free = [p for p in parameters() if p.path.partition(".")[0] != "horizon"]

    @st.composite
    def draw_few(draw: st.DrawFn) -> dict[str, Any]:
        changes = {p.path: draw(possible(p)) for p in draw(st.lists(st.sampled_from(free), max_size=8))}
        return {**changes, "line.sector_miles": 100.0, "horizon.years": draw(st.floats(0.05, 1.0))}

    return draw_few()
