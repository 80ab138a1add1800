"""``ceasefire bench``: speed on this machine, against plain Mesa."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer


def bench(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Measure runs a second, nanoseconds a sector-day and the ratio to the same model under plain Mesa."""
    from sim.engine.bench import measure

    if not as_json:
        print(
            "Measuring the batch and its peer under plain Mesa; this takes a minute or two.", file=sys.stderr
        )
    found = measure()
    if as_json:
        print(json.dumps(found, indent=1))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_header=False)
    table.add_column("what")
    table.add_column("measured", justify="right")
    for name, value in found.items():
        table.add_row(name.replace("_", " "), f"{value:,.4g}" if isinstance(value, float) else str(value))
    Console(markup=False, highlight=False).print(table)
