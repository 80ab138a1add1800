"""What a report says of the roads to a ceasefire, where runs begin at war: two tables and their words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from sim.analysis.costs import ENDS
from sim.analysis.measures import PEACEFUL, SHARES
from sim.engine.outcome import AGREED_YEARS, PEACEFUL_YEARS
from sim.views.report.report_tables import against, as_table, plain, with_interval

#: What arms differ by, where runs begin at war.
BY_ROAD = "how the talks were led and what was on offer"
_ALL = (
    "Counted over <b>all runs</b>: a road on which an army broke, or that was followed to its end without a ceasefire, "
    f"stays in the count, with no peaceful year. Peaceful years are those of the first ceasefire, out of the "
    f"{PEACEFUL_YEARS} years since the talks began, so that waiting and rushing are weighed on one scale. "
    "Intervals are 95 %, those of gains paired with the reference under the same shocks."
)
_SIGNED = (
    "Meetings, failed rounds, losses (thousand killed and wounded), ground that Russia took and aid are means over "
    "<b>all runs</b>, until the ceasefire or the end of the road. Quality of the terms, their legitimacy in Ukraine "
    "and how far they were imposed are means over the <b>ceasefires</b> that came about, from 0 to 1. Losses if war "
    "came back are those of both sides in its first year, in thousand, over the ceasefires that collapsed."
)
_CEASEFIRES = (
    "From here on only the <b>ceasefires that came about</b> are counted, each from the day it began: {count} of "
    "{runs} runs{none}. Which wars come to a ceasefire differs from arm to arm, so a difference between the ceasefires "
    "of two arms holds that as well as what was agreed; only the peaceful years above weigh both."
)
_COSTS = (
    "Billions of 2025 dollars a year of ceasefire, by part, over the ceasefires that came about; parts that cost "
    "nothing in any arm are left out. Extra: what a year costs more than under the reference. Sanctions forgone are "
    "what relief spares Moscow, not a bill that anyone pays. <b>The cost of the war is not in this table</b>: neither "
    "aid while it went on, which stands above, nor what both sides lost, nor what a war that came back would cost. An "
    "added year has no price here, since it takes the place of a year of war. Ukraine's own defence and the frozen "
    "assets are not counted."
)
#: Means in the table of what was signed: column, head, format.
_MEANS = (
    ("meetings", "Meetings", ",.0f"),
    ("failed_rounds", "Failed rounds", ".1f"),
    ("terms_quality", "Quality", ".2f"),
    ("legitimacy", "Legitimacy", ".2f"),
    ("imposed", "Imposed", ".2f"),
    ("war_losses_russia", "Losses, Russia, thousand", ",.0f"),
    ("war_losses_ukraine", "Losses, Ukraine, thousand", ",.0f"),
    ("war_territory", "Ground lost, km²", ",.0f"),
    ("war_aid", "War aid, bn $", ",.0f"),
    ("losses_year_after", "Losses if war came back", ",.0f"),
)


def opening(summary: pd.DataFrame, horizon_years: float) -> str:
    """What was simulated, in words: roads, how many came to a ceasefire, and how long those were watched."""
    return (
        f"{summary['runs'].sum():,} simulated roads out of the war, {summary['agreed'].sum():,} of which came to a "
        f"ceasefire, watched for {horizon_years:.3g} years from the day it began"
    )


def road_section(
    summary: pd.DataFrame, shown: pd.DataFrame, labels: dict[str, str], columns: Sequence[str], reference: str
) -> list[str]:
    """The part of the page on all roads, with both tables, down to the head of that on the ceasefires alone.

    Parameters
    ----------
    summary : of a study whose runs begin at war; see :func:`sim.analysis.summary.summarise`.
    shown : its rows that stand in the tables.
    labels : a name for people of each arm.
    columns : the design's columns.
    reference : the arm that gains are measured against.
    """
    without = [escape(labels[str(name)]) for name in summary.loc[summary["agreed"] == 0, "regime"].unique()]
    none = f" (none, at some point or at all, in: {', '.join(without)})" if without else ""
    count, runs = (f"{int(summary[name].sum()):,}" for name in ("agreed", "runs"))
    return [
        "<h2>Roads to a ceasefire</h2>",
        f"<p>{_ALL}</p>",
        _roads(shown, labels, columns, reference),
        "<h2>What was signed, and what the war cost until then</h2>",
        f"<p>{_SIGNED}</p>",
        _signed(shown, labels, columns),
        "<h2>The ceasefires that came about</h2>",
        f"<p>{_CEASEFIRES.format(count=count, runs=runs, none=none)}</p>",
    ]


def cost_words() -> str:
    """What the table of costs counts after roads, and what it does not."""
    return _COSTS


def _roads(summary: pd.DataFrame, labels: dict[str, str], columns: Sequence[str], reference: str) -> str:
    head = ["Arm", *columns, "Runs", *(f"Ceasefire within {y} y" for y in AGREED_YEARS), "Median, months"]
    head += ["Ukraine's army broken", "Russia's army broken", "No ceasefire in the time followed"]
    head += [f"Peaceful years of {PEACEFUL_YEARS}", "Gained"]
    body = []
    for row in summary.to_dict("records"):
        cells = [*_names(row, labels, columns), f"{row['runs']:,}"]
        cells += [_estimate(row, name, ".1%") for name in SHARES]
        months = row["months_to_ceasefire_median"]
        cells.append("not reached" if pd.isna(months) else f"{months:.0f}")
        cells += [f"{row[f'share_{end}']:.1%}" for end in ("ukraine_broken", "russia_broken", "at_war")]
        cells.append(_estimate(row, PEACEFUL, ".2f", "not watched long enough"))
        cells.append(against(row, "peaceful_gain_years", ".2f", reference))
        body.append(cells)
    return as_table(head, body)


def _signed(summary: pd.DataFrame, labels: dict[str, str], columns: Sequence[str]) -> str:
    head = ["Arm", *columns, "Ceasefires", *(head for _, head, _ in _MEANS)]
    body = [
        [
            *_names(row, labels, columns),
            f"{row['agreed']:,}",
            *(_estimate(row, name, form) for name, _, form in _MEANS),
        ]
        for row in summary.to_dict("records")
    ]
    return as_table(head, body)


def _names(row: dict[str, Any], labels: dict[str, str], columns: Sequence[str]) -> list[str]:
    return [escape(labels[str(row["regime"])]), *(escape(plain(row[name])) for name in columns)]


def _estimate(row: dict[str, Any], name: str, form: str, nothing: str = "none") -> str:
    """A cell of an estimate with its interval; ``nothing`` where there was nothing to estimate it from."""
    value, low, high = (row[f"{name}{end}"] for end in ENDS)
    if pd.isna(value):
        return nothing
    known = f"{value:{form}}"
    return known if pd.isna(low) else with_interval(known, f"{low:{form}} to {high:{form}}")
