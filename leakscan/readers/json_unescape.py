r"""JSON text with ``\uXXXX`` and ``\/`` written out, before anything is indexed.

Specification: RFC 8259, section 7. Python and PHP write every accent as an escape, and PHP
every slash (dates!), so detectors must not see them. Escaped controls, quotes and backslashes
stay two-character escapes, so that the structure does not change.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Offsets
from leakscan.raw.places import Within
from leakscan.readers.escapes import BACKSLASH, Bytes, escaped_positions
from leakscan.readers.origin import Origin, Piece
from leakscan.readers.plain_signs import plain_signs
from leakscan.readers.shortened import Shortened

_TAIL = 12
"""An escape, or a pair of surrogates, is this long."""
_SLASH, _U = b"/u"
_HEX = np.full(256, -1, np.int32)
for _digit in b"0123456789abcdefABCDEF":
    _HEX[_digit] = int(chr(_digit), 16)
_SHORT = np.full(128, ord("b"), np.uint8)
for _code, _letter in ((0x0A, "n"), (0x0D, "r"), (0x09, "t"), (0x22, '"'), (0x5C, "\\")):
    _SHORT[_code] = ord(_letter)
_NOT_A_CHARACTER = 0xFFFD


def unescaped(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same text without those escapes; an escape cut by a piece's end is kept whole."""
    carry: Piece | None = None
    pending = False
    for piece in pieces:
        if carry is not None and carry.data:
            starts = (0, len(carry.data))
            locate = Origin(0, starts, (carry.locate, piece.locate))
            piece = Piece(carry.data + piece.data, locate)  # noqa: PLW2901 - the joined piece
        keep = piece.data.find(b"\\", max(len(piece.data) - _TAIL, 0))
        keep = len(piece.data) if keep < 0 else keep
        carry = Piece(piece.data[keep:], Within(piece.locate, keep))
        done, pending = _decode(Piece(piece.data[:keep], piece.locate), pending=pending)
        if done.data:
            yield done
    if carry is not None and carry.data:
        yield _decode(carry, pending=pending)[0]


def _decode(piece: Piece, *, pending: bool) -> tuple[Piece, bool]:
    """The piece without escapes, and whether its last backslash escapes what follows."""
    if b"\\" not in piece.data:
        return piece, pending and not piece.data
    data = np.frombuffer(piece.data, np.uint8)
    escaped = escaped_positions(data, pending=pending)
    open_end = bool(escaped.size and escaped[-1] == data.size)
    escaped = escaped[(escaped > 0) & (escaped < data.size)]
    letters = data[escaped]
    escaped = escaped[(letters == _U) | (letters == _SLASH)]
    if not escaped.size:
        return piece, open_end
    return _rewrite(piece, data, escaped), open_end


def _rewrite(piece: Piece, data: Bytes, escaped: Offsets) -> Piece:
    is_slash = data[escaped] == _SLASH
    codes = _codes(data, escaped)
    valid = is_slash | (codes >= 0)
    escaped, is_slash, codes = escaped[valid], is_slash[valid], codes[valid]
    if not escaped.size:
        return piece
    codes[is_slash] = _SLASH
    low = _join_surrogates(codes, escaped)
    taken = np.where(is_slash, 2, 6)
    short = ~is_slash & ((codes < 0x20) | (codes == 0x22) | (codes == BACKSLASH) | (codes == 0x7F))
    width = 1 + (codes >= 0x80) + (codes >= 0x800) + (codes >= 0x10000)
    width = np.where(low, 0, np.where(short, 2, width))
    out = data.copy()
    begin = escaped - 1
    _write(out, begin, codes, np.where(short, 0, width))
    out[escaped[short]] = _SHORT[codes[short]]
    keep = np.ones(data.size, np.bool_)
    for index in range(6):
        keep[begin[(width <= index) & (index < taken)] + index] = False
    removed = np.cumsum(taken - width)
    ends = begin + taken - removed
    text = out[keep].tobytes()
    located = Shortened(
        piece.locate, ends.astype(np.int32), np.concatenate(([0], removed)).astype(np.int32)
    )
    return plain_signs(Piece(text, located))


def _codes(data: Bytes, escaped: Offsets) -> npt.NDArray[np.int32]:
    """Code units of ``uXXXX`` at `escaped`, -1 where there are not four hexadecimal digits."""
    limit = data.size - 1
    code = np.zeros(escaped.size, np.int32)
    bad = escaped + 4 > limit
    for index in range(1, 5):
        digit = _HEX[data[np.minimum(escaped + index, limit)]]
        bad |= digit < 0
        code = code * 16 + digit
    code[bad] = -1
    return code


def _join_surrogates(codes: npt.NDArray[np.int32], at: Offsets) -> npt.NDArray[np.bool_]:
    """Write pairs as one code, in place, lone ones as U+FFFD; which were second of a pair."""
    high = (codes >= 0xD800) & (codes < 0xDC00)
    low = (codes >= 0xDC00) & (codes < 0xE000)
    second = np.zeros(codes.size, np.bool_)
    second[1:] = low[1:] & high[:-1] & (at[1:] - at[:-1] == 6)
    first = np.flatnonzero(second) - 1
    joined = 0x10000 + ((codes[first] - 0xD800) << 10) + (codes[first + 1] - 0xDC00)
    codes[high | low] = _NOT_A_CHARACTER
    codes[first] = joined
    return second


def _write(
    out: Bytes, begin: Offsets, codes: npt.NDArray[np.int32], width: npt.NDArray[np.int64]
) -> None:
    """UTF-8 of each code at `begin`; nothing where `width` is 0."""
    for size, lead in ((1, 0), (2, 0xC0), (3, 0xE0), (4, 0xF0)):
        which = width == size
        at, code = begin[which], codes[which]
        for index in range(size - 1, 0, -1):
            out[at + index] = 0x80 | (code & 0x3F)
            code = code >> 6
        out[at] = lead | code
