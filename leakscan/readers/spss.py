"""SPSS system files: a dictionary, then cases of eight bytes and multiples of them.

Specification: "System File Format" in the PSPP Developers Guide (GNU). Cases are stored as they
are, by a code of one byte for each eight (.sav), or in blocks of those by zlib (.zsav).
"""

import struct
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import LimitExceeded, ReadError
from leakscan.raw.embedded import ByteStream, Item
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import Inflate
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions
from leakscan.readers.spss_dictionary import (
    ELEMENT,
    HEADER_BYTES,
    Dictionary,
    Place,
    order_of,
    read_dictionary,
)
from leakscan.readers.typed_tables import TypedTable
from leakscan.readers.variables import decoder_of, rows_of, table_of

INFO = FormatInfo(
    name="spss",
    description={
        "fr": "SPSS (.sav, .zsav) : étiquettes de variables et de valeurs, textes très longs",
        "en": "SPSS (.sav, .zsav): variable and value labels, very long texts",
    },
    limits={
        "fr": "fichiers portables (.por) : lus comme du texte",
        "en": "portable files (.por): read as text",
    },
)
_BLOCK_BYTES = 256 * 1024
_MAX_CASE = 16 * 1024 * 1024
_PLAIN, _BY_BYTES, _BY_BLOCKS = 0, 1, 2
_ZLIB = 15
_BLOCKS_HEADER = 24
_END, _RAW, _BLANK, _MISSING = 252, 253, 254, 255


def is_spss(head: bytes, name: str) -> bool:
    """Whether bytes begin a system file."""
    del name
    return bool(order_of(head[:HEADER_BYTES]))


