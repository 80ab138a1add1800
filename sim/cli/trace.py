"""``ceasefire trace``: one ceasefire told from day to day."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.run import assignment
from sim.scenario.errors import InputError

if TYPE_CHECKING:
    from sim.analysis.chronicle import Chronicle
    from sim.scenario.scenario import Scenario

WIDTH = 110


class Weeks(StrEnum):
    """Which weeks to tell."""

    all = "all"
    decisive = "decisive"


def trace(
    scenario: Annotated[str, typer.Argument(help="Scenario file, or a preset such as baseline.yaml.")],
    seed: Annotated[int, typer.Option(help="Seed, as of a study.")] = 1,
    run: Annotated[int, typer.Option(help="Number of the run under this seed.")] = 0,
    regime: Annotated[str | None, typer.Option(help="Guarantee regime, such as treaty_with_troops.")] = None,
    terms: Annotated[
        str | None, typer.Option(help="Package of terms, such as minsk_like; a regime is laid over it.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A value of the scenario; may be given again."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the picture; runs/trace-... if not given.")
    ] = None,
    weeks: Annotated[
        Weeks,
        typer.Option(help="Every week and every event, or the decisions and events that make the story."),
    ] = Weeks.decisive,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object: outcome, events, decisions.")
    ] = False,
) -> None:
    """Tell one ceasefire: dated events, decisions with their incentive terms, and a picture of the line."""
    from sim.scenario import files

    _within("--seed", seed, 2**64 - 1)
    _within("--run", run, 2**32 - 1)
    near = files.locate(scenario).parent
    values: dict[str, Any] = {}
    titles = []
    for kind, name in (("terms", terms), ("regimes", regime)):
        if name is not None:
            arm = files.arm(kind, name, near)
            values.update(arm.values)
            titles.append(arm.title or name.replace("_", " "))
    overrides = dict(assignment(text) for text in set_ or [])
    told = files.load(scenario, {**values, **overrides})
    stem = Path(scenario).stem
    title = ", ".join([stem, *titles, *(f"{path} = {value}" for path, value in overrides.items())])
    names = [stem, *(n for n in (terms, regime) if n), *([told.hash[:8]] if overrides else [])]
    folder = out or Path("runs") / f"trace-{'-'.join(names)}-s{seed}-r{run}"

    from sim.analysis.chronicle import chronicle

    story = chronicle(told, seed, run)
    file = _write_picture(story, title, folder)
    if as_json:
        print(json.dumps(_as_json(story, told, title, weeks, file), indent=1, ensure_ascii=False))
    else:
        from sim.views.chronicle_text import chronicle_text

        for line in chronicle_text(story, title, weeks is Weeks.all, _width()):
            print(line)
        print(f"\n{file}")


def _within(option: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise InputError("value out of range", where=option, value=value, allowed=f"0 to {most}")


def _write_picture(story: Chronicle, title: str, folder: Path) -> Path:
    """Draw the picture and put it into the folder, whole or not at all."""
    from sim.study.store import put
    from sim.views.chronicle_figure import chronicle_figure
    from sim.views.style import save

    picture = save(chronicle_figure(story, title), "png")
    file = folder / "trace.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(file, picture)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"the picture could not be written ({reason})",
            where="--out",
            value=str(folder),
            allowed="a folder",
        ) from None
    return file


def _as_json(story: Chronicle, told: Scenario, title: str, weeks: Weeks, file: Path) -> dict[str, Any]:
    """What is told, as plain numbers and words; every event, and the decisions (or all weeks) asked for."""
    from dataclasses import asdict

    records = [asdict(week) for week in story.told(weeks is Weeks.all)]
    kept = {"weeks_without_decision": [r for r in records if not r["drawn"]]} if weeks is Weeks.all else {}
    return {
        "title": title,
        "seed": story.seed,
        "run": story.run,
        "scenario_hash": told.hash,
        "types": story.types(),
        "outcome": story.outcome(),
        "why": story.why(),
        "events": [asdict(event) for event in story.events],
        "decisions": [r for r in records if r["drawn"]],
        **kept,
        "figure": str(file),
    }


def _width() -> int:
    """Characters in a line: those of a page, or of a narrower terminal."""
    from shutil import get_terminal_size

    return max(60, min(WIDTH, get_terminal_size().columns)) if sys.stdout.isatty() else WIDTH
