"""Which separators stand inside quotes, decided for a whole buffer at once.

RFC 4180 quotes as real files have them: doubled quotes are text, separators and line ends
inside quotes are text, and stray quotes (``5" tube``, a field that never closes) must not
swallow what follows. A quote opens only at the start of a field and closes only at the end of
one; of two that open, with none that closes between them, the first is stray, and so is one that
nothing closes before the text ends. With that, each run of quotes of odd length does one of three
things, decided by its two neighbours alone: open (set), close (reset), or either (toggle); runs of
even length change nothing. The state after each run is then a prefix scan over set, reset and
toggle.
"""

import numpy as np
import numpy.typing as npt

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

QUOTE = 0x22
LF = 0x0A
CR = 0x0D
MAX_QUOTED_BYTES = 64 * 1024
"""A field that does not close within this many bytes began with a stray quote."""


_FEW = 64
"""Quotes fewer than one in so many bytes are looked at one by one."""


@frozen(kw_only=False, eq=False, repr=False)
class Separators:
    """Separators outside quotes, and how far they can be trusted.

    Attributes:
        positions: Of delimiters and line ends, ascending.
        certain: Records that end before this offset are certain; an open quote may change
            the rest.
        quoted: There are quotes.
    """

    positions: Offsets
    certain: int
    quoted: bool = False


def find_separators(data: Bytes, delimiter: int, *, final: bool, at_start: bool) -> Separators:
    """Separators outside quotes in `data`, which starts outside quotes.

    Args:
        data: Text.
        delimiter: Its byte.
        final: Nothing follows `data`.
        at_start: `data` starts at the start of a field.
    """
    separator = data == delimiter
    separator |= data == LF
    quote = data == QUOTE
    count = int(np.count_nonzero(quote))
    if not count:
        return Separators(np.flatnonzero(separator), data.size)
    quotes = np.flatnonzero(quote)
    if count * _FEW < data.size:
        found = np.flatnonzero(separator)
        regular = _regular_few(data, found, quotes, at_start=at_start, final=final)
    else:
        regular = _regular(data, separator | quote, at_start=at_start, final=final)
    if regular is not None:
        return regular
    events = _events(data, separator, quotes, at_start=at_start)
    opens, closes = _spans(events, data.size, final=final)
    certain = data.size
    if opens.size > closes.size and not final:
        certain = int(opens[-1])
    return Separators(_outside(np.flatnonzero(separator), opens, closes), certain, quoted=True)


def _regular(data: Bytes, tokens: Mask, *, at_start: bool, final: bool) -> Separators | None:
    """The answer when every quote stands where RFC 4180 wants it, else None.

    The parity of quotes is then all there is to it, at a quarter of the cost.
    """
    at = np.flatnonzero(tokens)
    is_quote = data[at] == QUOTE
    inside = (np.cumsum(is_quote, dtype=np.uint8) & 1).astype(np.bool_)
    adjacent = np.empty(at.size + 1, np.bool_)
    np.equal(at[1:], at[:-1] + 1, out=adjacent[1:-1])
    adjacent[0] = at_start and at[0] == 0
    adjacent[-1] = at[-1] == data.size - 1
    before, after = adjacent[:-1], adjacent[1:]
    if not before[is_quote & inside].all():
        return None
    alone = at[is_quote & ~inside & ~after]
    if not (data[alone + 1] == CR).all():
        return None
    if final and inside[-1]:
        return None
    positions = at[~(is_quote | inside)]
    return _judged(positions, data.size, unclosed=bool(inside[-1]))


def _regular_few(
    data: Bytes, separators: Offsets, quotes: Offsets, *, at_start: bool, final: bool
) -> Separators | None:
    """The same as `_regular`, for quotes that are few: only they are looked at.

    Args:
        data: Text.
        separators: Where separators are, also between quotes.
        quotes: Where quotes are, at least one.
        at_start, final: As in `find_separators`.
    """
    opens, closes = quotes[::2], quotes[1::2]
    # A quote next to another is told by the byte, a separator by being one of them.
    before = (data[opens - 1] == QUOTE) | _among(opens - 1, separators)
    if opens[0] == 0:
        before[0] = at_start
    following = data[np.minimum(closes + 1, data.size - 1)]
    after = (following == QUOTE) | (following == CR) | _among(closes + 1, separators)
    after |= closes == data.size - 1
    if not (before.all() and after.all()):
        return None
    unclosed = opens.size > closes.size
    if final and unclosed:
        return None
    ends = np.append(closes, data.size) if unclosed else closes
    positions = _outside_few(separators, opens, ends)
    return _judged(positions, data.size, unclosed=unclosed)


