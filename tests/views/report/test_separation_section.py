"""Noise and doubt in a report: from made-up arms of known gain."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.separation import separate
from sim.study.place import place
from sim.views.report.album import Album
from sim.views.report.separation_section import separation_section, separation_words, varied

LABELS = {"none": "No guarantee", "promise": "A promise", "troops": "Troops & more"}
SUMMARY = pd.DataFrame(
    {
        "regime": list(LABELS),
        "rmst_gain_years": [np.nan, 1.25, 2.5],
        "rmst_gain_years_low": [np.nan, 1.0, 2.25],
        "rmst_gain_years_high": [np.nan, 1.5, 2.75],
    }
)


def made_up(draws: int = 32) -> Panel:
    """Two points of each draw; a promise gains 1.2, troops 2.4, more or less from draw to draw."""
    rng = np.random.default_rng(1)
    draw = np.repeat(rng.normal(size=draws), 2)
    design = pd.DataFrame({"fear.strength": draw, "sanctions.relief": rng.uniform(size=2 * draws)})
    truth = np.stack([np.full(2 * draws, 3.0), 4.2 + 0.3 * draw, 5.4 + 0.5 * draw], axis=1)
    years = truth[:, :, None] + 0.3 * rng.normal(size=(2 * draws, 3, 30))
    return Panel(np.clip(years, 0, 10), tuple(LABELS), design, "none", 10.0)


def test_the_page_tells_noise_from_doubt(tmp_path: Path, well_formed: Callable[[str], None]) -> None:
    """Each arm has its gain at the default and over the doubt, the longest first; the figure is written."""
    found = separate(made_up(), ["fear.strength"])
    album = Album(place(tmp_path))
    page = separation_section(found, LABELS, SUMMARY, album)
    well_formed(page)
    assert "+1.25" in page and "+2.25 to +2.75" in page
    assert page.index("Troops &amp; more</t") < page.index("A promise</t")
    row = found.table.set_index("regime").loc["troops"]
    assert f"{row['low']:+.2f} to {row['high']:+.2f}" in page
    assert (tmp_path / "figures/noise_and_doubt.png").stat().st_size > 1000


def test_a_sample_of_its_own_has_no_default(tmp_path: Path, well_formed: Callable[[str], None]) -> None:
    """Where the study itself is the sample there is no column for the default."""
    page = separation_section(separate(made_up()), LABELS, None, Album(place(tmp_path)))
    well_formed(page)
    assert "at the default" not in page and "not told" in page


def test_what_is_varied_is_said() -> None:
    """Draws alone leave shares of points to be read as chances; ranges do not, and both are counted."""
    both = varied(separate(made_up(), ["fear.strength"]))
    assert "1 constants" not in both and "1 constant differs" in both and "no chances" in both
    assert "no chances" not in varied(separate(made_up(), ["fear.strength", "sanctions.relief"]))


def test_the_sentence_is_of_the_arm() -> None:
    """Noise and range of the arm that is asked for; nothing of the reference."""
    found = separate(made_up(), ["fear.strength"])
    words = separation_words(found, "promise", LABELS)
    row = found.table.set_index("regime").loc["promise"]
    assert re.search(rf"from \{row['low']:+.1f} to \{row['high']:+.1f}", words)
    assert separation_words(found, "none", LABELS) == ""
