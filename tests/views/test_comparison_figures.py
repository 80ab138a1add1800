"""Figures, tables and words that compare arms: legible with twelve arms of long names, n and intervals told."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from sim.analysis.regimes.flips import Flips, flips
from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.ranking import Ranking, rank
from sim.analysis.regimes.robustness import Robustness, robustness
from sim.analysis.summary import summarise
from sim.analysis.survival import DAYS_A_YEAR
from sim.engine.outcome import OUTCOME, frame
from sim.scenario.files import arm, names
from sim.views.first_serious_figure import first_serious_figure
from sim.views.flip_figure import flip_figure
from sim.views.outlast_figure import outlast_figure
from sim.views.ranking_figure import ranking_figure, share_in_words
from sim.views.report.ranking_table import ranking_table, ranking_words
from sim.views.report.robustness_words import flips_table, flips_words, robustness_table, robustness_words
from sim.views.robustness_figure import robustness_figure

LABELS = {name: arm("regimes", name).title for name in names("regimes")}
ARMS = tuple(LABELS)
PATHS = ["guarantee.punishment", "alignment.weight_alliance", "deterrence.denial_effect"]


def outcomes(count: int = 12, runs: int = 120) -> pd.DataFrame:
    """Arms under shared shocks, each next one standing longer; costs and first serious violations made up."""
    rng = np.random.default_rng(0)
    luck, serious = rng.weibull(0.8, runs), rng.integers(0, 3000, runs)
    made = []
    for number in range(count):
        rows = np.zeros(runs, OUTCOME)
        years = 6.0 * luck * (1 + 0.08 * number)
        rows["days"] = np.ceil(np.minimum(years, 10) * DAYS_A_YEAR)
        rows["cause"], rows["agreed"] = years < 10, 1
        rows["aid"] = (40 + number) * rows["days"] / DAYS_A_YEAR
        rows["first_serious_day"] = np.where(serious < rows["days"], serious, -1)
        made.append(frame(rows).assign(regime=ARMS[number], point=0, run=np.arange(runs)))
    return pd.concat(made, ignore_index=True)


def ranked(count: int = 12) -> Ranking:
    """The ranking of such outcomes."""
    return rank(Panel.of(outcomes(count), ARMS[0], 10.0), draws=200)


def sampled(flat: bool = False) -> Panel:
    """Twelve arms over 60 points; the last is best unless the first path is low, the last but one then."""
    rng = np.random.default_rng(1)
    design = pd.DataFrame(rng.random((60, 3)) * [35, 1.2, 0.8] + [10, 0.3, 0.4], columns=PATHS)
    truth = 4 + 0.1 * np.arange(12) + np.zeros((60, 1))
    if not flat:
        truth[:, -1] += np.where(design[PATHS[0]] < 22, -0.8, 0.5)
    years = truth[:, :, None] + rng.standard_normal(40) + 0.3 * rng.standard_normal((60, 12, 40))
    return Panel(np.clip(years, 0, 10), ARMS, design, ARMS[0], 10.0)


@pytest.fixture(scope="module")
def sample() -> tuple[Robustness, Flips]:
    """Robustness over such points, and what flips the order of the two contenders."""
    panel = sampled()
    return robustness(panel, draws=60), flips(panel, ARMS[-1], ARMS[-2], draws=60)


@pytest.mark.parametrize("count", [2, 12])
@pytest.mark.parametrize("draw", [ranking_figure, outlast_figure])
def test_rankings_are_legible(
    draw: Callable[..., Figure], count: int, legible: Callable[[Figure], None]
) -> None:
    """With two arms and with twelve of long names, texts of ranking and matrix are large enough, on the page, apart."""
    legible(draw(ranked(count), LABELS, "sanctions.relief = 0.3"))


def test_the_matrix_shows_every_pair_and_n(texts: Callable[[Figure], list]) -> None:
    """Each pair of different arms has its share as a number; the note tells n and what the interval is."""
    found = ranked()
    figure = outlast_figure(found, LABELS)
    shown = [t.get_text() for t in texts(figure) if t.get_fontweight() == "bold" and t.axes is not None]
    assert sorted(shown) == sorted(f"{value:.0%}" for value in found.outlasts["longer"])
    told = " ".join(" ".join(text.get_text().split()) for text in figure.texts)
    assert "n = 120 pairs" in told and "Wilson" in told


def test_the_table_ranks_and_prices_every_arm(well_formed: Callable[[str], None]) -> None:
    """Rows come in order of rank, and the cost of an added year is the summary's own."""
    found, rows = ranked(), outcomes()
    summary = summarise(rows, ARMS[0], 10.0)
    page = ranking_table(found, summary, LABELS)
    well_formed(page)
    places = [page.index(f"<td>{LABELS[name]}</td>") for name in found.arms]
    assert places == sorted(places) and len(places) == 12
    cost = summary.set_index("regime").loc[ARMS[-1], "cost_per_added_year_busd"]
    assert f"{cost:.1f}&nbsp;(" in page


