"""Archives and documents made to exhaust whoever opens them, of any size, without effort.

``python -m tests.synth.bombs FOLDER`` writes them as large as issue trackers know them (10 GB of
zeros, a million members), in two minutes; tests write them small. Each is a generator
of the bytes of its file, so that neither the content of a bomb nor the bomb is ever held.
"""

import argparse
import bz2
import gzip
import lzma
import struct
import sys
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.synth.document_bombs import DOCUMENT_BOMBS
from tests.synth.quines import quine_gzip, quine_zip

MIB = 1 << 20
_ZEROS = bytes(MIB)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How large: the defaults are those of the wild.

    Attributes:
        zeros: MiB of zeros behind one layer.
        members: Empty members of one archive.
        overlapping: Members that share their bytes.
        kernel: MiB of zeros that they share.
        layers: Archives in archives, or elements in elements.
        branches: Members of each layer of a tree of archives.
    """

    zeros: int = 10_000
    members: int = 1_000_000
    overlapping: int = 250
    kernel: int = 20
    layers: int = 2_000
    branches: int = 16


SMALL = Scale(zeros=24, members=2_000, overlapping=50, kernel=1, layers=60, branches=4)
"""For tests: the ratio counts from 16 MiB on."""


def deflated_zeros(mebibytes: int) -> Iterator[bytes]:
    """One deflate stream: a flushed block means the same wherever it stands."""
    maker = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = maker.compress(_ZEROS) + maker.flush(zlib.Z_FULL_FLUSH)
    for _ in range(mebibytes):
        yield block
    yield maker.flush()


def crc_of_zeros(mebibytes: int) -> int:
    """CRC-32 of so many MiB of zeros."""
    crc = 0
    for _ in range(mebibytes):
        crc = zlib.crc32(_ZEROS, crc)
    return crc


def gzip_of_zeros(scale: Scale) -> Iterator[bytes]:
    yield b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    yield from deflated_zeros(scale.zeros)
    yield struct.pack("<II", crc_of_zeros(scale.zeros), scale.zeros * MIB & 0xFFFFFFFF)


def zip_of_zeros(scale: Scale) -> Iterator[bytes]:
    """A ZIP64 archive of one member."""
    yield from stored_zip(scale.zeros, deflated_zeros(scale.zeros))


def stored_zip(mebibytes: int, stream: Iterator[bytes]) -> Iterator[bytes]:
    """An archive of one deflated member of zeros, its length told behind the data."""
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 45, 8, 8, 0, 33, 0, 0, 0, 5, 0) + b"zeros"
    yield local
    packed = 0
    for block in stream:
        packed += len(block)
        yield block
    crc, size = crc_of_zeros(mebibytes), mebibytes * MIB
    yield struct.pack("<4sIQQ", b"PK\7\x08", crc, packed, size)
    wide = struct.pack("<HHQQ", 1, 16, size, packed)
    about = (45, 45, 8, 8, 0, 33, crc, 0xFFFFFFFF, 0xFFFFFFFF, 5, len(wide), 0, 0, 0, 0, 0)
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", *about) + b"zeros" + wide
    yield entry
    begin = len(local) + packed + 24
    yield struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(entry), begin, 0)


def bzip2_of_zeros(scale: Scale) -> Iterator[bytes]:
    yield from _repeated(bz2.compress(_ZEROS), scale.zeros)


def xz_of_zeros(scale: Scale) -> Iterator[bytes]:
    yield from _repeated(lzma.compress(bytes(8 * MIB)), scale.zeros // 8)


def zstd_of_zeros(scale: Scale) -> Iterator[bytes]:
    if sys.version_info >= (3, 14):
        from compression.zstd import compress
    else:
        from backports.zstd import compress
    yield from _repeated(compress(bytes(8 * MIB)), scale.zeros // 8)


def lz4_of_zeros(scale: Scale) -> Iterator[bytes]:
    """255 to 1, which the limit lets pass: all of it is to be read."""
    from lz4.frame import compress

    yield from _repeated(compress(bytes(8 * MIB)), scale.zeros // 8)


def _repeated(block: bytes, times: int) -> Iterator[bytes]:
    for _ in range(times):
        yield block


def seven_zip_of_zeros(scale: Scale) -> Iterator[bytes]:
    """One folder of LZMA2, whose chunks may follow each other when the first resets everything."""
    chain = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]
    chunk = lzma.compress(bytes(8 * MIB), lzma.FORMAT_RAW, filters=chain)[:-1]
    times = scale.zeros // 8
    packed = len(chunk) * times + 1
    name = "zeros\0".encode("utf-16-le")
    header = b"".join(
        (
            b"\1\4\6\0\1\x09", _seven_zip_number(packed), b"\0",
            b"\7\x0b\1\0\1\x21\x21\1\x10\x0c", _seven_zip_number(times * 8 * MIB), b"\0\0",
            b"\5\1\x11", bytes([len(name) + 1]), b"\0", name, b"\0\0",
        )
    )  # fmt: skip
    start = struct.pack("<QQI", packed, len(header), zlib.crc32(header))
    yield b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<I", zlib.crc32(start)) + start
    yield from _repeated(chunk, times)
    yield b"\0" + header


def _seven_zip_number(value: int) -> bytes:
    return b"\xff" + struct.pack("<Q", value)


def zip_tree(scale: Scale) -> Iterator[bytes]:
    """42.zip: five layers of archives of sixteen archives, and gigabytes in each leaf."""
    made = b"".join(stored_zip(scale.zeros // 2, deflated_zeros(scale.zeros // 2)))
    for _ in range(5):
        made = archive([(b"lib %x.zip" % n, made) for n in range(scale.branches)])
    yield made


def archive(members: list[tuple[bytes, bytes]]) -> bytes:
    """A zip archive of deflated members, the content of equal ones deflated once."""
    known: dict[bytes, bytes] = {}
    bodies, entries = [], []
    at = 0
    for name, content in members:
        if content not in known:
            maker = zlib.compressobj(9, zlib.DEFLATED, -15)
            known[content] = maker.compress(content) + maker.flush()
        packed = known[content]
        about = (0, 8, 0, 33, zlib.crc32(content), len(packed), len(content), len(name))
        local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, *about, 0) + name + packed
        tail = (0, 0, 0, 0, 0, at)
        entries.append(struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, *about, *tail) + name)
        bodies.append(local)
        at += len(local)
    directory = b"".join(entries)
    count = len(entries) & 0xFFFF
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    return b"".join((*bodies, directory, end))


def overlapping_zip(scale: Scale) -> Iterator[bytes]:
    """David Fifield's: each member quotes the header of the next, and all end in one kernel.

    "A better zip bomb" (WOOT 2019): every member has a header of its own and the right checksum,
    which a bomb whose members share one header has not.
    """
    kernel = b"".join(deflated_zeros(scale.kernel))
    packed, headers, entries = len(kernel), [], []
    for number in range(scale.overlapping):
        name = b"%06x" % number
        crc = zlib.crc32(b"".join(reversed(headers)))
        for _ in range(scale.kernel):
            crc = zlib.crc32(_ZEROS, crc)
        size = scale.kernel * MIB + sum(map(len, headers))
        about = (0, 8, 0, 33, crc, packed, size, len(name))
        headers.append(struct.pack("<4s5H3I2H", b"PK\3\4", 20, *about, 0) + name)
        entries.append(struct.pack("<4s6H3I3H", b"PK\1\2", 20, 20, *about, 0, 0) + name)
        packed += len(headers[-1]) + 5
    pieces, directory, at = [], [], 0
    for header, entry in zip(reversed(headers), reversed(entries), strict=True):
        quote = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) if pieces else b""
        pieces += [quote, header]
        at += len(quote)
        directory.append(entry[:34] + struct.pack("<2HII", 0, 0, 0, at) + entry[34:])
        at += len(header)
    yield b"".join((*pieces, kernel, *directory))
    count, size = len(directory) & 0xFFFF, sum(map(len, directory))
    yield struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, size, at + len(kernel), 0)


def deep_zip(scale: Scale) -> Iterator[bytes]:
    """Archives in archives, each with one member."""
    made = b"nothing"
    for _ in range(scale.layers):
        made = archive([(b"in.zip", made)])
    yield made


def deep_gzip(scale: Scale) -> Iterator[bytes]:
    made = b"nothing"
    for _ in range(scale.layers):
        made = gzip.compress(made, 1, mtime=0)
    yield made


def empty_members_zip(scale: Scale) -> Iterator[bytes]:
    """Members without content; beyond 65,535 the directory counts modulo 65,536."""
    entries, at = [], 0
    for number in range(scale.members):
        name = b"%07d" % number
        about = (0, 0, 0, 33, 0, 0, 0, len(name))
        yield struct.pack("<4s5H3I2H", b"PK\3\4", 20, *about, 0) + name
        tail = (0, 0, 0, 0, 0, at)
        entries.append(struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, *about, *tail) + name)
        at += 30 + len(name)
    directory = b"".join(entries)
    yield directory
    count = len(entries) & 0xFFFF
    yield struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), at, 0)


def empty_members_tar(scale: Scale) -> Iterator[bytes]:
    """Through gzip."""
    maker = zlib.compressobj(6, zlib.DEFLATED, 31)
    for number in range(scale.members):
        yield maker.compress(tarfile.TarInfo(f"{number:07d}").tobuf(tarfile.USTAR_FORMAT))
    yield maker.compress(bytes(1024)) + maker.flush()


BOMBS: dict[str, Callable[[Scale], Iterator[bytes]]] = {
    "zeros.gz": gzip_of_zeros,
    "zeros.zip": zip_of_zeros,
    "zeros.bz2": bzip2_of_zeros,
    "zeros.xz": xz_of_zeros,
    "zeros.zst": zstd_of_zeros,
    "zeros.lz4": lz4_of_zeros,
    "zeros.7z": seven_zip_of_zeros,
    "tree.zip": zip_tree,
    "overlapping.zip": overlapping_zip,
    "quine.gz": lambda _scale: iter([quine_gzip()]),
    "quine.zip": lambda _scale: iter([quine_zip()]),
    "deep.zip": deep_zip,
    "deep.gz": deep_gzip,
    "empty.zip": empty_members_zip,
    "empty.tar.gz": empty_members_tar,
    **{
        name: lambda scale, make=make: iter([make(scale.layers)])
        for name, make in DOCUMENT_BOMBS.items()
    },
}


def write(folder: Path, scale: Scale) -> None:
    """Write every bomb."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in BOMBS.items():
        with (folder / name).open("wb") as out:
            out.writelines(make(scale))


def main() -> None:
    """Write every bomb, as large as in the wild."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    write(parser.parse_args().folder, Scale())


if __name__ == "__main__":
    main()
