"""Structure of JSON text for a whole buffer at once: tokens outside strings, and depth.

Specification: RFC 8259. The method is simdjson's first stage (Langdale and Lemire, "Parsing
gigabytes of JSON per second", 2019): unescaped quotes, parity, then structural characters.
"""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes, escaped_positions, split_last

QUOTE, COLON, COMMA = b'":,'
OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY = b"{}["
_CASE = 0x20
"""Brackets and braces differ by this bit."""


@frozen(kw_only=False, repr=False)
class Tokens:
    """Punctuation outside strings, and the opening quote of each string.

    Attributes:
        at: Offsets, ascending.
        kind: The bytes there.
        depth: Containers open after each, 0 at the start of the buffer.
        close: For each opening quote, in order, where its string closes; the buffer's size
            when it does not.
        escaped: Offsets of bytes that a backslash escapes.
        in_string: The buffer ends inside a string.
        pending: It ends in a backslash that escapes what follows.
    """

    at: Offsets
    kind: Bytes
    depth: npt.NDArray[np.int32]
    close: Offsets
    escaped: Offsets
    in_string: bool
    pending: bool


def tokenize(data: Bytes, *, in_string: bool = False, pending: bool = False) -> Tokens:
    """Tokens of a buffer.

    Args:
        data: JSON text.
        in_string: It starts inside a string; `Tokens.close` is then not meaningful.
        pending: Its first byte is escaped.
    """
    escaped, pending = split_last(escaped_positions(data, pending=pending), data.size)
    folded = data | np.uint8(_CASE)
    mask = folded == OPEN_OBJECT
    mask |= folded == CLOSE_OBJECT
    mask |= data == QUOTE
    mask |= data == COLON
    mask |= data == COMMA
    mask[escaped] = False
    at = np.flatnonzero(mask)
    kind = data[at]
    quotes = kind == QUOTE
    parity = (np.cumsum(quotes, dtype=np.uint8) & 1).view(np.bool_)
    if in_string:
        parity = ~parity
    ends_inside = bool(parity[-1]) if parity.size else in_string
    close = at[quotes & ~parity]
    if ends_inside:
        close = np.append(close, data.size)
    keep = parity == quotes
    at, kind = at[keep], kind[keep]
    folded = kind | np.uint8(_CASE)
    step = (folded == OPEN_OBJECT).astype(np.int8)
    step -= folded == CLOSE_OBJECT
    return Tokens(at, kind, np.cumsum(step, dtype=np.int32), close, escaped, ends_inside, pending)


def opens(kind: Bytes) -> npt.NDArray[np.bool_]:
    """Which tokens open a container."""
    opening: npt.NDArray[np.bool_] = (kind | np.uint8(_CASE)) == OPEN_OBJECT
    return opening


def closes(kind: Bytes) -> npt.NDArray[np.bool_]:
    """Which tokens close one."""
    closing: npt.NDArray[np.bool_] = (kind | np.uint8(_CASE)) == CLOSE_OBJECT
    return closing


@frozen
class ValueState:
    """Where inside a value a buffer ends: all that is kept of a value of any length."""

    depth: int = 0
    in_string: bool = False
    pending: bool = False


def skip_value(data: Bytes, state: ValueState) -> tuple[int, ValueState]:
    """Bytes to the end of the value `state` is in (-1: not in `data`), and the state there.

    A value ends where the depth is back at 0, or, at depth 0, where its string closes.
    """
    tokens = tokenize(data, in_string=state.in_string, pending=state.pending)
    depth = tokens.depth + state.depth
    ended = closes(tokens.kind) & (depth <= 0)
    where = np.flatnonzero(ended)
    end = int(tokens.at[where[0]]) + 1 if where.size else -1
    if state.in_string and not state.depth and tokens.close.size:
        first = int(tokens.close[0]) + 1
        if first <= data.size and (end < 0 or first < end):
            end = first
    if end >= 0:
        return end, ValueState()
    last = int(depth[-1]) if depth.size else state.depth
    return -1, ValueState(depth=last, in_string=tokens.in_string, pending=tokens.pending)
