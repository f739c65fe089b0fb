"""Copies an Excel workbook: the same parts in the same order, with other cells.

Specification: ECMA-376 part 1, clause 18, and part 2 (packages). Parts that hold no cells and no
text are the same byte for byte. Shared strings that no cell shows any more are emptied, caches
of cells are masked, and two parts that repeat the content go: the order of calculation, which
programs make anew, and the picture of the first page.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import BinaryIO, cast

from leakscan.detectors.engine import Detector, MemberDetector
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream
from leakscan.readers.feed import ByteFeed
from leakscan.readers.ooxml import DULL_PARTS, Document
from leakscan.readers.options import ReadOptions
from leakscan.readers.package import Package, Part
from leakscan.readers.shared_strings import SharedStrings
from leakscan.readers.sheet_rows import SheetRows
from leakscan.readers.xlsx import Workbook, strings_of, workbook_of
from leakscan.redaction.cached_cells import CachedCells, repeats_cells
from leakscan.redaction.cell_xml import CellWriter
from leakscan.redaction.markup_copy import copied_markup
from leakscan.redaction.outcome import Redaction
from leakscan.redaction.prose_spans import found_in
from leakscan.redaction.replacements import Replacer
from leakscan.redaction.sheet_copy import SheetCopy
from leakscan.redaction.sink import Sink

_BLOCK = 256 * 1024
_MAX_MARKUP = 32 * 1024 * 1024
_WIDE_FROM = 64 * 1024 * 1024
"""Stored bytes from which a part may be more than 4 GiB unpacked."""
_SHOWS_NOTHING = (*DULL_PARTS, "xl/styles")
_LEFT_OUT = ("xl/calcChain.xml", "docProps/thumbnail")
_REFERENCE = re.compile(
    rb"""<(?:Relationship|Override)\s[^>]*(?:calcChain\.xml|docProps/thumbnail\.\w+)["'][^>]*?/>"""
)
_COMMENTS = ("comment", "threadedComment")
_MAX_SHEET_NAME = 31
_MARKUP = (".xml", ".rels", ".vml")
_PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
_PICTURES = "pictures"
_STRING = re.compile(rb"<((?:\w+:)?)si(?:\s[^>]*)?(?:/>|>.*?</\1si\s*>)", re.DOTALL)


