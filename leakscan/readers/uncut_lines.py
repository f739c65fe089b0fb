"""Records of one length without line ends between them, as mainframes write and B2 is sent.

Norme B2 and NOEMIE (GIE SESAM-Vitale) know no line ends: files are blocks of records of 128, 256
or 512 characters, and RECFM=FB of other lengths. Cut into lines, they are what `fixed_width`
reads; the length is the one after which digits and blanks stand where they stood before.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets
from leakscan.raw.places import Locate, all_of
from leakscan.readers.fixed_layout import FixedLayout, Kind, find_layout, first_bytes
from leakscan.readers.origin import Piece
from leakscan.readers.rewriting import Rewrite

_USUAL = (128, 256, 512)
_LEAST, _MOST = 60, 2048
_LOOK, _MIN_RECORDS, _MIN_NUMBERED = 16 * 1024, 4, 3
_SAME, _GOOD, _FILLED = 0.6, 0.85, 0.6
_MOST_PARTS = _MOST // _LEAST
_KIND = np.zeros(256, np.uint8)
_KIND[list(b"0123456789")] = 1
_KIND[0x20] = 2


@frozen(kw_only=False, eq=False, repr=False)
class _Cut:
    """Locates text into which line ends were put, at `ends` of the new text."""

    before: Locate
    ends: Offsets

    def __call__(self, offset: int) -> int:
        """Source offset; of a line end, that of what follows it."""
        return self.before(offset - int(np.searchsorted(self.ends, offset)))

    def all(self, offsets: Offsets) -> Offsets:
        """Source offsets of many, ascending."""
        return all_of(self.before, offsets - np.searchsorted(self.ends, offsets))


def find_rewrite(head: bytes) -> Rewrite | None:
    """What cuts the records of a text that begins with `head` into lines; None for other text."""
    text = first_bytes(head).rstrip(b"\r\n\x1a")
    for length in _lengths(text):
        lines = [text[at : at + length] for at in range(0, len(text) - length + 1, length)]
        layout = find_layout(b"".join(line + b"\n" for line in lines))
        if layout is not None and _is_told(layout, lines):
            return partial(_cut_lines, length=length)
    return None


def _is_told(layout: FixedLayout, lines: list[bytes]) -> bool:
    """Whether a NIR stands in several lines of one kind: in one, chance could make it."""
    kinds = Counter(line[0] for line in lines)
    return any(
        _is_filled(kind, lines) if kind.sign < 0 else kinds[kind.sign] >= _MIN_NUMBERED
        for kind in layout.kinds
        if kind.nir >= 0
    )


def _is_filled(kind: Kind, lines: list[bytes]) -> bool:
    """Whether most lines have a number: of records cut in two every second piece has none."""
    start, end = int(kind.starts[kind.nir]), int(kind.ends[kind.nir])
    filled = sum(not line[start:end].isspace() for line in lines)
    return filled >= _FILLED * len(lines)


def _lengths(text: bytes) -> Iterator[int]:
    """Lengths that records may have, those after which most signs are of the kind they were."""
    kinds = _KIND[np.frombuffer(text[:_LOOK], np.uint8)]
    lags = np.arange(_LEAST, min(_MOST, len(text) // _MIN_RECORDS) + 1)
    if not lags.size:
        return
    same = np.array([float((kinds[lag:] == kinds[:-lag]).mean()) for lag in lags.tolist()])
    best = int(np.argmax(same))
    if same[best] < _SAME:
        return
    # Lines of several kinds take turns; those of one are as much alike after two as after one.
    usual = [size for size in _USUAL if size <= lags[-1]]
    whole = int(lags[best])
    parts = [whole // part for part in range(_MOST_PARTS, 0, -1) if not whole % part]
    for length in [*usual, *parts]:
        if length >= _LEAST and same[length - _LEAST] >= _GOOD * same[best]:
            yield length


def _cut_lines(pieces: Iterable[Piece], *, length: int) -> Iterator[Piece]:
    """The pieces with a line end after every `length` characters."""
    seen = 0
    for piece in pieces:
        data = np.frombuffer(piece.data, np.uint8)
        begins = _character_starts(data)
        first = length - seen % length if seen % length or not seen else 0
        seen += begins.size
        cuts = begins[first::length]
        if cuts.size:
            ends = cuts + np.arange(cuts.size)
            yield Piece(np.insert(data, cuts, 0x0A).tobytes(), _Cut(piece.locate, ends))
        else:
            yield piece


def _character_starts(data: npt.NDArray[np.uint8]) -> Offsets:
    """Where each character begins."""
    return np.flatnonzero((data & 0xC0) != 0x80)


__all__ = ["find_rewrite"]
