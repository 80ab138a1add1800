"""A study: which arms are compared, over which points, in how many runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from sim.scenario.errors import InputError
from sim.scenario.files import Arm
from sim.scenario.scenario import Scenario
from sim.study import replaced
from sim.study.checks import one_of, whole
from sim.study.crossing import Crossing
from sim.study.design import Point, Points
from sim.study.precision import Precision
from sim.study.uncertainty import Uncertainty

Engine = Literal["batch", "mesa"]
Series = Literal["none", "weekly"]

#: Most runs an arm and point: run numbers address draws with 32 bits.
MOST_RUNS = 2**32


@dataclass(frozen=True)
class Study:
    """A checked study; to make one from a file, see :func:`read_study`.

    Parameters
    ----------
    name : letters, digits, ``_``, ``-`` and ``.``; the results' folder is called so.
    scenario : what every arm starts from.
    arms : compared under the same shocks; names are unique.
    reference : the arm that the others are measured against; the first if not given.
    points : values by dotted path, a mapping a point; every arm is run at every point.
    runs : per arm and point; where a precision is asked for, the first of them.
    seed : 0 to 2**64 - 1.
    engine : ``"batch"`` (compiled) or ``"mesa"`` (agents in Python, slower, the same outcomes).
    precision : runs are added until survival is known so well; None for no more than ``runs``.
    series : ``"weekly"`` to keep what is recorded each week of every run.
    design : how the points were made, for the manifest.
    agents : classes that take the place of the model's under ``engine: mesa``, role -> ``"module:Class"``.
    folder : where the study file lies; modules of such classes are looked for there first.
    overrides : values by dotted path that hold in every arm and at every point.
    uncertainty : over what the arms are run again, into a folder within the study's own.
    """

    name: str
    scenario: Scenario
    arms: tuple[Arm, ...]
    reference: str = ""
    points: Sequence[Point] = field(default_factory=Points)
    runs: int = 1000
    seed: int = 1
    engine: Engine = "batch"
    overrides: Mapping[str, Any] = field(default_factory=dict)
    precision: Precision | None = None
    series: Series = "none"
    design: Mapping[str, Any] = field(default_factory=dict)
    agents: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    uncertainty: Uncertainty | None = None

    def __post_init__(self) -> None:
        """Check what needs no scenario to be resolved.

        Raises
        ------
        InputError
            A bad name, number, engine or reference, no arm, or two arms of one name.
        """
        if not (isinstance(self.name, str) and re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", self.name)):
            allowed = "letters, digits, '_', '-' and '.', not starting with '-' or '.'"
            raise InputError(
                "a study's name becomes a folder", where="name", value=self.name, allowed=allowed
            )
        whole("runs", self.runs, 1, MOST_RUNS)
        whole("seed", self.seed, 0, 2**64 - 1)
        one_of("engine", self.engine, ("batch", "mesa"))
        one_of("series", self.series, ("none", "weekly"))
        replaced.check(self.agents, self.engine)
        object.__setattr__(self, "points", Points.of(self.points))
        names = [a.name for a in self.arms]
        if not all(names):
            raise InputError("an arm without a name", where="arms", allowed="a word")
        if not names:
            raise InputError(
                "no arms to compare", where="arms", allowed="regimes, terms, strategies or custom, not empty"
            )
        for name in names:
            if names.count(name) > 1:
                raise InputError("two arms have one name", where="arms", value=name, allowed="unique names")
        if not self.reference:
            object.__setattr__(self, "reference", names[0])
        if self.reference not in names:
            raise InputError(
                "the reference is not one of the arms",
                where="arms.reference",
                value=self.reference,
                allowed=", ".join(names),
                names=names,
            )

    @property
    def columns(self) -> tuple[str, ...]:
        """The design's columns: the dotted paths that differ from point to point."""
        return tuple(self.points[0]) if len(self.points) else ()

    @property
    def horizon_years(self) -> float:
        """How long every run is watched, unless it collapses."""
        return float(self.scenario.horizon.years)

    @cached_property
    def cells(self) -> Crossing:
        """Every arm at every point, arm by arm; resolved when asked for.

        Raises
        ------
        InputError
            A value that no scenario takes, or an arm or point that changes the horizon.
        """
        return Crossing(self.scenario, self.arms, Points.of(self.points), self.overrides)
