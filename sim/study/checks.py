"""Checks of single settings of a study, with one message each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def known_keys(value: Iterable[Any], keys: Iterable[str], where: str = "", file: Path | None = None) -> None:
    """Refuse keys that are none of some words.

    Parameters
    ----------
    value : the keys that are given.
    keys : those that there are.
    where : what they stand under; empty at the top of a file.

    Raises
    ------
    InputError
        Naming the first unknown key, where it stands, and the nearest known one.
    """
    known = list(keys)
    for key in value:
        if key not in known:
            path = f"{where}.{key}" if where else str(key)
            raise InputError(
                "unknown key", where=path, file=file, names=known, near=str(key), allowed=", ".join(known)
            )


def one_of(name: str, value: Any, words: Sequence[str]) -> None:
    """Refuse anything but one of some words.

    Raises
    ------
    InputError
        Naming the setting and the words.
    """
    if value not in words:
        raise InputError(f"unknown {name}", where=name, value=value, allowed=", ".join(words), names=words)
