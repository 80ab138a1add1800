"""The columns of a table of historical ceasefires: which are facts known at its start, which are its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

#: What tells a case from another; never read as a fact.
LABELS = ("id", "conflict", "set", "name", "start_date")
#: What happened afterwards, and notes that may speak of it. Nothing that predicts may ever see these.
OUTCOMES = (
    "end_date",
    "end_or_censor_date",
    "event",
    "duration_days",
    "collapse_type",
    "initiator_of_failure",
    "peace_treaty_date",
)
#: Who the sides were and where a row comes from: words for people, ignored here. Sources name what came after.
REMARKS = ("revisionist", "defender", "confidence", "source")
#: Cells that say nothing is known, in lower case.
BLANK = frozenset(
    {
        "",
        "na",
        "n/a",
        "n.a.",
        "#n/a",
        "<na>",
        "nan",
        "none",
        "null",
        ".",
        "-",
        "–",
        "?",
        "unknown",
        "-9",
        "-99",
    }
)


@dataclass(frozen=True)
class Number:
    """A fact that is a number.

    Attributes
    ----------
    low, high : bounds, included.
    measured : whether it is a quantity, whose bounds are those of the model, and not a scale, which ends there.
    """

    low: float = 0.0
    high: float = inf
    measured: bool = False

    @property
    def allowed(self) -> str:
        """The bounds in words."""
        if self.high < inf:
            return f"a number from {self.low:g} to {self.high:g}, or nothing"
        return f"a number not below {self.low:g}, or nothing"

    def holds(self, value: float) -> bool:
        """Whether a value is within the bounds."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Word:
    """A fact that is a word.

    Attributes
    ----------
    words : those with a meaning; none where any text will do.
    """

    words: tuple[str, ...] = ()


#: No mission is larger, people.
MOST_PEOPLE = 300_000.0
#: Every fact that a prediction may read, in the order of the table; bounds are what a ceasefire line can have.
FACTS: dict[str, Number | Word] = {
    "line_km": Number(1.0, 20000.0, measured=True),
    "monitors_n": Number(high=MOST_PEOPLE, measured=True),
    "monitor_type": Word(),
    "monitors_per_100km": Number(),
    "dmz": Number(high=1.0),
    "dmz_width_km": Number(high=1000.0, measured=True),
    "withdrawal": Number(high=1.0),
    "guarantee_type": Word(),
    "guarantee_level": Number(high=3.0),
    "guarantor": Word(),
    "guarantor_troops_n": Number(high=400000.0, measured=True),
    "guarantor_bias": Word(("na", "neutral", "pro_def", "pro_rev")),
    "arms_limits": Number(high=2.0),
    "joint_commission": Number(high=1.0),
    "formal_agreement": Number(high=2.0),
    "war_outcome": Word(("tie", "victory_def", "victory_rev")),
    "external_pressure": Number(high=2.0),
    "sanction_leverage": Number(high=3.0),
    "aid_to_defender": Number(high=3.0),
    "nuclear": Number(high=1.0),
    "nuclear_revisionist": Number(high=1.0),
    "nuclear_defender": Number(high=1.0),
    "nuclear_guarantor": Number(high=1.0),
    "cap_ratio_rev_def": Number(),
    "stakes": Number(1.0, 3.0),
    "interstate": Number(high=1.0),
    "prior_failed_ceasefires": Number(high=1000.0, measured=True),
}
#: Columns that a file must have; their cells may be blank, except ids.
REQUIRED = (
    "id",
    "dmz",
    "withdrawal",
    "guarantee_level",
    "joint_commission",
    "war_outcome",
    "cap_ratio_rev_def",
    "stakes",
)
#: Every column with a meaning.
KNOWN = (*LABELS, *OUTCOMES, *REMARKS, *FACTS)
