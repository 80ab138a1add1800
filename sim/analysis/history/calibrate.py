"""Learn the shared constants from the cases, as docs/calibration.md plans it, and score it by cross-validation.

``python -m sim.analysis.history.calibrate`` writes ``sim/evidence/posterior.csv`` and ``sim/evidence/validation.json``;
``python -m sim.views.validation_page`` then writes docs/validation.md and its figure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.history.learning.checks import alike, begun_by_the_defender, coverage, watched
from sim.analysis.history.learning.constants import NAMES, centre, prior
from sim.analysis.history.learning.learner import Learner, alone, learner, rule, told
from sim.analysis.history.learning.likelihood import EDGES, OUTSIDE, pooled_facts
from sim.analysis.history.learning.simulate import Simulated, simulate
from sim.analysis.history.learning.surrogate import surrogate
from sim.analysis.history.learning.weights import TEMPER, systematic
from sim.analysis.history.plain import plain
from sim.analysis.history.posterior import probe
from sim.analysis.history.record.cases import RECORD, Cases, read_cases
from sim.analysis.history.scoring.blanking import blanked
from sim.analysis.history.scoring.crossval import CrossValidation, Unfitted, cross_validate
from sim.analysis.history.scoring.misses import misses
from sim.analysis.history.scoring.peers import Predictor
from sim.analysis.history.scoring.scores import SCORES, score

#: The plan: draws of the prior, runs of each case under each, seed of both, runs of the centre, rows of the posterior.
DRAWS, RUNS, SEED, CENTRE_RUNS, ROWS = 256, 16, 7, 512, 64
#: Draws of the prior that are weighted, by the surrogate of those that were run; seed of these.
WIDE, WIDE_SEED = 4096, 11
#: Runs of a case when facts are not told.
BLANK_RUNS = 128
#: Truths of the check on made-up data, and sets of made-up data.
TRUTHS, SETS = 128, 400
#: Groups of draws that are left out in turn for the Monte-Carlo error.
GROUPS = 8
#: Names of the predictors; the first is what everything is about.
MODEL, OUTSIDE_ALONE, PRIOR_ALONE, CENTRE = (
    "this model",
    "facts from outside alone",
    "prior alone",
    "centre alone",
)


def predictors(found: Simulated, middle: Simulated, learnt: Learner) -> dict[str, Predictor]:
    """The model and its variants, by name."""
    parts = learnt.found, learnt.outside
    return {
        MODEL: learnt,
        f"{MODEL}, power 1/2": Learner(*parts, temper=0.5),
        f"{MODEL}, power 1": Learner(*parts, temper=1.0),
        OUTSIDE_ALONE: Learner(*parts, temper=0.0),
        PRIOR_ALONE: Unfitted(alone(found)),
        CENTRE: Unfitted(alone(middle)),
    }


def evaluate(
    cases: Cases, found: Simulated, middle: Simulated, cases_file: Path | None = None, resamples: int = 1000
) -> dict[str, Any]:
    """Everything that docs/validation.md tells, fit for JSON.

    Parameters
    ----------
    cases : with outcomes.
    found : the cases under draws of the prior.
    middle : the cases at the centre of all constants (one draw).
    cases_file : where who began a collapse is read; not told if not given.
    resamples : of conflicts, for the intervals.
    """
    wide = surrogate(found).at(prior(WIDE, WIDE_SEED))
    learnt = learner(wide)
    made = cross_validate(predictors(found, middle, learnt), cases)
    whole = learnt.weights(cases)
    scores, differences = made.scores(resamples), made.differences(MODEL, resamples)
    error = monte_carlo(cases, found)
    cut = [
        learnt.weights(cases.only(made.folds.index[made.folds[s] != f])) for s in made.folds for f in range(6)
    ]
    survival = wide.survived[:, :, 1:]
    curve = np.einsum("d,dct->t", whole.values, survival)[None, :] / len(wide.ids)
    even = survival.mean(axis=(0, 1))[None, :]
    outside = [
        {"fact": one.name, "middle": one.middle, "sd": one.sd, "prior": before, "posterior": after}
        for one, before, after in zip(OUTSIDE, pooled_facts(even)[0], pooled_facts(curve)[0], strict=True)
    ]
    predicted = made.mean(MODEL)
    seen = watched(cases.known)
    # Truths that simulated their data themselves, and truths whose data come from the smoothed simulations.
    simulated = {str(t): coverage(wide, seen, len(found.draws), t, SEED, found) for t in (TEMPER, 1.0)}
    smoothed = {str(t): coverage(wide, seen, TRUTHS, t, SEED) for t in (TEMPER, 1.0)}
    in_sample = rule(wide, whole.values)(cases.facts)
    return {
        "draws": len(found.draws),
        "runs": found.runs,
        "wide": len(wide.draws),
        "seed": SEED,
        "simulated": len(found.draws) * found.runs * len(found.ids) + middle.runs * len(found.ids),
        "effective": whole.effective,
        "k": whole.k,
        "folds": [{"effective": one.effective, "k": one.k} for one in cut],
        "scores": _records(scores),
        "differences": _records(differences),
        "error": error,
        "in_sample": score(in_sample, cases.known).told(),
        "constants": _records(told(whole, wide.draws)),
        "coverage": {power: _records(table) for power, table in simulated.items()},
        "coverage_smoothed": {power: _records(table) for power, table in smoothed.items()},
        "alike": _records(alike(wide, whole.values, cases.known, SETS, SEED)),
        "by_defender": {
            "record": who_began(cases_file, cases),
            "simulated": begun_by_the_defender(
                found, learner(surrogate(found).at(found.draws)).weights(cases).values
            ),
            "prior": begun_by_the_defender(found, np.full(len(found.draws), 1.0 / len(found.draws))),
        },
        "outside": outside,
        "predicted": _records(predicted.reset_index(names="id")),
        "misses": misses(predicted, cases, centre_of(whole.values, wide.draws)),
    }


def who_began(file: Path | None, cases: Cases) -> list[int]:
    """Collapses within ten years that the defender began, and all where it is told who did."""
    if file is None or "initiator_of_failure" not in (table := pd.read_csv(file, index_col="id")):
        return [0, 0]
    outcomes = cases.known
    fell = outcomes.index[(outcomes["event"] == 1) & (outcomes["days"] <= EDGES[-1])]
    who = table.loc[fell, "initiator_of_failure"]
    return [int((who == "def").sum()), int(who.isin(["def", "rev"]).sum())]


def monte_carlo(cases: Cases, found: Simulated) -> dict[str, float]:
    """Standard error of each cross-validated score from the runs: a jackknife over groups of simulated draws."""
    values = []
    for group in range(GROUPS):
        kept = np.flatnonzero(np.arange(len(found.draws)) % GROUPS != group)
        part = learner(surrogate(some(found, kept)).at(prior(WIDE, WIDE_SEED)))
        made: CrossValidation = cross_validate({MODEL: part}, cases, peers=False)
        each = [score(one, cases.known).told() for one in made.predictions[MODEL]]
        values.append([np.mean([one[name] for one in each]) for name in SCORES])
    spread = np.var(np.array(values), axis=0) * (GROUPS - 1)
    return dict(zip(SCORES, np.sqrt(spread).tolist(), strict=True))


def some(found: Simulated, places: np.ndarray) -> Simulated:
    """Some of the draws."""
    draws = found.draws.iloc[places].reset_index(drop=True)
    kept = found.survived[places], found.causes[places], found.years[places]
    return Simulated(draws, found.ids, found.runs, *kept)


def sampled(cases: Cases, found: Simulated, seed: int) -> pd.DataFrame:
    """``ROWS`` equally weighted draws of the posterior, spread evenly over how long they let ceasefires last."""
    wide = surrogate(found).at(prior(WIDE, WIDE_SEED))
    order = np.argsort(wide.years.mean(axis=1), kind="stable")
    weights = learner(wide).weights(cases).values[order]
    return wide.draws.iloc[order[systematic(weights, ROWS, seed)]][list(NAMES)].reset_index(drop=True)


def centre_of(weights: np.ndarray, draws: pd.DataFrame) -> dict[str, float]:
    """The weighted mean of each constant, on the scale of its logarithm."""
    return {str(name): float(np.exp(weights @ np.log(draws[name].to_numpy(float)))) for name in draws}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in plain(table).to_dict("records")]


def rounded(value: Any) -> Any:
    """Numbers to six digits, so that a file of results is small and the same on every machine."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    if isinstance(value, float | np.floating):
        return float(f"{value:.6g}")
    return int(value) if isinstance(value, np.integer) else value


