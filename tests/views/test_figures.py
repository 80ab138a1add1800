"""Figures: labelled with n, horizon and bands; legible with twelve arms; the same bytes each time."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.analysis.comparison import paired_gain
from sim.engine.outcome import CAUSES
from sim.scenario.files import arm, names
from sim.views.gain_figure import gain_figure
from sim.views.incidence_figure import incidence_figure
from sim.views.style import apart, save, year_ticks
from sim.views.survival_figure import survival_figure

TITLES = [arm("regimes", name).title for name in ("none", *(n for n in names("regimes") if n != "none"))]


def arms(count: int, runs: int = 120) -> dict[str, pd.DataFrame]:
    """Arms under shared shocks, each standing longer than the one before; the first is the reference."""
    rng = np.random.default_rng(0)
    shock = rng.weibull(0.6, runs)
    made = {}
    for number, title in enumerate(TITLES[:count]):
        years = (3 + 2 * number) * shock
        cause = np.where(years <= 10, rng.choice(CAUSES[1:], runs), "held")
        made[title] = pd.DataFrame(
            {
                "run": np.arange(runs),
                "days": np.minimum(years, 10) * 365,
                "collapsed": years <= 10,
                "cause": cause,
            }
        )
    return made


def gains(count: int) -> pd.DataFrame:
    """Paired gains of those arms over the first."""
    made = arms(count)
    rows = []
    for title, frame in made.items():
        if title != TITLES[0]:
            gain = paired_gain(frame, made[TITLES[0]], 10.0)
            rows.append((title, gain.years, gain.low, gain.high, gain.runs))
    return pd.DataFrame(rows, columns=["label", "years", "low", "high", "runs"])


def drawn(kind: str, count: int) -> Figure:
    """A figure of a kind with so many arms, with a line about the design point."""
    if kind == "gain":
        return gain_figure(gains(count), TITLES[0], 10.0, "monitoring.coverage = 0.2")
    if kind == "incidence":
        return incidence_figure(arms(count), 10.0, "monitoring.coverage = 0.2")
    return survival_figure(arms(count), TITLES[0], 10.0, "monitoring.coverage = 0.2")


def texts(figure: Figure) -> list[Text]:
    """Every visible text of a figure."""
    return [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible()]


CASES = [(kind, count) for kind in ("survival", "gain", "incidence") for count in (2, 3, 6, 7, 12)]


@pytest.mark.parametrize(("kind", "count"), CASES)
def test_figures_say_n_horizon_bands_and_caution(kind: str, count: int) -> None:
    """Every figure says how many runs, how many years, what its bands are, and that it is no forecast."""
    words = " ".join(text.get_text() for text in texts(drawn(kind, count)))
    for said in ("n = 120", "10 years", "95 %", "not a forecast", "monitoring.coverage = 0.2"):
        assert said in words


@pytest.mark.parametrize(("kind", "count"), CASES)
def test_text_is_legible(kind: str, count: int) -> None:
    """No text is smaller than 8.5 points, leaves the page or lies over another, with the real titles."""
    figure = drawn(kind, count)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    page = figure.bbox
    boxes = []
    for text in texts(figure):
        if text.axes is not None and not text.axes.axison and text not in text.axes.texts:
            continue  # ticks of an axis that is switched off
        box = Text.get_window_extent(text, canvas.get_renderer())  # without the line that leads to it
        assert text.get_fontsize() >= 8.5, text.get_text()
        inside = box.x0 >= -1 and box.y0 >= -1 and box.x1 <= page.x1 + 1 and box.y1 <= page.y1 + 1
        assert inside, text.get_text()
        boxes.append((box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1, text.get_text()))
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


def test_every_arm_is_shown() -> None:
    """With twelve arms each title stands once in the survival and incidence figures."""
    for kind in ("survival", "incidence"):
        found = " ".join(" ".join(t.get_text().split()) for t in texts(drawn(kind, 12)))
        for title in TITLES:
            assert title in found, title


def test_numbers_at_risk_are_those_standing() -> None:
    """Below the curves stand the runs at risk, from all at the start to those that held at the horizon."""
    frames = arms(3)
    shown = [t.get_text() for t in texts(drawn("survival", 3))]
    for frame in frames.values():
        assert str(int((~frame["collapsed"]).sum())) in shown
    assert shown.count("120") >= 3


def test_the_largest_gain_stands_on_top() -> None:
    """Rows of the gain figure run from the largest gain down, each with its numbers."""
    figure, rows = drawn("gain", 7), gains(7)
    heights = {" ".join(t.get_text().split()): t.get_position()[1] for t in figure.axes[0].texts}
    order = sorted(rows["label"], key=lambda label: -heights[label])
    assert order == rows.sort_values("years", ascending=False)["label"].tolist()


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_figure_is_the_same_bytes_each_time(ending: str) -> None:
    """Drawn twice from the same outcomes, a figure is the same file."""
    assert save(drawn("survival", 7), ending) == save(drawn("survival", 7), ending)


def test_an_arm_without_collapse_is_drawn_with_its_doubt() -> None:
    """Arms in which nothing or everything collapsed are drawn like any other."""
    frames = arms(3)
    first, second, third = frames.values()
    second["collapsed"], second["cause"], second["days"] = False, "held", 3650.0
    third["collapsed"], third["cause"], third["days"] = True, "erosion", 10.0
    first["cause"] = np.where(first["collapsed"], "escalation", "held")
    for figure in (survival_figure(frames, TITLES[0], 10.0), incidence_figure(frames, 10.0)):
        assert save(figure, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("count", [3, 8])
def test_survival_without_the_reference_is_drawn(count: int) -> None:
    """Where the reference is not among the arms every arm is drawn, and no reference is spoken of."""
    frames = arms(count)
    frames.pop(TITLES[0])
    found = " ".join(" ".join(t.get_text().split()) for t in texts(survival_figure(frames, TITLES[0], 10.0)))
    assert all(title in found for title in TITLES[1:count])
    assert TITLES[0] not in found and "reference" not in found


def test_labels_are_moved_apart_within_the_axes() -> None:
    """Labels that would overlap are moved until each has its room, in the order of their curves."""
    places = apart([0.5, 0.5, 0.51, 0.02], [0.1, 0.1, 0.1, 0.1])
    ordered = sorted(places)
    assert all(b - a >= 0.0999 for a, b in pairwise(ordered))
    assert places[3] == ordered[0] >= 0.0499
    assert places[2] == ordered[-1]


@pytest.mark.parametrize(
    ("horizon", "ticks"),
    [(10, [0, 2, 4, 6, 8, 10]), (1, [0, 0.25, 0.5, 0.75, 1]), (3, [0, 0.5, 1, 1.5, 2, 2.5, 3]), (75, None)],
)
def test_years_on_the_axis_are_round_and_end_at_the_horizon(
    horizon: float, ticks: list[float] | None
) -> None:
    """Ticks are at most seven, round, and hold both ends."""
    found = year_ticks(horizon)
    assert found == (ticks or found)
    assert found[0] == 0 and found[-1] == horizon and len(found) <= 8
