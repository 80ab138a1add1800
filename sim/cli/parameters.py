"""``ceasefire parameters``: every lever with its unit, range and source."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from sim.scenario.errors import InputError


def parameters(
    mechanism: Annotated[str | None, typer.Option(help="Only those of one mechanism, such as M07.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="As JSON, with everything that is declared.")
    ] = False,
) -> None:
    """List every parameter: path, unit, default, low, high, mechanism, source."""
    from sim.scenario import scenario
    from sim.scenario.tables import ids, of_mechanism

    found = scenario.parameters()
    if mechanism is not None:
        known = sorted({name for p in found for name in ids(p.mechanism)})
        wanted = f"M{mechanism.strip().upper().removeprefix('M'):0>2}"
        if wanted not in known:
            raise InputError(
                "no parameter of this mechanism",
                where="--mechanism",
                value=mechanism,
                allowed=", ".join(known),
                names=known,
            )
        found = of_mechanism(wanted)
    if as_json:
        print(json.dumps([asdict(p) for p in found], indent=1, ensure_ascii=False))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("path", no_wrap=True)
    for name in ("unit", "default", "low", "high", "mechanism"):
        table.add_column(name, justify="right" if name in ("default", "low", "high") else "left")
    table.add_column("source", ratio=1)
    for p in found:
        span = [", ".join(p.options), ""] if p.kind == "choice" else [plain(p.low), plain(p.high)]
        table.add_row(p.path, p.unit, plain(p.default), *span, p.mechanism, p.source)
    Console(width=None if sys.stdout.isatty() else 200, markup=False, highlight=False).print(table)


def plain(value: object) -> str:
    """A value as people write it in a scenario file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
