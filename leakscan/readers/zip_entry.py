"""One member of a ZIP archive: its header, the name in it, and its bytes.

Specification: PKWARE APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
"""

import struct
import zlib
from collections.abc import Callable, Sequence

from leakscan.frozen import slotted
from leakscan.model.coverage import Gap, GapReason
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import (
    RAW_DEFLATE,
    Decompressor,
    Inflate,
    new_bzip2,
    new_raw_lzma,
    new_xz,
    new_zstd,
)
from leakscan.readers.spans import Reads

LOCAL_MAGIC = b"PK\x03\x04"
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL_MAGIC = b"PK\x01\x02"
CENTRAL = struct.Struct("<4s6H3I5H2I")
ENCRYPTED, _LZMA_END, DESCRIBED, _STRONG, _UTF8, _MASKED = (
    1 << 0,
    1 << 1,
    1 << 3,
    1 << 6,
    1 << 11,
    1 << 13,
)
STORED, DEFLATED, _BZIP2, _LZMA, _ZSTD_OLD, _ZSTD, _XZ = 0, 8, 12, 14, 20, 93, 95
_ZIP64, _UNICODE_PATH = 0x0001, 0x7075
UNKNOWN = 0xFFFFFFFF
"""Of a size or an offset: it stands among the extra fields."""
_METHODS = {
    1: "shrink", 2: "reduce", 3: "reduce", 4: "reduce", 5: "reduce", 6: "implode",
    9: "deflate64", 10: "implode", 96: "jpeg", 97: "wavpack", 98: "ppmd", 99: "aes",
}  # fmt: skip


@slotted(kw_only=True, eq=True)
class ZipEntry:
    """What a header says; sizes are None where only a descriptor after the data tells them.

    Attributes:
        raw_name: As stored.
        offset: Of the local header in the archive; 0 when read in order.
    """

    raw_name: bytes
    flags: int
    method: int
    crc: int
    compressed: int | None
    size: int | None
    extra: bytes = b""
    offset: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether it only names a folder."""
        return self.raw_name.endswith((b"/", b"\\")) and not self.compressed and not self.size

    @property
    def is_empty(self) -> bool:
        """Whether it holds not a byte, as far as its header is true."""
        return not (self.compressed or self.size or self.method or self.flags & ~_UTF8)

    @property
    def name(self) -> str:
        """UTF-8 when it says so or is that, else code page 437."""
        for kind, data in _extras(self.extra) if self.extra else ():
            # Version, CRC-32 of the stored name, the name.
            if kind == _UNICODE_PATH and len(data) > 5:
                (crc,) = struct.unpack_from("<I", data, 1)
                if crc == zlib.crc32(self.raw_name):
                    return data[5:].decode("utf-8", "replace")
        try:
            return self.raw_name.decode("utf-8")
        except UnicodeDecodeError:
            codec = "utf-8" if self.flags & _UTF8 else "cp437"
            return self.raw_name.decode(codec, "replace")

    def gap(self) -> Gap | None:
        """Why its bytes cannot be had."""
        if self.flags & (ENCRYPTED | _STRONG | _MASKED) or self.method == 99:
            return Gap(reason=GapReason.ENCRYPTED, where="zip member", bytes=self.size)
        if self.method not in _DECOMPRESSORS and self.method not in {STORED, _LZMA}:
            method = _METHODS.get(self.method, f"method {self.method}")
            return Gap(reason=GapReason.UNSUPPORTED, where=f"zip {method}", bytes=self.size)
        return None

    def decompressed(self, source: Reads) -> Decompressed:
        """The bytes of a compressed member, from its first compressed one on."""
        if self.method == _LZMA:
            # A version of two bytes, the length of the properties, the properties.
            head = source.read(4)
            properties = source.read(int.from_bytes(head[2:4], "little"))
            marked = self.flags & _LZMA_END
            one = new_raw_lzma(properties, None if marked else self.size)
            return Decompressed(source, lambda: one, "zip lzma")
        return Decompressed(source, _DECOMPRESSORS[self.method], "zip")


def local_entry(header: bytes) -> ZipEntry:
    """The entry of a local header, without name and extra fields."""
    _, _, flags, method, _, _, crc, compressed, size, _, _ = LOCAL.unpack(header)
    return ZipEntry(
        raw_name=b"", flags=flags, method=method, crc=crc, compressed=compressed, size=size
    )


def local_lengths(header: bytes) -> tuple[int, int]:
    """Length of the name and of the extra fields after a local header."""
    name, extra = LOCAL.unpack(header)[-2:]
    return name, extra


def settle(entry: ZipEntry) -> ZipEntry:
    """Read the extra fields of a local entry: sizes beyond 4 GiB; or none are known."""
    wide = wide_sizes(entry.extra, entry.size or 0, entry.compressed or 0)
    entry.size, entry.compressed = wide[:2]
    if entry.flags & DESCRIBED and not entry.compressed:
        entry.size = entry.compressed = None
    return entry


def wide_sizes(extra: bytes, *values: int) -> Sequence[int]:
    """The values of a header, those that did not fit replaced by their ZIP64 ones."""
    if UNKNOWN not in values:
        return values
    wide = next((data for kind, data in _extras(extra) if kind == _ZIP64), b"")
    result = []
    for value in values:
        if value == UNKNOWN and len(wide) >= 8:
            value, wide = int.from_bytes(wide[:8], "little"), wide[8:]  # noqa: PLW2901
        result.append(value)
    return result


def _extras(extra: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        found.append((kind, extra[at + 4 : at + 4 + size]))
        at += 4 + size
    return found


_DECOMPRESSORS: dict[int, Callable[[], Decompressor]] = {
    DEFLATED: lambda: Inflate(RAW_DEFLATE),
    _BZIP2: new_bzip2,
    _ZSTD_OLD: new_zstd,
    _ZSTD: new_zstd,
    _XZ: new_xz,
}
