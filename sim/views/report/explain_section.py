"""Why an arm fails, as a section of a report: causes, what led to the attacks, and what would have saved the runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import numpy as np

from sim.analysis.causes.attacks import Attacks, attacks
from sim.analysis.causes.case import case, refuse_other_rules, worst_arm
from sim.analysis.causes.first_weeks import first_weeks
from sim.analysis.causes.rescues import Rescues, rescues
from sim.analysis.chronicles.chronicle_words import CAPITALS, CAUSE_WORDS, TERM_WORDS
from sim.analysis.digest import Digest
from sim.analysis.results import Results
from sim.views.explain_text import FEW, first_words, most_words, types_words, worth_showing
from sim.views.report.album import Album
from sim.views.report.page import heading
from sim.views.report.report_tables import as_table, with_interval
from sim.views.saved_figure import saved_figure
from sim.views.style import CAUSE_LABELS
from sim.views.waterfall_figure import signed, waterfall_figure

#: Collapsed runs that a report looks at, so that it takes seconds; ``ceasefire explain`` takes more.
SAMPLE = 100


@dataclass(frozen=True)
class Failing:
    """Why an arm fails: what its attacks were made of, and what would have saved its runs.

    Attributes
    ----------
    found, ways : of the arm.
    against : what it adds to the chief attacker's incentive against the reference, in a sentence; may be empty.
    points : of the design, of which this is the first.
    """

    found: Rescues
    ways: Attacks
    against: str
    points: int


def failing(
    results: Results, digest: Digest | None = None, sample: int = SAMPLE, threads: int | None = None
) -> Failing:
    """Why the arm whose ceasefires stand for the fewest years fails, at the first point of a design.

    Parameters
    ----------
    results : an opened study.
    digest : of it, if it is at hand.
    sample : collapsed runs at most that are run again, and half as many that held.
    threads : as in :func:`sim.engine.batch.run`.

    Raises
    ------
    InputError
        Nothing can be replayed: another version of the rules, replaced agents, or runs that begin at war.
    """
    refuse_other_rules(results)
    digest = digest or results.digest()
    point = int(str(digest.points[0]))
    one = case(results, worst_arm(results, point, digest), point)
    found = rescues(one, sample, threads=threads)
    ways = attacks(one, found.collapsed, found.held)
    return Failing(found, ways, _against(results, found, ways), len(digest.points))


def failing_section(why: Failing, album: Album) -> str:
    """The account as HTML."""
    return "\n".join(part for part in _parts(why, album) if part)


def failing_words(why: Failing) -> str:
    """Why the arm fails in a few sentences of plain text."""
    one, ways = why.found.case, why.ways
    fell, runs = why.found.all_collapsed, why.found.all_collapsed + why.found.all_held
    words = f"{one.label} has the fewest peaceful years: {fell:,} of its {runs:,} runs collapsed."
    if ways.runs:
        causes = [(count / ways.runs, CAUSE_LABELS[name]) for name, count in ways.causes.items() if count]
        told = ", ".join(f"{label} {share:.0%}" for share, label in sorted(causes, reverse=True))
        words += f" They ended by {told} (n = {ways.runs:,} replayed). {why.against} {lead(why.found)}"
    return " ".join(words.split())


def _against(results: Results, found: Rescues, ways: Attacks) -> str:
    """What the arm adds to the chief attacker's incentive against the reference; empty for the reference itself."""
    one = found.case
    if one.regime == results.reference:
        return ""
    reference = case(results, results.reference, one.point)
    runs = np.concatenate([found.collapsed, found.held])
    table = first_weeks(one, reference, ways.chief, runs)
    return first_words(table, ways.chief, reference.label) if len(table) else ""


