"""The pages of mechanisms: one each, with the table that the declarations make of it."""

import re

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.scenario.scenario import declared
from sim.scenario.tables import BEGIN, END, main, of_mechanism, renewed

ACTING = [f"M{number:02}" for number in range(1, 35)]
HEADINGS = [
    "What it is, and why",
    "How it acts",
    "What it moves",
    "Parameters",
    "What shows it",
    "What is assumption, and what is left out",
    "Try it",
]


@pytest.fixture
def page(root):
    """Text of the page of a mechanism."""

    def read(name: str) -> str:
        return (root / "docs" / "mechanisms" / f"{name}.md").read_text(encoding="utf-8")

    return read


@pytest.mark.parametrize("name", ACTING)
def test_the_committed_table_is_current(page, name):
    """If not: python -m sim.scenario.tables docs."""
    assert page(name) == renewed(page(name), name)


@pytest.mark.parametrize("name", ACTING)
def test_a_page_has_the_same_parts_as_the_others(page, name):
    """From what the mechanism is to how to try it, in one order."""
    assert re.findall(r"^## (.+)$", page(name), flags=re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("name", ACTING)
def test_a_page_has_a_row_for_each_parameter_of_its_mechanism(page, name):
    """The table names the parameters that declare this mechanism, and `ceasefire parameters` lists the same."""
    table = page(name).split(BEGIN)[1].split(END)[0]
    rows = re.findall(r"^\| `(.+?)` \|", table, flags=re.MULTILINE)
    assert rows == [path for path, p in declared().items() if name in p.mechanism]
    assert len(rows) > 0
    listed = CliRunner().invoke(app, ["parameters", "--mechanism", name, "--json"])
    assert listed.exit_code == 0
    assert re.findall(r'"path": "(.+?)"', listed.output) == rows


@pytest.mark.parametrize("name", ACTING)
def test_a_page_names_the_test_that_moves_its_lever(page, root, name):
    """`tests/mechanisms/` holds one file for the mechanism, and the page names it."""
    (test,) = (root / "tests" / "mechanisms").glob(f"test_{name.lower()}_*.py")
    assert f"`tests/mechanisms/{test.name}`" in page(name)


def test_every_parameter_stands_in_the_page_of_some_mechanism():
    """No parameter belongs to a mechanism without a page."""
    told = {p.path for name in ACTING for p in of_mechanism(name)}
    assert told == set(declared())


def test_a_folder_is_renewed_as_a_whole(tmp_path, page):
    """The page of parameters and every table are made anew; what stands around a table is kept."""
    folder = tmp_path / "docs"
    (folder / "mechanisms").mkdir(parents=True)
    (folder / "parameters.md").write_text("old")
    stale = page("M07").replace(of_mechanism("M07")[0].doc, "something else")
    assert stale != page("M07")
    (folder / "mechanisms" / "M07.md").write_text(stale, encoding="utf-8")
    assert main([str(folder)]) == 0
    assert (folder / "mechanisms" / "M07.md").read_text(encoding="utf-8") == page("M07")
    assert "| `attribution.trust_russia` |" in (folder / "parameters.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", BEGIN, END, f"{END}{BEGIN}", f"{BEGIN}{BEGIN}{END}"])
def test_a_page_without_one_place_for_its_table_is_refused(tmp_path, text, capsys):
    """The fault names the page, the file is left as it was, and the exit code is 2."""
    file = tmp_path / "M07.md"
    file.write_text(text)
    assert main([str(tmp_path)]) == 2
    assert "M07" in capsys.readouterr().err
    assert file.read_text() == text
