"""A worker process: computes one task after the other until its parent ends it, or ends."""

from __future__ import annotations

import os
import signal
import struct
import threading
from queue import SimpleQueue
from typing import IO

#: First message of a worker: it has begun.
READY = b"ready"
_LENGTH = struct.Struct("<Q")


def send(stream: IO[bytes], message: bytes) -> None:
    """Write a message, its length first."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read a message.

    Raises
    ------
    EOFError
        The other end is closed.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    length = _LENGTH.unpack(head)[0]
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return message


def main() -> None:
    """Answer the tasks that come on standard input."""
    # The main process decides what Ctrl-C means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What agents of a researcher's own print must not come between the replies: it goes where errors go.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    waiting: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_read, args=(tasks, waiting), daemon=True).start()
    from sim.study.executors.remote import answer

    send(replies, READY)
    while True:
        send(replies, answer(waiting.get()))


def _read(tasks: IO[bytes], waiting: SimpleQueue[bytes]) -> None:
    """Take tasks from the parent; when it is gone, however it went, end this process with all its threads."""
    while True:
        try:
            waiting.put(receive(tasks))
        except (EOFError, OSError):
            os._exit(0)


if __name__ == "__main__":
    main()
