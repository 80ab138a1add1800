"""One road in words: events by week, outcome and reasons, and the terms signed against what was on offer."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Any

from sim.analysis.chronicles.bargain import Change, changes
from sim.analysis.chronicles.chronicle import Chronicle
from sim.analysis.chronicles.chronicle_words import CAPITALS
from sim.analysis.chronicles.passage_words import ended
from sim.analysis.chronicles.travelogue import Travelogue
from sim.negotiation.road import WEEKS_A_MONTH
from sim.views.chronicles.chronicle_text import hidden_types


def road_text(story: Chronicle, title: str, whole: bool, width: int) -> Iterator[str]:
    """Lines of the road's story; nothing of the ceasefire that follows.

    Parameters
    ----------
    story, title : the run, with a passage, and what was run, for people.
    whole : every event and week, or the events that make the story.
    width : characters in a line.
    """
    p = story.passage
    if p is None:
        return
    yield f"One simulated road to a ceasefire: {title}"
    yield f"Seed {p.seed}, run {p.run}. A run of a model under stated assumptions; not a forecast."
    yield from hidden_types(story)

    events = [e for e in p.events if e.major or whole]
    left_out = len(p.events) - len(events)
    yield "\nEvents on the road" + (f" (--weeks all tells {left_out} lesser ones)" if left_out else "")
    for event in events:
        dated = f"month {event.week / WEEKS_A_MONTH:>5.1f}  week {event.week:>3}"
        yield fill(f"{dated}  {event.text}", width, subsequent_indent=" " * 23)
    if whole:
        yield "\nWeeks on the road (signing over fighting on, % of own GDP; in brackets without pressure)"
        yield from _weeks(p)

    yield f"\nOutcome of the road: {ended(p.end, p.weeks, p.months)}."
    yield fill(_counts(p), width)
    yield "Why:"
    for sentence in p.why():
        yield fill(sentence, width, initial_indent="  ", subsequent_indent="  ")
    if p.agreed:
        yield from _terms(changes(p))
    else:
        yield "No text was signed, so there is no ceasefire to tell."


def _counts(p: Travelogue) -> str:
    """What the road took, in numbers."""
    row = p.row[0]
    moscow, kyiv = row["war_losses_russia"], row["war_losses_ukraine"]
    return (
        f"Meetings {row['meetings']:,.0f}, failed rounds {row['failed_rounds']:,.0f}; casualties of Moscow's army "
        f"{moscow:,.0f} thousand, of Kyiv's {kyiv:,.0f} thousand; ground taken by Moscow "
        f"{row['war_territory']:,.0f} km²; aid to Kyiv {row['war_aid']:,.0f} billion dollars."
    )


def _weeks(p: Travelogue) -> Iterator[str]:
    """A line a week."""
    yield "week  met  walkouts  settled  trust  tilt  km²/30 d        Moscow            Kyiv"
    met, walkouts, settled = p.met.sum(axis=1), p.walkouts.sum(axis=1), p.settled[1:].mean(axis=1)
    for week, road in enumerate(p.road):
        sides = "  ".join(f"{p.surplus(side)[week]:>6.1f} ({p.own(side)[week]:>6.1f})" for side in CAPITALS)
        yield (
            f"{week + 1:>4}  {met[week]:>3.0f}  {walkouts[week]:>8}  {settled[week]:>7.0%}  {road['trust']:>5.0%}  "
            f"{road['tilt']:>4.2f}  {road['advance'] * 30 / 7:>8,.0f}  {sides}"
        )


def _terms(found: list[Change]) -> Iterator[str]:
    """Terms signed against what was on offer, and what the road leaves behind."""
    for heading, agreed in (
        ("Terms signed, where they differ from what was on offer (all else is as offered)", True),
        ("What the road leaves behind, against what the talks began with", False),
    ):
        rows = [change for change in found if change.agreed is agreed]
        if not rows:
            continue
        yield f"\n{heading}"
        for change in rows:
            values = f"{_number(change.offered):>12} -> {_number(change.signed):<8}"
            yield f"  {change.path:<34} {values}  {change.unit}".rstrip()


def _number(value: Any) -> str:
    """A value of a scenario, to three digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
