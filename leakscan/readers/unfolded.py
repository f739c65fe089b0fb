"""Lines that were folded, as the one line they are: what follows a line end and a blank goes on.

Specification: RFC 5545 (3.1), RFC 6350 (3.2) and RFC 2849 fold at some 75 bytes, wherever that is
in a number or a word; vCard 2.1 folds before a blank of the text. The line ends that are taken out
stand after the line, so that lines are counted as before.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from leakscan.frozen import frozen
from leakscan.raw.places import Locate, Within
from leakscan.readers.origin import Piece, glued

_LINE_END = re.compile(rb"\r?\n(?P<blank>[ \t]?)")
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
    starts: list[int]
    sources: list[int]

    def __call__(self, offset: int) -> int:
        """Source offset; of line ends that were moved, where they now stand."""
        segment = bisect_right(self.starts, offset) - 1
        within = self.sources[segment] + offset - self.starts[segment]
        return self.before(min(within, self.sources[segment + 1]))


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
        data = piece.data
        parts: list[bytes] = []
        starts: list[int] = []
        sources: list[int] = []
        done = size = 0
        for found in _LINE_END.finditer(data):
            folds = bool(found["blank"])
            if not (folds or self._owed):
                continue
            end = found.start() if folds else found.end()
            part = data[done:end] + b"\n" * (0 if folds else self._owed)
            self._owed = self._owed + 1 if folds else 0
            starts.append(size)
            sources.append(done)
            parts.append(part)
            size += len(part)
            done = found.end() - self._kept if folds else end
        if not parts:
            return piece
        parts.append(data[done:])
        locate = _Unfolded(piece.locate, [*starts, size], [*sources, done, len(data)])
        return Piece(b"".join(parts), locate)


__all__ = ["unfolded"]
