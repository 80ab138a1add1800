"""One process at a time writes to a study's folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.scenario.errors import InputError

LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for this process; the system lets go of it when the process dies, however it dies.

    Raises
    ------
    InputError
        Another process is writing to the folder.
    """
    file = folder / LOCK
    while True:
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise InputError(
                f"results cannot be written there ({error.strerror})", value=str(folder)
            ) from None
        if not _take(handle):
            holder = os.pread(handle, 64, 0).decode(errors="replace").strip() if hasattr(os, "pread") else ""
            os.close(handle)
            raise InputError(
                f"another process{f' ({holder})' if holder else ''} is running a study into this folder",
                value=str(folder),
                allowed="wait for it, end it, or choose another folder with --out",
            )
        # Whoever let go removed the file: then this lock is on a file that no one else can find.
        with suppress(FileNotFoundError):
            if os.stat(file).st_ino == os.fstat(handle).st_ino:
                break
        os.close(handle)
    try:
        os.truncate(handle, 0)
        os.write(handle, f"process {os.getpid()}".encode())
        yield
    finally:
        with suppress(OSError):
            file.unlink()
        os.close(handle)


def _take(handle: int) -> bool:
    """Lock an open file without waiting; False when another process holds it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
