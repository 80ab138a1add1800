"""``ceasefire discover``: the boxes of parameters in which a regime fails."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sim.analysis.sweeps.discovery import Discovery, Found

CSV = "discovery.csv"


def discover(
    folder: Annotated[
        str, typer.Argument(help="Folder of a study with a sampled design, or with uncertainty.")
    ],
    regime: Annotated[
        list[str] | None, typer.Option(help="Arm to look at; may be given again; all if not given.")
    ] = None,
    fails: Annotated[
        str | None,
        typer.Option(
            metavar="CONDITION",
            help="What failing is: 'survival_5y < 0.5' if not given; 'rmst_years < 4', 'gain_rmst_years < 0.25'.",
        ),
    ] = None,
    boxes: Annotated[int, typer.Option(min=1, help="Boxes an arm at most.")] = 2,
    permutations: Annotated[
        int, typer.Option(min=1, help="Permuted outcomes, every one of which a box must beat.")
    ] = 20,
) -> None:
    """Find the boxes of parameters in which regimes fail (PRIM), and say whether they beat chance."""
    import pandas as pd

    from sim.analysis.results import open_study
    from sim.analysis.sweeps.discovery import discover as of
    from sim.analysis.sweeps.failing import Failing
    from sim.study.place import write_whole
    from sim.views.discovery_figure import discovery_figure
    from sim.views.style import save

    condition = Failing.read(fails) if fails else None
    results = open_study(folder)
    # A study without a sample of its own may have been run over what is not known.
    if results.manifest["design"].get("kind") != "sample" and results.uncertainty is not None:
        results = results.uncertainty
    found = of(results, regime or (), condition, boxes, permutations)
    figures = Path(folder) / "figures"
    figures.mkdir(exist_ok=True)
    written: list[Path] = []
    for each in found:
        _print(each)
        for number in range(len(each.boxes)):
            figure = discovery_figure(each, number)
            for ending in ("png", "svg"):
                file = figures / f"discovery_{each.arm}_{number + 1}.{ending}"
                write_whole(file, save(figure, ending))
                written.append(file)
    tables = [table for table in (each.table() for each in found) if len(table)]
    if tables:
        write_whole(Path(folder) / CSV, pd.concat(tables, ignore_index=True).to_csv(index=False).encode())
        written.append(Path(folder) / CSV)
    print("Compares mechanisms under stated assumptions; not a forecast.")
    for file in (f for f in written if f.suffix != ".svg"):
        print(file)


def _print(found: Discovery) -> None:
    study, n, cases = found.study, len(found.cases), int(found.cases.sum())
    print(
        f"{found.arm}: fails ({found.failing}) at {cases:,} of {n:,} {found.unit} ({cases / n:.0%}), "
        f"{study.runs} run{'s' if study.runs > 1 else ''} each, {len(study.ranges)} parameters varied"
    )
    if not isnan(found.uncertain):
        print(f"  {found.uncertain:.0%} of points lie within 1.96 standard errors of the threshold")
    for number, box in enumerate(found.boxes, start=1):
        _print_box(found, number, box)
    if found.remark:
        print(f"  No box: {found.remark}")
    if found.rejected is not None:
        lead, chance = found.rejected.lead, found.rejected.chance
        print(
            f"  Another box was looked for and not taken: its lead of {lead:.3f} is not above the best by chance, "
            f"{chance.max():.3f} in {len(chance)} permutations"
        )
    print()


def _print_box(found: Discovery, number: int, box: Found) -> None:
    from sim.analysis.sweeps.discovery import FOLDS

    s, (a, b), (c, d) = box.score, box.coverage_interval, box.density_interval
    print(
        f"  Box {number}: {s.cases:,} of {s.points:,} {found.unit} fail; density {s.density:.0%} ({c:.0%}-{d:.0%}), "
        f"coverage {s.coverage:.0%} ({a:.0%}-{b:.0%}), mass {s.mass:.0%}; held out: density "
        f"{box.held_out.density:.0%}, coverage {box.held_out.coverage:.0%}"
    )
    print(f"    lead {box.lead:.3f}, best of {len(box.chance)} permutations {box.chance.max():.3f}")
    for path in box.dimensions:
        density, coverage = box.matters[path]
        print(
            f"    {path} {box.box.words(found.ranges[path])}: without it density {density:.0%}, "
            f"coverage {coverage:.0%}; set in {box.kept[path]} of {FOLDS} searches"
        )
