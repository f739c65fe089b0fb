"""Members of a ZIP archive in the order in which they lie there, without its directory.

Specification: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.9. Where sizes are told only
after the data, the compressed stream itself tells its end; of stored data the descriptor does,
when its checksum and length are those of what came before.
"""

import zlib
from collections.abc import Iterator

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream, Embedded
from leakscan.readers.decompression import Decompressed
from leakscan.readers.expansion import BoundedExpansion
from leakscan.readers.feed import ByteFeed
from leakscan.readers.options import ReadOptions
from leakscan.readers.spans import Checked, Span
from leakscan.readers.zip_entry import (
    DESCRIBED,
    LOCAL,
    LOCAL_MAGIC,
    STORED,
    ZipEntry,
    local_entry,
    local_lengths,
    settle,
)

_DESCRIPTOR_MAGIC = b"PK\x07\x08"
_AFTER_MEMBERS = (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x08")
_BLOCK_BYTES = 256 * 1024
_MAX_VERSION = 100
"""Version needed to extract: 6.3 is written 63."""


class ZipMember:
    """The bytes of one member whose compressed size is known."""

    __slots__ = ("_entry", "_options", "_span")

    def __init__(self, entry: ZipEntry, span: Span, options: ReadOptions) -> None:
        self._entry = entry
        self._span = span
        self._options = options

    def open(self) -> ByteStream:
        """The decompressed bytes, checked at their end."""
        entry = self._entry
        expected = None if entry.size is None else (entry.crc, entry.size)
        if entry.method == STORED:
            return Checked(self._span, expected)
        stream = BoundedExpansion(entry.decompressed(self._span), self._options.max_ratio)
        return Checked(stream, expected)


def members_in_order(
    feed: ByteFeed, options: ReadOptions, *, whole: bool = True
) -> Iterator[Embedded]:
    """The members of an archive, or of a part of one that begins with a header.

    Args:
        feed: At the first header.
        options: Limits.
        whole: The directory must follow, or the archive was cut short.
    """
    awaited = whole
    while feed.peek(1):
        if not feed.peek(4).startswith(LOCAL_MAGIC):
            if feed.peek(4).startswith(_AFTER_MEMBERS):
                awaited = False
            elif not feed.peek(4).startswith(_DESCRIPTOR_MAGIC):
                place = f"no zip header at byte {feed.delivered}"
                feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=place))
            _find_header(feed)
            continue
        entry = _local(feed)
        if entry is None:
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="zip header cut short"))
            return
        if entry.compressed is None:
            yield from _unmeasured(feed, entry, options)
        else:
            yield from _measured(feed, entry, options)
    if awaited:
        where = "zip archive without its directory"
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))


def _local(feed: ByteFeed) -> ZipEntry | None:
    """The entry whose header comes next, which is taken; None at the end."""
    header = feed.read(LOCAL.size)
    if len(header) < LOCAL.size:
        return None
    name_size, extra_size = local_lengths(header)
    entry = local_entry(header)
    entry.raw_name, entry.extra = feed.read(name_size), feed.read(extra_size)
    return settle(entry) if len(entry.raw_name) == name_size else None


def _measured(feed: ByteFeed, entry: ZipEntry, options: ReadOptions) -> Iterator[Embedded]:
    span = Span(feed, entry.compressed or 0)
    if not entry.is_folder:
        # Behind a descriptor the header's checksum may be zero.
        if entry.flags & DESCRIBED and not entry.crc:
            entry.size = None
        # A size of nought beside data is a lie, and no reason not to look.
        size = 0 if entry.size == entry.compressed == 0 else entry.size or None
        yield Embedded(entry.name, ZipMember(entry, span, options).open, size, entry.gap())
    if not span.skip():
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="zip archive cut short"))
    if entry.flags & DESCRIBED:
        _skip_descriptor(feed)


