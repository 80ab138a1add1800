"""The durability of a ceasefire on the line in Ukraine, and what guarantees add to it.

``load`` a scenario, ``simulate`` one run, ``run_study`` many, ``open_study`` to read the results as frames of
pandas. The libraries behind them are imported when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.results import Results
    from sim.scenario.scenario import Scenario
    from sim.study.study import Study

__all__ = ["__version__", "load", "open_study", "run_study", "simulate"]


def load(path: str | Path, overrides: Mapping[str, Any] | None = None, **values: Any) -> Scenario:
    """The scenario of a file or preset, with values changed by dotted path.

    ``load("baseline.yaml", {"monitoring.coverage": 0.5})``; a path may also be given as a keyword with two
    underscores for the dot: ``load("baseline.yaml", monitoring__coverage=0.5)``.

    Raises
    ------
    InputError
        For anything wrong in the file, in a file that it extends, or in a value.
    """
    from sim.scenario.files import load as load_file

    dotted = {name.replace("__", ".", 1): value for name, value in values.items()}
    return load_file(path, {**(overrides or {}), **dotted})


def simulate(scenario: Scenario, seed: int = 1, run: int = 0) -> pd.Series:
    """What one run reports, by name: days, whether and why it collapsed, and all that was counted.

    Parameters
    ----------
    scenario : from :func:`load`.
    seed : 0 to 2**64 - 1; with the run number it fixes every shock, in every scenario alike.
    run : run number, 0 to 2**32 - 1.

    Raises
    ------
    InputError
        Not a scenario, or a seed or run number out of range.
    """
    import numpy as np

    from sim.engine import batch
    from sim.engine.outcome import frame
    from sim.scenario.errors import InputError
    from sim.scenario.scenario import Scenario
    from sim.study.checks import whole
    from sim.study.study import MOST_RUNS

    if not isinstance(scenario, Scenario):
        raise InputError("not a scenario", value=scenario, allowed="what sim.load gives")
    # Tools that sample, such as SALib, hand over whole numbers of NumPy's.
    numbers: tuple[Any, Any] = (seed, run)
    seed, run = (n.item() if isinstance(n, np.integer) else n for n in numbers)
    whole("seed", seed, 0, 2**64 - 1)
    whole("run", run, 0, MOST_RUNS - 1)
    rows = batch.run([scenario], np.zeros(1, np.int64), np.array([run]), seed, 1)
    return frame(rows).iloc[0].rename(run)


def run_study(
    study: str | Path | Study,
    out: str | Path | None = None,
    **settings: Any,
) -> Results:
    """Run a study, or what is missing of it, into a folder (``runs/<name>`` if not given), and open it.

    Parameters
    ----------
    study : the study, its file, or the name of a preset.
    out : the folder of results, or a URL that fsspec opens.
    settings : ``threads``, ``dask``, ``fail_fast``, ``max_failures``, ``progress`` and ``notice``, as for
        :func:`sim.study.loop.run_study`, which also says what is raised.
    """
    from sim.study.loop import run_study as run

    return open_study(str(run(study, out, **settings).place))


def open_study(folder: str | Path) -> Results:
    """The results in a folder that a study was run into: ``outcomes``, ``summary``, ``design``, ``manifest``.

    Raises
    ------
    InputError
        Not a study's folder, of another layout, or damaged.
    """
    from sim.analysis.results import open_study as open_folder

    return open_folder(folder)


def __getattr__(name: str) -> str:
    if name != "__version__":
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from importlib import metadata

    try:
        return metadata.version("ceasefire")
    except metadata.PackageNotFoundError:
        return "0.1.0"  # a source tree that was never installed
