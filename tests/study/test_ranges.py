"""Ranges: what may be varied, and how places in the unit interval become values."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario import scenario
from sim.scenario.errors import InputError
from sim.scenario.scenario import Scenario, declared
from sim.study import ranges
from sim.study.ranges import Range, coded, every, problem, read_ranges

COVERAGE, RELIEF = "monitoring.coverage", "sanctions.relief"
SWITCH, CHOICE = "table.kyiv", "sanctions.snapback"
UNIT = st.floats(0, 1)


@pytest.fixture
def observers(monkeypatch) -> str:
    """A declared count, 2 to 6 and possibly 0 to 10, of which the model may have none at the time."""
    path = RELIEF
    count = replace(declared()[path], kind="count", low=2, high=6, least=0, most=10, default=4)
    changed = {**declared(), path: count}
    monkeypatch.setattr(ranges, "declared", lambda: changed)
    monkeypatch.setattr(scenario, "declared", lambda: changed)
    return path


def test_a_list_of_paths_has_the_declared_ranges() -> None:
    """A number has its low and high, a switch both settings, a choice all its options, in the order given."""
    number, switch, choice = read_ranges([COVERAGE, SWITCH, CHOICE])
    found = declared()[COVERAGE]
    assert (number.path, number.kind, number.low, number.high) == (COVERAGE, "number", found.low, found.high)
    assert (switch.kind, switch.options) == ("switch", (False, True))
    assert (choice.kind, choice.options) == ("choice", declared()[CHOICE].options)


def test_a_mapping_has_its_own_ranges() -> None:
    """Low and high or options are those given, also beyond the declared range within what is possible."""
    most = declared()["casualties.war_threshold"].most
    wide, choice, switch = read_ranges(
        {"casualties.war_threshold": [most / 2, most], CHOICE: ["automatic", "none"], SWITCH: [True, False]}
    )
    assert (wide.low, wide.high) == (most / 2, most)
    assert choice.options == ("automatic", "none")
    assert set(switch.options) == {True, False}


def test_all_is_every_number_count_and_switch_with_a_range() -> None:
    """`all` leaves out choices, the horizon and what is excluded, and nothing else that has low below high."""
    assert read_ranges("all") is None
    paths = [r.path for r in every({COVERAGE})]
    expected = [
        path
        for path, p in declared().items()
        if p.kind in ("number", "count", "switch")
        and p.low < p.high
        and path not in ("horizon.years", COVERAGE)
    ]
    assert paths == expected
    assert {"number", "switch"} <= {r.kind for r in every()}


def test_all_without_anything_left_is_refused() -> None:
    """When the arms set everything, there is nothing to vary, and the message says so."""
    with pytest.raises(InputError, match="nothing is left to vary"):
        every(set(declared()))


@given(UNIT)
def test_every_range_of_the_model_gives_values_that_a_scenario_takes(place: float) -> None:
    """At any place of the interval, ends included, each value lies within its range and is accepted."""
    unit = np.array([place])
    chosen = [*every(), *read_ranges([p for p, q in declared().items() if q.kind == "choice"])]
    for way in (Range.spread, Range.nearest):
        values = {r.path: way(r, unit)[0] for r in chosen}
        assert all(r.low <= values[r.path] <= r.high for r in chosen if r.kind != "choice")
        Scenario().with_values({path: v if isinstance(v, str) else v.item() for path, v in values.items()})


@given(UNIT, st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_number_stays_inside_to_the_last_bit(place: float, one: float, other: float) -> None:
    """Whatever low and high, no value is outside, and the ends of the interval give low and high."""
    low, high = sorted((one, other))
    drawn = Range("x", "number", low, high).spread(np.array([0.0, place, 1.0]))
    assert drawn.min() >= low and drawn.max() <= high
    assert drawn[0] == low
    assert drawn[2] == pytest.approx(high)


@pytest.mark.parametrize("size", [2, 3, 5, 7, 10])
def test_counts_and_options_are_equally_likely(size: int) -> None:
    """Places spread evenly over the interval give each whole number and each option equally often."""
    places = (np.arange(size * 100) + 0.5) / (size * 100)
    count = Range("x", "count", 4, 3 + size)
    words = tuple(f"option {i}" for i in range(size))
    choice = Range("x", "choice", 0, size - 1, words)
    assert Counter(count.spread(places).tolist()) == dict.fromkeys(range(4, 4 + size), 100)
    assert Counter(choice.spread(places).tolist()) == dict.fromkeys(words, 100)


def test_a_switch_is_on_in_half_of_the_interval() -> None:
    """Below the middle it is off, from the middle on it is on, as a bool."""
    drawn = read_ranges([SWITCH])[0].spread(np.array([0.0, 0.49, 0.5, 1.0]))
    assert drawn.dtype == bool
    assert drawn.tolist() == [False, False, True, True]


@given(st.integers(1, 10).map(lambda n: 2 * n), st.integers(2, 40), st.data())
def test_a_move_on_the_grid_changes_the_value(levels: int, size: int, data: st.DataObject) -> None:
    """The step of a Morris grid changes a count of any size and any even number of levels, from any level."""
    start = data.draw(st.integers(0, levels // 2 - 1))
    ends = np.array([start, start + levels // 2]) / (levels - 1)
    before, after = Range("x", "count", 0, size - 1).nearest(ends)
    assert before < after


def test_a_grid_reaches_both_ends() -> None:
    """The lowest and the highest level are the ends of a range, for numbers as for counts."""
    ends = np.array([0.0, 1.0])
    assert Range("x", "number", 0.2, 0.7).nearest(ends).tolist() == [0.2, 0.7]
    assert Range("x", "count", 3, 12).nearest(ends).tolist() == [3, 12]


def test_a_count_takes_the_value_nearest_to_a_level() -> None:
    """Of ten values four levels take every third; of three, the middle levels share the middle one."""
    levels = np.array([0, 1, 2, 3]) / 3
    assert Range("x", "count", 1, 10).nearest(levels).tolist() == [1, 4, 7, 10]
    assert Range("x", "count", 1, 3).nearest(levels).tolist() == [1, 2, 2, 3]


def test_a_declared_count_is_drawn_in_whole_numbers(observers: str) -> None:
    """A count gives int64 over its declared range, or over its own within what is possible."""
    (own,) = read_ranges({observers: [0, 10]})
    (whole,) = read_ranges([observers])
    assert (own.low, own.high, own.as_given()) == (0, 10, [0, 10])
    assert whole.spread(np.linspace(0, 1, 50)).dtype == np.int64
    assert set(whole.spread(np.linspace(0, 1, 50)).tolist()) == {2, 3, 4, 5, 6}


def test_a_count_refuses_broken_ends(observers: str) -> None:
    """A range of a count from 1.5 is a wrong type."""
    with pytest.raises(InputError, match=r"wrong type at design.sample.over.*a whole number from 0 to 10"):
        read_ranges({observers: [1.5, 3]})


def test_a_path_without_a_declared_range_needs_one(monkeypatch) -> None:
    """What is declared with low = high is refused in a list, left out of `all`, and taken with a range."""
    fixed = {**declared(), COVERAGE: replace(declared()[COVERAGE], low=0.5, high=0.5)}
    monkeypatch.setattr(ranges, "declared", lambda: fixed)
    with pytest.raises(InputError, match=r"no declared range; give one at design.sample.over.monitoring"):
        read_ranges([COVERAGE])
    assert COVERAGE not in [r.path for r in every()]
    assert read_ranges({COVERAGE: [0.1, 0.2]})[0].high == 0.2


def test_coded_values_lie_within_the_bounds_of_the_problem() -> None:
    """The problem names the paths; a sample's values as numbers span its bounds; words count as options."""
    chosen = read_ranges([COVERAGE, SWITCH, CHOICE])
    frame = pd.DataFrame({r.path: r.spread(np.linspace(0, 1, 30)) for r in chosen})
    stated, numbers = problem(chosen), coded(frame, chosen)
    assert (stated["num_vars"], stated["names"]) == (3, [COVERAGE, SWITCH, CHOICE])
    assert numbers.dtype == np.float64
    assert numbers.min(axis=0).tolist() == [low for low, _ in stated["bounds"]]
    assert numbers.max(axis=0).tolist() == [high for _, high in stated["bounds"]]
    assert stated["bounds"][1:] == [[0, 1], [0, len(declared()[CHOICE].options) - 1]]


