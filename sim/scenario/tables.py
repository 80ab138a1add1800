"""The page of parameters, made from their declarations: ``python -m sim.scenario.tables docs/parameters.md``.

Nothing but the declarations goes into it, so the same declarations give the same page.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sim.scenario.parameter import Parameter
from sim.scenario.scenario import ROOMS, groups, parameters

TITLES = {
    "line": "The line",
    "incentives": "What the capitals weigh",
    "agents": "Those who act",
    "engine": "The run",
}
HEAD = ("parameter", "what it is", "unit", "default", "low to high", "accepted", "mechanism", "source")


def page() -> str:
    """The whole page, a table a group, in the order of rooms, modules and declaration."""
    declared = parameters()
    parts = [
        "# Parameters",
        "This page lists every lever of the model with its unit, default, range, mechanism and source. It is"
        " made by `python -m sim.scenario.tables docs/parameters.md`; do not edit it by hand.",
        f"{len(declared)} parameters in {len(groups())} sections. **Low to high** is the plausible range, for"
        " sweeps; **accepted** is the widest range that a scenario file may set. Mechanisms are the rows of"
        " [mechanisms.md](mechanisms.md). The words used for sources are explained in"
        " [evidence.md](evidence.md#words-used-for-sources).",
    ]
    for room in ROOMS:
        sections = [name for name, group in groups().items() if group.__module__.split(".")[1] == room]
        if not sections:
            continue
        parts.append(f"## {TITLES[room]} (`sim/{room}/`)")
        for section in sections:
            group = groups()[section]
            told = (group.__doc__ or "").strip().split("\n")[0]
            file = group.__module__.replace(".", "/") + ".py"
            parts.append(f"### {section}")
            parts.append(f"{told} Declared in `{file}`.")
            parts.append(table([p for p in declared if p.path.startswith(f"{section}.")]))
    return "\n\n".join(parts) + "\n"


def table(rows: Sequence[Parameter]) -> str:
    """A markdown table with a row per parameter."""
    lines = [_line(HEAD), _line(["---"] * len(HEAD))]
    for p in rows:
        lines.append(
            _line(
                [
                    f"`{p.path}`",
                    p.doc,
                    p.unit,
                    _value(p.default),
                    _span(p.low, p.high),
                    _accepted(p),
                    p.mechanism,
                    p.source,
                ]
            )
        )
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return _value(low) if low == high else f"{_value(low)} to {_value(high)}"


def _accepted(p: Parameter) -> str:
    if p.kind == "choice":
        return ", ".join(p.options)
    if p.kind == "switch":
        return "true, false"
    return _span(p.least, p.most)


def main(arguments: Sequence[str]) -> int:
    """Write the page to the file that is named, or print it; the exit code is 2 for anything else."""
    if len(arguments) > 1 or any(a.startswith("-") for a in arguments):
        print("usage: python -m sim.scenario.tables [FILE]", file=sys.stderr)
        return 2
    if arguments:
        Path(arguments[0]).write_text(page(), encoding="utf-8", newline="\n")
    else:
        print(page(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
