"""The picture of one ceasefire shows what the chronicle tells."""

import numpy as np
import pytest

from sim.analysis.chronicles.chronicle import chronicle
from sim.incentives.terms import TERMS
from sim.scenario import files
from sim.views.chronicles.chronicle_figure import chronicle_figure
from sim.views.chronicles.chronicle_panels import FAMILIES
from sim.views.style import CAUSE_LABELS


def first(cause, **overrides):
    """The first run with a cause among forty short, fragile ones."""
    scenario = files.load("baseline.yaml", {"horizon.years": 2.0, "aims.russia": 90.0, **overrides})
    return next(story for run in range(40) if (story := chronicle(scenario, 3, run)).cause == cause)


@pytest.fixture(scope="module")
def collapsed():
    """A run that Moscow ends."""
    return first("russian_offensive")


@pytest.fixture(scope="module")
def figure(collapsed):
    """Its picture."""
    return chronicle_figure(collapsed, "baseline")


def marks(figure, gid):
    """What carries a mark."""
    return figure.findobj(lambda artist: artist.get_gid() == gid)


def texts(figure):
    """All that is written."""
    return " ".join(t.get_text() for t in figure.findobj(lambda a: hasattr(a, "get_text"))).replace("\n", " ")


def test_the_collapse_is_marked_on_every_panel_and_named(collapsed, figure):
    """A line stands at the day of the collapse in each panel, and its label names the cause."""
    lines = marks(figure, "event:collapse")
    assert len(lines) == 7
    assert {line.get_xdata()[0] for line in lines} == {collapsed.days}
    assert [label.get_text() for label in marks(figure, "label:collapse")] == ["collapse: Moscow's offensive"]


def test_a_ceasefire_that_holds_has_no_mark_of_a_collapse():
    """A run without a collapse says that it held."""
    story = first("held", **{"horizon.years": 1.0})
    figure = chronicle_figure(story, "baseline")
    assert not marks(figure, "event:collapse")
    assert [label.get_text() for label in marks(figure, "label:held")] == ["held"]


def test_labels_do_not_overlap(figure):
    """No two labels of events share ink."""
    figure.canvas.draw()
    boxes = [
        label.get_window_extent()
        for label in figure.findobj(lambda artist: str(artist.get_gid()).startswith("label:"))
    ]
    assert len(boxes) > 2
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:i])


def test_colours_are_weekly_violations_per_km(collapsed, figure):
    """The mesh holds violations over the weeks and kilometres of each cell; white where there were none."""
    (mesh,) = marks(figure, "violations")
    shown = np.ma.filled(mesh.get_array(), 0.0).reshape(len(collapsed.sectors), len(collapsed.ends))
    weeks = np.diff(np.concatenate([[0], collapsed.ends])) / 7
    assert np.allclose(shown * collapsed.sectors.km[:, None] * weeks, collapsed.fired.T)


def test_it_says_that_it_is_one_run_of_a_model(figure):
    """Title and note say that this is one simulated run, not a forecast, with its n and seed."""
    said = texts(figure)
    for words in ("One simulated ceasefire", "not a forecast", "n = 1", "seed 3"):
        assert words in said


def test_the_regions_of_the_line_are_named_from_north_west_to_the_sea(figure):
    """Miles run downwards from the north-west, and the regions are named beside them."""
    line = figure.axes[0]
    bottom, top = line.get_ylim()
    assert bottom > top == 0
    said = texts(figure)
    for words in ("border with Belarus", "border with Russia", "Donetsk", "Dnipro"):
        assert words in said


def test_the_families_of_terms_leave_no_term_out():
    """Every term is drawn in exactly one family, so that the stack adds up to the incentive."""
    assert sorted(term for terms in FAMILIES.values() for term in terms) == sorted(TERMS)


def test_every_cause_can_be_drawn():
    """A ceasefire of a day, and one with the capitals at rest, are drawn like any other."""
    eroded = files.load(
        "baseline.yaml", {"casualties.deaths_per_1000": 10.0, "casualties.war_threshold": 25.0}
    )
    story = chronicle(eroded, 3, 0)
    assert story.cause in CAUSE_LABELS
    chronicle_figure(story, "eroded").canvas.draw()
    rest = files.load("baseline.yaml", {"horizon.capitals": "rest", "horizon.years": 0.02})
    chronicle_figure(chronicle(rest, 3, 0), "rest").canvas.draw()
