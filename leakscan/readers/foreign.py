"""RAR, CAB and ISO 9660 archives, through the system's libarchive.

An extra, because the library comes with the system and parses hostile input in C: who installs
`leakscan[archives]` decides that. Nothing is written anywhere: members are read block by block.
Reference: libarchive(3), archive_read(3).
"""

import io
import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream, Embedded, Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import ByteFormat, FormatInfo
from leakscan.readers.options import ReadOptions

_BLOCK_BYTES = 64 * 1024
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
                    "fr": "par la libarchive du système ; chiffrées : signalées, pas lues ; dans "
                    "un autre fichier : 128 Mio",
                    "en": "through the system's libarchive; encrypted: named, not read; inside "
                    "another file: 128 MiB",
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
        import libarchive
    except Exception:  # noqa: BLE001 - it tells so by errors of many kinds
        raise ReadError(GapReason.UNSUPPORTED, "needs the system's libarchive") from None
    # What it has to say may quote names of members.
    logging.getLogger("libarchive").disabled = True
    source = _Source(feed.as_file())
    members = 0
    try:
        with libarchive.stream_reader(source, kind, "none", _BLOCK_BYTES) as archive:
            for entry in archive:
                # A mode that makes no sense is that of a file.
                if not (entry.isdir or entry.issym or entry.islnk):
                    members += 1
                    name = _name(entry) or f"member {members}"
                    yield Embedded(name, _Member(entry).open, entry.size, _gap(entry))
    except libarchive.exception.ArchiveError as error:
        raise _failure(error) from None


def _name(entry: Any) -> str:  # noqa: ANN401 - the library has no types
    """The name of a member; what is no text in the archive's encoding comes as bytes."""
    name = entry.pathname or ""
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)


def _gap(entry: Any) -> Gap | None:  # noqa: ANN401 - the library has no types
    """Why a member cannot be read: of stored ones the library would give the ciphertext."""
    from libarchive import ffi

    if ffi.libarchive.archive_entry_is_data_encrypted(ffi.c_void_p(entry._entry_p)):  # noqa: SLF001
        return Gap(reason=GapReason.ENCRYPTED, where="archive member", bytes=entry.size)
    return None


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


class _Member:
    """One member's bytes, block by block."""

    def __init__(self, entry: Any) -> None:  # noqa: ANN401 - the library has no types
        self._entry = entry
        self._blocks: Iterator[bytes] = iter(())
        self._rest = b""

    def open(self) -> ByteStream:
        self._blocks = iter(self._entry.get_blocks(_BLOCK_BYTES))
        return self

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end.

        Raises:
            ReadError: ENCRYPTED or CORRUPT.
        """
        if not self._rest:
            try:
                self._rest = bytes(next(self._blocks, b""))
            except Exception as error:  # noqa: BLE001 - errors of the library and of ctypes
                raise _failure(error) from None
        block, self._rest = self._rest[:size], self._rest[size:]
        return block


def _failure(error: Exception) -> ReadError:
    """What an error of the library means; its message may quote names, and is not kept."""
    message = str(error).lower()
    if "encrypt" in message or "passphrase" in message:
        return ReadError(GapReason.ENCRYPTED, "archive member")
    if "unsupported" in message or "not supported" in message:
        return ReadError(GapReason.UNSUPPORTED, "method of the archive")
    return ReadError(GapReason.CORRUPT, "archive damaged")


__all__ = ["foreign_formats"]
