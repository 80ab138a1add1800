"""How far a study is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Progress:
    """How far a study is.

    Attributes
    ----------
    done, total : runs finished, and in all as far as is known: a precision may ask for more.
    before : runs of those that were there when it began.
    seconds : since it began.
    failed : runs that raised.
    standing : per arm, the share of ceasefires so far that stood to the horizon; arms without any are left out.
    """

    done: int
    total: int
    before: int
    seconds: float
    failed: int = 0
    standing: Mapping[str, float] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Whether every run is done or has failed."""
        return self.done + self.failed >= self.total

    @property
    def rate(self) -> float:
        """Runs a second since the start; NaN before the first chunk."""
        return (self.done - self.before) / self.seconds if self.done > self.before else float("nan")

    @property
    def left(self) -> float:
        """Seconds left at that rate; NaN before the first chunk."""
        left = self.total - self.done - self.failed
        return left / self.rate if left > 0 else 0.0
