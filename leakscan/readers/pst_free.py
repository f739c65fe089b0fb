"""What an Outlook store keeps of deleted messages: the bytes that its allocation maps call free.

Specification: [MS-PST] 2.2.2.7.2. Deleting empties no block; until the store is compacted or the
place taken again its text stays. No identifiers are known there, so strings are all there is.
"""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from leakscan.readers.pst_encoding import CYCLIC, PERMUTED, PERMUTED_BYTES
from leakscan.readers.pst_pages import Layout

_FIRST_MAP = 0x4400
_MAP_BYTES = 496
_SLOT = 64
_COVERED = _MAP_BYTES * 8 * _SLOT
_MAP_KIND = b"\x84\x84"
_PAGE_BYTES = 512
_NARROW_PADDING = 4
_HIDDEN_ZERO = bytes([PERMUTED_BYTES.index(0)])
_NOTHING = 4


def shown(data: bytes, method: int) -> bytes:
    """Bytes from anywhere in a store, as far as that can be without knowing their blocks.

    Zeros that nobody wrote would be letters: a few together stay zeros.
    """
    if method != PERMUTED:
        return data
    return data.replace(bytes(_NOTHING), _HIDDEN_ZERO * _NOTHING).translate(PERMUTED_BYTES)


def free_bytes(file: BinaryIO, layout: Layout, size: int) -> Iterator[tuple[int, bytes]]:
    """The free parts of a store, each with where it begins, and of bounded size.

    Nothing of a store whose blocks cannot be made legible without their identifiers, or that
    has pages of 4 KiB: how these are allocated is not published.
    """
    if layout.method == CYCLIC or layout.large_pages:
        return
    start = 0 if layout.wide else _NARROW_PADDING
    for at in range(_FIRST_MAP, size, _COVERED):
        file.seek(at)
        page = file.read(_PAGE_BYTES)[start:]
        if page[_MAP_BYTES : _MAP_BYTES + 2] != _MAP_KIND:
            continue
        for begin, end in _free_runs(page[:_MAP_BYTES]):
            file.seek(at + begin)
            data = file.read(end - begin)
            if data.strip(b"\0"):
                yield at + begin, shown(data, layout.method)


def _free_runs(bits: bytes) -> list[tuple[int, int]]:
    """Where free slots begin and end, in bytes from the map on."""
    free = np.unpackbits(np.frombuffer(bits, np.uint8)) == 0
    edges = np.flatnonzero(np.diff(free, prepend=False, append=False)) * _SLOT
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