def read_spss(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """Chunks of cases.

    Memory: that of some cases and a chunk.

    Raises:
        ReadError: The dictionary cannot be read; nothing is known without it.
    """
    found = read_dictionary(feed)
    if found.case_bytes > _MAX_CASE:
        raise LimitExceeded(GapReason.TOO_LARGE, "spss case")
    table = table_of([place.variable for place in found.places])
    rows = _rows(found, _cases(feed, found), table, feed, options.encoding or found.codec)
    yield from table.items(rows, chunk_bytes=options.chunk_bytes)


def _rows(
    found: Dictionary, blocks: Iterator[bytes], table: TypedTable, feed: ByteFeed, codec: str
) -> Iterator[list[str]]:
    size, done, rest = found.case_bytes, 0, b""
    for block in blocks if size else ():
        data = rest + block if rest else block
        count = len(data) // size
        if found.cases >= 0:
            count = min(count, found.cases - done)
        cases = np.frombuffer(data, np.uint8, count * size).reshape(count, size)
        columns = [_cells(cases, place, found.order, codec) for place in found.places]
        yield from rows_of(table, columns, done + 1)
        done, rest = done + count, data[count * size :]
        if done == found.cases or feed.budget.is_spent():
            return
    if done < found.cases or (found.cases < 0 and rest):
        gap = Gap(reason=GapReason.CORRUPT, where="table ends too early")
        feed.gaps.append(gap)


def _cells(cases: npt.NDArray[np.uint8], place: Place, order: str, codec: str) -> list[str]:
    """Cells of one variable."""
    if not place.width:
        start = place.parts[0][0]
        part = np.ascontiguousarray(cases[:, start : start + ELEMENT])
        values = part.view(f"{order}f8").ravel()
        return place.variable.numbers(values, values == -np.finfo(np.float64).max)
    parts = [cases[:, start : start + size] for start, size in place.parts]
    text = np.concatenate(parts, axis=1)[:, : place.width]
    decode = decoder_of(codec)
    fields = np.ascontiguousarray(text).view(f"S{text.shape[1]}").ravel().tolist()
    return place.variable.words([decode(field).rstrip(" \0") for field in fields])


def _cases(feed: ByteFeed, found: Dictionary) -> Iterator[bytes]:
    """The cases as they are without compression, in blocks of any size.

    Raises:
        ReadError: They are compressed in a way nobody knows.
    """
    if found.compression == _PLAIN:
        while block := feed.read(_BLOCK_BYTES):
            yield block
    elif found.compression == _BY_BYTES:
        yield from _expanded(feed, feed, found)
    elif found.compression == _BY_BLOCKS:
        yield from _expanded(_Inflated(feed, found.order), feed, found)
    else:
        raise ReadError(GapReason.UNSUPPORTED, "spss compression")


class _Inflated:
    """The bytes of blocks, each a stream of zlib."""

    def __init__(self, feed: ByteFeed, order: str) -> None:
        """Read past the header of the blocks, which says where they end."""
        head = feed.read(_BLOCKS_HEADER)
        if len(head) < _BLOCKS_HEADER:
            raise ReadError(GapReason.CORRUPT, "spss blocks")
        _, trailer, _ = struct.unpack(f"{order}3q", head)
        self._feed = feed
        self._left = max(trailer - feed.delivered, 0)
        self._stream = Decompressed(
            self._Stored(self), lambda: Inflate(_ZLIB), "spss block", again=bool
        )

    class _Stored:
        """The compressed bytes up to where they end."""

        def __init__(self, owner: "_Inflated") -> None:
            self._owner = owner

        def read(self, size: int, /) -> bytes:
            """At most `size` next bytes."""
            return self._owner.stored(size)

    def stored(self, size: int) -> bytes:
        """At most `size` next compressed bytes."""
        block = self._feed.read(min(size, self._left))
        self._left -= len(block)
        return block

    def read(self, size: int, /) -> bytes:
        """At most `size` next bytes.

        Raises:
            ReadError: They are damaged.
        """
        block = self._stream.read(size)
        self._feed.budget.add_made(len(block))
        return block


def _expanded(stored: ByteStream, feed: ByteFeed, found: Dictionary) -> Iterator[bytes]:
    """Cases whose elements are codes of a byte; eight codes stand before what they call for.

    Raises:
        ReadError: What is compressed once more is damaged.
    """
    elements = _element_table(found)
    rest = b""
    while True:
        block = stored.read(_BLOCK_BYTES)
        data = rest + block
        starts, at = [], 0
        while at + ELEMENT <= len(data):
            after = at + ELEMENT * (1 + data.count(_RAW, at, at + ELEMENT))
            if after > len(data) and block:
                break
            starts.append(at)
            at = after
        rest = data[at:]
        made, ended = _elements(data, starts, elements)
        yield made
        if ended or not block or feed.budget.is_spent():
            return


def _elements(
    data: bytes, starts: list[int], elements: npt.NDArray[np.uint8]
) -> tuple[bytes, bool]:
    """The elements that groups of codes stand for, and whether a code ends them."""
    if not starts:
        return b"", False
    # What a last group calls for may be missing.
    padded = np.frombuffer(data + bytes(ELEMENT * ELEMENT), np.uint8)
    begins = np.array(starts, np.int64)[:, None]
    codes = padded[begins + np.arange(ELEMENT)]
    raw = codes == _RAW
    # The first element that a group calls for stands behind its codes.
    places = (begins + ELEMENT * np.cumsum(raw, axis=1))[raw]
    codes = codes.ravel()
    made = elements[codes]
    made[raw.ravel()] = padded[places[:, None] + np.arange(ELEMENT)]
    ends = np.flatnonzero(codes == _END)
    if ends.size:
        codes, made = codes[: ends[0]], made[: ends[0]]
    return made[codes != 0].tobytes(), bool(ends.size)


def _element_table(found: Dictionary) -> npt.NDArray[np.uint8]:
    """The eight bytes that each code stands for by itself."""
    numbers = (np.arange(256) - found.bias).astype(f"{found.order}f8")
    numbers[_MISSING] = -np.finfo(np.float64).max
    table = numbers.view(np.uint8).reshape(256, ELEMENT).copy()
    table[_BLANK] = ord(" ")
    return table
