"""The room that executes notebooks, which lies beside them and not in the package."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="session")
def folder() -> Path:
    """Where the notebooks are."""
    return FOLDER


@pytest.fixture(scope="session")
def execute() -> ModuleType:
    """notebooks/execute.py as a module."""
    spec = importlib.util.spec_from_file_location("notebooks_execute", FOLDER / "execute.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
