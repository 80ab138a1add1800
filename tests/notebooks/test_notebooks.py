"""Every notebook runs from start to end, holds what it shows, and is light."""

import json
import os
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST_BYTES = 250_000
#: Beginnings of paths that hold on one machine only.
ABSOLUTE = re.compile(
    r"(?<![\w./-])(?:/(?:home|root|tmp|usr|var|opt|work|mnt|Users|private)\b|[A-Za-z]:\\\\)"
)

every = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def outputs(path):
    """What the cells of a notebook on disk show."""
    return [out for cell in nbformat.read(path, as_version=4).cells for out in cell.get("outputs", [])]


def test_there_are_four():
    """First steps, a comparison, a sweep, one ceasefire."""
    assert {path.stem for path in NOTEBOOKS} == {
        "first_steps",
        "comparing_guarantee_regimes",
        "a_sweep_and_its_sensitivity",
        "why_one_ceasefire_fell",
    }


@pytest.mark.slow
@every
def test_a_notebook_runs_and_shows_what_it_holds(path, execute, tmp_path, monkeypatch):
    """From start to end in an empty folder, on another number of threads than this machine would take: the text and
    numbers are those that are committed, and all it writes lies in runs/.
    """
    here, there = tmp_path / "start", tmp_path / "desk"
    here.mkdir(), there.mkdir()
    threads = 1 + (os.cpu_count() or 1)
    (here / "sitecustomize.py").write_text(f"import os\n\nos.cpu_count = lambda: {threads}\n")
    monkeypatch.setenv("PYTHONPATH", str(here), prepend=os.pathsep)
    before = set(FOLDER.iterdir())
    held = execute.read(path)
    fresh = execute.clean(execute.executed(held, there))
    assert list(execute.differences(held, fresh)) == []
    assert os.listdir(there) == ["runs"]
    assert {made.name for made in set(FOLDER.iterdir()) - before} <= {"__pycache__"}
    manifest = next(there.glob("runs/*/manifest.json"))
    assert json.loads(manifest.read_text())["host"]["cores"] == threads


@every
def test_a_notebook_is_light(path):
    """At most 250 kB."""
    assert path.stat().st_size < MOST_BYTES


@every
def test_a_notebook_shows_something_and_no_error(path):
    """Text and a picture, no traceback, nothing on standard error."""
    shown = outputs(path)
    assert any("image/png" in out.get("data", {}) for out in shown)
    assert [
        out.output_type for out in shown if out.output_type == "error" or out.get("name") == "stderr"
    ] == []


@every
def test_a_notebook_names_no_place_on_a_machine(path):
    """No absolute path in code or output."""
    nb = nbformat.read(path, as_version=4)
    texts = [cell.source for cell in nb.cells]
    for out in outputs(path):
        texts += [out.get("text", ""), *(v for k, v in out.get("data", {}).items() if k.startswith("text/"))]
    assert [found.group() for text in texts for found in ABSOLUTE.finditer(text)] == []


@every
def test_a_notebook_is_written_without_noise(path, execute):
    """Cleaning it again changes nothing: ids, counts, metadata and pictures are as they are written."""
    nb = execute.read(path)
    assert nbformat.writes(execute.clean(nb)) == nbformat.writes(nb)


@every
def test_a_notebook_was_executed_whole(path):
    """Every cell of code has been run."""
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))


@every
def test_a_notebook_says_what_its_numbers_do_not_say(path):
    """Each has a section on it, as results of a model are easily read for more than they are."""
    heads = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert any(re.search(r"^## What (these numbers do|this does) not say", text, re.M) for text in heads)


@every
def test_links_of_a_notebook_lead_somewhere(path):
    """To files of this checkout."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            for target in re.findall(r"\]\(([^)#]+)\)", cell.source):
                assert (FOLDER / target).exists(), target


@every
def test_the_page_names_every_notebook(path):
    """By its file."""
    assert f"]({path.name})" in (FOLDER / "README.md").read_text(encoding="utf-8")
