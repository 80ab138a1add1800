"""The page of parameters is what the declarations make of it."""

from sim.scenario.scenario import declared
from sim.scenario.tables import main, page


def test_the_committed_page_is_current(root):
    """If not: python -m sim.scenario.tables docs."""
    assert (root / "docs" / "parameters.md").read_text(encoding="utf-8") == page()


def test_every_parameter_has_one_row():
    """Each declared path begins exactly one row."""
    rows = [line.split("`")[1] for line in page().splitlines() if line.startswith("| `")]
    assert rows == list(declared())


def test_every_row_is_full():
    """A row has eight cells, and says what the parameter is, its default, its mechanism and its source."""
    for line in page().splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            assert len(cells) == 8, line
            assert all(cells[i] for i in (0, 1, 2, 3, 5, 6, 7)), line


def test_the_page_is_written_where_it_is_asked_for(tmp_path, capsys):
    """A file name writes the page there; none prints it; anything else is refused with exit code 2."""
    target = tmp_path / "page.md"
    assert main([str(target)]) == 0
    assert target.read_text(encoding="utf-8") == page()
    assert main([]) == 0
    assert capsys.readouterr().out == page()
    assert main(["--help"]) == 2
