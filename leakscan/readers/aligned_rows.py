"""Lines of a printed table to records and fields; see `aligned` for the format."""

import re
from collections.abc import Iterator

import numpy as np

from leakscan.raw.chunk import Chunk, Offsets, Table
from leakscan.readers.aligned_layout import AlignedLayout, find_layout
from leakscan.readers.escapes import Bytes
from leakscan.readers.fixed_layout import character_starts
from leakscan.readers.line_records import Fields, read_lines
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

_SNIFF_BYTES = 64 * 1024
_BLANK = 0x20
_DIGIT = re.compile(rb"[0-9]")
_BETWEEN = rb" *(?:(?:(?:sous|grand)[ -]?)?tota(?:l|ux)|nombre de)\b.*|.*\bpage\b.*"
"""Totals and titles of pages, in small letters, which stand between rows and name nobody."""
_TELLING = (b"total", b"totaux", b"nombre de", b"page")
"""What such a line holds: to search for these words is far quicker than for the pattern."""


def read_aligned(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of lines; the header is the first record, what stands above it is prose."""
    head = window.text(0, window.fill(0, _SNIFF_BYTES))
    layout = find_layout(head)
    if layout is None:
        yield from prose_chunks(window)
        return
    above = sum(len(line) + 1 for line in head.split(b"\n", layout.line)[: layout.line])
    if above:
        yield from prose_chunks(window, above)
    yield from read_lines(window, Table([*layout.titles, ""]), _Lines(layout))


class _Lines:
    """The columns of a layout; what does not keep to them stands in one more."""

    def __init__(self, layout: AlignedLayout) -> None:
        self._starts = np.array(layout.starts, np.int64)
        self._begun = False
        titles = b" ".join(title.encode() for title in layout.titles).lower().split()
        titles = [] if any(_DIGIT.search(word) for word in titles) else titles
        header = b" *" + b" +".join(map(re.escape, titles)) if titles else b"(?!)"
        self._between = re.compile(rb"(?:" + _BETWEEN + rb"|(" + header + rb"))[ \r]*")
        self._telling = (*_TELLING, *titles[:1])

    def fields(self, data: Bytes, begins: Offsets, ends: Offsets) -> Fields:
        """The fields of some lines; the last one goes to the end of its line."""
        at_character = character_starts(data)
        first, last = (np.searchsorted(at_character, each)[:, None] for each in (begins, ends))
        starts = np.minimum(first + self._starts, last)
        before = data[at_character[np.maximum(starts - 1, 0)]]
        kept = ((before == _BLANK) | (starts == last) | (self._starts == 0)).all(axis=1)
        between = self._apart(data.tobytes().lower())
        apart = np.isin(begins, list(between))
        again = np.isin(begins, [begin for begin, is_header in between.items() if is_header])
        # The first line is the header, whose cells name the columns.
        apart[:1] &= self._begun
        again[:1] &= self._begun
        self._begun = True
        kept &= ~apart
        stops = np.concatenate([starts[:, 1:], last], axis=1)
        columns = np.broadcast_to(np.arange(self._starts.size, dtype=np.int32), starts.shape)
        # The header once more holds no cells.
        whole = ~kept & ~again & (ends > begins)
        other = np.full(int(whole.sum()), self._starts.size, np.int32)
        begun = np.concatenate([at_character[starts[kept]].ravel(), begins[whole]])
        order = np.argsort(begun, kind="stable")
        return (
            begun[order],
            np.concatenate([at_character[stops[kept]].ravel(), ends[whole]])[order],
            np.concatenate([columns[kept].ravel(), other])[order],
        )

    def _apart(self, text: bytes) -> dict[int, bool]:
        """Where lines begin that are totals, titles, or the header once more; if they are this."""
        lines = {span for word in self._telling for span in _lines_with(word, text)}
        found = {begin: self._between.fullmatch(text, begin, end) for begin, end in lines}
        return {begin: line[1] is not None for begin, line in found.items() if line}

    def record_starts(self, data: Bytes, begins: Offsets, ends: Offsets) -> Offsets:
        """Every line that is not empty; the first one in any case."""
        del data
        chosen = ends > begins
        if chosen.size:
            chosen[0] = True
        return begins[chosen]


def _lines_with(word: bytes, text: bytes) -> Iterator[tuple[int, int]]:
    """Where each line that holds a word begins and ends."""
    at = text.find(word)
    while at >= 0:
        end = text.find(b"\n", at)
        end = end if end >= 0 else len(text)
        yield text.rfind(b"\n", 0, at) + 1, end
        at = text.find(word, end)
