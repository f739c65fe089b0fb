"""Reading from somebody who may never write again: a pipe, a terminal, a socket."""

import io
import os
import select
import stat
from collections.abc import Callable
from typing import BinaryIO, cast

_TICK_MILLISECONDS = 100
CAN_WAIT = hasattr(select, "poll")
"""Whether the system tells of a pipe that there is something to read (not on Windows)."""


def is_endless(mode: int) -> bool:
    """Whether reading from a file of this kind may block for ever."""
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)


def await_data(descriptor: int, patience: Callable[[], bool]) -> bool:
    """Wait until there is something to read, or nobody writes any more.

    Args:
        descriptor: What is read from.
        patience: Asked now and then; False gives up.

    Returns:
        False when patience ended.
    """
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP | select.POLLERR)
    while not poll.poll(_TICK_MILLISECONDS):
        if not patience():
            return False
    return True


def patient_stream(descriptor: int, patience: Callable[[], bool]) -> BinaryIO:
    """A stream without buffer over a descriptor, which it closes; it ends with patience.

    Who interrupts a scan must not have to wait for whoever writes to its input.
    """
    if not CAN_WAIT or not is_endless(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb", buffering=0)
    return cast("BinaryIO", _Patient(descriptor, patience))


class _Patient(io.RawIOBase):
    """Reads when there is something to read."""

    def __init__(self, descriptor: int, patience: Callable[[], bool]) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._patience = patience

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer as far as there is something; 0 at the end, or when patience ended."""
        if not await_data(self._descriptor, self._patience):
            return 0
        block = os.read(self._descriptor, len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        if not self.closed:
            os.close(self._descriptor)
        super().close()
