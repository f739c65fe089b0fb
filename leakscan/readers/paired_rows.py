"""Lines of several keys and values to records and fields; see `paired` for the format."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.membership import are_in
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.json_names import Columns, KeyNames, hash_spans
from leakscan.readers.labelled_rows import hashes_of, stripped
from leakscan.readers.line_records import Fields, read_lines
from leakscan.readers.paired import AROUND, BEFORE, KEY_BYTES, find_keys
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

Mask = npt.NDArray[np.bool_]

_SNIFF_BYTES = 64 * 1024
_BYTES = np.arange(256)
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
_BEGINS_KEY = np.isin(_BYTES, list(_LETTERS)) | (_BYTES >= 0x80)
_IN_KEY = _BEGINS_KEY | np.isin(_BYTES, list(b"0123456789.-"))
_BEFORE_KEY = np.isin(_BYTES, list(BEFORE + b"\n"))
_AROUND_VALUES = np.isin(_BYTES, list(AROUND))
_CLOSING = np.isin(_BYTES, list(b"})]"))
_SIGN, _LF, _ESCAPE = b"=\n\\"


def read_paired(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of records, whose columns are the keys."""
    keys = find_keys(window.text(0, window.fill(0, _SNIFF_BYTES)))
    if keys is None:
        yield from prose_chunks(window)
        return
    lines = _Lines(keys)
    yield from read_lines(window, lines.columns.table, lines)


class _Lines:
    """The keys met so far, as columns; what stands before and behind them has no name."""

    def __init__(self, keys: frozenset[bytes]) -> None:
        self.columns = Columns()
        self._keys = np.sort(hashes_of(sorted(keys)))

    def fields(self, data: Bytes, begins: Offsets, ends: Offsets) -> Fields:
        """The values of the pairs, and what stands around them."""
        starts, signs, line = _pairs(data, begins, ends)
        known = are_in(hash_spans(data, starts, signs), self._keys)
        last = np.append(line[1:] != line[:-1], np.True_) if line.size else line.astype(np.bool_)
        limits = np.where(last, ends[line], np.append(starts[1:], data.size))
        stops = np.where(last, _first_behind(signs, _CLOSING[data], limits), limits)
        stops = _within_quotes(data, signs, stops, limits)
        # Before the first pair of a line, behind each, and lines without any.
        bare = ends > begins
        bare[line] = False
        first = np.roll(last, 1)
        low = [begins[line[first]], np.where(known, signs + 1, starts), stops, begins[bare]]
        high = [starts[first], stops, limits, ends[bare]]
        own = np.concatenate(
            [np.full(int(first.sum()), -1), np.where(known, np.arange(known.size), -1),
             np.full(known.size + int(bare.sum()), -1)]
        )  # fmt: skip
        lows, highs = stripped(
            data, np.concatenate(low), np.concatenate(high), _AROUND_VALUES, _AROUND_VALUES
        )
        order = np.argsort(lows, kind="stable")
        order = order[(highs > lows)[order]]
        names = KeyNames(data, starts, signs, own[order], np.full(order.size, -1))
        return lows[order], highs[order], self.columns.numbers(names)

    def record_starts(self, data: Bytes, begins: Offsets, ends: Offsets) -> Offsets:
        """Lines with a pair, others go on with the record before them; else the first."""
        opens = np.zeros(begins.size, np.bool_)
        opens[_pairs(data, begins, ends)[2]] = True
        if not opens.any():
            opens[:1] = True
        return begins[opens]


def _within_quotes(data: Bytes, signs: Offsets, stops: Offsets, limits: Offsets) -> Offsets:
    """Where values end: one that a quote opens at the same quote, when that closes it.

    What follows it is no part of it: ``nom="DURAND" hospitalisé``.
    """
    after = np.append(data[1:], np.uint8(_LF))
    closes = _AROUND_VALUES[after] | (after == _LF)
    closes[1:] &= data[:-1] != _ESCAPE
    for quote in b"\"'":
        opened = np.flatnonzero(after[signs] == quote)
        if opened.size:
            found = _first_behind(signs[opened] + 1, closes & (data == quote), limits[opened])
            stops[opened] = np.where(found < limits[opened], found, stops[opened])
    return stops


def _first_behind(places: Offsets, marks: Mask, limits: Offsets) -> Offsets:
    """The first mark behind each place, or its limit when there is none before that."""
    at = np.append(np.flatnonzero(marks), marks.size)
    return np.minimum(at[np.searchsorted(at, places, side="right")], limits)


def _pairs(data: Bytes, begins: Offsets, ends: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Where keys begin, the signs behind them, and the number of the line of each."""
    signs = np.flatnonzero(data == _SIGN)
    line = np.searchsorted(begins, signs, side="right") - 1
    inside = (line >= 0) & (signs < ends[np.maximum(line, 0)])
    signs, line = signs[inside], line[inside]
    others = np.concatenate([[-1], np.flatnonzero(~_IN_KEY[data])])
    starts = np.maximum(others[np.searchsorted(others, signs) - 1] + 1, begins[line])
    padded = np.append(data, np.uint8(0))
    sound = (starts < signs) & (signs - starts <= KEY_BYTES) & _BEGINS_KEY[data[starts]]
    sound &= (starts == begins[line]) | _BEFORE_KEY[padded[starts - 1]]
    sound &= padded[signs + 1] != _SIGN
    return starts[sound], signs[sound], line[sound]


__all__ = ["read_paired"]
