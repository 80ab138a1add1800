"""Noise of simulation and doubt about parameters, told apart in a report."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import isnan

import pandas as pd

from sim.analysis.averages import normal
from sim.analysis.regimes.separation import HELD, Separation
from sim.views.report.album import Album
from sim.views.report.page import heading
from sim.views.report.report_tables import as_table, with_interval
from sim.views.separation_figure import separation_figure

GAIN = "rmst_gain_years"
_HOW = (
    "<i>Noise of simulation</i> is what other random draws would move; more runs shrink it. "
    "<i>Doubt about parameters</i> is what other values of what is not known would move; runs do not shrink it. Both "
    "are of the gain over the reference, {reference}, at {points:,} points with {runs:,} runs an arm each. {what} The "
    "noise of single points is taken out of the ranges."
)
_LEARNT = (
    "{learnt} from point to point as other ceasefires leave them open: draws of what sixty cases and "
    "facts from outside taught, each moved about the value that this study has for it, which is so the centre."
)
_ASSUMED = "{assumed}; a range says what is held possible, not how likely each value is."
_BOTH = "Shares of points are therefore no chances."


def separation_section(
    found: Separation, labels: Mapping[str, str], at_default: pd.DataFrame | None, album: Album
) -> str:
    """A table and a figure as HTML.

    Parameters
    ----------
    found : of the study over what is not known.
    labels : a name for people of each arm.
    at_default : rows of the summary at the study's own setting; None where the study itself is the sample.
    """
    default = _gains_at_default(at_default)
    head = ["Arm"]
    head += ["Gain at the default, years (95 %, noise)"] if default else []
    head += [
        "Gain over what is not known, mean (95 %, noise)",
        f"Middle {HELD:.0%} of points",
        "Doubt about parameters, sd",
        "Noise of the mean, se",
        "Gains at",
        "Of the doubt, learnt constants alone",
    ]
    body = []
    for row in found.table.sort_values("gain", ascending=False, kind="stable").to_dict("records"):
        reach = normal() * row["simulation"]
        cells = [escape(labels[row["regime"]])]
        if default:
            value, low, high = default[row["regime"]]
            cells.append(with_interval(f"{value:+.2f}", f"{low:+.2f} to {high:+.2f}"))
        cells += [
            with_interval(f"{row['gain']:+.2f}", f"{row['gain'] - reach:+.2f} to {row['gain'] + reach:+.2f}"),
            f"{row['low']:+.2f} to {row['high']:+.2f}",
            f"{row['parameters']:.2f}",
            f"{row['simulation']:.2f}",
            f"{row['gains']:.0%}",
            "not told"
            if isnan(row["learnt"])
            else with_interval(f"{row['learnt']:.0%}", f"{row['learnt_low']:.0%} to {row['learnt_high']:.0%}")
            if found.assumed
            else "all",
        ]
        body.append(cells)
    how = _HOW.format(
        reference=escape(labels[found.reference]), points=found.points, runs=found.runs, what=varied(found)
    )
    return "\n".join(
        [
            heading("What is noise, and what is not known", "doubt"),
            f"<p>{how}</p>",
            as_table(head, body),
            album.show(
                "noise_and_doubt",
                "Gain of each arm over the reference, with the noise of simulation and the doubt about parameters",
                separation_figure(found, labels, default),
            ),
        ]
    )


def varied(found: Separation) -> str:
    """What differs from point to point, in sentences."""
    parts: list[str] = []
    if found.learnt:
        parts.append(
            _LEARNT.format(learnt=_counted(len(found.learnt), "constant differs", "constants differ"))
        )
    if found.assumed:
        one, more = (
            "parameter that no case informs fills its range",
            "parameters that no case informs fill their ranges",
        )
        parts.append(_ASSUMED.format(assumed=_counted(len(found.assumed), one, more)))
        parts.append(_BOTH)
    return " ".join(parts)


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def separation_words(found: Separation, arm: str, labels: Mapping[str, str]) -> str:
    """Noise and doubt of the gain of an arm, in a sentence; empty for the reference."""
    rows = found.table[found.table["regime"] == arm]
    if rows.empty:
        return ""
    row = rows.iloc[0]
    return (
        f"Noise of simulation moves its gain over {labels[found.reference]} by ± "
        f"{normal() * row['simulation']:.2f} years (95 %, {found.points:,} points of {found.runs:,} runs); what is not "
        f"known of the parameters takes that gain from {row['low']:+.1f} to {row['high']:+.1f} (middle {HELD:.0%} of "
        "points)."
    )


def _gains_at_default(at_default: pd.DataFrame | None) -> dict[str, tuple[float, float, float]]:
    """Gain with its interval by arm, from rows of a summary; empty where there are none."""
    if at_default is None:
        return {}
    return {
        str(row["regime"]): (row[GAIN], row[f"{GAIN}_low"], row[f"{GAIN}_high"])
        for row in at_default.to_dict("records")
    }
