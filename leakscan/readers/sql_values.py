"""Rows of ``VALUES (…),(…)`` as offset arrays, a whole buffer at once.

Strings are told from the rest by the parity of quotes that no backslash escapes; ``''`` toggles
twice and so changes nothing. Parentheses outside strings give the depth, depth gives tuples and
their fields. Between tuples stands a comma, or the end of the statement and the very same
beginning again (one INSERT per row).
"""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.patterns import deferred
from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import SPACE, Bytes, escaped_positions, neutralise, split_last
from leakscan.readers.sql_gaps import Repetition, accept_tuples

_OPEN, _CLOSE, _COMMA = b"(),"
_LOW_TOKEN, _TOKEN_SPAN = 0x27, 5
"""``'()*+,`` are consecutive: one comparison finds the tokens among them."""
_NULL = np.frombuffer(b"null", np.uint8)
_MIN_CALL, _CALL = 8, 96
_CALLED = deferred(rb"[A-Za-z_]{3,16}\((?:[A-Za-z0-9() ]{1,16},)?\s?[Nn]?'(?P<value>[^']{1,48})'")
"""A function, perhaps a type, and a string."""
_TYPED = deferred(
    rb"""(?x)
    (?: (?P<open> \{ \s? (?:d|ts) | [A-Za-z_] [\w ]{0,30} ) \s? )?
    ' (?P<value> [^']{1,200} ) '
    (?(open) \s?\}? | :: [\w\ "().,\[\]]{2,60} )
    """
)
"""``DATE '1979-05-01'`` (standard SQL, Oracle), ``{ts '…'}`` (ODBC), ``_utf8mb4'…'`` (MySQL), and
``'…'::date`` (PostgreSQL)."""
_ENDS_TYPED = np.isin(np.arange(256), [*range(97, 123), *range(65, 91), *b')]}"'])
_BEGINS_TYPED = np.isin(np.arange(256), [*range(97, 123), *range(65, 91), *b"_{"])
_PREFIXES = np.isin(np.arange(256), list(b"NnEeXxBbUuQq"))


@frozen
class Syntax:
    """How strings are written.

    Attributes:
        quote: Byte around them.
        backslashes: A backslash escapes the quote (MySQL); otherwise it is a character.
    """

    quote: int = ord("'")
    backslashes: bool = True


@frozen(kw_only=False, repr=False)
class Tuples:
    """Complete rows of a buffer, offsets relative to it.

    Attributes:
        size: Bytes they take, to the last closing parenthesis.
        ended: No row of the same statement, or its repetition, follows.
        record_starts, starts, ends, column: As in chunks.
        text: The buffer's first `size` bytes with escapes made harmless.
        first_size: Bytes of the first row.
        record_ends: Where each row ends, behind its parenthesis.
    """

    size: int
    ended: bool
    record_starts: Offsets
    starts: Offsets
    ends: Offsets
    column: npt.NDArray[np.int32]
    text: bytes
    first_size: int = 0
    record_ends: Offsets | None = None


@frozen(kw_only=False, repr=False)
class _Tokens:
    """Tokens outside strings, with the depth after each."""

    at: Offsets
    kind: Bytes
    depth: npt.NDArray[np.int32]
    in_string: bool


def index_tuples(data: Bytes, syntax: Syntax, repetition: Repetition, *, fresh: bool) -> Tuples:
    """The rows that end inside `data`.

    Args:
        data: Text that starts after the statement's head, or after a row of it.
        syntax: How strings are written.
        repetition: What may stand between rows.
        fresh: `data` starts after the head.
    """
    escaped, _ = _escaped(data, syntax, pending=False)
    tokens = _tokens(data, syntax.quote, escaped)
    before = tokens.depth - (tokens.kind == _OPEN) + (tokens.kind == _CLOSE)
    opens = np.flatnonzero((tokens.kind == _OPEN) & (before == 0))
    closes = np.flatnonzero((tokens.kind == _CLOSE) & (tokens.depth == 0))
    accepted = accept_tuples(data, tokens.at[opens], tokens.at[closes], repetition, fresh=fresh)
    if not accepted.rows.size:
        empty = np.empty(0, np.int64)
        return Tuples(0, accepted.ended, empty, empty, empty, np.empty(0, np.int32), b"")
    opens, closes = opens[accepted.rows], closes[accepted.rows]
    starts, ends, column = _fields(tokens, opens, closes)
    size = int(tokens.at[closes[-1]]) + 1
    text = data[:size].copy()
    escaped = escaped[: np.searchsorted(escaped, size)]
    neutralise(text, escaped)
    _single_doubled_quotes(text, syntax.quote, escaped)
    _trim(data, syntax.quote, starts, ends)
    _untype(data, syntax.quote, starts, ends)
    _unwrap(data, syntax.quote, starts, ends)
    record_starts = tokens.at[opens]
    first_size = int(tokens.at[closes[0]]) + 1 - int(record_starts[0])
    return Tuples(
        size,
        accepted.ended,
        record_starts,
        starts,
        ends,
        column,
        text.tobytes(),
        first_size,
        tokens.at[closes] + 1,
    )


@frozen
class TupleState:
    """Where inside a row a buffer ends: all that is kept of a row of any length."""

    depth: int = 0
    in_string: bool = False
    pending: bool = False


def skip_tuple(data: Bytes, syntax: Syntax, state: TupleState) -> tuple[int, TupleState]:
    """Bytes to the end of the row that `state` is in (-1: not in `data`), and the state there."""
    escaped, pending = _escaped(data, syntax, pending=state.pending)
    tokens = _tokens(data, syntax.quote, escaped, in_string=state.in_string)
    depth = tokens.depth + state.depth
    closed = np.flatnonzero((tokens.kind == _CLOSE) & (depth <= 0))
    if closed.size:
        return int(tokens.at[closed[0]]) + 1, TupleState()
    last = int(depth[-1]) if depth.size else state.depth
    return -1, TupleState(depth=last, in_string=tokens.in_string, pending=pending)


