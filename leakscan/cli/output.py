"""Where reports go: stdout or new files, private to the user.

A report is no raw data but it tells who leaked what, so files are created 0600 and never over
something that exists. That an output can be written is tried before the scan, which may take
hours.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from leakscan.model.errors import UsageError

STDOUT = "-"
DEFAULT_FORMAT = "terminal"
_MODE = 0o600
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Target(NamedTuple):
    """One report to write: its format, and a file or `STDOUT`."""

    format: str
    path: str = STDOUT


def plan_targets(formats: Sequence[str], outputs: Sequence[str], *, force: bool) -> list[Target]:
    """Pair formats with outputs by rank and check that every file can be written.

    One format more than outputs goes to stdout; one output without a format is `terminal`.

    Raises:
        UsageError: Numbers do not match, a file is named twice, exists without `force`, or
            cannot be created.
    """
    formats = formats or [DEFAULT_FORMAT]
    paths = list(outputs)
    if len(formats) == len(paths) + 1:
        paths.append(STDOUT)
    if len(formats) != len(paths):
        raise UsageError(
            f"{len(formats)} --format for {len(outputs)} --output: they go together pairwise"
        )
    if len(set(paths)) != len(paths):
        raise UsageError("two reports would go to the same --output")
    for path in paths:
        if path != STDOUT:
            _try_output(path, force=force)
    return [Target(format=f, path=path) for f, path in zip(formats, paths, strict=True)]


def write_report(content: str | bytes, target: Target, *, force: bool) -> None:
    """Write one report: in UTF-8, but for what a person reads on a console of another encoding.

    Raises:
        UsageError: The file cannot be written after all; nothing is left of it.
    """
    for_console = target.path == STDOUT and target.format == DEFAULT_FORMAT
    if isinstance(content, str):
        # File names in a report may hold bytes that are no text (surrogates).
        encoding, errors = ("utf-8", "replace") if not for_console else _console()
        content = content.encode(encoding, errors)
    if target.path == STDOUT:
        _write_stdout(content)
    else:
        write_private(content, target.path, force=force)


def open_report(target: Target, *, force: bool) -> BinaryIO:
    """A report to be written bit by bit, while the scan goes on.

    Raises:
        UsageError: The file cannot be written after all; what was there is still there.
    """
    if target.path == STDOUT:
        return sys.stdout.buffer
    try:
        if is_device(target.path):
            return Path(target.path).open("wb")
        if not force:
            return _created(Path(target.path))
        fresh = _beside(target.path)
        stream = _created(fresh)
    except OSError as error:
        raise unwritable(target.path, error) from None
    try:
        _put(fresh, target.path)
    except UsageError:
        stream.close()
        raise
    return stream


def write_private(content: bytes, path: str, *, force: bool) -> None:
    """Write a file that only its owner can read.

    Raises:
        UsageError: It exists without `force`, or cannot be written; nothing is left of it.
    """
    try:
        with whole_file(path, force=force) as stream:
            stream.write(content)
    except OSError as error:
        raise unwritable(path, error) from None


@contextmanager
def whole_file(path: str, *, force: bool) -> Iterator[BinaryIO]:
    """A file that only its owner can read, and that is there when it came to its end only.

    Under `force` what was there stays until then; a device is written to as it is.

    Raises:
        UsageError: It exists without `force`, cannot be created, or not take its place.
        OSError: It cannot be written; nothing is left of it.
    """
    try:
        device = is_device(path)
        fresh = _beside(path) if force and not device else Path(path)
        stream = fresh.open("wb") if device else _created(fresh)
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        with stream:
            yield stream
    except BaseException:
        if not device:
            fresh.unlink(missing_ok=True)
        raise
    if force and not device:
        _put(fresh, path)


def _console() -> tuple[str, str]:
    """The encoding of stdout, and what it does with characters that it does not have."""
    errors = sys.stdout.errors or "strict"
    return sys.stdout.encoding or "utf-8", "replace" if errors == "strict" else errors


def _write_stdout(content: bytes) -> None:
    """Print, and leave quietly when the reader has seen enough (``| head``).

    Raises:
        UsageError: It cannot be written: the disk that it goes to is full.
    """
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except OSError as error:
        # What is still to be written is discarded by the process when it leaves.
        if not isinstance(error, BrokenPipeError):
            raise unwritable(STDOUT, error) from None


def discard_stdout() -> None:
    """Nobody reads stdout any more: what is still written to it goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _try_output(path: str, *, force: bool) -> None:
    """Create and remove what will be written, so that the attempt costs nothing but shows."""
    try:
        if is_device(path):
            return
        if Path(path).is_dir():
            raise UsageError(f"output {path} is a folder")
        if os.path.lexists(path) and not force:
            raise UsageError(f"output {path} exists: --force replaces it")
        trial = _beside(path)
        _created(trial).close()
        trial.unlink()
    except OSError as error:
        raise unwritable(path, error) from None


def _created(path: Path) -> BinaryIO:
    """A new file that only its owner can read, open for writing."""
    return os.fdopen(os.open(path, _CREATE, _MODE), "wb")


def _put(fresh: Path, path: str) -> None:
    """Let a new file take the place of another; it is gone when it cannot."""
    try:
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise unwritable(path, error) from None


def is_device(path: str) -> bool:
    """Whether it is written to as it is: ``/dev/null``, a pipe, or a link to one.

    A link is followed, since whoever may would otherwise put a file in its place.
    """
    try:
        mode = Path(path).stat().st_mode
    except FileNotFoundError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _beside(path: str) -> Path:
    return Path(path).with_name(f".leakscan-{os.urandom(8).hex()}")


def unwritable(path: str, error: OSError) -> UsageError:
    """What is told when a report cannot be written."""
    if path == STDOUT:
        why = "stdout is closed" if is_closed(error) else error.strerror
        return UsageError(f"the output cannot be written ({why})")
    if isinstance(error, FileExistsError):
        return UsageError(f"output {path} exists: --force replaces it")
    if isinstance(error, FileNotFoundError):
        return UsageError(f"output {path}: there is no such folder: make it first, or name another")
    return UsageError(f"output {path} cannot be written ({error.strerror})")


def is_full(error: OSError) -> bool:
    """Whether a disk, a quota or a limit lets no more be written."""
    return error.errno in _NO_ROOM


def is_closed(error: OSError) -> bool:
    """Whether a stream is used that was closed before the process began."""
    return error.errno == errno.EBADF
