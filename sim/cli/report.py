"""``ceasefire report``: the figures, the summary and the report anew from what is on disk."""

from __future__ import annotations

import sys
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from sim.analysis.results import Results


def report(folder: Annotated[Path, typer.Argument(help="Folder that a study was run into.")]) -> None:
    """Rebuild summary.csv, the figures and the report of a study from its outcomes."""
    show(folder)


def show(folder: Path) -> None:
    """Write the report of a folder; print its summary and where everything lies."""
    from rich.console import Console

    from sim.analysis.results import open_study
    from sim.views.report import write_report

    results = open_study(folder)
    if sys.stderr.isatty():
        with Console(stderr=True).status("Drawing the figures"):
            summary, written = write_report(results)
    else:
        summary, written = write_report(results)
    whole = summary_table(summary, results)
    needed = Console(width=1000).measure(whole).maximum
    # A table squeezed to 80 columns helps nobody who reads it from a file.
    console = Console(width=None if sys.stdout.isatty() else needed, highlight=False)
    console.print(whole if console.width >= needed else summary_table(summary, results, wide=False))
    console.print(
        "Brackets and ±: 95 % intervals; gains and added years are paired with the reference under the same "
        "shocks. A year added: more spent, in billions of dollars, per peaceful year gained. "
        "Compares mechanisms under stated assumptions; not a forecast.",
        soft_wrap=True,
    )
    for file in (f for f in written if f.suffix != ".svg"):
        print(file)


def summary_table(summary: pd.DataFrame, results: Results, wide: bool = True) -> Table:
    """The summary as a table for a terminal; a narrow one holds only survival at the end, means and gains."""
    from rich import box
    from rich.table import Table

    from sim.analysis.costs import ENDS, said
    from sim.analysis.summary import SURVIVAL_YEARS

    years = [y for y in SURVIVAL_YEARS if summary[f"survival_{y}y"].notna().any()]
    years = [y for y in years if y != 2 or years[-1] == 2]
    years = years if wide else years[-1:]
    title = f"{results.manifest['name']}: {results.horizon_years:.3g} years, reference {results.reference}, "
    title += f"{results.manifest['runs']:,} runs an arm"
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("regime", no_wrap=True)
    heads = [*results.columns, *(f"stand {y}y" for y in years), "peaceful years", "gained"]
    heads += ["median", "recorded/day", "bn $/y", "a year added, bn $", "runs"] if wide else []
    for name in heads:
        table.add_column(name, justify="right", no_wrap=True)
    for row in summary.to_dict("records"):
        cells = [str(row["regime"]), *(_plain(row[c]) for c in results.columns)]
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


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
