"""The figure of the time to a ceasefire: plain shares of all runs, how the other roads ended, legible."""

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from numpy.testing import assert_allclose

from sim.analysis.survival import kaplan_meier
from sim.views.style import PALETTE, REFERENCE, save
from sim.views.time_to_ceasefire_figure import ENDS, time_to_ceasefire_figure

REFERENCE_ARM = "Talks as usual"


def panel(figure, title: str) -> Axes:
    """The panel of an arm."""
    return next(axes for axes in figure.axes if " ".join(axes.get_title(loc="left").split()) == title)


def curve(axes: Axes, ink: str) -> tuple[np.ndarray, np.ndarray]:
    """Times and heights of the line of a colour, which steps at its times."""
    lines = [line for line in axes.lines if to_hex(line.get_color()) == to_hex(ink)]
    line = next(line for line in lines if len(line.get_xdata()) > 1)
    assert line.get_drawstyle() == "steps-post"
    return np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)


@pytest.mark.parametrize("count", [1, 2, 5, 10, 13])
def test_text_is_legible_and_says_n_years_bands_and_caution(count: int, roads, legible, texts) -> None:
    """With one arm to thirteen no text lies over another, and n, years, bands and caution are said."""
    figure = time_to_ceasefire_figure(roads(count), REFERENCE_ARM, 10.0, "monitoring.coverage = 0.2")
    legible(figure)
    words = " ".join(" ".join(text.get_text().split()) for text in texts(figure))
    for said in ("n = 120", "10 years", "95 %", "Wilson", "not a forecast", "monitoring.coverage = 0.2"):
        assert said in words
    assert all(title in words for title in roads(count))


def test_the_curve_is_the_plain_share_of_all_runs(roads) -> None:
    """At every month the curve is the count of ceasefires until then over all runs, broken and given-up roads too."""
    arms = roads(3)
    figure = time_to_ceasefire_figure(arms, REFERENCE_ARM, 10.0)
    for title, rows in list(arms.items())[1:]:
        times, heights = curve(panel(figure, title), PALETTE[0])
        for years in np.arange(0.05, 10.0, 0.13):
            drawn = heights[np.searchsorted(times, years, side="right") - 1]
            count = sum(end == "ceasefire" and months / 12 <= years
                        for end, months in zip(rows["war_end"], rows["months_at_war"], strict=True))  # fmt: skip
            assert drawn == pytest.approx(count / len(rows))


def test_the_curve_is_not_one_less_kaplan_meier(roads) -> None:
    """It ends at the share that ever came to a ceasefire, below what taking ended roads as censored would give."""
    arms = roads(2)
    title, rows = list(arms.items())[1]
    _, heights = curve(panel(time_to_ceasefire_figure(arms, REFERENCE_ARM, 10.0), title), PALETTE[0])
    assert heights[-1] == pytest.approx(rows["agreed"].mean())
    censored = kaplan_meier(rows["months_at_war"] / 12, rows["agreed"])
    assert heights[-1] < 1.0 - censored.survival[-1] - 0.005


def test_the_band_is_wilsons(one_road) -> None:
    """Where 1 of 29 runs has a ceasefire the band reaches from 0.0061 to 0.1718 (Newcombe 1998, table I)."""
    ends = np.array(["ceasefire"] + ["at_war"] * 28)
    rows = one_road(np.array([6.0] + [119.9] * 28), ends, np.ones(29), 10.0)
    axes = time_to_ceasefire_figure({REFERENCE_ARM: rows}, REFERENCE_ARM, 10.0).axes[0]
    vertices = axes.collections[0].get_paths()[0].vertices
    late = vertices[vertices[:, 0] > 5.0][:, 1]
    assert_allclose([late.min(), late.max()], [0.0061, 0.1718], atol=6e-5)


def test_the_reference_is_dashed_in_every_panel(roads) -> None:
    """Every panel holds the reference's own curve; the reference's panel holds it alone."""
    figure = time_to_ceasefire_figure(roads(4), REFERENCE_ARM, 10.0)
    found = [curve(axes, REFERENCE["color"])[1] for axes in figure.axes]
    assert len(found) == 4 and all(np.array_equal(found[0], other) for other in found)
    own = panel(figure, REFERENCE_ARM)
    assert not any(to_hex(line.get_color()) == to_hex(PALETTE[0]) for line in own.lines)


