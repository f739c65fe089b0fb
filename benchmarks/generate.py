"""Writes seeded input for measurements: `python -m benchmarks.generate KIND --size MB FILE`.

Kinds: `dense`, `sparse`, `single-line` (dense rows on one line), `one-line` (a file of one
row), `ndjson` and `sql` (dense rows), `columns-N` (a table of N columns), `hits-P` (the dense
table, with P rows of a hundred about persons). The same kind, size and seed give the same bytes;
for `sparse`, with the same Python.
"""

import argparse
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from benchmarks.dense import HEADER, dense_blocks
from benchmarks.forms import column_blocks, ndjson_blocks, share_blocks, sql_blocks
from benchmarks.sparse import sparse_blocks

KINDS = ("dense", "sparse", "single-line", "one-line", "ndjson", "sql")
MEASURED_KINDS = {"columns": column_blocks, "hits": share_blocks}
"""Kinds with a number."""
_OTHER_FORMS = {"sparse": sparse_blocks, "ndjson": ndjson_blocks, "sql": sql_blocks}
_MEGABYTE = 1_000_000
_ONE_LINE = "Mme LE GOFF, NIR 2 50 50 2B 001 001 61, 02 61 91 00 00, sous Levothyrox\n"


def generate(kind: str, path: Path, *, megabytes: int, seed: int = 2021) -> int:
    """Write `path` and return its size, at most `megabytes` (10^6 bytes) and less by one row.

    Holds one block (about 8 MB) in memory.
    """
    with path.open("wb") as stream:
        if kind == "one-line":
            return stream.write(_ONE_LINE.encode())
        return _fill(stream, _blocks(kind, seed), megabytes * _MEGABYTE, _row_end(kind))


def _blocks(kind: str, seed: int) -> Iterator[bytes]:
    stem, _, number = kind.partition("-")
    if stem in MEASURED_KINDS:
        return MEASURED_KINDS[stem](seed, int(number))
    if kind in _OTHER_FORMS:
        return _OTHER_FORMS[kind](seed)
    if kind == "single-line":
        return (block.replace(b"\n", b" ") for block in dense_blocks(seed))
    return chain([HEADER], dense_blocks(seed))


def _row_end(kind: str) -> bytes:
    return b" " if kind == "single-line" else b"\n"


def _fill(stream: BinaryIO, blocks: Iterator[bytes], size: int, row_end: bytes) -> int:
    written = 0
    for block in blocks:
        room = size - written
        if len(block) > room:
            last = block[:room]
            return written + stream.write(last[: last.rfind(row_end) + 1])
        written += stream.write(block)
    return written


def main() -> None:
    """Parse the command line and write the file."""
    parser = argparse.ArgumentParser(description="Write fictitious input for measurements.")
    parser.add_argument("kind", help=", ".join([*KINDS, *(f"{kind}-N" for kind in MEASURED_KINDS)]))
    parser.add_argument("file", type=Path)
    parser.add_argument("--size", type=int, default=100, help="megabytes (10^6 bytes)")
    parser.add_argument("--seed", type=int, default=2021)
    chosen = parser.parse_args()
    generate(chosen.kind, chosen.file, megabytes=chosen.size, seed=chosen.seed)


if __name__ == "__main__":
    main()
