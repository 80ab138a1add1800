"""What would change the order of arms: a report's account of parameters that no data fix."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from sim.analysis.regimes.flips import Flips, contenders, flips
from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.robustness import Robustness, robustness
from sim.analysis.results import Results
from sim.study.uncertainty import METHODS
from sim.views.flip_figure import flip_figure
from sim.views.report.album import Album
from sim.views.report.page import heading
from sim.views.report.report_tables import as_table
from sim.views.report.robustness_words import flips_table, flips_words, robustness_table, robustness_words
from sim.views.robustness_figure import robustness_figure


@dataclass(frozen=True)
class Doubt:
    """How arms fare over the parameters that no data fix.

    Attributes
    ----------
    results : of the study over these parameters.
    robustness : of all its arms.
    flips : of the two arms that are most often best.
    worst : of the arm that is least often best against the reference; None where that is the same pair.
    """

    results: Results
    robustness: Robustness
    flips: Flips
    worst: Flips | None

    @classmethod
    def of(cls, results: Results) -> Doubt:
        """From the results of a study whose points are a sample.

        Raises
        ------
        InputError
            Too few points or runs, or runs that begin at war.
        """
        panel = Panel.read(results)
        found = robustness(panel)
        pair = contenders(found)
        last = found.table.sort_values("years")["regime"].iloc[0]
        others = (panel.reference, last)
        worst = None if last == panel.reference or set(others) == set(pair) else flips(panel, *others)
        return cls(results, found, flips(panel, *pair), worst)


def doubt_of(results: Results) -> Doubt | None:
    """How the arms of a study fare over what no data fix: its own points where they are a sample, else those of the
    study in the folder within its own; None where there is neither.

    Raises
    ------
    InputError
        Too few points or runs.
    """
    if results.manifest["design"].get("method") in METHODS:
        return Doubt.of(results)
    return Doubt.of(results.uncertainty) if results.uncertainty is not None else None


def uncertainty_section(doubt: Doubt, album: Album) -> str:
    """Robustness and flips as HTML: how it was done, words, tables and figures."""
    results, labels = doubt.results, doubt.results.labels
    found = doubt.robustness
    parts = [
        heading("What would change the order", "order"),
        f"<p>The same arms at {found.points:,} points that fill the declared ranges of {len(results.columns)} "
        f"parameters which no data fix, {found.runs} runs an arm and point, "
        f"{found.points * found.runs * len(found.table):,} in all. Here intervals hold both the points that "
        "happened to be drawn and the noise of simulation. A range says what is held possible, not how likely "
        "each value is: shares of points are not chances.</p>",
        _ranges(results),
        f"<p>{escape(robustness_words(found, labels))}</p>",
        robustness_table(found, labels),
        album.show(
            "robustness",
            "Share of points at which each arm is best, and years lost against the best",
            robustness_figure(found, labels),
        ),
    ]
    for name, one in (("flip", doubt.flips), ("flip_worst", doubt.worst)):
        if one is None:
            continue
        first, second = labels[one.first], labels[one.second]
        parts += [
            f"<h3>{escape(first)} against {escape(second)}</h3>",
            *(f"<p>{escape(words)}</p>" for words in flips_words(one, labels)),
            album.show(
                name,
                f"Difference in peaceful years between {first} and {second} against the strongest parameters",
                flip_figure(one, labels),
            ),
            f"<details><summary>All {len(one.table)} parameters</summary>{flips_table(one)}</details>",
        ]
    return "\n".join(parts)


def _ranges(results: Results) -> str:
    body = [
        [escape(path), " to ".join(f"{end:g}" for end in ends) if len(ends) == 2 else escape(str(ends))]
        for path, ends in results.manifest["design"]["over"].items()
    ]
    table = as_table(["Parameter", "Range"], body, words=True)
    return f"<details><summary>The {len(body)} parameters and their ranges</summary>{table}</details>"
