"""The report of a study: one page that holds its tables, figures, assumptions and manifest."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from html import escape
from math import ceil
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis.cell import Cell
from sim.analysis.digest import Digest
from sim.analysis.results import Results
from sim.analysis.summary import as_csv, first_rows, summary_of
from sim.views.cost_figure import cost_figure
from sim.views.gain_figure import gain_figure
from sim.views.incidence_figure import incidence_figure
from sim.views.report.report_notes import columns_shown, notes, rows_shown
from sim.views.report.report_tables import (
    arms_table,
    cost_table,
    hazard_table,
    parameter_table,
    plain,
    summary_table,
)
from sim.views.report.road_tables import BY_ROAD, cost_words, opening, road_section
from sim.views.style import save
from sim.views.survival_figure import survival_figure
from sim.views.time_to_ceasefire_figure import time_to_ceasefire_figure
from sim.views.trade_off_figure import trade_off_figure

#: Figures are drawn for so many points of a design at most; the summary holds all of them.
MOST_POINTS = 8
#: Rows of a table on the page at most, unless there are more arms than that.
MOST_ROWS = 40

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

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #1b1b1b;
  margin: 2rem auto; max-width: 78rem; padding: 0 1.2rem; }}
h1 {{ margin-bottom: 0.2rem; }} h2 {{ margin-top: 2.4rem; }}
.note {{ background: #f3f6f9; border-left: 4px solid #0072B2; padding: 0.7rem 1rem; max-width: 62rem; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: 0.88rem; font-variant-numeric: tabular-nums; }}
th, td {{ padding: 0.32rem 0.6rem; border-bottom: 1px solid #dcdcdc; text-align: right; vertical-align: top;
}} th {{ background: #f6f6f6; vertical-align: bottom; }}
th:first-child, td:first-child, .words td, .words th {{ text-align: left; }}
td:first-child {{ min-width: 13rem; }} th {{ max-width: 7rem; }}
.interval {{ color: #5a5a5a; white-space: nowrap; font-size: 0.9em; }}
figure {{ margin: 1rem 0 2rem; }} img {{ max-width: 100%; height: auto; }}
details {{ margin: 0.8rem 0; }} summary {{ cursor: pointer; font-weight: 600; }}
pre {{ background: #f6f6f6; padding: 0.8rem; overflow-x: auto; font-size: 0.8rem; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def write_report(results: Results) -> tuple[pd.DataFrame, list[Path | str]]:
    """Write ``summary.csv``, ``figures/`` (PNG and SVG) and ``report.html`` into a study's folder.

    Parameters
    ----------
    results : an opened study. When it is not finished, or runs failed, the run numbers that every arm has at a point
        are reported. Its outcomes are read once, a file at a time.

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
    names, parts = ["report.html", "summary.csv"], []
    results.place.write("summary.csv", as_csv(summary).encode())
    for name, words, figure in pictures(results, digest, summary):
        for ending in ("png", "svg"):
            names.append(f"figures/{name}.{ending}")
            content = save(figure, ending)
            results.place.write(names[-1], content)
            if ending == "png":
                data = base64.b64encode(content).decode()
                image = f'<img alt="{escape(words)}" src="data:image/png;base64,{data}">'
                parts.append(f"<figure>{image}</figure>")
    page = _PAGE.format(
        title=escape(f"{results.manifest['name']}: ceasefire durability"),
        body=page_body(results, digest, summary, parts),
    )
    results.place.write("report.html", page.encode())
    return summary, [results.at(name) for name in names]


def pictures(results: Results, digest: Digest, summary: pd.DataFrame) -> Iterator[tuple[str, str, Figure]]:
    """The figures of a study, for each of the first points of its design: survival, gain, cost and causes.

    Where runs begin at war, those four show only the ceasefires that came about, and before them stand the time to a
    ceasefire and speed against durability, which count all runs.

    Yields
    ------
    (str, str, Figure)
        The name of the file without its ending, what the figure shows in words, and the figure.
    """
    points = digest.points[:MOST_POINTS]
    for point in points:
        cells = digest.at(point)
        where = ", ".join(f"{path} = {plain(cells[0].values[path])}" for path in results.shown_columns)
        here = summary[[cell.point == point for cell in digest.cells]]
        here = here.assign(label=[results.labels[cell.regime] for cell in cells])
        ending, at = f"_point_{point}" if len(points) > 1 else "", f" at {where}" if where else ""
        for name, words, figure in _at_a_point(results, cells, here, where):
            yield f"{name}{ending}", f"{words}{at}", figure


