"""The report of a study: one page that holds its tables, figures, assumptions and manifest."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from html import escape
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis.comparison import ceasefires, common_runs
from sim.analysis.results import Results
from sim.analysis.roads import on_the_road
from sim.analysis.summary import as_csv, summarise
from sim.study.store import write_whole
from sim.views.cost_figure import cost_figure
from sim.views.gain_figure import gain_figure
from sim.views.incidence_figure import incidence_figure
from sim.views.report_tables import (
    arms_table,
    cost_table,
    hazard_table,
    parameter_table,
    plain,
    summary_table,
)
from sim.views.road_tables import BY_ROAD, cost_words, opening, road_section
from sim.views.style import save
from sim.views.survival_figure import survival_figure
from sim.views.time_to_ceasefire_figure import time_to_ceasefire_figure
from sim.views.trade_off_figure import trade_off_figure

#: Figures are drawn for so many points of a design at most; the summary holds all of them.
MOST_POINTS = 8

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
td:first-child {{ min-width: 13rem; }} th {{ max-width: 6.5rem; }}
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


def write_report(results: Results) -> tuple[pd.DataFrame, list[Path]]:
    """Write ``summary.csv``, ``figures/`` (PNG and SVG) and ``report.html`` into a study's folder.

    Parameters
    ----------
    results : an opened study. When it is not finished, the run numbers that every arm has are reported.

    Returns
    -------
    (DataFrame, list of Path)
        The summary, and the files written: the report first, then the summary and the figures.

    Raises
    ------
    InputError
        No run number is finished in every arm, or the folder cannot be written to.
    """
    outcomes = common_runs(results.outcomes, len(results.design))
    summary = summarise(outcomes, results.reference, results.horizon_years, results.columns)
    folder = results.folder
    write_whole(folder / "summary.csv", as_csv(summary).encode())
    (folder / "figures").mkdir(exist_ok=True)
    written, parts = [folder / "report.html", folder / "summary.csv"], []
    for name, words, figure in pictures(results, outcomes, summary):
        for ending in ("png", "svg"):
            file = folder / "figures" / f"{name}.{ending}"
            content = save(figure, ending)
            write_whole(file, content)
            written.append(file)
            if ending == "png":
                data = base64.b64encode(content).decode()
                image = f'<img alt="{escape(words)}" src="data:image/png;base64,{data}">'
                parts.append(f"<figure>{image}</figure>")
    page = _PAGE.format(
        title=escape(f"{results.manifest['name']}: ceasefire durability"),
        body=page_body(results, outcomes, summary, parts),
    )
    write_whole(folder / "report.html", page.encode())
    return summary, written


def pictures(
    results: Results, outcomes: pd.DataFrame, summary: pd.DataFrame
) -> Iterator[tuple[str, str, Figure]]:
    """The figures of a study, for each of the first points of its design: survival, gain, cost and causes.

    Where runs begin at war, those four show only the ceasefires that came about, and before them stand the time to a
    ceasefire and speed against durability, which count all runs.

    Yields
    ------
    (str, str, Figure)
        The name of the file without its ending, what the figure shows in words, and the figure.
    """
    points = list(outcomes["point"].unique())[:MOST_POINTS]
    for point in points:
        rows = outcomes[outcomes["point"] == point]
        where = ", ".join(f"{path} = {plain(rows[path].iloc[0])}" for path in results.columns)
        here = _labelled(summary, outcomes, point, results.labels)
        ending, at = f"_point_{point}" if len(points) > 1 else "", f" at {where}" if where else ""
        for name, words, figure in _at_a_point(results, rows, here, where):
            yield f"{name}{ending}", f"{words}{at}", figure


def _at_a_point(
    results: Results, rows: pd.DataFrame, here: pd.DataFrame, where: str
) -> Iterator[tuple[str, str, Figure]]:
    horizon, reference = results.horizon_years, results.labels[results.reference]
    arms = {results.labels[str(name)]: part for name, part in rows.groupby("regime", sort=False)}
    roads = on_the_road(rows)
    if roads:
        # Roads are followed in whole weeks, which fall short of a round number of years by a few days.
        followed = ceil(20 * rows["months_at_war"].max() / 12) / 20
        figure = time_to_ceasefire_figure(arms, reference, followed, where)
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
    found = {label: ceasefires(rows) for label, rows in arms.items()}
    names = {
        label: f"{label} (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{len(rows):,})"
        for label, rows in found.items()
    }
    none = [label for label, rows in found.items() if rows.empty]
    words = "Only the ceasefires that came about, their number in brackets"
    words += f"; none under: {', '.join(none)}" if none else ""
    kept = here[~here["label"].isin(none)]
    return (
        {names[label]: rows for label, rows in found.items() if len(rows)},
        kept.assign(label=kept["label"].map(names)),
        names[reference],
        f"{words}. {where}" if where else words,
    )


def page_body(results: Results, outcomes: pd.DataFrame, summary: pd.DataFrame, figures: Sequence[str]) -> str:
    """The body of the page as HTML."""
    manifest, labels = results.manifest, results.labels
    config, times = manifest["config"], manifest["times"]
    points, roads, reference = outcomes["point"].nunique(), on_the_road(outcomes), results.reference
    there = summary[summary["agreed"] > 0] if roads else summary
    watched = "" if roads else f", watched for {results.horizon_years:.3g} years"
    simulated = (
        opening(outcomes, results.horizon_years) if roads else f"{len(outcomes):,} simulated ceasefires"
    )
    costs = cost_words() if roads else _COSTS.format(reference=_reference_cost(summary, reference))
    parts = [
        f"<h1>{escape(str(manifest['name']))}</h1>",
        f"<p>{simulated}: {len(labels)} arms"
        f"{f' at {points} points' if points > 1 else ''}, {manifest['runs']:,} runs each{watched}; "
        f"seed {config['seed']}; reference: {escape(labels[reference])}.</p>",
        _unfinished(len(outcomes), len(results.design) * manifest["runs"]),
        f'<p class="note">{_WHAT_IT_IS.format(by=BY_ROAD if roads else "what was agreed")}</p>',
        *(road_section(summary, labels, results.columns, reference) if roads else ["<h2>Summary</h2>"]),
        f"<p>{_COLLAPSE}</p>",
        summary_table(there, labels, results.columns, reference, roads),
        "<h2>Costs</h2>",
        f"<p>{costs}</p>",
        cost_table(there, labels, results.columns, reference, roads),
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
        hazard_table(ceasefires(outcomes), labels, results),
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


def _unfinished(there: int, asked: int) -> str:
    if there >= asked:
        return ""
    there_of = f"{there:,} of {asked:,} runs"
    words = f"The study is not finished: this page stands on {there_of}, those whose numbers every arm has."
    return f'<p class="note">{words}</p>'


def _reference_cost(summary: pd.DataFrame, reference: str) -> str:
    costs = summary.loc[summary["regime"] == reference, "cost_busd_per_year"]
    low, high = f"{costs.min():.1f}", f"{costs.max():.1f}"
    return low if low == high else f"{low} to {high}"


def _labelled(
    summary: pd.DataFrame, outcomes: pd.DataFrame, point: Any, labels: dict[str, str]
) -> pd.DataFrame:
    """The summary's rows at a point of the design, with each arm's ``label``."""
    keys = outcomes[["regime", "point"]].drop_duplicates(ignore_index=True)
    rows = summary[(keys["point"] == point).to_numpy()]
    return rows.assign(label=[labels[str(name)] for name in rows["regime"]])


def _gains(rows: pd.DataFrame) -> pd.DataFrame:
    names = {
        f"rmst_gain_years{end}": name for end, name in (("", "years"), ("_low", "low"), ("_high", "high"))
    }
    return rows.rename(columns=names)[["label", *names.values(), "runs"]]
