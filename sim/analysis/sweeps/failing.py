"""What counts as failing: a measure of a point on the wrong side of a threshold."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from sim.analysis.sweeps.designed import Measure
from sim.scenario.errors import InputError

GAIN = "gain_"
_FAILS = re.compile(r"\s*(gain_)?([a-z]+_(?:\d+(?:\.\d+)?y|years))\s*(<|>)\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True)
class Failing:
    """What counts as failing: a measure of a point below (or above) a threshold.

    Parameters
    ----------
    measure : name of it, such as ``survival_5y`` or ``rmst_years``.
    threshold : in its unit.
    gain : whether the measure is taken as gain over the reference, under the same shocks.
    above : whether failing is being above.
    """

    measure: str
    threshold: float
    gain: bool = False
    above: bool = False

    @classmethod
    def read(cls, text: str) -> Failing:
        """From words such as ``survival_5y < 0.5``, ``rmst_years < 4`` or ``gain_rmst_years < 0.25``.

        Raises
        ------
        InputError
            Anything else.
        """
        found = _FAILS.fullmatch(text)
        if not found:
            allowed = (
                "a measure, < or >, and a number, such as 'survival_5y < 0.5' or 'gain_rmst_years < 0.25'"
            )
            raise InputError("not a condition", where="--fails", value=text, allowed=allowed)
        return cls(found[2], float(found[4]), bool(found[1]), found[3] == ">")

    def __str__(self) -> str:
        return f"{GAIN if self.gain else ''}{self.measure} {'>' if self.above else '<'} {self.threshold:g}"

    def words(self, measure: Measure) -> str:
        """For titles."""
        what = f"gain in {measure.words}" if self.gain else measure.words
        return f"{what} {'above' if self.above else 'below'} {self.threshold:g}"

    def cases(self, means: np.ndarray) -> np.ndarray:
        """Which points fail, from the means of their runs, shape (points,)."""
        return means > self.threshold if self.above else means < self.threshold
