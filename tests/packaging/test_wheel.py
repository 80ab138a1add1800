"""The wheel is the whole project: what a checkout can run, an installed copy can."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def files_below(folder: str, suffix: str) -> set[str]:
    """Paths of a checkout, relative to its top, with forward slashes."""
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(f"*{suffix}")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from this checkout with the installed backend, so that no network is needed."""
    target = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = target.glob("ceasefire-*.whl")
    return zipfile.ZipFile(path)


def test_every_preset_travels(wheel):
    """Each YAML file of configs/ is in the wheel under sim/configs/, unchanged."""
    presets = files_below("configs", ".yaml")
    assert presets, "the checkout has no presets"
    assert {f"sim/{name}" for name in presets} <= set(wheel.namelist())
    for name in presets:
        assert wheel.read(f"sim/{name}") == (ROOT / name).read_bytes(), name


def test_every_table_of_evidence_travels(wheel):
    """Each CSV file of sim/evidence/ is in the wheel, unchanged."""
    tables = files_below("sim/evidence", ".csv")
    assert tables, "the checkout has no evidence"
    assert tables <= set(wheel.namelist())
    for name in tables:
        assert wheel.read(name) == (ROOT / name).read_bytes(), name


def test_every_module_travels(wheel):
    """Each module of sim/ is in the wheel."""
    assert files_below("sim", ".py") <= set(wheel.namelist())


def test_the_wheel_holds_nothing_but_the_package(wheel):
    """Tests, results, caches and notebooks stay at home: everything lies in sim/ or in the metadata."""
    strays = [
        name
        for name in wheel.namelist()
        if not name.startswith(("sim/", "ceasefire-"))
        or "__pycache__" in name
        or name.endswith((".nbi", ".nbc"))
    ]
    assert strays == []


def test_the_wheel_installs_the_command(wheel):
    """Installing the wheel gives the command `ceasefire`."""
    (entry_points,) = [name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt")]
    assert "ceasefire = sim.cli.main:main" in wheel.read(entry_points).decode()


def test_the_wheel_carries_its_licence(wheel):
    """The licence travels with the code, as it demands."""
    licences = [name for name in wheel.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
    assert len(licences) == 1
