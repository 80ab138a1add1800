"""``ceasefire explain``: why runs of a study ended as they did, and what would have saved them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.analysis.causes.case import Case
    from sim.analysis.results import Results
    from sim.study.place import Place

#: Characters in a line, at least and at most.
NARROW, WIDE = 80, 100
#: Folder in a study's own, unless ``--out`` names another.
FOLDER = "explain"


def explain(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder that a study was run into.")],
    regime: Annotated[
        str | None,
        typer.Option(help="Arm to explain; the one with the fewest peaceful years if not given."),
    ] = None,
    run: Annotated[int | None, typer.Option(help="Number of one run to explain.")] = None,
    point: Annotated[int, typer.Option(min=0, help="Number of the design's point.")] = 0,
    sample: Annotated[
        int,
        typer.Option(
            min=2, help="Collapsed runs at most that are run again; of runs that held, half as many."
        ),
    ] = 300,
    out: Annotated[
        str | None, typer.Option(help="Folder for words and figures; DIR/explain if not given.")
    ] = None,
    threads: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if not given.")] = None,
) -> None:
    """Tell why ceasefires fell, and which lever would have saved them under the same shocks.

    With --run: the chain of events of that run, what the decision was made of, and the same run with one lever
    changed. Without: the worst arm and the reference, or the arm named.
    """
    from sim.analysis.causes.case import case, refuse_roads, worst_arm
    from sim.analysis.results import open_study
    from sim.study.place import place

    results = open_study(folder)
    whole = results.design["regime"].nunique() == 1
    first = case(results, regime or str(results.design["regime"].iloc[0]), point)
    if run is not None or not first.begins_at_war:
        if regime is None and not whole:
            first = case(results, worst_arm(results, point), point)
    where, prefix = (results.place, f"{FOLDER}/") if out is None else (place(out), "")
    if run is not None:
        _one_run(first, run, where, prefix, threads)
        return
    refuse_roads(first)
    cases = [first]
    if regime is None and first.regime != results.reference:
        cases.append(case(results, results.reference, point))
    _arms(cases, results, sample, where, prefix, threads)


def _one_run(one: Case, run: int, where: Place, prefix: str, threads: int | None) -> None:
    from sim.analysis.causes.case import refuse_other_end
    from sim.analysis.causes.counterfactuals import replay
    from sim.analysis.chronicles.chronicle import chronicle
    from sim.analysis.chronicles.chronicle_words import CAPITALS
    from sim.analysis.chronicles.decision import decision
    from sim.views.chronicles.chronicle_figure import chronicle_figure
    from sim.views.chronicles.chronicle_text import chronicle_text
    from sim.views.explain_text import run_text
    from sim.views.waterfall_figure import waterfall_figure

    one.outcome(run)
    with _working(f"Replaying run {run} of {one.regime}"):
        story = chronicle(one.scenario, one.seed, run)
        refuse_other_end(one, [run], story.row)
        decided = decision(story)
        replays = None if one.begins_at_war else replay(one.scenario, one.seed, run, threads=threads)[1]
    title = f"{one.title}, run {run}"
    figures: dict[str, Figure] = {}
    if story.agreed:
        figures["trace"] = chronicle_figure(story, title)
    if decided:
        name = CAPITALS[decided.side]
        head = f"Why {name} attacked" if decided.ordered else f"How near {name} came to an attack"
        figures["waterfall"] = waterfall_figure(decided, head, title)
    lines = list(run_text(one, story, decided, replays, _width()))
    kept = list(run_text(one, story, decided, replays, WIDE))
    if story.agreed:
        kept += ["", "The whole story", "", *chronicle_text(story, title, False, WIDE)]
    stem = f"{prefix}{one.name}-run-{run}"
    _tell(lines, _write(where, stem, kept, figures), where)


def _arms(
    cases: list[Case], results: Results, sample: int, where: Place, prefix: str, threads: int | None
) -> None:
    import numpy as np

    from sim.analysis.causes.attacks import attacks
    from sim.analysis.causes.first_weeks import first_weeks
    from sim.analysis.causes.rescues import rescues
    from sim.analysis.chronicles.chronicle_words import CAPITALS
    from sim.views.explain_text import batch_text, first_words
    from sim.views.saved_figure import saved_figure
    from sim.views.waterfall_figure import waterfall_figure

    for number, one in enumerate(cases):
        with _working(f"Replaying runs of {one.regime}"):
            found = rescues(one, sample, threads=threads)
            ways = attacks(one, found.collapsed, found.held)
        figures = {"levers": saved_figure(found)}
        for side in CAPITALS:
            average, count = ways.average(side), len(ways.of(side))
            if average:
                title = f"What {CAPITALS[side]}'s attacks were made of"
                figures[f"waterfall-{side}"] = waterfall_figure(average, title, one.title, count)
        reference = one.regime == results.reference
        against = ""
        if len(cases) > 1 and not number:
            runs = np.concatenate([found.collapsed, found.held])
            table = first_weeks(one, cases[1], ways.chief, runs)
            against = first_words(table, ways.chief, cases[1].label) if len(table) else ""
        lines = list(batch_text(found, ways, reference, _width(), against))
        if number:
            print("\n")
        stem = f"{prefix}{one.name}"
        written = _write(where, stem, batch_text(found, ways, reference, WIDE, against), figures)
        where.write(f"{stem}-levers.csv", found.table.to_csv(index=False).encode())
        _tell(lines, [*written, f"{stem}-levers.csv"], where)


def _write(where: Place, stem: str, lines: Iterable[str], figures: dict[str, Figure]) -> list[str]:
    """Put words and figures (PNG and SVG) into the folder; their names, without the SVG."""
    from sim.views.style import save

    where.make()
    names = [f"{stem}.txt"]
    where.write(names[0], ("\n".join(lines) + "\n").encode())
    for name, figure in figures.items():
        for ending in ("png", "svg"):
            where.write(f"{stem}-{name}.{ending}", save(figure, ending))
        names.append(f"{stem}-{name}.png")
    return names


def _tell(lines: Iterable[str], written: Iterable[str], where: Place) -> None:
    for line in lines:
        print(line)
    print()
    for name in written:
        print(f"{where}/{name}")


def _width() -> int:
    from shutil import get_terminal_size

    return max(NARROW, min(WIDE, get_terminal_size().columns)) if sys.stdout.isatty() else NARROW


def _working(words: str):  # type: ignore[no-untyped-def]
    """A sign of life on a terminal, for what takes a while."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(words)
