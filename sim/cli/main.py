"""The command line: one verb a file, one message and exit code 2 for bad input."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import typer

from sim.cli import bench, discover, explain, parameters, report, run, schema, sensitivity, trace, validate
from sim.scenario.errors import InputError

app = typer.Typer(
    name="ceasefire",
    help="How long would a ceasefire on the line in Ukraine last, and which guarantees would make it hold? "
    "Compares mechanisms under stated assumptions; not a forecast.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for verb in (
    run.run,
    trace.trace,
    report.report,
    explain.explain,
    sensitivity.sensitivity,
    discover.discover,
    parameters.parameters,
    schema.schema,
    validate.validate,
    bench.bench,
):
    app.command()(verb)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 0, 2 for bad input, 130 when interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter shows another in its place.
            stream.reconfigure(errors="replace")
    try:
        app(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except InputError as error:
        print(f"ceasefire: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read the output (head, less) has gone: there is no one to tell, now or at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


if __name__ == "__main__":
    sys.exit(main())
