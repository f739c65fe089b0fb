"""Lines of labels and values to records and fields; see `labelled` for the format."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.membership import are_in
from leakscan.raw.chunk import Chunk, Offsets
from leakscan.readers.escapes import Bytes
from leakscan.readers.json_names import Columns, Hashes, KeyNames, hash_spans
from leakscan.readers.labels import AFTER, ARROW, BEFORE, LABEL_BYTES, Labels, find_labels
from leakscan.readers.line_records import Fields, read_lines
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

_SNIFF_BYTES = 64 * 1024
_AROUND_VALUES = np.isin(np.arange(256), list(b" \t\"'`*,;"))
_BEFORE = np.isin(np.arange(256), list(BEFORE))
_AFTER = np.isin(np.arange(256), list(AFTER))


def read_labelled(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of records, whose columns are the labels."""
    labels = find_labels(window.text(0, window.fill(0, _SNIFF_BYTES)))
    if labels is None:
        yield from prose_chunks(window)
        return
    lines = _Lines(labels)
    yield from read_lines(window, lines.columns.table, lines)


class _Lines:
    """The labels met so far, as columns; a line without one is a field without a name."""

    def __init__(self, labels: Labels) -> None:
        self.columns = Columns()
        self._labels = labels
        self._opening = hashes_of([labels.opening])
        self._names = np.sort(hashes_of(sorted(labels.names)))

    def fields(self, data: Bytes, begins: Offsets, ends: Offsets) -> Fields:
        """The values of some lines, and what other lines hold."""
        kept = ends > begins
        begins, ends = begins[kept], ends[kept]
        starts, stops, at = self._label_spans(data, begins, ends)
        own = np.where(at < ends, np.arange(begins.size), -1)
        names = KeyNames(data, starts, stops, own, np.full(begins.size, -1))
        number = self.columns.numbers(names)
        low = np.where(own < 0, begins, at + 1)
        arrow = (own >= 0) & (self._labels.separator == ARROW)
        low += arrow & (data[np.minimum(low, data.size - 1)] == ord(">"))
        low, high = stripped(data, low, ends, _AROUND_VALUES, _AROUND_VALUES)
        kept = high > low
        return low[kept], high[kept], number[kept]

    def record_starts(self, data: Bytes, begins: Offsets, ends: Offsets) -> Offsets:
        """Lines with the opening label, or the title right above one; else the first."""
        starts, stops, at = self._label_spans(data, begins, ends)
        opens = (at < ends) & (hash_spans(data, starts, stops) == self._opening)
        titles = (at >= ends) & (ends > begins)
        opens[:-1] |= opens[1:] & titles[:-1]
        opens[1:] &= ~(opens[:-1] & titles[:-1])
        if not opens.any():
            opens[:1] = True
        return begins[opens]

    def _label_spans(
        self, data: Bytes, begins: Offsets, ends: Offsets
    ) -> tuple[Offsets, Offsets, Offsets]:
        """Where the label of each line stands, and its separator; the line's end where none is."""
        signs = np.append(np.flatnonzero(data == self._labels.separator), data.size)
        at = np.minimum(signs[np.searchsorted(signs, begins)], ends)
        starts, stops = stripped(data, begins, at, _BEFORE, _AFTER)
        none = (at == ends) | (stops <= starts) | (stops - starts > LABEL_BYTES)
        hashes = hash_spans(data, starts, stops)
        none |= ~are_in(hashes, self._names)
        starts, stops = np.where(none, begins, starts), np.where(none, begins, stops)
        return starts, stops, np.where(none, ends, at)


def hashes_of(texts: list[bytes]) -> Hashes:
    """A hash of each text, as `hash_spans` gives it."""
    ends = np.cumsum([0, *map(len, texts)])
    return hash_spans(np.frombuffer(b"".join(texts), np.uint8), ends[:-1], ends[1:])


def stripped(
    data: Bytes,
    starts: Offsets,
    ends: Offsets,
    before: npt.NDArray[np.bool_],
    after: npt.NDArray[np.bool_],
) -> tuple[Offsets, Offsets]:
    """Spans without bytes of the class `before` at their start and `after` at their end."""
    kept = np.append(np.flatnonzero(~before[data]), data.size)
    starts = np.minimum(kept[np.searchsorted(kept, starts)], ends)
    last = np.concatenate([[-1], np.flatnonzero(~after[data])])
    ends = np.maximum(last[np.searchsorted(last, ends) - 1] + 1, starts)
    return starts, ends


__all__ = ["hashes_of", "read_labelled", "stripped"]
