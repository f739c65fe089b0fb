"""Prose from readers that have strings, not bytes: letters, pages, messages, notes.

What comes out is what the same text in a plain file gives: one record for a document up to
64 KiB, then blocks. Positions in the member's bytes mean nothing here and are told as unknown.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from leakscan.raw.chunk import MAX_PROSE_RECORD_BYTES, UNKNOWN_OFFSET, Chunk
from leakscan.raw.embedded import Item
from leakscan.readers.origin import Piece
from leakscan.readers.plain_signs import plain_text
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

_PIECE_CHARACTERS = 64 * 1024
_NUL_TO_SPACE = bytes.maketrans(b"\0", b" ")


def nowhere(_offset: int) -> int:
    """The original offset of text that stands nowhere in the member as it is."""
    return UNKNOWN_OFFSET


def canonical(text: str) -> bytes:
    """Canonical UTF-8 with one byte for what no encoding can write (lone surrogates, NUL)."""
    data = plain_text(text).encode(errors="replace")
    return data.translate(_NUL_TO_SPACE) if b"\0" in data else data


def document_of(pieces: Iterable[str], *, chunk_bytes: int, first_page: int = 0) -> Iterator[Chunk]:
    """Chunks of one document; pieces are taken as they are needed.

    Args:
        pieces: Consecutive text; where a line ends, a line end stands in it.
        chunk_bytes: Target size of a chunk.
        first_page: Number of the first page when form feeds turn pages, 0 without pages.
    """
    window = TextWindow(_pieces(pieces), chunk_bytes)
    page = first_page
    for chunk in prose_chunks(window):
        chunk.first_page = page
        yield chunk
        if page:
            page += chunk.data.count(b"\f", chunk.begin, chunk.end)


def prose_of(texts: Iterable[str], *, chunk_bytes: int) -> Iterator[Chunk]:
    """Chunks of documents that have nothing to do with each other: each is a record.

    Documents beyond 64 KiB are cut into blocks, as `document_of` cuts them.
    """
    waiting = WaitingTexts(chunk_bytes)
    for text in texts:
        yield from waiting.add(text)
    yield from waiting.flush()


def in_sequence(items: Iterable[Item]) -> Iterator[Item]:
    """The items of one member, whose lines and records outside sheets are counted on.

    What a document holds comes from several places, each of which counts from its own start.
    """
    line, record = 1, 0
    for item in items:
        if isinstance(item, Chunk) and not item.sheet:
            item.first_line, item.first_record = line, record
            line += item.data.count(b"\n", item.begin, item.end)
            record += int(item.record_starts.size)
        yield item


class WaitingTexts:
    """Documents that come one by one, and wait for a chunk; as `prose_of` gives them out.

    Lines and records are counted throughout.
    """

    __slots__ = ("_chunk_bytes", "_line", "_record", "_size", "_texts")

    def __init__(self, chunk_bytes: int) -> None:
        self._chunk_bytes = chunk_bytes
        self._texts: list[bytes] = []
        self._size = 0
        self._line = 1
        self._record = 0

    def add(self, text: str) -> Iterator[Chunk]:
        """Take a document; those before come out first when it does not fit, long ones at once."""
        data = canonical(text)
        if not data.strip():
            return
        if not data.endswith(b"\n"):
            data += b"\n"
        is_long = len(data) > MAX_PROSE_RECORD_BYTES
        if is_long or self._size + len(data) > self._chunk_bytes:
            yield from self.flush()
        if is_long:
            for chunk in document_of([text], chunk_bytes=self._chunk_bytes):
                yield self._numbered(chunk)
            return
        self._texts.append(data)
        self._size += len(data)

    def flush(self) -> Iterator[Chunk]:
        """All that waits, as one chunk."""
        if self._texts:
            sizes = np.fromiter(map(len, self._texts), np.int64, len(self._texts))
            data = b"".join(self._texts)
            self._texts, self._size = [], 0
            starts = np.cumsum(sizes) - sizes
            yield self._numbered(Chunk(data, 0, len(data), 1, 0, starts, original=nowhere))

    def _numbered(self, chunk: Chunk) -> Chunk:
        """The chunk with the numbers that follow those before it."""
        chunk.first_line, chunk.first_record = self._line, self._record
        self._line += chunk.data.count(b"\n", chunk.begin, chunk.end)
        self._record += int(chunk.record_starts.size)
        return chunk


def _pieces(texts: Iterable[str]) -> Iterator[Piece]:
    """Canonical text in pieces of bounded size, none empty."""
    waiting: list[str] = []
    size = 0
    for text in texts:
        if size + len(text) > _PIECE_CHARACTERS and waiting:
            yield Piece(canonical("".join(waiting)), nowhere)
            waiting, size = [], 0
        if len(text) > _PIECE_CHARACTERS:
            for start in range(0, len(text), _PIECE_CHARACTERS):
                yield Piece(canonical(text[start : start + _PIECE_CHARACTERS]), nowhere)
        elif text:
            waiting.append(text)
            size += len(text)
    if waiting:
        yield Piece(canonical("".join(waiting)), nowhere)


__all__ = ["WaitingTexts", "canonical", "document_of", "in_sequence", "nowhere", "prose_of"]
