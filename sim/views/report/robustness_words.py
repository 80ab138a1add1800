"""Robustness in tables of the report and in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sim.analysis.regimes.flips import Flips
from sim.analysis.regimes.robustness import CLEAR, Robustness
from sim.scenario.scenario import declared
from sim.views.report.report_tables import as_table, with_interval


def robustness_table(found: Robustness, labels: Mapping[str, str]) -> str:
    """A row an arm, most often best first: peaceful years, how often best, and regret."""
    head = [
        "Arm",
        "Peaceful years, mean over points",
        "Best at",
        "Clearly best at",
        "Best when runs are drawn again",
    ]
    head += [
        "Years lost against the best, mean",
        "The same without the noise of picking",
        "90th percentile",
        "Most",
    ]
    body = []
    for row in found.table.to_dict("records"):
        body.append(
            [
                escape(labels[row["regime"]]),
                _cell(row, "years", ".2f"),
                _cell(row, "best", ".0%"),
                f"{row['best_clear']:.0%}",
                f"{row['best_again']:.0%}",
                _cell(row, "regret", ".2f"),
                f"{row['regret_fair']:.2f}",
                _cell(row, "regret_p90", ".2f"),
                with_interval(f"{row['regret_max']:.2f}", f"s.e. {row['regret_max_se']:.2f}"),
            ]
        )
    return as_table(head, body)


def flips_table(found: Flips) -> str:
    """A row a parameter, the strongest first: correlation, threshold, and the difference on either side."""
    head = ["Parameter", "Rank correlation", "Threshold", "Variance explained"]
    head += ["Difference below, years", "Difference above, years", "Flips the order"]
    body = []
    for row in found.table.to_dict("records"):
        threshold = f"{row['threshold_low']:.3g} to {row['threshold_high']:.3g}"
        body.append(
            [
                escape(str(row["path"])),
                _cell(row, "rho", "+.2f"),
                with_interval(f"{row['threshold']:.3g}", threshold),
                f"{row['explained']:.0%}",
                _cell(row, "below", "+.2f"),
                _cell(row, "above", "+.2f"),
                "yes" if row["flips"] else "no",
            ]
        )
    return as_table(head, body)


def robustness_words(found: Robustness, labels: Mapping[str, str]) -> str:
    """Which arm is best most often, how surely, and what it costs where it is not; plain text."""
    first, second = found.table.to_dict("records")[:2]
    low, high = sorted((max(first["regret_fair"], 0.0), first["regret"]))
    return (
        f"Over {found.points:,} points of the design {labels[first['regime']]} is best most often, at "
        f"{first['best']:.0%} of them ({first['best_low']:.0%} to {first['best_high']:.0%}), clearly (in at least "
        f"{CLEAR:.0%} of samples of the {found.runs:,} runs) at {first['best_clear']:.0%}; next is "
        f"{labels[second['regime']]} with {second['best']:.0%}, clearly {second['best_clear']:.0%}. At "
        f"{1 - found.clear:.0%} of points no arm is clearly best. Whoever picks the first loses {low:.2f} to "
        f"{high:.2f} peaceful years of {found.horizon_years:.3g} on average against the best arm at each point, "
        f"{first['regret_p90']:.2f} or more at a tenth of them, {first['regret_max']:.1f} (s.e. "
        f"{first['regret_max_se']:.1f}) at the worst."
    )


def flips_in_short(found: Flips, labels: Mapping[str, str]) -> str:
    """Where the order of two arms is the other way round, in a few sentences, parameters in words."""
    one, other = labels[found.first], labels[found.second]
    ahead, behind = (one, other) if found.mean > 0 else (other, one)
    often = found.ahead if found.mean > 0 else 1 - found.ahead
    clear = found.behind_clear if found.mean > 0 else found.ahead_clear
    words = f"{ahead} stands longer than {behind} at {often:.0%} of {found.points:,} points, and "
    words += f"shorter, beyond noise, at {clear:.0%}. "
    turned = [(_where(row, found), row) for row in _turned(found)]
    if not turned:
        strongest = str(found.table.iloc[0]["path"])
        words += (
            "No parameter by itself, and no corner of the two strongest, is seen to turn that beyond noise; "
        )
        return f"{words}what moves it most is {_named(strongest)}."
    told = [
        f"{where}, {behind} gains {_gain(row['difference'], row['low'], row['high'])} years"
        for where, row in turned
    ]
    return f"{words}{'; '.join(told)}."


def _turned(found: Flips) -> list[dict[str, Any]]:
    """Sides of single parameters on which the order is the other way round, or else corners of the two strongest."""
    sides = []
    for row in found.flipping.to_dict("records"):
        side = "below" if (row["below"] > 0) != (found.mean > 0) else "above"
        ends = {
            name: row[f"{side}{end}"]
            for name, end in (("difference", ""), ("low", "_low"), ("high", "_high"))
        }
        sides.append({str(row["path"]): side, **ends, "thresholds": {str(row["path"]): row["threshold"]}})
    if sides:
        return sides
    corners = found.corners
    if corners.empty:
        return []
    turned = corners[corners["high"] < 0] if found.mean > 0 else corners[corners["low"] > 0]
    return [{**row, "thresholds": found.corners_at} for row in turned.to_dict("records")]


def _where(row: Mapping[str, Any], found: Flips) -> str:
    parts = [f"{_named(path)} {row[path]} {at:.3g}" for path, at in row["thresholds"].items()]
    return f"With {' and '.join(parts)}"


def _named(path: str) -> str:
    """A parameter as a path, with what it is."""
    about = declared().get(path)
    return f"{path} ({about.doc[0].lower()}{about.doc[1:].rstrip('.')})" if about else path


def flips_words(found: Flips, labels: Mapping[str, str]) -> list[str]:
    """What flips the order of two arms: a sentence on the difference, and one on each parameter that flips it.

    Where none does by itself, the strongest parameter and the corner of the two strongest in which the order is the
    other way round, if there is one.
    """
    one, other = labels[found.first], labels[found.second]
    told = [
        f"{one} against {other}: {_signed(found.mean, found.low, found.high)} peaceful years on average over "
        f"{found.points:,} points. It stands longer at {found.ahead:.0%} of them; beyond its 95 % interval it stands "
        f"longer at {found.ahead_clear:.0%} and shorter at {found.behind_clear:.0%}. {found.noise:.0%} of the variance "
        "between points is noise of simulation."
    ]
    for row in found.flipping.to_dict("records"):
        told.append(f"{_sides(row, one, other)} The order flips.")
    if found.flipping.empty:
        strongest = found.table.iloc[0].to_dict()
        told.append(
            f"No parameter flips the order by itself. The strongest: {_sides(strongest, one, other)} Rank correlation "
            f"{_signed(strongest['rho'], strongest['rho_low'], strongest['rho_high'])}."
        )
    for row in _turned(found) if found.flipping.empty else ():
        where = " and ".join(f"{path} {row[path]} {at:.3g}" for path, at in found.corners_at.items())
        winner = other if found.mean > 0 else one
        told.append(
            f"With {where} the order is the other way round: {winner} gains "
            f"{_gain(row['difference'], row['low'], row['high'])} years ({row['points']} points)."
        )
    return told


def _sides(row: Mapping[str, float], one: str, other: str) -> str:
    """Both sides of a threshold in a sentence."""
    parts = []
    for side in ("below", "above"):
        value, low, high = row[side], row[f"{side}_low"], row[f"{side}_high"]
        winner = one if value > 0 else other
        sure = "" if low > 0 or high < 0 else ", which may be nothing"
        parts.append(f"{winner} gains {_gain(value, low, high)} years{sure}")
    return f"Below {row['path']} {row['threshold']:.3g}, {parts[0]}; above, {parts[1]}."


def _gain(value: float, low: float, high: float) -> str:
    """A gain of whichever arm has one, with its interval."""
    return (
        f"{value:.2f} ({low:.2f} to {high:.2f})" if value > 0 else f"{-value:.2f} ({-high:.2f} to {-low:.2f})"
    )


def _signed(value: float, low: float, high: float) -> str:
    return f"{value:+.2f} ({low:+.2f} to {high:+.2f})"


def _cell(row: Mapping[str, float], name: str, form: str) -> str:
    return with_interval(
        f"{row[name]:{form}}", f"{row[f'{name}_low']:{form}} to {row[f'{name}_high']:{form}}"
    )
