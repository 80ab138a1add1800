"""The page of a chronicle: its panels on one axis of time, the land beside the line, the keys."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.chronicles.history import History
from sim.views.chronicles.chronicle_panels import FAMILY_COLOURS, MOVES
from sim.views.chronicles.timeline import LEFT, WIDTH, Timeline


class Page(Timeline):
    """The panels of a chronicle under each other."""

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
        super().__init__(self.ROWS, h.days, label_rows, since="the ceasefire began")
        self.axes["side"] = self.add(LEFT + WIDTH + 0.06, self.top - 3.7, 0.14, 3.7, sharey=self.axes["line"])
        self.axes["bar"] = self.add(LEFT + WIDTH + 1.75, self.top - 3.3, 0.14, 2.7)

    def keys(self) -> None:
        """Legends of the moves and of the terms, at the right of their panels."""
        x = (LEFT + WIDTH + 0.1) / self.width
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
