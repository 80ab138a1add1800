"""A pattern: one fact of the record beside the model's value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, isfinite
from typing import Any


@dataclass(frozen=True)
class Measure:
    """A measured number and what the record allows for it.

    Attributes
    ----------
    fact : what was measured, and on which scenario, in short.
    low, high : the tolerance, ends included; ``high`` is infinite where the record gives a lower end only.
    value, error : the model's value and its Monte-Carlo standard error.
    n : runs behind it (of each arm, where arms are compared).
    ratio : whether it is a ratio, read on a log scale.
    """

    fact: str
    low: float
    high: float
    value: float
    error: float
    n: int = 0
    ratio: bool = False

    @property
    def hit(self) -> bool:
        """Whether the value lies within the tolerance."""
        return bool(self.low <= self.value <= self.high)

    @property
    def allowed(self) -> str:
        """The tolerance in words."""
        return f"at least {self.low:g}" if self.high == inf else f"{self.low:g} to {self.high:g}"

    def scaled(self, power: float, fact: str, low: float, high: float) -> Measure:
        """A ratio per unit of what was moved: raised to ``power``, its error with it."""
        value = self.value**power
        error = abs(power) * value * self.error / self.value
        return replace(self, fact=fact, low=low, high=high, value=value, error=error)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the fields and whether it is hit; an open end is null, and so is a value that is not a number."""
        numbers = {"low": self.low, "high": self.high, "value": self.value, "error": self.error}
        plain = {name: number if isfinite(number) else None for name, number in numbers.items()}
        return {"fact": self.fact, **plain, "n": self.n, "hit": self.hit}


@dataclass(frozen=True)
class Pattern:
    """One fact of the record, with the measure that stands for it and further ones where it has more than one half.

    Attributes
    ----------
    id : row of the evidence tables.
    use : "fit" (gated) or "report" (shown only).
    target : what the table says of it.
    source : where the table has it from.
    measures : the first stands for the fact; the fact is hit when all are.
    """

    id: str
    use: str
    target: str
    source: str
    measures: tuple[Measure, ...]

    @property
    def main(self) -> Measure:
        """The measure that stands for the fact."""
        return self.measures[0]

    @property
    def hit(self) -> bool:
        """Whether every measure lies within its tolerance."""
        return all(measure.hit for measure in self.measures)

    @property
    def gates(self) -> bool:
        """Whether missing it counts as a failure."""
        return self.use == "fit"

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the main measure's fields, the table's words, and the further measures as ``parts``."""
        parts = [measure.as_dict() for measure in self.measures[1:]]
        told = {"id": self.id, "use": self.use, "target": self.target, "source": self.source}
        return {**told, **self.main.as_dict(), "hit": self.hit, "parts": parts}
