"""Found patterns as rows and as the Markdown table of docs/patterns.md."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.analysis.patterns.pattern import Measure, Pattern


def rows(found: Sequence[Pattern]) -> pd.DataFrame:
    """A row a measure: ``part`` 0 is the one that stands for the fact; ``ci_low`` and ``ci_high`` are at 95 %."""
    return pd.DataFrame(
        [
            {
                "id": pattern.id,
                "part": part,
                "use": pattern.use,
                "fact": measure.fact,
                "low": measure.low,
                "high": measure.high,
                "value": measure.value,
                "error": measure.error,
                "ci_low": measure.value - 1.96 * measure.error,
                "ci_high": measure.value + 1.96 * measure.error,
                "n": measure.n,
                "hit": measure.hit,
                "fact_hit": pattern.hit,
                "target": pattern.target,
                "source": pattern.source,
            }
            for pattern in found
            for part, measure in enumerate(pattern.measures)
        ]
    )


def value_text(measure: Measure) -> str:
    """The model's value with its 95 % interval, to as many places as the interval makes sense of."""
    half = 1.96 * measure.error
    places = 3 if max(abs(measure.value - 1.0), half) < 0.01 or 0 < half < 0.01 else 2
    places = 1 if abs(measure.value) >= 10 else places
    return f"{measure.value:.{places}f} ± {half:.{places}f}"


def markdown(found: Sequence[Pattern]) -> str:
    """The patterns as a Markdown table; parts stand under their fact."""
    lines = [
        "| id | use | what is measured | allowed | model | |",
        "|---|---|---|---|---|---|",
    ]
    for pattern in found:
        for part, measure in enumerate(pattern.measures):
            name, use = (pattern.id, pattern.use) if part == 0 else ("", "")
            result = "hit" if measure.hit else "**missed**"
            cells = (name, use, measure.fact, measure.allowed, value_text(measure), result)
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
