"""Survival estimates against exact toy cases, lifelines and the bootstrap."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from numpy.testing import assert_allclose

from sim.analysis.incidence import incidence
from sim.analysis.survival import hazard, influence_on_mean, kaplan_meier, restricted_mean
from sim.scenario.errors import InputError


def censored_sample(seed: int, runs: int = 400, ties: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Weibull times (shape 0.6) cut by exponential censoring and by a horizon of ten years."""
    rng = np.random.default_rng(seed)
    collapse = 6 * rng.weibull(0.6, runs)
    watched = np.minimum(rng.exponential(12, runs), 10.0)
    years, collapsed = np.minimum(collapse, watched), collapse <= watched
    return (np.ceil(years * 4) / 4, collapsed) if ties else (years, collapsed)


def test_a_textbook_curve_by_hand() -> None:
    """Times 1, 2+, 3, 3, 5+ give survival 4/5 after 1 and 4/5 x 1/3 after 3."""
    curve = kaplan_meier([1, 2, 3, 3, 5], [1, 0, 1, 1, 0])
    assert curve.times.tolist() == [1, 3]
    assert curve.at_risk.tolist() == [5, 3]
    assert curve.events.tolist() == [1, 2]
    assert_allclose(curve.survival, [4 / 5, 4 / 15])
    assert curve.median == 3
    assert curve.number_at_risk([0, 1, 2, 2.5, 3, 4]).tolist() == [5, 5, 4, 3, 3, 1]


@pytest.mark.parametrize("ties", [False, True])
def test_curve_and_bands_are_those_of_lifelines(ties: bool) -> None:
    """Under general censoring, with and without ties, estimate and log(-log) bands equal lifelines'."""
    years, collapsed = censored_sample(1, ties=ties)
    curve = kaplan_meier(years, collapsed)
    peer = KaplanMeierFitter().fit(years, collapsed)
    at = curve.times
    assert_allclose(curve.survival, peer.survival_function_at_times(at).to_numpy(), rtol=1e-12)
    bands = peer.confidence_interval_.loc[at].to_numpy()
    assert_allclose(np.column_stack([curve.low, curve.high]), bands, rtol=1e-9)


def test_bands_hold_the_truth_about_as_often_as_they_say() -> None:
    """Of 400 censored samples of 100 runs, 95 % bands at two years hold the true survival in 92-98 %."""
    truth = np.exp(-((2 / 6) ** 0.6))
    held = 0
    for seed in range(400):
        _, low, high = kaplan_meier(*censored_sample(seed, runs=100)).at(2.0)
        held += bool(low <= truth <= high)
    assert 0.92 <= held / 400 <= 0.98


def test_survival_is_empty_past_what_was_watched() -> None:
    """Past the last censored run survival is NaN; when the last run collapsed it stays 0."""
    watched = kaplan_meier([1.0, 3.0], [True, False])
    assert_allclose(watched.at(3.0)[0], 0.5)
    assert all(np.isnan(x) for x in watched.at(3.1))
    gone = kaplan_meier([1.0, 3.0], [True, True])
    assert gone.at(50.0)[0] == 0.0


def test_no_collapse_still_leaves_doubt() -> None:
    """When none of 1,000 runs collapsed survival is 1, with the exact binomial lower bound."""
    survival, low, high = kaplan_meier(np.full(1000, 10.0), np.zeros(1000)).at(10.0)
    assert (survival, high) == (1.0, 1.0)
    assert_allclose(low, 0.025 ** (1 / 1000))


def test_all_collapsed_still_leaves_doubt() -> None:
    """When every run collapsed the upper bound stays above 0."""
    curve = kaplan_meier([1.0, 2.0, 3.0], [1, 1, 1])
    assert curve.survival[-1] == curve.low[-1] == 0
    assert 0 < curve.high[-1] < 1
    assert np.all(np.diff(curve.high) <= 1e-12)


def test_restricted_mean_without_censoring_is_a_plain_mean() -> None:
    """With nothing censored before the horizon, mean and variance are those of min(T, horizon)."""
    rng = np.random.default_rng(5)
    times = 4 * rng.weibull(0.6, 300)
    cut = np.minimum(times, 10.0)
    mean, se = restricted_mean(cut, times <= 10, 10.0)
    assert_allclose(mean, cut.mean(), rtol=1e-12)
    assert_allclose(se, cut.std() / np.sqrt(300), rtol=1e-10)


@pytest.mark.parametrize("ties", [False, True])
def test_standard_error_of_the_restricted_mean_matches_the_bootstrap(ties: bool) -> None:
    """Under general censoring the standard error agrees with 1,500 resamples within 6 %."""
    years, collapsed = censored_sample(2, runs=300, ties=ties)
    _, se = restricted_mean(years, collapsed, 8.0)
    rng = np.random.default_rng(3)
    means = []
    for _ in range(1500):
        pick = rng.integers(0, years.size, years.size)
        means.append(restricted_mean(years[pick], collapsed[pick], 8.0)[0])
    assert_allclose(se, np.std(means), rtol=0.06)


