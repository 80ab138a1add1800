"""Why a ceasefire ended as it did, and what would have saved it, in words and tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import Any

import pandas as pd

from sim.analysis.causes.attacks import Attacks
from sim.analysis.causes.case import Case
from sim.analysis.causes.counterfactuals import Replayed
from sim.analysis.causes.first_weeks import WEEK
from sim.analysis.causes.rescues import Rescues
from sim.analysis.chronicles.chronicle import Chronicle
from sim.analysis.chronicles.chronicle_words import CAPITALS, CAUSE_WORDS, TERM_WORDS, percent, weeks
from sim.analysis.chronicles.decision import Decision
from sim.analysis.chronicles.history import DAYS_A_YEAR
from sim.views.chronicles.chronicle_text import SMALL, events_text, hidden_types
from sim.views.style import CAUTION
from sim.views.waterfall_figure import signed

#: Widest name of a lever or term in a table, characters; the rest of 80 is for numbers.
NAME = 36
#: A side with fewer attacks than this gets no table of means.
FEW = 5


def run_text(
    one: Case, story: Chronicle, decided: Decision | None, replays: Sequence[Replayed] | None, width: int
) -> Iterator[str]:
    """Lines on one run: what happened, the decision and its terms, and the same run with one lever changed.

    Parameters
    ----------
    one, story : the arm, and the run told.
    decided : its decision; None where no capital weighed anything.
    replays : under each counterfactual; None where the run began at war and nothing is replayed.
    width : characters in a line, 80 at least.
    """
    yield from _wrapped(f"Run {story.run} of {one.title} ({one.study}, seed {one.seed})", width)
    yield from _wrapped(CAUTION, width)
    if not story.agreed:
        yield "There was no ceasefire in this run, so there is nothing to explain."
        return
    for line in hidden_types(story):
        yield from _wrapped(line, width)
    yield from events_text(story, False, width, "left out:")
    yield f"\nOutcome: {CAUSE_WORDS[story.cause]} after {story.days:,} days ({story.days / DAYS_A_YEAR:.1f} years)."
    for sentence in story.why():
        yield from _wrapped(sentence, width)
    if decided:
        yield ""
        yield from _wrapped(decision_words(decided), width)
        yield from _wrapped("What its incentive was made of, in % of its own annual GDP:", width)
        yield from _terms(decided)
    yield ""
    if replays is None:
        yield from _wrapped(
            "The run began at war, so the terms came out of talks. It is not replayed with a lever changed: that "
            "would change what is signed and when, and not only what is kept.",
            width,
        )
        return
    yield from _wrapped("The same run under the same shocks, with one thing agreed otherwise:", width)
    yield from _replays(replays, story, width)


def decision_words(d: Decision) -> str:
    """What was decided, when, and at what odds: one sentence or two."""
    name = CAPITALS[d.side]
    if not d.ordered:
        return (
            f"Nobody ordered an attack. The highest incentive to attack was {name}'s in week {d.week} "
            f"(day {d.day:,}): {d.incentive:+.1f} % of its own annual GDP, against {d.incentive_usual:+.1f} on average."
        )
    before = (
        f"on average over the {weeks(d.weeks)} before" if d.weeks else "with no week before to compare with"
    )
    usual = f"; {d.incentive_usual:+.1f} {before}" if d.weeks else f", {before}"
    return (
        f"{name} ordered its attack in week {d.week} (day {d.day:,}) with an incentive of {d.incentive:+.1f} % of its "
        f"own annual GDP{usual}. The question of an attack had come up, and an attack had odds of {percent(d.odds)}."
        + (f" {name} meant the pause to be tactical." if d.tactical else "")
    )


def batch_text(
    found: Rescues, ways: Attacks, reference: bool, width: int, against: str = ""
) -> Iterator[str]:
    """Lines on an arm: how its attacks came about, which levers would have saved how many runs, a typical run.

    Parameters
    ----------
    found, ways : of the arm.
    reference : whether it is the study's reference.
    against : what it adds to an incentive against the reference, in words.
    width : characters in a line, 80 at least.
    """
    one = found.case
    there = found.all_collapsed + found.all_held
    yield from _wrapped(
        f"{one.title}{' (reference)' if reference else ''}: {one.study}, seed {one.seed}", width
    )
    share = f"{found.all_collapsed / there:.0%}" if there else "none"
    yield from _wrapped(
        f"{found.all_collapsed:,} of {there:,} runs collapsed within {one.horizon_years:.3g} years ({share}). "
        f"This stands on {found.count()}.",
        width,
    )
    if not ways.runs:
        yield "No run collapsed, so there is no attack to explain and nothing to save."
    else:
        yield from _ways(ways, width)
    if against:
        yield ""
        yield from _wrapped(against, width)
    yield ""
    yield from _wrapped(
        "The same runs under the same shocks, with one thing agreed otherwise. Saved: of the collapsed runs, those "
        "that would have stood to the horizon. Fallen: of the runs that held, those that would have collapsed. "
        "Years: peaceful years gained, mean over all runs of the arm. Brackets: 95 %.",
        width,
    )
    yield f"{'with':<{NAME}} {'saved, %':>12} {'fallen, %':>12} {'years':>17}"
    for row in found.tried.to_dict("records"):
        saved, lost = (_percent(row, name) for name in ("saved", "fallen"))
        years = f"{row['years']:+.1f} ({row['years_low']:+.1f},{row['years_high']:+.1f})"
        yield from _row(str(row["words"]), f" {saved:>12} {lost:>12} {years:>17}")
    for row in found.table[found.table["left_out"] != ""].to_dict("records"):
        yield from _wrapped(f"Not tried: {row['words']} ({row['left_out']}).", width)
    if one.typical is not None:
        yield from _wrapped(
            f"A typical collapse (the median one) is run {one.typical}: "
            f"ceasefire explain DIR --regime {one.regime}{f' --point {one.point}' if one.where else ''} "
            f"--run {one.typical}",
            width,
        )


def _ways(ways: Attacks, width: int) -> Iterator[str]:
    causes = [f"{CAUSE_WORDS[name]} {count / ways.runs:.0%}" for name, count in ways.causes.items() if count]
    yield from _wrapped(f"Collapses by cause: {', '.join(causes)}.", width)
    for side in CAPITALS:
        orders = ways.of(side)
        average = ways.average(side)
        if average is None:
            continue
        yield ""
        yield from _wrapped(
            f"{CAPITALS[side]} attacked in {len(orders):,} of these runs. Its incentive at the order was "
            f"{average.incentive:+.1f} % of its own annual GDP on average, and {average.incentive_usual:+.1f} in the "
            f"weeks before. {types_words(ways, side)}",
            width,
        )
        if len(orders) < FEW:
            continue
        table = ways.table(side)
        yield f"{'term, % of own annual GDP':<{NAME}} {'before':>8} {'order':>8} {'change':>8} {'rose most':>12}"
        for row in worth_showing(table).to_dict("records"):
            line = f" {signed(row['usual']):>8} {signed(row['at_order']):>8} {signed(row['change']):>8}"
            yield from _row(TERM_WORDS[row["term"]], f"{line} {row['rose']:>12.0%}")
        yield from _wrapped(most_words(table), width)


def first_words(table: pd.DataFrame, side: str, reference: str) -> str:
    """The terms that an arm moves most against the reference, in a sentence."""
    total = table["more"].sum()
    moved = table[table["more"].abs() >= 0.5].head(4)
    terms = [
        f"{TERM_WORDS[row.term]} {row.more:+.1f} ({row.more_low:+.1f} to {row.more_high:+.1f})"
        for row in moved.itertuples()
    ]
    parts = f": {', '.join(terms)}" if terms else ""
    return (
        f"Against {reference}, in the same {int(table['runs'].iloc[0]):,} runs in week {WEEK}, the arm moves "
        f"{CAPITALS[side]}'s incentive to attack by {total:+.1f} % of its own annual GDP on average{parts}."
    )


def types_words(ways: Attacks, side: str) -> str:
    """How a side's hidden type differs between the runs that it ended and those that held; empty without both."""
    then, held = ways.types_then[side], ways.types_held[side]
    if then is None or held is None:
        return ""
    aims = [f"{kind.aims[0]:.0f} %" for kind in (then, held)]
    tactical = [f"{kind.tactical[0]:.0%}" for kind in (then, held)]
    return (
        f"Its aims, drawn once a run, were worth {aims[0]} of its GDP in the runs that it ended and {aims[1]} in the "
        f"{held.runs:,} that held; it meant the pause to be tactical in {tactical[0]} and {tactical[1]}."
    )