NAN = float("nan")


@pytest.mark.parametrize(
    ("over", "message"),
    [
        (COVERAGE, "wrong type at design.sample.over .*allowed: a list of dotted paths"),
        ("al", "wrong type.*did you mean 'all'"),
        (None, "wrong type"),
        (3, "wrong type"),
        ([], "nothing to vary"),
        ({}, "nothing to vary"),
        ([3], "wrong type.*a dotted path"),
        ([[COVERAGE]], "wrong type.*a dotted path"),
        (["monitoring.cover"], "unknown parameter at monitoring.cover.*did you mean 'monitoring.coverage'"),
        (["monitoring"], "unknown parameter"),
        (["horizon.years"], "the horizon is the same at every point; set horizon_years"),
        ({"horizon.years": [1, 2]}, "the horizon is the same at every point"),
        ([COVERAGE, RELIEF, COVERAGE], "a path stands twice.*'monitoring.coverage'"),
        ({COVERAGE: 0.5}, r"wrong type at design.sample.over.monitoring.coverage.*\[low, high\]"),
        ({COVERAGE: [0.1, 0.2, 0.3]}, "wrong type"),
        ({COVERAGE: [True, False]}, "wrong type"),
        ({COVERAGE: ["a", "b"]}, "wrong type"),
        ({COVERAGE: [0.5, 0.5]}, "the range is empty.*low below high"),
        ({COVERAGE: [0.6, 0.5]}, "the range is empty"),
        ({COVERAGE: [0.5, 2]}, "value out of range.*a number from 0 to 1"),
        ({COVERAGE: [NAN, 0.5]}, "value out of range"),
        ({COVERAGE: [0.5, float("inf")]}, "value out of range"),
        ({COVERAGE: [0, 10**400]}, "value out of range"),
        (
            {SWITCH: [0, 1]},
            "unknown choice at design.sample.over.table.kyiv in small.yaml: got 0.*false, true",
        ),
        ({SWITCH: [True]}, "wrong type.*two or more of false, true"),
        ({SWITCH: [True, True]}, "an option stands twice"),
        ({CHOICE: [0, 1]}, "unknown choice"),
        ({CHOICE: ["none", "votes"]}, "unknown choice.*did you mean 'vote'"),
        ({CHOICE: "vote"}, "wrong type.*two or more of none, vote, automatic"),
        ({CHOICE: ["vote", "vote"]}, "an option stands twice"),
    ],
)
def test_each_fault_of_over_is_named_in_one_line(over: object, message: str) -> None:
    """Whatever is wrong, there is one message of one line that names the place and the file."""
    with pytest.raises(InputError, match=message) as caught:
        read_ranges(over, Path("small.yaml"))
    assert "\n" not in str(caught.value)
    assert "small.yaml" in str(caught.value)
