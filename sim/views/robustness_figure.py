"""How arms fare across a sampled design: how often each is best, and what choosing it costs elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from sim.analysis.regimes.robustness import CLEAR, Robustness
from sim.views.style import CAUTION, PALETTE, REFERENCE, beside, head, style, wrapped


def robustness_figure(found: Robustness, labels: Mapping[str, str], subtitle: str = "") -> Figure:
    """Share of points at which each arm is best, clearly or within the noise; beside it its regret.

    Parameters
    ----------
    found : see :func:`sim.analysis.regimes.robustness.robustness`.
    labels : a name for people of each arm.
    subtitle : what else to say, such as what was varied.
    """
    rows = found.table.to_dict("records")
    names = [wrapped(labels[row["regime"]], 40) for row in rows]
    room = [0.4 + 0.19 * name.count("\n") for name in names]
    with style():
        tall, width = sum(room) + 0.1, 14.4
        height = 1.95 + tall + 0.72
        figure = Figure(figsize=(width, height))

        def box(left: float, wide: float) -> Axes:
            return figure.add_axes((left / width, 0.72 / height, wide / width, tall / height))

        best, regret = box(3.45, 2.9), box(8.35, 4.2)
        at = tall - 0.05
        for row, name, needed in zip(rows, names, room, strict=True):
            at -= needed / 2
            best.barh(at, row["best_clear"], 0.22, color=PALETTE[0])
            best.barh(at, row["best"] - row["best_clear"], 0.22, row["best_clear"], color=PALETTE[5])
            best.plot([row["best_low"], row["best_high"]], [at, at], color="#202020", linewidth=1.3)
            beside(best, -0.02, at, name, "right")
            words = f"{row['best']:.0%}  ({row['best_low']:.0%} to {row['best_high']:.0%})".replace(
                "% to", " to"
            )
            beside(best, 1.03, at, words, "left")
            ink = REFERENCE["color"] if row["regime"] == found.reference else PALETTE[1]
            regret.plot([row["regret_low"], row["regret_high"]], [at, at], color=ink, linewidth=2.4)
            regret.plot(row["regret"], at, "o", color=ink, markersize=7)
            regret.plot(row["regret_p90"], at, "|", color=ink, markersize=13, markeredgewidth=2)
            regret.plot(row["regret_max"], at, "x", color=ink, markersize=7, markeredgewidth=1.6)
            between = sorted((max(row["regret_fair"], 0.0), row["regret"]))
            beside(regret, 1.03, at, f"{between[0]:.2f} to {between[1]:.2f}", "left")
            at -= needed / 2
        for axes, title in ((best, "how often it is best"), (regret, "peaceful years lost against the best")):
            axes.set_ylim(0, tall)
            axes.set_yticks([])
            axes.grid(axis="y", visible=False)
            axes.spines["left"].set_visible(False)
            axes.set_title(title, loc="left", fontsize=10.5, fontweight="bold", pad=22)
        best.set_xlim(0, 1)
        best.xaxis.set_major_formatter(PercentFormatter(1.0))
        best.set_xlabel(f"of {found.points:,} points")
        regret.set_xlim(left=0)
        regret.set_xlabel(f"of {found.horizon_years:.3g}, point by point")
        beside(regret, 1.03, tall + 0.12, "mean without / with the\nnoise of picking", "left")
        keys: list[Artist] = [Patch(color=PALETTE[0]), Patch(color=PALETTE[5])]
        best.legend(keys, ["clearly", "within the noise"], loc="lower left", bbox_to_anchor=(-0.02, 0.995), ncols=2,
                    frameon=False, columnspacing=1.2, handlelength=1.2)  # fmt: skip
        ink = PALETTE[1]
        marks = [
            Line2D([], [], color=ink, marker="o", markersize=7, linewidth=2.4),
            Line2D([], [], color=ink, marker="|", markersize=13, markeredgewidth=2, linestyle=""),
            Line2D([], [], color=ink, marker="x", markersize=7, markeredgewidth=1.6, linestyle=""),
        ]
        regret.legend(marks, ["mean", "90th percentile", "most"], loc="lower left", bbox_to_anchor=(-0.02, 0.995),
                      ncols=3, frameon=False, columnspacing=1.4, handlelength=1.5)  # fmt: skip
        note = (
            f"n = {found.points:,} points of the design, {found.runs:,} runs an arm and point under the same shocks; "
            f"restricted means over {found.horizon_years:.3g} years. Clearly: best in at least {CLEAR:.0%} of "
            f"{found.draws:,} samples of the run numbers, as some arm is at {found.clear:.0%} of points; the rest may "
            "be noise. Brackets: 95 % intervals over points (shares) and over points and run numbers (regret). Grey: "
            f"reference. {subtitle + '. ' if subtitle else ''}{CAUTION}"
        )
        head(figure, "Which arm is best where assumptions differ", note)
    return figure
