"""The facts behind the model, as tables; README.md says what a row of each is."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd


def path(name: str) -> Path:
    """Where a file of this folder lies."""
    return Path(str(files(__name__) / name))


def table(name: str, **options: Any) -> pd.DataFrame:
    """A CSV table of this folder, read anew each time; ``options`` are those of ``pandas.read_csv``."""
    return pd.read_csv(path(name), **options)
