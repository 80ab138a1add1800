"""The committed sample of the posterior, and predictions over it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from sim.analysis.history.learning.constants import NAMES, setting
from sim.analysis.history.mapping import scenario
from sim.analysis.history.predict import averaged, lasting
from sim.analysis.history.record.facts import refuse_outcomes
from sim.engine import batch
from sim.scenario.errors import InputError
from sim.study import learnt

#: Runs of a case over the whole sample, unless asked otherwise; seed of the shocks.
RUNS, SEED = 512, 1
#: Cases and runs of each whose prediction tells whether rules, mapping or sample have changed since scores were made.
PROBE_CASES, PROBE_RUNS = 8, 64
#: Cases that are mapped and run at a time, to bound memory.
PART = 20


def sample() -> pd.DataFrame:
    """Equally weighted draws of the posterior, a column each of ``constants.NAMES``; made by ``calibrate``."""
    return learnt.draws()[list(NAMES)]


def probe(facts: pd.DataFrame, draws: pd.DataFrame | None = None) -> dict[str, float]:
    """Mean years held out of ten of the first cases, by id: a fingerprint of all that a prediction rests on."""
    found = predict_over(facts.iloc[:PROBE_CASES], draws, PROBE_RUNS)
    return {str(name): float(f"{years:.6g}") for name, years in found["rmst_years"].items()}


def predict_over(
    facts: pd.DataFrame,
    draws: pd.DataFrame | None = None,
    runs: int = RUNS,
    seed: int = SEED,
    threads: int | None = None,
    told: Callable[[int], None] | None = None,
) -> pd.DataFrame:
    """Survival of ceasefires, averaged over draws of the constants.

    Run j of every case is under draw floor(j D / runs) of D and meets the shocks of run j, so cases are compared under
    the same draws and shocks. The result does not depend on ``threads`` or on what other cases there are.

    Parameters
    ----------
    facts : a row a case, indexed by id; no outcome columns.
    draws : of the constants; the committed sample if not given.
    runs : of each case, over all draws.
    seed : of the shocks.
    threads : of the batch.
    told : called with the number of cases done.

    Returns
    -------
    DataFrame
        A prediction (``prediction.COLUMNS``) with, for each column, the Monte-Carlo standard error in one that ends in
        ``_error``.

    Raises
    ------
    InputError
        An outcome column, a value that its fact cannot have, no run, or another seed than the batch takes.
    """
    refuse_outcomes(facts.columns)
    if runs < 1:
        raise InputError("there must be a run", value=runs, allowed="a whole number from 1")
    if not 0 <= seed < 2**64:
        raise InputError("not a seed", value=seed, allowed="a whole number from 0 to 2**64 - 1")
    draws = sample() if draws is None else draws
    rows = [{str(k): v for k, v in row.items()} for row in facts.to_dict("records")]
    which = np.arange(runs) * len(draws) // runs
    settings = [setting(draws.iloc[draw]) for draw in np.unique(which)]
    place = np.searchsorted(np.unique(which), which)
    parts = []
    for first in range(0, len(rows), PART):
        some = rows[first : first + PART]
        made = [scenario(row, start, sizes) for row in some for start, sizes in settings]
        points = (np.arange(len(some))[:, None] * len(settings) + place[None, :]).ravel()
        found = batch.run(made, points, np.tile(np.arange(runs), len(some)), seed, threads)
        shape = (len(some), runs)
        parts.append(lasting(found["days"].reshape(shape), found["cause"].reshape(shape), made))
        if told is not None:
            told(min(first + PART, len(rows)))
    held = np.concatenate(parts) if parts else np.empty((0, runs))
    return averaged(held, facts.index)
