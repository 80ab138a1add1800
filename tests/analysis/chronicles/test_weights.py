"""An entry that stands for several runs gives what as many entries of one run give."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sim.analysis.incidence import incidence
from sim.analysis.survival import hazard, influence_on_mean, kaplan_meier, restricted_mean
from sim.scenario.errors import InputError

CAUSES = ["a", "b"]
EXACT = {"rtol": 1e-12, "atol": 1e-13}
ENTRY = st.tuples(st.integers(0, 3650), st.sampled_from(["held", *CAUSES]), st.integers(1, 40))


def both(entries: list[tuple[int, str, int]]) -> tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]:
    """Years, collapses, causes and weights of entries, and the same with an entry a run."""
    years = np.array([days / 365.0 for days, _, _ in entries])
    causes = np.array([cause for _, cause, _ in entries])
    weights = np.array([runs for *_, runs in entries])
    long = [np.repeat(values, weights) for values in (years, causes)]
    return (years, causes != "held", causes, weights), (long[0], long[1] != "held", long[1], weights)


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRY, min_size=1, max_size=25))
def test_the_curve_is_that_of_all_runs(entries: list[tuple[int, str, int]]) -> None:
    """Survival, bands, runs at risk and median of counted entries are those of the runs one by one."""
    (years, collapsed, _, weights), (each, fell, _, _) = both(entries)
    counted, expected = kaplan_meier(years, collapsed, weights=weights), kaplan_meier(each, fell)
    for name in ("times", "at_risk", "events", "survival", "low", "high", "runs", "watched", "median"):
        assert_allclose(getattr(counted, name), getattr(expected, name), **EXACT)
    at = np.linspace(0.01, 11.0, 40)
    assert_allclose(counted.at(at), expected.at(at), **EXACT)
    assert_allclose(counted.number_at_risk(at), expected.number_at_risk(at))


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRY, min_size=1, max_size=25), st.floats(0.1, 10.0))
def test_the_mean_is_that_of_all_runs(entries: list[tuple[int, str, int]], horizon: float) -> None:
    """Restricted mean, its error and the influence of each run are those of the runs one by one."""
    (years, collapsed, _, weights), (each, fell, _, _) = both(entries)
    assert_allclose(
        restricted_mean(years, collapsed, horizon, weights), restricted_mean(each, fell, horizon), **EXACT
    )
    _, influence = influence_on_mean(years, collapsed, horizon, weights)
    expected = influence_on_mean(each, fell, horizon)[1]
    assert_allclose(np.repeat(influence, weights), expected, **EXACT)


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRY, min_size=1, max_size=25))
def test_incidence_and_hazard_are_those_of_all_runs(entries: list[tuple[int, str, int]]) -> None:
    """Incidence of each cause with its bands, and collapses, exposure and hazard of periods, are the same."""
    (years, collapsed, causes, weights), (each, fell, names, _) = both(entries)
    counted, expected = incidence(years, causes, CAUSES, weights=weights), incidence(each, names, CAUSES)
    for cause in CAUSES:
        assert_allclose(counted[cause], expected[cause], **EXACT)
    edges = [0.0, 1 / 12, 1.0, 5.0, 10.0]
    assert_allclose(hazard(years, collapsed, edges, weights=weights), hazard(each, fell, edges), **EXACT)


@pytest.mark.parametrize("weights", [[1.0], [1.0, 0.0], [1.0, -2.0], [1.0, float("nan")]])
def test_weights_that_count_nothing_are_refused(weights: list[float]) -> None:
    """Too few weights, and such as are not positive, raise InputError."""
    with pytest.raises(InputError, match="weights"):
        kaplan_meier([1.0, 2.0], [1, 0], weights=weights)
