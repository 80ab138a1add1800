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
BLANK = frozenset({"", "na", "n/a", "nan", "none", "null", "-", "?", "unknown"})


@dataclass(frozen=True)
class Number:
    """A fact that is a number.

    Attributes
    ----------
    low, high : bounds, included unless ``above`` is set, which leaves out the lower one.
    """

    low: float = 0.0
    high: float = inf
    above: bool = False

    @property
    def allowed(self) -> str:
        """The bounds in words."""
        if self.high < inf:
            return f"a number from {self.low:g} to {self.high:g}, or nothing"
        return f"a number {'above' if self.above else 'not below'} {self.low:g}, or nothing"

    def holds(self, value: float) -> bool:
        """Whether a value is within the bounds."""
        return self.low <= value <= self.high and not (self.above and value <= self.low)


@dataclass(frozen=True)
class Word:
    """A fact that is a word.

    Attributes
    ----------
    words : those with a meaning; none where any text will do.
    closed : whether any other word is an error; if not, one that is not close to a known word is unknown.
    """

    words: tuple[str, ...] = ()
    closed: bool = False


#: Every fact that a prediction may read, in the order of the table; bounds are what a ceasefire line can have.
FACTS: dict[str, Number | Word] = {
    "line_km": Number(1.0, 20000.0),
    "monitors_n": Number(high=300000.0),
    "monitor_type": Word(),
    "monitors_per_100km": Number(),
    "dmz": Number(high=1.0),
    "dmz_width_km": Number(high=1000.0),
    "withdrawal": Number(high=1.0),
    "guarantee_type": Word(),
    "guarantee_level": Number(high=3.0),
    "guarantor": Word(),
    "guarantor_troops_n": Number(high=400000.0),
    "guarantor_bias": Word(("na", "neutral", "pro_def", "pro_rev")),
    "arms_limits": Number(high=2.0),
    "joint_commission": Number(high=1.0),
    "formal_agreement": Number(high=2.0),
    "war_outcome": Word(("tie", "victory_def", "victory_rev"), closed=True),
    "external_pressure": Number(high=2.0),
    "sanction_leverage": Number(high=3.0),
    "aid_to_defender": Number(high=3.0),
    "nuclear": Number(high=1.0),
    "nuclear_revisionist": Number(high=1.0),
    "nuclear_defender": Number(high=1.0),
    "nuclear_guarantor": Number(high=1.0),
    "cap_ratio_rev_def": Number(above=True),
    "stakes": Number(1.0, 3.0),
    "interstate": Number(high=1.0),
    "prior_failed_ceasefires": Number(),
}
#: Columns that a file must have; their cells may be blank, except ids.
REQUIRED = (
    "id",
    "conflict",
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
