"""What a person is told when an input is wrong: what, where, what is allowed, and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

_UNSET = object()


class InputError(ValueError):
    """Bad input, told in one message; the command line prints it and leaves with exit code 2.

    Parameters
    ----------
    problem : what is wrong, one short sentence without a full stop.
    file : the file it stands in, if any.
    where : the dotted path of the setting (``monitoring.coverage``), if any.
    value : the offending value, if any.
    allowed : what would have been accepted, in words.
    names : the valid names; the nearest to ``near`` is suggested.
    near : what was meant to be one of them; ``value`` if not given, else ``where``.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        where: str | None = None,
        value: object = _UNSET,
        allowed: str | None = None,
        names: Iterable[str] = (),
        near: str | None = None,
    ) -> None:
        self.problem, self.file, self.where, self.allowed = problem, file, where, allowed
        self.value = None if value is _UNSET else value
        wrong = str(value) if value is not _UNSET else (where or "")
        self.nearest = nearest(near or wrong, names)
        parts = [problem]
        if where:
            parts.append(f"at {where}")
        if file:
            parts.append(f"in {file}")
        text = " ".join(parts)
        if value is not _UNSET:
            text += f": got {value!r}"
        if allowed:
            text += f"; allowed: {allowed}"
        if self.nearest:
            text += f"; did you mean {self.nearest!r}?"
        super().__init__(text)


def nearest(wrong: str, names: Iterable[str]) -> str | None:
    """The valid name closest to a wrong one, or None when nothing is close."""
    found = get_close_matches(wrong, list(names), n=1, cutoff=0.5)
    return found[0] if found else None
