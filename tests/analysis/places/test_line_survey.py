"""Quantities of sectors over many ceasefires: ratios of sums with their Monte-Carlo errors."""

import numpy as np
import pytest

from sim.analysis.averages import mean_error
from sim.analysis.places.line_survey import line_survey, ratio
from sim.analysis.places.line_weeks import line_weeks
from sim.scenario import files
from sim.scenario.errors import InputError


@pytest.fixture(scope="module")
def scenario():
    """A coarse line over two years."""
    return files.load("baseline.yaml", {"line.sector_miles": 200.0, "horizon.years": 2.0})


@pytest.fixture(scope="module")
def survey(scenario):
    """Twelve runs of it."""
    return line_survey(scenario, 2, 12)


def test_a_ratio_over_equal_lower_parts_is_a_mean_with_its_standard_error():
    """Where the lower parts are all 1 the ratio and its error are the mean and the error of a mean."""
    values = np.random.default_rng(0).gamma(2.0, 1.0, (40, 1))
    value, error = ratio(values, np.ones_like(values))
    assert (value[0], error[0]) == pytest.approx(mean_error(values[:, 0]))


def test_the_error_of_a_ratio_is_that_of_repeated_samples():
    """Over 4,000 samples of 60 runs the ratio scatters as its error says, within 5 %."""
    rng = np.random.default_rng(1)
    lower = rng.gamma(2.0, 1.0, (60, 4000))
    upper = lower * rng.gamma(5.0, 0.1, (60, 4000))
    value, error = ratio(upper, lower)
    assert error.mean() == pytest.approx(value.std(), rel=0.05)


def test_a_ratio_of_one_run_has_no_error_and_of_nothing_no_value():
    """The error of a single run is NaN, and so is a ratio whose lower part is 0."""
    value, error = ratio(np.array([[3.0, 0.0]]), np.array([[4.0, 0.0]]))
    assert value[0] == 0.75 and np.isnan(value[1]) and np.isnan(error).all()


def test_quantities_are_what_their_definitions_say(scenario, survey):
    """Violations a km and day, watched share by days and recorded over fired, summed over the runs by hand."""
    runs = [line_weeks(scenario, 2, run) for run in range(12)]
    fired, recorded = (
        np.sum([getattr(r, name).sum(axis=0) for r in runs], axis=0) for name in ("fired", "recorded")
    )
    days = sum(r.days.sum() for r in runs)
    watched = np.sum([(r.watched * r.days[:, None]).sum(axis=0) for r in runs], axis=0)
    km = survey.sectors.km
    assert np.allclose(survey.by_sector("violations")[0], fired / km / days)
    assert np.allclose(survey.by_sector("watched")[0], watched / days)
    shown = survey.by_sector("detection")[0]
    assert np.allclose(shown[fired > 0], (recorded / np.maximum(fired, 1e-9))[fired > 0])
    assert np.isnan(shown[fired == 0]).all()
    assert survey.whole("violations")[0] == pytest.approx(fired.sum() / km.sum() / days)
    assert survey.whole("detection")[0] == pytest.approx(recorded.sum() / fired.sum())


def test_one_run_alone_is_the_whole_of_itself(scenario):
    """In a survey of one run the whole line's value is that run's."""
    one = line_survey(scenario, 2, [7])
    for quantity in ("violations", "watched", "detection"):
        assert one.each(quantity)[0] == pytest.approx(one.whole(quantity)[0])


def test_runs_without_a_ceasefire_are_left_out_and_counted():
    """Of runs that begin at war only those that came to a ceasefire are surveyed; where none did it is refused."""
    values = {"line.sector_miles": 200.0, "horizon.years": 1.0}
    survey = line_survey(files.load("road.yaml", {**values, "road.years": 2.0}), 1, 12)
    assert 0 < len(survey.runs) < survey.asked == 12
    never = {"reservation.resolve_russia": 400.0, "reservation.resolve_ukraine": 400.0, "road.years": 1.0}
    with pytest.raises(InputError, match="no run came to a ceasefire"):
        line_survey(files.load("road.yaml", {**values, **never}), 1, 3)


def test_no_runs_and_unknown_quantities_are_refused(scenario, survey):
    """Asking for no runs, or for a quantity that is not there, gets one clear message."""
    with pytest.raises(InputError, match="no runs"):
        line_survey(scenario, 1, 0)
    with pytest.raises(InputError, match="violations"):
        survey.by_sector("violation")
