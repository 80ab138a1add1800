"""The page of a chronicle: panels under each other on one axis of time, their keys, and marks of events."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from sim.analysis.event import Event
from sim.analysis.history import DAYS_A_YEAR, History
from sim.engine.calendar import DAYS_PER_WEEK
from sim.views.chronicle_labels import ENDS, Label, font
from sim.views.chronicle_panels import FAMILY_COLOURS, MOVES
from sim.views.style import year_ticks

#: Runs up to so many years are shown in weeks, longer ones in years.
_SHORT_YEARS = 1.6
#: The panels: how far from the left, how wide; height of a row of labels; inches.
_LEFT, WIDTH, _ROW_INCHES = 1.0, 9.1, 0.165


class Page:
    """The panels under each other on one axis of time, measured in inches from the top."""

    ROWS = (
        ("line", 3.7, 0.28),
        ("moves_russia", 0.24, 0.06),
        ("moves_ukraine", 0.24, 0.14),
        ("build_up", 0.8, 0.3),
        ("incentive_russia", 1.55, 0.16),
        ("incentive_ukraine", 1.55, 0.3),
        ("credibility", 1.05, 0.62),
    )

    def __init__(self, h: History, label_rows: int) -> None:
        self.width = _LEFT + WIDTH + 3.0
        above = 1.05 + _ROW_INCHES * label_rows
        self.height = above + sum(tall + below for _, tall, below in self.ROWS)
        self.figure = Figure(figsize=(self.width, self.height))
        self.in_years = h.days > _SHORT_YEARS * DAYS_A_YEAR
        self.per_unit = DAYS_A_YEAR if self.in_years else float(DAYS_PER_WEEK)
        self.end = max(h.days, 1)
        self.axes: dict[str, Axes] = {}
        y = self.height - above
        for name, tall, below in self.ROWS:
            first = self.axes.get("line")
            self.axes[name] = self._add(_LEFT, y - tall, WIDTH, tall, sharex=first)
            y -= tall + below
        top = self.height - above
        self.axes["side"] = self._add(_LEFT + WIDTH + 0.06, top - 3.7, 0.14, 3.7, sharey=self.axes["line"])
        self.axes["bar"] = self._add(_LEFT + WIDTH + 1.75, top - 3.3, 0.14, 2.7)
        self._time()

    def __getitem__(self, name: str) -> Axes:
        return self.axes[name]

    def _add(self, x: float, y: float, wide: float, tall: float, **share: Axes | None) -> Axes:
        box = (x / self.width, y / self.height, wide / self.width, tall / self.height)
        return self.figure.add_axes(box, **share)  # type: ignore[arg-type, call-overload, no-any-return]

    def _time(self) -> None:
        axes = self.axes["credibility"]
        axes.set_xlim(0, self.end)
        ticks = (
            [t * self.per_unit for t in year_ticks(self.end / self.per_unit)]
            if self.in_years
            else _week_ticks(self.end)
        )
        axes.set_xticks(ticks)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda day, _: f"{day / self.per_unit:.3g}"))
        axes.set_xlabel(f"{'years' if self.in_years else 'weeks'} since the ceasefire began")
        for name, _, _ in self.ROWS[:-1]:
            self.axes[name].tick_params(labelbottom=False, bottom=False)

    def keys(self) -> None:
        """Legends of the moves and of the terms, at the right of their panels."""
        x = (_LEFT + WIDTH + 0.1) / self.width
        for below, entries in (("moves_russia", MOVES), ("incentive_russia", FAMILY_COLOURS)):
            box = self.axes[below].get_position()
            keys: list[Artist] = [
                Patch(facecolor=ink, edgecolor="#808080", linewidth=0.4) for ink in entries.values()
            ]
            names = list(entries)
            if below == "incentive_russia":
                keys.append(Line2D([], [], color="black", linewidth=1.3))
                names.append("their sum: the incentive to attack")
            self.figure.legend(keys, names, loc="upper left", bbox_to_anchor=(x, box.y1 + 0.1 / self.height),
                               frameon=False, fontsize=9, handlelength=1.1, labelspacing=0.28)  # fmt: skip

    def mark(self, labels: list[Label], events: list[Event]) -> None:
        """A line through all panels at each event; labels above, each on a stem of its own."""
        for event in events:
            strong = event.kind in ENDS
            for name, _, _ in self.ROWS:
                self.axes[name].axvline(
                    event.day, color="black" if strong else "#4D4D4D", linewidth=1.8 if strong else 0.7,
                    alpha=1.0 if strong else 0.65, linestyle="-" if strong else (0, (3, 2)),
                    gid=f"event:{event.kind}", zorder=4, clip_on=not strong,
                )  # fmt: skip
        line = self.axes["line"]
        for label in labels:
            event, rise = label.event, 0.06 + _ROW_INCHES * label.row
            line.annotate(
                event.short, (event.day, 1.0), xycoords=("data", "axes fraction"), annotation_clip=False,
                xytext=(-2 if label.leftwards else 2, 72 * rise), textcoords="offset points", va="bottom",
                ha="right" if label.leftwards else "left", fontproperties=font(event),
                gid=f"label:{event.kind}",
            )  # fmt: skip
            line.plot([event.day, event.day], [1.0, 1.0 + (rise + 0.12) / self.ROWS[0][1]], color="#4D4D4D",
                      linewidth=0.7, transform=line.get_xaxis_transform(), clip_on=False)  # fmt: skip


def _week_ticks(days: int) -> list[float]:
    weeks = days / DAYS_PER_WEEK
    step = next(s for s in (1, 2, 4, 8, 13, 26) if weeks / s <= 12 or s == 26)
    return [float(DAYS_PER_WEEK * week) for week in range(0, int(weeks) + 1, step)]