class WorkbookCopy:
    """One workbook being copied."""

    def __init__(
        self,
        feed: ByteFeed,
        options: ReadOptions,
        detector: Detector,
        replacer: Replacer,
        *,
        drop: bool,
        typed: bool,
    ) -> None:
        """`typed`: replaced numbers and dates stay such; `drop`: columns are emptied.

        Raises:
            ReadError: It is no package, or more than can be held.
        """
        self._package = Package(feed, options)
        document = Document(feed, self._package)
        self._book: Workbook = workbook_of(document)
        self._strings = SharedStrings()
        for text in strings_of(document, self._book):
            if not self._strings.add(text):
                raise ReadError(GapReason.TOO_LARGE, "more shared strings than can be held")
        self._member: MemberDetector = detector.member()
        self._replacer = replacer
        writer = CellWriter(self._book.formats, epoch_1904=self._book.epoch_1904, typed=typed)
        count = len(self._strings)
        self._untouched: Counter[str] = Counter()
        names = [name for name in self._book.names if len(name) <= _MAX_SHEET_NAME]
        named = sum(1 for _ in found_in(names, self._member, replacer))
        if named:
            self._untouched["names of sheets"] = named
        self._sheets = SheetCopy(
            self._member, replacer, writer, count, chunk_bytes=options.chunk_bytes, drop=drop
        )

    def run(self, sink: Sink, done: Redaction) -> None:
        """Write the copy, and enter what was done.

        Raises:
            ReadError: A part is damaged, or written in a way that cannot be copied.
        """
        parts = [part for name, part in self._package.parts.items() if not _is_left_out(name)]
        # What depends on the cells comes last.
        parts.sort(key=lambda part: self._is_late(part.name))
        stream = cast("BinaryIO", _Unseekable(sink))
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in parts:
                self._copy_part(copy, part)
        done.replaced, done.dropped = self._sheets.replaced, self._sheets.emptied
        done.pictures = self._untouched.pop(_PICTURES, 0)
        for kind, number in self._untouched.items():
            where = f"copied as they are: {kind} ({number})"
            done.gaps.append(Gap(reason=GapReason.UNSUPPORTED, where=where))

    def _is_late(self, name: str) -> bool:
        return name == self._book.strings or repeats_cells(name)

    def _copy_part(self, copy: zipfile.ZipFile, part: Part) -> None:
        entry = zipfile.ZipInfo(part.name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        if part.name.endswith("/"):
            copy.writestr(entry, b"")
            return
        wide = (part.size or 0) > _WIDE_FROM
        with copy.open(entry, "w", force_zip64=wide) as written:
            for piece in self._pieces(part.name):
                written.write(piece)

    def _pieces(self, name: str) -> Iterator[bytes]:
        stream = self._package.open(name)
        if name in self._book.sheets:
            rows = SheetRows(self._strings, self._book.formats, epoch_1904=self._book.epoch_1904)
            return self._sheets.run(stream, rows)
        if name == self._book.strings:
            return self._shown_strings(stream)
        if repeats_cells(name):
            return self._caches.copied(stream)
        if name.startswith(_SHOWS_NOTHING) and not name.endswith((".rels", "_Types].xml")):
            return _blocks(stream)
        if name.endswith(_MARKUP):
            return iter([self._markup(name, b"".join(_blocks(stream, _MAX_MARKUP)))])
        self._untouched[_kind_of(name)] += 1
        return _blocks(stream)

    def _markup(self, name: str, data: bytes) -> bytes:
        if name.endswith((".rels", "_Types].xml")):
            data = _REFERENCE.sub(b"", data)
        return copied_markup(
            data,
            self._member,
            self._replacer,
            self._sheets.replaced,
            labelled=name.startswith("docProps/"),
            remarks=name.rpartition("/")[2].startswith(_COMMENTS),
        )

    @cached_property
    def _caches(self) -> CachedCells:
        return CachedCells(self._strings, self._sheets.kept)

    def _shown_strings(self, stream: ByteStream) -> Iterator[bytes]:
        """The shared strings, those that no cell shows emptied."""
        numbers = iter(range(len(self._strings)))

        def shown(found: re.Match[bytes]) -> bytes:
            at = next(numbers, None)
            if at is None:
                raise _strange_strings()
            if self._sheets.kept[at]:
                return found[0]
            return b"<%bsi><%bt/></%bsi>" % ((found[1],) * 3)

        held = b""
        for block in _blocks(stream):
            held += block
            at, pieces = 0, list[bytes]()
            for found in _STRING.finditer(held):
                pieces += (held[at : found.start()], shown(found))
                at = found.end()
            yield b"".join(pieces)
            held = held[at:]
        if next(numbers, None) is not None:
            raise _strange_strings()
        yield held


class _Unseekable:
    """What a zip is written to when nobody may go back in it."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, data: bytes, /) -> int:
        self._sink.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""


def _blocks(stream: ByteStream, limit: int | None = None) -> Iterator[bytes]:
    size = 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if limit is not None and size > limit:
            raise ReadError(GapReason.TOO_LARGE, f"a part of more than {limit} bytes")
        yield block


def _is_left_out(name: str) -> bool:
    return name.startswith(_LEFT_OUT)


def _kind_of(name: str) -> str:
    if name.lower().endswith(_PICTURE_ENDINGS):
        return _PICTURES
    return "macros" if "vba" in name.lower() else "embedded objects"


def _strange_strings() -> ReadError:
    return ReadError(GapReason.UNSUPPORTED, "strings written in a way that cannot be copied")
