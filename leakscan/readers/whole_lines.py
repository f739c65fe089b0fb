"""Text in pieces that end where its lines do, for those who read line by line."""

from collections.abc import Callable, Iterable, Iterator

from leakscan.raw.places import Within
from leakscan.readers.origin import Piece, glued

_LONGEST = 64 * 1024


def last_line_end(data: bytes) -> int:
    """Where the last whole line of a text ends; 0 without."""
    return data.rfind(b"\n") + 1


def whole_lines(
    pieces: Iterable[Piece],
    last_end: Callable[[bytes], int] = last_line_end,
    *,
    longest: int = _LONGEST,
) -> Iterator[Piece]:
    """The same text in pieces that end where lines do, but for very long ones.

    Args:
        pieces: Text, in order.
        last_end: Where the last line, or whatever else is read whole, ends in a text; 0 without.
        longest: Bytes of a line that is read whole.
    """
    held: Piece | None = None
    for piece in pieces:
        whole = piece if held is None else glued(held, piece)
        end = last_end(whole.data)
        if len(whole.data) - end > longest:
            end = len(whole.data)
        held = Piece(whole.data[end:], Within(whole.locate, end)) if end < len(whole.data) else None
        if end:
            yield Piece(whole.data[:end], whole.locate)
    if held is not None:
        yield held
