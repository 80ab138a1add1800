"""What would change the order of arms: a report's account of parameters that are not known."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from sim.analysis.regimes.flips import Flips, contenders, flips
from sim.analysis.regimes.panel import Panel
from sim.analysis.regimes.robustness import Robustness, robustness
from sim.analysis.regimes.separation import Separation, separate
from sim.analysis.results import Results
from sim.study.uncertainty import METHODS, POSTERIOR
from sim.views.flip_figure import flip_figure
from sim.views.report.album import Album
from sim.views.report.page import heading
from sim.views.report.report_tables import as_table
from sim.views.report.robustness_words import flips_table, flips_words, robustness_table, robustness_words
from sim.views.report.separation_section import varied
from sim.views.robustness_figure import robustness_figure


@dataclass(frozen=True)
class Doubt:
    """How arms fare over the parameters that are not known.

    Attributes
    ----------
    results : of the study over these parameters.
    robustness : of all its arms.
    separation : noise of simulation and doubt about parameters of each arm's gain.
    flips : of the two arms that are most often best.
    worst : of the arm that is least often best against the reference; None where that is the same pair.
    """

    results: Results
    robustness: Robustness
    separation: Separation
    flips: Flips
    worst: Flips | None

    @classmethod
    def of(cls, results: Results, beside: Panel | None = None) -> Doubt:
        """From the results of a study whose points are a sample; ``beside`` as in ``separation.separate``.

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
        apart = separate(panel, results.manifest["design"].get("learnt", ()), beside)
        return cls(results, found, apart, flips(panel, *pair), worst)


def doubt_of(results: Results) -> Doubt | None:
    """How the arms of a study fare over what is not known: its own points where they are a sample, else those of the
    study in the folder within its own; None where there is neither.

    Raises
    ------
    InputError
        Too few points or runs.
    """
    if results.manifest["design"].get("method") in (*METHODS, POSTERIOR):
        return Doubt.of(results)
    if results.uncertainty is None:
        return None
    points = results.design["point"].unique()
    beside = Panel.read(results) if len(points) == 1 else None
    return Doubt.of(results.uncertainty, beside)


def uncertainty_section(doubt: Doubt, album: Album) -> str:
    """Robustness and flips as HTML: how it was done, words, tables and figures."""
    results, labels = doubt.results, doubt.results.labels
    found = doubt.robustness
    parts = [
        heading("What would change the order", "order"),
        f"<p>The same arms at {found.points:,} points, {found.runs} runs an arm and point, "
        f"{found.points * found.runs * len(found.table):,} in all. {escape(varied(doubt.separation))} Here intervals "
        "hold both the points that happened to be drawn and the noise of simulation.</p>",
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
    design = results.manifest["design"]
    over, learnt = design["over"], design.get("learnt", ())
    body = [
        [
            escape(path) + (" (learnt: lowest and highest draw)" if path in learnt else ""),
            " to ".join(f"{end:g}" for end in ends) if len(ends) == 2 else escape(str(ends)),
        ]
        for path, ends in over.items()
    ]
    kept = {path: why for path, why in design.get("left_out", {}).items() if path not in over}
    body += [[escape(path), escape(f"not varied: {why} sets it")] for path, why in kept.items()]
    table = as_table(["Parameter", "Range"], body, words=True)
    return f"<details><summary>The {len(over)} parameters and their ranges</summary>{table}</details>"
