"""Tables of docs/validation.md, from the results of the calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sim.analysis.history.learning.constants import CONSTANTS
from sim.analysis.history.scoring.calibration import calibration
from sim.analysis.history.scoring.scores import SCORES
from sim.views.history_figure import span

Records = Sequence[Mapping[str, Any]]

#: Scores as headings of a table.
HEADINGS = ("concordance", "AUC, 5 years", "Brier, 1 year", "Brier, 5 years", "Brier, 10 years")


def rows(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join([*lines, *("| " + " | ".join(cells) + " |" for cells in body)])


def scores(found: Records, subset: str) -> str:
    """Every predictor's scores on a subset, each with its interval."""
    table = pd.DataFrame(found)
    table = table[table["subset"] == subset]
    body = []
    for name in table["predictor"].unique():
        part = table[table["predictor"] == name].set_index("score")
        body.append([str(name), *(_interval(part.loc[score]) for score in SCORES)])
    return rows(("predictor", *HEADINGS), body)


def brief(found: Records, predictors: Sequence[str], measured: Sequence[str]) -> str:
    """Some scores of some predictors on every subset, without intervals."""
    table = pd.DataFrame(found)
    body = []
    for subset in table["subset"].unique():
        part = table[table["subset"] == subset]
        values = part.set_index(["predictor", "score"])["value"]
        size = f"{part['n'].iloc[0]} ({part['events'].iloc[0]})"
        cells = [" / ".join(f"{values[name, score]:.3f}" for score in measured) for name in predictors]
        body.append([str(subset), size, *cells])
    return rows(("cases", "n (collapsed)", *predictors), body)


def differences(found: Records, subset: str = "all cases") -> str:
    """Scores less those of each other predictor, with intervals."""
    table = pd.DataFrame(found)
    table = table[table["subset"] == subset]
    body = []
    for name in table["against"].unique():
        part = table[table["against"] == name].set_index("score")
        cells = [
            f"{row['difference']:+.3f} ({row['low']:+.3f} to {row['high']:+.3f})"
            for row in (part.loc[score] for score in SCORES)
        ]
        body.append([str(name), *cells])
    return rows(("less", *HEADINGS), body)


def quartiles(predicted: pd.DataFrame, outcomes: pd.DataFrame) -> str:
    """Predicted against observed survival to five years, by quartile of the prediction."""
    body = [
        [
            str(row["group"]),
            f"{row['n']} ({row['events']})",
            f"{row['predicted']:.2f}",
            f"{row['predicted_low']:.2f} to {row['predicted_high']:.2f}",
            "not known" if row["observed"] is None else f"{row['observed']:.2f}",
            "" if row["low"] is None else f"{row['low']:.2f} to {row['high']:.2f}",
        ]
        for row in calibration(predicted, outcomes, 5).to_dict("records")
    ]
    return rows(("quartile", "n (collapsed)", "predicted", "range", "observed", "95 %"), body)


def learnt(found: Records) -> str:
    """Each constant beforehand and afterwards."""
    what = {one.name: one.what for one in CONSTANTS}
    body = [
        [
            f"`{row['constant']}`",
            what[row["constant"]],
            *(
                f"{row[f'{when}_50']:.3g} ({row[f'{when}_10']:.3g} to {row[f'{when}_90']:.3g})"
                for when in ("prior", "posterior")
            ),
            f"{row['narrower']:.2f}",
        ]
        for row in found
    ]
    return rows(("constant", "what it is", "beforehand", "afterwards", "width left"), body)


def outside(found: Records) -> str:
    """The facts from outside, beforehand and afterwards."""
    body = [
        [row["fact"], f"{row['middle']:g} ± {row['sd']:g}", f"{row['prior']:.2f}", f"{row['posterior']:.2f}"]
        for row in found
    ]
    return rows(("fact", "target ± sd", "prior", "posterior"), body)


def alike(found: Records, by_defender: Mapping[str, Any]) -> str:
    """Statistics of the record beside those of made-up data."""
    body = [
        [
            row["statistic"],
            f"{row['record']:.2f}",
            f"{row['made_up']:.2f} ({row['low']:.2f} to {row['high']:.2f})",
            "" if row["low"] <= row["record"] <= row["high"] else "**outside**",
        ]
        for row in found
    ]
    began, known = by_defender["record"]
    share = f"{began / known:.2f} ({began} of {known})" if known else "not known"
    body.append(
        ["share of collapses that the defender begins", share, f"{by_defender['simulated']:.2f} (mean)", ""]
    )
    return rows(("statistic", "record", "made up: median (5 to 95 %)", ""), body)


def covered(simulated: Mapping[str, Records], smoothed: Mapping[str, Records]) -> str:
    """What made-up data tell of each constant, at each power of the likelihood."""
    kinds = {"simulated": simulated, "smoothed": smoothed}
    columns = {
        f"{kind}, power {float(power):g}": found[power]
        for kind, found in kinds.items()
        for power in sorted(found, key=float)
    }
    first = next(iter(columns.values()))
    body = [
        [
            f"`{row['constant']}`",
            *(
                f"{found[place]['inside']:.2f}, {found[place]['rank']:.2f}, {found[place]['correlation']:.2f}"
                for found in columns.values()
            ),
        ]
        for place, row in enumerate(first)
    ]
    return rows(("constant", *columns), body)


def missed(found: Records, remarks: Mapping[str, str]) -> str:
    """The largest misses, what carried the prediction, and what the record says of them."""
    body = []
    for row in found:
        carried = "; ".join(f"`{facts}` x {times:.2g}" for facts, times in row["drivers"]) or "nothing singly"
        body.append(
            [
                f"{row['name']} ({row['id']})",
                f"{row['predicted']:.2f}",
                f"{'fell after' if row['event'] else 'held at least'} {span(row['days'], True)}",
                carried,
                remarks[row["id"]],
            ]
        )
    return rows(("case", "predicted, 5 years", "what happened", "carried by", "likely reason"), body)


def blanked(found: Records) -> str:
    """Scores with some facts not told."""
    keys = ("concordance", "auc_5y", "brier_1y", "brier_5y")
    body = [[row["blank"], *(f"{row[key]:.3f}" for key in keys)] for row in found]
    return rows(("not told", *HEADINGS[:4]), body)


def versions(found: pd.DataFrame) -> str:
    """The log: what was changed and why, with the cross-validated scores of the model and of its prior."""
    body = [
        [
            str(row["version"]),
            row["change"],
            row["reason"],
            *(f"{row[score]:.3f} / {row[f'prior_{score}']:.3f}" for score in SCORES),
        ]
        for row in found.to_dict("records")
    ]
    return rows(("version", "what", "why", *HEADINGS), body)


def _interval(row: pd.Series) -> str:
    if row["value"] is None or pd.isna(row["value"]):
        return "not defined"
    if row["low"] is None or pd.isna(row["low"]):
        return f"{row['value']:.3f}"
    return f"{row['value']:.3f} ({row['low']:.2f} to {row['high']:.2f})"
