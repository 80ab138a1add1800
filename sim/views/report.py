"""The report of a study: one page that holds its tables, figures, assumptions and manifest."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis.comparison import common_runs
from sim.analysis.results import Results
from sim.analysis.summary import SURVIVAL_YEARS, as_csv, summarise
from sim.analysis.survival import DAYS_A_YEAR, hazard
from sim.engine.outcome import CAUSES
from sim.scenario.scenario import declared
from sim.study.store import write_whole
from sim.views.gain_figure import gain_figure
from sim.views.incidence_figure import incidence_figure
from sim.views.style import CAUSE_LABELS, save
from sim.views.survival_figure import survival_figure

#: Figures are drawn for so many points of a design at most; the summary holds all of them.
MOST_POINTS = 8
#: Bounds of the periods in the table of hazards, in years; cut at the horizon.
PERIODS = (0.0, 1 / 12, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 75.0)

_WHAT_IT_IS = (
    "This page compares mechanisms under stated assumptions. It is no forecast: the shares below are shares "
    "of simulated runs, not chances in the world, and their intervals hold the noise of simulation, not the "
    "doubt about the assumptions. Runs of one number meet the same shocks in every arm, so that arms differ "
    "by what was agreed and not by luck."
)
_COLLAPSE = (
    "Intervals are 95 %. A ceasefire has collapsed when either side attacks, when an escalation nobody "
    "ordered ends it, or when battle deaths reach 1,000 within a year."
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
    """The figures of a study, for each of the first points of its design: survival, gain and causes.

    Yields
    ------
    (str, str, Figure)
        The name of the file without its ending, what the figure shows in words, and the figure.
    """
    labels, horizon, reference = results.labels, results.horizon_years, results.labels[results.reference]
    points = list(outcomes["point"].unique())[:MOST_POINTS]
    for point in points:
        rows = outcomes[outcomes["point"] == point]
        arms = {labels[str(name)]: part for name, part in rows.groupby("regime", sort=False)}
        where = ", ".join(f"{path} = {_plain(rows[path].iloc[0])}" for path in results.columns)
        ending = f"_point_{point}" if len(points) > 1 else ""
        at = f" at {where}" if where else ""
        figure = survival_figure(arms, reference, horizon, where)
        yield f"survival{ending}", f"Kaplan-Meier curves of every arm{at}", figure
        gains = _gains(summary, outcomes, point, labels, results)
        if len(gains):
            figure = gain_figure(gains, reference, horizon, where)
            yield f"gain{ending}", f"Peaceful years gained over the reference by every arm{at}", figure
        figure = incidence_figure(arms, horizon, where)
        yield f"incidence{ending}", f"Cumulative incidence of each cause of collapse in every arm{at}", figure


def page_body(results: Results, outcomes: pd.DataFrame, summary: pd.DataFrame, figures: Sequence[str]) -> str:
    """The body of the page as HTML."""
    manifest, labels = results.manifest, results.labels
    config, times = manifest["config"], manifest["times"]
    points = outcomes["point"].nunique()
    parts = [
        f"<h1>{escape(str(manifest['name']))}</h1>",
        f"<p>{len(outcomes):,} simulated ceasefires: {len(labels)} arms"
        f"{f' at {points} points' if points > 1 else ''}, {manifest['runs']:,} runs each, watched for "
        f"{results.horizon_years:.3g} years; seed {config['seed']}; "
        f"reference: {escape(labels[results.reference])}.</p>",
        _unfinished(len(outcomes), len(results.design) * manifest["runs"]),
        f'<p class="note">{_WHAT_IT_IS}</p>',
        "<h2>Summary</h2>",
        f"<p>{_COLLAPSE}</p>",
        _summary_table(summary, labels, results.columns),
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
        _hazard_table(outcomes, labels, results),
        "<h2>Assumptions</h2>",
        _arms_table(manifest),
        _parameter_table(config["scenario"]),
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


def _gains(
    summary: pd.DataFrame, outcomes: pd.DataFrame, point: Any, labels: dict[str, str], results: Results
) -> pd.DataFrame:
    keys = outcomes[["regime", "point"]].drop_duplicates(ignore_index=True)
    rows = summary[(keys["point"] == point).to_numpy() & (summary["regime"] != results.reference).to_numpy()]
    return pd.DataFrame(
        {
            "label": [labels[str(name)] for name in rows["regime"]],
            "years": rows["rmst_gain_years"].to_numpy(),
            "low": rows["rmst_gain_years_low"].to_numpy(),
            "high": rows["rmst_gain_years_high"].to_numpy(),
            "runs": rows["runs"].to_numpy(),
        }
    )


def _summary_table(summary: pd.DataFrame, labels: dict[str, str], columns: Sequence[str]) -> str:
    years = [y for y in SURVIVAL_YEARS if summary[f"survival_{y}y"].notna().any()]
    head = ["Arm", *columns, "Runs", *(f"Standing after {y} y" for y in years), "Peaceful years", "Gained"]
    head += ["Median, years", *(f"Ended by {CAUSE_LABELS[c]}" for c in CAUSES[1:])]
    head += ["Violations a day, recorded", "fired", "Cost, bn $ a year"]
    body = []
    for row in summary.to_dict("records"):
        cells = [
            escape(labels[str(row["regime"])]),
            *(escape(_plain(row[c])) for c in columns),
            f"{row['runs']:,}",
        ]
        for y in years:
            low, high = row[f"survival_{y}y_low"], row[f"survival_{y}y_high"]
            cells.append(_interval(f"{row[f'survival_{y}y']:.1%}", f"{low:.1%} to {high:.1%}"))
        cells.append(_interval(f"{row['rmst_years']:.2f}", f"s.e. {row['rmst_se']:.2f}"))
        low, high = row["rmst_gain_years_low"], row["rmst_gain_years_high"]
        gained = _interval(f"{row['rmst_gain_years']:+.2f}", f"{low:+.2f} to {high:+.2f}")
        cells.append("reference" if pd.isna(row["rmst_gain_years"]) else gained)
        cells.append("not reached" if pd.isna(row["median_years"]) else f"{row['median_years']:.2f}")
        cells += [f"{row[f'share_{cause}']:.1%}" for cause in CAUSES[1:]]
        cells += [f"{row['violations_per_day']:,.0f}", f"{row['violations_fired_per_day']:,.0f}"]
        cells.append(f"{row['cost_busd_per_year']:.1f}")
        body.append(cells)
    return _table(head, body)


def _hazard_table(outcomes: pd.DataFrame, labels: dict[str, str], results: Results) -> str:
    edges = [e for e in PERIODS if e < results.horizon_years] + [results.horizon_years]
    head = [
        "Arm",
        *results.columns,
        *(f"{_years(a)} to {_years(b)}" for a, b in pairwise(edges)),
    ]
    body = []
    for key, rows in outcomes.groupby(["regime", "point"], sort=False):
        found = hazard(rows["days"] / DAYS_A_YEAR, rows["collapsed"], edges)
        cells = [escape(labels[str(key[0])]), *(escape(_plain(rows[c].iloc[0])) for c in results.columns)]
        for period in found.itertuples():
            if pd.isna(period.hazard):
                cells.append("none standing")
            else:
                interval = f"{100 * period.low:.1f} to {100 * period.high:.1f}"
                cells.append(_interval(f"{100 * period.hazard:.1f}", interval))
        body.append(cells)
    return _table(head, body)


def _arms_table(manifest: dict[str, Any]) -> str:
    body = []
    for one in manifest["arms"]:
        values = manifest["config"]["arms"][one["name"]]
        settings = "<br>".join(escape(f"{path} = {_plain(value)}") for path, value in values.items())
        title = escape(one["title"] or one["name"])
        body.append(
            [f"<b>{title}</b><br>{escape(one['name'])}", escape(one["precedent"]), settings or "nothing"]
        )
    table = _table(["Arm", "Precedent", "Sets"], body, words=True)
    return f"<details><summary>What each arm changes</summary>{table}</details>"


def _parameter_table(values: dict[str, dict[str, Any]]) -> str:
    body = []
    for section, names in values.items():
        for name, value in names.items():
            found = declared().get(f"{section}.{name}")
            facts = ["", "", "", "", ""]
            if found:
                span = "" if found.low is None else f"{_plain(found.low)} to {_plain(found.high)}"
                facts = [found.unit, span, found.mechanism, found.source, found.doc]
            body.append([escape(str(cell)) for cell in (f"{section}.{name}", _plain(value), *facts)])
    head = ["Parameter", "Value", "Unit", "Plausible", "Mechanism", "Source", "What it is"]
    table = _table(head, body, words=True)
    return (
        f"<details><summary>Every parameter of the common scenario ({len(body)})</summary>{table}</details>"
    )


def _table(head: Iterable[str], body: Iterable[Iterable[str]], words: bool = False) -> str:
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    rows = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body)
    kind = ' class="words"' if words else ""
    table = f"<table{kind}><thead><tr>{top}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _interval(value: str, interval: str) -> str:
    return f'{value}<br><span class="interval">{interval}</span>'


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _years(value: float) -> str:
    if value == PERIODS[1]:
        return "1 month"
    return f"{value:.3g} y" if value else "0"
