"""The figure of predictions against the record: every case a row, read without colour."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from sim.analysis.history.prediction import COLUMNS
from sim.analysis.history.scoring.calibration import calibration
from sim.scenario.errors import InputError
from sim.views.history_figure import history_figure, span
from sim.views.style import save


def made(n: int, seed: int = 0, level: bool = False) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """Predictions, outcomes and names of n cases; level predictions are nearly equal."""
    random = np.random.default_rng(seed)
    ids = pd.Index([f"CASE{i}" for i in range(n)], name="id")
    survival = random.uniform(0.50, 0.51, n) if level else random.uniform(0.05, 0.95, n)
    values = np.column_stack([survival**0.5, survival, survival**1.5, 10 * survival])
    outcomes = pd.DataFrame(
        {
            "conflict": ids.to_numpy(),
            "days": random.choice([0.5, 18, 400, 1500, 1900, 30_000], n),
            "event": random.integers(0, 2, n),
        },
        index=ids,
    )
    names = pd.Series([f"The ceasefire of {1900 + i}" for i in range(n)], index=ids)
    return pd.DataFrame(values, index=ids, columns=list(COLUMNS)), outcomes, names


def figure(n: int = 60, level: bool = False) -> Figure:
    """The figure of so many made-up cases."""
    return history_figure(*made(n, level=level), "Predictions against the record", "Made-up predictions")


@pytest.mark.parametrize(("n", "level"), [(60, False), (60, True), (1, False), (5, False), (130, False)])
def test_text_is_legible(n: int, level: bool, legible) -> None:
    """With one case or 130, spread or nearly equal, every text is large enough, on the page and apart."""
    legible(figure(n, level))


def test_long_names_are_cut(legible) -> None:
    """A name or an id longer than there is room ends in dots, on the page."""
    predicted, outcomes, _ = made(3)
    renamed = {"CASE0": "X" * 90}
    drawn = history_figure(
        predicted.rename(renamed), outcomes.rename(renamed), pd.Series({"CASE1": "y" * 200}), "T", "W"
    )
    legible(drawn)
    assert sum("…" in label.get_text() for label in drawn.axes[0].get_yticklabels()) == 2


def test_rows_are_sorted_and_marked_by_what_happened() -> None:
    """From below up predictions rise; a cross fell within 5 years, a circle stood, a square was not watched so long."""
    predicted, outcomes, names = made(60)
    drawn = history_figure(predicted, outcomes, names, "T", "W")
    marks = [line for line in drawn.axes[0].lines if line.get_marker() in ("X", "o", "s")]
    order = predicted["survival_5y"].sort_values()
    np.testing.assert_allclose([line.get_xdata()[0] for line in marks], order)
    assert [line.get_ydata()[0] for line in marks] == list(range(60))
    for line, name in zip(marks, order.index, strict=True):
        days, event = outcomes.loc[name, ["days", "event"]]
        expected = "X" if event and days <= 1825 else "o" if days >= 1825 else "s"
        assert line.get_marker() == expected
    labels = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert labels == [f"{names[name]}, {name}" for name in order.index]


def test_the_side_panel_is_the_calibration() -> None:
    """Diamonds stand at mean prediction and Kaplan-Meier of each quartile, with their interval."""
    predicted, outcomes, names = made(60)
    drawn = history_figure(predicted, outcomes, names, "T", "W")
    table = calibration(predicted, outcomes)
    diamonds = [line for line in drawn.axes[2].lines if line.get_marker() == "D"]
    assert [(d.get_xdata()[0], d.get_ydata()[0]) for d in diamonds] == list(
        zip(table["predicted"], table["observed"], strict=True)
    )


def test_it_says_who_predicted_how_many(texts) -> None:
    """Who predicted, n, collapses and what the marks mean are written."""
    _, outcomes, _ = made(60)
    said = " ".join(" ".join(t.get_text().split()) for t in texts(figure()))
    fell = int(outcomes["event"].sum())
    for part in (
        "Made-up predictions",
        f"n = 60 ceasefires, {fell} collapsed",
        "95 % interval",
        "collapsed within",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("days", "fell", "text"),
    [(1.0, True, "1 d"), (0.5, True, "0.5 d"), (400.0, True, "13 mo"), (1825.0, False, "5.0 y +")],
)
def test_times_in_words(days: float, fell: bool, text: str) -> None:
    """Days, months or years, with a plus where it still stood."""
    assert span(days, fell) == text


def test_the_same_figure_is_the_same_file() -> None:
    """Two drawings of the same cases are the same bytes."""
    assert save(figure(4), "png") == save(figure(4), "png")


def test_nothing_to_draw_is_told() -> None:
    """No case with an outcome is an error of input."""
    predicted, outcomes, names = made(3)
    with pytest.raises(InputError, match="no case"):
        history_figure(predicted, outcomes.iloc[:0], names, "T", "W")
