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
    from sim.analysis.chronicle import Chronicle
    from sim.analysis.weighings import Weighing
    from sim.scenario.scenario import Scenario

WIDTH = 110
#: Terms smaller than this (% of GDP) are left out of the printed list, never out of the JSON.
SMALL = 0.05


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


def _told(story: Chronicle, weeks: Weeks) -> list[Weighing]:
    return story.weighings if weeks is Weeks.all else [w for w in story.decisions if w.why]


def _as_json(story: Chronicle, told: Scenario, title: str, weeks: Weeks, file: Path) -> dict[str, Any]:
    """What is told, as plain numbers and words; every event, and the decisions (or all weeks) asked for."""
    from dataclasses import asdict

    records = [asdict(week) for week in _told(story, weeks)]
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


def _print(story: Chronicle, title: str, weeks: Weeks) -> None:
    from sim.analysis.chronicle_words import CAPITALS, CAUSE_WORDS
    from sim.analysis.history import DAYS_A_YEAR

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

    told = _told(story, weeks)
    left_out = len(story.decisions) - len(told)
    print(
        "\nDecisions"
        + (f" (--weeks all tells {left_out} more, and the weeks between)" if left_out > 0 else "")
    )
    print(_wrapped(_how_decided(story), 0))
    for week in told:
        print()
        for line in _lines(week):
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


def _how_decided(story: Chronicle) -> str:
    """How moves come about, and how many were drawn in this run."""
    choice = story.scenario.choice
    return (
        "Terms are in % of the side's own GDP; what is positive pushes towards an attack. A move is drawn, with "
        "the odds given, at the end of a week in which a capital reviews its course (each week with a chance of "
        f"{choice.review:.0%}) or in which the question of an attack comes up (when its forces are ready, with "
        f"a chance of {choice.open_weeks:.0%}). In all other weeks it goes on as it was. Here moves were drawn "
        f"in {len(story.decisions):,} of {len(story.weighings):,} weeks of the two."
    )


def _lines(w: Weighing) -> list[str]:
    """A week of a capital: the move, the terms, the largest in words, what is expected, the odds of a draw."""
    from sim.analysis.chronicle_words import CAPITALS, TERM_WORDS, percent
    from sim.analysis.history import SIDES

    move = {
        "comply": "complies",
        "press": "presses on the line",
        "mass": "masses forces",
        "attack": "attacks",
    }[w.move]
    if w.grey:
        move = "presses in the grey zone"
    if not w.drawn:
        move = f"goes on as it was: {move}"
    head = f"week {w.week} (day {w.day:,}), {CAPITALS[w.side]} {move}" + (f"  [{w.why}]" if w.why else "")
    terms = sorted(w.terms.items(), key=lambda item: -item[1])
    kept = [f"{name} {value:+.1f}" for name, value in terms if abs(value) >= SMALL]
    words = [
        f"{verb} most: {TERM_WORDS[name]} ({w.terms[name]:+.1f})"
        for verb, name in (("pushes", w.largest(1)), ("holds back", w.largest(-1)))
        if name
    ]
    other = CAPITALS[SIDES[1 - SIDES.index(w.side)]]
    under = [
        f"incentive {w.incentive:+.1f} = {', '.join(kept)}",
        "; ".join(words),
        f"chance that an attack succeeds {percent(w.chance)}; "
        f"belief that {other} will attack {percent(w.belief)}",
        _draw(w),
    ]
    return [head, *(_wrapped(line, 6, first="    ") for line in under)]


def _draw(w: Weighing) -> str:
    """What brought a draw about and its odds, or that there was none."""
    from sim.analysis.chronicle_words import percent
    from sim.analysis.weighings import QUESTION

    if not w.drawn:
        return "no move drawn: the course was not reviewed"
    odds = ", ".join(f"{name} {percent(p)}" for name, p in w.probabilities.items() if p > 0)
    if w.drawn == QUESTION:
        return f"drawn as the question of an attack came up: {odds}"
    closed = "the question of an attack did not come up" if w.ready else "not ready for an attack"
    return f"drawn on a review: {odds} ({closed})"


def _wrapped(text: str, indent: int, first: str = "") -> str:
    """Text broken at the width of a page; a narrower terminal breaks it itself."""
    return fill(text, WIDTH if not sys.stdout.isatty() else _terminal(), initial_indent=first,
                subsequent_indent=" " * indent)  # fmt: skip


def _terminal() -> int:
    from shutil import get_terminal_size

    return max(60, min(WIDTH, get_terminal_size().columns))
