"""Which levers would have saved how many of an arm's collapsed runs, and how many that held would have fallen.

Runs of an arm are run again under the same shocks with one lever changed. Collapsed runs and runs that held are
sampled apart, so that a rare kind is not left to chance; figures for the whole arm weigh the two by their shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt
from typing import Any

import numpy as np
import pandas as pd

from sim.agents.tally import HELD
from sim.analysis.averages import normal
from sim.analysis.causes.case import Case, refuse_other_end, refuse_roads
from sim.analysis.causes.counterfactuals import COUNTERFACTUALS, Counterfactual, outcomes
from sim.analysis.roads import share
from sim.analysis.survival import DAYS_A_YEAR


@dataclass(frozen=True)
class Rescues:
    """What every lever would have done to the runs of an arm.

    Attributes
    ----------
    case : the arm at its point.
    table : a row a counterfactual, in the declared order: ``name``, ``words``, ``left_out`` (why it was not run),
        ``saved`` (share of the collapsed runs that would have stood to the horizon), ``fallen`` (share of the runs
        that held that would have collapsed), ``years`` (peaceful years gained, mean over all runs of the arm),
        ``stand`` (what it adds to the share of runs that stand at the horizon), ``gained`` (years gained, mean of the
        collapsed runs); each with ``_low`` and ``_high`` (95 %), NaN where there was nothing to measure; and the
        counts ``saved_runs`` and ``fallen_runs``.
    collapsed, held : run numbers that were tried, of ``all_collapsed`` and ``all_held`` there are.
    """

    case: Case
    table: pd.DataFrame
    collapsed: np.ndarray
    held: np.ndarray
    all_collapsed: int
    all_held: int

    @property
    def sampled(self) -> bool:
        """Whether some runs were left out."""
        return len(self.collapsed) < self.all_collapsed or len(self.held) < self.all_held

    @property
    def tried(self) -> pd.DataFrame:
        """The levers that apply, those that gain most years over all runs first."""
        return self.table[self.table["left_out"] == ""].sort_values(
            "years", ascending=False, ignore_index=True
        )

    def count(self) -> str:
        """How many runs it stands on, in words."""
        words = [
            _of(len(self.collapsed), self.all_collapsed, "collapsed"),
            _of(len(self.held), self.all_held, "that held"),
        ]
        return f"{words[0]} and {words[1]}"


def rescues(
    one: Case,
    sample: int = 300,
    levers: Sequence[Counterfactual] = COUNTERFACTUALS,
    threads: int | None = None,
) -> Rescues:
    """Run an arm's runs again with one lever changed each.

    Parameters
    ----------
    one : the arm at its point.
    sample : collapsed runs at most; of runs that held at most half as many, since each of them is a whole horizon of
        work. Where there are more, a random sample is taken: the same for the same study, arm and sample.
    levers : what to try.
    threads : as in :func:`sim.engine.batch.run`.

    Raises
    ------
    InputError
        The runs begin at war, or a replay of the runs as they were does not end as the folder says.
    """
    refuse_roads(one)
    fallen = _sample(one.collapsed["run"].to_numpy(), sample, one.seed, 0)
    held = _sample(one.held["run"].to_numpy(), (sample + 1) // 2, one.seed, 1)
    both = np.concatenate([fallen, held])
    found = outcomes(one.scenario, one.seed, both, levers, threads)
    refuse_other_end(one, both, found[0])
    sizes = (len(one.collapsed), len(one.held))
    rows = []
    for lever, after in zip(levers, found[1:], strict=True):
        row: dict[str, Any] = {
            "name": lever.name,
            "words": lever.words,
            "left_out": lever.left_out(one.scenario),
        }
        stands = after["cause"] == HELD
        years = (after["days"] - found[0]["days"]) / DAYS_A_YEAR
        cut = len(fallen)
        saved, lost = int(stands[:cut].sum()), int((~stands[cut:]).sum())
        tried = not row["left_out"]
        row |= {"saved_runs": saved if tried else 0, "fallen_runs": lost if tried else 0}
        row |= _ends("saved", share(saved, cut) if cut and tried else _NONE)
        row |= _ends("fallen", share(lost, len(held)) if len(held) and tried else _NONE)
        more = stands.astype(float) - np.repeat([0.0, 1.0], [cut, len(held)])
        row |= _ends("years", stratified((years[:cut], years[cut:]), sizes) if tried else _NONE)
        row |= _ends("stand", stratified((more[:cut], more[cut:]), sizes) if tried else _NONE)
        row |= _ends("gained", stratified((years[:cut],), sizes[:1]) if tried else _NONE)
        rows.append(row)
    return Rescues(one, pd.DataFrame(rows), fallen, held, *sizes)


_NONE = (nan, nan, nan)


def stratified(
    values: Sequence[np.ndarray], sizes: Sequence[int], confidence: float = 0.95
) -> tuple[float, float, float]:
    """Mean over kinds of runs that were sampled apart, with its interval.

    The variance is that of double sampling for stratification (Cochran 1977, 12.2): within each kind by the runs that
    were tried, and between kinds by all runs, whose numbers of each kind are themselves drawn. With every run tried
    it is the variance of a plain mean.

    Parameters
    ----------
    values : of the runs tried, an array a kind.
    sizes : how many runs there are of each kind.
    confidence : of the interval (normal).

    Returns
    -------
    (float, float, float)
        The mean and its bounds; bounds are NaN where some kind has runs and fewer than two were tried.
    """
    kinds = [(np.asarray(v, float), size) for v, size in zip(values, sizes, strict=True) if size]
    total = sum(size for _, size in kinds)
    if not total or any(not len(v) for v, _ in kinds):
        return _NONE
    mean = float(sum(size * v.mean() for v, size in kinds) / total)
    if any(len(v) < 2 for v, _ in kinds):
        return mean, nan, nan
    within = sum((size / total) ** 2 * v.var(ddof=1) / len(v) for v, size in kinds)
    between = sum(size / total * (v.mean() - mean) ** 2 for v, size in kinds) / total
    reach = normal(confidence) * sqrt(within + between)
    return mean, mean - reach, mean + reach


def _sample(runs: np.ndarray, most: int, seed: int, kind: int) -> np.ndarray:
    if len(runs) <= most:
        return runs
    return np.sort(np.random.default_rng([seed, kind]).choice(runs, most, replace=False))


def _ends(name: str, values: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip((name, f"{name}_low", f"{name}_high"), values, strict=True))


def _of(tried: int, there: int, kind: str) -> str:
    if tried == there:
        return f"all {there:,} runs {kind}" if kind != "collapsed" else f"all {there:,} collapsed runs"
    words = f"a random {tried:,} of the {there:,} runs {kind}"
    return words if kind != "collapsed" else f"a random {tried:,} of the {there:,} collapsed runs"
