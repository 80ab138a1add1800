"""Cases run under many draws of the shared constants: what is kept of each, in parts that can be taken up again."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.agents.tally import CAUSES
from sim.analysis.history.learning.constants import NAMES, setting
from sim.analysis.history.mapping import base, scenario
from sim.analysis.history.predict import lasting
from sim.analysis.history.prediction import COLUMNS, HORIZON, YEARS
from sim.analysis.history.record.columns import FACTS
from sim.analysis.history.record.facts import refuse_outcomes
from sim.analysis.survival import DAYS_A_YEAR
from sim.engine import batch
from sim.scenario.errors import InputError
from sim.study.place import put

#: Times at which survival is kept, days.
GRID = np.array([1, 7, 30, 90, 180, *(DAYS_A_YEAR * year for year in (1, 2, 3, 5, 7, 10))], float)
#: Draws that are run and stored together.
PART = 32

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Simulated:
    """Cases under draws of the constants.

    Attributes
    ----------
    draws : the constants, a column each, D rows.
    ids : of the cases, C of them.
    runs : runs of each case under each draw.
    survived : share of runs that held beyond each time of ``GRID``, shape (D, C, times).
    causes : share of runs that ended by each cause within ten years, held first, shape (D, C, causes).
    years : mean years held out of ten, shape (D, C).
    """

    draws: pd.DataFrame
    ids: pd.Index
    runs: int
    survived: Floats
    causes: Floats
    years: Floats

    def first(self, count: int) -> Simulated:
        """The first so many draws."""
        cut = slice(count)
        draws, kept = self.draws.iloc[cut], (self.survived[cut], self.causes[cut], self.years[cut])
        return Simulated(draws, self.ids, self.runs, *kept)

    def prediction(self, weights: Floats) -> pd.DataFrame:
        """The mean prediction over draws with weights that add up to 1, shape (D,)."""
        at = [int(np.flatnonzero(DAYS_A_YEAR * year == GRID)[0]) for year in YEARS]
        curve = np.einsum("d,dct->ct", weights, self.survived[:, :, at])
        return pd.DataFrame(np.column_stack([curve, weights @ self.years]), self.ids, list(COLUMNS))


def simulate(
    facts: pd.DataFrame,
    draws: pd.DataFrame,
    runs: int,
    seed: int,
    folder: Path | None = None,
    threads: int | None = None,
    told: Callable[[int], None] | None = None,
) -> Simulated:
    """Run every case under every draw.

    Under draw d every case meets runs d x ``runs`` to (d + 1) x ``runs`` - 1: the same shocks for all cases, others for
    every draw, so that a mean over draws is one over shocks too. The result does not depend on ``threads`` or on where
    it was interrupted.

    Parameters
    ----------
    facts : a row a case, indexed by id; no outcome columns.
    draws : as from ``constants.prior``.
    runs : of each case under each draw.
    seed : of the shocks.
    folder : where finished parts are put and looked for; none are kept if not given.
    told : called with the number of draws done.

    Raises
    ------
    InputError
        An outcome column, or a folder with parts of other cases, draws, runs or seed, or that cannot be written.
    """
    refuse_outcomes(facts.columns)
    name = _identity(facts, draws, runs, seed)
    parts = []
    for first in range(0, len(draws), PART):
        chosen = draws.iloc[first : first + PART]
        file = None if folder is None else folder / f"{name}-{first:05d}-{len(chosen)}.npy"
        if file is not None and file.exists():
            part = np.load(io.BytesIO(file.read_bytes()))
        else:
            part = _part(facts, chosen, first, runs, seed, threads)
            if file is not None:
                _keep(file, part)
        parts.append(part)
        if told is not None:
            told(min(first + PART, len(draws)))
    whole = np.concatenate(parts)
    times, causes = len(GRID), len(CAUSES)
    return Simulated(
        draws.reset_index(drop=True),
        facts.index,
        runs,
        whole[:, :, :times],
        whole[:, :, times : times + causes],
        whole[:, :, -1],
    )


def _part(
    facts: pd.DataFrame, draws: pd.DataFrame, first: int, runs: int, seed: int, threads: int | None
) -> Floats:
    """Shape (draws, cases, times + causes + 1)."""
    rows = [{str(k): v for k, v in row.items()} for row in facts.to_dict("records")]
    made = []
    for _, draw in draws.iterrows():
        start, sizes = setting(draw)
        made += [scenario(row, start, sizes) for row in rows]
    points = np.repeat(np.arange(len(made)), runs)
    numbers = (first + points // len(rows)) * runs + np.arange(len(points)) % runs
    found = batch.run(made, points, numbers, seed, threads)
    shape = (len(draws), len(rows), runs)
    days, cause = found["days"].reshape(-1, runs), found["cause"].reshape(shape)
    held = lasting(days, cause.reshape(-1, runs), made).reshape(shape)
    # What holds for the years of a horizon holds beyond them.
    survived = [(held > day / DAYS_A_YEAR).mean(axis=2) for day in GRID]
    ended = [((cause == code) & (held <= HORIZON)).mean(axis=2) for code in range(1, len(CAUSES))]
    within = 1.0 - np.sum(ended, axis=0)
    return np.stack([*survived, within, *ended, np.minimum(held, HORIZON).mean(axis=2)], axis=2)


def _identity(facts: pd.DataFrame, draws: pd.DataFrame, runs: int, seed: int) -> str:
    """Twelve letters that tell one set of parts from another, whatever the number of draws."""
    known = facts[[name for name in FACTS if name in facts]]
    text = f"{known.to_csv()}{draws.iloc[:1].to_csv(float_format='%.12g')}{','.join(NAMES)}{runs}/{seed}/{base().hash}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _keep(file: Path, part: Floats) -> None:
    content = io.BytesIO()
    np.save(content, part)
    try:
        os.makedirs(file.parent, exist_ok=True)
        put(file, content.getvalue())
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"a part could not be stored ({reason})", value=str(file.parent)) from None
