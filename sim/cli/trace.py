"""``ceasefire trace``: one ceasefire told from day to day, and the road to it from week to week."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.run import assignment
from sim.scenario.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.analysis.chronicles.chronicle import Chronicle
    from sim.analysis.chronicles.travelogue import Travelogue
    from sim.scenario.scenario import Scenario

WIDTH = 110
#: Files of the pictures: of the road, of the ceasefire, of the line on a map, of the line by week and mile.
ROAD, TRACE, MAP, MILES = "road.png", "trace.png", "map.png", "time_by_mile.png"


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
    strategy: Annotated[
        str | None,
        typer.Option(help="Strategy of talks, such as deal_in_a_day, for a scenario that begins at war."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A value of the scenario; may be given again."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the pictures; runs/trace-... if not given.")
    ] = None,
    weeks: Annotated[
        Weeks,
        typer.Option(help="Every week and every event, or the decisions and events that make the story."),
    ] = Weeks.decisive,
    maps: Annotated[
        bool, typer.Option("--map", help="Also draw the line on a map, and by week and mile.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object: outcome, events, decisions, and the road.")
    ] = False,
) -> None:
    """Tell one ceasefire: dated events, decisions with their incentive terms, and a picture of the line.

    Where the scenario begins at war the road is told first: talks, front, terms, why it was signed or why not.
    """
    from sim.scenario import files

    _within("--seed", seed, 2**64 - 1)
    _within("--run", run, 2**32 - 1)
    near = files.locate(scenario).parent
    values: dict[str, Any] = {}
    titles = []
    for kind, name in (("terms", terms), ("regimes", regime), ("strategies", strategy)):
        if name is not None:
            arm = files.arm(kind, name, near)
            values.update(arm.values)
            titles.append(arm.title or name.replace("_", " "))
    overrides = dict(assignment(text) for text in set_ or [])
    told = files.load(scenario, {**values, **overrides})
    if strategy is not None and told.road.begins != "war":
        raise InputError(
            "a strategy of talks needs a road, and this run begins with a ceasefire",
            where="--strategy",
            value=strategy,
            allowed="with a scenario that begins at war, such as road.yaml, or with --set road.begins=war",
        )
    stem = Path(scenario).stem
    title = ", ".join([stem, *titles, *(f"{path} = {value}" for path, value in overrides.items())])
    names = [stem, *(n for n in (terms, regime, strategy) if n), *([told.hash[:8]] if overrides else [])]
    folder = out or Path("runs") / f"trace-{'-'.join(names)}-s{seed}-r{run}"

    from sim.analysis.chronicles.chronicle import chronicle

    story = chronicle(told, seed, run)
    pictures = _write_pictures(_figures(story, told, title, maps), folder)
    whole = weeks is Weeks.all
    if as_json:
        print(json.dumps(_as_json(story, told, title, whole, pictures), indent=1, ensure_ascii=False))
        return
    for line in _lines(story, title, whole):
        print(line)
    print()
    for file in pictures.values():
        print(file)


def _within(option: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise InputError("value out of range", where=option, value=value, allowed=f"0 to {most}")


def _figures(story: Chronicle, told: Scenario, title: str, maps: bool) -> dict[str, Figure]:
    """The pictures by file name: the road's, if there is one, and the ceasefire's, if it came to one; maps if asked."""
    figures: dict[str, Figure] = {}
    if story.passage:
        from sim.views.chronicles.road_figure import road_figure

        figures[ROAD] = road_figure(story.passage, title)
    if story.agreed:
        from sim.views.chronicles.chronicle_figure import chronicle_figure

        figures[TRACE] = chronicle_figure(story, title)
        if maps:
            from sim.analysis.places.line_weeks import line_weeks
            from sim.views.chronicles.time_by_mile import time_by_mile_figure
            from sim.views.maps.line_map import map_of_run

            figures[MAP] = map_of_run(told, story.seed, story.run, title)
            figures[MILES] = time_by_mile_figure(story, line_weeks(told, story.seed, story.run), title)
    return figures


def _write_pictures(figures: dict[str, Figure], folder: Path) -> dict[str, Path]:
    """Put the pictures into the folder, each whole or not at all."""
    from sim.study.place import put
    from sim.views.style import save

    pictures = {folder / name: save(figure, "png") for name, figure in figures.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, picture in pictures.items():
            put(file, picture)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"the picture could not be written ({reason})",
            where="--out",
            value=str(folder),
            allowed="a folder",
        ) from None
    return {file.name: file for file in pictures}


def _lines(story: Chronicle, title: str, whole: bool) -> Iterator[str]:
    """The road in words, if there is one, then the ceasefire, if it came to one."""
    if story.passage:
        from sim.views.chronicles.road_text import road_text

        yield from road_text(story, title, whole, _width())
        if story.agreed:
            yield "\n"
    if story.agreed:
        from sim.views.chronicles.chronicle_text import chronicle_text

        yield from chronicle_text(story, title, whole, _width())


def _as_json(
    story: Chronicle, told: Scenario, title: str, whole: bool, pictures: dict[str, Path]
) -> dict[str, Any]:
    """What is told, as plain numbers and words; every event, and the decisions (or all weeks) asked for."""
    from dataclasses import asdict

    records = [asdict(week) for week in story.told(whole)]
    kept = {"weeks_without_decision": [r for r in records if not r["drawn"]]} if whole else {}
    road = {"road": _road_as_json(story.passage, whole, pictures[ROAD])} if story.passage else {}
    return {
        "title": title,
        "seed": story.seed,
        "run": story.run,
        "scenario_hash": told.hash,
        "types": story.types(),
        "outcome": story.outcome(),
        **road,
        "why": story.why(),
        "events": [asdict(event) for event in story.events],
        "decisions": [r for r in records if r["drawn"]],
        **kept,
        "figure": str(pictures[TRACE]) if TRACE in pictures else None,
        **{Path(name).stem: str(pictures[name]) for name in (MAP, MILES) if name in pictures},
    }


def _road_as_json(passage: Travelogue, whole: bool, picture: Path) -> dict[str, Any]:
    """The road: events, terms (None where none were signed), outcome, reasons; with ``whole`` a row a week."""
    from dataclasses import asdict

    from sim.analysis.chronicles.bargain import changes
    from sim.analysis.chronicles.history import SIDES
    from sim.analysis.chronicles.reckoning import reckoned

    return {
        "weeks": passage.weeks,
        "end": passage.end,
        "events": [asdict(event) for event in passage.events],
        "terms": [asdict(change) for change in changes(passage)] if passage.agreed else None,
        "outcome": passage.outcome(),
        "reckoning": {side: reckoned(passage, side, passage.weeks) for side in SIDES},
        "why": passage.why(),
        **({"weekly": passage.weekly()} if whole else {}),
        "figure": str(picture),
    }


def _width() -> int:
    """Characters in a line: those of a page, or of a narrower terminal."""
    from shutil import get_terminal_size

    return max(60, min(WIDTH, get_terminal_size().columns)) if sys.stdout.isatty() else WIDTH
