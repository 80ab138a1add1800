"""The bargain: what was signed against what was on offer, value by value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.scenario.scenario import declared

if TYPE_CHECKING:
    from sim.analysis.chronicles.passage import Passage

#: Values that the road leaves behind and that nobody agreed on: forces, moods, American aid, the next election, and
#: how far the terms were imposed.
LEFT_BEHIND = (
    "deterrence.force_russia",
    "deterrence.force_ukraine",
    "weariness.majority",
    "fear.initial",
    "aid.american",
    "politics.first_election",
    "deal.imposed_on_moscow",
    "deal.imposed_on_kyiv",
)


@dataclass(frozen=True)
class Change:
    """A value of the scenario that the road changed.

    Attributes
    ----------
    path, unit, doc : which value, as declared.
    offered : what was on offer (or how it stood when the talks began).
    signed : what it is in the text in the end.
    agreed : whether it is a term, and not something that the road leaves behind.
    """

    path: str
    unit: str
    doc: str
    offered: Any
    signed: Any
    agreed: bool


def changes(passage: Passage) -> list[Change]:
    """The values in which the text in the end differs from what was on offer, in the order of declaration."""
    found = []
    for path, parameter in declared().items():
        offered, signed = passage.offer.value(path), passage.text.value(path)
        if offered != signed:
            found.append(
                Change(path, parameter.unit, parameter.doc, offered, signed, path not in LEFT_BEHIND)
            )
    return found
