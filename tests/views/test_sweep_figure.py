"""The figure of a design: an axis, lines, or points side by side; the means that it is given; legible."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from numpy.testing import assert_allclose

from sim.scenario.files import arm, names
from sim.views.sweep_figure import MOST_SIDE_BY_SIDE, sweep_figure

LABELS = {name: arm("regimes", name).title for name in names("regimes")}
COVERAGE, PENALTY = "monitoring.coverage", "accountability.penalty"


def summary(points: Sequence[Mapping[str, object]], arms: Sequence[str]) -> pd.DataFrame:
    """Rows of a summary; means rise by arm and by point, from 4 years."""
    return pd.DataFrame(
        [
            {
                "regime": name,
                **point,
                "runs": 500,
                "rmst_years": 4 + 0.5 * number + 0.1 * place,
                "rmst_se": 0.15,
            }
            for number, name in enumerate(arms)
            for place, point in enumerate(points)
        ]
    )


def drawn(points: Sequence[Mapping[str, object]], arms: Sequence[str]) -> Figure | None:
    """The figure of such a summary; the first arm is the reference."""
    labels = {name: LABELS[name] for name in arms}
    return sweep_figure(summary(points, arms), labels, list(points[0]), arms[0], 10.0)


AXIS = [{COVERAGE: value} for value in (0.0, 0.3, 0.6, 0.9)]
GRID = [{COVERAGE: x, PENALTY: y} for x, y in product((0.0, 0.3, 0.6, 0.9), (0.2, 0.8))]
TABLE = [{COVERAGE: x, PENALTY: y} for x, y in ((0.9, 0.5), (0.1, 0.5), (0.1, 1.0), (0.3, 0.5), (0.3, 1.0))]
MANY = [{COVERAGE: x, PENALTY: 1 - x * x} for x in np.linspace(0, 1, MOST_SIDE_BY_SIDE + 1)]


def lines(figure: Figure) -> list[list[tuple[np.ndarray, np.ndarray]]]:
    """Places and means of every line of markers, panel by panel."""
    return [
        [
            (np.asarray(bars[0].get_xdata(), float), np.asarray(bars[0].get_ydata(), float))
            for bars in axes.containers
        ]
        for axes in figure.axes
        if axes.containers
    ]


@pytest.mark.parametrize("points", [AXIS, GRID, TABLE])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_sweep_is_legible(
    points: list[dict[str, object]], count: int, legible: Callable[[Figure], None]
) -> None:
    """No text is too small, off the page or over another: one axis, a grid, a table; one arm, two, five."""
    figure = drawn(points, list(LABELS)[:count])
    assert figure is not None
    legible(figure)


def test_along_an_axis_each_panel_has_its_arm_and_the_reference() -> None:
    """With one column, its values are the places, and the means those of the summary."""
    figure = drawn(AXIS, ["none", "treaty", "treaty_with_troops"])
    assert figure is not None
    panels = lines(figure)
    assert [len(panel) for panel in panels] == [2, 2]
    for number, panel in enumerate(panels, 1):
        (places, reference), (_, means) = panel
        assert_allclose(places, [0.0, 0.3, 0.6, 0.9])
        assert_allclose(reference, [4.0, 4.1, 4.2, 4.3])
        assert_allclose(means, np.array([4.0, 4.1, 4.2, 4.3]) + 0.5 * number)


def test_points_are_joined_in_the_order_of_the_axis() -> None:
    """A design that lists its values in another order is drawn from the least to the most."""
    figure = drawn(AXIS[::-1], ["none", "treaty"])
    assert figure is not None
    for places, _ in lines(figure)[0]:
        assert_allclose(places, [0.0, 0.3, 0.6, 0.9])


def test_a_second_column_makes_a_line_each(texts: Callable[[Figure], list]) -> None:
    """With two columns, the one with more values is the axis, and each value of the other a line in the key."""
    figure = drawn(GRID, ["none", "treaty"])
    assert figure is not None
    assert len(lines(figure)[0]) == 4
    said = " ".join(text.get_text() for text in texts(figure))
    assert COVERAGE in said and "penalty 0.2" in said and "penalty 0.8" in said


def test_a_table_stands_side_by_side_under_its_names(texts: Callable[[Figure], list]) -> None:
    """Points that fill no grid are not joined along an axis that some lines have in part only."""
    figure = drawn(TABLE, ["none", "treaty"])
    assert figure is not None
    panel = lines(figure)[0]
    assert len(panel) == 2
    assert_allclose(panel[1][0], range(5))
    assert_allclose(panel[1][1], [4.5, 4.6, 4.7, 4.8, 4.9])
    said = [text.get_text() for text in texts(figure)]
    assert "coverage 0.3\npenalty 1" in said


def test_one_arm_is_drawn_by_itself() -> None:
    """Where there is only the reference, it is the arm."""
    figure = drawn(AXIS, ["none"])
    assert figure is not None
    assert [len(panel) for panel in lines(figure)] == [1]


def test_too_many_points_without_an_axis_are_not_drawn() -> None:
    """A sample of points has no axis, and too many points to stand side by side."""
    assert drawn(MANY, ["none", "treaty"]) is None


def test_every_interval_lies_within_the_axis() -> None:
    """The axis of years holds all bars and stays within zero and the horizon."""
    figure = drawn(AXIS, ["none", "treaty_with_troops"])
    assert figure is not None
    low, high = figure.axes[0].get_ylim()
    assert 0 <= low <= 4 - 1.96 * 0.15 and 4.8 + 1.96 * 0.15 <= high <= 10.3


def test_n_horizon_and_caution_are_told(texts: Callable[[Figure], list]) -> None:
    """The figure says how many runs, how many years, what its bars are, and that it is no forecast."""
    figure = drawn(AXIS, ["none", "treaty"])
    assert figure is not None
    said = " ".join(" ".join(text.get_text().split()) for text in texts(figure))
    for words in ("n = 500", "10 years", "95 % interval", "not a forecast", "need not begin at zero"):
        assert words in said
