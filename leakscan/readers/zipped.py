"""ZIP archives: by their directory where the file can be sought, else header by header.

Specification: PKWARE APPNOTE.TXT 6.3.10. Read either way: ZIP64, data descriptors, and the
methods stored, deflate, bzip2, lzma, xz and zstd. Each byte of the file is read once at most:
members that overlap, as in the bombs of David Fifield ("A better zip bomb", WOOT 2019), are
refused, and what the directory does not name is read as well.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.embedded import Embedded
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.seekable import size_of
from leakscan.readers.spans import Span
from leakscan.readers.zip_directory import ZipDirectory, read_directory
from leakscan.readers.zip_entry import LOCAL, LOCAL_MAGIC, ZipEntry, local_lengths
from leakscan.readers.zip_stream import ZipMember, members_in_order

INFO = FormatInfo(
    name="zip",
    description={
        "fr": "archives ZIP, ZIP64, imbriquées ; deflate, bzip2, lzma, xz, zstd",
        "en": "ZIP and ZIP64 archives, nested; deflate, bzip2, lzma, xz, zstd",
    },
    limits={
        "fr": "membres chiffrés et méthodes deflate64, ppmd, implode : nommés, pas lus",
        "en": "encrypted members and methods deflate64, ppmd, implode: named, not read",
    },
)
_EMPTY_MAGIC = b"PK\x05\x06"
_SPANNED_MAGIC = b"PK\x07\x08" + LOCAL_MAGIC
_DESCRIPTOR_MAGIC = b"PK\x07\x08"
_MAX_DESCRIPTOR = 24
_MIN_HOLE = 256
"""Fewer bytes between members are padding."""


def is_zip(head: bytes, _name: str) -> bool:
    """Whether bytes begin an archive, with a member or empty."""
    return head.startswith((LOCAL_MAGIC, _EMPTY_MAGIC, _SPANNED_MAGIC))


def read_zip(feed: ByteFeed, options: ReadOptions) -> Iterator[Embedded]:
    """The members, folders left out."""
    if feed.seekable:
        file = feed.as_file()
        directory = read_directory(file)
        if directory is not None:
            return _ByDirectory(feed, file, directory, options).members()
        feed.gaps.append(Gap(reason=GapReason.CORRUPT, where="zip directory missing or damaged"))
        feed.rewind()
    return members_in_order(feed, options)


class _ByDirectory:
    """Walks a file from its start, with the directory at hand."""

    def __init__(
        self, feed: ByteFeed, file: BinaryIO, directory: ZipDirectory, options: ReadOptions
    ) -> None:
        self._feed = feed
        self._file = file
        self._directory = directory
        self._options = options
        self._reached = 0
        self._overlapping = 0

    def members(self) -> Iterator[Embedded]:
        for entry in self._directory.entries():
            if entry.offset < self._reached or entry.offset >= self._directory.begin:
                self._overlapping += 1
                continue
            yield from self._between(entry.offset)
            yield from self._member(entry)
        if self._overlapping:
            where = f"{self._overlapping} zip members overlap others"
            self._feed.gaps.append(Gap(reason=GapReason.CORRUPT, where=where))
        yield from self._between(self._directory.begin)
        if self._directory.comment.strip():
            comment = self._directory.comment
            yield Embedded("(comment)", lambda: io.BytesIO(comment), len(comment))
        self._reached = self._directory.end
        yield from self._between(size_of(self._file))

    def _member(self, entry: ZipEntry) -> Iterator[Embedded]:
        self._file.seek(entry.offset)
        header = self._file.read(LOCAL.size)
        self._reached = entry.offset + LOCAL.size
        if len(header) < LOCAL.size or not header.startswith(LOCAL_MAGIC):
            yield _refused(entry, "no header where the directory says")
            return
        begin = self._reached + sum(local_lengths(header))
        if entry.is_empty:
            self._reached = begin
            if not entry.is_folder:
                yield Embedded(entry.name, io.BytesIO, 0)
            return
        self._reached = begin + (entry.compressed or 0)
        if self._reached > self._directory.begin:
            yield _refused(entry, "overlaps the directory")
            return
        if not entry.is_folder:
            self._file.seek(begin)
            member = ZipMember(entry, Span(self._file, entry.compressed or 0), self._options)
            # A size of nought beside data is a lie, and no reason not to look.
            size = entry.size or (None if entry.compressed else 0)
            yield Embedded(entry.name, member.open, size, entry.gap())

    def _between(self, end: int) -> Iterator[Embedded]:
        """Bytes before `end` that belong to no member of the directory."""
        if end - self._reached <= _MAX_DESCRIPTOR:
            return
        self._file.seek(self._reached)
        head = self._file.read(min(_MIN_HOLE, end - self._reached))
        skipped = 0
        if head.startswith(_DESCRIPTOR_MAGIC):
            skipped = 16 if head[16:18] == b"PK" or end - self._reached == 16 else _MAX_DESCRIPTOR
            head = head[skipped:]
        begin, size = self._reached + skipped, end - self._reached - skipped
        self._reached = end
        self._file.seek(begin)
        if head.startswith(LOCAL_MAGIC):
            span = ByteFeed(Span(self._file, size).read, self._feed.gaps, budget=self._feed.budget)
            yield from members_in_order(span, self._options, whole=False)
        elif size >= _MIN_HOLE and head.strip(b"\0"):
            hole = Span(self._file, size)
            yield Embedded("(between members)", lambda: hole, size)


def _refused(entry: ZipEntry, why: str) -> Embedded:
    gap = Gap(reason=GapReason.CORRUPT, where=why, bytes=entry.size)
    return Embedded(entry.name, io.BytesIO, entry.size, gap)
