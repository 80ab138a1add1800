"""Execute the notebooks of this folder anew and write them back without noise.

``python notebooks/execute.py`` does all of them, ``python notebooks/execute.py first_steps.ipynb`` one. Each runs in an
empty folder of its own, with the checkout's ``sim``. Written are cells and what they show; times, ids, metadata and
warnings are not, so that a difference between two versions of a notebook is one of words, code or results.
"""

from __future__ import annotations

import argparse
import base64
import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image
from traitlets import default

HERE = Path(__file__).resolve().parent
#: Seconds that a cell may take: the first one may compile the rules.
PATIENCE = 600
#: Dots an inch of a picture.
DPI = 72
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")
#: Rules under a heading are as long as the widest cell.
_RULE = re.compile(r"[-=]{3,}")


class _ThisInterpreter(AsyncKernelManager):
    """Kernels installed for the user or the machine may belong to another interpreter; without folders to look into
    there is only that of this one.
    """

    @default("kernel_spec_manager")
    def _no_folders(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


def notebooks() -> list[Path]:
    """The notebooks of this folder, by name."""
    return sorted(HERE.glob("*.ipynb"))


def read(path: Path) -> NotebookNode:
    """A notebook as it is on disk."""
    return nbformat.read(path, as_version=4)


def executed(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook with what its cells show when run from first to last in a folder; the argument stays as it is.

    The kernel is this interpreter, with the checkout's ``sim`` and without anybody's own settings of IPython.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        A cell raised.
    """
    fresh = nbformat.from_dict(notebook)
    client = NotebookClient(
        fresh,
        kernel_name="python3",
        kernel_manager_class=_ThisInterpreter,
        timeout=PATIENCE,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=ERROR"],
    )
    with tempfile.TemporaryDirectory() as settings:
        style = Path(settings) / "matplotlibrc"
        style.write_text(f"figure.dpi: {DPI}\n", encoding="utf-8")
        paths = [str(HERE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        own = {"PYTHONPATH": os.pathsep.join(paths), "IPYTHONDIR": settings, "MATPLOTLIBRC": str(style)}
        client.execute(env={**os.environ, **own})
    return fresh


def clean(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what differs from one execution to the next, and with small pictures.

    Cells are named and counted in their order, metadata and standard error go, and what was printed in pieces is put
    together. Cleaning what is clean changes nothing.
    """
    cells: list[dict] = []
    for number, cell in enumerate(notebook.cells):
        kept = {
            "cell_type": cell.cell_type,
            "id": f"cell-{number:02d}",
            "metadata": {},
            "source": cell.source,
        }
        if cell.cell_type == "code":
            count = 1 + sum(before["cell_type"] == "code" for before in cells)
            kept |= {"execution_count": count, "outputs": _outputs(cell.outputs, count)}
        cells.append(kept)
    whole = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict(whole)


def shown(notebook: NotebookNode) -> list[str]:
    """What the cells show, in order: text as it stands, and of a picture that there is one."""
    texts = []
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                texts.append(f"cell {number}: {output.text}")
                continue
            data = output.get("data", {})
            for kind in sorted(data):
                # The words beside a picture only say how large it is.
                if "image/png" not in data or kind == "image/png":
                    text = "a picture" if kind == "image/png" else data[kind]
                    texts.append(f"cell {number}, {kind}: {text}")
    return texts


def differences(one: NotebookNode, other: NotebookNode) -> Iterator[str]:
    """Where two executions show something else, in words.

    Numbers count as the same within one unit of their last digit: libraries may add up in another order. Space does
    not count, as columns are as wide as their numbers.
    """
    first, second = shown(one), shown(other)
    if len(first) != len(second):
        yield f"{len(first)} outputs against {len(second)}"
    for a, b in zip(first, second):
        if not same_text(a, b):
            yield f"{a}\n--- against ---\n{b}"


def same_text(a: str, b: str) -> bool:
    """Whether two texts are the same words with the same numbers, within one unit of the last digit."""
    a, b = (_RULE.sub("---", text) for text in (a, b))
    words = ["".join(_NUMBER.sub("0", text).split()) for text in (a, b)]
    numbers = [_NUMBER.findall(text) for text in (a, b)]
    return words[0] == words[1] and all(_same_number(x, y) for x, y in zip(*numbers, strict=True))


def _same_number(x: str, y: str) -> bool:
    # Whole numbers are counts, which the same shocks fix.
    if x == y or "." not in x or "." not in y:
        return x == y
    unit = max(10.0 ** -len(re.split("e", text)[0].split(".")[1]) * _power(text) for text in (x, y))
    return abs(float(x.replace(",", "")) - float(y.replace(",", ""))) <= unit * (1 + 1e-6)


def _power(text: str) -> float:
    return 10.0 ** int(text.split("e")[1]) if "e" in text else 1.0


def _outputs(outputs: list[NotebookNode], count: int) -> list[dict]:
    kept: list[dict] = []
    for output in outputs:
        kind = output.output_type
        if kind == "stream":
            if output.name == "stderr":
                continue
            if kept and kept[-1]["output_type"] == "stream":
                kept[-1]["text"] += output.text
            else:
                kept.append({"output_type": "stream", "name": output.name, "text": output.text})
        elif kind == "error":
            kept.append(dict(output))
        else:
            one = {"output_type": kind, "data": _data(output.data), "metadata": {}}
            kept.append(one | ({"execution_count": count} if kind == "execute_result" else {}))
    return kept


def _data(data: NotebookNode) -> dict:
    return {kind: _small(value) if kind == "image/png" else value for kind, value in data.items()}


def _small(encoded: str) -> str:
    """A PNG in 96 colours, a third as large; one that has a palette already stays as it is."""
    picture = Image.open(io.BytesIO(base64.b64decode(encoded)))
    if picture.mode == "P":
        return encoded
    # Of Pillow's ways this one keeps colours that few pixels have, such as the ends of a scale.
    way = Image.Quantize.MAXCOVERAGE
    flat = picture.convert("RGB").quantize(96, method=way, kmeans=3, dither=Image.Dither.NONE)
    file = io.BytesIO()
    flat.save(file, "png", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def main() -> None:
    """Execute the notebooks that are named, or all, and write them back."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="notebooks of this folder; all if none is named")
    asked = [HERE / name for name in parser.parse_args().names] or notebooks()
    for path in asked:
        if not path.is_file():
            parser.error(f"there is no {path.name}; there are {', '.join(p.name for p in notebooks())}")
    for path in asked:
        with tempfile.TemporaryDirectory() as folder:
            nbformat.write(clean(executed(read(path), Path(folder))), path)
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
