"""Tar archives, member by member as they come, in every dialect since 1979.

Specification: POSIX.1-2017, pax; GNU tar manual, "Basic Tar Format". Links, devices and folders
hold no data. What is damaged is passed over up to the next sound header, and reading goes on
after the end marker, where `tar -A` leaves more members and others hide them.
"""

from collections.abc import Iterator
from dataclasses import field

from leakscan.frozen import slotted
from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import ByteStream, Embedded
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.spans import Span
from leakscan.readers.tar_header import (
    BLOCK,
    TarHeader,
    is_ustar,
    parse_header,
    pax_records,
    text_of,
)
from leakscan.readers.tar_sparse import SparseData, old_map, pax_map

INFO = FormatInfo(
    name="tar",
    description={
        "fr": "archives tar (v7, ustar, pax, GNU), fichiers creux compris, au fil de l'eau",
        "en": "tar archives (v7, ustar, pax, GNU), sparse files included, streamed",
    },
    limits={
        "fr": "trous d'un fichier creux de plus de 64 Mio : omis",
        "en": "holes of a sparse file above 64 MiB: left out",
    },
)
_MAX_EXTENDED = 1024 * 1024
"""Longest extended header that is read: names and keywords, not files."""
_RUN_BYTES = 256 * 1024
_AHEAD_BYTES = 32 * 1024
"""Read at once: an archive may hold a million headers and nothing else."""
_ZEROS = bytes(BLOCK)
_EXTENDED, _GLOBAL, _LONG_NAME, _LONG_LINK, _SPARSE = b"xX", b"g", b"L", b"K", b"S"


@slotted(eq=True)
class _Ahead:
    """What headers before a member say of it."""

    records: dict[bytes, bytes] = field(default_factory=dict)
    long_name: bytes = b""


def is_tar(head: bytes, name: str) -> bool:
    """Whether bytes begin with a sound header, or with the zeros of an empty archive."""
    header = parse_header(head[:BLOCK])
    if header is None:
        return name.endswith(".tar") and len(head) >= BLOCK and not head.strip(b"\0")
    # Without the magic of 1988, a checksum alone is no proof.
    return is_ustar(head) or (bool(header.raw_name) and header.kind in b"\x00012")


def read_tar(feed: ByteFeed, _options: ReadOptions) -> Iterator[Embedded]:
    """The members that hold data."""
    ahead = _Ahead()
    while header := _next_header(feed):
        if header.kind in _EXTENDED + _GLOBAL + _LONG_NAME + _LONG_LINK:
            _take_ahead(feed, header, ahead)
            continue
        yield from _member(feed, header, ahead)
        ahead = _Ahead()


def _next_header(feed: ByteFeed) -> TarHeader | None:
    """The next sound header; None at the end. What is no header in between is a gap."""
    lost, ended = 0, False
    while True:
        if feed.held < BLOCK:
            feed.peek(_AHEAD_BYTES)
        ended |= _skip_zeros(feed)
        block = feed.read(BLOCK)
        header = parse_header(block)
        if header is not None and (not lost or is_ustar(block)):
            break
        if not block:
            if not ended:
                where = "tar archive without its end"
                feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))
            break
        lost += len(block)
    if lost:
        where = f"no tar header before byte {feed.delivered}"
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where, bytes=lost))
    return header


def _skip_zeros(feed: ByteFeed) -> bool:
    """Pass over blocks of zeros: the end marker, and what fills up a tape; False without any."""
    found = False
    while feed.peek(BLOCK) == _ZEROS:
        run = feed.peek(_RUN_BYTES)
        zeros = len(run) - len(run.lstrip(b"\0"))
        feed.read(zeros // BLOCK * BLOCK)
        found = True
    return found


def _take_ahead(feed: ByteFeed, header: TarHeader, ahead: _Ahead) -> None:
    span = Span(feed, header.size)
    data = b""
    if header.size <= _MAX_EXTENDED:
        data = feed.read(header.size)
        span.left = 0
    else:
        feed.gaps.append(Gap(reason=GapReason.TOO_LARGE, where="tar extended header"))
    _finish(feed, span, header.size)
    if header.kind in _EXTENDED:
        ahead.records.update(pax_records(data))
    elif header.kind in _LONG_NAME:
        ahead.long_name = data.partition(b"\0")[0]


def _member(feed: ByteFeed, header: TarHeader, ahead: _Ahead) -> Iterator[Embedded]:
    size = header.size
    stated = ahead.records.get(b"size", b"")
    if stated.isdigit() and len(stated) < 20:
        size = int(stated)
    if not header.has_data:
        return
    raw_name = ahead.records.get(b"GNU.sparse.name") or ahead.records.get(b"path")
    name = text_of(raw_name or ahead.long_name or header.raw_name)
    segments = old_map(header.block, feed) if header.kind == _SPARSE else None
    span = Span(feed, size)
    yield Embedded(name, lambda: _opened(span, segments, ahead), size)
    if size:
        _finish(feed, span, size)


def _opened(
    span: Span, segments: tuple[list[tuple[int, int]], int] | None, ahead: _Ahead
) -> ByteStream:
    mapped = segments or pax_map(ahead.records, span)
    return span if mapped is None else SparseData(span, *mapped)


def _finish(feed: ByteFeed, span: Span, size: int) -> None:
    """Pass over what is left of a member and its padding."""
    if not span.skip():
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="tar archive cut short"))
    feed.read(-size % BLOCK)
