"""The tables of a study's report, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any

import pandas as pd

from sim.analysis.costs import ENDS, EXTRA, PARTS, said
from sim.analysis.results import Results
from sim.analysis.summary import SURVIVAL_YEARS
from sim.analysis.survival import DAYS_A_YEAR, hazard
from sim.engine.outcome import CAUSES
from sim.scenario.scenario import declared
from sim.views.style import CAUSE_LABELS

#: Bounds of the periods in the table of hazards, in years; cut at the horizon.
PERIODS = (0.0, 1 / 12, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 75.0)


def summary_table(summary: pd.DataFrame, labels: dict[str, str], columns: Sequence[str]) -> str:
    """Survival, gains, causes and violations by arm."""
    years = [y for y in SURVIVAL_YEARS if summary[f"survival_{y}y"].notna().any()]
    head = ["Arm", *columns, "Runs", *(f"Standing after {y} y" for y in years), "Peaceful years", "Gained"]
    head += ["Median, years", *(f"Ended by {CAUSE_LABELS[c]}" for c in CAUSES[1:])]
    head += ["Violations a day, recorded", "fired"]
    body = []
    for row in summary.to_dict("records"):
        cells = [
            escape(labels[str(row["regime"])]),
            *(escape(plain(row[c])) for c in columns),
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
        body.append(cells)
    return _table(head, body)


def cost_table(summary: pd.DataFrame, labels: dict[str, str], columns: Sequence[str]) -> str:
    """What a year of ceasefire costs by part, and what an added year costs; parts that nobody pays are left out."""
    parts = [part for part in PARTS if summary[part.rate].any()]
    head = ["Arm", *columns, *(part.label.capitalize() for part in parts)]
    head += ["All, bn $ a year", "Extra a year", "An added year, bn $"]
    body = []
    for row in summary.to_dict("records"):
        cells = [escape(labels[str(row["regime"])]), *(escape(plain(row[c])) for c in columns)]
        cells += [f"{row[part.rate]:.2f}" for part in parts]
        cells.append(f"{row['cost_busd_per_year']:.1f}")
        extra, low, high = (row[f"{EXTRA}{end}"] for end in ENDS)
        if pd.isna(extra):
            cells += ["reference", ""]
        else:
            cells.append(_interval(f"{extra:+.1f}", f"{low:+.1f} to {high:+.1f}"))
            cells.append(said(row).replace(" ", "&nbsp;"))
        body.append(cells)
    return _table(head, body)


def hazard_table(outcomes: pd.DataFrame, labels: dict[str, str], results: Results) -> str:
    """Collapses per 100 years of standing ceasefire by period, with exact 95 % intervals."""
    edges = [e for e in PERIODS if e < results.horizon_years] + [results.horizon_years]
    head = [
        "Arm",
        *results.columns,
        *(f"{_years(a)} to {_years(b)}" for a, b in pairwise(edges)),
    ]
    body = []
    for key, rows in outcomes.groupby(["regime", "point"], sort=False):
        found = hazard(rows["days"] / DAYS_A_YEAR, rows["collapsed"], edges)
        cells = [escape(labels[str(key[0])]), *(escape(plain(rows[c].iloc[0])) for c in results.columns)]
        for period in found.itertuples():
            if pd.isna(period.hazard):
                cells.append("none standing")
            else:
                interval = f"{100 * period.low:.1f} to {100 * period.high:.1f}"
                cells.append(_interval(f"{100 * period.hazard:.1f}", interval))
        body.append(cells)
    return _table(head, body)


def arms_table(manifest: dict[str, Any]) -> str:
    """What each arm changes, with its precedent."""
    body = []
    for one in manifest["arms"]:
        values = manifest["config"]["arms"][one["name"]]
        settings = "<br>".join(escape(f"{path} = {plain(value)}") for path, value in values.items())
        title = escape(one["title"] or one["name"])
        body.append(
            [f"<b>{title}</b><br>{escape(one['name'])}", escape(one["precedent"]), settings or "nothing"]
        )
    table = _table(["Arm", "Precedent", "Sets"], body, words=True)
    return f"<details><summary>What each arm changes</summary>{table}</details>"


def parameter_table(values: dict[str, dict[str, Any]]) -> str:
    """Every parameter of the common scenario, with what is declared about it."""
    body = []
    for section, names in values.items():
        for name, value in names.items():
            found = declared().get(f"{section}.{name}")
            facts = ["", "", "", "", ""]
            if found:
                span = "" if found.low is None else f"{plain(found.low)} to {plain(found.high)}"
                facts = [found.unit, span, found.mechanism, found.source, found.doc]
            body.append([escape(str(cell)) for cell in (f"{section}.{name}", plain(value), *facts)])
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


def plain(value: Any) -> str:
    """A value as people write it: no trailing zeros."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _years(value: float) -> str:
    if value == PERIODS[1]:
        return "1 month"
    return f"{value:.3g} y" if value else "0"
