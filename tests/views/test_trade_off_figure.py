"""The figure of speed against durability: points and crosses are those of the summary, rows its gains, all legible."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.testing import assert_allclose

from sim.analysis.summary import summarise
from sim.views.style import save
from sim.views.trade_off_figure import trade_off_figure

REFERENCE_ARM = "Talks as usual"


@pytest.fixture(scope="module")
def summary(roads, outcomes):
    """Makes the summary of so many made-up arms, with their labels."""

    def make(count: int, **changes: object) -> pd.DataFrame:
        made = summarise(outcomes(roads(count, **changes)), REFERENCE_ARM, changes.get("horizon", 10.0))
        return made.assign(label=made["regime"])

    return make


def points(plane: Axes) -> np.ndarray:
    """Where the points stand, a row a point: x, y, area."""
    return np.array([[*c.get_offsets()[0], c.get_sizes()[0]] for c in plane.collections])


def rows_of(beside: Axes) -> dict[str, list[str]]:
    """The words of each row at the right, by the arm's name, from the top."""
    lines: dict[float, list[str]] = {}
    for text in beside.texts:
        if text.get_position()[1] < 0:
            lines.setdefault(round(float(text.get_position()[1]), 6), []).append(
                " ".join(text.get_text().split())
            )
    return {lines[y][0]: lines[y][1:] for y in sorted(lines, reverse=True)}


@pytest.mark.parametrize("count", [1, 2, 5, 10, 12, 30])
def test_text_is_legible_and_says_n_intervals_and_caution(count: int, summary, legible, texts) -> None:
    """With one arm to thirty no text lies over another, and n, horizon, intervals and caution are said."""
    figure = trade_off_figure(summary(count), REFERENCE_ARM, 10.0, "monitoring.coverage = 0.2")
    legible(figure)
    words = " ".join(" ".join(text.get_text().split()) for text in texts(figure))
    for said in ("n = 120 runs an arm", "10 years", "95 %", "not a forecast", "monitoring.coverage = 0.2"):
        assert said in words


def test_a_point_is_speed_and_durability(summary) -> None:
    """Each arm's point stands at its share within a year and at the mean years that its ceasefires stand."""
    given = summary(7)
    plane = trade_off_figure(given, REFERENCE_ARM, 10.0).axes[0]
    found = points(plane)
    expected = given[["agreed_1y", "rmst_years"]].to_numpy()
    assert_allclose(found[np.lexsort(found[:, :2].T)][:, :2], expected[np.lexsort(expected.T)])
    assert "within 1 year of" in plane.get_xlabel()


def test_a_cross_is_both_intervals(summary) -> None:
    """Through each point go the interval of the share and that of the mean, and no others."""
    given = summary(7)
    plane = trade_off_figure(given, REFERENCE_ARM, 10.0).axes[0]
    lines = sorted(tuple(np.round([*line.get_xdata(), *line.get_ydata()], 9)) for line in plane.lines)
    expected = []
    for row in given.to_dict("records"):
        x, y, reach = row["agreed_1y"], row["rmst_years"], 1.96 * row["rmst_se"]
        expected.append((row["agreed_1y_low"], row["agreed_1y_high"], y, y))
        expected.append((x, x, max(y - reach, 0.0), min(y + reach, 10.0)))
    assert_allclose(lines, sorted(tuple(np.round(line, 9)) for line in expected))


def test_the_larger_point_has_more_peaceful_years(summary) -> None:
    """Areas go up in step with the expected peaceful years of ten."""
    given = summary(7)
    found = points(trade_off_figure(given, REFERENCE_ARM, 10.0).axes[0])
    by_mean = given.set_index(given["rmst_years"].round(9))["peaceful_years_10y"]
    years = np.array([by_mean[round(y, 9)] for y in found[:, 1]])
    assert np.ptp(years) > 0.2
    assert_allclose(found[:, 2] / years, found[0, 2] / years[0])


@pytest.mark.parametrize(
    ("soonest", "within"), [(11.0, "1 year of"), (23.0, "2 years of"), (35.0, "3 years of")]
)
def test_speed_is_read_where_there_is_something_to_read(
    soonest: float, within: str, one_road, outcomes
) -> None:
    """With ceasefires within a year the axis is a year; where fewer than 2 % come by then, two, then three."""
    months = np.where(np.arange(100) < 3, soonest, 90.0)
    arms = {
        name: one_road(months + shift, np.array(["ceasefire"] * 100), np.linspace(1, 12, 100), 10.0)
        for name, shift in ((REFERENCE_ARM, 0.0), ("Other", 0.5))
    }
    made = summarise(outcomes(arms), REFERENCE_ARM, 10.0)
    plane = trade_off_figure(made.assign(label=made["regime"]), REFERENCE_ARM, 10.0).axes[0]
    assert within in plane.get_xlabel()
    assert_allclose(points(plane)[:, 0], 0.03)


