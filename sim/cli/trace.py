"""``ceasefire trace``: one ceasefire told from day to day."""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.run import assignment
from sim.scenario.errors import InputError

if TYPE_CHECKING:
    from sim.analysis.chronicle import Chronicle, Decision
    from sim.scenario.scenario import Scenario

WIDTH = 110
#: Terms smaller than this (% of GDP) are left out of the printed list, never out of the JSON.
SMALL = 0.05


class Weeks(StrEnum):
    """Which decisions to tell."""

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
        Weeks, typer.Option(help="Every week's decisions and every event, or those that decide the story.")
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
        _print(story, title, weeks)
        print(f"\n{file}")


def _within(option: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise InputError("value out of range", where=option, value=value, allowed=f"0 to {most}")


def _write_picture(story: Chronicle, title: str, folder: Path) -> Path:
    """Draw the picture and put it into the folder, whole or not at all."""
    from sim.views.chronicle_figure import chronicle_figure
    from sim.views.style import save

    picture = save(chronicle_figure(story, title), "png")
    file = folder / "trace.png"
    partial = folder / ".trace.png.partial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            partial.write_bytes(picture)
            os.replace(partial, file)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"the picture could not be written ({reason})",
            where="--out",
            value=str(folder),
            allowed="a folder",
        ) from None
    return file


def _told(story: Chronicle, weeks: Weeks) -> list[Decision]:
    return [d for d in story.decisions if d.why or weeks is Weeks.all]


def _as_json(story: Chronicle, told: Scenario, title: str, weeks: Weeks, file: Path) -> dict[str, Any]:
    """What is told, as plain numbers and words; every event, and the decisions asked for."""
    from dataclasses import asdict

    return {
        "title": title,
        "seed": story.seed,
        "run": story.run,
        "scenario_hash": told.hash,
        "types": story.types(),
        "outcome": story.outcome(),
        "why": story.why(),
        "events": [asdict(event) for event in story.events],
        "decisions": [asdict(decision) for decision in _told(story, weeks)],
        "figure": str(file),
    }


def _print(story: Chronicle, title: str, weeks: Weeks) -> None:
    from sim.analysis.chronicle import CAPITALS, CAUSE_WORDS, DAYS_A_YEAR

    print(f"One simulated ceasefire: {title}")
    print(f"Seed {story.seed}, run {story.run}. A run of a model under stated assumptions; not a forecast.")
    for side, hidden in story.types().items():
        intent = "means the pause" if hidden["tactical"] else "does not mean the pause"
        aims = f"aims worth {hidden['aims']:.0f}% of its GDP"
        print(f"Hidden type of {CAPITALS[side]} in this run: {aims}; {intent} to be tactical.")

    events = [e for e in story.events if e.major or weeks is Weeks.all]
    left_out = len(story.events) - len(events)
    print("\nEvents" + (f" (--weeks all tells {left_out} lesser ones)" if left_out else ""))
    for event in events:
        print(_wrapped(f"day {event.day:>5,}  week {event.week:>3}  {event.text}", 23))

    decisions = _told(story, weeks)
    left_out = len(story.decisions) - len(decisions)
    print("\nDecisions" + (f" (--weeks all tells {left_out} more)" if left_out else ""))
    print("Terms are in % of the side's own GDP; what is positive pushes towards an attack. A move is drawn")
    print("with the probabilities given, at the end of its week.")
    for decision in decisions:
        print()
        for line in _lines(decision):
            print(line)

    outcome = story.outcome()
    years = story.days / DAYS_A_YEAR
    print(f"\nOutcome: {CAUSE_WORDS[story.cause]} after {story.days:,} days ({years:.1f} years).")
    print(
        _wrapped(
            f"Violations {outcome['violations']:,.0f} ({outcome['recorded']:,.0f} recorded), battle deaths "
            f"{outcome['battle_deaths']:,.0f}, civilian casualties {outcome['civilian_casualties']:,.0f}, "
            f"snap-backs {outcome['snapbacks']:.0f}.",
            0,
        )
    )
    print("Why:")
    for sentence in story.why():
        print(_wrapped(sentence, 2, first="  "))


def _lines(d: Decision) -> list[str]:
    """A decision in five lines: the move, the terms, the largest in words, what is expected, the odds."""
    from sim.analysis.chronicle import CAPITALS, SIDES, TERM_WORDS, percent

    move = {
        "comply": "complies",
        "press": "presses on the line",
        "mass": "masses forces",
        "attack": "attacks",
    }[d.move]
    if d.grey:
        move = "presses in the grey zone"
    head = f"week {d.week} (day {d.day:,}), {CAPITALS[d.side]} {move}" + (f"  [{d.why}]" if d.why else "")
    terms = sorted(d.terms.items(), key=lambda item: -item[1])
    kept = [f"{name} {value:+.1f}" for name, value in terms if abs(value) >= SMALL]
    words = [
        f"{verb} most: {TERM_WORDS[name]} ({d.terms[name]:+.1f})"
        for verb, name in (("pushes", d.largest(1)), ("holds back", d.largest(-1)))
        if name
    ]
    other = CAPITALS[SIDES[1 - SIDES.index(d.side)]]
    odds = ", ".join(f"{name} {percent(p)}" for name, p in d.probabilities.items() if p > 0)
    if d.ready and d.probabilities["attack"] == 0:
        odds += " (ready, but the question of an attack did not arise)"
    elif not d.ready and d.probabilities["attack"] == 0:
        odds += " (not ready for an attack)"
    under = [
        f"incentive {d.incentive:+.1f} = {', '.join(kept)}",
        "; ".join(words),
        f"chance that an attack succeeds {percent(d.chance)}; "
        f"belief that {other} will attack {percent(d.belief)}",
        f"moves: {odds}",
    ]
    return [head, *(_wrapped(line, 6, first="    ") for line in under)]


def _wrapped(text: str, indent: int, first: str = "") -> str:
    """Text broken at the width of a page; a narrower terminal breaks it itself."""
    return fill(text, WIDTH if not sys.stdout.isatty() else _terminal(), initial_indent=first,
                subsequent_indent=" " * indent)  # fmt: skip


def _terminal() -> int:
    from shutil import get_terminal_size

    return max(60, min(WIDTH, get_terminal_size().columns))
