"""Where it happens, in a report: the line of an arm on a map."""

from __future__ import annotations

from html import escape

from sim.analysis.causes.case import Case
from sim.scenario.errors import InputError
from sim.views.maps.line_map import map_of_arm
from sim.views.report.album import Album
from sim.views.report.page import heading

#: Runs that are replayed for the map.
RUNS = 40


def where_section(one: Case, album: Album) -> str:
    """The line on a map as HTML: violations, what is watched, what is detected; or why there is none."""
    top = heading("Where along the line", "where")
    try:
        figure = map_of_arm(one.scenario, one.seed, RUNS, one.title)
    except InputError as error:
        return f"{top}\n<p>No map: {escape(str(error))}.</p>"
    return "\n".join(
        [
            top,
            f"<p>{escape(one.label)}, the first {RUNS} runs replayed. The line is drawn between the approximate end "
            "points of its surveyed segments.</p>",
            album.show("map", "The line on a map: violations, what is watched, what is detected", figure),
        ]
    )
