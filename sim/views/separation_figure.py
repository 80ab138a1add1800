"""What is noise of simulation and what is not known: the gain of each arm at the default and over the doubt."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.averages import normal
from sim.analysis.regimes.separation import HELD, Separation
from sim.views.style import CAUTION, PALETTE, REFERENCE, beside, head, style, wrapped

#: Where the columns of numbers begin, as shares of the width of the chart.
_COLUMNS = (1.03, 1.13, 1.235)


def separation_figure(
    found: Separation,
    labels: Mapping[str, str],
    default: Mapping[str, tuple[float, float, float]] | None = None,
    subtitle: str = "",
) -> Figure:
    """The gain of each arm over the reference: a wide bar over what is not known, a narrow one for the noise.

    Parameters
    ----------
    found : see :func:`sim.analysis.regimes.separation.separate`.
    labels : a name for people of each arm.
    default : gain with its 95 % interval of simulation at the study's own setting, by arm.
    subtitle : what else to say, such as what was varied.
    """
    rows = found.table.sort_values("gain", ascending=False, kind="stable").to_dict("records")
    names = [wrapped(labels[row["regime"]], 40) for row in rows]
    room = [0.44 + 0.19 * name.count("\n") for name in names]
    default = default or {}
    with style():
        width, tall, bottom = 12.6, sum(room) + 0.1, 0.72
        height = 1.6 + tall + bottom
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((3.5 / width, bottom / height, 6.3 / width, tall / height))
        at = tall - 0.05
        for row, name, needed in zip(rows, names, room, strict=True):
            at -= needed / 2
            reach = normal() * row["simulation"]
            axes.plot(
                [row["low"], row["high"]], [at, at], color=PALETTE[5], linewidth=9, solid_capstyle="butt"
            )
            axes.plot([row["gain"] - reach, row["gain"] + reach], [at, at], color=PALETTE[0], linewidth=3.2,
                      solid_capstyle="butt")  # fmt: skip
            axes.plot(row["gain"], at, "o", color=PALETTE[0], markersize=6.5)
            if row["regime"] in default:
                value, low, high = default[row["regime"]]
                axes.plot([low, high], [at - 0.14] * 2, color=PALETTE[1], linewidth=1.8)
                axes.plot(value, at - 0.14, "D", color=PALETTE[1], markersize=4.5)
            beside(axes, -0.02, at, name, "right")
            told = f"{row['gain']:+.2f}", f"± {reach:.2f}", f"{row['low']:+.1f} to {row['high']:+.1f}"
            for x, words in zip(_COLUMNS, told, strict=True):
                beside(axes, x, at, words, "left")
            at -= needed / 2
        for x, words in zip(_COLUMNS, ("mean", "noise", f"middle {HELD:.0%}"), strict=True):
            beside(axes, x, tall + 0.14, words, "left")
        axes.axvline(0, linewidth=1.4, zorder=0, **REFERENCE)
        axes.set_ylim(0, tall)
        axes.set_yticks([])
        axes.grid(axis="y", visible=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(f"peaceful years gained over {labels[found.reference]}, of {found.horizon_years:.3g}")
        keys: list[Artist] = [
            Line2D([], [], color=PALETTE[0], marker="o", markersize=6.5, linewidth=3.2),
            Line2D([], [], color=PALETTE[5], linewidth=9),
        ]
        meanings = ["mean over points, 95 % noise of simulation", f"middle {HELD:.0%} of points"]
        if default:
            keys.append(Line2D([], [], color=PALETTE[1], marker="D", markersize=4.5, linewidth=1.8))
            meanings.append("at the default, 95 % noise")
        axes.legend(keys, meanings, loc="lower left", bbox_to_anchor=(-0.52, 0.995), ncols=3, frameon=False,
                    columnspacing=1.4)  # fmt: skip
        kinds = (found.learnt, "learnt from other ceasefires (draws)"), (found.assumed, "over assumed ranges")
        both = " and ".join(f"{len(paths)} {how}" for paths, how in kinds if paths)
        note = (
            f"n = {found.points:,} points, {found.runs:,} runs an arm and point under the same shocks; restricted "
            f"means. Parameters that differ from point to point: {both}; noise of simulation is taken out of "
            f"the wide bars. {subtitle + '. ' if subtitle else ''}{CAUTION}"
        )
        head(figure, "What is noise, and what is not known", note)
    return figure
