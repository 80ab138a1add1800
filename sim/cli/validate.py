"""``ceasefire validate``: the record against the model, fact by fact."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from sim.scenario.errors import InputError

WHAT = ("patterns",)


def validate(
    what: Annotated[str, typer.Argument(help="What to hold against the record: patterns.")] = "patterns",
    runs: Annotated[int, typer.Option(help="Runs an arm for the facts on survival.", min=50)] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Measure the patterns of the record on simulated ceasefires; exit code 1 where a gated fact is missed.

    Facts marked `fit` are gated; facts marked `report` come from the table of historical cases and are shown only.
    """
    if what not in WHAT:
        raise InputError("nothing of that name to validate", value=what, allowed=", ".join(WHAT), names=WHAT)
    from sim.analysis.patterns import line_patterns, survival_patterns

    found = [*line_patterns(), *survival_patterns(runs)]
    if as_json:
        print(json.dumps([pattern.as_dict() for pattern in found], indent=1))
    else:
        _print(found)
    if any(pattern.use == "fit" and not pattern.hit for pattern in found):
        raise typer.Exit(1)


def _print(found: list) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for heading, side in (
        ("id", "left"),
        ("use", "left"),
        ("fact", "left"),
        ("record", "right"),
        ("allowed", "right"),
        ("model", "right"),
        ("", "left"),
    ):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    for p in found:
        model = f"{p.value:.2f} ± {1.96 * p.error:.2f}"
        table.add_row(
            p.id, p.use, p.fact, p.target, f"{p.low:g}-{p.high:g}", model, "hit" if p.hit else "MISSED"
        )
    console = Console(markup=False, highlight=False)
    console.print(table)
    hits = sum(p.hit for p in found)
    console.print(
        f"{hits} of {len(found)} within tolerance. ±: 95 % Monte-Carlo interval of the model's value."
    )
