"""Opening a member: unwrap compression, find the encoding and the format, and read.

This is the one place that knows every format; the formats do not know each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.chunk import CHUNK_BYTES, Chunk
from leakscan.readers import binary, delimited, gzipped, jsontext, sql, text
from leakscan.readers.canonical import CanonicalText, Decoder, detect_wide
from leakscan.readers.catalogue import FormatInfo, readable_formats
from leakscan.readers.dialect import SNIFF_BYTES, Dialect, sniff_dialect
from leakscan.readers.feed import ByteFeed
from leakscan.readers.printable import PrintableDecoder
from leakscan.readers.window import TextWindow

_HEAD_BYTES = 64 * 1024
_COMPRESSED_SUFFIXES = (".gz", ".gzip")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read.

    Attributes:
        chunk_bytes: Target size of a chunk; findings do not depend on it.
        encoding: A Python codec, instead of detection.
        input_format: ``text``, ``delimited``, ``sql``, ``json`` or ``binary``, instead of
            detection (of what is inside compression).
        max_member_bytes: Most bytes read of one member, after decompression; 0 for no limit.
        max_ratio: Most decompressed bytes per compressed byte, once 16 MiB came out.
        max_depth: Most layers of compression.
    """

    chunk_bytes: int = CHUNK_BYTES
    encoding: str | None = None
    input_format: str | None = None
    max_member_bytes: int = 1 << 40
    max_ratio: int = 2000
    max_depth: int = 8


class ByteStream(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes; empty at the end."""
        ...


class Reading:
    """A member being read.

    Attributes:
        formats: Outermost first, e.g. ``["gzip", "delimited"]``.
        gaps: What was not examined; grows while reading.
    """

    __slots__ = ("_chunks", "_encoding", "_feed", "formats", "gaps")

    def __init__(self, feed: ByteFeed, formats: list[str], gaps: list[Gap]) -> None:
        self._feed = feed
        self._encoding: CanonicalText | None = None
        self._chunks: Iterator[Chunk] = iter(())
        self.formats = formats
        self.gaps = gaps

    def __repr__(self) -> str:
        return f"Reading(formats={self.formats})"

    @property
    def encoding(self) -> str | None:
        """Of the text, as far as it was read; None when nothing was decoded."""
        return self._encoding.decoder.name or None if self._encoding is not None else None

    @property
    def bytes_examined(self) -> int:
        """Bytes read so far, after decompression and before transcoding."""
        return self._feed.delivered

    def chunks(self) -> Iterator[Chunk]:
        """The member's chunks, once; what cannot be read becomes a gap."""
        return self._chunks

    def decode(self, options: ReadOptions, *, decoder: Decoder | None = None) -> TextWindow:
        """A window over the member's text; from then on the encoding is known."""
        self._encoding = CanonicalText(self._feed, options.encoding, decoder=decoder)
        return TextWindow(self._encoding, options.chunk_bytes)

    def give(self, chunks: Iterator[Chunk]) -> None:
        """Set what `chunks` gives out."""
        self._chunks = chunks


def open_member(stream: ByteStream, name: str, options: ReadOptions) -> Reading:
    """Find out what a stream holds and how to read it.

    Args:
        stream: Only ``read(n)`` is called.
        name: File name, whose ending is a hint when the content leaves doubt; never printed.
        options: Limits and overrides.
    """
    gaps: list[Gap] = []
    limit = options.max_member_bytes
    feed = ByteFeed(stream.read, gaps)
    formats: list[str] = []
    while gzipped.is_gzip(feed.peek(gzipped.MAGIC_BYTES)):
        formats.append("gzip")
        if len(formats) > options.max_depth:
            gaps.append(Gap(reason=GapReason.TOO_DEEP, where=f"gzip layer {len(formats)}"))
            return Reading(feed, formats, gaps)
        member = gzipped.GzipMember(feed, options.max_ratio)
        feed = ByteFeed(member.read, gaps)
    feed.limit(limit)
    reading = Reading(feed, formats, gaps)
    _open_content(reading, feed.peek(_HEAD_BYTES), _bare_name(name), options)
    return reading


def _bare_name(name: str) -> str:
    name = name.lower()
    for suffix in _COMPRESSED_SUFFIXES:
        name = name.removesuffix(suffix)
    return name


def _open_content(reading: Reading, head: bytes, name: str, options: ReadOptions) -> None:
    if not head:
        if not reading.gaps:
            reading.formats.append("empty")
        return
    kind = binary.identify(head) if options.input_format in {None, "binary"} else None
    if options.input_format == "binary" and kind is None:
        kind = binary.UNKNOWN
    if kind is not None and not (kind is binary.UNKNOWN and _is_declared(head, options)):
        reading.formats.append(kind.name)
        reading.gaps.append(kind.gap())
        window = reading.decode(options, decoder=PrintableDecoder())
        reading.give(binary.read_binary(window))
        return
    window = reading.decode(options)
    window.fill(0, SNIFF_BYTES)
    _open_text(reading, window, name, options)


def _is_declared(head: bytes, options: ReadOptions) -> bool:
    """Control bytes are explained by an encoding whose text is not that of ASCII."""
    if options.input_format is not None:
        return False
    other = options.encoding is not None and "\n".encode(options.encoding) != b"\n"
    return other or bool(detect_wide(head)[0])


def _open_text(reading: Reading, window: TextWindow, name: str, options: ReadOptions) -> None:
    available = window.fill(0, SNIFF_BYTES)
    head = window.text(0, available)
    final = window.ended and window.end == available
    wanted = options.input_format
    if wanted == "json" or (wanted is None and jsontext.looks_like_json(head)):
        reading.formats.append("json")
        reading.give(jsontext.read_json(window))
    elif wanted == "sql" or (wanted is None and sql.looks_like_sql(head)):
        reading.formats.append("sql")
        reading.give(sql.read_sql(window))
    elif wanted in {None, "delimited"} and (dialect := _dialect(head, name, wanted, final=final)):
        reading.formats.append("delimited")
        reading.give(delimited.read_delimited(window, dialect.delimiter, dialect.preamble))
    else:
        reading.formats.append("text")
        reading.give(text.read_text(window))


def _dialect(head: bytes, name: str, wanted: str | None, *, final: bool) -> Dialect | None:
    expected = ""
    if name.endswith((".tsv", ".tab")):
        expected = "tsv"
    elif wanted or name.endswith(".csv"):
        expected = "csv"
    return sniff_dialect(head, final=final, expected=expected)


__all__ = ["FormatInfo", "ReadOptions", "Reading", "open_member", "readable_formats"]
