"""cpio archives, as in initial RAM disks and packages: member by member as they come.

Specification: POSIX.1-1997 "cpio" (``070707`` in octal); the "new" formats of SVR4 (``070701``,
``070702``); the binary format of 1977 in either byte order. A damaged header ends the reading.
"""

import struct
from collections.abc import Iterator

from leakscan.frozen import frozen
from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Embedded
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.spans import Span

INFO = FormatInfo(
    name="cpio",
    description={
        "fr": "archives cpio (newc, crc, odc, binaire), au fil de l'eau",
        "en": "cpio archives (newc, crc, odc, binary), streamed",
    },
    limits={"fr": "", "en": ""},
)
_NEW, _ODC = (b"070701", b"070702"), b"070707"
_NEW_BYTES, _ODC_BYTES, _BINARY_BYTES = 110, 76, 26
_LITTLE, _BIG = b"\xc7\x71", b"\x71\xc7"
_TYPE, _REGULAR = 0o170000, 0o100000
_TRAILER = b"TRAILER!!!"
_MAX_NAME = 64 * 1024


@frozen(repr=False)
class _Header:
    """What precedes a name; `align` is the multiple that name and data are filled up to."""

    length: int
    mode: int
    name_size: int
    size: int
    align: int


def is_cpio(head: bytes, _name: str) -> bool:
    """Whether bytes begin with a header that makes sense."""
    header = _parse(head)
    return header is not None and 1 < header.name_size < 4096 and header.mode & _TYPE != 0


def read_cpio(feed: ByteFeed, _options: ReadOptions) -> Iterator[Embedded]:
    """The members that are regular files."""
    while True:
        header = _parse(feed.peek(_NEW_BYTES))
        if header is None or not 0 < header.name_size <= _MAX_NAME:
            where = f"no cpio header at byte {feed.delivered}"
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))
            return
        feed.read(header.length)
        raw_name = feed.read(header.name_size).rstrip(b"\0")
        feed.read(-(header.length + header.name_size) % header.align)
        if raw_name == _TRAILER:
            return
        span = Span(feed, header.size)
        if header.mode & _TYPE == _REGULAR and header.size:
            yield Embedded(raw_name.decode("utf-8", "replace"), span.open, header.size)
        if not span.skip():
            feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="cpio archive cut short"))
            return
        feed.read(-header.size % header.align)


def _parse(head: bytes) -> _Header | None:
    try:
        if head.startswith(_NEW):
            mode, size, name = (int(head[at : at + 8], 16) for at in (14, 54, 94))
            return _Header(length=_NEW_BYTES, mode=mode, name_size=name, size=size, align=4)
        if head.startswith(_ODC):
            mode, name, size = int(head[18:24], 8), int(head[59:65], 8), int(head[65:76], 8)
            return _Header(length=_ODC_BYTES, mode=mode, name_size=name, size=size, align=1)
        if head.startswith((_LITTLE, _BIG)):
            order = "<" if head.startswith(_LITTLE) else ">"
            words = struct.unpack_from(f"{order}13H", head)
            # Two words make a number, the upper one first in either order.
            size = words[11] << 16 | words[12]
            length = _BINARY_BYTES
            return _Header(length=length, mode=words[3], name_size=words[10], size=size, align=2)
    except (ValueError, struct.error):
        pass
    return None