def _escaped(data: Bytes, syntax: Syntax, *, pending: bool) -> tuple[Offsets, bool]:
    if not syntax.backslashes:
        return np.empty(0, np.int64), False
    return split_last(escaped_positions(data, pending=pending), data.size)


def _tokens(data: Bytes, quote: int, escaped: Offsets, *, in_string: bool = False) -> _Tokens:
    mask = (data - np.uint8(_LOW_TOKEN)) <= _TOKEN_SPAN
    if quote != _LOW_TOKEN:
        mask |= data == quote
    mask[escaped] = False
    at = np.flatnonzero(mask)
    kind = data[at]
    quotes = kind == quote
    outside = (np.cumsum(quotes, dtype=np.uint8) & 1).view(np.bool_)
    if not in_string:
        outside = ~outside
    inside = not outside[-1] if outside.size else in_string
    outside &= ~quotes
    at, kind = at[outside], kind[outside]
    step = (kind == _OPEN).astype(np.int8)
    step -= kind == _CLOSE
    return _Tokens(at, kind, np.cumsum(step, dtype=np.int32), bool(inside))


def _fields(
    tokens: _Tokens, opens: Offsets, closes: Offsets
) -> tuple[Offsets, Offsets, npt.NDArray[np.int32]]:
    last = int(closes[-1]) + 1
    kind, depth = tokens.kind[:last], tokens.depth[:last]
    rows = np.zeros(last + 1, np.int8)
    rows[opens] = 1
    rows[closes] -= 1
    in_row = np.cumsum(rows[:last], dtype=np.int8).astype(np.bool_)
    commas = (kind == _COMMA) & (depth == 1) & in_row
    start_mask, end_mask = commas.copy(), commas
    start_mask[opens] = True
    end_mask[closes] = True
    starts = tokens.at[:last][start_mask] + 1
    ends = tokens.at[:last][end_mask]
    first = np.searchsorted(starts, tokens.at[opens] + 1)
    widths = np.diff(first, append=starts.size)
    column = np.arange(starts.size) - np.repeat(first, widths)
    return starts, ends, column.astype(np.int32)


def _trim(data: Bytes, quote: int, starts: Offsets, ends: Offsets) -> None:
    """Values without spaces and quotes around them, in place; NULL becomes empty.

    A parenthesis stands on each side, so looking one byte beyond a value is safe.
    """
    while (spaces := (data[starts] <= SPACE) & (starts < ends)).any():
        starts += spaces
    while (spaces := (data[ends - 1] <= SPACE) & (starts < ends)).any():
        ends -= spaces
    first, closed = data[starts], data[ends - 1] == quote
    lengths = ends - starts
    null = np.flatnonzero((lengths == _NULL.size) & ((first | SPACE) == _NULL[0]))
    if null.size:
        words = data[starts[null, None] + np.arange(_NULL.size)] | SPACE
        null = null[(words == _NULL).all(axis=1)]
        ends[null] = starts[null]
    quoted = closed & (first == quote) & (lengths > 1)
    prefixed = np.flatnonzero(closed & ~quoted & (lengths > 2))
    prefixed = prefixed[_PREFIXES[first[prefixed]] & (data[starts[prefixed] + 1] == quote)]
    starts += quoted
    ends -= quoted
    starts[prefixed] += 2
    ends[prefixed] -= 1


def _unwrap(data: Bytes, quote: int, starts: Offsets, ends: Offsets) -> None:
    """Strings out of the functions around them, in place: ``CAST(N'1979-05-01' AS Date)``.

    SQL Server's scripts write every date so, Oracle's ``TO_DATE('01/05/1979','DD/MM/YYYY')``.
    """
    wrapped = np.flatnonzero((data[ends - 1] == _CLOSE) & (ends - starts > _MIN_CALL))
    letters = (data[starts[wrapped]] | SPACE) - np.uint8(97)
    wrapped = wrapped[letters < 26]
    for field in wrapped.tolist():
        call = data[starts[field] : min(int(ends[field]), int(starts[field]) + _CALL)].tobytes()
        if found := _CALLED.match(call.replace(bytes([quote]), b"'")):
            ends[field] = starts[field] + found.end("value")
            starts[field] += found.start("value")


def _untype(data: Bytes, quote: int, starts: Offsets, ends: Offsets) -> None:
    """Strings without the type that stands before or after them, in place."""
    first, last = data[starts], data[ends - 1]
    typed = ((first == quote) & _ENDS_TYPED[last]) | (
        _BEGINS_TYPED[first] & ((last == quote) | (last == ord("}")))
    )
    for field in np.flatnonzero(typed & (ends - starts > _MIN_CALL)).tolist():
        text = data[starts[field] : ends[field]].tobytes().replace(bytes([quote]), b"'")
        if found := _TYPED.fullmatch(text):
            ends[field] = starts[field] + found.end("value")
            starts[field] += found.start("value")


def _single_doubled_quotes(text: Bytes, quote: int, escaped: Offsets) -> None:
    """``''`` inside strings becomes a space and a quote; an empty string is left alone."""
    quotes = text == quote
    quotes[escaped] = False
    pair = np.flatnonzero(quotes[:-1] & quotes[1:])
    if not pair.size:
        return
    parity = np.cumsum(quotes, dtype=np.uint8)[pair] & 1
    text[pair[parity == 0]] = SPACE
