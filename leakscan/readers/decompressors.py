"""Decompressor objects of one interface: that of the standard library's ``bz2`` and ``lzma``.

Deflate is brought to it, and liblzma's bare streams, which neither tell their end nor bound their
memory. Libraries are imported where they are first needed.

Deflate is undone by ISA-L where it is installed, in a third of zlib's time: of a gzip of text that
is the difference between a tenth and a third of the scan. What comes out is the same, bytes just
before damage apart.
"""

import sys
from functools import cache
from types import ModuleType
from typing import Protocol

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError

MAX_MEMORY = 192 * 1024 * 1024
"""Of one decompressor. A dictionary can be up to 4 GiB by the format; ``xz -9`` takes 65 MiB."""
RAW_DEFLATE = -15


class Decompressor(Protocol):
    """One compressed stream; what comes after its end is `unused_data`."""

    @property
    def eof(self) -> bool:
        """The stream has ended."""
        ...

    @property
    def needs_input(self) -> bool:
        """Nothing more comes out without more going in."""
        ...

    @property
    def unused_data(self) -> bytes | None:
        """What was given beyond the end."""
        ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most `max_length` next bytes."""
        ...


@cache
def deflate_library() -> ModuleType:
    """zlib, or what does the same faster."""
    try:
        from isal import isal_zlib
    except ImportError:
        import zlib

        return zlib
    return isal_zlib


class Inflate:
    """zlib's decompressor behind the interface of the others.

    Attributes:
        eof: The stream has ended.
        needs_input: Nothing more comes out without more going in.
    """

    __slots__ = ("_inflate", "_rest", "needs_input")

    def __init__(self, window: int) -> None:
        self._inflate = deflate_library().decompressobj(window)
        self._rest = b""
        self.needs_input = True

    @property
    def eof(self) -> bool:
        """The stream has ended."""
        return bool(self._inflate.eof)

    @property
    def unused_data(self) -> bytes | None:
        """What was given beyond the end."""
        unused: bytes = self._inflate.unused_data
        return unused

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most `max_length` next bytes."""
        data = self._rest + data if self._rest else data
        block: bytes = self._inflate.decompress(data, max_length)
        self._rest = self._inflate.unconsumed_tail
        # A full block may leave output inside zlib although all input was taken.
        self.needs_input = not self._rest and len(block) < max_length
        return block


class Lzma:
    """liblzma's decompressor, whose refusal for memory can be told from damage."""

    __slots__ = ("_one",)

    def __init__(self, one: Decompressor) -> None:
        self._one = one

    @property
    def eof(self) -> bool:
        """The stream has ended."""
        return self._one.eof

    @property
    def needs_input(self) -> bool:
        """Nothing more comes out without more going in."""
        return self._one.needs_input

    @property
    def unused_data(self) -> bytes | None:
        """What was given beyond the end."""
        return self._one.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most `max_length` next bytes.

        Raises:
            MemoryError: It would take more than `MAX_MEMORY`.
        """
        import lzma

        try:
            return self._one.decompress(data, max_length)
        except lzma.LZMAError as error:
            if "emory" in str(error):
                raise MemoryError from None
            raise


class Sized:
    """A decompressor of a bare stream, which ends when so many bytes came out."""

    __slots__ = ("_left", "_one")

    unused_data = b""

    def __init__(self, one: Decompressor, size: int) -> None:
        self._one = one
        self._left = size

    @property
    def eof(self) -> bool:
        """All bytes came out."""
        return not self._left or self._one.eof

    @property
    def needs_input(self) -> bool:
        """Nothing more comes out without more going in."""
        return self._one.needs_input

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most `max_length` next bytes."""
        block = self._one.decompress(data, min(max_length, self._left))
        self._left -= len(block)
        return block


def new_bzip2() -> Decompressor:
    """Of bzip2."""
    import bz2

    return bz2.BZ2Decompressor()


def new_xz() -> Decompressor:
    """Of xz and of lzma with its header."""
    import lzma

    return Lzma(lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=MAX_MEMORY))


def new_zstd() -> Decompressor:
    """Of Zstandard."""
    if sys.version_info >= (3, 14):
        from compression.zstd import ZstdDecompressor
    else:
        from backports.zstd import ZstdDecompressor

    one: Decompressor = ZstdDecompressor()
    return one


def new_lz4() -> Decompressor:
    """Of LZ4 frames; its library is an extra."""
    from lz4.frame import LZ4FrameDecompressor

    one: Decompressor = LZ4FrameDecompressor()
    return one


def new_raw_lzma(properties: bytes, size: int | None) -> Decompressor:
    """Of LZMA without a header, as in ZIP: see `new_raw_filtered`."""
    return new_raw_filtered(1, properties, [], size)


def new_raw_filtered(
    version: int, properties: bytes, filters: list[tuple[str, bytes]], size: int | None
) -> Decompressor:
    """Of LZMA without a header, as in 7z, with the filters that undo what came before it.

    Args:
        version: 1 or 2, of LZMA.
        properties: For LZMA one byte of parameters and four of the dictionary's size, for LZMA2
            one byte.
        filters: Names as in `lzma` and properties, the last to be undone first.
        size: Bytes that come out; None when an end marker tells.

    Raises:
        ReadError: CORRUPT, or TOO_LARGE for the dictionary.
    """
    import lzma

    chain = [_filter(name, data) for name, data in filters]
    chain.append(_lzma1(properties, size) if version == 1 else _lzma2(properties, size))
    try:
        one = Lzma(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain))
    except (lzma.LZMAError, ValueError):
        raise ReadError(GapReason.CORRUPT, "lzma properties damaged") from None
    return one if size is None else Sized(one, size)


def _lzma1(properties: bytes, size: int | None) -> dict[str, int]:
    import lzma

    if len(properties) < 5 or properties[0] >= 9 * 5 * 5:
        raise ReadError(GapReason.CORRUPT, "lzma properties damaged")
    rest, lc = divmod(properties[0], 9)
    pb, lp = divmod(rest, 5)
    dictionary = _dictionary(int.from_bytes(properties[1:5], "little"), size)
    return {"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": lc, "lp": lp, "pb": pb}


def _lzma2(properties: bytes, size: int | None) -> dict[str, int]:
    import lzma

    if not properties or properties[0] > 40:
        raise ReadError(GapReason.CORRUPT, "lzma2 properties damaged")
    code = properties[0]
    declared = 0xFFFFFFFF if code == 40 else (2 | code & 1) << (code // 2 + 11)
    return {"id": lzma.FILTER_LZMA2, "dict_size": _dictionary(declared, size)}


def _filter(name: str, properties: bytes) -> dict[str, int]:
    import lzma

    if name == "delta":
        return {"id": lzma.FILTER_DELTA, "dist": (properties[0] if properties else 0) + 1}
    number: int = getattr(lzma, f"FILTER_{name.upper()}")
    return {"id": number}


def _dictionary(declared: int, size: int | None) -> int:
    """The dictionary to allocate: no more than what comes out can refer to."""
    needed = declared if size is None else min(declared, max(size, 1))
    if needed > MAX_MEMORY:
        raise ReadError(GapReason.TOO_LARGE, "lzma dictionary needs too much memory")
    return max(needed, 4096)