def test_the_rows_hold_peaceful_years_and_paired_gains(summary) -> None:
    """At the right stand all arms from the most peaceful years down, each with its gain and the paired interval."""
    given = summary(10)
    beside = trade_off_figure(given, REFERENCE_ARM, 10.0).axes[1]
    found = rows_of(beside)
    ordered = given.sort_values("peaceful_years_10y", ascending=False)
    assert list(found) == ordered["label"].tolist()
    for row in given.to_dict("records"):
        gain, low, high = (row[f"peaceful_gain_years{end}"] for end in ("", "_low", "_high"))
        words = "reference" if row["label"] == REFERENCE_ARM else f"{gain:+.2f} ({low:+.2f} to {high:+.2f})"
        assert found[row["label"]] == [f"{row['peaceful_years_10y']:.2f}", words]


def test_a_gain_that_may_be_none_is_hollow(summary) -> None:
    """Dots stand at the gains within their bars; filled where the interval leaves out 0, hollow where it holds it."""
    given = summary(10)
    low = given["label"] != REFERENCE_ARM
    first = given.index[low][0]
    given.loc[first, ["peaceful_gain_years", "peaceful_gain_years_low", "peaceful_gain_years_high"]] = (
        0.1,
        -0.2,
        0.4,
    )
    beside = trade_off_figure(given, REFERENCE_ARM, 10.0).axes[1]
    dots = {float(line.get_xdata()[0]): line for line in beside.lines if line.get_marker() == "o"}
    bars = {tuple(line.get_xdata()) for line in beside.lines if line.get_marker() == "None"}
    hollow = 0
    for row in given[low].to_dict("records"):
        gain, lower, upper = (row[f"peaceful_gain_years{end}"] for end in ("", "_low", "_high"))
        assert (lower, upper) in bars
        holds = lower <= 0.0 <= upper
        assert (to_hex(dots[gain].get_markerfacecolor()) == "#ffffff") == holds
        hollow += holds
    assert 0 < hollow < low.sum()


def test_an_arm_without_a_ceasefire_is_named_and_not_placed(summary, texts) -> None:
    """An arm that never comes to a ceasefire has no point, is named in the note, and has its row."""
    given = summary(5)
    none = given.loc[given["agreed"] == 0, "label"].tolist()
    assert len(none) == 1
    figure = trade_off_figure(given, REFERENCE_ARM, 10.0)
    assert len(points(figure.axes[0])) == 4
    note = next(t.get_text() for t in texts(figure) if "not a forecast" in t.get_text())
    assert f"want of any ceasefire: {none[0]}" in " ".join(note.split())
    assert rows_of(figure.axes[1])[none[0]][0] == "0.00"


def test_peaceful_years_that_are_not_known_are_not_drawn(summary, legible) -> None:
    """Where ceasefires were watched for two years only, the rows say so and hold no dot but the reference's."""
    figure = trade_off_figure(summary(3, horizon=2.0), REFERENCE_ARM, 2.0)
    legible(figure)
    assert {words[-1] for words in rows_of(figure.axes[1]).values()} == {"not watched long enough"}
    known = [
        line
        for line in figure.axes[1].lines
        if line.get_marker() == "o" and np.isfinite(line.get_xdata()).all()
    ]
    assert known == []


def test_every_arm_is_named_in_the_plane(summary) -> None:
    """Up to twelve arms stand in the plane by name, more by the number of their row."""

    def named(figure: Figure) -> list[str]:
        return sorted(" ".join(text.get_text().split()) for text in figure.axes[0].texts)

    twelve = summary(12)
    assert named(trade_off_figure(twelve, REFERENCE_ARM, 10.0)) == sorted(twelve["label"])
    many = trade_off_figure(summary(30), REFERENCE_ARM, 10.0)
    numbers = sorted(str(number) for number in range(1, 31))
    assert named(many) == numbers
    assert sorted(re.match(r"\d+", name).group() for name in rows_of(many.axes[1])) == numbers  # type: ignore[union-attr]


def test_no_name_lies_on_a_point(summary) -> None:
    """In a crowd of twelve no label covers any part of a point, its own or another's."""
    figure = trade_off_figure(summary(12), REFERENCE_ARM, 10.0)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    plane, scale = figure.axes[0], figure.dpi / 72.0
    for text in plane.texts:
        box = Text.get_window_extent(text, canvas.get_renderer())
        for x, y, area in points(plane):
            middle = plane.transData.transform((x, y))
            nearest = np.clip(middle, (box.x0, box.y0), (box.x1, box.y1))
            assert np.hypot(*(nearest - middle)) >= 0.5 * np.sqrt(area) * scale, text.get_text()


def test_the_figure_is_the_same_bytes_each_time(summary) -> None:
    """Drawn twice from the same summary, it is the same file."""
    one, two = (save(trade_off_figure(summary(6), REFERENCE_ARM, 10.0), "svg") for _ in range(2))
    assert one == two
