"""The page of parameters, and the table in the page of each mechanism: ``python -m sim.scenario.tables docs``.

Nothing but the declarations goes into them, so the same declarations give the same tables.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from sim.scenario.parameter import Parameter
from sim.scenario.scenario import ROOMS, groups, parameters

TITLES = {
    "line": "The line",
    "incentives": "What the capitals weigh",
    "agents": "Those who act",
    "negotiation": "The road to a ceasefire",
    "engine": "The run",
}
HEAD = ("parameter", "what it is", "unit", "default", "low to high", "accepted", "mechanism", "source")
#: Columns of the table in the page of one mechanism; "range" is low to high, or the words of a choice.
SHORT = ("parameter", "what it is", "unit", "default", "range", "source")
#: The table of a mechanism's page stands between these two lines.
BEGIN, END = "<!-- parameters -->", "<!-- end -->"


def page() -> str:
    """The whole page, a table a group, in the order of rooms, modules and declaration."""
    declared = parameters()
    parts = [
        "# Parameters",
        "This page lists every lever of the model with its unit, default, range, mechanism and source. It is"
        " made by `python -m sim.scenario.tables docs`; do not edit it by hand.",
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


def ids(text: str) -> list[str]:
    """The mechanisms that a declaration names, which may be several."""
    return re.findall(r"M\d\d", text)


def of_mechanism(name: str) -> tuple[Parameter, ...]:
    """The parameters that name a mechanism, such as ``"M15"``, in the order of declaration; some name several."""
    return tuple(p for p in parameters() if name in ids(p.mechanism))


def renewed(text: str, name: str) -> str:
    """The page of a mechanism with the table of its parameters made anew; all else is left as it is.

    Raises
    ------
    ValueError
        No two lines, or more, between which the table stands.
    """
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise ValueError(f"the page of {name} must have one line {BEGIN} and after it one line {END}")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table(of_mechanism(name), SHORT)}\n{END}{rest.split(END)[1]}"


def table(rows: Sequence[Parameter], head: Sequence[str] = HEAD) -> str:
    """A markdown table with a row per parameter and the columns of ``head``, any of :data:`HEAD` and "range"."""
    lines = [_line(head), _line(["---"] * len(head))]
    for p in rows:
        cells = dict(zip(HEAD, _cells(p), strict=True))
        cells["range"] = cells["low to high"] or cells["accepted"]
        lines.append(_line([cells[column] for column in head]))
    return "\n".join(lines)


def _cells(p: Parameter) -> tuple[str, ...]:
    """What stands under :data:`HEAD` for a parameter."""
    return (
        f"`{p.path}`",
        p.doc,
        p.unit,
        _value(p.default),
        _span(p.low, p.high),
        _accepted(p),
        p.mechanism,
        p.source,
    )


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


def renew(folder: Path) -> None:
    """Write what is made from declarations in a folder of pages: ``parameters.md``, and ``M??.md`` at any depth."""
    if (folder / "parameters.md").is_file():
        _write(folder / "parameters.md", page())
    for file in sorted(folder.rglob("M[0-9][0-9].md")):
        _write(file, renewed(file.read_text(encoding="utf-8"), file.stem))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str]) -> int:
    """Renew a folder of pages, write the page of parameters to a file, or print it.

    The exit code is 2 for anything else, and for a page without a place for its table.
    """
    if len(arguments) > 1 or any(a.startswith("-") for a in arguments):
        print("usage: python -m sim.scenario.tables [FOLDER | FILE]", file=sys.stderr)
        return 2
    if not arguments:
        print(page(), end="")
        return 0
    target = Path(arguments[0])
    if not target.is_dir():
        _write(target, page())
        return 0
    try:
        renew(target)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
