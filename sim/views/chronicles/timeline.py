"""A timeline: panels under each other on one axis of time, events marked through all of them and labelled above."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from sim.analysis.chronicles.event import Event
from sim.analysis.chronicles.history import DAYS_A_YEAR
from sim.engine.calendar import DAYS_PER_WEEK
from sim.views.chronicles.chronicle_labels import ENDS, Label, font
from sim.views.style import year_ticks

#: Spans up to so many years are shown in weeks, longer ones in years.
_SHORT_YEARS = 1.6
#: The panels: how far from the left, how wide; what stands to the right; height of a row of labels; inches.
LEFT, WIDTH, RIGHT, _ROW_INCHES = 1.0, 9.1, 3.0, 0.165


class Timeline:
    """Panels on one axis of time, measured in inches from the top.

    Parameters
    ----------
    rows : name of each panel from the top, its height and the room below it, inches.
    days : length of the axis of time; at least 1 is shown.
    label_rows : rows of labels above.
    since : what time is counted from, for the axis.
    left : room to the left of the panels, inches.
    """

    def __init__(
        self,
        rows: Sequence[tuple[str, float, float]],
        days: int,
        label_rows: int,
        since: str,
        left: float = LEFT,
    ) -> None:
        self.rows, self.left = rows, left
        self.width = left + WIDTH + RIGHT
        above = 1.05 + _ROW_INCHES * label_rows
        self.height = above + sum(tall + below for _, tall, below in rows)
        self.figure = Figure(figsize=(self.width, self.height))
        self.in_years = days > _SHORT_YEARS * DAYS_A_YEAR
        self.per_unit = DAYS_A_YEAR if self.in_years else float(DAYS_PER_WEEK)
        self.end = max(days, 1)
        self.axes: dict[str, Axes] = {}
        self.top = self.height - above
        y = self.top
        for name, tall, below in rows:
            first = self.axes.get(rows[0][0])
            self.axes[name] = self.add(left, y - tall, WIDTH, tall, sharex=first)
            y -= tall + below
        self._time(since)

    def __getitem__(self, name: str) -> Axes:
        return self.axes[name]

    def add(self, x: float, y: float, wide: float, tall: float, **share: Axes | None) -> Axes:
        """Further axes, placed in inches from the lower left."""
        box = (x / self.width, y / self.height, wide / self.width, tall / self.height)
        return self.figure.add_axes(box, **share)  # type: ignore[arg-type, call-overload, no-any-return]

    def _time(self, since: str) -> None:
        axes = self.axes[self.rows[-1][0]]
        axes.set_xlim(0, self.end)
        ticks = (
            [t * self.per_unit for t in year_ticks(self.end / self.per_unit)]
            if self.in_years
            else _week_ticks(self.end)
        )
        axes.set_xticks(ticks)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda day, _: f"{day / self.per_unit:.3g}"))
        axes.set_xlabel(f"{'years' if self.in_years else 'weeks'} since {since}")
        for name, _, _ in self.rows[:-1]:
            self.axes[name].tick_params(labelbottom=False, bottom=False)

    def mark(self, labels: list[Label], events: list[Event]) -> None:
        """A line through all panels at each event; labels above, each on a stem of its own."""
        for event in events:
            strong = event.kind in ENDS
            for name, _, _ in self.rows:
                self.axes[name].axvline(
                    event.day, color="black" if strong else "#4D4D4D", linewidth=1.8 if strong else 0.7,
                    alpha=1.0 if strong else 0.65, linestyle="-" if strong else (0, (3, 2)),
                    gid=f"event:{event.kind}", zorder=4, clip_on=not strong,
                )  # fmt: skip
        first, tall, _ = self.rows[0]
        top = self.axes[first]
        for label in labels:
            event, rise = label.event, 0.06 + _ROW_INCHES * label.row
            top.annotate(
                event.short, (event.day, 1.0), xycoords=("data", "axes fraction"), annotation_clip=False,
                xytext=(-2 if label.leftwards else 2, 72 * rise), textcoords="offset points", va="bottom",
                ha="right" if label.leftwards else "left", fontproperties=font(event),
                gid=f"label:{event.kind}",
            )  # fmt: skip
            top.plot([event.day, event.day], [1.0, 1.0 + (rise + 0.12) / tall], color="#4D4D4D",
                     linewidth=0.7, transform=top.get_xaxis_transform(), clip_on=False)  # fmt: skip


def _week_ticks(days: int) -> list[float]:
    weeks = days / DAYS_PER_WEEK
    step = next(s for s in (1, 2, 4, 8, 13, 26) if weeks / s <= 12 or s == 26)
    return [float(DAYS_PER_WEEK * week) for week in range(0, int(weeks) + 1, step)]
