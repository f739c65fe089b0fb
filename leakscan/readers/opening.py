"""Opening a member: unwrap compression, find the encoding and the format, and read.

What there is to choose from stands in `plain_formats.py` and `registry.py`; here is how the
choice is made.
"""

from collections.abc import Iterator
from functools import cache

from leakscan.model.coverage import Gap, GapReason
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import ByteStream, Item
from leakscan.readers import binary, text
from leakscan.readers.budget import Budget
from leakscan.readers.canonical import detect_wide
from leakscan.readers.dialect import SNIFF_BYTES, Dialect, sniff_dialect
from leakscan.readers.ebcdic import ebcdic_of
from leakscan.readers.expansion import BoundedExpansion
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import ByteFormat, FormatInfo, TextFormat
from leakscan.readers.islands import island_window
from leakscan.readers.options import ReadOptions
from leakscan.readers.plain_formats import (
    MAIL_FORMATS,
    TEXT_FORMATS,
    candidates,
    compression_of,
    is_plain,
)
from leakscan.readers.reading import Reading
from leakscan.readers.rewriting import rewrite_of
from leakscan.readers.seekable import as_seekable
from leakscan.readers.software import software_of
from leakscan.readers.window import TextWindow

HEAD_BYTES = 64 * 1024
"""What a format is recognised by."""
COMPRESSION_HEAD_BYTES = 512
"""What a compression is recognised by."""
_COMPRESSED_SUFFIXES = (".gz", ".gzip", ".bz2", ".xz", ".lzma", ".zst", ".zstd", ".lz4", ".z")


def open_member(
    stream: ByteStream,
    name: str,
    options: ReadOptions,
    *,
    budget: Budget | None = None,
    depth: int = 0,
) -> Reading:
    """Find out what a stream holds and how to read it: both steps at once.

    Args:
        stream: Only ``read(n)`` is called, unless it says that it is seekable.
        name: File name, whose ending is a hint when the content leaves doubt; never printed.
        options: Limits and overrides.
        budget: The limits of the source that this is a member of; None for a source.
        depth: Layers of compression and containers around it.
    """
    reading = unwrap(stream, options, budget=budget, depth=depth)
    open_content(reading, name, options)
    return reading


def unwrap(
    stream: ByteStream,
    options: ReadOptions,
    *,
    budget: Budget | None = None,
    depth: int = 0,
) -> Reading:
    """Undo the compression around a content; `open_content` is the next step.

    Args:
        stream: Only ``read(n)`` is called, unless it says that it is seekable.
        options: Limits and overrides.
        budget: The limits of the source that this is a member of; None for a source.
        depth: Layers of compression and containers around it.
    """
    gaps: list[Gap] = []
    budget = budget or Budget(options)
    count = budget.add_made if depth else budget.add_stored
    feed = ByteFeed(stream.read, gaps, budget=budget, seekable=as_seekable(stream), count=count)
    formats: list[str] = []
    # The whole head is asked for, which the content needs anyway: of a small file in one read.
    while found := compression_of(feed.peek(HEAD_BYTES)[:COMPRESSION_HEAD_BYTES]):
        formats.append(found.info.name)
        reading = Reading(feed, formats, gaps, depth + len(formats))
        if not is_installed(found.info):
            reading.give(_uninstalled(found.info, reading, options))
            reading.closed = True
            return reading
        if reading.depth > options.max_depth:
            layer = f"{found.info.name} layer {reading.depth}"
            gaps.append(Gap(reason=GapReason.TOO_DEEP, where=layer))
            reading.closed = True
            return reading
        stream = BoundedExpansion(found.open(feed), options.max_ratio)
        feed = ByteFeed(stream.read, gaps, budget=budget, count=budget.add_made)
    feed.limit(options.max_member_bytes)
    return Reading(feed, formats, gaps, depth + len(formats))


def open_content(reading: Reading, name: str, options: ReadOptions) -> None:
    """Find the encoding and the format of a content, and set its reader to work.

    Args:
        reading: Of `unwrap`; nothing is done when it went no further.
        name: File name, whose ending is a hint when the content leaves doubt; never printed.
        options: Limits and overrides.
    """
    if not reading.closed:
        _open_content(reading, reading.feed, bare_name(name), options)


def bare_name(name: str) -> str:
    """A name in lower case, without the endings of compression."""
    name = name.lower()
    for suffix in _COMPRESSED_SUFFIXES:
        name = name.removesuffix(suffix)
    return name


def ending(name: str) -> str:
    """What of a name may decide how its content is read."""
    _, dot, letters = bare_name(name).rpartition(".")
    return letters[-16:] if dot else ""


