"""docs/validation.md and its figure, from the results of the calibration: ``python -m sim.views.validation_page``."""

# ruff: noqa: E501  (a paragraph of the page is a line)

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from sim import evidence
from sim.analysis.history.calibrate import BLANK_RUNS, CENTRE, MODEL, OUTSIDE_ALONE, PRIOR_ALONE
from sim.analysis.history.record.cases import RECORD, Cases, read_cases
from sim.analysis.history.scoring.scores import SCORES
from sim.views import validation_tables as tables
from sim.views.history_figure import history_figure
from sim.views.style import save
from sim.views.validation_words import REMARKS, cannot_tell, reading, truths_found

#: The Cox peers, which the model should be better than.
COX = ("ridge Cox", "wider ridge Cox")
#: What should be better, and whether more is better.
AIMS = {"concordance": True, "auc_5y": True, "brier_5y": False}
TITLE = "Sixty ceasefires elsewhere, each predicted from other conflicts"
WHO = "This model, cross-validated by whole conflicts, mean of two splits into six folds"


def results() -> dict[str, Any]:
    """What the calibration wrote."""
    return dict(json.loads(evidence.path("validation.json").read_text(encoding="utf-8")))


def record() -> Cases:
    """The cases, with their outcomes."""
    return read_cases(RECORD)


def log() -> pd.DataFrame:
    """Versions, with the scores of each."""
    return evidence.table("versions.csv", keep_default_na=False)


def predicted(found: dict[str, Any]) -> pd.DataFrame:
    """Cross-validated predictions by id."""
    return pd.DataFrame(found["predicted"]).set_index("id")


def page() -> str:
    """The text of docs/validation.md."""
    found, cases = results(), record()
    outcomes = cases.known
    folds, conflicts = pd.DataFrame(found["folds"]), outcomes["conflict"].nunique()
    error = ", ".join(f"{found['error'][name]:.3f}" for name in SCORES)
    return f"""# Validation on other ceasefires

This page says how well the model, told only the facts of sixty ceasefires elsewhere, tells which of them lasted, and what of that is worth believing; it is made by `python -m sim.views.validation_page`.

[history.md](history.md) says how a case becomes a scenario, [calibration.md](calibration.md) what was planned before any case was scored. Score cases of your own, with the columns of `sim/evidence/ceasefires_calibration.csv`, by `ceasefire validate history --cases FILE --json`.

## In short

{_short(found)}

{reading(found)}

## Scores

Cross-validated by whole conflicts, mean of two splits into six folds; 90 % intervals by resampling conflicts ({len(outcomes)} cases, {int(outcomes["event"].sum())} collapsed, {conflicts} conflicts). Of concordance and AUC more is better, of Brier scores less. The prior and the centre learn nothing from the cases.

{tables.scores(found["scores"], "all cases")}

**This model less each of the others**, on the same resamples:

{tables.differences(found["differences"])}

**Parts of the cases**: concordance / AUC at 5 years / Brier at 5 years. The last row is chosen by outcome, so it shows what one-day truces contribute and is no test of its own.

{tables.brief(found["scores"], (MODEL, PRIOR_ALONE, *COX), tuple(AIMS))}

Monte-Carlo error of the model's five scores, from the runs: {error}.

## Calibration by quartile

Cross-validated survival to five years by quartile of the prediction, beside Kaplan-Meier.

{tables.quartiles(predicted(found), outcomes)}

![Sixty ceasefires: predicted and what happened](figures/history.png)

## The largest misses

Cross-validated. *Carried by*: the rate of collapse over what it would be with these facts alone in the middle of their scale, at the mean of the posterior, 400 pairs of runs. The last column is a judgement.

{tables.missed(found["misses"], REMARKS)}

## What was learnt

{found["draws"]} draws of the prior, {found["runs"]} runs of each case under each: {found["simulated"]:,} runs in all, seed {found["seed"]}; smoothed, {found["wide"]:,} draws were weighted. Effective number of these {found["effective"]:.0f}, k {found["k"]:.2f}; in the folds {folds["effective"].min():.0f} to {folds["effective"].max():.0f}, k at most {folds["k"].max():.2f}.
Median (10 to 90 %); width left is the ratio of the interquartile ranges of logarithms.

{tables.learnt(found["constants"])}

The facts from outside, on all cases together:

{tables.outside(found["outside"])}

## Checks

**Does the record look like what the model makes?** Data made up under draws of the posterior, lost from sight as the cases were.

{tables.alike(found["alike"], found["by_defender"])}

**Would the truth be found?** Draws of the prior as truths, from data made up under each: share of truths in the middle 80 %, mean rank, correlation of what is found with the truth. At power 1 the first should be 0.80, at 1/4 more; the second 0.50. A correlation near 0 says that sixty cases cannot tell this constant.
*Simulated*: the {found["draws"]} draws that were run, durations as the model made them; it tests the smoothing as well as the weights. *Smoothed*: 128 other draws, durations from the smoothed simulations; it tests the weights alone.

{tables.covered(found["coverage"], found["coverage_smoothed"])}

{truths_found(found["coverage"])}

## Versions

Scores of the model / of its prior alone, cross-validated.

{tables.versions(log())}

{cannot_tell(found, conflicts, BLANK_RUNS)}{tables.blanked(found["blanked"])}
"""


def _short(found: dict[str, Any]) -> str:
    """What came out, in sentences that follow from the numbers."""
    scores = pd.DataFrame(found["scores"])
    value = scores[scores["subset"] == "all cases"].set_index(["predictor", "score"])["value"].astype(float)
    gaps = pd.DataFrame(found["differences"])
    gaps = gaps[gaps["subset"] == "all cases"].set_index(["against", "score"])
    lines = []
    for name in (MODEL, PRIOR_ALONE, OUTSIDE_ALONE, CENTRE, *COX):
        cells = ", ".join(f"{value[name, score]:.3f}" for score in AIMS)
        lines.append(f"- {name[0].upper()}{name[1:]}: {cells}.")
    better, clear = [], []
    for name in COX:
        for score, more in AIMS.items():
            row = gaps.loc[(name, score)]
            sign = 1.0 if more else -1.0
            better.append(sign * row["difference"] > 0)
            clear.append(sign * (row["low"] if more else row["high"]) > 0)
    verdict = (
        f"Better than the two Cox regressions in {sum(better)} of the {len(better)} comparisons on these scores; in "
        f"{sum(clear)} of them the 90 % interval of the difference leaves out zero."
    )
    return "Concordance, AUC at 5 years, Brier at 5 years, cross-validated:\n\n" + "\n".join(
        [*lines, "", verdict]
    )


def figure() -> bytes:
    """The figure of the page, PNG."""
    found, cases = results(), record()
    drawn = history_figure(predicted(found), cases.known, cases.labels["name"], TITLE, WHO)
    return save(drawn, "png")


def main() -> None:
    """Write the page and its figure."""
    docs = Path(__file__).resolve().parents[2] / "docs"
    (docs / "validation.md").write_text(page(), encoding="utf-8")
    (docs / "figures" / "history.png").write_bytes(figure())


if __name__ == "__main__":
    main()
