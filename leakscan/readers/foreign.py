"""RAR, CAB and ISO 9660 archives, through the system's libarchive.

An extra, because the library comes with the system and parses hostile input in C: who installs
`leakscan[archives]` decides that, and it works in a process of its own. Nothing is written
anywhere: members are read block by block.
Reference: libarchive(3), archive_read(3).
"""

import io
import logging
import mmap
import struct
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import Embedded, Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import ByteFormat, FormatInfo
from leakscan.readers.isolation import Message, isolated
from leakscan.readers.options import ReadOptions

_BLOCK_BYTES = 64 * 1024
_MEMBER = struct.Struct("<q?")
_NUMBER = struct.Struct("<Q")
_KINDS: tuple[tuple[str, str, str, tuple[tuple[int, bytes], ...]], ...] = (
    ("rar", "rar", "RAR", ((0, b"Rar!\x1a\x07\0"),)),
    ("rar5", "rar5", "RAR 5", ((0, b"Rar!\x1a\x07\1"),)),
    ("cab", "cab", "Microsoft CAB", ((0, b"MSCF\0\0\0\0"),)),
    ("iso", "iso9660", "ISO 9660", ((32769, b"CD001"),)),
)
"""Our name, libarchive's, the one for people, and where the magic stands."""


def foreign_formats() -> tuple[ByteFormat, ...]:
    """One format each."""
    return tuple(
        ByteFormat(
            info=FormatInfo(
                name=name,
                description={"fr": f"archives {label}", "en": f"{label} archives"},
                limits={
                    "fr": "par la libarchive du système ; chiffrées : signalées, pas lues ; "
                    "288 Mio ; dans un autre fichier : 128 Mio",
                    "en": "through the system's libarchive; encrypted: named, not read; "
                    "288 MiB; inside another file: 128 MiB",
                },
                modules=("libarchive",),
                extra="archives",
            ),
            recognise=partial(_begins, magics),
            read=partial(_read, theirs),
            archive=True,
        )
        for name, theirs, label, magics in _KINDS
    )


def _begins(magics: tuple[tuple[int, bytes], ...], head: bytes, _name: str) -> bool:
    return any(head.startswith(magic, offset) for offset, magic in magics)


def _read(kind: str, feed: ByteFeed, _options: ReadOptions) -> Iterator[Item]:
    """The members that are files.

    Raises:
        ReadError: The library is not there, or cannot go on.
    """
    try:
        # Importing it loads the system's library, which may be missing.
        import libarchive  # noqa: F401 - once, here, rather than in every process that is forked
    except Exception:  # noqa: BLE001 - it tells so by errors of many kinds
        raise ReadError(GapReason.UNSUPPORTED, "needs the system's libarchive") from None
    file, passed = feed.as_file(), mmap.mmap(-1, _NUMBER.size)
    work = partial(archive_messages, kind, file, passed)
    feed.read_elsewhere()
    return _Archive(isolated(work, "archive", feed.budget), passed).members()


def archive_messages(kind: str, file: io.BufferedReader, passed: mmap.mmap) -> Iterator[Message]:
    """What libarchive finds, as messages that may come from another process.

    Kinds: ``m`` a member (its size or -1, whether it is encrypted, its name), ``d`` its next
    bytes, ``x`` why there are no more (a reason and a detail on two lines).

    Args:
        kind: What libarchive calls the format.
        file: The archive.
        passed: Shared memory, in which who reads the messages says up to which member he has
            enough; it is counted from 1.

    Raises:
        ReadError: The library cannot go on.
    """
    import libarchive

    # What it has to say may quote names of members.
    logging.getLogger("libarchive").disabled = True
    try:
        with libarchive.stream_reader(_Source(file), kind, "none", _BLOCK_BYTES) as archive:
            # A mode that makes no sense is that of a file.
            files = (each for each in archive if not (each.isdir or each.issym or each.islnk))
            for number, entry in enumerate(files, 1):
                size = -1 if entry.size is None else entry.size
                locked = _is_encrypted(entry)
                yield "m", _MEMBER.pack(size, locked) + _name(entry).encode("utf-8", "replace")
                if not locked:
                    yield from _blocks(entry, partial(_is_passed, passed, number))
    except libarchive.exception.ArchiveError as error:
        raise _failure(error) from None