def _open_content(reading: Reading, feed: ByteFeed, name: str, options: ReadOptions) -> None:
    head = feed.peek(HEAD_BYTES)
    if not head:
        if not reading.gaps:
            reading.formats.append("empty")
        return
    feed.software = software_of(head)
    found = _byte_format(head, name, options)
    if found is not None:
        reading.formats.append(found.info.name)
        reading.give(_read(found, reading, feed, options))
        return
    kind = binary.identify(head) if options.input_format in {None, "binary"} else None
    if options.input_format == "binary" and kind is None:
        kind = binary.UNKNOWN
    if kind is not None and not (kind is binary.UNKNOWN and _is_declared(head, options)):
        reading.formats.append(kind.name)
        reading.gaps.append(kind.gap())
        from leakscan.readers.printable import PrintableDecoder

        window = reading.decode(options, decoder=PrintableDecoder())
        reading.give(binary.read_binary(window))
        return
    window = reading.decode(options)
    _open_text(reading, window, name, options)


def _byte_format(head: bytes, name: str, options: ReadOptions) -> ByteFormat | None:
    wanted = options.input_format
    if wanted is None and is_plain(head, name):
        mails = candidates(MAIL_FORMATS, head, name)
        return next((entry for entry in mails if entry.recognise(head, name)), None)
    for entry in _all_formats():
        asked = wanted is None or (entry.archive and wanted != "binary")
        if wanted == entry.info.name or (asked and entry.recognise(head, name)):
            return entry
    return None


def _all_formats() -> tuple[ByteFormat, ...]:
    # Imported at the first file that is not plain text: start-up is a promise.
    from leakscan.readers.registry import BYTE_FORMATS

    return BYTE_FORMATS


def _read(
    entry: ByteFormat, reading: Reading, feed: ByteFeed, options: ReadOptions
) -> Iterator[Item]:
    """What the reader of a format gives, or the readable runs when it is not installed."""
    if is_installed(entry.info):
        return entry.read(feed, options)
    return _uninstalled(entry.info, reading, options)


def _uninstalled(info: FormatInfo, reading: Reading, options: ReadOptions) -> Iterator[Chunk]:
    """The readable runs of what a missing library would read."""
    where = f"{info.name}: install leakscan[{info.extra}]"
    reading.gaps.append(Gap(reason=GapReason.UNSUPPORTED, where=where))
    return reading.salvage(options, begun=False)


@cache
def is_installed(info: FormatInfo) -> bool:
    """Whether everything that a format needs is here."""
    return info.installed


def _is_declared(head: bytes, options: ReadOptions) -> bool:
    """Control bytes are explained by an encoding whose text is not that of ASCII."""
    if options.input_format is not None:
        return False
    other = options.encoding is not None and "\n".encode(options.encoding) != b"\n"
    return other or bool(detect_wide(head)[0] or ebcdic_of(head))


def _open_text(reading: Reading, window: TextWindow, name: str, options: ReadOptions) -> None:
    available = window.fill(0, SNIFF_BYTES)
    head = window.text(0, available)
    wanted = options.input_format
    if (found := rewrite_of(head[:HEAD_BYTES])) is not None:
        rewrite, reads = found
        window = TextWindow(rewrite(window.remaining()), window.chunk_bytes)
        wanted = wanted or reads or None
        head = window.text(0, window.fill(0, SNIFF_BYTES))
    if (entry := _text_format(head, name, wanted)) is not None:
        reading.formats.append(entry.info.name)
        reading.give(entry.read(window))
        return
    window, payloads = island_window(window)
    available = window.fill(0, SNIFF_BYTES)
    head = window.text(0, available)
    final = window.ended and window.end == available
    if wanted in {None, "delimited"} and (dialect := _dialect(head, name, wanted, final=final)):
        from leakscan.readers import delimited

        reading.formats.append("delimited")
        chunks = delimited.read_delimited(
            window, dialect.delimiter, dialect.preamble, every_cell=options.every_cell
        )
    else:
        reading.formats.append("text")
        chunks = text.read_text(window)
    reading.give(payloads.items(chunks))


def _text_format(head: bytes, name: str, wanted: str | None) -> TextFormat | None:
    if wanted is not None:
        return next((entry.load() for entry in TEXT_FORMATS if entry.name == wanted), None)
    found = candidates(TEXT_FORMATS, head, name)
    return next((entry for entry in found if entry.recognise(head, name)), None)


def _dialect(head: bytes, name: str, wanted: str | None, *, final: bool) -> Dialect | None:
    expected = ""
    if name.endswith((".tsv", ".tab")):
        expected = "tsv"
    elif wanted or name.endswith(".csv"):
        expected = "csv"
    return sniff_dialect(head, final=final, expected=expected)


__all__ = [
    "ByteStream",
    "FormatInfo",
    "ReadOptions",
    "Reading",
    "ending",
    "is_installed",
    "open_content",
    "open_member",
    "unwrap",
]