def main(arguments: Sequence[str] | None = None) -> None:
    """Simulate, or take up where it was left; weigh, score and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=Path, default=RECORD)
    parser.add_argument(
        "--draws", type=int, default=DRAWS, help="draws of the prior; a power of two is balanced"
    )
    parser.add_argument("--runs", type=int, default=RUNS, help="of each case under each draw")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--parts", type=Path, default=Path("runs/calibration"), help="finished parts, taken up again"
    )
    parser.add_argument(
        "--out", type=Path, default=RECORD.parent, help="folder for posterior.csv and validation.json"
    )
    parser.add_argument("--threads", type=int, default=None)
    given = parser.parse_args(arguments)
    cases = read_cases(given.cases)

    def tell(done: int) -> None:
        print(f"{done} of {given.draws} draws", file=sys.stderr, flush=True)

    draws = prior(given.draws, given.seed)
    found = simulate(cases.facts, draws, given.runs, given.seed, given.parts, given.threads, tell)
    one = pd.DataFrame([centre()])
    middle = simulate(cases.facts, one, CENTRE_RUNS, given.seed, given.parts, given.threads)
    results = evaluate(cases, found, middle, given.cases)
    posterior = sampled(cases, found, given.seed)
    results["blanked"] = blanked(cases, posterior, BLANK_RUNS, given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    posterior.to_csv(given.out / "posterior.csv", index=False, float_format="%.6g", lineterminator="\n")
    results["probe"] = probe(cases.facts, pd.read_csv(given.out / "posterior.csv"))
    text = json.dumps(rounded(results), indent=1, ensure_ascii=False)
    (given.out / "validation.json").write_text(text + "\n", encoding="utf-8")
    print(f"wrote {given.out / 'posterior.csv'} and {given.out / 'validation.json'}")


if __name__ == "__main__":
    main()
