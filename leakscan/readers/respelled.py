"""Text in which words gave way to others, shorter or longer, and where each stood.

`shortened` is for the many small words of prose; here what comes may be longer.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from leakscan.frozen import frozen
from leakscan.raw.places import Locate
from leakscan.readers.origin import Piece
from leakscan.readers.shortened import Replacement
from leakscan.readers.texts import nowhere
from leakscan.readers.whole_lines import last_line_end, whole_lines


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


def respelled_lines(
    pieces: Iterable[Piece],
    changes: Callable[[bytes], Iterable[Replacement]],
    last_end: Callable[[bytes], int] = last_line_end,
) -> Iterator[Piece]:
    """The pieces with parts of lines replaced.

    Args:
        pieces: Text, in order.
        changes: What becomes of parts of a line, which comes without its end; one may begin at -1,
            with the end of the line before.
        last_end: See `whole_lines`.
    """
    for piece in whole_lines(pieces, last_end):
        found: list[Replacement] = []
        begin = 0
        for line in piece.data.split(b"\n"):
            found += [(max(begin + at, 0), begin + to, text) for at, to, text in changes(line)]
            begin += len(line) + 1
        yield respelled(piece, found)


__all__ = ["Replacement", "respelled", "respelled_lines"]
