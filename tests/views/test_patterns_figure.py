"""The figure of the record against the model: every measure a row, read without colour."""

from __future__ import annotations

from math import inf

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.analysis.patterns.pattern import Measure, Pattern
from sim.views.patterns_figure import BEYOND, patterns_figure, position
from sim.views.style import save

LONG = "hazard of the first 30 days over that of years 2 to 5 (regimes pooled as in history, and more words)"


HALF = Measure("half", 0.0, 1.0, 1.4, 0.1, 9)


def found() -> list[Pattern]:
    """Two facts of the line and three of survival: hits, misses, far misses, open ends, reported ones."""
    return [
        Pattern("V1", "fit", "", "", (Measure("within", 0.6, 2.6, 1.4, 0.1, 30),)),
        Pattern("V2", "fit", "", "", (Measure("far out below", 5.0, 15.0, 1.0, 0.2, 60, ratio=True),)),
        Pattern("SF01", "fit", "", "", (Measure(LONG, 0.35, 0.75, 0.5, 0.02, 1000), HALF)),
        Pattern("SF02", "report", "", "", (Measure("reported", 10.0, 60.0, 80.0, 9.0, 1000, ratio=True),)),
        Pattern("SF03", "report", "", "", (Measure("open", 1.0, inf, 1.3, 0.1, 1000, ratio=True),)),
    ]  # fmt: skip


@pytest.fixture
def drawn() -> Figure:
    """The figure of those facts."""
    return patterns_figure(found(), ["V1", "V2"], "1,000 runs an arm")


def texts(figure: Figure) -> list[Text]:
    """Every visible text."""
    return [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


def words(figure: Figure) -> str:
    """All that is written, in one line."""
    return " ".join(" ".join(text.get_text().split()) for text in texts(figure))


def test_it_says_what_is_shown(drawn) -> None:
    """How many facts are within tolerance, what bars and marks are, n, and that it is no forecast stand on top."""
    for said in (
        "2 of 5 facts within tolerance",
        "95 %",
        "n = 9 to 1,000",
        "1,000 runs an arm",
        "not a forecast",
    ):
        assert said in words(drawn)


def test_every_measure_is_a_row_with_its_numbers(drawn) -> None:
    """Each fact and part is named, with value, interval and tolerance."""
    for pattern in found():
        assert pattern.id in words(drawn)
        for measure in pattern.measures:
            assert measure.fact in words(drawn)
            assert f"({measure.allowed})" in words(drawn)


def test_misses_are_told_without_colour(drawn) -> None:
    """A miss has the word and a mark that is not filled; a hit has neither."""
    assert [text.get_text() for text in texts(drawn)].count("MISSED") == 3
    marks = [line for axes in drawn.axes for line in axes.lines if line.get_marker() not in ("None", "")]
    hollow = [line.get_markerfacecolor() == "white" for line in marks]
    assert hollow == [False, True, False, True, True, False]
    assert {line.get_marker() for line, empty in zip(marks, hollow, strict=True) if not empty} == {"o"}


def test_reported_facts_are_marked(drawn) -> None:
    """Facts that do not gate carry the word and are set in italics."""
    said = texts(drawn)
    assert [text.get_text() for text in said].count("report") == 2
    styles = {text.get_text(): text.get_style() for text in said}
    assert styles["reported"] == styles["SF02"] == "italic"
    assert styles["within"] == styles["V1"] == "normal"


def test_text_is_legible(drawn) -> None:
    """No text is smaller than 8.5 points, leaves the page or lies over another."""
    canvas = FigureCanvasAgg(drawn)
    canvas.draw()
    boxes = []
    for text in texts(drawn):
        box = Text.get_window_extent(text, canvas.get_renderer())
        assert text.get_fontsize() >= 8.5, text.get_text()
        page = drawn.bbox
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= page.x1 + 1 and box.y1 <= page.y1 + 1, (
            text.get_text()
        )
        boxes.append((box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1, text.get_text()))
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


def test_marks_stay_on_their_row(drawn) -> None:
    """A value far outside is drawn at the edge of its panel, pointing outwards."""
    edge = [line for line in drawn.axes[0].lines if line.get_marker() == "<"]
    assert [float(line.get_xdata()[0]) for line in edge] == [-BEYOND]


@pytest.mark.parametrize(
    ("low", "high", "ratio", "value", "place"),
    [
        (0.0, 2.0, False, 0.5, 0.25),
        (0.5, 2.0, True, 1.0, 0.5),
        (1.0, inf, True, 2.0, 1.0),
        (0.9, inf, True, 0.9, 0.0),
        (0.5, 2.0, True, 0.0, -inf),
    ],
)
def test_places_on_the_scale(low: float, high: float, ratio: bool, value: float, place: float) -> None:
    """The ends of a band are 0 and 1, ratios lie on a log scale, and an open band counts a doubling as 1."""
    assert position(Measure("", low, high, value, 0.0, ratio=ratio), value) == pytest.approx(place)


def test_it_is_the_same_bytes_each_time() -> None:
    """Drawn twice from the same patterns, the figure is the same file."""
    one, two = (save(patterns_figure(found(), ["V1", "V2"]), "png") for _ in range(2))
    assert one == two


def test_one_panel_is_enough() -> None:
    """Facts of one kind only make one panel."""
    assert len(patterns_figure(found()[:2], ["V1", "V2"]).axes) == 1
