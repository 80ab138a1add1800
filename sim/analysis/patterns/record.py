"""The record held against the model: every measured fact in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sim.analysis.patterns import before_collapse, levers, line, missions, roads, survival, truces
from sim.analysis.patterns.facts import facts
from sim.analysis.patterns.pattern import Measure, Pattern
from sim.analysis.patterns.stage import Stage

#: How each fact on the line itself is measured, by id.
ON_THE_LINE: dict[str, Callable[[Stage], tuple[Measure, ...]]] = {**line.MEASURES, **truces.MEASURES}
#: How each fact is measured, by id.
MEASURES: dict[str, Callable[[Stage], tuple[Measure, ...]]] = {
    **ON_THE_LINE,
    **survival.MEASURES,
    **before_collapse.MEASURES,
    **levers.MEASURES,
    **missions.MEASURES,
    **roads.MEASURES,
}


def measured() -> list[str]:
    """Ids of the facts that are measured, in the order of the tables."""
    return [fact for fact in facts() if fact in MEASURES]


def patterns(
    stage: Stage,
    ids: Iterable[str] | None = None,
    told: Callable[[Pattern], None] | None = None,
) -> list[Pattern]:
    """Measure facts on simulated ceasefires.

    Parameters
    ----------
    stage : what they are measured on; facts share its arms.
    ids : the facts; all that are measured if not given.
    told : called with each pattern as it is found.
    """
    found = []
    for fact_id in ids if ids is not None else measured():
        fact = facts()[fact_id]
        pattern = Pattern(fact.id, fact.use, fact.target, fact.source, MEASURES[fact_id](stage))
        found.append(pattern)
        if told is not None:
            told(pattern)
    return found
