"""``ceasefire run``: run or resume a study."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.scenario.errors import InputError


def run(
    study: Annotated[str, typer.Argument(help="Study file, or the name of a preset such as guarantees.")],
    runs: Annotated[int | None, typer.Option(help="Runs per arm and point, instead of the file's.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed, instead of the file's.")] = None,
    horizon_years: Annotated[float | None, typer.Option(help="Years watched, instead of the file's.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the results itself; runs/<name> if not given.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A value in every arm; may be given again."),
    ] = None,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Worker threads; all cores if not given.")
    ] = None,
) -> None:
    """Run a study, or what is missing of it: outcomes, summary.csv, figures and report."""
    overrides = dict(assignment(text) for text in set_ or [])

    from sim.study.study import read_study

    asked = read_study(study, runs=runs, seed=seed, horizon_years=horizon_years, overrides=overrides)

    from sim.cli.progress import Shown
    from sim.study.loop import run_study

    with Shown() as shown:
        try:
            store = run_study(asked, out, threads=threads, progress=shown.update, notice=shown.notice)
        except KeyboardInterrupt:
            shown.close()
            last = shown.last
            kept = f" after {last.done:,} of {last.total:,} runs, which are kept" if last else ""
            print(f"Stopped{kept}. The same command resumes the study.", file=sys.stderr)
            raise typer.Exit(130) from None

    from sim.cli.report import show

    show(store.folder)


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
