"""``ceasefire run``: run or resume a study."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.scenario.errors import InputError

if TYPE_CHECKING:
    from sim.study.study import Study


def run(
    study: Annotated[str, typer.Argument(help="Study file, or the name of a preset such as guarantees.")],
    runs: Annotated[int | None, typer.Option(help="Runs per arm and point, instead of the file's.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed, instead of the file's.")] = None,
    horizon_years: Annotated[float | None, typer.Option(help="Years watched, instead of the file's.")] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Folder of the results itself, or a URL for fsspec; runs/<name> if not given."
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A value in every arm; may be given again."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "--threads",
            min=1,
            help="Threads, or processes for engine: mesa; all cores if not given.",
        ),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Dask scheduler, or local:N for N worker processes here."),
    ] = None,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at the first run that fails.")] = False,
    max_failures: Annotated[
        int | None, typer.Option(min=0, help="Stop when more runs than so many have failed.")
    ] = None,
    plan: Annotated[
        bool,
        typer.Option("--plan", help="Say how many runs it takes, how long and how much disk; run nothing."),
    ] = False,
) -> None:
    """Run a study, or what is missing of it: outcomes, summary.csv, figures and report."""
    overrides = dict(assignment(text) for text in set_ or [])

    from sim.study.reading import read_study

    asked = read_study(study, runs=runs, seed=seed, horizon_years=horizon_years, overrides=overrides)

    if plan:
        show_plan(asked)
        return

    from sim.cli.interrupts import terminated_as_interrupted
    from sim.cli.progress import Shown
    from sim.study.failures import TooManyFailures
    from sim.study.loop import run_study

    with Shown() as shown, terminated_as_interrupted():
        try:
            store = run_study(
                asked,
                out,
                threads=workers,
                dask=dask,
                fail_fast=fail_fast,
                max_failures=max_failures,
                progress=shown.update,
                notice=shown.notice,
            )
        except KeyboardInterrupt:
            shown.close()
            last = shown.last
            kept = f" after {last.done:,} of {last.total:,} runs, which are kept" if last else ""
            print(f"Stopped{kept}. The same command resumes the study.", file=sys.stderr)
            raise typer.Exit(130) from None
        except TooManyFailures as stopped:
            shown.close()
            print(f"ceasefire: {stopped}", file=sys.stderr)
            raise typer.Exit(1) from None

    from sim.cli.report import show

    last = shown.last
    if last and last.failed:
        print(
            f"Note: {last.failed:,} of {last.total:,} runs failed; why stands in {store.place}/failures.jsonl. "
            "The same command tries them again.",
            file=sys.stderr,
        )
        if not last.done:
            raise typer.Exit(1)
    show(str(store.place))


def show_plan(study: Study) -> None:
    """Say what a study comes to and what it would take, from a few of its runs."""
    from sim.study.estimate import measure, spell_out
    from sim.study.sampled import over_uncertainty

    arms, points, precision = len(study.arms), len(study.points), study.precision
    most = max(study.runs, precision.worst if precision else 0)
    runs = f"{study.runs:,}" if most == study.runs else f"{study.runs:,} to some {most:,}"
    each = f"{arms} arm{'s' if arms > 1 else ''} x {points:,} point{'s' if points > 1 else ''}"
    print(f"{study.name}: {each} x {runs} runs, {study.horizon_years:g} years each")
    print(spell_out(measure(study), arms * points * most))
    again = over_uncertainty(study)
    if again is not None:
        show_plan(again)


def assignment(text: str) -> tuple[str, Any]:
    """The path and value of ``path=value``; the value is read as YAML.

    Raises
    ------
    InputError
        No ``=``, or a value that is not one word or number.
    """
    import yaml

    from sim.scenario.files import parse

    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise InputError("not an assignment", where="--set", value=text, allowed="path=value")
    try:
        read = parse(value)
    except yaml.YAMLError:
        read = None
    if read is None or isinstance(read, list | dict):
        raise InputError(
            "not a value", where=f"--set {path.strip()}", value=value, allowed="a number or a word"
        )
    return path.strip(), read
