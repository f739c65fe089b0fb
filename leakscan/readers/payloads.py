"""Files carried inside text as one long word of base64 or hexadecimal: taken out, read again.

HL7 v2 puts documents into OBX-5 (type ED), JSON resources into ``data``. Such a word is cut
out of the text before it is indexed, so records stay short and nothing is sought in it. What
does not decode to a file or to text stays where it is.
"""

import base64
import io
from collections.abc import Iterable, Iterator

import numpy as np

from leakscan.model.coverage import Gap, GapReason
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.raw.chunk import same_offset
from leakscan.raw.embedded import ByteStream, Embedded, Item
from leakscan.raw.places import Within
from leakscan.readers.block_stream import BlockStream
from leakscan.readers.encoded_objects import MAX_BYTES, in_place, object_text
from leakscan.readers.escapes import Bytes
from leakscan.readers.origin import Piece, glued

_MIN_WORD = 256
"""Shorter words of letters and digits are keys, hashes and names."""
_DECIDED_AT = 8192
_BLOCK = 64 * 1024
_STEP = 8
_FIRST_LOOK = 256
_PLAIN_SHARE = 0.8
_DOCUMENTS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"\x1f\x8b\x08",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
)
"""How the files begin that messages carry; besides, any text."""
_DICOM_AT = 128
MAX_PAYLOAD_BYTES = 64 * 1024 * 1024
"""Longest word kept; of a longer one only its place is told."""
MAX_WAITING_BYTES = 96 * 1024 * 1024
"""Of files taken out of text that is not yet given out: rows of a few letters and a document
each would be thousands to a chunk."""
_WORD_TABLE = np.zeros(256, np.bool_)
_WORD_TABLE[list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\\_-")] = True
"""Base64 and its form for URLs; JSON writes ``\\/`` for a slash."""
_HEXADECIMAL = deferred(rb"\\{0,2}(?:0?[xX])?([0-9A-Fa-f]+)")
"""Dumps write ``0x…`` (MySQL), ``\\x…`` (PostgreSQL) or digits alone."""
_PLAIN_TABLE = np.zeros(256, np.bool_)
_PLAIN_TABLE[0x20:0x7F] = True
_PLAIN_TABLE[list(b"\t\r\n")] = True


class PayloadFilter:
    """Text without the files in it.

    Args:
        objects: Objects of JSON stay where they stand, decoded, in text that signs of XML do not
            break.

    Attributes:
        found: Files taken out and not yet given to the scan, in order.
    """

    __slots__ = ("_count", "_objects", "_size", "_waiting", "_word", "found")

    def __init__(self, *, objects: bool = False) -> None:
        self.found: list[Embedded] = []
        self._objects = objects
        self._word: list[Piece] = []
        self._size = 0
        self._count = 0
        self._waiting = 0

    def pieces(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces, without long words that are files."""
        for piece in pieces:
            yield from self._cut(piece)
        yield from self._end_word()

    def items(self, items: Iterable[Item]) -> Iterator[Item]:
        """What was read of the filtered text, with the files among it."""
        for item in items:
            yield item
            # A chunk is as large as all else that is held, and no longer needed.
            del item
            yield from self._give()
        yield from self._give()

    def _give(self) -> Iterator[Item]:
        found, self.found, self._waiting = self.found, [], 0
        yield from found

    def _cut(self, piece: Piece) -> Iterator[Piece]:
        """What of a piece is text; its last word may go on in the next."""
        data = np.frombuffer(piece.data, np.uint8)
        begin = 0
        for start, end in _words(data, continued=bool(self._word)):
            if start > begin:
                yield _part(piece, begin, start)
            yield from self._grow(_part(piece, start, end))
            if end < data.size:
                yield from self._end_word()
            begin = end
        if begin < data.size:
            yield _part(piece, begin, data.size)

    def _grow(self, part: Piece) -> Iterator[Piece]:
        if self._size <= MAX_PAYLOAD_BYTES and part.data:
            self._word.append(part)
        self._size += len(part.data)
        if self._size - len(part.data) < _DECIDED_AT <= self._size and not self._is_file():
            yield from self._word
            self._word, self._size = [], 0

    def _end_word(self) -> Iterator[Piece]:
        word, size = self._word, self._size
        if not word:
            return
        is_file = size >= _MIN_WORD and self._is_file()
        self._word, self._size = [], 0
        if not is_file:
            yield from word
            return
        if self._objects and size <= MAX_BYTES and (decoded := _decoded_object(word)):
            yield decoded
            return
        self._count += 1
        name = f"base64 {self._count}"
        if size > MAX_PAYLOAD_BYTES:
            gap = Gap(reason=GapReason.TOO_LARGE, where="base64", bytes=size * 3 // 4)
            self.found.append(Embedded(name, _closed, gap=gap))
            return
        if self._waiting + size * 3 // 4 > MAX_WAITING_BYTES and self._waiting:
            yield from self._leave(word, size)
            return
        data = _decoded(b"".join(part.data for part in word))
        self._waiting += len(data)
        self.found.append(Embedded(name, lambda: io.BytesIO(data), size=len(data)))

    def _leave(self, word: list[Piece], size: int) -> Iterator[Piece]:
        """Give a file out as text: more of them wait than memory is for."""
        gap = Gap(reason=GapReason.TOO_LARGE, where="base64 left as text", bytes=size * 3 // 4)
        self.found.append(Embedded("base64", _closed, gap=gap))
        yield from word

    def _is_file(self) -> bool:
        """Whether the word decodes to the beginning of a file, or to text."""
        return _begins_file(b"".join(part.data for part in self._word))


def file_in(word: bytes) -> bytes:
    """The file or the text that a whole word stands for; nothing when it is none."""
    if len(word) < _MIN_WORD or not _WORD_TABLE[np.frombuffer(word, np.uint8)].all():
        return b""
    return _decoded(word) if _begins_file(word) else b""


def _begins_file(word: bytes) -> bool:
    head = word[:_DECIDED_AT]
    data = _decoded(head[: len(head) & ~3])
    if data.startswith(_DOCUMENTS) or data[_DICOM_AT:].startswith(b"DICM"):
        return True
    signs = np.frombuffer(data, np.uint8)
    plain = int(np.count_nonzero(_PLAIN_TABLE[signs]))
    return plain > 0 and plain >= _PLAIN_SHARE * signs.size


def _decoded_object(word: list[Piece]) -> Piece | None:
    """The text of an object of JSON that a word stands for; None when it is something else."""
    whole = glued(*word)
    text = object_text(_decoded(whole.data))
    return in_place(whole, text) if text else None


class WithoutPayloads(BlockStream):
    """A stream of text without the files in it, for parsers that take bytes.

    Attributes:
        payloads: Holds what was taken out.
    """

    __slots__ = ("payloads",)

    def __init__(self, stream: ByteStream) -> None:
        self.payloads = PayloadFilter()
        blocks = iter(lambda: stream.read(_BLOCK), b"")
        pieces = (Piece(block, same_offset) for block in blocks)
        super().__init__(piece.data for piece in self.payloads.pieces(pieces))


def _words(data: Bytes, *, continued: bool) -> list[tuple[int, int]]:
    """Spans of long words, and of those at the edges that may go on."""
    if KERNELS is not None:
        starts, ends = arrays.long_words(data, _WORD_TABLE, _MIN_WORD, data.size + 1)
        words = list(zip(starts.tolist(), ends.tolist(), strict=True))
        first, last = (0, _leading(data)), (data.size - _leading(data[::-1]), data.size)
    else:
        words, first, last = _sampled_words(data)
    if continued and first not in words:
        words.insert(0, first)
    if last[1] > last[0] and last not in words:
        words.append(last)
    return words


def _leading(data: Bytes) -> int:
    """How many bytes of a word a text begins with."""
    size = _FIRST_LOOK
    while True:
        head = _WORD_TABLE[data[:size]]
        if not head.all():
            return int(np.argmin(head))
        if size >= data.size:
            return data.size
        size *= 16


Span = tuple[int, int]


def _sampled_words(data: Bytes) -> tuple[list[Span], Span, Span]:
    """Long words, the first and the last word; the twin of the kernel.

    One byte in `_STEP` is looked at first: long words show as long runs of them.
    """
    breaks = np.flatnonzero(~_WORD_TABLE[data[::_STEP]]) * _STEP
    edges = np.concatenate(([0], breaks, [data.size]))
    wide = np.flatnonzero(np.diff(edges) >= _MIN_WORD - _STEP)
    found: list[tuple[int, int]] = []
    for region in sorted({0, *wide.tolist(), edges.size - 2}):
        found += _words_in(data, int(edges[region]), int(edges[region + 1]))
    words = [(start, end) for start, end in found if end - start >= _MIN_WORD]
    return words, found[0], found[-1]


def _words_in(data: Bytes, low: int, high: int) -> list[tuple[int, int]]:
    breaks = np.flatnonzero(~_WORD_TABLE[data[low:high]]) + low
    starts = [low, *(breaks + 1).tolist()]
    return list(zip(starts, [*breaks.tolist(), high], strict=True))


def _part(piece: Piece, begin: int, end: int) -> Piece:
    if end - begin == len(piece.data):
        return piece
    return Piece(piece.data[begin:end], Within(piece.locate, begin))


def _decoded(word: bytes) -> bytes:
    """The bytes that a word of base64 or of hexadecimal stands for; lenient, as its sources are."""
    digits = _HEXADECIMAL.fullmatch(word)
    if digits is not None:
        return bytes.fromhex(digits[1][: len(digits[1]) & ~1].decode())
    word = word.replace(b"\\", b"").translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    word = word[: len(word) - (len(word) % 4 == 1)]
    try:
        return base64.b64decode(word + b"=" * (-len(word) % 4))
    except ValueError:
        return b""


def _closed() -> ByteStream:
    return io.BytesIO()


__all__ = ["MAX_PAYLOAD_BYTES", "PayloadFilter", "WithoutPayloads", "file_in"]