def _among(offsets: Offsets, separators: Offsets) -> Mask:
    """Which offsets are separators."""
    if not separators.size:
        return np.zeros(offsets.size, np.bool_)
    next_one = np.minimum(np.searchsorted(separators, offsets), separators.size - 1)
    found: Mask = separators[next_one] == offsets
    return found


def _outside_few(separators: Offsets, opens: Offsets, ends: Offsets) -> Offsets:
    """Separators that no span holds."""
    first, last = np.searchsorted(separators, opens), np.searchsorted(separators, ends)
    holding = last > first
    if not holding.any():
        return separators
    begins = [0, *last[holding].tolist()]
    stops = [*first[holding].tolist(), separators.size]
    spans = zip(begins, stops, strict=True)
    return np.concatenate([separators[begin:stop] for begin, stop in spans])


def _judged(positions: Offsets, size: int, *, unclosed: bool) -> Separators | None:
    """Separators outside quotes, unless a field is too long for its quotes to be meant."""
    longest = size + 1
    if positions.size:
        longest = max(int(positions[0]) + 1, size - int(positions[-1]))
        longest = max(longest, int((positions[1:] - positions[:-1]).max(initial=0)))
    if longest > MAX_QUOTED_BYTES:
        return None
    certain = size
    if unclosed:
        certain = int(positions[-1]) + 1 if positions.size else 0
    return Separators(positions, certain, quoted=True)


@frozen(kw_only=False, eq=False, repr=False)
class _Events:
    """Runs of quotes that may change the state: where, and whether they open or close."""

    begins: Offsets
    opener: Mask
    closer: Mask

    def without(self, begin: int, end: int) -> "_Events":
        """All but those that begin in a range."""
        keep = (self.begins < begin) | (self.begins >= end)
        return _Events(self.begins[keep], self.opener[keep], self.closer[keep])


def _events(data: Bytes, separator: Mask, quotes: Offsets, *, at_start: bool) -> _Events:
    new_run = np.empty(quotes.size, np.bool_)
    new_run[0] = True
    np.not_equal(quotes[1:], quotes[:-1] + 1, out=new_run[1:])
    first = np.flatnonzero(new_run)
    lengths = np.diff(first, append=quotes.size)
    odd = (lengths & 1).astype(np.bool_)
    begins = quotes[first][odd]
    after = begins + lengths[odd]
    opener = separator[np.maximum(begins - 1, 0)]
    if begins.size and begins[0] == 0:
        opener[0] = at_start
    inside = np.minimum(after, data.size - 1)
    closer = separator[inside] | (data[inside] == CR) | (after >= data.size)
    sets = opener & ~closer
    change = opener | closer
    change[change] = ~_followed(sets[change])
    return _Events(begins[change], opener[change], closer[change])


def _followed(sets: Mask) -> Mask:
    """Openings with another opening next, before any close: stray, they end nowhere."""
    stray = sets.copy()
    stray[:-1] &= sets[1:]
    stray[-1:] = False
    return stray


def _spans(events: _Events, size: int, *, final: bool) -> tuple[Offsets, Offsets]:
    """Where quoted text opens and closes; the last may lack its close unless the text ends.

    Between an opening and a close that comes too late, every opening is as late: they are
    dropped together, so this loops once per 64 KiB at the most. After an opening without close
    only one other is left, of those that follow each other.
    """
    while True:
        change = np.diff(_scan(events.opener, events.closer), prepend=np.int8(0))
        opens, closes = events.begins[change == 1], events.begins[change == -1]
        ends = closes if closes.size == opens.size else np.append(closes, size)
        late = np.flatnonzero(ends - opens > MAX_QUOTED_BYTES)
        if late.size:
            events = events.without(int(opens[late[0]]), int(ends[late[0]]) - MAX_QUOTED_BYTES)
        elif final and opens.size > closes.size:
            events = events.without(int(opens[-1]), int(opens[-1]) + 1)
        else:
            return opens, closes


def _scan(opener: Mask, closer: Mask) -> npt.NDArray[np.int8]:
    """State (1 inside) after each event: opener only sets, closer only resets, both toggle."""
    toggle = opener & closer
    if not toggle.any():
        return opener.astype(np.int8)
    index = np.arange(toggle.size)
    fixed = np.maximum.accumulate(np.where(toggle, -1, index))
    toggles = np.cumsum(toggle)
    known = np.maximum(fixed, 0)
    state = np.where(fixed >= 0, opener[known], 0)
    flips: Offsets = toggles - np.where(fixed >= 0, toggles[known], 0)
    states: npt.NDArray[np.int8] = (state ^ (flips & 1)).astype(np.int8)
    return states


def _outside(positions: Offsets, opens: Offsets, closes: Offsets) -> Offsets:
    if not opens.size:
        return positions
    opened = np.searchsorted(opens, positions)
    closed = np.searchsorted(closes, positions)
    outside: Offsets = positions[opened == closed]
    return outside
