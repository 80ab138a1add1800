"""``ceasefire validate``: the record against the model, fact by fact."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.scenario.errors import InputError

if TYPE_CHECKING:
    from sim.analysis.patterns.pattern import Pattern

WHAT = ("patterns", "history")
#: Runs of an arm for the facts on survival, and the fewest that tell anything.
RUNS, LEAST_RUNS = 1000, 50


def validate(
    what: Annotated[
        str, typer.Argument(help="What to hold against the record: patterns, or history (other ceasefires).")
    ] = "patterns",
    runs: Annotated[
        int | None,
        typer.Option(
            help="Runs an arm for the facts on survival [1000, 50 or more]; or a case of history [512]."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for patterns.png, patterns.csv and patterns.md [runs/validation]."),
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option(
            help="History: a CSV of cases with the columns of sim/evidence/ceasefires_calibration.csv."
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="History: seed of the shocks [1].")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Measure the patterns of the record on simulated ceasefires; or predict and score other ceasefires (history).

    Patterns: exit code 1 where a gated fact is missed. Facts marked `fit` are gated; facts marked `report` come from
    the table of historical cases and are shown only.
    """
    if what not in WHAT:
        raise InputError("nothing of that name to validate", value=what, allowed=", ".join(WHAT), names=WHAT)
    if what == "history":
        from sim.analysis.history.posterior import RUNS as CASE_RUNS
        from sim.analysis.history.posterior import SEED
        from sim.cli.validate_history import history

        _unused(what, out=out)
        history(cases, CASE_RUNS if runs is None else runs, SEED if seed is None else seed, as_json)
        return
    _unused(what, cases=cases, seed=seed)
    patterns(RUNS if runs is None else runs, Path("runs/validation") if out is None else out, as_json)


def _unused(what: str, **options: object) -> None:
    """Refuse options that mean nothing here, rather than pass over them."""
    for name, value in options.items():
        if value is not None:
            raise InputError(
                f"this option means nothing to validate {what}", where=f"--{name}", value=str(value)
            )


def patterns(runs: int, out: Path, as_json: bool) -> None:
    """Measure the patterns, write them and print them."""
    if runs < LEAST_RUNS:
        raise InputError(
            "too few runs", where="--runs", value=runs, allowed=f"a whole number from {LEAST_RUNS}"
        )
    _writable(out)

    from sim.analysis.patterns import record
    from sim.analysis.patterns.stage import Stage

    total, told = len(record.measured()), 0

    def tell(pattern: Pattern) -> None:
        nonlocal told
        told += 1
        result = "hit" if pattern.hit else "missed"
        print(f"measured {told} of {total}: {pattern.id} {result}", file=sys.stderr, flush=True)

    print(f"measuring {total} facts; rules compile first if they have changed", file=sys.stderr, flush=True)
    found = record.patterns(Stage(runs), told=tell)
    written = _write(found, out, f"{runs:,} runs an arm for the facts on survival")
    if as_json:
        print(json.dumps([pattern.as_dict() for pattern in found], indent=1, ensure_ascii=False))
    else:
        _print(found)
    for file in written:
        print(file, file=sys.stderr if as_json else sys.stdout)
    if any(pattern.gates and not pattern.hit for pattern in found):
        raise typer.Exit(1)


def _writable(folder: Path) -> None:
    """Make the folder and see that files can be put there, before the long work begins."""
    from tempfile import TemporaryFile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _refused(folder, error) from None


def _write(found: Sequence[Pattern], folder: Path, subtitle: str) -> list[Path]:
    """Figure and tables, each whole or not at all; the files that were written."""
    from sim.analysis.patterns.record import ON_THE_LINE
    from sim.analysis.patterns.table import markdown, rows
    from sim.study.place import put
    from sim.views.patterns_figure import patterns_figure
    from sim.views.style import save

    contents = {
        "patterns.png": save(patterns_figure(found, ON_THE_LINE, subtitle), "png"),
        "patterns.csv": rows(found).to_csv(index=False).encode(),
        "patterns.md": markdown(found).encode(),
    }
    written = []
    for name, content in contents.items():
        try:
            put(folder / name, content)
        except OSError as error:
            raise _refused(folder, error) from None
        written.append(folder / name)
    return written


def _refused(folder: Path, error: OSError) -> InputError:
    reason = error.strerror or str(error)
    return InputError(
        f"the results could not be written ({reason})", where="--out", value=str(folder), allowed="a folder"
    )


def _print(found: Sequence[Pattern]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from sim.analysis.patterns.facts import NOT_MEASURED
    from sim.analysis.patterns.table import value_text

    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("id", "use", "fact"):
        table.add_column(heading, no_wrap=heading != "fact")
    for heading in ("allowed", "model"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("")
    for pattern in found:
        for part, measure in enumerate(pattern.measures):
            name, use = (pattern.id, pattern.use) if part == 0 else ("", "")
            result = "hit" if measure.hit else "MISSED"
            fact = measure.fact if part == 0 else f"- {measure.fact}"
            table.add_row(name, use, fact, measure.allowed, value_text(measure), result)
    # A table squeezed to 80 columns helps nobody who reads it from a file.
    console = Console(width=None if sys.stdout.isatty() else 150, markup=False, highlight=False)
    console.print(table)
    print("Not measured:")
    for fact_id, reason in NOT_MEASURED.items():
        print(f"  {fact_id}: {reason}")
    hits = sum(pattern.hit for pattern in found)
    gated = [pattern.id for pattern in found if pattern.gates and not pattern.hit]
    print(
        f"\n{hits} of {len(found)} facts within tolerance; gated and missed: {', '.join(gated) or 'none'}. "
        "±: 95 % Monte-Carlo interval of the model's value.\n"
        "Compares mechanisms under stated assumptions; not a forecast."
    )
