"""Figures of sensitivity and of boxes: what they show, and that nothing leaves the page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.analysis.sweeps.designed import Designed
from sim.analysis.sweeps.discovery import find
from sim.analysis.sweeps.failing import Failing
from sim.analysis.sweeps.sensitivity import GAIN, analyse
from sim.scenario.files import arm, names
from sim.views.discovery_figure import discovery_figure
from sim.views.sensitivity_figure import sensitivity_figure
from tests.analysis.sampled import PATHS, SWITCH, made_up

pytest.importorskip("SALib")


def texts(figure: Figure) -> list[Text]:
    """All texts that are drawn but for the numbers at ticks."""
    ticks = {id(t) for ax in figure.axes for t in (*ax.get_xticklabels(), *ax.get_yticklabels())}
    return [
        t for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible() and id(t) not in ticks
    ]


def fits(figure: Figure) -> None:
    """Every text lies on the page."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    page = figure.bbox
    for text in texts(figure):
        box = text.get_window_extent(canvas.get_renderer())
        inside = (
            box.x0 >= page.x0 - 1
            and box.x1 <= page.x1 + 1
            and box.y0 >= page.y0 - 1
            and box.y1 <= page.y1 + 1
        )
        assert inside, text.get_text()


def twelve(method: str) -> Designed:
    """A study of twelve arms with the titles of the regimes, one a copy of the reference."""
    sample = {"method": method, "over": [*PATHS, SWITCH]}
    sample |= {"trajectories": 6} if method == "morris" else {"points": 16}
    study = made_up(sample, lambda x: 2 + 3 * x[:, 0] - x[:, 1] + x[:, 2] * x[:, 3], runs=3, noise=0.4)
    regimes = ["none", *(name for name in names("regimes") if name != "none")][:12]
    days = {name: study.days["none" if name == "none" else "other"] for name in regimes}
    collapsed = dict.fromkeys(regimes, study.collapsed["other"])
    labels = {name: arm("regimes", name).title for name in regimes}
    return replace(study, arms=tuple(regimes), labels=labels, days=days, collapsed=collapsed)


@pytest.mark.parametrize("method", ["morris", "saltelli"])
@pytest.mark.parametrize("quantity", ["level", GAIN])
def test_twelve_arms_with_long_names_fit_the_page(method: str, quantity: str) -> None:
    """Every panel has the arm's whole name, n is said, and nothing leaves the page."""
    study = twelve(method)
    figure = sensitivity_figure(analyse(study), "rmst_years", quantity)
    fits(figure)
    told = " ".join(t.get_text().replace("\n", " ") for t in texts(figure))
    for name in study.arms:
        assert (study.labels[name] in told) or (quantity == GAIN and name == "none")
    assert f"n = {len(study.points)} points x 3 runs" in told
    assert "not a forecast" in told


def test_bars_are_the_effects_in_their_order() -> None:
    """The longest bar is the parameter with the largest mean effect; raising it lengthens, the next shortens."""
    study = made_up({"method": "morris", "trajectories": 5, "over": list(PATHS[:3])},
                    lambda x: 4 + 3 * x[:, 1] - 2 * x[:, 0])  # fmt: skip
    figure = sensitivity_figure(analyse(study), "rmst_years")
    panel = figure.axes[1]
    assert [bar.get_width() for bar in panel.patches] == pytest.approx([3.0, 2.0, 0.0])
    labels = [t.get_text() for t in figure.axes[0].texts]
    assert [text for text in labels if text in PATHS] == [PATHS[1], PATHS[0], PATHS[2]]
    assert [t.get_text().strip() for t in panel.texts if t.get_text().strip() in "+−±"] == ["+", "−"]


def test_the_box_is_drawn_where_its_limits_are() -> None:
    """The rectangle has the limits of the two most restricted parameters, and the note its coverage and density."""
    pytest.importorskip("ema_workbench")
    study = made_up({"method": "lhs", "points": 200, "over": [*PATHS[:3], SWITCH]},
                    lambda x: np.where((x[:, 0] > 0.5) & (x[:, 3] > 0.5), 2.0, 8.0))  # fmt: skip
    found = find(study, "other", Failing("survival_5y", 0.5), boxes=1, permutations=1)
    (box,) = found.boxes
    figure = discovery_figure(found)
    fits(figure)
    (drawn,) = [p for p in figure.axes[0].patches if not p.get_fill()]
    ends = drawn.get_bbox()
    spans = {}
    for path, low, high in zip(box.dimensions, (ends.x0, ends.y0), (ends.x1, ends.y1), strict=False):
        spans[path] = (low, high)
    assert spans[PATHS[0]] == pytest.approx(box.box.limits[PATHS[0]])
    assert spans[SWITCH][0] > 0.5
    told = " ".join(t.get_text() for t in texts(figure)).replace("\n", " ")
    assert f"Coverage {box.score.coverage:.0%}" in told and f"density {box.score.density:.0%}" in told
    assert "n = 200 points" in told
    with pytest.raises(ValueError, match="no box 1"):
        discovery_figure(found, 1)
