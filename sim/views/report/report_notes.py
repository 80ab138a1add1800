"""What a report says of runs that are not in it: a study that is not finished, runs that failed, points left out."""

from __future__ import annotations

from html import escape

import pandas as pd

from sim.analysis.digest import Digest
from sim.analysis.results import Results

#: Different errors that are told, and characters of each.
_ERRORS, _LENGTH = 3, 240


def notes(results: Results, digest: Digest) -> list[str]:
    """Paragraphs of HTML, none where every run that was asked for is in the report."""
    words = [_missing(results, digest), *_failed(results.failures), _empty(digest)]
    return [f'<p class="note">{word}</p>' for word in words if word]


def rows_shown(shown: pd.DataFrame, summary: pd.DataFrame) -> str:
    """That tables hold the first points only, where the summary has more rows; a paragraph of HTML, or nothing."""
    if len(shown) == len(summary):
        return ""
    arms = summary["regime"].nunique()
    points, few = len(summary) // arms, len(shown) // arms
    return f"<p>Tables show the first {few:,} of {points:,} points; summary.csv holds all {len(summary):,} rows.</p>"


def columns_shown(results: Results) -> str:
    """That tables show only some columns of the design; a paragraph of HTML, or nothing."""
    shown, there = len(results.shown_columns), len(results.columns)
    if shown == there:
        return ""
    named = f"the first {shown} of {there:,} columns of the design"
    return f"<p>Tables and figures name {named}; summary.csv holds all.</p>"


def _missing(results: Results, digest: Digest) -> str:
    there = int(digest.runs.sum()) * len(digest.arms)
    asked = results.asked
    if there >= asked:
        return ""
    stands = f"this page stands on {there:,} of {asked:,} runs, those whose numbers every arm has."
    finished = results.manifest["times"]["finished"]
    return f"T{stands[1:]}" if finished else f"The study is not finished: {stands}"


def _failed(failures: pd.DataFrame) -> list[str]:
    if failures.empty:
        return []
    count = len(failures)
    told = (
        "A run failed and is left out, with the runs"
        if count == 1
        else f"{count:,} runs failed and are left out, with those"
    )
    last = failures["error"].astype(str).map(_last_line)
    found = last.value_counts(sort=False)
    errors = [f"{escape(error)} ({runs:,})" for error, runs in found.head(_ERRORS).items()]
    more = f"; and {len(found) - _ERRORS:,} other errors" if len(found) > _ERRORS else ""
    return [
        f"{told} of the same number in the other arms. Errors, with how many runs had them: {'; '.join(errors)}{more}."
    ]


def _last_line(error: str) -> str:
    """The line of an error that says what was wrong: the last, also of a traceback."""
    lines = [line.strip() for line in error.splitlines() if line.strip()] or ["no message"]
    return lines[-1] if len(lines[-1]) <= _LENGTH else f"{lines[-1][:_LENGTH]}…"


def _empty(digest: Digest) -> str:
    if not digest.empty_points:
        return ""
    have = "has" if digest.empty_points == 1 else "have"
    left = "is" if digest.empty_points == 1 else "are"
    points = f"{digest.empty_points:,} of {len(digest.runs):,} points"
    return f"{points} {have} no finished run in every arm and {left} left out."
