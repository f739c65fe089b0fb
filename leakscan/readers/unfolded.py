"""Lines that were folded, as the one line they are: what follows a line end and a blank goes on.

Specification: RFC 5545 (3.1), RFC 6350 (3.2) and RFC 2849 fold at some 75 bytes, wherever that is
in a number or a word; vCard 2.1 folds before a blank of the text. The line ends that are taken out
stand after the line, so that lines are counted as before. A file may be folded after every letter,
so folds are arrays.
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets
from leakscan.raw.places import Locate, Within, all_of
from leakscan.readers.origin import Piece, glued

_CR, _LF, _SPACE, _TAB = b"\r\n \t"
_OPEN_END = re.compile(rb"(?:\r?\n|\r)\Z")
"""Nobody knows yet whether the next line goes on with this one."""


@frozen(kw_only=False, eq=False, repr=False)
class _Unfolded:
    """Locates text made of segments of a piece.

    Attributes:
        before: Locates the piece.
        starts: Where each segment begins in the text.
        sources: Where it begins in the piece; and where the piece ends.
    """

    before: Locate
    starts: npt.NDArray[np.int32]
    sources: npt.NDArray[np.int32]

    def __call__(self, offset: int) -> int:
        """Source offset; of line ends that were moved, where they now stand."""
        return self.before(int(self._within(np.array([offset]))[0]))

    def all(self, offsets: Offsets) -> Offsets:
        """Source offsets of many, ascending."""
        return all_of(self.before, self._within(offsets))

    def _within(self, offsets: Offsets) -> Offsets:
        segment = np.searchsorted(self.starts, offsets, side="right") - 1
        within = offsets + (self.sources[segment] - self.starts[segment])
        return np.minimum(within, self.sources[segment + 1])


def unfolded(pieces: Iterable[Piece], *, keep_blank: bool = False) -> Iterator[Piece]:
    """The pieces, with folded lines joined.

    Args:
        pieces: Text, in order.
        keep_blank: The blank that a line goes on with is one of the text (vCard 2.1).
    """
    lines = _Unfolder(keep_blank=keep_blank)
    held: Piece | None = None
    for piece in pieces:
        whole = piece if held is None else glued(held, piece)
        found = _OPEN_END.search(whole.data, max(len(whole.data) - 2, 0))
        end = found.start() if found is not None else len(whole.data)
        held = None
        if found is not None:
            held = Piece(whole.data[end:], Within(whole.locate, end))
        if end:
            yield lines.join(Piece(whole.data[:end], whole.locate))
    if held is not None:
        yield lines.join(held)


class _Unfolder:
    """Lines may go on from piece to piece; the number of line ends taken out of one is kept."""

    __slots__ = ("_kept", "_owed")

    def __init__(self, *, keep_blank: bool) -> None:
        self._kept = int(keep_blank)
        self._owed = 0

    def join(self, piece: Piece) -> Piece:
        """A piece without the line ends at which its lines go on."""
        data = np.frombuffer(piece.data, np.uint8)
        ends = np.flatnonzero(data == _LF)
        after = data[np.minimum(ends + 1, data.size - 1)]
        folds = (ends + 1 < data.size) & ((after == _SPACE) | (after == _TAB))
        owed = self._owe(folds)
        changed = folds | (owed > 0)
        if not changed.any():
            return piece
        ends, folds, owed = ends[changed], folds[changed], owed[changed]
        stops = np.where(folds, ends - ((ends > 0) & (data[ends - 1] == _CR)), ends + 1)
        resumed = np.where(folds, ends + 2 - self._kept, ends + 1)
        sources = np.concatenate(([0], resumed))
        starts = np.concatenate(([0], np.cumsum(stops - sources[:-1] + owed)))
        sources = np.append(sources, data.size).astype(np.int32)
        locate = _Unfolded(piece.locate, starts.astype(np.int32), sources)
        return Piece(_joined(data, stops, resumed, owed), locate)

    def _owe(self, folds: npt.NDArray[np.bool_]) -> Offsets:
        """How many line ends stand after each line: those taken out of it."""
        taken = np.cumsum(folds) + self._owed
        whole = np.flatnonzero(~folds)
        owed = np.zeros(folds.size, np.int64)
        owed[whole] = np.diff(taken[whole], prepend=0)
        self._owed = int(taken[-1] - owed.sum()) if folds.size else self._owed
        return owed


def _joined(data: npt.NDArray[np.uint8], stops: Offsets, resumed: Offsets, owed: Offsets) -> bytes:
    """The text without what stands between some ends and where it goes on; line ends repeated."""
    kept = np.ones(data.size, np.uint8)
    for step in range(int((resumed - stops).max(initial=0))):
        at = stops + step
        kept[at[at < resumed]] = 0
    repeated = np.flatnonzero(owed)
    if not repeated.size:
        return data[kept.view(np.bool_)].tobytes()
    times = kept.astype(np.int64)
    times[stops[repeated] - 1] += owed[repeated]
    return np.repeat(data, times).tobytes()


__all__ = ["unfolded"]
