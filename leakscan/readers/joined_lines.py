"""Base64 that is wrapped into lines (MIME, PEM, dumps) as the one word it is.

Line ends between lines of base64 of the same length are taken out and stand after the word, so
that lines are counted as before.
"""

from collections.abc import Generator, Iterable, Iterator

import numpy as np

from leakscan.frozen import frozen
from leakscan.native import arrays
from leakscan.native.library import KERNELS
from leakscan.patterns import deferred
from leakscan.raw.places import Locate, Within
from leakscan.readers.escapes import Bytes
from leakscan.readers.origin import Piece, glued

_MIN_WIDTH, _MAX_WIDTH = 61, 78
"""64 in PEM, 76 in MIME; with one or two bytes of line end."""
LEAST_LINE = _MIN_WIDTH - 2
"""Bytes of base64 in a line."""
_MIN_LINES = 4
_LF, _CR = 0x0A, 0x0D
_TABLE = np.zeros(256, np.bool_)
_TABLE[list(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")] = True
_SHORT_LINE = deferred(rb"[A-Za-z0-9+/]{0,78}={0,2}")


@frozen(kw_only=False, eq=False, repr=False)
class _Unwrapped:
    """Locates text whose lines, all of one width, lost their ends."""

    before: Locate
    begin: int
    kept: int
    width: int

    def __call__(self, offset: int) -> int:
        """Source offset."""
        line, column = divmod(offset, self.kept)
        return self.before(self.begin + line * self.width + column)


def joined_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with the lines of wrapped base64 joined."""
    joiner = _Joiner()
    for piece in pieces:
        yield from joiner.step(piece)
    yield from joiner.end()


class _Joiner:
    """Lines of base64 may go on from piece to piece; at most four lines are held back."""

    __slots__ = ("_held", "_owed", "_width")

    def __init__(self) -> None:
        self._held: Piece | None = None
        self._width = 0
        self._owed = 0

    def step(self, piece: Piece) -> Iterator[Piece]:
        """What becomes of a piece, but for what may belong to lines that go on."""
        held, self._held = self._held, None
        if held is not None:
            piece = glued(held, piece)
        data = np.frombuffer(piece.data, np.uint8)
        at = 0
        while at < data.size:
            if not self._width:
                begin, self._width = _next_run(data, at)
                end = begin if self._width else _held_from(piece.data, at)
                yield from _part(piece, at, end)
                at = begin
                if not self._width:
                    self._hold(piece, end)
                    return
            at = yield from self._lines(piece, data, at)
            rest = data[at:]
            if rest.size < self._width and not (rest == _LF).any():
                self._hold(piece, at)
                return
            at = yield from self._last_line(piece, at)

    def end(self) -> Iterator[Piece]:
        """What was held back."""
        if self._held is None:
            return
        if self._width:
            at = yield from self._last_line(self._held, 0)
            yield from _part(self._held, at, len(self._held.data))
        else:
            yield self._held

    def _hold(self, piece: Piece, begin: int) -> None:
        rest = list(_part(piece, begin, len(piece.data)))
        self._held = rest[0] if rest else None

    def _lines(self, piece: Piece, data: Bytes, at: int) -> Generator[Piece, None, int]:
        """The lines of a run from `at` on; where it ends."""
        width = self._width
        lines = data[at : at + (data.size - at) // width * width].reshape(-1, width)
        kept = width - 1 - int(lines.shape[0] > 0 and lines[0, width - 2] == _CR)
        good = (lines[:, width - 1] == _LF) & _TABLE[lines[:, :kept]].all(axis=1)
        count = int(np.argmin(good)) if not good.all() else lines.shape[0]
        if count:
            text = lines[:count, :kept].tobytes()
            yield Piece(text, _Unwrapped(piece.locate, at, kept, width))
        self._owed += count
        return at + count * width

    def _last_line(self, piece: Piece, at: int) -> Generator[Piece, None, int]:
        """The shorter line that ends a run, and the line ends that were taken out."""
        found = _SHORT_LINE.match(piece.data, at)
        end = found.end() if found is not None else at
        yield from _part(piece, at, end)
        place = piece.locate(at)
        yield Piece(b"\n" * self._owed, lambda _: place)
        self._width = self._owed = 0
        return end


def _part(piece: Piece, begin: int, end: int) -> Iterator[Piece]:
    if end > begin:
        yield Piece(piece.data[begin:end], Within(piece.locate, begin))


def _next_run(data: Bytes, at: int) -> tuple[int, int]:
    """Where the next run of lines of one width begins, and the width; the end and 0 without."""
    if KERNELS is not None:
        return arrays.block_of_lines(data, at, (_MIN_WIDTH, _MAX_WIDTH), _MIN_LINES, _TABLE)
    return _next_run_of(data, at)


def _next_run_of(data: Bytes, at: int) -> tuple[int, int]:
    """The twin of the kernel."""
    breaks = np.flatnonzero(data[at:] == _LF) + at
    starts = np.concatenate(([at], breaks + 1))
    widths = np.diff(starts)
    same = (widths[1:] == widths[:-1]) & (widths[1:] >= _MIN_WIDTH) & (widths[1:] <= _MAX_WIDTH)
    runs = same[2:] & same[1:-1] & same[:-2]
    for index in np.flatnonzero(runs).tolist():
        begin, width = int(starts[index]), int(widths[index])
        lines = data[begin : begin + _MIN_LINES * width].reshape(-1, width)
        if _TABLE[lines[:, : width - 2]].all():
            return begin, width
    return data.size, 0


def _held_from(data: bytes, low: int) -> int:
    """Where the last lines begin when they may be the first of a run."""
    begin = data.rfind(b"\n", low) + 1 or low
    rest = _SHORT_LINE.fullmatch(data, begin)
    if rest is None:
        return len(data)
    held = begin if len(data) - begin >= _MAX_WIDTH // 3 else len(data)
    for _ in range(_MIN_LINES):
        before = data.rfind(b"\n", low, max(begin - 1, low)) + 1
        line = data[before:begin].rstrip(b"\r\n")
        if not _MIN_WIDTH - 1 <= len(line) < _MAX_WIDTH or _SHORT_LINE.fullmatch(line) is None:
            break
        held = begin = before
    return held