def test_restricted_mean_is_the_area_under_lifelines_curve() -> None:
    """The mean is the area under the Kaplan-Meier curve up to a horizon between two collapses."""
    years, collapsed = censored_sample(4)
    fitted = KaplanMeierFitter().fit(years, collapsed).survival_function_["KM_estimate"]
    times, heights = fitted.index.to_numpy(), fitted.to_numpy()
    inside = times < 7.3
    area = np.sum(heights[inside] * np.diff(np.append(times[inside], 7.3)))
    assert_allclose(restricted_mean(years, collapsed, 7.3)[0], area, rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 80), st.booleans())
def test_influences_sum_to_zero_and_square_to_greenwood(seed: int, runs: int, ties: bool) -> None:
    """Whatever the censoring, influences sum to zero and their squares to Greenwood's variance."""
    years, collapsed = censored_sample(seed, runs, ties)
    horizon = 0.9 * years.max()
    if horizon <= 0:
        return
    _, influence = influence_on_mean(years, collapsed, horizon)
    assert_allclose(influence.sum(), 0.0, atol=1e-8 * runs * horizon)
    curve = kaplan_meier(years, collapsed)
    inside = curve.times < horizon
    times, survival = curve.times[inside], curve.survival[inside]
    widths = np.diff(np.append(times, horizon))
    area = np.cumsum((survival * widths)[::-1])[::-1]
    y, d = curve.at_risk[inside], curve.events[inside]
    greenwood = np.sum(np.where(y > d, area**2 * d / (y * np.maximum(y - d, 1)), 0.0))
    assert_allclose(np.sum(influence**2) / runs**2, greenwood, rtol=1e-8, atol=1e-14)


def test_restricted_mean_is_refused_a_value_past_the_watching() -> None:
    """A horizon that was not watched gives NaN, unless every run collapsed before."""
    assert np.isnan(restricted_mean([1.0, 4.0], [1, 0], 10.0)).all()
    assert restricted_mean([1.0, 4.0], [1, 1], 10.0)[0] == 2.5


def test_incidences_and_survival_share_out_every_run() -> None:
    """At every time survival and the incidences of all causes add up to 1."""
    years, collapsed = censored_sample(6, ties=True)
    cause = np.where(collapsed, np.random.default_rng(0).choice(["a", "b", "c"], years.size), "held")
    frames = incidence(years, cause, ["a", "b", "c"])
    total = sum(frame["incidence"].to_numpy()[1:] for frame in frames.values())
    assert_allclose(total, 1 - kaplan_meier(years, collapsed).survival, atol=1e-12)


def test_incidence_and_its_bands_are_those_of_lifelines() -> None:
    """Cumulative incidence and its bands equal lifelines' Aalen-Johansen under general censoring."""
    years, collapsed = censored_sample(7)
    code = np.where(collapsed, np.random.default_rng(1).integers(1, 3, years.size), 0)
    cause = np.array(["held", "a", "b"])[code]
    ours = incidence(years, cause, ["a", "b"])["a"]
    peer = AalenJohansenFitter(calculate_variance=True).fit(years, code, event_of_interest=1)
    at = ours["years"].to_numpy()[1:]
    assert_allclose(ours["incidence"][1:], peer.cumulative_density_.loc[at].iloc[:, 0], rtol=1e-10)
    assert_allclose(ours[["low", "high"]][1:], peer.confidence_interval_.loc[at], rtol=1e-2, atol=2e-3)


def test_incidence_variance_without_censoring_is_binomial() -> None:
    """With nothing censored the bands come from p (1 - p) / n."""
    rng = np.random.default_rng(9)
    years, cause = rng.exponential(3, 200), rng.choice(["a", "b"], 200)
    frame = incidence(years, cause, ["a", "b"])["a"].iloc[60]
    p = frame["incidence"]
    spread = 1.959964 * np.sqrt(p * (1 - p) / 200) / (p * np.log(p))
    assert_allclose([frame["low"], frame["high"]], [p ** np.exp(-spread), p ** np.exp(spread)], rtol=1e-5)


def test_hazard_counts_collapses_over_time_at_risk() -> None:
    """Three runs of 1, 2.5 and 3 years give exposures 3 and 3.5 over the first two and the next years."""
    table = hazard([1.0, 2.5, 4.0], [True, True, False], [0, 1, 3, 5, 6])
    assert table["exposure_years"].tolist() == [3.0, 3.5, 1.0, 0.0]
    assert table["collapses"].tolist() == [1, 1, 0, 0]
    assert_allclose(table["hazard"][:3], [1 / 3, 1 / 3.5, 0])
    assert table["low"][2] == 0 and table["high"][2] > 0
    assert np.isnan(table["hazard"][3])


def test_hazard_intervals_are_exact() -> None:
    """With 10 collapses in 100 years the exact 95 % interval is 0.04795 to 0.18390."""
    years = np.append(np.full(10, 5.0), np.full(10, 5.0))
    table = hazard(years, np.repeat([True, False], 10), [0, 5])
    assert_allclose(
        table.loc[0, ["hazard", "low", "high"]].astype(float), [0.1, 0.04795389, 0.1839036], rtol=1e-5
    )


@pytest.mark.parametrize(
    ("years", "collapsed"), [([], []), ([1.0], [1, 0]), ([-1.0], [1]), ([float("nan")], [0])]
)
def test_bad_samples_are_refused(years: list[float], collapsed: list[int]) -> None:
    """No runs, lengths that differ, negative or missing times each raise InputError."""
    with pytest.raises(InputError):
        kaplan_meier(years, collapsed)