def test_the_words_name_first_second_and_last() -> None:
    """The sentences name the longest, the next and the shortest, with interval, chance and share of runs."""
    found = ranked()
    words = ranking_words(found, LABELS)
    assert words.startswith(f"{LABELS[ARMS[-1]]} lasts longest")
    assert LABELS[ARMS[-2]] in words and f"Last is {LABELS[ARMS[0]]}" in words
    pair = found.outlasts.set_index(["arm", "other"]).loc[(ARMS[-1], ARMS[-2])]
    assert f"stood longer in {pair['longer']:.0%} of runs ({pair['low']:.0%} to {pair['high']:.0%})" in words


def test_a_chance_that_samples_do_not_show_is_bounded() -> None:
    """None of 1,000 samples is under 0.3 %, not 0; all of them over 99.7 %, not 100 %."""
    assert [share_in_words(v, 1000) for v in (0.0, 0.004, 0.5, 1.0)] == ["<0.3%", "0.4%", "50%", ">99.7%"]


def test_robustness_is_legible(sample: tuple[Robustness, Flips], legible: Callable[[Figure], None]) -> None:
    """With twelve arms of long names the figure of shares and regrets is legible."""
    legible(robustness_figure(sample[0], LABELS, "three parameters over their ranges"))


def test_flips_are_legible(sample: tuple[Robustness, Flips], legible: Callable[[Figure], None]) -> None:
    """The figure of a flip is legible, with the plane of two parameters and, with one parameter, without it."""
    legible(flip_figure(sample[1], LABELS, "three parameters over their ranges"))
    panel = sampled()
    one = Panel(panel.years, panel.arms, panel.design[PATHS[:1]], panel.reference, 10.0)
    alone = flip_figure(flips(one, ARMS[-1], ARMS[-2], draws=30), LABELS)
    legible(alone)
    assert len(alone.axes) == 1


def test_a_flip_is_told_in_words_with_its_threshold(sample: tuple[Robustness, Flips]) -> None:
    """The sentence says below which value which arm gains how much, and above which the other does."""
    words = flips_words(sample[1], LABELS)
    row = sample[1].table.iloc[0]
    below = f"Below {PATHS[0]} {row['threshold']:.3g}, {LABELS[ARMS[-2]]} gains {-row['below']:.2f} ("
    above = f"above, {LABELS[ARMS[-1]]} gains {row['above']:.2f} ("
    assert any(below in w and above in w and w.endswith("The order flips.") for w in words)


def test_words_say_when_nothing_flips() -> None:
    """Where the order is the same everywhere the sentences say so, and name no corner."""
    words = flips_words(flips(sampled(flat=True), ARMS[-1], ARMS[0], draws=40), LABELS)
    assert len(words) == 2 and words[1].startswith("No parameter flips the order by itself.")


def test_tables_hold_every_arm_and_parameter(
    sample: tuple[Robustness, Flips], well_formed: Callable[[str], None]
) -> None:
    """Tables of robustness and flips are well formed, a row an arm and a parameter; words name the best."""
    robust, flip = robustness_table(sample[0], LABELS), flips_table(sample[1])
    for page, count in ((robust, 12), (flip, 3)):
        well_formed(page)
        assert page.count("<tr>") == count + 1
    words = robustness_words(sample[0], LABELS)
    assert LABELS[sample[0].arms[0]] in words and "60 points" in words and "no arm is clearly best" in words


def test_first_serious_violations_are_legible(legible: Callable[[Figure], None]) -> None:
    """Twelve panels of first serious violations are legible, and the note tells n and the definition."""
    rows = outcomes()
    arms = {LABELS[name]: some for name, some in rows.groupby("regime", sort=False)}
    figure = first_serious_figure(arms, 10.0, 5.0)
    legible(figure)
    told = " ".join(" ".join(text.get_text().split()) for text in figure.texts)
    assert "n = 120 runs an arm" in told and "at least 5 battle deaths" in told
