"""Dask kept from the terminal: its log messages, and its local workers' answer to Ctrl-C."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_LOUD = ("distributed", "tornado", "asyncio")
#: Above every level that anything is logged at.
SILENT = logging.CRITICAL + 1


def _loggers() -> list[logging.Logger]:
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in _LOUD]
    return [logging.getLogger(name) for name in names]


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the loggers of Dask and what it stands on; what matters is told in messages of this project's own.

    They stay silent when the block is left by an error: what Dask has to say of a lost scheduler comes later.
    """
    before = {logger: logger.level for logger in _loggers()}
    for logger in before:
        logger.setLevel(SILENT)
    yield
    for logger in _loggers():
        logger.setLevel(before.get(logger, logger.level))


async def dask_setup(worker: Any) -> None:
    """Called by Dask in each worker of a local cluster (as a preload): the main process decides what Ctrl-C means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
