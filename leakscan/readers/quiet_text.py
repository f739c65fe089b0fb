"""Telling text in which nothing stands encoded from the rest, at a glance.

What is encoded in text makes long words, and nearly all text has none: a piece of it is then given
on as it is, without being cut and put together again. Pieces that do have some, or whose words may
go on in the next, are decoded together.
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.readers.escapes import Bytes
from leakscan.readers.joined_lines import LEAST_LINE
from leakscan.readers.origin import Piece

_KINDS = np.zeros(256, np.uint8)
_KINDS[list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")] = 2
_KINDS[list(b"=\\_-")] = 1
"""Signs of base64, of hexadecimal, and of both as JSON and dumps write them; of 1 are ruled lines,
too, which stand for nothing when they are nothing else."""
_REACH = 256
"""Bytes after a long word in which lines of base64 may still go on, in this piece or the next."""
Decode = Callable[[Iterable[Piece]], Iterator[Piece]]


def decoded_where_needed(
    pieces: Iterable[Piece], plain: Callable[[Piece], Piece], decode: Decode
) -> Iterator[Piece]:
    """The pieces, decoded where something may stand encoded in them.

    Args:
        pieces: Text, in order.
        plain: What becomes of a piece without long words.
        decode: What becomes of all others, some in a row at a time.
    """
    if KERNELS is None:
        yield from decode(pieces)
        return
    stretches = _Stretches(pieces)
    while stretches.current is not None:
        if stretches.is_quiet():
            yield plain(stretches.current)
            stretches.advance()
        else:
            yield from decode(stretches.busy())


class _Stretches:
    """Pieces one by one, each seen with the next.

    Attributes:
        current: The piece whose turn it is; None at the end.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = iter(pieces)
        self._next = self._seen()
        self._crossed = False
        self._since = _REACH
        self.current: Piece | None = None
        self._words = _NO_WORDS
        self.advance()

    def is_quiet(self) -> bool:
        """Whether the current piece has no long word, nor a part of one at an edge."""
        near = self._since < _REACH
        return not (near or self._crossed or self._words.last or self._reaches_next())

    def busy(self) -> Iterator[Piece]:
        """The current piece and those after it, up to the next quiet one."""
        while self.current is not None and not self.is_quiet():
            yield self.current
            self.advance()

    def advance(self) -> None:
        """Turn to the next piece."""
        if self.current is not None:
            words, size = self._words, len(self.current.data)
            if words.last:
                self._since = size - words.last
            elif self._crossed:
                self._since = size - words.lead
            else:
                self._since += size
            self._crossed = self._reaches_next()
        self.current, self._words = self._next
        self._next = self._seen() if self.current is not None else self._next

    def _reaches_next(self) -> bool:
        """Whether the word at the end of the piece, with what follows it, is a long one."""
        words, (following, after) = self._words, self._next
        assert self.current is not None
        if words.tail == len(self.current.data):
            return True
        if following is None or not (words.tail and after.lead):
            return False
        # Of one that is nothing else, nobody knows yet how long it is.
        return after.lead == len(following.data) or words.tail + after.lead >= LEAST_LINE

    def _seen(self) -> tuple[Piece | None, arrays.LongWords]:
        piece = next(self._pieces, None)
        return (None, _NO_WORDS) if piece is None else (piece, _look(piece))


_NO_WORDS = arrays.LongWords(0, 0, 0)


def _look(piece: Piece) -> arrays.LongWords:
    data: Bytes = np.frombuffer(piece.data, np.uint8)
    return arrays.last_long_word(data, _KINDS, LEAST_LINE)
