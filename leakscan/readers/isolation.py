"""Work on hostile files in a process of its own, for libraries that bound neither memory nor time.

The process is forked, so it has the file already; what it finds comes back through a pipe, piece
by piece. It may take so much memory and no more, it is ended when it says nothing for too long,
and when it dies it takes nothing with it. Where processes cannot be forked (Windows) the work is
done here, without those bounds.
"""

import os
import select
import signal
import struct
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NoReturn

from leakscan.model.coverage import GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.readers.budget import Budget

Message = tuple[str, bytes]
"""A kind, one letter, and what there is to say."""

_MEMORY_BYTES = 288 * 1024 * 1024
"""With what a scan takes itself, less than 500 MB for a process, whatever the file."""
_SILENCE_SECONDS = 60.0
_TICK_SECONDS = 0.5
_HEADER = struct.Struct("<cQ")
_MAX_MESSAGE = 512 * 1024 * 1024
_END, _ERROR = "$", "!"


def isolated(work: Callable[[], Iterator[Message]], what: str, budget: Budget) -> Iterator[Message]:
    """What `work` gives, worked in a process of its own.

    Args:
        work: Started in the other process; it may raise `ReadError`.
        what: What it reads, for messages.
        budget: When it is spent, the other process ends.

    Raises:
        ReadError: What `work` raised, or that it took too much memory or time, or died.
    """
    if not hasattr(os, "fork"):
        yield from work()
        return
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Threads of NumPy's libraries are idle here, and the child calls none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        _work(work, reading, writing)
    os.close(writing)
    try:
        yield from _messages(reading, what, budget)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def endured(work: Callable[[], Iterator[object]], what: str, budget: Budget) -> None:
    """Do `work` in a process of its own first, for a library that may end the process it is in.

    What it raises is left to whoever does the same here afterwards.

    Args:
        work: Gives out something now and then, so that it is known to go on.
        what: What it reads, for messages.
        budget: When it is spent, the other process ends.

    Raises:
        ReadError: It took too much memory or time, or the process died.
    """

    def beats() -> Iterator[Message]:
        try:
            for _ in work():
                yield "b", b""
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S110 - it will come up again
            pass

    if hasattr(os, "fork"):
        for _ in isolated(beats, what, budget):
            pass


def _work(work: Callable[[], Iterator[Message]], reading: int, writing: int) -> NoReturn:
    """The child: it never returns, and says nothing but messages."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.close(reading)
        _silence()
        _bound_memory()
        for kind, content in work():
            _send(writing, kind, content)
        _send(writing, _END, b"")
    except ReadError as error:
        _send(writing, _ERROR, f"{error.reason.value}\n{error.detail}".encode())
    except MemoryError:
        _send(writing, _ERROR, f"{GapReason.TOO_LARGE.value}\ntook too much memory".encode())
    finally:
        # No handler of the parent may run here, whatever went wrong.
        os._exit(0)


def _silence() -> None:
    """Let no library say anything: what it says before it aborts may quote what it read."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _bound_memory() -> None:
    """Let this process take so much memory beyond what it shares with its parent."""
    import resource

    try:
        with open("/proc/self/statm", "rb") as status:  # noqa: PTH123
            taken = int(status.read().split()[0]) * resource.getpagesize()
    except OSError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (taken + _MEMORY_BYTES, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(writing: int, kind: str, content: bytes) -> None:
    data = memoryview(_HEADER.pack(kind.encode(), len(content)) + content)
    with suppress(BrokenPipeError):
        while data:
            data = data[os.write(writing, data) :]


def _messages(reading: int, what: str, budget: Budget) -> Iterator[Message]:
    while True:
        header = _received(reading, _HEADER.size, what, budget)
        code, size = _HEADER.unpack(header)
        kind = code.decode("latin-1")
        if size > _MAX_MESSAGE:
            raise LimitExceeded(GapReason.TOO_LARGE, f"{what}: more than can be taken at once")
        content = _received(reading, size, what, budget)
        if kind == _END:
            return
        if kind == _ERROR:
            reason, _, detail = content.decode().partition("\n")
            raise ReadError(GapReason(reason), detail)
        yield kind, content


def _received(reading: int, size: int, what: str, budget: Budget) -> bytes:
    """Exactly so many bytes from the other process."""
    parts: list[bytes] = []
    last = time.monotonic()
    while size:
        ready, _, _ = select.select([reading], [], [], _TICK_SECONDS)
        if ready:
            block = os.read(reading, min(size, 1 << 20))
            if not block:
                raise ReadError(GapReason.CORRUPT, f"{what}: took too much memory, or crashed")
            parts.append(block)
            size -= len(block)
            last = time.monotonic()
        elif budget.is_spent():
            raise ReadError(GapReason.TIMEOUT, f"{what}: not read to its end")
        elif time.monotonic() - last > _SILENCE_SECONDS:
            raise LimitExceeded(GapReason.TIMEOUT, f"{what}: no page in {_SILENCE_SECONDS:.0f} s")
    return b"".join(parts)