def most_words(table: pd.DataFrame) -> str:
    """What a column of shares means, and which term pushed most at the order."""
    chief = table.loc[table["pushed"].idxmax()]
    return (
        "Rose most: share of these attacks in which the term was furthest above its average of the weeks before. The "
        f"largest push at the order was {TERM_WORDS[str(chief['term'])]} in {chief['pushed']:.0%}."
    )


def worth_showing(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table of terms that are not nothing."""
    return table[(table["at_order"].abs() >= SMALL) | (table["change"].abs() >= SMALL)]


def _terms(d: Decision) -> Iterator[str]:
    now = "order" if d.ordered else "highest"
    yield f"{'term':<{NAME}} {'first week':>10} {'average':>9} {now:>9} {'change':>9}"
    for term, value in sorted(d.terms.items(), key=lambda item: -item[1]):
        numbers = (d.first[term], d.usual[term], value, d.changes[term])
        if max(abs(x) for x in numbers) >= SMALL:
            yield from _row(TERM_WORDS[term], _numbers(*numbers))
    yield from _row(
        "incentive to attack",
        _numbers(d.incentive_first, d.incentive_usual, d.incentive, d.incentive - d.incentive_usual),
    )


def _numbers(first: float, usual: float, now: float, change: float) -> str:
    return f" {signed(first):>10} {signed(usual):>9} {signed(now):>9} {signed(change):>9}"


def _replays(replays: Sequence[Replayed], story: Chronicle, width: int) -> Iterator[str]:
    tried = [r for r in replays if not r.left_out]
    same = [r for r in tried if (r.days, r.cause) == (story.days, story.cause)]
    other = [r for r in tried if r not in same]
    if other:
        yield f"{'with':<{NAME}} {'it would have':<29} {'gained':>8}"
    for r in sorted(other, key=lambda r: -r.days):
        ended = "held" if r.held else f"fallen after {_years(r.days)}"
        ended += "" if r.held or r.cause == story.cause else f", {_SHORT[r.cause]}"
        yield from _row(r.counterfactual.words, f" {ended:<29} {r.gained:>+6.1f} y")
    if same:
        end = (
            "it would have held all the same"
            if story.cause == "held"
            else "it would have fallen on the same day"
        )
        yield from _wrapped(
            f"{end.capitalize()} with: {'; '.join(r.counterfactual.words for r in same)}.", width
        )
    for r in replays:
        if r.left_out:
            yield from _wrapped(f"Not tried: {r.counterfactual.words} ({r.left_out}).", width)


_SHORT = {
    "russian_offensive": "Moscow",
    "ukrainian_offensive": "Kyiv",
    "escalation": "escalation",
    "erosion": "erosion",
}


def _percent(row: dict[Any, Any], name: str) -> str:
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    return "-" if value != value else f"{100 * value:.0f} ({100 * low:.0f}-{100 * high:.0f})"


def _row(name: str, rest: str) -> Iterator[str]:
    """A line of a table; a name that is too long is broken, and the numbers stand in its last line."""
    lines = fill(name, NAME, subsequent_indent="  ").splitlines()
    yield from lines[:-1]
    yield f"{lines[-1]:<{NAME}}{rest}"


def _years(days: float) -> str:
    years = days / DAYS_A_YEAR
    return f"{years:.1f} years" if years >= 0.95 else f"{days:,.0f} days"


def _wrapped(text: str, width: int) -> Iterator[str]:
    yield fill(text, width, break_on_hyphens=False)
