"""Rules give the same bits compiled and as plain Python, and no stale compiled rule survives a change."""

import hashlib
import importlib
import inspect
import json
import os
import pkgutil
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np
import pytest

from sim.numerics import rule as rule_module
from sim.numerics.rule import RULE_ROOMS, sources_hash

PACKAGE = Path(rule_module.__file__).resolve().parents[1]
#: Rooms whose rules are functions of plain numbers.
LAWS = ("numerics", "line", "incentives", "negotiation")
DAYS = 60


def laws() -> dict[str, object]:
    """Every rule of the line, the incentives and the numerics that takes plain numbers, by dotted name."""
    found = {}
    for room in LAWS:
        package = importlib.import_module(f"sim.{room}")
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"sim.{room}.{info.name}")
            for name, item in vars(module).items():
                plain = getattr(item, "py_func", item)
                if not inspect.isfunction(plain) or plain.__module__ != module.__name__:
                    continue
                decorated = re.search(r"@(rule\b|rule_of)", inspect.getsource(plain))
                if decorated and info.name != "philox":
                    found[f"{room}.{info.name}.{name}"] = item
    return found


def arguments(name: str, count: int) -> list[list[float]]:
    """Twenty sets of numbers between 0 and 1 for a law, the same in every process."""
    numbers = random.Random(name)
    return [[numbers.uniform(0.02, 0.98) for _ in range(count)] for _ in range(20)]


def law_bits() -> dict[str, list[list[str]]]:
    """What every law gives for the same arguments, to the last bit."""
    bits = {}
    for name, law in laws().items():
        count = len(inspect.signature(getattr(law, "py_func", law)).parameters)
        given = [law(*values) for values in arguments(name, count)]
        bits[name] = [[float(x).hex() for x in np.atleast_1d(value)] for value in given]
    return bits


def run_bits() -> str:
    """Digest of the full state after some weeks of a short line under Mesa."""
    from sim.engine.mesa_model import CeasefireModel
    from sim.scenario.files import arm
    from sim.scenario.scenario import Scenario

    values = {**arm("terms", "minsk_like").values, "line.definition": "front", "line.sector_miles": 100.0}
    model = CeasefireModel(Scenario().with_values(values), seed=5, run=2)
    for _ in range(DAYS):
        model.step()
    assert model.world.tally.violations > 0.0
    return hashlib.sha256(np.asarray(model.world).tobytes() + model.line().tobytes()).hexdigest()


@pytest.fixture(scope="module")
def plainly() -> dict[str, object]:
    """The same, from an interpreter in which nothing is compiled."""
    done = subprocess.run(
        [sys.executable, __file__],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_laws_give_the_same_bits_without_compilation(plainly: dict[str, object]) -> None:
    """Every law gives the same last bit compiled as in plain Python."""
    compiled = law_bits()
    assert len(compiled) > 50
    assert compiled == plainly["laws"]


def test_a_run_gives_the_same_bits_without_compilation(plainly: dict[str, object]) -> None:
    """Two months of a short line leave the same full state compiled as in plain Python."""
    assert run_bits() == plainly["run"]


def test_a_rule_can_be_called_as_plain_python() -> None:
    """``rule.py_func`` is the rule as it is written, and gives the same bits."""
    for name, law in laws().items():
        count = len(inspect.signature(law.py_func).parameters)
        for values in arguments(name, count):
            assert law(*values) == law.py_func(*values), name


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package for which the hash is taken."""
    there = tmp_path / "sim"
    for room in RULE_ROOMS:
        shutil.copytree(PACKAGE / room, there / room, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(rule_module, "__file__", str(there / "numerics" / "rule.py"))
    return there


def test_an_untouched_copy_has_the_same_hash(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash depends on what the rules say, not on where they lie."""
    there = sources_hash()
    monkeypatch.undo()
    assert there == sources_hash()


@pytest.mark.parametrize("room", RULE_ROOMS)
@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename"])
def test_a_changed_rule_changes_the_hash(copy: Path, room: str, change: str) -> None:
    """A rule edited, added, removed or renamed in any room starts a cache folder of its own."""
    before = sources_hash()
    file = sorted((copy / room).glob("[a-z]*.py"))[0]
    if change == "edit":
        file.write_text(file.read_text(encoding="utf-8") + "\n# another\n", encoding="utf-8")
    elif change == "add":
        (copy / room / "another.py").write_text("", encoding="utf-8")
    elif change == "remove":
        file.unlink()
    else:
        file.rename(file.with_name("another.py"))
    assert sources_hash() != before


def test_every_room_with_rules_is_hashed() -> None:
    """No file outside the hashed rooms holds a rule."""
    decorator = re.compile(r"^@(rule|rule_of|compiled|released)\b", re.MULTILINE)
    with_rules = {
        f.parent.name for f in PACKAGE.rglob("*.py") if decorator.search(f.read_text(encoding="utf-8"))
    }
    assert with_rules <= set(RULE_ROOMS)


@pytest.fixture
def cache_setting(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Leaves Numba's own setting as it was."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", numba.config.CACHE_DIR)
    return monkeypatch


def test_the_cache_folder_is_named_by_the_hash(cache_setting: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each version of the rules has a folder of its own below the cache folder that is asked for."""
    cache_setting.setenv("CEASEFIRE_CACHE", str(tmp_path))
    assert rule_module._use_cache_folder()
    folder = Path(numba.config.CACHE_DIR)
    assert folder.is_dir() and folder.is_relative_to(tmp_path)
    assert sources_hash() in folder.name and numba.__version__ in folder.name


def test_an_impossible_cache_folder_does_no_harm(cache_setting: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the asked folder cannot be made, the cache goes to the temporary folder."""
    taken = tmp_path / "file"
    taken.write_text("")
    cache_setting.setenv("CEASEFIRE_CACHE", str(taken))
    cache_setting.setattr("tempfile.tempdir", str(tmp_path / "elsewhere"))
    (tmp_path / "elsewhere").mkdir()
    assert rule_module._use_cache_folder()
    assert Path(numba.config.CACHE_DIR).is_relative_to(tmp_path / "elsewhere")


if __name__ == "__main__":
    print(json.dumps({"laws": law_bits(), "run": run_bits()}))
