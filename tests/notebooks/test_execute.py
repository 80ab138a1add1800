"""The room that executes notebooks: what it keeps, what it leaves out, and what it calls a difference."""

import base64
import io

import nbformat
import numpy as np
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image


def notebook(*cells):
    """A notebook of cells with code."""
    return new_notebook(cells=[new_code_cell(source) for source in cells])


def picture(pixels):
    """Pixels, shape (height, width, 3), as the output of a cell."""
    file = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(file, "png")
    return new_output("display_data", {"image/png": base64.b64encode(file.getvalue()).decode()})


def test_cleaning_leaves_only_what_does_not_change_from_time_to_time(execute):
    """Ids, counts and metadata follow from the order of cells; standard error goes."""
    noisy = notebook("1", "2")
    noisy.cells.insert(0, new_markdown_cell("Words", metadata={"tags": ["a"]}))
    for cell in noisy.cells[1:]:
        cell.execution_count = 17
        cell.metadata["execution"] = {"iopub.status.busy": "2020-01-01T00:00:00"}
        cell.outputs = [
            new_output("stream", name="stderr", text="a warning"),
            new_output("execute_result", {"text/plain": "3"}, metadata={"m": 1}, execution_count=17),
        ]
    tidy = execute.clean(noisy)
    assert [cell.id for cell in tidy.cells] == ["cell-00", "cell-01", "cell-02"]
    assert all(cell.metadata == {} for cell in tidy.cells)
    assert [cell.execution_count for cell in tidy.cells[1:]] == [1, 2]
    assert [[out.output_type for out in cell.outputs] for cell in tidy.cells[1:]] == [["execute_result"]] * 2
    assert [cell.outputs[0].execution_count for cell in tidy.cells[1:]] == [1, 2]
    assert [cell.outputs[0].metadata for cell in tidy.cells[1:]] == [{}, {}]
    nbformat.validate(tidy)


def test_what_was_printed_in_pieces_is_put_together(execute):
    """How output is cut into pieces depends on the clock."""
    cut = notebook("print")
    pieces = [
        new_output("stream", name="stdout", text="one\n"),
        new_output("stream", name="stderr", text="!"),
    ]
    cut.cells[0].outputs = [*pieces, new_output("stream", name="stdout", text="two\n")]
    assert [out.text for out in execute.clean(cut).cells[0].outputs] == ["one\ntwo\n"]


def test_cleaning_what_is_clean_changes_nothing(execute):
    """Pictures too: what has a palette keeps it."""
    drawn = notebook("draw")
    drawn.cells[0].outputs = [picture(np.random.default_rng(1).integers(0, 256, (40, 40, 3)))]
    once = execute.clean(drawn)
    assert nbformat.writes(execute.clean(once)) == nbformat.writes(once)


def test_a_picture_is_smaller_and_looks_the_same(execute):
    """A smooth scale of colours, the ends of which few pixels have: no pixel is off by more than a tenth."""
    across = np.linspace(0, 1, 300)
    noise = np.random.default_rng(2).integers(0, 6, (200, 300, 3))
    pixels = (
        np.stack([255 * across, 255 * across**6, 200 * (1 - across)], axis=-1) + np.zeros((200, 1, 1)) + noise
    )
    drawn = notebook("draw")
    drawn.cells[0].outputs = [picture(np.clip(pixels, 0, 255))]
    before = drawn.cells[0].outputs[0].data["image/png"]
    after = execute.clean(drawn).cells[0].outputs[0].data["image/png"]
    assert len(after) < len(before) / 2
    seen = [
        np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"), int)
        for png in (before, after)
    ]
    assert np.abs(seen[0] - seen[1]).max() <= 25


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("gain 0.98 years", "gain 0.98 years", True),
        ("gain 0.98 years", "gain  0.97\nyears", True),
        ("gain 0.98 years", "gain 0.96 years", False),
        ("gain 9.99 years", "gain 10.00 years", True),
        ("gain 0.98 years", "loss 0.98 years", False),
        ("0.02 to 0.04", "-0.02 to 0.04", False),
        ("400 runs", "401 runs", False),
        ("1,246 days", "1,246 days", True),
        ("1.25e-07", "1.26e-07", True),
        ("1.25e-07", "1.25e-06", False),
        ("nan", "0.5", False),
        ("0.5", "0.5 0.6", False),
    ],
)
def test_numbers_are_the_same_within_one_unit_of_their_last_digit(execute, one, other, same):
    """Counts, signs and words must be equal; space does not count."""
    assert execute.same_text(one, other) is same
    assert execute.same_text(other, one) is same


def test_differences_name_the_cell(execute):
    """A table that moved, a picture that is gone."""
    held, fresh = notebook("a", "b"), notebook("a", "b")
    for nb, value in ((held, "0.50"), (fresh, "0.70")):
        nb.cells[1].outputs = [new_output("execute_result", {"text/plain": value}, execution_count=2)]
    assert len(list(execute.differences(held, held))) == 0
    (found,) = execute.differences(held, fresh)
    assert "cell 1" in found and "0.50" in found and "0.70" in found
    held.cells[0].outputs = [picture(np.zeros((4, 4, 3)))]
    assert any("2 outputs against 1" in words for words in execute.differences(held, fresh))


@pytest.mark.slow
def test_a_notebook_runs_in_the_folder_with_the_checkout(execute, folder, tmp_path):
    """The kernel's folder is the one given, its sim is this one, and the notebook itself stays as it was."""
    asked = notebook("import os, sim; print(os.getcwd()); print(sim.__file__)")
    (out,) = execute.executed(asked, tmp_path).cells[0].outputs
    where, module = out.text.split()
    assert where == str(tmp_path.resolve())
    assert module == str(folder.parent / "sim" / "__init__.py")
    assert asked.cells[0].outputs == []


@pytest.mark.slow
def test_a_cell_that_raises_stops_it(execute, tmp_path):
    """No notebook with a traceback is ever written back."""
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute.executed(notebook("1 / 0", "open('later', 'w')"), tmp_path)
    assert not (tmp_path / "later").exists()
