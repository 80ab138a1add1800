"""The answers of a study: what it was run for, in a few sentences each, with where the report shows why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from math import isnan
from typing import Any

import pandas as pd

from sim.analysis.costs import ADDED, ENDS, EXTRA, said
from sim.analysis.regimes.ranking import Ranking
from sim.views.ranking_figure import share_in_words
from sim.views.report.explain_section import Failing, failing_words
from sim.views.report.robustness_words import flips_in_short, robustness_words
from sim.views.report.separation_section import separation_words
from sim.views.report.uncertainty_section import Doubt


def answers(
    ranking: Ranking,
    summary: pd.DataFrame,
    labels: Mapping[str, str],
    why: Failing | None,
    doubt: Doubt | None,
) -> str:
    """Questions and answers as HTML.

    Parameters
    ----------
    ranking : at the point whose rows ``summary`` holds.
    summary : rows of the summary at that point.
    labels : a name for people of each arm.
    why : why the worst arm fails, where that could be replayed.
    doubt : how the arms fare over what is not known, where the study was run over that.
    """
    told = list(_told(ranking, summary.set_index("regime", drop=False), labels, why, doubt))
    return (
        '<dl class="answers">\n'
        + "\n".join(
            f'<dt>{escape(question)}</dt><dd>{escape(_begun(answer))} <a href="#{anchor}">More</a></dd>'
            for question, answer, anchor in told
        )
        + "\n</dl>"
    )


def _told(
    ranking: Ranking,
    summary: pd.DataFrame,
    labels: Mapping[str, str],
    why: Failing | None,
    doubt: Doubt | None,
) -> Iterator[tuple[str, str, str]]:
    rows = ranking.table.to_dict("records")
    first, second = rows[0], rows[1]
    best = summary.loc[first["regime"]].to_dict()
    yield "Which arm lasts longest?", _longest(first, second, ranking, labels), "ranking"
    yield "By how much?", _gained(best, labels, ranking), "summary"
    yield "How sure is that?", _sure(first, second, ranking, labels, doubt), "ranking"
    yield "At what cost?", _cost(summary, first, labels, ranking), "costs"
    if why is not None:
        yield "Why does the worst arm fail?", failing_words(why), "why"
    if doubt is not None:
        own = doubt.results.labels
        pairs = [doubt.flips, *([doubt.worst] if doubt.worst else [])]
        told = " ".join(flips_in_short(pair, own) for pair in pairs)
        yield "What would change the order?", told, "order"


def _begun(words: str) -> str:
    """A sentence with its first letter large: names of arms may begin small."""
    return words[:1].upper() + words[1:]


def _longest(
    first: Mapping[str, Any], second: Mapping[str, Any], ranking: Ranking, labels: Mapping[str, str]
) -> str:
    return (
        f"{labels[first['regime']]}: {first['years']:.2f} ({first['low']:.2f} to {first['high']:.2f}) of "
        f"{ranking.horizon_years:.3g} peaceful years on average. Second is {labels[second['regime']]} with "
        f"{second['years']:.2f} ({second['low']:.2f} to {second['high']:.2f})."
    )


def _gained(best: Mapping[Any, Any], labels: Mapping[str, str], ranking: Ranking) -> str:
    lead, low, high = ranking.lead
    words = f"{lead:.2f} ({low:.2f} to {high:.2f}) peaceful years more than the second."
    if best["regime"] == ranking.reference:
        return f"{words} It is the reference itself."
    value, low, high = (best[f"rmst_gain_years{end}"] for end in ENDS)
    return (
        f"{words} {value:.2f} ({low:.2f} to {high:.2f}) more than the reference, {labels[ranking.reference]}."
    )


def _sure(
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    ranking: Ranking,
    labels: Mapping[str, str],
    doubt: Doubt | None,
) -> str:
    pairs = ranking.outlasts
    pair = pairs[(pairs["arm"] == first["regime"]) & (pairs["other"] == second["regime"])].iloc[0]
    words = (
        f"Under these assumptions its mean is the highest in {share_in_words(first['best'], ranking.draws)} of samples "
        f"of the {ranking.runs:,} runs an arm. Run against the same run it stood longer than the second in "
        f"{pair['longer']:.0%} ({pair['low']:.0%} to {pair['high']:.0%}), shorter in {pair['shorter']:.0%}, equally "
        f"long in {pair['equal']:.0%}."
    )
    if doubt is None:
        return f"{words} The doubt about the assumptions is not in this."
    own = doubt.results.labels
    apart = separation_words(doubt.separation, str(first["regime"]), own)
    return " ".join(part for part in (words, apart, robustness_words(doubt.robustness, own)) if part)


def _cost(
    summary: pd.DataFrame, first: Mapping[str, Any], labels: Mapping[str, str], ranking: Ranking
) -> str:
    best = summary.loc[first["regime"]].to_dict()
    words = f"A year of ceasefire costs {best['cost_busd_per_year']:.1f} bn $ under it"
    if best["regime"] == ranking.reference:
        return f"{words}; it is the reference, against which extra costs are counted."
    value, low, high = (best[f"{EXTRA}{end}"] for end in ENDS)
    words += f", {value:+.1f} ({low:+.1f} to {high:+.1f}) against the reference. "
    shown = not isnan(best[ADDED])
    words += (
        f"An added peaceful year: {said(best)} bn $." if shown else "No gain over the reference is shown."
    )
    priced = summary[summary[ADDED].notna()]
    if len(priced):
        cheapest = priced.sort_values(ADDED).iloc[0].to_dict()
        if cheapest["regime"] != best["regime"]:
            words += f" The cheapest added year is that of {labels[cheapest['regime']]}: {said(cheapest)} bn $, for "
            words += f"{cheapest['rmst_gain_years']:+.2f} years in all."
    return words
