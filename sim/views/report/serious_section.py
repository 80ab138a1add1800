"""First serious violations in a report: how soon each arm sees one, at the first point of a design."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from sim.analysis.digest import Digest
from sim.analysis.first_serious import YEARS, first_serious_table
from sim.analysis.results import Results
from sim.views.first_serious_figure import first_serious_figure
from sim.views.report.album import Album
from sim.views.report.page import heading
from sim.views.report.report_tables import as_table, setting, with_interval

_COLUMNS = ("days", "collapsed", "agreed", "first_serious_day")


def serious_section(results: Results, digest: Digest, album: Album) -> str:
    """Time to the first serious violation as HTML: words, a table, and cumulative incidence."""
    point = digest.points[0]
    arms = arms_at(results, point)
    deaths = float(results.manifest["config"]["scenario"]["casualties"]["serious_day"])
    where = setting(digest.at(point)[0].values, results.shown_columns)
    figure = first_serious_figure(arms, results.horizon_years, deaths, where)
    at = f" At {escape(where)}, the first point." if where else ""
    return "\n".join(
        [
            heading("Time to the first serious violation", "serious"),
            f"<p>A day with at least {deaths:g} battle deaths while the ceasefire stands. A collapse before any is a "
            "competing event: shares are of all ceasefires, whatever became of the others. An arm that lasts longer "
            "has more time to see one, so a higher share need not mean a hotter line; the rate, per 100 years of "
            f"waiting for one, does not have that. Intervals are 95 %.{at}</p>",
            _table(arms, results.horizon_years),
            album.show("first_serious", "Cumulative incidence of a first serious violation by arm", figure),
        ]
    )


def arms_at(results: Results, point: object) -> dict[str, pd.DataFrame]:
    """Outcome rows of each arm at a point, by label, in the study's order."""
    rows = pd.concat([frame[frame["point"] == point] for frame in results.stream(_COLUMNS)])
    found = dict(iter(rows.groupby("regime", sort=False)))
    return {label: found[name] for name, label in results.labels.items() if name in found}


def _table(arms: Mapping[str, pd.DataFrame], horizon_years: float) -> str:
    years = [y for y in YEARS if y <= horizon_years * (1 + 1e-9)]
    head = ["Arm", "Runs", *(f"Seen one after {y:g} y" for y in years), "Collapsed before any"]
    head += ["Half have seen one after, years", "First ones per 100 years"]
    body = []
    for row in first_serious_table(dict(arms), horizon_years, years).to_dict("records"):
        cells = [escape(str(row["regime"])), f"{row['runs']:,}"]
        for name in (*(f"serious_{y:g}y" for y in years),):
            cells.append(
                with_interval(f"{row[name]:.0%}", f"{row[f'{name}_low']:.0%} to {row[f'{name}_high']:.0%}")
            )
        cells.append(f"{row['collapsed_first']:.0%}")
        cells.append("not reached" if pd.isna(row["median_years"]) else f"{row['median_years']:.1f}")
        interval = f"{row['per_100_years_low']:.1f} to {row['per_100_years_high']:.1f}"
        cells.append(with_interval(f"{row['per_100_years']:.1f}", interval))
        body.append(cells)
    return as_table(head, body)
