"""Failures of a study: which runs raised, and what, kept beside the outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from sim.study.task import Failure

#: Columns of :func:`frame`.
COLUMNS = ("regime", "point", "run", "error", "traceback", "when")


class TooManyFailures(RuntimeError):
    """A study was stopped because runs failed, as it was asked to be."""

    def __init__(self, failed: int, error: str, where: str) -> None:
        runs = "a run" if failed == 1 else f"{failed:,} runs"
        super().__init__(
            f"stopped because {runs} failed ({error}); the traceback is in {where}/failures.jsonl, finished runs are "
            "kept, and the same command resumes the study"
        )


def line(failure: Failure, regime: str, point: int, values: Mapping[str, Any], when: str) -> str:
    """A failure as a line of ``failures.jsonl``."""
    held = {
        "when": when,
        "regime": regime,
        "point": point,
        "values": dict(values),
        "runs": list(failure.runs),
        "error": failure.error,
        "traceback": failure.traceback,
    }
    return json.dumps(held, ensure_ascii=False) + "\n"


def frame(lines: Iterable[str]) -> pd.DataFrame:
    """The lines of ``failures.jsonl`` as a frame, a row a run, the last failure of each; torn lines are skipped."""
    rows = []
    for text in lines:
        try:
            held = json.loads(text)
            rows += [
                (held["regime"], held["point"], run, held["error"], held["traceback"], held["when"])
                for run in held["runs"]
            ]
        except (ValueError, KeyError, TypeError):
            continue
    return pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates(["regime", "point", "run"], keep="last")
