"""The facts of one ceasefire at its start, as the mapping reads them: what stands in for a missing one."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from sim.analysis.history.record.columns import FACTS, OUTCOMES, Number, Word
from sim.scenario.errors import InputError

#: What is taken where a fact is not known: neutral (nothing there), or the middle of its scale. None where another
#: fact tells it. These are the facts that the mapping reads.
MISSING: dict[str, float | str | None] = {
    "line_km": 300.0,
    "monitors_n": None,  # from the density
    "monitors_per_100km": 0.0,
    "monitor_type": "",
    "dmz": 0.0,
    "dmz_width_km": 5.0,
    "withdrawal": 0.5,
    "guarantee_level": 0.0,
    "guarantor": "",
    "guarantor_troops_n": None,  # by the level
    "guarantor_bias": "na",
    "joint_commission": 0.0,
    "formal_agreement": 1.0,
    "arms_limits": 0.0,
    "war_outcome": "tie",
    "external_pressure": 1.0,
    "sanction_leverage": 0.0,
    "aid_to_defender": 0.0,
    "nuclear": 0.0,
    "nuclear_revisionist": 0.0,
    "nuclear_defender": None,  # from ``nuclear``
    "nuclear_guarantor": None,  # from ``nuclear``
    "cap_ratio_rev_def": 1.0,
    "stakes": 2.0,
    "interstate": 1.0,
    "prior_failed_ceasefires": 0.0,
}

#: Facts that are told together: apart they mean little.
OBSERVERS = ("monitors_n", "monitors_per_100km", "monitor_type")
ZONE = ("dmz", "dmz_width_km")
GUARANTEE = ("guarantee_level", "guarantor", "guarantor_troops_n", "guarantor_bias")
NUCLEAR = ("nuclear", "nuclear_revisionist", "nuclear_defender", "nuclear_guarantor")


def refuse_outcomes(names: object) -> None:
    """Refuse what a ceasefire's end tells.

    Raises
    ------
    InputError
        An outcome is among the names.
    """
    for name in OUTCOMES:
        if name in names:  # type: ignore[operator]
            raise InputError(
                "an outcome is no fact of a ceasefire's start", where=name, allowed=", ".join(MISSING)
            )


def without_outcomes(table: pd.DataFrame) -> pd.DataFrame:
    """A table of cases without its outcome columns, fit to be mapped."""
    return table.drop(columns=[name for name in OUTCOMES if name in table])


def is_missing(value: object) -> bool:
    """Whether a value of a table says nothing: None, NaN, or blank text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return not isinstance(value, str) and bool(pd.isna(value))


def number(facts: Mapping[str, object], name: str) -> float | None:
    """A fact that is a number; what stands in for it where it is missing.

    Raises
    ------
    InputError
        Not a number, or outside the scale of its column.
    """
    kind, value, stand_in = FACTS[name], facts.get(name), MISSING[name]
    assert isinstance(kind, Number)
    if is_missing(value):
        return None if stand_in is None else float(stand_in)
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        found = math.nan
    if not kind.holds(found) or math.isinf(found):
        raise InputError("not a possible value of this fact", where=name, value=value, allowed=kind.allowed)
    return found


def word(facts: Mapping[str, object], name: str) -> str:
    """A fact in words; what stands in for it where it is missing.

    Raises
    ------
    InputError
        Not one of the words of its column.
    """
    kind, value = FACTS[name], facts.get(name)
    assert isinstance(kind, Word)
    if is_missing(value):
        return str(MISSING[name])
    found = str(value).strip()
    if kind.words and found not in kind.words:
        raise InputError(
            "not a word of this fact",
            where=name,
            value=value,
            allowed=", ".join(kind.words),
            names=kind.words,
        )
    return found
