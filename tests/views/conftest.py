"""What tests of figures share: studies of roads made up from given months and ends, and what legible means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.engine.outcome import OUTCOME, frame
from sim.negotiation.war import WAR_ENDS
from sim.scenario.files import arm, names

#: Real titles of strategies, the reference's first.
TITLES = [
    "Talks as usual",
    *(arm("strategies", n).title for n in names("strategies") if n != "talks_as_usual"),
]


def road(months: np.ndarray, ends: np.ndarray, years: np.ndarray, horizon: float) -> pd.DataFrame:
    """Outcome rows of roads that ended after some months in some way; ceasefires stand some years, then collapse."""
    rows = np.zeros(len(months), OUTCOME)
    rows["months_at_war"] = months
    rows["war_end"] = [WAR_ENDS.index(end) for end in ends]
    rows["agreed"] = ends == "ceasefire"
    rows["days"] = np.where(ends == "ceasefire", np.minimum(years, horizon) * 365.0, 0.0)
    rows["cause"] = np.where((ends == "ceasefire") & (years < horizon), 1, 0)
    rows["losses_year_after"] = np.where(rows["cause"] > 0, 800.0, -1.0)
    rows["aid"], rows["sanctions_forgone"] = 40.0 * rows["days"] / 365.0, 10.0 * rows["days"] / 365.0
    rows["terms_quality"], rows["legitimacy"], rows["war_aid"] = 0.8, 0.7, 100.0
    table = frame(rows)
    table.insert(0, "run", np.arange(len(months)))
    return table


def study(count: int, runs: int = 120, horizon: float = 10.0) -> dict[str, pd.DataFrame]:
    """Arms under shared shocks by title: each next one quicker and its ceasefires shorter; one in nine never ends.

    Of the roads some end with Ukraine's army broken, some with no ceasefire; the last arm of five has none at all.
    """
    rng = np.random.default_rng(0)
    speed, luck, stand = rng.gamma(3.0, 1.0, runs), rng.random(runs), rng.weibull(0.8, runs)
    made = {}
    for number in range(count):
        months = np.minimum(10.0 * speed * (1.0 - 0.05 * (number % 12)), 119.9)
        ends = np.where(luck < 0.05, "ukraine_broken", np.where(luck < 0.16, "at_war", "ceasefire"))
        if count == 5 and number == 4:
            ends = np.full(runs, "at_war")
        months = np.where(ends == "at_war", 119.9, months)
        years = 12.0 * stand * (1.0 - 0.06 * (number % 12))
        title = TITLES[number % len(TITLES)]
        made[title if number < len(TITLES) else f"{title} ({number})"] = road(months, ends, years, horizon)
    return made


@pytest.fixture(scope="session")
def roads() -> Callable[..., dict[str, pd.DataFrame]]:
    """Makes up a study whose runs begin at war: outcome rows by title, the reference first."""
    return study


@pytest.fixture(scope="session")
def one_road() -> Callable[..., pd.DataFrame]:
    """Makes up the outcome rows of one arm from months, ends and years that ceasefires stand."""
    return road


def stacked(arms: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Arms as the outcomes of one study; their titles are their names."""
    return pd.concat([rows.assign(regime=title, point=0) for title, rows in arms.items()], ignore_index=True)


@pytest.fixture(scope="session")
def outcomes() -> Callable[..., pd.DataFrame]:
    """Puts arms together as the outcomes of one study."""
    return stacked


def drawn_texts(figure: Figure) -> list[Text]:
    """Every visible text; ticks beyond the ends of their axis are not drawn."""
    beyond = {
        label
        for axes in figure.axes
        for place, axis in enumerate((axes.xaxis, axes.yaxis))
        for label in axis.get_ticklabels()
        if not min(axis.get_view_interval()) <= label.get_position()[place] <= max(axis.get_view_interval())
    }
    return [t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible() and t not in beyond]


def check_legible(figure: Figure) -> None:
    """Fails where a text is smaller than 8.5 points, leaves the page or lies over another."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    page, boxes = figure.bbox, []
    for text in drawn_texts(figure):
        box = Text.get_window_extent(text, canvas.get_renderer())  # without the line that leads to it
        assert float(text.get_fontsize()) >= 8.5, text.get_text()
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= page.x1 + 1 and box.y1 <= page.y1 + 1, (
            text.get_text()
        )
        boxes.append((box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1, text.get_text()))
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


@pytest.fixture(scope="session")
def legible() -> Callable[[Figure], None]:
    """Checks that a figure's texts are large enough, on the page and apart."""
    return check_legible


@pytest.fixture(scope="session")
def texts() -> Callable[[Figure], list[Text]]:
    """The visible texts of a figure that has been drawn."""
    return drawn_texts


class Balanced(HTMLParser):
    """Fails on a tag that is not closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="session")
def well_formed() -> Callable[[str], None]:
    """Checks that every tag of a page is closed where it should be."""

    def check(page: str) -> None:
        parser = Balanced()
        parser.feed(page)
        assert parser.open == []

    return check
