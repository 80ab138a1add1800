"""One road to a ceasefire in a picture: talks, front, terms, and what both sides make of them."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.analysis.chronicles.passage_words import ended
from sim.analysis.chronicles.travelogue import Travelogue
from sim.engine.calendar import DAYS_PER_WEEK
from sim.views.chronicles import road_panels as panels
from sim.views.chronicles.chronicle_labels import labels
from sim.views.chronicles.timeline import WIDTH, Timeline
from sim.views.style import head, style, wrapped

#: Which events are marked, those first that get a label first.
MARKED = (
    "signed",
    "army_breaks",
    "given_up",
    "ultimatum",
    "carried_out",
    "let_pass",
    "would_sign",
    "would_not_sign",
    "scuttled",
    "deadline_missed",
    "would_sign_first",
    "election",
    "settled",
)
#: Room for the names of tracks and issues, inches.
_LEFT = 1.75
_ROWS = (
    ("talks", 1.5, 0.2),
    ("advance", 0.75, 0.14),
    ("ground", 0.6, 0.14),
    ("losses", 0.7, 0.2),
    ("terms", 1.3, 0.14),
    ("tilt", 0.7, 0.24),
    ("russia", 1.25, 0.16),
    ("ukraine", 1.25, 0.62),
)


def road_figure(passage: Travelogue, title: str) -> Figure:
    """One run's road: meetings by track, advance and losses, issues settled, and both sides' reckonings.

    Parameters
    ----------
    passage : the road.
    title : what was run, for people.
    """
    p = passage
    with style():
        days = p.weeks * DAYS_PER_WEEK
        events = [e for e in p.events if e.major and e.kind in MARKED]
        shown = labels(events, days, WIDTH, MARKED)
        rows = 1 + max((label.row for label in shown), default=0)
        page = Timeline(_ROWS, days, rows, since="the talks began", left=_LEFT)
        panels.talks(page["talks"], p)
        panels.advance(page["advance"], p)
        panels.ground(page["ground"], p)
        panels.losses(page["losses"], p)
        strips = page["terms"].get_position()
        bar = page.add(_LEFT + WIDTH + 0.12, strips.y0 * page.height, 0.14, 0.85)
        panels.terms(page["terms"], bar, p)
        panels.tilt(page["tilt"], p)
        low, high = panels.reach(p)
        for side in ("russia", "ukraine"):
            panels.surplus(page[side], p, side, low, high)
        page["russia"].set_title(
            "What signing is worth over fighting on: above zero a side would sign",
            fontsize=9.5,
            loc="left",
            pad=3,
        )
        page.mark(shown, events)
        note = _note(p, len(events) - len(shown))
        head(page.figure, f"One simulated road to a ceasefire: {title}", wrapped(note, 165))
    return page.figure


def _note(p: Travelogue, left_out: int) -> str:
    note = (
        f"One run of a model under stated assumptions, not a forecast: n = 1 (seed {p.seed}, run {p.run}), "
        f"so no interval; {ended(p.end, p.weeks, p.months)}. Other runs end otherwise."
    )
    return note + (
        f" Lines without a label: {left_out} more event{'' if left_out == 1 else 's'}." if left_out else ""
    )
