"""The place of a store: a folder on this machine, or anything that fsspec can open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from sim.scenario.errors import InputError
from sim.study.lock import LOCK, locked

PARTIAL = ".partial"


class Place(Protocol):
    """Files by name, each whole or absent; names hold at most one ``/``."""

    def __str__(self) -> str:
        """Where it is, for people."""
        ...

    def read(self, name: str) -> bytes:
        """The content of a file; FileNotFoundError when there is none."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Put a file there whole or not at all; InputError when that fails."""
        ...

    def append(self, name: str, content: bytes) -> None:
        """Add to the end of a file; InputError when that fails."""
        ...

    def names(self, folder: str = "") -> list[str]:
        """Names of the files directly in a folder, sorted, without the folder; none when there is no folder."""
        ...

    def rename(self, old: str, new: str) -> None:
        """Give a file another name."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        ...

    def make(self) -> None:
        """Make the folder if it is not there; InputError when that fails."""
        ...

    def locked(self) -> AbstractContextManager[None]:
        """Hold the place for this process alone; InputError when another holds it."""
        ...


def place(where: str | Path) -> Place:
    """The place of a path, or of a URL such as ``s3://bucket/study``.

    Raises
    ------
    InputError
        A URL whose protocol fsspec does not know, or without fsspec.
    """
    return Remote(str(where)) if "://" in str(where) else Local(Path(where))


class Local:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __str__(self) -> str:
        return str(self.folder)

    def read(self, name: str) -> bytes:
        """The content of a file."""
        return (self.folder / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """Put a file there by way of a temporary one beside it."""
        write_whole(self.folder / name, content)

    def append(self, name: str, content: bytes) -> None:
        """Add to the end of a file, on a line of its own even after half a line."""
        try:
            with (self.folder / name).open("ab+") as stream:
                if stream.tell():
                    stream.seek(-1, os.SEEK_END)
                    content = content if stream.read(1) == b"\n" else b"\n" + content
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise _unwritten(error, str(self.folder / name)) from None

    def names(self, folder: str = "") -> list[str]:
        """Names of the files directly in a folder."""
        try:
            with os.scandir(self.folder / folder) as entries:
                return sorted(entry.name for entry in entries if entry.is_file())
        except (FileNotFoundError, NotADirectoryError):
            return []

    def rename(self, old: str, new: str) -> None:
        """Give a file another name."""
        os.replace(self.folder / old, self.folder / new)

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        (self.folder / name).unlink(missing_ok=True)

    def make(self) -> None:
        """Make the folder if it is not there."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(
                f"the folder cannot be made ({error.strerror})", value=str(self.folder)
            ) from None

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder; the system lets go of it when the process dies, however it dies."""
        return locked(self.folder)


class Remote:
    """A place that fsspec opens, such as an object store, where an upload appears whole or not at all."""

    def __init__(self, url: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise InputError(
                "this place needs fsspec", value=url, allowed="pip install 'ceasefire[cluster]'"
            ) from None
        try:
            self._system, self._root = fsspec.url_to_fs(url)
        except (ValueError, ImportError, OSError) as error:
            raise InputError(f"the place cannot be opened ({error})", value=url) from None
        self._url = url.rstrip("/")

    def __str__(self) -> str:
        return self._url

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}" if name else self._root

    def read(self, name: str) -> bytes:
        """The content of a file."""
        return bytes(self._system.cat_file(self._at(name)))

    def write(self, name: str, content: bytes) -> None:
        """Put a file there in one upload."""
        try:
            self._system.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
            self._system.pipe_file(self._at(name), content)
        except OSError as error:
            raise _unwritten(error, f"{self}/{name}") from None

    def append(self, name: str, content: bytes) -> None:
        """Add to the end of a file by writing it anew: object stores have no other way."""
        try:
            before = self.read(name)
        except FileNotFoundError:
            before = b""
        self.write(name, before + content)

    def names(self, folder: str = "") -> list[str]:
        """Names of the files directly in a folder."""
        self._system.invalidate_cache()
        try:
            found: list[dict[str, Any]] = self._system.ls(self._at(folder), detail=True)
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(f["name"].rstrip("/").rpartition("/")[2] for f in found if f["type"] == "file")

    def rename(self, old: str, new: str) -> None:
        """Give a file another name."""
        self._system.mv(self._at(old), self._at(new))

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self._at(name))

    def make(self) -> None:
        """Make the folder where the place knows folders."""
        try:
            self._system.makedirs(self._root, exist_ok=True)
        except OSError as error:
            raise _unwritten(error, str(self)) from None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the place by a file, which a process that is killed leaves behind."""
        if LOCK in self.names():
            raise InputError(
                "another process is running a study there, or was killed",
                value=str(self),
                allowed=f"wait for it, or remove {self}/{LOCK} when no process is left",
            )
        mine = uuid4().hex.encode()
        self.write(LOCK, mine)
        if self.read(LOCK) != mine:
            raise InputError("another process has begun a study there", value=str(self))
        try:
            yield
        finally:
            self.remove(LOCK)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file of a study whole or not at all.

    Raises
    ------
    InputError
        The disk is full or the folder cannot be written to.
    """
    try:
        put(file, content)
    except OSError as error:
        raise _unwritten(error, str(file)) from None


def put(file: Path, content: bytes) -> None:
    """Put a file there whole or not at all: a temporary file beside it, flushed to disk, then renamed.

    Raises
    ------
    OSError
        The disk is full or the folder cannot be written to; what was there stays.
    """
    partial = file.with_name(file.name + PARTIAL)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, file)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def _unwritten(error: OSError, where: str) -> InputError:
    return InputError(
        f"results could not be written ({error.strerror or error})",
        value=where,
        allowed="make room or rights, then run the same command again; finished runs are kept",
    )
