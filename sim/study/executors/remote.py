"""A task in another process: how it travels, what is answered there, and what is said when nobody answers."""

from __future__ import annotations

import importlib
import pickle
import socket
import sys
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.scenario.errors import InputError
from sim.study.task import Computed, Failure, Task, compute

#: Workers that a task may bring down before it is given up.
DEATHS = 3
#: Of zlib: the scenarios of a task are much alike, and the lightest level makes a tenth of them or less.
LEVEL = 1


def pack(thing: Any) -> bytes:
    """A thing as it travels: pickled and compressed."""
    return zlib.compress(pickle.dumps(thing, protocol=5), LEVEL)


def unpack(packed: bytes) -> Any:
    """The inverse of :func:`pack`."""
    return pickle.loads(zlib.decompress(packed))


@cache  # the rules as this process has them in memory, not as an update of the files may have left them since
def code() -> tuple[str, str]:
    """Version of the program and hash of the rules in this process."""
    import sim
    from sim.numerics.rule import sources_hash

    return sim.__version__, sources_hash()


def here() -> str:
    """Name of the machine, for messages."""
    return socket.gethostname()


def other_code(where: str, version: str, rules: str, wanted: str) -> InputError:
    """What is said when a worker has other rules than the study was begun with."""
    return InputError(
        "a worker has other rules than this study",
        where=f"worker {where}",
        value=f"rules {rules} (version {version})",
        allowed=f"rules {wanted}: install the same version on every machine, and start the workers anew",
    )


def answer(packed: bytes) -> bytes:
    """Compute a packed task on one thread; packs a :class:`Computed`, or an ``InputError`` if the rules are others."""
    task: Task = unpack(packed)
    version, rules = code()
    if task.rules and task.rules != rules:
        return pack(other_code(here(), version, rules, task.rules))
    if task.agents and task.folder is not None:
        _own(task.folder, [name.partition(":")[0] for name in task.agents.values()])
    return pack(compute(task, threads=1))


#: Modules of researchers' own that this process has loaded: file, and time of its last change.
_loaded: dict[str, tuple[Path, int]] = {}


def _own(folder: Path, modules: list[str]) -> None:
    """Have a study's own modules come from its folder, as they are there now.

    A worker may outlive a study and meet a module of the same name in the next.
    """
    with suppress(ValueError):
        sys.path.remove(str(folder))
    sys.path.insert(0, str(folder))
    for name in modules:
        file = folder / f"{name.replace('.', '/')}.py"
        found = (file, file.stat().st_mtime_ns) if file.is_file() else None
        if found is not None and _loaded.get(name) != found:
            sys.modules.pop(name, None)
            importlib.invalidate_caches()
            _loaded[name] = found


def given_up(task: Task, deaths: int, how: str) -> Computed:
    """What comes of a task that brings its worker down each time: a failure a cell, and no rows.

    Parameters
    ----------
    task : the task.
    deaths : how many workers.
    how : what is known of the last one's end, in words.
    """
    line = f"WorkerDied: {deaths} workers died of these runs, one after the other; the last {how}"
    text = (
        f"{line}\n"
        "A process that ends like this leaves no traceback. Too little memory for a worker is the usual cause; "
        "agents of your own that end the process are another.\n"
    )
    cells = np.asarray(task.cells)
    failures = tuple(
        Failure(int(cell), tuple(int(run) for run in task.runs[cells == cell]), line, text)
        for cell in np.unique(cells)
    )
    nothing = np.zeros(0, np.int64)
    return Computed(task.number, nothing, nothing, pd.DataFrame(), None, failures)
