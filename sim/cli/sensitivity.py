"""``ceasefire sensitivity``: which parameters matter, by Morris screening and then Sobol' indices."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.run import assignment

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.results import Results
    from sim.analysis.sweeps.sensitivity import Sensitivity
    from sim.study.study import Study

#: Runs a point where the study does not have a sample of its own that says.
RUNS = 20
#: Rows of a table on the terminal.
MOST_ROWS = 10
CSV = "sensitivity.csv"


def sensitivity(
    study: Annotated[
        str, typer.Argument(help="Study file, name of a preset, or folder of a morris or saltelli study.")
    ],
    trajectories: Annotated[
        int | None, typer.Option(min=2, help="Morris trajectories; 10, or what the file's own design says.")
    ] = None,
    over: Annotated[
        str | None,
        typer.Option(metavar="PATH,...", help="What is screened; every parameter with a range if not given."),
    ] = None,
    top: Annotated[
        int, typer.Option(min=0, help="Sobol' indices of so many that matter most; 0 for screening only.")
    ] = 10,
    points: Annotated[
        int, typer.Option(min=4, help="Base points of the Sobol' indices, a power of two.")
    ] = 64,
    runs: Annotated[
        int | None,
        typer.Option(min=2, help=f"Runs an arm and point; {RUNS}, or the file's with its own design."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed, instead of the file's.")] = None,
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="Folder; runs/<name>_sensitivity if not given.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="A value in every arm; may be given again."),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Threads; all cores if not given.")] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler, or local:N for N workers here.")
    ] = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="Say how many runs and how long; run nothing.")
    ] = False,
) -> None:
    """Rank parameters by effect (Morris), then take the variance of those that matter apart (Sobol')."""
    if (Path(study) / "manifest.json").is_file():
        from sim.analysis.results import open_study

        _write(Path(study), [open_study(study)])
        return

    from sim.study.reading import read_study
    from sim.study.sampled import sampled

    read = read_study(study, seed=seed, overrides=dict(assignment(text) for text in set_ or []))
    asked = replace(read, uncertainty=None)
    method = asked.design.get("method")
    own = method in ("morris", "saltelli") and trajectories is None and over is None
    each = runs or (asked.runs if own else RUNS)
    folder = Path(out) if out else Path("runs") / f"{asked.name}_sensitivity"
    if own and method == "saltelli":
        whole = replace(asked, runs=each, precision=None, series="none")
        _tell([("indices of", whole, len(whole.points))])
        if not plan:
            _write(folder, [_run(whole, folder / "sobol", workers, dask)])
        return
    if own:
        screening = replace(asked, runs=each, precision=None, series="none")
    else:
        if asked.design or len(asked.columns):
            print(
                f"Note: the study's own {asked.design.get('kind', 'design')} is left aside.", file=sys.stderr
            )
        paths: Any = "all" if over is None else [path.strip() for path in over.split(",")]
        sample = {"method": "morris", "trajectories": trajectories or 10, "over": paths}
        screening = sampled(asked, sample, each)
    few = min(top, len(screening.columns))
    stages = [("screening of", screening, len(screening.points))]
    stages += [("indices of at most", screening, points * (few + 2))] if few else []
    _tell(stages, few)
    if plan:
        return
    found = [_run(screening, folder / "morris", workers, dask)]
    if few:
        from sim.analysis.sweeps.sensitivity import sensitivity as of

        paths = of(found[0]).top(few)
        if paths:
            ranges = {path: screening.design["over"][path] for path in paths}
            sample = {"method": "saltelli", "points": points, "over": ranges}
            found.append(_run(sampled(asked, sample, each), folder / "sobol", workers, dask))
        else:
            print("No effect is larger than chance would show: more runs or trajectories are needed.")
    _write(folder, found)


def _tell(stages: list[tuple[str, Study, int]], few: int = 0) -> None:
    """How many runs, and how long."""
    from sim.study.estimate import measure, spell_out

    pace, whole = measure(stages[0][1]), 0
    for words, study, points in stages:
        runs = points * len(study.arms) * study.runs
        whole += runs
        many = few if words.startswith("indices of at most") else len(study.columns)
        print(
            f"{study.name}: {words} {many} parameters: {len(study.arms)} arms x {points:,} points x "
            f"{study.runs} runs = {runs:,} runs, {study.horizon_years:g} years each"
        )
    print(spell_out(pace, whole), flush=True)


def _run(study: Study, folder: Path, workers: int | None, dask: str | None) -> Results:
    """Run or resume a stage; interrupted, it says how it goes on."""
    from sim.analysis.results import open_study
    from sim.cli.interrupts import terminated_as_interrupted
    from sim.cli.progress import Shown
    from sim.study.loop import run_study

    with Shown() as shown, terminated_as_interrupted():
        try:
            store = run_study(
                study, folder, threads=workers, dask=dask, progress=shown.update, notice=shown.notice
            )
        except KeyboardInterrupt:
            shown.close()
            print("Stopped; what is finished is kept. The same command goes on from there.", file=sys.stderr)
            raise typer.Exit(130) from None
    return open_study(str(store.place))


def _write(folder: Path, stages: list[Results]) -> None:
    """Analyse, print the tables, write the file and the figures."""
    import pandas as pd

    from sim.analysis.sweeps.sensitivity import sensitivity as of
    from sim.study.place import write_whole
    from sim.views.sensitivity_figure import sensitivity_figure
    from sim.views.style import save

    found = [of(results) for results in stages]
    written = [folder / CSV]
    told = [each.table.merge(each.spreads, on=["method", "regime", "quantity", "measure"]) for each in found]
    write_whole(folder / CSV, pd.concat(told, ignore_index=True).to_csv(index=False).encode())
    (folder / "figures").mkdir(exist_ok=True)
    for each in found:
        _print(each)
        for quantity in each.table["quantity"].unique():
            for measure in each.study.measures:
                figure = sensitivity_figure(each, measure.name, quantity)
                kind = "morris" if each.method == "morris" else "sobol"
                for ending in ("png", "svg"):
                    written.append(folder / "figures" / f"{kind}_{measure.name}_{quantity}.{ending}")
                    write_whole(written[-1], save(figure, ending))
    print("Compares mechanisms under stated assumptions; not a forecast.")
    for file in (f for f in written if f.suffix != ".svg"):
        print(file)


def _print(found: Sensitivity) -> None:
    """The largest effects or shares of the restricted mean, arm by arm."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False)
    measure = found.study.measures[1]
    for row in found.spreads[found.spreads["measure"] == measure.name].to_dict("records"):
        mine = (
            found.table[["regime", "quantity", "measure"]] == [row["regime"], row["quantity"], measure.name]
        ).all(axis=1)
        what = measure.words if row["quantity"] == "level" else f"gain over {found.study.reference}, years"
        console.print(_table(found, found.table[mine], f"{row['regime']}: {what}"))
        console.print(
            f"mean {row['mean']:.2f}, sd between points {row['sd']:.2f}, of whose variance {row['noise_share']:.0%} is "
            f"Monte-Carlo noise ({row['noise_share_apart']:.0%} had points not shared their shocks); "
            f"{row['points']:,} points x {row['runs']} runs\n",
            soft_wrap=True,
        )


def _table(found: Sensitivity, rows: pd.DataFrame, title: str) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("parameter", no_wrap=True)
    screened = found.method == "morris"
    by = "mu_star" if screened else "ST"
    heads = ["mu*", "95 %", "by chance", "mean", "spread"] if screened else ["ST", "ST clean", "S1 clean"]
    for name in heads:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("what it is")
    for row in rows.sort_values(by, ascending=False).head(MOST_ROWS).to_dict("records"):
        if screened:
            cells = [f"{row['mu_star']:.2f}", f"{row['mu_star_low']:.2f}-{row['mu_star_high']:.2f}"]
            cells += [f"{row['mu_star_noise']:.2f}", f"{row['mu']:+.2f}", f"{row['sigma_clean']:.2f}"]
        else:
            cells = [_with(row, name) for name in ("ST", "ST_clean", "S1_clean")]
        table.add_row(str(row["path"]), *cells, str(row["words"]))
    if screened and rows["idle"].any():
        table.caption = f"{int(rows['idle'].sum())} of {len(rows)} parameters never changed a run"
    return table


def _with(row: dict[Any, Any], name: str) -> str:
    """An index with how far its interval reaches to either side."""
    value, high = row[name], row[f"{name}_high"]
    return "unknown" if value != value else f"{value:.2f} ± {high - value:.2f}"
