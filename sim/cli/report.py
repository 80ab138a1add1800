"""``ceasefire report``: the figures, the summary and the report anew from what is on disk."""

from __future__ import annotations

import sys
from math import isnan
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from sim.analysis.results import Results

_CEASEFIRES = (
    "Brackets and ±: 95 % intervals; gains and added years are paired with the reference under the same "
    "shocks. A year added: more spent, in billions of dollars, per peaceful year gained."
)
_ROADS = (
    "Within: runs with a ceasefire by then, of all runs. Quality, legitimacy and stand: of the ceasefires that came "
    "about. Peaceful years: of the ten since the talks began, all runs counted. ±: 95 % intervals; gains are "
    "paired with the reference under the same shocks."
)


#: Rows of the table on the terminal at most, unless there are more arms than that.
MOST_ROWS = 60


def report(
    folder: Annotated[str, typer.Argument(help="Folder that a study was run into, or a URL for fsspec.")],
) -> None:
    """Rebuild summary.csv, the figures and the report of a study from its outcomes."""
    show(folder)


def show(folder: str) -> None:
    """Write the report of a folder; print its summary and where everything lies."""
    from rich.console import Console

    from sim.analysis.results import open_study
    from sim.views.report.report import write_report

    results = open_study(folder)
    if sys.stderr.isatty():
        with Console(stderr=True).status("Drawing the figures"):
            summary, written = write_report(results)
    else:
        summary, written = write_report(results)
    roads = "peaceful_gain_years" in summary
    made = road_table if roads else summary_table
    whole = made(summary, results)
    shown = whole.row_count
    needed = Console(width=1000).measure(whole).maximum
    # A table squeezed to 80 columns helps nobody who reads it from a file.
    console = Console(width=None if sys.stdout.isatty() else needed, highlight=False)
    console.print(whole if console.width >= needed else made(summary, results, wide=False))
    console.print(
        f"{_ROADS if roads else _CEASEFIRES} Compares mechanisms under stated assumptions; not a forecast.",
        soft_wrap=True,
    )
    if len(results.shown_columns) < len(results.columns):
        print(
            f"The table shows the first {len(results.shown_columns)} of {len(results.columns)} columns of the design. "
            "summary.csv holds all."
        )
    if shown < len(summary):
        print(f"The table shows the first points: {shown:,} of {len(summary):,} rows. summary.csv holds all.")
    for file in (f for f in written if not str(f).endswith(".svg")):
        print(file)


def summary_table(summary: pd.DataFrame, results: Results, wide: bool = True) -> Table:
    """The summary as a table for a terminal; a narrow one holds only survival at the end, means and gains."""
    from sim.analysis.costs import ENDS, said
    from sim.analysis.summary import SURVIVAL_YEARS, first_rows

    years = [y for y in SURVIVAL_YEARS if summary[f"survival_{y}y"].notna().any()]
    years = [y for y in years if y != 2 or years[-1] == 2]
    years = years if wide else years[-1:]
    heads = [*results.shown_columns, *(f"stand {y}y" for y in years), "peaceful years", "gained"]
    heads += ["median", "recorded/day", "bn $/y", "a year added, bn $", "runs"] if wide else []
    table = _headed(summary, results, heads)
    for row in first_rows(summary, MOST_ROWS).to_dict("records"):
        cells = [str(row["regime"]), *(_plain(row[c]) for c in results.shown_columns)]
        cells += [f"{row[f'survival_{y}y']:.0%}" for y in years]
        if years:
            low, high = (100 * row[f"survival_{years[-1]}y_{end}"] for end in ("low", "high"))
            cells[-1] += f" ({low:.0f}-{high:.0f})"
        cells.append(f"{row['rmst_years']:.2f} ± {1.96 * row['rmst_se']:.2f}")
        gain, low, high = (row[f"rmst_gain_years{end}"] for end in ENDS)
        cells.append("reference" if isnan(gain) else f"{gain:+.2f} ({low:+.2f}, {high:+.2f})")
        if wide:
            cells.append("later" if isnan(row["median_years"]) else f"{row['median_years']:.1f} y")
            cells += [
                f"{row['violations_per_day']:,.0f}",
                f"{row['cost_busd_per_year']:.1f}",
                said(row),
                f"{row['runs']:,}",
            ]
        table.add_row(*cells)
    return table


def road_table(summary: pd.DataFrame, results: Results, wide: bool = True) -> Table:
    """The summary of runs that begin at war; a narrow one holds only a year, how many stand, means and gains."""
    from sim.analysis.measures import PEACEFUL
    from sim.analysis.summary import SURVIVAL_YEARS, first_rows
    from sim.engine.outcome import AGREED_YEARS, PEACEFUL_YEARS

    soon = AGREED_YEARS if wide else AGREED_YEARS[:1]
    stand = [y for y in SURVIVAL_YEARS if y <= 5 and summary[f"survival_{y}y"].notna().any()][-1:]
    heads = [*results.shown_columns, *(f"within {y}y" for y in soon)]
    heads += ["median", "quality", "legitimacy"] if wide else []
    heads += [*(f"stand {y}y" for y in stand), f"peaceful of {PEACEFUL_YEARS}", "gained"]
    table = _headed(summary, results, [*heads, "runs"] if wide else heads)
    for row in first_rows(summary, MOST_ROWS).to_dict("records"):
        cells = [str(row["regime"]), *(_plain(row[c]) for c in results.shown_columns)]
        cells += [f"{row[f'agreed_{y}y']:.0%}" for y in soon]
        if wide:
            months = row["months_to_ceasefire_median"]
            cells.append("later" if isnan(months) else f"{months:.0f} months")
            cells += [_known(row[name], ".2f") for name in ("terms_quality", "legitimacy")]
        cells += [_known(row[f"survival_{y}y"], ".0%") for y in stand]
        cells.append(_give_or_take(row, PEACEFUL, ".2f"))
        gained = _give_or_take(row, "peaceful_gain_years", "+.2f")
        cells.append("reference" if row["regime"] == results.reference else gained)
        table.add_row(*cells, *([f"{row['runs']:,}"] if wide else []))
    return table


def _headed(summary: pd.DataFrame, results: Results, heads: list[str]) -> Table:
    """An empty table for a study, with a column for the regime and one for each head."""
    from rich import box
    from rich.table import Table

    title = f"{results.manifest['name']}: {results.horizon_years:.3g} years, reference {results.reference}, "
    fewest, most = summary["runs"].min(), summary["runs"].max()
    title += f"{most:,} runs an arm" if fewest == most else f"{fewest:,} to {most:,} runs an arm"
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("regime", no_wrap=True)
    for name in heads:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _give_or_take(row: dict[str, float], name: str, form: str) -> str:
    """An estimate with how far its interval reaches to either side, or that it is not known."""
    value, high = row[name], row[f"{name}_high"]
    if isnan(value):
        return "not known"
    return f"{value:{form}}" if isnan(high) else f"{value:{form}} ± {high - value:.2f}"


def _known(value: float, form: str) -> str:
    return "-" if isnan(value) else f"{value:{form}}"


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
