"""``ceasefire validate history``: cases of a file predicted from their facts, and scored."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.analysis.history.record.cases import Cases

#: Scores with what they are called and what is better.
_NAMED = {
    "concordance": "concordance (0.5 is chance)",
    "auc_5y": "AUC at 5 years (0.5 is chance)",
    "brier_1y": "Brier score at 1 year (lower is better)",
    "brier_5y": "Brier score at 5 years",
    "brier_10y": "Brier score at 10 years",
}


def history(file: Path | None, runs: int, seed: int, as_json: bool) -> None:
    """Predict each case over the posterior sample, score where outcomes are known, print."""
    from sim.analysis.history.posterior import predict_over, sample
    from sim.analysis.history.record.cases import RECORD, read_cases
    from sim.analysis.history.report import report

    cases = read_cases(file or RECORD)

    def tell(done: int) -> None:
        print(f"predicted {done} of {len(cases)} cases", file=sys.stderr, flush=True)

    print(
        f"predicting {len(cases)} cases; rules compile first if they have changed",
        file=sys.stderr,
        flush=True,
    )
    if as_json:
        # People read them under the table; whoever reads JSON by machine may never look at ``notes``.
        for note in cases.notes:
            print(f"note: {note}", file=sys.stderr, flush=True)
    predicted = predict_over(cases.facts, runs=runs, seed=seed, told=tell)
    found = report(cases, predicted) | {"runs": runs, "seed": seed, "draws": min(runs, len(sample()))}
    for case, (_, row) in zip(found["cases"], predicted.iterrows(), strict=True):
        case["survival_5y_error"] = float(row["survival_5y_error"])
    if as_json:
        print(json.dumps(found, indent=1, allow_nan=False))
    else:
        _print(cases, found, learnt_from=file is None)


def _print(cases: Cases, found: dict[str, Any], learnt_from: bool) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("id", no_wrap=True)
    table.add_column("name")
    for heading in ("1 year", "5 years", "10 years", "years of 10", "what happened"):
        table.add_column(heading, justify="right", no_wrap=True)
    outcomes = cases.outcomes
    for case in found["cases"]:
        name = case["id"]
        happened = ""
        if outcomes is not None and name in outcomes.index:
            days, event = float(outcomes.loc[name, "days"]), int(outcomes.loc[name, "event"])
            happened = f"{'fell after' if event else 'seen for'} {days:,.0f} d"
        shown = [f"{case[f'survival_{year}y']:.2f}" for year in (1, 5, 10)]
        table.add_row(
            name, str(cases.labels.loc[name, "name"]), *shown, f"{case['rmst_years']:.1f}", happened
        )
    console = Console(width=None if sys.stdout.isatty() else 150, markup=False, highlight=False)
    console.print(table)
    for note in found["notes"]:
        print(f"Note: {note}")
    print(f"{found['n']} cases scored, {found['events']} collapsed")
    for name, words in _NAMED.items():
        value = found[name]
        told = f"{value:.3f}" if value is not None else f"not defined: {found['undefined'][name]}"
        print(f"  {words}: {told}")
    error = max((case["survival_5y_error"] for case in found["cases"]), default=0.0)
    print(f"{found['runs']} runs a case over {found['draws']} draws; Monte-Carlo error at most {error:.3f}.")
    if learnt_from:
        print(
            "The constants were learnt from these cases: docs/validation.md has the cross-validated scores."
        )
