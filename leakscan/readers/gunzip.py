"""One gzip stream, of which all that comes out is given before its checksum is found wrong.

Specification: RFC 1952. The libraries give nothing of the call in which they meet a wrong checksum,
which of a small file is all there is. So they undo only deflate here.
"""

import struct

from leakscan.readers.decompressors import RAW_DEFLATE, Inflate, deflate_library

_FIXED_HEADER = 10
_FLAGS_AT = 3
_CHECKED, _EXTRA, _NAMED, _COMMENTED = 2, 4, 8, 16
_MAX_HEADER = 1024 * 1024
_TRAILER = struct.Struct("<II")


class Gunzip:
    """A decompressor of gzip behind the interface of the others.

    Attributes:
        eof: The stream has ended, and its checksum is right.
    """

    __slots__ = ("_begun", "_checksum", "_header", "_inflate", "_size", "_trailer", "eof")

    def __init__(self) -> None:
        self._inflate = Inflate(RAW_DEFLATE)
        self._header = self._trailer = b""
        self._checksum = self._size = 0
        self._begun = self.eof = False

    @property
    def needs_input(self) -> bool:
        """Nothing more comes out without more going in."""
        if self._inflate.eof:
            return len(self._trailer) < _TRAILER.size
        return self._inflate.needs_input

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the end."""
        return self._trailer[_TRAILER.size :]

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most `max_length` next bytes.

        Raises:
            ValueError: The header is too long, or what came out is not what went in.
        """
        if not self._begun:
            data = self._after_header(data)
        if self._inflate.eof:
            self._trailer += data
            self._check()
            return b""
        if not data and self._inflate.needs_input:
            return b""
        block = self._inflate.decompress(data, max_length)
        self._checksum = deflate_library().crc32(block, self._checksum)
        self._size += len(block)
        if self._inflate.eof:
            self._trailer = self._inflate.unused_data or b""
        return block

    def _after_header(self, data: bytes) -> bytes:
        self._header += data
        size = _header_size(self._header)
        if not size:
            if len(self._header) > _MAX_HEADER:
                raise ValueError
            return b""
        data, self._header, self._begun = self._header[size:], b"", True
        return data

    def _check(self) -> None:
        """Compare what came out with what the stream says, once it has said it."""
        if len(self._trailer) < _TRAILER.size:
            return
        if _TRAILER.unpack_from(self._trailer) != (self._checksum, self._size & 0xFFFFFFFF):
            raise ValueError
        self.eof = True


def _header_size(data: bytes) -> int:
    """How many bytes come before deflate; 0 when more are needed to tell."""
    size = _FIXED_HEADER
    if len(data) < size:
        return 0
    flags = data[_FLAGS_AT]
    if flags & _EXTRA:
        size += 2 + int.from_bytes(data[size : size + 2], "little")
    for flag in (_NAMED, _COMMENTED):
        if flags & flag:
            size = data.find(b"\0", size) + 1
            if not size:
                return 0
    size += 2 if flags & _CHECKED else 0
    return size if size <= len(data) else 0


__all__ = ["Gunzip"]
