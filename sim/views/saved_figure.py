"""Which levers would have saved how many collapsed runs, and how many that held would have fallen."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from sim.analysis.causes.rescues import Rescues
from sim.views.style import CAUTION, PALETTE, head, style, wrapped

_SAVED, _HARM, _YEARS = PALETTE[2], PALETTE[1], PALETTE[0]


def saved_figure(found: Rescues, title: str = "What would have saved the ceasefires that fell") -> Figure:
    """Dots with 95 % intervals, a row a lever, the one that gains most years on top.

    Three panels: of the collapsed runs the share saved, of the runs that held the share that would have fallen, and
    peaceful years gained over all runs. A panel without runs says so.

    Parameters
    ----------
    found : of an arm.
    title : of the figure.
    """
    rows = found.tried
    names = [wrapped(str(words), 40) for words in rows["words"]]
    heights = [0.34 + 0.17 * name.count("\n") for name in names]
    places = [sum(heights[:n]) + heights[n] / 2 for n in range(len(names))]
    out = found.table[found.table["left_out"] != ""]
    missing = "; ".join(f"{row.words} ({row.left_out})" for row in out.itertuples())
    note = (
        f"{found.case.title}: {found.count()}, each run again under the same shocks with one thing agreed "
        f"otherwise. Bars: 95 % intervals (shares: Wilson). "
        f"{f'Not tried: {missing}. ' if missing else ''}{CAUTION}"
    )
    with style():
        tall, width = max(sum(heights), 0.5), 12.4
        height = tall + 2.1 + 0.19 * len(fill(note, int(11.6 * width)).splitlines())
        figure = Figure(figsize=(width, height))
        panels = (
            ("saved", f"collapsed runs saved\n(n = {len(found.collapsed):,})", 3.55, 2.85, _SAVED),
            ("fallen", f"runs that held, fallen\n(n = {len(found.held):,})", 6.75, 2.3, _HARM),
            (
                "years",
                f"peaceful years gained,\nof {found.case.horizon_years:.3g}, all runs",
                9.4,
                2.6,
                _YEARS,
            ),
        )
        for name, label, left, wide, ink in panels:
            axes = figure.add_axes((left / width, 0.72 / height, wide / width, tall / height))
            _dots(axes, rows, name, places, ink)
            axes.set_title(label, loc="left", fontsize=10.5, fontweight="bold")
            axes.set_ylim(tall, 0)
            axes.set_yticks(places, names if name == "saved" else [])
            axes.tick_params(axis="y", length=0)
            axes.spines["left"].set_visible(False)
            axes.grid(False, axis="y")
            if name == "years":
                axes.axvline(0, color="#4D4D4D", linewidth=1.2, linestyle=(0, (4, 2)), zorder=0)
                axes.set_xlabel("years")
            else:
                high = rows[f"{name}_high"].max()
                axes.set_xlim(-0.03 * high if high > 0 else -0.03, 1.04 * high if high > 0 else 1.0)
                axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
                axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
                axes.set_xlabel("share of them")
        head(figure, title, note)
    return figure


def _dots(axes: Axes, rows: pd.DataFrame, name: str, places: list[float], ink: str) -> None:
    known = rows[name].notna().to_numpy()
    if not known.any():
        axes.text(0.5, 0.5, "no such runs", transform=axes.transAxes, ha="center", va="center", fontsize=10)
        return
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        axes.plot([row[f"{name}_low"], row[f"{name}_high"]], [place] * 2, color=ink, linewidth=2.2,
                  solid_capstyle="butt", gid=f"interval:{name}:{row['name']}")  # fmt: skip
        axes.plot(row[name], place, "o", color=ink, markersize=6.5, gid=f"dot:{name}:{row['name']}")
    axes.margins(x=0.06)
