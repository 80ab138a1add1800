"""Scenario discovery: in which boxes of the uncertain parameters a regime fails, and whether that beats chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.analysis.results import Results
from sim.analysis.sweeps.box import Box, Score, best, score
from sim.analysis.sweeps.designed import Designed, Measure, designed
from sim.analysis.sweeps.failing import Failing
from sim.analysis.sweeps.peeling import peel
from sim.scenario.errors import InputError
from sim.study.ranges import Range
from sim.study.uncertainty import POSTERIOR

METHODS = ("lhs", "sobol", "saltelli", "morris", POSTERIOR)
#: Fewest points that fail and that hold: with fewer, any box is a story about a handful.
LEAST_CASES = 20
#: Permuted outcomes that a box must beat, parts for what is held out, and samples drawn again.
PERMUTATIONS, FOLDS, RESAMPLES = 20, 5, 2000


@dataclass(frozen=True)
class Found:
    """A box, and how far it can be trusted.

    Attributes
    ----------
    box : its restrictions; ``score`` of it among all points.
    lead : of the box among the points that earlier boxes left; ``chance`` the largest leads that the same search
        found in permuted outcomes, shape (permutations,).
    coverage_interval, density_interval : 95 %, points drawn again while the box stays: how it would do with
        other points, not how another search would do.
    held_out : score over the points left, when each fifth is judged by the box that the other four fifths give.
    kept : by path, in how many of those searches the same parameter was restricted.
    matters : by path, density and coverage without that restriction.
    trajectory : the score of each box of the peeling.
    """

    box: Box
    score: Score
    lead: float
    chance: np.ndarray
    coverage_interval: tuple[float, float]
    density_interval: tuple[float, float]
    held_out: Score
    kept: dict[str, int]
    matters: dict[str, tuple[float, float]]
    trajectory: list[tuple[int, Score]]

    @property
    def beats_chance(self) -> bool:
        """Whether its lead is larger than all that were found in permuted outcomes."""
        return bool(self.box.limits) and self.lead > float(self.chance.max())

    @property
    def dimensions(self) -> list[str]:
        """Restricted paths; the one whose restriction the density loses most without comes first."""
        return sorted(self.box.limits, key=lambda path: self.matters[path][0])


@dataclass(frozen=True)
class Discovery:
    """Where one regime fails.

    Attributes
    ----------
    study, arm, failing, measure : what was looked at.
    cases : which points fail, shape (points,).
    uncertain : share of points whose mean lies within 1.96 standard errors of the threshold; NaN with one run a
        point.
    boxes : found one after the other, each among the points that the earlier ones left; only those that beat chance.
    rejected : the first that did not, if any was looked at.
    remark : why there is no box, or an empty string.
    """

    study: Designed
    arm: str
    failing: Failing
    measure: Measure
    cases: np.ndarray
    uncertain: float
    boxes: list[Found]
    rejected: Found | None
    remark: str

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """What was varied, by path."""
        return {r.path: r for r in self.study.ranges}

    @property
    def unit(self) -> str:
        """What is a case: a point, or a run where there is one a point."""
        return "runs" if self.study.runs == 1 else "points"

    def table(self) -> pd.DataFrame:
        """A row for each box and restricted parameter, for a file."""
        rows = []
        for number, found in enumerate(self.boxes, start=1):
            s, whole = found.score, {"coverage": found.coverage_interval, "density": found.density_interval}
            for path in found.dimensions:
                low_high = found.box.limits[path]
                ends = (np.nan, np.nan) if isinstance(low_high, frozenset) else low_high
                rows.append(
                    {
                        "regime": self.arm,
                        "fails": str(self.failing),
                        "box": number,
                        "path": path,
                        "restriction": found.box.words(self.ranges[path]),
                        "low": ends[0],
                        "high": ends[1],
                        "declared_low": self.ranges[path].low,
                        "declared_high": self.ranges[path].high,
                        "density_without": found.matters[path][0],
                        "coverage_without": found.matters[path][1],
                        "kept_in_folds": found.kept[path],
                        "folds": FOLDS,
                        "points": len(self.cases),
                        "failing": int(self.cases.sum()),
                        "in_box": s.points,
                        "mass": s.mass,
                        **{
                            f"{name}{end}": v
                            for name in whole
                            for end, v in zip(
                                ("", "_low", "_high"), (getattr(s, name), *whole[name]), strict=True
                            )
                        },
                        "density_held_out": found.held_out.density,
                        "coverage_held_out": found.held_out.coverage,
                        "lead": found.lead,
                        "lead_by_chance": float(found.chance.max()),
                    }
                )
        return pd.DataFrame(rows)


def discover(
    results: Results,
    regimes: Sequence[str] = (),
    failing: Failing | None = None,
    boxes: int = 2,
    permutations: int = PERMUTATIONS,
) -> list[Discovery]:
    """Where the regimes of a sampled study fail; see :func:`find`.

    Parameters
    ----------
    regimes : names of arms; all if empty. As a gain, the reference is left out unless it is named.
    failing : survival at five years below one half if not given.

    Raises
    ------
    InputError
        No sampled design, or one that is not whole; an unknown regime or measure; the reference's own gain.
    """
    study = designed(results, METHODS, least_runs=1)
    failing = failing or Failing(study.measures[0].name, 0.5)
    study.measure(failing.measure)
    for name in regimes:
        if name not in study.arms:
            raise InputError("no such regime", value=name, names=study.arms, allowed=", ".join(study.arms))
    asked = list(regimes) or [a for a in study.arms if not (failing.gain and a == study.reference)]
    return [find(study, arm, failing, boxes, permutations) for arm in asked]


def find(
    study: Designed,
    arm: str,
    failing: Failing,
    boxes: int = 2,
    permutations: int = PERMUTATIONS,
    seed: int = 1,
) -> Discovery:
    """Boxes in which an arm fails.

    A point fails if the mean of its runs is on the wrong side of the threshold; with one run a point that is the
    run itself. Of a trajectory of peeling the box with the largest lead is taken
    (:class:`sim.analysis.sweeps.box.Score`) and restrictions that it does not need are dropped. A box counts only if
    its lead is larger than that of the best box in each of ``permutations`` permutations of the outcomes, searched in
    the same way; a search without anything to find passes once in ``permutations`` + 1 times.

    Raises
    ------
    InputError
        The gain of the reference over itself.
    """
    if failing.gain and arm == study.reference:
        raise InputError("the reference has no gain over itself", where="--regime", value=arm)
    measure = study.measure(failing.measure)
    values = study.values(arm, measure, gain=failing.gain)
    means = values.mean(axis=1)
    cases = failing.cases(means)
    uncertain = np.nan
    if study.runs > 1:
        error = np.sqrt(values.var(axis=1, ddof=1).mean() / study.runs)
        uncertain = float((np.abs(means - failing.threshold) < 1.96 * error).mean())
    generator = np.random.default_rng(seed)
    left, kept, rejected, remark = np.ones(len(cases), bool), list[Found](), None, ""
    while len(kept) < boxes:
        fail, hold = int(cases[left].sum()), int((~cases[left]).sum())
        if min(fail, hold) < LEAST_CASES:
            if not kept:
                unit = "runs" if study.runs == 1 else "points"
                which = "fails at" if fail < hold else "holds at"
                remark = f"{which} {min(fail, hold)} of {fail + hold} {unit}; a box needs {LEAST_CASES} of each kind"
            break
        found = _one(study, cases, left, permutations, generator)
        if not found.beats_chance:
            rejected = found
            remark = (
                "" if kept else "no box holds more failures than the best of permuted outcomes does by chance"
            )
            break
        kept.append(found)
        left = left & ~found.box.holds(study.points)
    return Discovery(study, arm, failing, measure, cases, uncertain, kept, rejected, remark)


def _one(
    study: Designed, cases: np.ndarray, left: np.ndarray, permutations: int, generator: np.random.Generator
) -> Found:
    points, fails = study.points[left].reset_index(drop=True), cases[left]

    def search(of: pd.DataFrame, wanted: np.ndarray) -> tuple[Box, list[Box]]:
        way = peel(study.ranges, of, wanted)
        return best(way, of, wanted), way

    box, way = search(points, fails)
    chance = np.empty(permutations)
    for number in range(permutations):
        mixed = generator.permutation(fails)
        chance[number] = score(search(points, mixed)[0].holds(points), mixed).lead
    fold = generator.permutation(len(fails)) % FOLDS
    judged, again = np.zeros(len(fails), bool), list[Box]()
    for number in range(FOLDS):
        rest = fold != number
        again.append(search(points[rest].reset_index(drop=True), fails[rest])[0])
        judged[~rest] = again[-1].holds(points[~rest])
    inside = box.holds(study.points) & left
    matters = {}
    for path in box.limits:
        without = score(box.without(path).holds(study.points) & left, cases)
        matters[path] = (without.density, without.coverage)
    return Found(
        box,
        score(inside, cases),
        score(inside[left], fails).lead,
        chance,
        *_intervals(inside, cases, generator),
        score(judged, fails),
        {path: sum(path in other.limits for other in again) for path in box.limits},
        matters,
        [(len(each.limits), score(each.holds(study.points) & left, cases)) for each in way],
    )


def _intervals(
    inside: np.ndarray, cases: np.ndarray, generator: np.random.Generator
) -> tuple[tuple[float, float], tuple[float, float]]:
    """95 % of coverage and of density when the points are drawn again and the box stays."""
    kinds = np.array([(a & b).mean() for a in (inside, ~inside) for b in (cases, ~cases)])
    hit, false, missed, _ = generator.multinomial(len(cases), kinds, RESAMPLES).T
    found = [hit / np.maximum(hit + other, 1) for other in (missed, false)]
    (a, b), (c, d) = (np.quantile(share, (0.025, 0.975)) for share in found)
    return (float(a), float(b)), (float(c), float(d))
