"""Decompression alone, by the library that a scan takes; the start of Python counts in both."""

import sys
from pathlib import Path

_PROGRAMS = {
    "gzip": """
import sys
from leakscan.readers.gunzip import Gunzip
one = Gunzip()
with open(sys.argv[1], "rb") as packed:
    while block := packed.read(1 << 16):
        one.decompress(block, 1 << 24)
""",
    "zip": """
import sys, zipfile
from leakscan.readers.decompressors import RAW_DEFLATE, Inflate
one = Inflate(RAW_DEFLATE)
archive = zipfile.ZipFile(sys.argv[1])
entry = archive.infolist()[0]
with open(sys.argv[1], "rb") as packed:
    packed.seek(30 + len(entry.filename) + entry.header_offset)
    left = entry.compress_size
    while block := packed.read(min(1 << 16, left)):
        left -= len(block)
        one.decompress(block, 1 << 24)
""",
}


def decompression_command(kind: str, path: Path) -> list[str]:
    """What undoes the compression of a file, ``gzip`` or ``zip``, and nothing else."""
    return [sys.executable, "-c", _PROGRAMS[kind], str(path)]
