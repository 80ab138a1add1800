"""The figure of costs: legible with one arm to thirty, each with its number, its bar and its price."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.testing import assert_allclose

from sim.analysis.costs import PARTS, said
from sim.analysis.summary import summarise
from sim.scenario.files import arm, names
from sim.views.cost_figure import COLOURS, cost_figure, places
from sim.views.style import save

TITLES = [arm("regimes", name).title for name in ("none", *(n for n in names("regimes") if n != "none"))]


def rows(count: int, runs: int = 120) -> pd.DataFrame:
    """Summary rows of arms under shared shocks, crowded: gains differ little, and so do most costs."""
    rng = np.random.default_rng(0)
    shock = rng.weibull(0.6, runs)
    frames = []
    for number in range(count):
        years = np.minimum((3.0 + 0.2 * (number % 12)) * shock * rng.lognormal(0, 0.05, runs), 10.0)
        frame = pd.DataFrame({"regime": f"arm{number}", "point": 0, "run": np.arange(runs)}, copy=True)
        frame = frame.assign(days=365.0 * years, collapsed=years < 10.0, recorded=1.0, violations=2.0)
        frame["cause"] = np.where(frame["collapsed"], "erosion", "held")
        money = {part.column: years * (40.0 if part.name == "aid" else 1.0) for part in PARTS}
        frame = frame.assign(**money)
        frame["guarantee_cost"] *= 8.0 if number % 5 == 4 else 0.1
        frames.append(frame)
    summary = summarise(pd.concat(frames, ignore_index=True), "arm0", 10.0)
    titles = (TITLES * 3)[:count]
    return summary.assign(label=[t if i < 12 else f"{t} ({i})" for i, t in enumerate(titles)])


def drawn(count: int) -> tuple[Figure, pd.DataFrame]:
    """The figure with so many arms, rendered, and its rows."""
    given = rows(count)
    figure = cost_figure(given, TITLES[0], 10.0, "monitoring.coverage = 0.2")
    FigureCanvasAgg(figure).draw()
    return figure, given


def texts(figure: Figure) -> list[Text]:
    """Every visible text; ticks beyond the ends of their axis are not drawn."""
    beyond = {
        label
        for axes in figure.axes
        for place, axis in enumerate((axes.xaxis, axes.yaxis))
        for label in axis.get_ticklabels()
        if not min(axis.get_view_interval()) <= label.get_position()[place] <= max(axis.get_view_interval())
    }
    shown = [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]
    return [text for text in shown if text not in beyond]


@pytest.mark.parametrize("count", [2, 3, 12, 30])
def test_text_is_legible(count: int) -> None:
    """No text is smaller than 8.5 points, leaves the page or lies over another, with the real titles."""
    figure, _ = drawn(count)
    renderer, page, boxes = FigureCanvasAgg(figure).get_renderer(), figure.bbox, []
    for text in texts(figure):
        box = Text.get_window_extent(text, renderer)
        assert float(text.get_fontsize()) >= 8.5
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= page.x1 and box.y1 <= page.y1, text.get_text()
        boxes.append((box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1, text.get_text()))
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


@pytest.mark.parametrize("count", [2, 12, 30])
def test_every_arm_has_its_number_bar_and_price(count: int) -> None:
    """Numbers in the plane are those of the bars; each row holds the title, the cost of a year and the price."""
    figure, given = drawn(count)
    plane, bars = figure.axes
    numbers = [str(i) for i in range(1, count)]
    assert sorted(t.get_text() for t in plane.texts) == sorted([*numbers, "reference"])
    lines: dict[float, list[str]] = {}
    for text in bars.texts:
        lines.setdefault(round(text.get_position()[1], 6), []).append(" ".join(text.get_text().split()))
    found = {line[0]: line[1:] for line in lines.values() if len(line) == 4}
    assert set(found) == set(given["label"])
    for row in given.to_dict("records"):
        mark, cost, price = found[row["label"]]
        assert (cost, price) == (f"{row['cost_busd_per_year']:.1f}", said(row) or "reference")
        assert (mark == "◆") == (row["label"] == TITLES[0])
    by_gain = given.iloc[1:].sort_values("rmst_gain_years", ascending=False)["label"]
    assert [found[label][0] for label in by_gain] == numbers


def test_bars_are_as_long_as_the_cost() -> None:
    """The parts of each bar begin where the last ends and together are the cost of a year."""
    figure, given = drawn(12)
    pieces = [p for p in figure.axes[1].patches if isinstance(p, Rectangle)]
    ends: dict[float, float] = {}
    for piece in pieces:
        middle = round(piece.get_y(), 6)
        assert piece.get_x() == pytest.approx(ends.get(middle, 0.0))
        ends[middle] = piece.get_x() + piece.get_width()
    assert sorted(ends.values()) == pytest.approx(sorted(given["cost_busd_per_year"]))


def test_points_stand_where_gain_and_cost_are() -> None:
    """A point of an arm stands at its gain and its extra cost of a year; the reference at 0, 0."""
    figure, given = drawn(12)
    marked = [line for line in figure.axes[0].lines if line.get_marker() in ("o", "D")]
    points = np.array([np.concatenate(line.get_data()) for line in marked])
    wanted = given[["rmst_gain_years", "cost_extra_busd_per_year"]].fillna(0.0).to_numpy()
    assert_allclose(points[np.argsort(points[:, 0])], wanted[np.argsort(wanted[:, 0])])


def test_the_figure_says_n_intervals_and_caution() -> None:
    """It says how many runs, how many years, what its intervals are, and that it is no forecast."""
    words = " ".join(text.get_text() for text in texts(drawn(3)[0])).replace("\n", " ")
    for said_ in ("n = 120", "10 years", "95 %", "not a forecast", "monitoring.coverage = 0.2", TITLES[0]):
        assert said_ in words


def test_every_part_has_a_colour_of_its_own() -> None:
    """Each part of the cost has one colour, and no two share one."""
    assert set(COLOURS) == {part.name for part in PARTS}
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_a_part_that_nobody_pays_is_not_in_the_legend() -> None:
    """The legend names the parts that cost something in some arm."""
    given = rows(3).assign(cost_goodwill_busd_per_year=0.0)
    legend = cost_figure(given, TITLES[0], 10.0).axes[1].get_legend()
    assert legend is not None
    labels = {text.get_text() for text in legend.get_texts()}
    assert labels == {part.label for part in PARTS if part.name != "goodwill"}


def test_the_figure_is_the_same_bytes_each_time() -> None:
    """Drawn twice from the same summary, it is the same file."""
    given = rows(7)
    assert save(cost_figure(given, TITLES[0], 10.0), "png") == save(
        cost_figure(given, TITLES[0], 10.0), "png"
    )


def test_labels_of_one_crowd_stand_apart() -> None:
    """Twenty labels at one point are set apart, near it and within the page; one alone stands close."""
    page, size = (300.0, 200.0), (13.0, 11.0)
    found = np.array(places(np.full((20, 2), 60.0), [size] * 20, np.zeros((0, 2, 2)), page))
    gaps = np.abs(found[:, None] - found[None]) + 1e9 * np.eye(20)[..., None]
    assert ((gaps >= np.array(size) - 1e-9).any(axis=2)).all()
    assert (found >= np.array(size) / 2 - 1e-9).all() and (
        found <= np.array(page) - np.array(size) / 2 + 1e-9
    ).all()
    alone = places(np.array([[60.0, 60.0]]), [size], np.zeros((0, 2, 2)), page)[0]
    assert np.hypot(*(alone - 60.0)) < 20.0
