"""One ceasefire in words: hidden types, events, decisions with their terms and odds, outcome and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from sim.analysis.chronicles.chronicle import Chronicle
from sim.analysis.chronicles.chronicle_words import CAPITALS, CAUSE_WORDS, TERM_WORDS, percent
from sim.analysis.chronicles.history import DAYS_A_YEAR, SIDES
from sim.analysis.chronicles.weighings import QUESTION, Weighing

#: Terms smaller than this (% of GDP) are left out of the printed list.
SMALL = 0.05


def chronicle_text(story: Chronicle, title: str, whole: bool, width: int) -> Iterator[str]:
    """Lines of the story.

    Parameters
    ----------
    story, title : the run, and what was run, for people.
    whole : every event and week, or those that make the story.
    width : characters in a line.
    """
    yield f"One simulated ceasefire: {title}"
    yield f"Seed {story.seed}, run {story.run}. A run of a model under stated assumptions; not a forecast."
    yield from hidden_types(story)

    yield from events_text(story, whole, width)

    told = story.told(whole)
    left_out = 0 if whole else len(story.decisions) - len(told)
    yield "\nDecisions" + (f" (--weeks all tells {left_out} more, and the weeks between)" if left_out else "")
    yield _wrapped(_how_decided(story), width, 0)
    for week in told:
        yield ""
        yield from _lines(week, width)

    outcome = story.outcome()
    years = story.days / DAYS_A_YEAR
    yield f"\nOutcome: {CAUSE_WORDS[story.cause]} after {story.days:,} days ({years:.1f} years)."
    counts = (
        f"Violations {outcome['violations']:,.0f} ({outcome['recorded']:,.0f} recorded), battle deaths "
        f"{outcome['battle_deaths']:,.0f}, civilian casualties {outcome['civilian_casualties']:,.0f}, "
        f"snap-backs {outcome['snapbacks']:.0f}."
    )
    yield _wrapped(counts, width, 0)
    yield "Why:"
    for sentence in story.why():
        yield _wrapped(sentence, width, 2, first="  ")


def events_text(story: Chronicle, whole: bool, width: int, rest: str = "--weeks all tells") -> Iterator[str]:
    """The chain of events, a line each, under a head; every event, or those that make the story.

    Parameters
    ----------
    story, whole, width : as for :func:`chronicle_text`.
    rest : what is said before the number of events that are left out.
    """
    events = [e for e in story.events if e.major or whole]
    left_out = len(story.events) - len(events)
    yield "\nEvents" + (f" ({rest} {left_out} lesser ones)" if left_out else "")
    for event in events:
        yield _wrapped(f"day {event.day:>5,}  week {event.week:>3}  {event.text}", width, 23)


def hidden_types(story: Chronicle) -> Iterator[str]:
    """What both sides are in this run, a line each."""
    for side, hidden in story.types().items():
        intent = "means the pause" if hidden["tactical"] else "does not mean the pause"
        aims = f"aims worth {hidden['aims']:.0f}% of its GDP"
        yield f"Hidden type of {CAPITALS[side]} in this run: {aims}; {intent} to be tactical."


def _how_decided(story: Chronicle) -> str:
    """How moves come about, and how many were drawn in this run."""
    choice = story.scenario.choice
    return (
        "Terms are in % of the side's own GDP; what is positive pushes towards an attack. A move is drawn, with "
        "the odds given, at the end of a week in which a capital reviews its course (each week with a chance of "
        f"{choice.review:.0%}) or in which the question of an attack comes up (when its forces are ready, with "
        f"a chance of {choice.open_weeks:.0%}). In all other weeks it goes on as it was. Here moves were drawn "
        f"in {len(story.decisions):,} of {len(story.weighings):,} weeks of the two."
    )


def _lines(w: Weighing, width: int) -> list[str]:
    """A week of a capital: the move, the terms, the largest in words, what is expected, the odds of a draw."""
    move = {
        "comply": "complies",
        "press": "presses on the line",
        "mass": "masses forces",
        "attack": "attacks",
    }[w.move]
    if w.grey:
        move = "presses in the grey zone"
    if not w.drawn:
        move = f"goes on as it was: {move}"
    head = f"week {w.week} (day {w.day:,}), {CAPITALS[w.side]} {move}" + (f"  [{w.why}]" if w.why else "")
    terms = sorted(w.terms.items(), key=lambda item: -item[1])
    kept = [f"{name} {value:+.1f}" for name, value in terms if abs(value) >= SMALL]
    words = [
        f"{verb} most: {TERM_WORDS[name]} ({w.terms[name]:+.1f})"
        for verb, name in (("pushes", w.largest(1)), ("holds back", w.largest(-1)))
        if name
    ]
    other = CAPITALS[SIDES[1 - SIDES.index(w.side)]]
    under = [
        f"incentive {w.incentive:+.1f} = {', '.join(kept)}",
        "; ".join(words),
        f"chance that an attack succeeds {percent(w.chance)}; "
        f"belief that {other} will attack {percent(w.belief)}",
        _draw(w),
    ]
    return [head, *(_wrapped(line, width, 6, first="    ") for line in under)]


def _draw(w: Weighing) -> str:
    """What brought a draw about and its odds, or that there was none."""
    if not w.drawn:
        return "no move drawn: the course was not reviewed"
    odds = ", ".join(f"{name} {percent(p)}" for name, p in w.probabilities.items() if p > 0)
    if w.drawn == QUESTION:
        return f"drawn as the question of an attack came up: {odds}"
    closed = "the question of an attack did not come up" if w.ready else "not ready for an attack"
    return f"drawn on a review: {odds} ({closed})"


def _wrapped(text: str, width: int, indent: int, first: str = "") -> str:
    return fill(text, width, initial_indent=first, subsequent_indent=" " * indent)