def _parts(why: Failing, album: Album) -> Iterator[str]:
    found, ways, against, points = why.found, why.ways, why.against, why.points
    one = found.case
    runs = found.all_collapsed + found.all_held
    yield heading(f"Why the worst arm fails: {one.label}", "why")
    where = f" (first of {points} points: {escape(one.where)})" if one.where else ""
    yield (
        f"<p>Of all arms it has the fewest peaceful years{where}. {found.all_collapsed:,} of its {runs:,} runs "
        f"collapsed within {one.horizon_years:.3g} years. What follows stands on {found.count()}, "
        f"replayed under the same shocks.</p>"
    )
    if against:
        yield f"<p>{escape(against)}</p>"
    if ways.runs:
        yield from _ways(ways, album)
    yield "<h3>What would have saved them</h3>"
    yield f"<p>{escape(lead(found))}</p>"
    yield (
        "<p>Each run again with one thing agreed otherwise. Saved: of the collapsed runs, those that would have stood "
        "to the horizon. Fallen: of the runs that held, those that would have collapsed with it. Years gained: mean "
        "over all runs of the arm. Brackets: 95 % intervals, of shares Wilson's.</p>"
    )
    yield lever_table(found)
    words = "Share of collapsed runs saved, share of held runs fallen, years gained by lever"
    yield album.show("levers", words, saved_figure(found))
    if one.typical is not None:
        yield (
            f"<p>A typical collapse, the median one, is run {one.typical}: <code>ceasefire explain DIR --regime "
            f"{escape(one.regime)}{f' --point {one.point}' if one.where else ''} --run {one.typical}</code> tells it, "
            "with DIR this folder.</p>"
        )


def lead(found: Rescues) -> str:
    """The levers that would have saved most, in a sentence or two."""
    tried = found.tried[found.tried["saved"].notna()]
    if tried.empty:
        return "No run collapsed, so nothing was there to save."
    best = tried.sort_values("saved", ascending=False).head(3)
    words = [f"{row.words} ({100 * row.saved:.0f} %)" for row in best.itertuples()]
    text = f"Would have saved most of the collapsed runs: {'; '.join(words)}."
    harms = tried[tried["years_high"] < 0]
    if len(harms):
        text += f" Loses years over all runs: {'; '.join(harms['words'])}."
    unclear = tried[(tried["years_low"] <= 0) & (tried["years_high"] >= 0)]
    if len(unclear):
        text += f" No gain shown over all runs: {'; '.join(unclear['words'])}."
    return text


def lever_table(found: Rescues) -> str:
    """A row a lever: what it changes, saved, fallen, years gained."""
    head = [
        "With",
        "Collapsed runs saved",
        "Runs that held, fallen",
        "Peaceful years gained",
        "Standing at the end",
    ]
    body = []
    for row in found.tried.to_dict("records"):
        cells = [escape(str(row["words"]))]
        for name, form in (("saved", ".0%"), ("fallen", ".0%"), ("years", "+.2f"), ("stand", "+.0%")):
            value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
            known = value == value
            cells.append(
                with_interval(f"{value:{form}}", f"{low:{form}} to {high:{form}}")
                if known
                else "no such runs"
            )
        body.append(cells)
    for row in found.table[found.table["left_out"] != ""].to_dict("records"):
        body.append([escape(str(row["words"])), f"not tried: {escape(str(row['left_out']))}", "", "", ""])
    return as_table(head, body)


def _ways(ways: Attacks, album: Album) -> Iterator[str]:
    causes = [f"{CAUSE_WORDS[name]} {count / ways.runs:.0%}" for name, count in ways.causes.items() if count]
    yield f"<p>Collapses by cause: {', '.join(causes)}.</p>"
    side, orders = ways.chief, ways.of(ways.chief)
    average = ways.average(side)
    if average is None:
        return
    yield (
        f"<p>{CAPITALS[side]} attacked with an incentive of {average.incentive:+.1f} % of its own annual GDP on "
        f"average, against {average.incentive_usual:+.1f} % in the weeks before (n = {len(orders):,} attacks). "
        f"{escape(types_words(ways, side))}</p>"
    )
    if len(orders) < FEW:
        return
    table = ways.table(side)
    head = ["Term, % of own annual GDP", "Weeks before", "At the order", "Change", "Rose most"]
    body = [
        [
            escape(TERM_WORDS[row["term"]]),
            signed(row["usual"]),
            signed(row["at_order"]),
            with_interval(signed(row["change"]), f"{row['change_low']:+.1f} to {row['change_high']:+.1f}"),
            with_interval(f"{row['rose']:.0%}", f"{row['rose_low']:.0%} to {row['rose_high']:.0%}"),
        ]
        for row in worth_showing(table).to_dict("records")
    ]
    yield as_table(head, body)
    yield f"<p>{escape(most_words(table))}</p>"
    title = f"What {CAPITALS[side]}'s attacks were made of"
    yield album.show("waterfall", title, waterfall_figure(average, title, ways.case.title, len(orders)))
