"""One ceasefire in a picture: the line in time, the moves of both capitals and what they weighed."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.analysis.chronicles.chronicle import Chronicle
from sim.analysis.chronicles.history import SIDES
from sim.views.chronicles import chronicle_panels as panels
from sim.views.chronicles.chronicle_labels import LABELLED, labels
from sim.views.chronicles.chronicle_line import line
from sim.views.chronicles.chronicle_page import Page
from sim.views.chronicles.timeline import WIDTH
from sim.views.style import head, style, wrapped


def chronicle_figure(chronicle: Chronicle, title: str) -> Figure:
    """One run: violations by time and mile, events marked; below moves, build-up, incentives.

    Parameters
    ----------
    chronicle : the run, at least a day long.
    title : what was run, for people.
    """
    c = chronicle
    with style():
        events = [e for e in c.events if e.major and e.kind in LABELLED]
        shown = labels(events, max(c.days, 1), WIDTH)
        page = Page(c, 1 + max((label.row for label in shown), default=0))
        line(page["line"], page["side"], page["bar"], c)
        for side in SIDES:
            panels.moves(page[f"moves_{side}"], c, side)
        panels.build_up(page["build_up"], c)
        reach = panels.reach(c)
        for side in SIDES:
            panels.incentive(page[f"incentive_{side}"], c, side, *reach[side])
        panels.credibility(page["credibility"], c)
        page.keys()
        page.mark(shown, events)
        note = _note(c, len(events) - len(shown))
        head(page.figure, f"One simulated ceasefire: {title}", wrapped(note, 165))
    return page.figure


def _note(c: Chronicle, left_out: int) -> str:
    ended = (
        f"it ended after {c.days:,} days" if c.cause != "held" else f"it held for all {c.days:,} days watched"
    )
    note = (
        f"One run of a model under stated assumptions, not a forecast: n = 1 (seed {c.seed}, run {c.run}), "
        f"so no interval; {ended}. Other runs end otherwise."
    )
    if c.passage:
        note += f" It was signed after {c.passage.months:.1f} months of war and talks."
    return note + (
        f" Lines without a label: {left_out} more event{'' if left_out == 1 else 's'}." if left_out else ""
    )
