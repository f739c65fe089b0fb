"""Text in which words gave way to others, shorter or longer, and where each stood.

`shortened` is for the many small words of prose; here what comes may be longer.
"""

from bisect import bisect_right
from collections.abc import Iterable

from leakscan.frozen import frozen
from leakscan.raw.places import Locate
from leakscan.readers.origin import Piece
from leakscan.readers.texts import nowhere


@frozen(kw_only=False, eq=False, repr=False)
class _Respelled:
    """Locates text made of segments, every second of which stands for a word.

    Attributes:
        before: Locates the text as it was.
        starts: Where each segment begins in the new text.
        sources: Where it begins in the old one; and where that ends.
    """

    before: Locate
    starts: list[int]
    sources: list[int]

    def __call__(self, offset: int) -> int:
        """Source offset; negative for what stands for a word, which is not there as it is."""
        segment = bisect_right(self.starts, offset) - 1
        source, end = self.sources[segment : segment + 2]
        if segment % 2 and source < end:
            return nowhere(offset)
        return self.before(min(source + offset - self.starts[segment], end))


Replacement = tuple[int, int, bytes]
"""Begin and end of a word, and what it stands for."""


def respelled(piece: Piece, found: Iterable[Replacement]) -> Piece:
    """The piece with words replaced, which come in order."""
    parts: list[bytes] = []
    starts: list[int] = []
    sources: list[int] = []
    done = size = 0
    for begin, end, text in found:
        for source, part in ((done, piece.data[done:begin]), (begin, text)):
            starts.append(size)
            sources.append(source)
            parts.append(part)
            size += len(part)
        done = end
    if not parts:
        return piece
    parts.append(piece.data[done:])
    locate = _Respelled(piece.locate, [*starts, size], [*sources, done, len(piece.data)])
    return Piece(b"".join(parts), locate)


__all__ = ["Replacement", "respelled"]
