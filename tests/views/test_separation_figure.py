"""The figure of noise and doubt shows the numbers of its table."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.separation import Separation, separate
from sim.views.separation_figure import separation_figure

LABELS = {"none": "No guarantee", "promise": "A promise", "troops": "Troops"}


def made_up() -> Separation:
    """Two arms of different gain over thirty points, of one learnt and one assumed parameter."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=30)
    truth = np.stack([np.full(30, 3.0), 4.0 + 0.3 * x, 5.5 + 0.5 * x], axis=1)
    years = truth[:, :, None] + 0.3 * rng.normal(size=(30, 3, 20))
    design = pd.DataFrame({"fear.strength": x, "sanctions.relief": rng.uniform(size=30)})
    return separate(Panel(years, tuple(LABELS), design, "none", 10.0), ["fear.strength"])


def spans(figure: Figure) -> list[tuple[float, float]]:
    """Ends of the horizontal lines of two points."""
    lines = [line.get_xydata() for line in figure.axes[0].lines]
    return [
        (float(xy[0, 0]), float(xy[1, 0]))
        for xy in map(np.asarray, lines)
        if len(xy) == 2 and xy[0, 1] == xy[1, 1] and xy[0, 0] != xy[1, 0]
    ]


def test_bars_reach_over_the_range_and_the_noise() -> None:
    """A wide bar from low to high, a narrow one over the noise, and the default's interval where it is given."""
    found = made_up()
    drawn = spans(separation_figure(found, LABELS, {"promise": (1.0, 0.8, 1.2), "troops": (2.4, 2.2, 2.6)}))
    for row in found.table.to_dict("records"):
        assert (row["low"], row["high"]) in drawn
        reach = 1.959964 * row["simulation"]
        assert any(np.allclose(span, (row["gain"] - reach, row["gain"] + reach), atol=1e-6) for span in drawn)
    assert {(0.8, 1.2), (2.2, 2.6)} <= set(drawn)
    assert len(spans(separation_figure(found, LABELS))) == len(drawn) - 2


def test_the_note_says_what_was_varied() -> None:
    """Points, runs, and how many constants are learnt and how many assumed; nothing is cut off."""
    figure = separation_figure(made_up(), LABELS)
    words = " ".join(" ".join(text.get_text() for text in figure.texts).split())
    assert "n = 30 points, 20 runs" in words
    assert "1 learnt from other ceasefires (draws) and 1 over assumed ranges" in words
    figure.canvas.draw()
    width, height = figure.get_size_inches() * figure.dpi
    for text in [*figure.texts, *figure.axes[0].texts]:
        box = text.get_window_extent()
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, text.get_text()