def _at_a_point(
    results: Results, cells: Sequence[Cell], here: pd.DataFrame, where: str
) -> Iterator[tuple[str, str, Figure]]:
    horizon, reference = results.horizon_years, results.labels[results.reference]
    arms = {results.labels[cell.regime]: cell.ceasefires for cell in cells}
    roads = any(cell.longest > 0 for cell in cells)
    if roads:
        # Roads are followed in whole weeks, which fall short of a round number of years by a few days.
        followed = ceil(20 * max(cell.longest for cell in cells) / 12) / 20
        ends = {results.labels[cell.regime]: cell.roads for cell in cells}
        figure = time_to_ceasefire_figure(ends, reference, followed, where)
        yield "time_to_ceasefire", "Share of all runs with a ceasefire by time, in every arm", figure
        figure = trade_off_figure(here, reference, horizon, where)
        yield "trade_off", "Early ceasefires against how long they stand, and peaceful years, by arm", figure
        arms, here, reference, where = _of_the_ceasefires(arms, here, reference, where)
    if arms:
        figure = survival_figure(arms, reference, horizon, where)
        yield "survival", "Kaplan-Meier curves of every arm", figure
    gains = _gains(here[here["regime"] != results.reference])
    gains = gains[gains["years"].notna()] if roads else gains
    if len(gains):
        figure = gain_figure(gains, reference, horizon, where, roads)
        gained = "Years of standing that ceasefires gain" if roads else "Peaceful years gained"
        yield "gain", f"{gained} over the reference by every arm", figure
        figure = cost_figure(here, reference, horizon, where, roads)
        yield "cost", f"{gained} against cost, and cost by part, by arm", figure
    if arms:
        figure = incidence_figure(arms, horizon, where)
        yield "incidence", "Cumulative incidence of each cause of collapse in every arm", figure


def _of_the_ceasefires(
    arms: dict[str, pd.DataFrame], here: pd.DataFrame, reference: str, where: str
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, str, str]:
    """Arms, rows of the summary, reference and subtitle for figures of the ceasefires alone, with n in each label."""
    names = {
        label: f"{label} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{rows['runs'].sum():,})"
        for label, rows in arms.items()
    }
    none = [label for label, rows in arms.items() if rows.empty]
    words = "Only the ceasefires that came about, their number in brackets"
    words += f"; none under: {', '.join(none)}" if none else ""
    kept = here[~here["label"].isin(none)]
    return (
        {names[label]: rows for label, rows in arms.items() if len(rows)},
        kept.assign(label=kept["label"].map(names)),
        names[reference],
        f"{words}. {where}" if where else words,
    )


def page_body(results: Results, digest: Digest, summary: pd.DataFrame, figures: Sequence[str]) -> str:
    """The body of the page as HTML."""
    manifest, labels = results.manifest, results.labels
    config, times = manifest["config"], manifest["times"]
    points, roads, reference = len(digest.points), digest.on_the_road, results.reference
    shown = first_rows(summary, MOST_ROWS)
    there = shown[shown["agreed"] > 0] if roads else shown
    watched = "" if roads else f", watched for {results.horizon_years:.3g} years"
    simulated = (
        opening(summary, results.horizon_years)
        if roads
        else f"{summary['runs'].sum():,} simulated ceasefires"
    )
    costs = cost_words() if roads else _COSTS.format(reference=_reference_cost(summary, reference))
    parts = [
        f"<h1>{escape(str(manifest['name']))}</h1>",
        f"<p>{simulated}: {len(labels)} arms"
        f"{f' at {points} points' if points > 1 else ''}, {_each(summary)} runs each{watched}; "
        f"seed {config['seed']}; reference: {escape(labels[reference])}.</p>",
        *notes(results, digest),
        f'<p class="note">{_WHAT_IT_IS.format(by=BY_ROAD if roads else "what was agreed")}</p>',
        rows_shown(shown, summary),
        columns_shown(results),
        *(
            road_section(summary, shown, labels, results.shown_columns, reference)
            if roads
            else ["<h2>Summary</h2>"]
        ),
        f"<p>{_COLLAPSE}</p>",
        summary_table(there, labels, results.shown_columns, reference, roads),
        "<h2>Costs</h2>",
        f"<p>{costs}</p>",
        cost_table(there, labels, results.shown_columns, reference, roads),
        "<h2>Figures</h2>",
        *figures,
    ]
    if points > MOST_POINTS:
        parts.append(
            f"<p>Figures show the first {MOST_POINTS} of {points} points; summary.csv holds all.</p>"
        )
    parts += [
        "<h2>Hazard by period</h2>",
        "<p>Collapses per 100 years of standing ceasefire, with exact 95 % intervals.</p>",
        hazard_table([digest.cells[number] for number in shown.index], labels, results),
        "<h2>Assumptions</h2>",
        arms_table(manifest),
        parameter_table(config["scenario"]),
        "<h2>Manifest</h2>",
        f"<p>Version {escape(manifest['code']['version'])}, rules {escape(manifest['code']['rules'])}; "
        f"finished {escape(str(times['finished']))}.</p>",
        "<details><summary>The whole manifest</summary><pre>"
        + escape(
            json.dumps({k: v for k, v in manifest.items() if k != "config"}, indent=1, ensure_ascii=False)
        )
        + "</pre></details>",
    ]
    return "\n".join(part for part in parts if part)


def _each(summary: pd.DataFrame) -> str:
    fewest, most = summary["runs"].min(), summary["runs"].max()
    return f"{most:,}" if fewest == most else f"{fewest:,} to {most:,}"


def _reference_cost(summary: pd.DataFrame, reference: str) -> str:
    costs = summary.loc[summary["regime"] == reference, "cost_busd_per_year"]
    low, high = f"{costs.min():.1f}", f"{costs.max():.1f}"
    return low if low == high else f"{low} to {high}"


def _gains(rows: pd.DataFrame) -> pd.DataFrame:
    names = {
        f"rmst_gain_years{end}": name for end, name in (("", "years"), ("_low", "low"), ("_high", "high"))
    }
    return rows.rename(columns=names)[["label", *names.values(), "runs"]]
