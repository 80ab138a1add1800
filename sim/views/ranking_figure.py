"""The order of arms at a point: how long they last, and how sure the order is."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from sim.analysis.regimes.ranking import Ranking
from sim.views.style import CAUTION, PALETTE, REFERENCE, beside, head, style, wrapped


def ranking_figure(ranking: Ranking, labels: Mapping[str, str], subtitle: str = "") -> Figure:
    """Restricted means with intervals, the longest on top; beside them each arm's chances to be best.

    Parameters
    ----------
    ranking : see :func:`sim.analysis.regimes.ranking.rank`.
    labels : a name for people of each arm.
    subtitle : what else to say, such as the design point.
    """
    rows = ranking.table.to_dict("records")
    names = [f"{row['rank']}  {wrapped(labels[row['regime']], 40)}" for row in rows]
    room = [0.36 + 0.19 * name.count("\n") for name in names]
    with style():
        tall, width = sum(room) + 0.1, 14.9
        height = 1.95 + tall + 0.72
        figure = Figure(figsize=(width, height))

        def box(left: float, wide: float) -> Axes:
            return figure.add_axes((left / width, 0.72 / height, wide / width, tall / height))

        years, first, single = box(3.65, 3.1), box(8.85, 1.75), box(12.4, 1.75)
        y = 0.05
        where: list[float] = []
        for needed in reversed(room):
            where.insert(0, y + needed / 2)
            y += needed
        for row, name, at in zip(rows, names, where, strict=True):
            reference = row["regime"] == ranking.reference
            ink = REFERENCE["color"] if reference else PALETTE[0]
            years.plot([row["low"], row["high"]], [at, at], color=ink, linewidth=2.2, solid_capstyle="butt")
            years.plot(row["years"], at, "D" if reference else "o", color=ink, markersize=7)
            beside(years, -0.02, at, name, "right")
            beside(years, 1.02, at, f"{row['years']:.2f}  ({row['low']:.2f} to {row['high']:.2f})", "left")
            first.barh(at, row["best"], 0.2, color=PALETTE[2])
            ranks = (
                f"{row['rank_low']}"
                if row["rank_low"] == row["rank_high"]
                else f"{row['rank_low']}-{row['rank_high']}"
            )
            beside(first, 1.04, at, f"{share_in_words(row['best'], ranking.draws)}  rank {ranks}", "left")
            single.barh(at, row["longest"], 0.2, color=PALETTE[4])
            single.plot([row["longest_low"], row["longest_high"]], [at, at], color="#202020", linewidth=1.2)
            beside(single, 1.04, at, f"{row['longest']:.0%}", "left")
        for axes, title in (
            (years, "peaceful years"),
            (first, "chance to have the\nhighest mean, and\nits likely ranks"),
            (single, "single runs in which\nit lasts longest"),
        ):
            axes.set_ylim(0, tall)
            axes.set_yticks([])
            axes.grid(axis="y", visible=False)
            axes.spines["left"].set_visible(False)
            axes.set_title(title, loc="left", fontsize=10.5, fontweight="bold")
        for axes in (first, single):
            axes.set_xlim(0, 1)
            axes.set_xticks([0, 0.5, 1])
            axes.xaxis.set_major_formatter(PercentFormatter(1.0))
        years.margins(x=0.06)
        years.set_xlabel(f"out of {ranking.horizon_years:.3g}")
        first.set_xlabel("samples of runs")
        single.set_xlabel("runs, ties shared")
        note = (
            f"n = {ranking.runs:,} runs an arm under the same shocks; restricted mean over "
            f"{ranking.horizon_years:.3g} years. Bars and brackets: 95 % intervals of each arm alone; arms differ more "
            f"surely than these overlap, as they share their shocks. Chances and likely ranks (95 %): "
            f"{ranking.draws:,} samples of run numbers, all arms together. They hold the noise of simulation, which "
            "more runs take away, and no doubt about the assumptions. Grey diamond: reference. "
            f"{subtitle + '. ' if subtitle else ''}{CAUTION}"
        )
        head(figure, "Which arm lasts longest", note)
    return figure


def share_in_words(value: float, draws: int) -> str:
    """A share of samples in per cent; what none or all of them show is told by its bound, three in so many draws."""
    if value <= 0:
        return f"<{3 / draws:.1%}"
    if value >= 1:
        return f">{1 - 3 / draws:.1%}"
    return f"{value:.1%}" if value < 0.1 or value > 0.99 else f"{value:.0%}"
