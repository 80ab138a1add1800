"""Checks of single settings of a study, with one message each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.scenario.errors import InputError


def whole(name: str, value: Any, least: int, most: int, file: Path | None = None) -> int:
    """A whole number from ``least`` to ``most``, and nothing else.

    Raises
    ------
    InputError
        Naming the setting and what is allowed.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError("wrong type", where=name, file=file, value=value, allowed="a whole number")
    if not least <= value <= most:
        raise InputError(
            "value out of range", where=name, file=file, value=value, allowed=f"{least} to {most}"
        )
    return value


def one_of(name: str, value: Any, words: Sequence[str]) -> None:
    """Refuse anything but one of some words.

    Raises
    ------
    InputError
        Naming the setting and the words.
    """
    if value not in words:
        raise InputError(f"unknown {name}", where=name, value=value, allowed=", ".join(words), names=words)
