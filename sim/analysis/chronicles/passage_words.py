"""What a told road calls things: tracks, issues, ends, and the parts of what signing is worth."""

from __future__ import annotations

from sim.negotiation.issues import ISSUES, TRACKS

#: Tracks of talks.
TRACK_WORDS = dict(
    zip(TRACKS, ("Kyiv–Moscow", "contact group", "Washington–Moscow", "NATO–Russia"), strict=True)
)
#: Issues of a settlement.
ISSUE_WORDS = dict(
    zip(
        ISSUES,
        ("the line", "the zone", "monitoring", "guarantees", "sanctions", "frozen assets", "alignment"),
        strict=True,
    )
)
END_WORDS = {
    "at_war": "no text was signed",
    "ceasefire": "a ceasefire was signed",
    "ukraine_broken": "Ukraine's army broke",
    "russia_broken": "Russia's army broke",
}
#: Parts of what signing is worth over fighting on; they add up to it.
PART_WORDS = {
    "text": "the text",
    "open": "what it leaves open",
    "fighting": "fighting on forgone",
    "held_out": "holding out while the West is divided",
    "pushed": "Washington's pressure",
    "threat": "the ultimatum",
}


def ended(end: str, weeks: int, months: float) -> str:
    """How a road ended, and when."""
    when = "in" if end == "at_war" else "after"
    return f"{END_WORDS[end]} {when} {weeks:,} week{'' if weeks == 1 else 's'} ({months:.1f} months)"


def listed(words: list[str]) -> str:
    """Words as a list in a sentence: ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
