"""Bytes of a member to canonical UTF-8, in fixed blocks, with the encoding found on the way.

Blocks are cut at absolute offsets, so what a block is decoded as never depends on how large
chunks are. Line ends are kept, except in a file that knows only CR (old HPRIM): there CR is
written as LF, byte for byte, so that everything after counts lines the same way.
"""

import codecs
from collections.abc import Iterator
from typing import Protocol

from leakscan.model.coverage import Gap, GapReason
from leakscan.readers.ebcdic import EbcdicDecoder, ebcdic_of
from leakscan.readers.eightbit import EightBitDecoder
from leakscan.readers.feed import ByteFeed
from leakscan.readers.misread import looks_misread
from leakscan.readers.origin import Piece, Transcoded
from leakscan.readers.plain_signs import plain_signs

BLOCK_BYTES = 512 * 1024
"""Bytes decoded at a time: in cache (1 MiB takes longer again); a multiple of 4."""
_NUL_TO_SPACE = bytes.maketrans(b"\0", b" ")
_CR_TO_LF = bytes.maketrans(b"\r", b"\n")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII_COMPATIBLE = {"utf-8-sig", "ascii"}
_SAMPLE_BYTES = 4096
_MIN_UNITS = 2


class Decoder(Protocol):
    """Turns blocks into pieces; `name` is the encoding met so far."""

    name: str

    def decode(self, block: bytes, *, final: bool) -> list[Piece]:
        """Canonical pieces of the next block."""
        ...


def detect_wide(head: bytes) -> tuple[str, int]:
    """The encoding a BOM or a pattern of NULs announces, and the BOM's length.

    Returns:
        ``("", 0)`` for everything ASCII-compatible.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, len(bom)
    sample = head[: min(len(head) & ~1, _SAMPLE_BYTES)]
    units = len(sample) // 2
    if units < _MIN_UNITS:
        return "", 0
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if second > 0.6 * units and first < 0.05 * units:
        return "utf-16-le", 0
    if first > 0.6 * units and second < 0.05 * units:
        return "utf-16-be", 0
    return "", 0


def declared(encoding: str, head: bytes) -> tuple[str, int]:
    """The encoding to decode with when `encoding` is asked for, and the length of its BOM.

    Python's ``utf-16`` and ``utf-32`` refuse a text without a BOM: without one the byte order
    is that of the pattern of NULs, or else the little-endian one.
    """
    codec = codecs.lookup(encoding).name
    if codec in {"utf-16", "utf-32"}:
        wide, skip = detect_wide(head)
        return (wide, skip) if wide.startswith(codec) else (f"{codec}-le", 0)
    for bom, name in _BOMS:
        if name == codec and head.startswith(bom):
            return encoding, len(bom)
    return encoding, 0


class CodecDecoder:
    """Decodes with a named codec.

    Bytes it does not know are replaced, and told once as a gap; so is a text that looks like
    one in another encoding.
    """

    __slots__ = ("_codec", "_decoder", "_gaps", "_offset", "_told", "name")

    def __init__(self, name: str, gaps: list[Gap], *, offset: int = 0) -> None:
        self.name = name
        self._codec = codecs.lookup(name).name
        self._decoder = codecs.getincrementaldecoder(name)("strict")
        self._gaps = gaps
        self._offset = offset
        self._told = False

    def decode(self, block: bytes, *, final: bool) -> list[Piece]:
        """One piece, or none when the block only began a character."""
        state = self._decoder.getstate()
        start = self._offset - len(state[0])
        self._offset += len(block)
        if not self._told and looks_misread(block, self._codec):
            self._tell(f"bytes do not look like {self.name}")
        codec = self._codec
        try:
            text = self._decoder.decode(block, final)
        except UnicodeError:
            self._tell(f"bytes not valid in {self.name}")
            try:
                text = self._replace(state, block, final=final)
            except UnicodeError:
                # Some codecs replace nothing; every byte is a character of Latin-1.
                codec, text = "latin-1", (state[0] + block).decode("latin-1")
                self._decoder.reset()
        data = text.encode(errors="replace")
        return [Piece(data, Transcoded(start, data, codec))] if data else []

    def _replace(self, state: tuple[bytes, int], block: bytes, *, final: bool) -> str:
        lenient = codecs.getincrementaldecoder(self.name)("replace")
        lenient.setstate(state)
        text = lenient.decode(block, final)
        self._decoder.setstate(lenient.getstate())
        return text

    def _tell(self, where: str) -> None:
        if not self._told:
            self._told = True
            self._gaps.append(Gap(reason=GapReason.CORRUPT, where=where))


class CanonicalText:
    """A member's text as canonical pieces, one pass.

    Attributes:
        feed: Where the bytes come from.
        decoder: Knows the encoding met so far.
    """

    __slots__ = ("_table", "decoder", "feed")

    decoder: Decoder

    def __init__(
        self, feed: ByteFeed, encoding: str | None, *, decoder: Decoder | None = None
    ) -> None:
        """Look at the feed's head; `encoding` or `decoder` override detection."""
        head = feed.peek(_SAMPLE_BYTES * 16)
        wide, skip = detect_wide(head)
        table = None
        if decoder is not None:
            self.decoder = decoder
        elif encoding is not None and codecs.lookup(encoding).name not in _ASCII_COMPATIBLE:
            encoding, skip = declared(encoding, head)
            feed.read(skip)
            self.decoder = CodecDecoder(encoding, feed.gaps, offset=skip)
        elif wide and wide != "utf-8-sig":
            feed.read(skip)
            self.decoder = CodecDecoder(wide, feed.gaps, offset=skip)
        elif encoding is None and (page := ebcdic_of(head)):
            self.decoder = EbcdicDecoder(page)
        else:
            feed.read(skip)
            self.decoder = EightBitDecoder(wide or "ascii", offset=skip)
            if b"\r" in head and b"\n" not in head:
                table = _CR_TO_LF
        self.feed = feed
        self._table = table

    def __iter__(self) -> Iterator[Piece]:
        """Pieces in order, none empty."""
        final = False
        while not final:
            block = self.feed.read(BLOCK_BYTES)
            final = len(block) < BLOCK_BYTES
            if isinstance(self.decoder, EightBitDecoder):
                block = self._mapped(block)
            yield from map(plain_signs, self.decoder.decode(block, final=final))

    def _mapped(self, block: bytes) -> bytes:
        if self._table is not None:
            block = block.translate(self._table)
        return block.translate(_NUL_TO_SPACE) if b"\0" in block else block
