"""One ceasefire along the line, week by week, is the run of a study, and says what was fired, recorded and watched."""

import numpy as np
import pytest

from sim.agents.tally import EROSION, HELD, RUSSIAN_OFFENSIVE
from sim.analysis.chronicles.history import History
from sim.analysis.places.line_weeks import line_weeks
from sim.engine import batch
from sim.scenario import files

COARSE = {"line.sector_miles": 200.0, "horizon.years": 2.02}


def scenario(name="baseline.yaml", **values):
    """A coarse line over two years and a week cut short; double underscores in names stand for dots."""
    return files.load(name, {**COARSE, **{path.replace("__", "."): v for path, v in values.items()}})


@pytest.mark.parametrize(
    ("cause", "values"),
    [
        (HELD, {}),
        (RUSSIAN_OFFENSIVE, {"aims__russia": 120.0}),
        (EROSION, {"casualties__deaths_per_1000": 10.0, "casualties__war_threshold": 25.0}),
    ],
)
def test_a_walked_run_is_the_run_of_a_study(cause, values):
    """Outcome, violations and recorded violations of walked runs are those of the batch, however they ended."""
    told = scenario(**values)
    rows = batch.run([told], np.zeros(60, int), np.arange(60), seed=3)
    ended = np.flatnonzero(rows["cause"] == cause)[:5].tolist()
    assert ended
    for run in ended:
        weeks = line_weeks(told, 3, run)
        assert weeks.row[0] == rows[run]
        assert weeks.fired.sum() == pytest.approx(rows[run]["violations"])
        assert weeks.recorded.sum() == pytest.approx(rows[run]["recorded"])
        assert weeks.ends[-1] == rows[run]["days"]


def test_what_each_sector_fired_is_what_its_history_holds():
    """Week by week and sector by sector it is what a chronicle replays."""
    told = scenario()
    weeks, history = line_weeks(told, 5, 2), History.replayed(told, 5, 2)
    assert (weeks.ends == history.ends).all()
    assert np.allclose(weeks.fired, history.fired)


def test_nothing_is_recorded_that_was_not_fired():
    """In every week and sector what was recorded is at least nothing and at most what was fired."""
    weeks = line_weeks(scenario(), 5, 1)
    assert (weeks.recorded >= -1e-6).all()
    assert (weeks.recorded <= weeks.fired + 1e-6).all()


def test_evenly_spread_sensors_watch_every_sector_alike():
    """Without reallocation each sector's share is the mission's own of that week, whose coverage is the line's."""
    told = scenario(monitoring__reallocation=0.0)
    weeks, history = line_weeks(told, 5, 1), History.replayed(told, 5, 1)
    before = np.concatenate([history.start, history.worlds])["mission"]["effective"][: len(weeks.ends)]
    assert np.allclose(weeks.watched, before[:, None])


def test_sensors_that_are_moved_watch_most_where_most_is_recorded():
    """With reallocation the sector with most recorded violations is watched more than the quietest."""
    weeks = line_weeks(scenario(monitoring__reallocation=0.8), 5, 1)
    recorded, watched = weeks.recorded.sum(axis=0), weeks.watched.mean(axis=0)
    assert watched[recorded.argmax()] > 1.3 * watched[recorded.argmin()]


def test_a_road_without_a_ceasefire_has_no_weeks():
    """Where nobody signs there is no line to walk."""
    never = {"reservation__resolve_russia": 400.0, "reservation__resolve_ukraine": 400.0, "road__years": 1.0}
    weeks = line_weeks(scenario("road.yaml", **never), 1, 0)
    assert len(weeks.ends) == 0 and weeks.fired.shape == (0, 32)