def _unmeasured(feed: ByteFeed, entry: ZipEntry, options: ReadOptions) -> Iterator[Embedded]:
    gap = entry.gap()
    if gap is not None:
        yield Embedded(entry.name, lambda: feed, None, gap)
        _find_header(feed)
        return
    inner: Decompressed | StoredUntilDescriptor
    if entry.method == STORED:
        inner = StoredUntilDescriptor(feed)
        checked = Checked(inner, None)
    else:
        inner = entry.decompressed(feed)
        checked = Checked(BoundedExpansion(inner, options.max_ratio), None)
    yield Embedded(entry.name, lambda: checked)
    try:
        while checked.read(_BLOCK_BYTES):
            pass
    except ReadError:
        if isinstance(inner, Decompressed):
            feed.give_back(inner.last)
        _find_header(feed)
        return
    if isinstance(inner, Decompressed):
        feed.give_back(inner.rest)
    if not _take_descriptor(feed, checked.crc, checked.size):
        where = "zip member without its checksum"
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))


def _take_descriptor(feed: ByteFeed, crc: int, size: int) -> bool:
    """Pass over the descriptor of what was just read; False when there is none of it."""
    head = feed.peek(24)
    marked = 4 if head.startswith(_DESCRIPTOR_MAGIC) else 0
    if head[marked : marked + 4] != crc.to_bytes(4, "little"):
        return False
    for width in (4, 8):
        at = marked + 4 + width
        if int.from_bytes(head[at : at + width], "little") == size & ((1 << 8 * width) - 1):
            feed.read(at + width)
            return True
    return False


def _skip_descriptor(feed: ByteFeed) -> None:
    """Pass over a descriptor that repeats what the header said already."""
    head = feed.peek(28)
    marked = 4 if head.startswith(_DESCRIPTOR_MAGIC) else 0
    for size in (marked + 12, marked + 20):
        if head[size : size + 2] == b"PK" or len(head) == size:
            feed.read(size)
            return


def _find_header(feed: ByteFeed) -> None:
    """Move on to the next header of a member, or to the end."""
    feed.read(1)
    while True:
        block = feed.peek(_BLOCK_BYTES)
        at = block.find(LOCAL_MAGIC)
        while at >= 0 and not _is_header(block[at : at + LOCAL.size]):
            at = block.find(LOCAL_MAGIC, at + 1)
        if at >= 0:
            feed.read(at)
            return
        if len(block) < _BLOCK_BYTES:
            feed.read(len(block))
            return
        feed.read(len(block) - LOCAL.size)


def _is_header(data: bytes) -> bool:
    """Whether the magic is followed by what a header holds."""
    if len(data) < LOCAL.size:
        return False
    version, name_size = data[4], local_lengths(data)[0]
    return version <= _MAX_VERSION and data[9] == 0 and 0 < name_size <= 4096


class StoredUntilDescriptor:
    """Stored bytes whose number only the descriptor after them tells."""

    __slots__ = ("_crc", "_ended", "_feed", "_size")

    def __init__(self, feed: ByteFeed) -> None:
        self._feed = feed
        self._crc = 0
        self._size = 0
        self._ended = False

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty before the descriptor.

        Raises:
            ReadError: CORRUPT, when the archive ends without one.
        """
        if self._ended:
            return b""
        size = min(size, _BLOCK_BYTES)
        window = self._feed.peek(size + 24)
        at = window.find(_DESCRIPTOR_MAGIC)
        while 0 <= at < size:
            crc = zlib.crc32(window[:at], self._crc)
            if self._described(window[at : at + 24], crc, self._size + at):
                self._ended = True
                return self._take(at)
            at = window.find(_DESCRIPTOR_MAGIC, at + 1)
        if not window:
            raise ReadError(GapReason.CORRUPT, "zip member without its descriptor")
        return self._take(min(size, len(window)))

    def _described(self, data: bytes, crc: int, size: int) -> bool:
        return data[4:8] == crc.to_bytes(4, "little") and size in {
            int.from_bytes(data[8:12], "little"),
            int.from_bytes(data[8:16], "little"),
        }

    def _take(self, size: int) -> bytes:
        block = self._feed.read(size)
        self._crc = zlib.crc32(block, self._crc)
        self._size += len(block)
        return block
