"""One thing to scan, and opening it without blocking, following or racing."""

import errno
import os
import stat
from collections.abc import Callable
from typing import BinaryIO

from leakscan.frozen import frozen
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.sources.pipe import CAN_WAIT, await_data, patient_stream

STDIN_NAME = "-"
_SAFE_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_BLOCK = getattr(os, "O_NONBLOCK", 0)


@frozen
class Source:
    """A file, a pipe or standard input.

    Attributes:
        name: POSIX path relative to the scanned folder, the file's own name when a file was
            given, "-" for standard input. Raw: not for printing.
        size: Bytes on disk, None when unknown.
        gap: Why it cannot be opened at all; None for what can be tried.
        location: Path on disk, None for standard input.
        explicit: The user named it: it may be a link or a pipe.
    """

    name: str
    size: int | None = None
    gap: Gap | None = None
    location: str | None = None
    explicit: bool = False

    def __repr__(self) -> str:
        return f"Source(size={self.size})"

    def open(self, patience: Callable[[], bool] = lambda: True) -> BinaryIO:
        """A binary stream without buffer, to be closed by the caller.

        A file met while walking must still be a regular file when it is opened: the check is
        made on the descriptor, and a pipe that took its place does not block.

        Args:
            patience: Asked now and then while nobody writes to a pipe; False gives it up.

        Raises:
            ReadError: PERMISSION, SPECIAL_FILE, TIMEOUT or IO_ERROR.
        """
        if self.gap is not None:
            raise ReadError(self.gap.reason, self.gap.where)
        try:
            if self.location is None:
                return patient_stream(os.dup(0), patience)
            return _open(self.location, patience, explicit=self.explicit)
        except OSError as error:
            raise read_error(error) from None


def read_error(error: OSError) -> ReadError:
    """The error to raise for one of the operating system, without its path."""
    if error.errno in {errno.EACCES, errno.EPERM}:
        return ReadError(GapReason.PERMISSION, "permission denied")
    if error.errno == errno.ELOOP:
        return ReadError(GapReason.SPECIAL_FILE, "symbolic link")
    if error.errno == errno.ENXIO:
        return ReadError(GapReason.SPECIAL_FILE, "socket")
    if error.errno == errno.ENOENT:
        return ReadError(GapReason.IO_ERROR, "no longer there")
    return ReadError(GapReason.IO_ERROR, errno.errorcode.get(error.errno or 0, "unknown"))


def special_kind(mode: int) -> str:
    """What a file that is neither regular nor a folder is, in our own words."""
    if stat.S_ISFIFO(mode):
        return "named pipe"
    if stat.S_ISSOCK(mode):
        return "socket"
    if stat.S_ISLNK(mode):
        return "symbolic link"
    return "device"


def _open(location: str, patience: Callable[[], bool], *, explicit: bool) -> BinaryIO:
    flags = _SAFE_FLAGS | _NO_BLOCK | (0 if explicit else _NO_FOLLOW)
    descriptor = os.open(location, flags)
    try:
        mode = os.fstat(descriptor).st_mode
        _check(mode, explicit=explicit)
        if stat.S_ISFIFO(mode) and CAN_WAIT and not await_data(descriptor, patience):
            raise ReadError(GapReason.TIMEOUT, "nobody writes to the pipe")
        if explicit and _NO_BLOCK:
            os.set_blocking(descriptor, True)
        return patient_stream(descriptor, patience)
    except BaseException:
        os.close(descriptor)
        raise


def _check(mode: int, *, explicit: bool) -> None:
    if stat.S_ISDIR(mode):
        raise ReadError(GapReason.IO_ERROR, "became a folder")
    if not explicit and not stat.S_ISREG(mode):
        raise ReadError(GapReason.SPECIAL_FILE, special_kind(mode))