def test_the_bar_holds_how_the_roads_ended(roads, texts) -> None:
    """The parts of the bar beside a panel are the shares of ends, add up to 1, and stand beside it in words."""
    arms = roads(3)
    figure = time_to_ceasefire_figure(arms, REFERENCE_ARM, 10.0)
    for title, rows in arms.items():
        axes = panel(figure, title)
        heights = {to_hex(bar.get_facecolor()): bar.get_height() for bar in axes.patches}
        for name, _, colour in ENDS:
            assert heights[to_hex(colour)] == pytest.approx((rows["war_end"] == name).mean())
        assert sum(heights.values()) == pytest.approx(1.0)
        tops = np.cumsum([bar.get_height() for bar in axes.patches])
        assert_allclose([bar.get_y() for bar in axes.patches], [0.0, *tops[:-1]])
        words = {text.get_text().split("\n")[0] for text in axes.texts}
        shares = rows["war_end"].value_counts(normalize=True)
        assert words == {
            f"{shares['ceasefire']:.0%} ceasefire",
            f"{shares['at_war']:.0%} none",
            f"{shares['ukraine_broken']:.0%} Ukraine broken",
        }


def test_a_russian_army_that_broke_is_told_from_a_ukrainian_one(one_road, texts) -> None:
    """Both ends have words, a colour and a place in the legend of their own."""
    ends = np.array(["ceasefire"] * 5 + ["ukraine_broken"] * 2 + ["russia_broken"] * 3)
    rows = one_road(np.full(10, 30.0), ends, np.ones(10), 10.0)
    figure = time_to_ceasefire_figure({REFERENCE_ARM: rows}, REFERENCE_ARM, 10.0)
    words = [text.get_text() for text in texts(figure)]
    for said in ("20% Ukraine broken", "30% Russia broken", "Ukraine's army broken", "Russia's army broken"):
        assert said in words
    assert "no ceasefire in the time followed" not in words
    assert len({colour for *_, colour in ENDS}) == len(ENDS)


def test_words_beside_a_thin_part_stand_apart(one_road, legible) -> None:
    """Ends of one road in a hundred each, at the top or at the bottom of the bar, can still be read."""
    for common in ("ceasefire", "at_war"):
        ends = np.array(["ceasefire", "ukraine_broken", "russia_broken", "at_war", *[common] * 96])
        rows = one_road(np.full(100, 30.0), ends, np.ones(100), 10.0)
        legible(time_to_ceasefire_figure({REFERENCE_ARM: rows}, REFERENCE_ARM, 10.0))


@pytest.mark.parametrize(("ceasefires", "said"), [(5, True), (4, False)])
def test_half_is_said_only_where_half_came_to_a_ceasefire(
    ceasefires: int, said: bool, one_road, texts
) -> None:
    """With 5 of 10 runs the month of the fifth is said and marked; with 4 of 10 there is no such month."""
    ends = np.array(["ceasefire"] * ceasefires + ["at_war"] * (10 - ceasefires))
    months = np.where(ends == "ceasefire", 10.0 * (1 + np.arange(10)), 119.9)
    figure = time_to_ceasefire_figure(
        {REFERENCE_ARM: one_road(months, ends, np.ones(10), 10.0)}, REFERENCE_ARM, 10.0
    )
    words = " ".join(text.get_text() for text in texts(figure))
    assert ("half by month 50" in words) == said and ("half by" in words) == said
    dots = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 1]
    assert [float(dot.get_xdata()[0]) for dot in dots] == ([pytest.approx(50 / 12)] if said else [])


def test_the_soonest_stand_first(one_road) -> None:
    """After the reference come the arms in order of how soon their ceasefires come, whatever order was given."""

    def arm(months: float):
        return one_road(np.full(10, months), np.array(["ceasefire"] * 10), np.ones(10), 10.0)

    arms = {"late": arm(60.0), "soon": arm(6.0), REFERENCE_ARM: arm(90.0), "middling": arm(30.0)}
    figure = time_to_ceasefire_figure(arms, REFERENCE_ARM, 10.0)
    order = [axes.get_title(loc="left") for axes in figure.axes]
    assert order == [REFERENCE_ARM, "soon", "middling", "late"]


def test_an_arm_without_a_ceasefire_lies_at_zero_with_its_doubt(roads) -> None:
    """Where no run comes to a ceasefire the curve lies at 0 and the band above it does not."""
    arms = roads(5)
    title, rows = list(arms.items())[4]
    assert not rows["agreed"].any()
    axes = panel(time_to_ceasefire_figure(arms, REFERENCE_ARM, 10.0), title)
    assert not curve(axes, PALETTE[0])[1].any()
    band = axes.collections[1].get_paths()[0].vertices[:, 1]
    assert band.max() == pytest.approx(0.0310, abs=5e-5)  # 1.96^2 / (120 + 1.96^2)


def test_the_figure_is_the_same_bytes_each_time(roads) -> None:
    """Drawn twice from the same outcomes, it is the same file."""
    one, two = (save(time_to_ceasefire_figure(roads(4), REFERENCE_ARM, 10.0), "svg") for _ in range(2))
    assert one == two
