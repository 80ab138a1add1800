"""The tables of a study's report, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

import pandas as pd

from sim.analysis.cell import Cell
from sim.analysis.costs import ENDS, EXTRA, PARTS, said
from sim.analysis.results import Results
from sim.analysis.summary import SURVIVAL_YEARS
from sim.analysis.survival import DAYS_A_YEAR, hazard
from sim.engine.outcome import CAUSES
from sim.scenario.scenario import declared
from sim.views.style import CAUSE_LABELS

#: What the table of survival counts where every run is a ceasefire.
_COUNTED = ("Runs", "Peaceful years", "Gained")
#: Bounds of the periods in the table of hazards, in years; cut at the horizon.
PERIODS = (0.0, 1 / 12, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 75.0)


def summary_table(
    summary: pd.DataFrame,
    labels: dict[str, str],
    columns: Sequence[str],
    reference: str,
    roads: bool = False,
) -> str:
    """Survival, gains, causes and violations by arm; after ``roads`` of the ceasefires that came about."""
    years = [y for y in SURVIVAL_YEARS if summary[f"survival_{y}y"].notna().any()]
    counted = ("Ceasefires", "Years it stands", "Stands longer, years") if roads else _COUNTED
    head = ["Arm", *columns, counted[0], *(f"Standing after {y} y" for y in years), *counted[1:]]
    head += ["Median, years", *(f"Ended by {CAUSE_LABELS[c]}" for c in CAUSES[1:])]
    head += ["Violations a day, recorded", "fired"]
    body = []
    for row in summary.to_dict("records"):
        cells = [
            escape(labels[str(row["regime"])]),
            *(escape(plain(row[c])) for c in columns),
            f"{row['agreed' if roads else 'runs']:,}",
        ]
        for y in years:
            low, high = row[f"survival_{y}y_low"], row[f"survival_{y}y_high"]
            known = with_interval(f"{row[f'survival_{y}y']:.1%}", f"{low:.1%} to {high:.1%}")
            cells.append("not watched" if pd.isna(row[f"survival_{y}y"]) else known)
        cells.append(with_interval(f"{row['rmst_years']:.2f}", f"s.e. {row['rmst_se']:.2f}"))
        cells.append(against(row, "rmst_gain_years", ".2f", reference))
        cells.append("not reached" if pd.isna(row["median_years"]) else f"{row['median_years']:.2f}")
        cells += [f"{row[f'share_{cause}']:.1%}" for cause in CAUSES[1:]]
        cells += [f"{row['violations_per_day']:,.0f}", f"{row['violations_fired_per_day']:,.0f}"]
        body.append(cells)
    return as_table(head, body)


def cost_table(
    summary: pd.DataFrame,
    labels: dict[str, str],
    columns: Sequence[str],
    reference: str,
    roads: bool = False,
) -> str:
    """What a year of ceasefire costs by part, and what an added year costs; parts that nobody pays are left out.

    After ``roads`` an added year has no price: it takes the place of a year of war, whose cost is not counted.
    """
    parts = [part for part in PARTS if summary[part.rate].any()]
    head = ["Arm", *columns, *(part.label.capitalize() for part in parts)]
    head += ["All, bn $ a year", "Extra a year", *([] if roads else ["An added year, bn $"])]
    body = []
    for row in summary.to_dict("records"):
        cells = [escape(labels[str(row["regime"])]), *(escape(plain(row[c])) for c in columns)]
        cells += [f"{row[part.rate]:.2f}" for part in parts]
        cells.append(f"{row['cost_busd_per_year']:.1f}")
        cells.append(against(row, EXTRA, ".1f", reference))
        if not roads:
            cells.append(said(row).replace(" ", "&nbsp;"))
        body.append(cells)
    return as_table(head, body)


def hazard_table(cells: Iterable[Cell], labels: dict[str, str], results: Results) -> str:
    """Collapses per 100 years of standing ceasefire by period, with exact 95 % intervals, of some arms and points."""
    edges = [e for e in PERIODS if e < results.horizon_years] + [results.horizon_years]
    head = [
        "Arm",
        *results.shown_columns,
        *(f"{_years(a)} to {_years(b)}" for a, b in pairwise(edges)),
    ]
    body = []
    for cell in cells:
        there = cell.ended
        if not len(there["runs"]):
            continue
        found = hazard(there["days"] / DAYS_A_YEAR, there["collapsed"], edges, weights=there["runs"])
        row = [escape(labels[cell.regime]), *(escape(plain(cell.values[c])) for c in results.shown_columns)]
        for period in found.itertuples():
            if pd.isna(period.hazard):
                row.append("none standing")
            else:
                interval = f"{100 * period.low:.1f} to {100 * period.high:.1f}"
                row.append(with_interval(f"{100 * period.hazard:.1f}", interval))
        body.append(row)
    return as_table(head, body)


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
    table = as_table(["Arm", "Precedent", "Sets"], body, words=True)
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
    table = as_table(head, body, words=True)
    return (
        f"<details><summary>Every parameter of the common scenario ({len(body)})</summary>{table}</details>"
    )


def as_table(head: Iterable[str], body: Iterable[Iterable[str]], words: bool = False) -> str:
    """A table of cells that are HTML already, under heads that are not; ``words`` sets it flush left."""
    top = "".join(f"<th>{_breakable(escape(name))}</th>" for name in head)
    rows = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body)
    kind = ' class="words"' if words else ""
    table = f"<table{kind}><thead><tr>{top}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _breakable(name: str) -> str:
    """A head that is a dotted path, with places to break after dots and underscores."""
    return name if " " in name else name.replace(".", ".&#8203;").replace("_", "_&#8203;")


def against(row: Mapping[str, Any], name: str, decimals: str, reference: str) -> str:
    """A cell of a difference from the reference, with its interval, or why there is none."""
    value, low, high = (row[f"{name}{end}"] for end in ENDS)
    if row["regime"] == reference:
        return "reference"
    if pd.isna(value):
        return "not known"
    return with_interval(f"{value:+{decimals}}", f"{low:+{decimals}} to {high:+{decimals}}")


def with_interval(value: str, interval: str) -> str:
    """A cell of a value with its interval below."""
    return f'{value}<br><span class="interval">{interval}</span>'


def setting(values: Mapping[str, Any] | pd.Series, columns: Iterable[str]) -> str:
    """What sets a point of a design apart, in words: ``path = value``, one after the other; empty without columns."""
    return ", ".join(f"{path} = {plain(values[path])}" for path in columns)


def plain(value: Any) -> str:
    """A value as people write it: no trailing zeros."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _years(value: float) -> str:
    if value == PERIODS[1]:
        return "1 month"
    return f"{value:.3g} y" if value else "0"
