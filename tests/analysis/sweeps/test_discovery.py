"""Scenario discovery against planted boxes and against noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from sim.analysis.sweeps.box import Box, best, pruned, score, short
from sim.analysis.sweeps.discovery import Discovery, find
from sim.analysis.sweeps.failing import Failing
from sim.scenario.errors import InputError
from tests.analysis.sampled import PATHS, SWITCH, made_up

pytest.importorskip("ema_workbench")

#: Small, since every search takes a fifth of a second.
SMALL = {"method": "lhs", "points": 150, "over": list(PATHS[:3])}
SAMPLE = {"method": "lhs", "points": 300, "over": [*PATHS[:5], SWITCH]}
FAILS = Failing("survival_5y", 0.5)


def search(years: Callable[[np.ndarray], np.ndarray], permutations: int = 2, **more: float) -> Discovery:
    """What is found of arm ``other``; points on the unit cube, the switch last."""
    return find(made_up(SAMPLE, years, **more), "other", FAILS, boxes=1, permutations=permutations)  # type: ignore[arg-type]


def planted(x: np.ndarray) -> np.ndarray:
    """Two years where the first is above 0.6, the second below 0.5 and the switch is on, else eight."""
    return np.where((x[:, 0] > 0.6) & (x[:, 1] < 0.5) & (x[:, 5] > 0.5), 2.0, 8.0)


def test_a_planted_box_is_recovered() -> None:
    """Limits come back within 0.05 of their range, the switch is found, and nothing else is restricted."""
    found = search(planted)
    (box,) = found.boxes
    assert set(box.box.limits) == {PATHS[0], PATHS[1], SWITCH}
    assert box.box.limits[SWITCH] == frozenset({True})
    for path, ends in ((PATHS[0], (0.6, 1.0)), (PATHS[1], (0.0, 0.5))):
        r = found.ranges[path]
        limit = box.box.limits[path]
        assert not isinstance(limit, frozenset)
        assert [(end - r.low) / (r.high - r.low) for end in limit] == pytest.approx(ends, abs=0.05)
    assert box.score.coverage > 0.9 and box.score.density > 0.9
    assert box.held_out.coverage > 0.6 and box.held_out.density > 0.6
    assert box.coverage_interval[0] <= box.score.coverage <= box.coverage_interval[1]
    assert box.kept[PATHS[0]] >= 4
    assert found.failing.words(found.measure) == "share standing at 5 years below 0.5"


def test_noise_has_no_box_that_beats_chance() -> None:
    """In pure noise the search finds boxes, as searches do; none is kept, and it is said that chance finds as much."""
    noise = np.random.default_rng(1).random((2, 150)) < 0.3
    for fails in noise:
        study = made_up(SMALL, lambda x, fails=fails: np.where(fails, 2.0, 8.0))  # type: ignore[misc]
        found = find(study, "other", FAILS, boxes=1, permutations=9)
        assert found.boxes == [] and found.table().empty
        assert found.rejected is not None and found.rejected.score.density > fails.mean()
        assert found.remark == "no box holds more failures than the best of permuted outcomes does by chance"
        # What is held out shows it too: the box does no better there than any points.
        assert found.rejected.held_out.density < fails.mean() + 0.15


def test_what_hardly_ever_fails_is_said_so() -> None:
    """With fewer than twenty failing points no box is looked for, and why is said."""
    found = search(lambda x: np.where(x[:, 0] > 0.97, 2.0, 8.0))
    assert found.boxes == [] and found.rejected is None
    assert "fails at 9 of 300 points; a box needs 20 of each kind" in found.remark


def test_runs_are_cases_where_there_is_one_a_point() -> None:
    """With one run a point the run itself fails or holds, and noise at the threshold is not known."""
    found = search(planted, runs=1)
    assert found.unit == "runs" and np.isnan(found.uncertain)
    assert len(found.boxes) == 1


def test_points_near_the_threshold_are_counted() -> None:
    """With noise of two years and means of five, nearly every point is within noise of five years."""
    study = made_up(SMALL, lambda x: 5 + 0.01 * x[:, 0], runs=4, noise=2.0)
    found = find(study, "other", Failing("rmst_years", 5.0), boxes=1, permutations=1)
    assert found.uncertain > 0.9
    assert find(study, "other", Failing("rmst_years", 0.5)).uncertain < 0.05


def test_a_second_box_is_found_among_what_is_left() -> None:
    """Two planted corners, of a quarter and a seventh of the points, come out as two boxes that share no point."""

    def corners(x: np.ndarray) -> np.ndarray:
        one = (x[:, 0] > 0.6) & (x[:, 1] > 0.4)
        other = (x[:, 2] < 0.5) & (x[:, 3] < 0.5) & (x[:, 0] < 0.6)
        return np.where(one | other, 2.0, 8.0)

    found = find(made_up(SAMPLE, corners), "other", FAILS, boxes=2, permutations=1)
    assert [set(box.box.limits) >= paths for box, paths in zip(
        found.boxes, ({PATHS[0], PATHS[1]}, {PATHS[2], PATHS[3]}), strict=True)] == [True, True]  # fmt: skip
    first, second = (box.score for box in found.boxes)
    assert first.coverage + second.coverage > 0.85
    table = found.table()
    assert list(table["box"].unique()) == [1, 2]
    assert (table["density_without"] <= table["density"]).all()


def test_a_gain_can_fail_too() -> None:
    """Gain over the reference is a measure; the reference has none over itself."""
    study = made_up(SMALL, lambda x: 1 + 4 * x[:, 0])
    failing = Failing.read("gain_rmst_years < 2")
    found = find(study, "other", failing, boxes=1, permutations=1)
    (box,) = found.boxes
    assert box.box.limits[PATHS[0]][1] == pytest.approx(  # type: ignore[index]
        found.ranges[PATHS[0]].low + 0.5 * (found.ranges[PATHS[0]].high - found.ranges[PATHS[0]].low),
        rel=0.05,
    )
    with pytest.raises(InputError, match="no gain over itself"):
        find(study, "none", failing)


@pytest.mark.parametrize("text", ["survival_5y", "survival_5y = 1", "rmst_years < x", "gain < 1", ""])
def test_what_is_no_condition_is_refused(text: str) -> None:
    """Anything but a measure, a sign and a number is one clear message."""
    with pytest.raises(InputError, match="not a condition"):
        Failing.read(text)


def test_conditions_are_read_as_they_are_told() -> None:
    """A condition says what it was read from."""
    for text in ("survival_5y < 0.5", "gain_rmst_years < 0.25", "survival_2.5y > 0.9"):
        assert str(Failing.read(text)) == text


def test_scores_of_a_box_of_four() -> None:
    """Of eight points four lie in the box and three of them fail, of four in all: all by hand."""
    inside = np.array([1, 1, 1, 1, 0, 0, 0, 0], bool)
    cases = np.array([1, 1, 1, 0, 1, 0, 0, 0], bool)
    found = score(inside, cases)
    assert (found.points, found.cases) == (4, 3)
    assert (found.coverage, found.density, found.mass) == (0.75, 0.75, 0.5)
    assert found.lead == pytest.approx(0.5 * (0.75 - 0.5))


def test_restrictions_that_do_nothing_are_dropped() -> None:
    """Of two restrictions the one that holds no case apart goes; the best of several boxes has the largest lead."""
    points = pd.DataFrame({"a": np.arange(10.0), "b": np.arange(10.0)[::-1]})
    cases = points["a"].to_numpy() >= 5
    both = Box({"a": (5.0, 9.0), "b": (0.0, 8.0)})
    assert pruned(both, points, cases).limits == {"a": (5.0, 9.0)}
    assert best([Box({}), Box({"a": (8.0, 9.0)}), both], points, cases).limits == {"a": (5.0, 9.0)}


@pytest.mark.parametrize(
    ("value", "said"), [(0.4433, "0.443"), (17.26, "17.3"), (1300.0, "1,300"), (-2500.0, "-2,500")]
)
def test_limits_are_told_without_an_exponent(value: float, said: str) -> None:
    """Three digits, and thousands written out."""
    assert short(value) == said
