"""What the tests of the engine share: a short line, presets and any values as scenarios, states compared bit by bit."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import strategies as st

import sim
from sim.agents.state import ROWS
from sim.agents.tally import CAUSES
from sim.engine.calendar import horizon_days
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
    if not model.teams:  # the road led to no ceasefire: nobody has laid out a line
        return found + [f"line.{name}" for i, name in enumerate(ROWS) if replay.line[i].any()]
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


#: A road of weeks to a year: in most runs too short for a signature under the defaults.
BRIEF = st.floats(0.02, 1.0)


@pytest.fixture(scope="session")
def anything() -> st.SearchStrategy[dict[str, Any]]:
    """Draws every parameter at once; the line stays short, the horizon a few weeks to half a year.

    Half of the runs begin at war, on a road of at most a year.
    """
    every = {p.path: possible(p) for p in parameters()}
    short = {
        "line.sector_miles": st.floats(60.0, 200.0),
        "horizon.years": st.floats(0.05, 0.5),
        "road.years": BRIEF,
    }
    return st.fixed_dictionaries({**every, **short})


@pytest.fixture(scope="session")
def few_changes() -> st.SearchStrategy[dict[str, Any]]:
    """Draws a few parameters away from their defaults, on a short line for a few months; every third run at war.

    Half of the roads are such that a text is signed within months.
    """
    free = [p for p in parameters() if p.path.partition(".")[0] not in ("horizon", "road")]

    @st.composite
    def draw_few(draw: st.DrawFn) -> dict[str, Any]:
        changes = {p.path: draw(possible(p)) for p in draw(st.lists(st.sampled_from(free), max_size=8))}
        if draw(st.integers(0, 2)) == 2:
            tired = {"reservation.resolve_russia": -40.0, "reservation.resolve_ukraine": 0.0}
            changes = {**(tired if draw(st.booleans()) else {}), **changes}
            changes |= {"road.begins": "war", "road.years": draw(BRIEF)}
        return {**changes, "line.sector_miles": 100.0, "horizon.years": draw(st.floats(0.05, 1.0))}

    return draw_few()


def sound(told: pd.Series, scenario: Scenario) -> None:
    """Check that a run reports finite numbers, each within its bounds, and leaves out only what is not there."""
    horizon, at_war = horizon_days(scenario.horizon.years), scenario.road.begins == "war"
    agreed, collapsed = bool(told["agreed"]), bool(told["collapsed"])
    watched = told["days"] / 365.0 + told["months_at_war"] / 12.0
    not_over = not collapsed if agreed else told["war_end"] == "at_war"
    missing = {
        "terms_quality": not (at_war and agreed),
        "terms_tilt": not (at_war and agreed),
        "legitimacy": not agreed,
        "months_to_ceasefire": not agreed,
        "losses_year_after": not collapsed,
        "peaceful_years_10y": not_over and watched < 10.0 - 1.0 / 48.0,
    }
    numbers = told.drop(["cause", "collapsed", "war_end", "agreed"]).astype(float)
    for name, number in numbers.items():
        assert math.isnan(number) if missing.get(str(name)) else math.isfinite(number), (name, number)
    begins = ["first_violation_day", "first_serious_day", "member_day"]
    assert (numbers.dropna().drop([*begins, "war_territory"]) >= 0.0).all(), numbers
    assert 0.0 <= told["months_at_war"] <= (12.0 * scenario.road.years if at_war else 0.0)
    assert told["failed_rounds"] >= 0.0 and (at_war or told["meetings"] == 0.0)
    for name in ("imposed", "terms_quality", "legitimacy", "terms_tilt"):
        assert math.isnan(numbers[name]) or numbers[name] <= 1.0, name
    if not agreed:
        assert at_war and (told["cause"], told["days"], collapsed) == ("no_ceasefire", 0.0, False)
        return
    assert told["war_end"] == "ceasefire"
    assert all(-1.0 <= numbers[name] < numbers["days"] for name in begins), numbers[begins]
    assert 1 <= told["days"] <= horizon
    assert told["cause"] in CAUSES and collapsed == (told["cause"] != "held")
    assert collapsed or told["days"] == horizon
    assert told["recorded"] <= told["violations"] * (1.0 + 1e-12)
    assert told["peak_deaths_365d"] <= told["battle_deaths"]
    assert told["lowest_credibility"] <= 1.0
    assert told["assets_paid"] <= scenario.assets.total * (1.0 + 1e-12)
    weeks = told["days"] // 7
    for name in ("grey_zone_weeks", "nuclear_signal_weeks", "massing_weeks_russia", "massing_weeks_ukraine"):
        assert told[name] <= weeks, name


@pytest.fixture(scope="session")
def outcomes() -> Callable[..., list[pd.Series]]:
    """Reports a few runs of the baseline with some values on the shortest line, each checked to be sound."""

    def report(values: dict[str, Any], runs: int = 3) -> list[pd.Series]:
        line = {"line.definition": "front", "line.sector_miles": 200.0, "horizon.years": 3.0}
        scenario = load("baseline.yaml", {**line, **values})
        found = [sim.simulate(scenario, seed=5, run=run) for run in range(runs)]
        for told in found:
            sound(told, scenario)
        return found

    return report
