"""The report of a study: one page that holds its answers, tables, figures, assumptions and manifest."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TypeVar

import pandas as pd

from sim.analysis.digest import Digest
from sim.analysis.results import Results
from sim.analysis.summary import as_csv, first_rows, summary_of
from sim.scenario.errors import InputError
from sim.views.report.album import Album
from sim.views.report.answers import answers
from sim.views.report.explain_section import failing, failing_section
from sim.views.report.page import heading, page
from sim.views.report.pictures import pictures, points_drawn
from sim.views.report.points_section import point_told, points_section
from sim.views.report.ranking_section import ranking_of, ranking_section
from sim.views.report.report_notes import columns_shown, notes, rows_shown
from sim.views.report.report_tables import (
    arms_table,
    cost_table,
    hazard_table,
    parameter_table,
    summary_table,
)
from sim.views.report.road_tables import BY_ROAD, cost_words, opening, road_section
from sim.views.report.separation_section import separation_section
from sim.views.report.serious_section import serious_section
from sim.views.report.uncertainty_section import doubt_of, uncertainty_section
from sim.views.report.where_section import where_section

#: Rows of a table on the page at most, unless there are more arms than that.
MOST_ROWS = 40

Made = TypeVar("Made")

_WHAT_IT_IS = (
    "This page compares mechanisms under stated assumptions. It is no forecast: the shares below are shares "
    "of simulated runs, not chances in the world, and their intervals hold the noise of simulation, not the "
    "doubt about the assumptions. Runs of one number meet the same shocks in every arm, so that arms differ "
    "by {by} and not by luck."
)
_COLLAPSE = (
    "Intervals are 95 %. A ceasefire has collapsed when either side attacks, when an escalation nobody "
    "ordered ends it, or when battle deaths reach 1,000 within a year."
)

_COSTS = (
    "Billions of 2025 dollars a year of ceasefire, by part; parts that cost nothing in any arm are left out. "
    "Extra: what a year costs more than under the reference. An added year: what an arm costs more than the "
    "reference over the whole run, for each peaceful year that it adds; no number where no gain is shown. A year "
    "that is added is paid for like any other, so a measure that is free itself still shows the running cost "
    "of the years it adds (a year under the reference: {reference} bn $ on average; late years differ, as aid "
    "changes with time). Sanctions forgone are what relief spares Moscow, not a bill that anyone pays. The "
    "cost of the war, Ukraine's own defence and the frozen assets are not counted."
)


def write_report(results: Results) -> tuple[pd.DataFrame, list[Path | str]]:
    """Write ``summary.csv``, ``figures/`` (PNG and SVG) and ``report.html`` into a study's folder.

    Parameters
    ----------
    results : an opened study. When it is not finished, or runs failed, the run numbers that every arm has at a point
        are reported.

    Returns
    -------
    (DataFrame, list)
        The summary, and where the files were written: the report first, then the summary and the figures.

    Raises
    ------
    InputError
        No run number is finished in every arm, or the folder cannot be written to.
    """
    digest = results.digest()
    summary = summary_of(digest)
    results.place.write("summary.csv", as_csv(summary).encode())
    album = Album(results.place)
    body = _Body(results, digest, summary, album).html()
    title = f"{results.manifest['name']}: ceasefire durability"
    results.place.write("report.html", page(title, body).encode())
    return summary, [results.at(name) for name in ("report.html", "summary.csv", *album.names)]


class _Body:
    """The body of the page: what is worked out for it once, and its sections."""

    def __init__(self, results: Results, digest: Digest, summary: pd.DataFrame, album: Album) -> None:
        self.results, self.digest, self.summary, self.album = results, digest, summary, album
        self.labels, self.reference, self.roads = results.labels, results.reference, digest.on_the_road
        self.shown = first_rows(summary, MOST_ROWS)
        self.first = summary[[cell.point == digest.points[0] for cell in digest.cells]]
        #: Why parts of the page are missing, in sentences.
        self.missing: list[str] = []
        several = len(self.labels) > 1
        compared = several and not self.roads
        self.ranking = self._made("Arms are not ranked", lambda: ranking_of(results, digest), compared)
        self.why = self._made("The worst arm is not explained", lambda: failing(results, digest), compared)
        self.doubt = self._made("Nothing is said of what is not known", lambda: doubt_of(results), several)

    def _made(self, otherwise: str, make: Callable[[], Made | None], wanted: bool) -> Made | None:
        """What is made where it is wanted; where it cannot be, the page says why."""
        try:
            return make() if wanted else None
        except InputError as error:
            self.missing.append(f"{otherwise}: {error}.")
            return None

    def html(self) -> str:
        """All sections, with a line of links to them."""
        first, *rest = (part for part in self._parts() if part)
        return "\n".join([first, _links(rest), *rest])

    def _parts(self) -> Iterator[str]:
        yield self._opening()
        if self.ranking is not None:
            yield heading("In short", "answers")
            yield point_told(self.first, self.results, len(self.digest.points))
            yield answers(self.ranking, self.first, self.labels, self.why, self.doubt)
        yield from self._tables()
        if self.ranking is not None:
            yield ranking_section(self.ranking, self.first, self.results, self.album)
        if len(self.digest.points) > 1 and not self.roads:
            yield points_section(self.results, self.summary, self.album)
        yield heading("Figures", "figures")
        for name, words, figure in pictures(self.results, self.digest, self.summary):
            yield self.album.show(name, words, figure)
        yield points_drawn(self.digest)
        yield heading("Hazard by period", "hazard")
        yield "<p>Collapses per 100 years of standing ceasefire, with exact 95 % intervals.</p>"
        cells = [self.digest.cells[number] for number in self.shown.index]
        yield hazard_table(cells, self.labels, self.results)
        if not self.roads:
            yield serious_section(self.results, self.digest, self.album)
        if self.why is not None:
            yield failing_section(self.why, self.album)
            yield where_section(self.why.found.case, self.album)
        if self.doubt is not None:
            beside = self.doubt.results is not self.results
            default = self.first if beside else None
            yield separation_section(self.doubt.separation, self.labels, default, self.album)
            yield uncertainty_section(self.doubt, self.album)
        yield from self._made_from()

    def _opening(self) -> str:
        manifest, points = self.results.manifest, len(self.digest.points)
        watched = "" if self.roads else f", watched for {self.results.horizon_years:.3g} years"
        simulated = (
            opening(self.summary, self.results.horizon_years)
            if self.roads
            else f"{self.summary['runs'].sum():,} simulated ceasefires"
        )
        parts = [
            f"<h1>{escape(str(manifest['name']))}</h1>",
            f"<p>{simulated}: {len(self.labels)} arms"
            f"{f' at {points} points' if points > 1 else ''}, {_each(self.summary)} runs each{watched}; "
            f"seed {manifest['config']['seed']}; reference: {escape(self.labels[self.reference])}.</p>",
            *notes(self.results, self.digest),
            *(f'<p class="note">{escape(words)}</p>' for words in self.missing),
            f'<p class="note">{_WHAT_IT_IS.format(by=BY_ROAD if self.roads else "what was agreed")}</p>',
            rows_shown(self.shown, self.summary),
            columns_shown(self.results),
        ]
        return "\n".join(part for part in parts if part)

    def _tables(self) -> Iterator[str]:
        labels, columns, reference, roads = (
            self.labels,
            self.results.shown_columns,
            self.reference,
            self.roads,
        )
        if roads:
            yield from road_section(self.summary, self.shown, labels, columns, reference)
        else:
            yield heading("Summary", "summary")
        there = self.shown[self.shown["agreed"] > 0] if roads else self.shown
        yield f"<p>{_COLLAPSE}</p>"
        yield summary_table(there, labels, columns, reference, roads)
        yield heading("Costs", "costs")
        costs = cost_words() if roads else _COSTS.format(reference=_reference_cost(self.summary, reference))
        yield f"<p>{costs}</p>"
        yield cost_table(there, labels, columns, reference, roads)

    def _made_from(self) -> Iterator[str]:
        manifest = self.results.manifest
        yield heading("Assumptions", "assumptions")
        yield arms_table(manifest)
        yield parameter_table(manifest["config"]["scenario"])
        yield heading("Manifest", "manifest")
        yield (
            f"<p>Version {escape(manifest['code']['version'])}, rules {escape(manifest['code']['rules'])}; "
            f"finished {escape(str(manifest['times']['finished']))}.</p>"
        )
        kept = {k: v for k, v in manifest.items() if k != "config"}
        told = escape(json.dumps(kept, indent=1, ensure_ascii=False))
        yield f"<details><summary>The whole manifest</summary><pre>{told}</pre></details>"


def _links(parts: list[str]) -> str:
    """A line of links to every heading that has an anchor."""
    found = (re.findall(r'<h2 id="(\w+)">(.*?)</h2>', part) for part in parts)
    return f'<nav>{" ".join(f"""<a href="#{name}">{words}</a>""" for some in found for name, words in some)}</nav>'


def _each(summary: pd.DataFrame) -> str:
    fewest, most = summary["runs"].min(), summary["runs"].max()
    return f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"


def _reference_cost(summary: pd.DataFrame, reference: str) -> str:
    costs = summary.loc[summary["regime"] == reference, "cost_busd_per_year"]
    low, high = f"{costs.min():.1f}", f"{costs.max():.1f}"
    return low if low == high else f"{low} to {high}"
