"""The line by week and mile: cells hold what was fired and watched, events stand on their day, names can be read."""

import numpy as np
import pytest

from sim.analysis.chronicles.chronicle import chronicle
from sim.analysis.chronicles.mission_events import mission_events
from sim.analysis.places.line_weeks import line_weeks
from sim.engine import batch
from sim.scenario import files
from sim.scenario.errors import InputError
from sim.views.chronicles.time_by_mile import time_by_mile, time_by_mile_figure


def scenario(**values):
    """The baseline over two years; double underscores in names stand for dots."""
    return files.load(
        "baseline.yaml", {"horizon.years": 2.0, **{k.replace("__", "."): v for k, v in values.items()}}
    )


def fragile():
    """A run that Moscow ends."""
    told = scenario(aims__russia=120.0)
    story = next(s for run in range(40) if (s := chronicle(told, 3, run)).cause == "russian_offensive")
    return story, line_weeks(told, 3, story.run)


@pytest.fixture(scope="module")
def collapsed():
    """A run that Moscow ends, told and by week and sector."""
    return fragile()


@pytest.fixture(scope="module")
def figure(collapsed):
    """Its picture."""
    return time_by_mile_figure(*collapsed, "baseline")


def marks(figure, gid):
    """What carries a mark."""
    return figure.findobj(lambda artist: artist.get_gid() == gid)


def texts(figure):
    """All that is written."""
    return " ".join(t.get_text() for t in figure.findobj(lambda a: hasattr(a, "get_text"))).replace("\n", " ")


def test_cells_hold_weekly_violations_a_km_and_watched_shares(collapsed, figure):
    """Colours of both panels are the run's own numbers, a column a week and a row a sector."""
    _, weeks = collapsed
    (fired,), (seen,) = marks(figure, "violations"), marks(figure, "watched")
    shape = len(weeks.sectors), len(weeks.ends)
    shown = np.ma.filled(fired.get_array(), 0.0).reshape(shape)
    assert np.allclose(shown * weeks.sectors.km[:, None] * weeks.days / 7, weeks.fired.T)
    assert np.allclose(np.asarray(seen.get_array()).reshape(shape), weeks.watched.T)


def test_collapse_and_offensive_are_marked_on_both_panels(collapsed, figure):
    """Lines stand on the days of the order to attack and of the collapse, and both are labelled."""
    story, _ = collapsed
    for kind in ("collapse", "attack_ordered"):
        day = next(e.day for e in story.events if e.kind == kind)
        lines = marks(figure, f"event:{kind}")
        assert len(lines) == 2 and {line.get_xdata()[0] for line in lines} == {day}
        assert len(marks(figure, f"label:{kind}")) == 1


def test_snap_back_is_marked():
    """A run in which sanctions snap back has a line on that day."""
    told = files.load("baseline.yaml", {"line.sector_miles": 200.0, "horizon.years": 6.0})
    rows = batch.run([told], np.zeros(60, int), np.arange(60), seed=1)
    story = chronicle(told, 1, int(np.flatnonzero(rows["snapbacks"] > 0)[0]))
    day = next(e.day for e in story.events if e.kind == "snapback")
    figure = time_by_mile(told, 1, story.run)
    assert day in {line.get_xdata()[0] for line in marks(figure, "event:snapback")}


def test_the_mission_leaves_in_the_week_it_is_told_to():
    """The event stands at the end of the first whole week after the year of leaving, and is marked on the picture."""
    told = scenario(patrols__leave_year=1.0, horizon__capitals="rest", casualties__war_threshold=1e5)
    story = chronicle(told, 1, 0)
    (left,) = mission_events(story)
    assert 365 <= left.day <= 365 + 7 + 1
    figure = time_by_mile(told, 1, 0)
    assert {line.get_xdata()[0] for line in marks(figure, "event:mission_leaves")} == {left.day}


def test_a_mission_that_stays_or_was_never_there_does_not_leave():
    """Without people, or with a mission that stays, there is no such event."""
    for values in ({}, {"patrols__leave_year": 1.0, "patrols__personnel": 0.0}):
        assert not list(mission_events(chronicle(scenario(**values, horizon__capitals="rest"), 1, 0)))


def test_miles_run_downwards_and_every_segment_is_named(collapsed, figure):
    """The north-west is at the top; names stand in the order of the line, one a segment."""
    _, weeks = collapsed
    bottom, top = figure.axes[0].get_ylim()
    assert bottom > top == 0 and bottom == pytest.approx(1200, abs=1)
    names = marks(figure, "name:violations")
    assert len(names) == len(weeks.sectors.segment_names) == 32
    heights = [name.xyann[1] for name in names]
    assert heights == sorted(heights, reverse=True)
    assert all(
        whole.startswith(name.get_text().removesuffix("-…").split(" (")[0].split("-")[0])
        for name, whole in zip(names, weeks.sectors.segment_names, strict=True)
    )


@pytest.mark.parametrize(
    ("definition", "miles"),
    [("whole_perimeter", 5.0), ("whole_perimeter", 200.0), ("front", 10.0), ("donbas_2020", 10.0)],
)
def test_everything_written_can_be_read(definition, miles, legible):
    """No text is too small, off the page or over another, for any line and cut."""
    told = scenario(line__definition=definition, line__sector_miles=miles)
    legible(time_by_mile(told, 1, 0, "Reassurance force of European states behind the line, ratified"))


def test_it_says_what_it_is_of(figure):
    """n, seed, what ended it, the share recorded, and that it is no forecast."""
    said = texts(figure)
    for part in (
        "n = 1 (seed 3",
        "no interval",
        "it ended after",
        "recorded",
        "not a forecast",
        "by week and mile",
    ):
        assert part in said, part


def test_a_road_without_a_ceasefire_is_refused():
    """Where nobody signs there is no line to show, and that is said."""
    never = {"reservation.resolve_russia": 400.0, "reservation.resolve_ukraine": 400.0, "road.years": 1.0}
    with pytest.raises(InputError, match="no ceasefire"):
        time_by_mile(files.load("road.yaml", {"line.sector_miles": 200.0, **never}), 1, 0)
