"""Objects whose members are records: ``{"users": {"-NVMy": {…}, "-Nu8d": {…}}}``.

So databases of documents are exported (Firebase), and lists that programs keep by number. Such
members have numbers or drawn letters for keys, or speak of people, and the same fields; those of
an object about one person have a name each, and fields of their own.
"""

from collections.abc import Iterator

import numpy as np

from leakscan.raw.chunk import Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.json_tokens import (
    COLON,
    OPEN_ARRAY,
    OPEN_OBJECT,
    QUOTE,
    Tokens,
    closes,
    opens,
)
from leakscan.readers.person_words import count_speaking

_OPENING = np.array([OPEN_OBJECT, QUOTE, COLON, OPEN_OBJECT], np.uint8)
"""An object, the key of its first member, and that member."""
_MIN_MEMBERS, _MOST_MEMBERS = 3, 8
"""Members that are looked at."""
_MOST_TRIED = 64
_MIN_PEOPLE = 2
_MIN_DIGITS, _MIN_DRAWN = 3, 16
_MAX_KEY = 128
_DIGITS = b"0123456789"


def first_member(data: Bytes, tokens: Tokens) -> int:
    """The token that opens the first member of the first object of records, -1 without.

    Args:
        data: JSON text.
        tokens: Of it.
    """
    found = (at for at in _objects(tokens).tolist() if _holds_records(data, tokens, at))
    return next((at + 3 for at in found), -1)


def may_hold_member(tokens: Tokens, before: int) -> bool:
    """Whether more text may show such a member before a token."""
    found = _objects(tokens)
    return bool(found.size and found[0] < before)


def _objects(tokens: Tokens) -> Offsets:
    """Tokens that open an object whose first member is an object."""
    kind = tokens.kind
    if kind.size < _OPENING.size:
        return np.empty(0, np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(kind, _OPENING.size)
    return np.flatnonzero((windows == _OPENING).all(axis=1))[:_MOST_TRIED]


def _holds_records(data: Bytes, tokens: Tokens, outer: int) -> bool:
    members = list(_members(tokens, outer))
    if len(members) < _MIN_MEMBERS:
        return False
    fields = [_keys(data, tokens, begin, end) for begin, end in members]
    shared = set.intersection(*fields)
    if 2 * len(shared) < max(map(len, fields)) or not shared:
        return False
    drawn = sum(_is_drawn(_string(data, tokens, begin - 2)) for begin, _ in members)
    return 2 * drawn > len(members) or count_speaking(sorted(shared)) >= _MIN_PEOPLE


def _members(tokens: Tokens, outer: int) -> Iterator[tuple[int, int]]:
    """The first and the last token of members that end among the tokens; none of other objects.

    Where members hold records themselves, those are told by the arrays they stand in.
    """
    depth = int(tokens.depth[outer])
    kind, depths = tokens.kind[outer + 1 :], tokens.depth[outer + 1 :]
    below = np.flatnonzero(depths < depth)
    end = int(below[0]) if below.size else kind.size
    kind, depths = kind[:end], depths[:end]
    first = np.flatnonzero(opens(kind) & (depths == depth + 1))[:_MOST_MEMBERS]
    last = np.flatnonzero(closes(kind) & (depths == depth))[:_MOST_MEMBERS]
    nested = (kind[:-1] == OPEN_ARRAY) & (kind[1:] == OPEN_OBJECT)
    if (kind[first] != OPEN_OBJECT).any() or (last.size and nested[: int(last[-1])].any()):
        return
    shift = outer + 1
    yield from zip((first + shift).tolist(), (last + shift).tolist(), strict=False)


def _keys(data: Bytes, tokens: Tokens, begin: int, end: int) -> set[bytes]:
    """The keys of an object's own fields."""
    kind = tokens.kind[begin:end]
    own = (kind[:-1] == QUOTE) & (kind[1:] == COLON)
    own &= tokens.depth[begin : end - 1] == tokens.depth[begin]
    return {_string(data, tokens, begin + at) for at in np.flatnonzero(own).tolist()}


def _string(data: Bytes, tokens: Tokens, token: int) -> bytes:
    """The string that a token opens."""
    number = int(np.count_nonzero(tokens.kind[:token] == QUOTE))
    start = int(tokens.at[token]) + 1
    return data[start : min(int(tokens.close[number]), start + _MAX_KEY)].tobytes()


def _is_drawn(key: bytes) -> bool:
    """Whether a key is a number, or letters and digits drawn by lot, and no name."""
    digits = sum(key.count(digit) for digit in _DIGITS)
    return digits >= _MIN_DIGITS or (len(key) >= _MIN_DRAWN and digits > 0)


__all__ = ["first_member", "may_hold_member"]