def _is_passed(passed: mmap.mmap, number: int) -> bool:
    (last,) = _NUMBER.unpack(passed[:])
    return bool(last >= number)


def _blocks(entry: Any, is_passed: Callable[[], bool]) -> Iterator[Message]:  # noqa: ANN401
    """The bytes of a member, as far as they are wanted; the library has no types."""
    try:
        for block in entry.get_blocks(_BLOCK_BYTES):
            if is_passed():
                return
            yield "d", bytes(block)
    except Exception as error:  # noqa: BLE001 - errors of the library and of ctypes
        failed = _failure(error)
        yield "x", f"{failed.reason.value}\n{failed.detail}".encode()


def _name(entry: Any) -> str:  # noqa: ANN401 - the library has no types
    """The name of a member; what is no text in the archive's encoding comes as bytes."""
    name = entry.pathname or ""
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)


def _is_encrypted(entry: Any) -> bool:  # noqa: ANN401 - the library has no types
    """Whether the library would give the ciphertext, as it does of stored members."""
    from libarchive import ffi

    pointer = ffi.c_void_p(entry._entry_p)  # noqa: SLF001
    return bool(ffi.libarchive.archive_entry_is_data_encrypted(pointer))


class _Source:
    """A file for the library's callbacks, which must not raise: an error is the end."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a buffer of ctypes
        return self._quietly(lambda: self._file.readinto(buffer))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._quietly(lambda: self._file.seek(offset, whence))

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def _quietly(self, act: Callable[[], int]) -> int:
        try:
            return act()
        except (OSError, ValueError):
            return 0


class _Archive:
    """Members and their bytes, as the messages come."""

    def __init__(self, messages: Iterator[Message], passed: mmap.mmap) -> None:
        self._messages = messages
        self._passed = passed
        self._next: Message | None = None
        self._rest = b""
        self._failed: ReadError | None = None

    def members(self) -> Iterator[Embedded]:
        """Each member; what was not read of it is passed over."""
        number = 0
        while message := self._take("m"):
            number += 1
            size, locked = _MEMBER.unpack_from(message)
            name = message[_MEMBER.size :].decode() or f"member {number}"
            known = None if size < 0 else size
            gap = None
            if locked:
                gap = Gap(reason=GapReason.ENCRYPTED, where="archive member", bytes=known)
            yield Embedded(name, lambda: self, known, gap)
            self._passed[:] = _NUMBER.pack(number)
            self._rest = b""
            while self._take("dx") is not None:
                pass
        if self._failed is not None:
            raise self._failed

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes of the member; empty at its end.

        Raises:
            ReadError: ENCRYPTED, UNSUPPORTED or CORRUPT.
        """
        if not self._rest:
            self._rest = self._take("d") or b""
        if not self._rest and (told := self._take("x")):
            reason, _, detail = told.decode().partition("\n")
            raise ReadError(GapReason(reason), detail)
        if not self._rest and self._failed is not None:
            raise self._failed
        block, self._rest = self._rest[:size], self._rest[size:]
        return block

    def _take(self, kinds: str) -> bytes | None:
        """The next message, if it is of these kinds."""
        if self._next is None:
            try:
                self._next = next(self._messages, None)
            except ReadError as error:
                self._failed = error
        if self._next is None or self._next[0] not in kinds:
            return None
        content, self._next = self._next[1], None
        return content


def _failure(error: Exception) -> ReadError:
    """What an error of the library means; its message may quote names, and is not kept."""
    message = str(error).lower()
    if "encrypt" in message or "passphrase" in message:
        return ReadError(GapReason.ENCRYPTED, "archive member")
    if "unsupported" in message or "not supported" in message:
        return ReadError(GapReason.UNSUPPORTED, "method of the archive")
    return ReadError(GapReason.CORRUPT, "archive damaged")


__all__ = ["foreign_formats"]
