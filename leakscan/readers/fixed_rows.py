"""Lines of a known layout to records and fields; see `fixed_width` for the format."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from leakscan.raw.chunk import Chunk, Offsets, Table
from leakscan.readers.escapes import Bytes
from leakscan.readers.fixed_layout import FixedLayout, character_starts, find_layout
from leakscan.readers.line_records import Fields, read_lines
from leakscan.readers.prose import prose_chunks
from leakscan.readers.window import TextWindow

_SNIFF_BYTES = 64 * 1024
_COLUMNS = ("nir", "", "numero_sejour", "date_naissance", "sexe", "code_cim10")
_NIR_COLUMN, _LINE_COLUMN, _STAY_COLUMN, _CODE_COLUMN, _FIRST_COLUMN = 0, 1, 2, 5, 6


def read_fixed_width(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of invoices, or of lines where all are of one kind."""
    size = window.fill(0, _SNIFF_BYTES)
    layout = find_layout(window.text(0, size))
    if layout is None:
        yield from prose_chunks(window)
        return
    columns = sum(kind.starts.size for kind in layout.kinds)
    table = Table([*_COLUMNS, *[""] * columns], header_certain=True, touching=True)
    yield from read_lines(window, table, _Lines(layout))


class _Lines:
    """The columns of a layout."""

    def __init__(self, layout: FixedLayout) -> None:
        self._layout = layout

    def fields(self, data: Bytes, begins: Offsets, ends: Offsets) -> Fields:
        """The fields of some lines: starts, ends, column numbers."""
        layout = self._layout
        at_character = character_starts(data)
        first = np.searchsorted(at_character, begins)
        lengths = np.searchsorted(at_character, ends) - first
        regular = self._regular(lengths)
        irregular = ~regular
        signs = data[np.minimum(begins, data.size - 1)]
        starts, stops, columns = [], [], []
        number = _FIRST_COLUMN
        for kind in layout.kinds:
            chosen = regular if kind.sign < 0 else regular & (signs == kind.sign)
            numbers = np.arange(number, number + kind.starts.size, dtype=np.int32)
            if kind.nir >= 0:
                numbers[kind.nir] = _NIR_COLUMN
            numbers[list(kind.codes)] = _CODE_COLUMN
            for role, field in enumerate(kind.stay):
                numbers[field] = _STAY_COLUMN + role
            number += kind.starts.size
            at = first[chosen][:, None]
            size = lengths[chosen][:, None]
            there = kind.starts < size
            starts.append(at_character[(at + kind.starts)[there]])
            stops.append(at_character[(at + np.minimum(kind.ends, size))[there]])
            columns.append(np.broadcast_to(numbers, there.shape)[there])
            regular = regular & ~chosen if kind.sign >= 0 else np.zeros_like(regular)
        other = (regular | irregular) & (ends > begins)
        starts.append(begins[other])
        stops.append(ends[other])
        columns.append(np.full(starts[-1].size, _LINE_COLUMN, np.int32))
        order = np.argsort(np.concatenate(starts), kind="stable")
        return (
            np.concatenate(starts)[order],
            np.concatenate(stops)[order],
            np.concatenate(columns)[order],
        )

    def _regular(self, lengths: Offsets) -> npt.NDArray[np.bool_]:
        """Which lines are as long as the layout wants them."""
        layout = self._layout
        if not layout.trimmed:
            return lengths == layout.length
        kind = layout.kinds[0]
        return (lengths <= layout.length) & (lengths >= kind.ends[kind.nir])

    def record_starts(self, data: Bytes, begins: Offsets, ends: Offsets) -> Offsets:
        """Lines that begin a record: the first kind with a NIR, or all where there is one kind."""
        layout = self._layout
        chosen = ends > begins
        if layout.kinds[0].sign >= 0:
            sign = min(kind.sign for kind in layout.kinds if kind.nir >= 0)
            chosen &= data[np.minimum(begins, data.size - 1)] == sign
        if chosen.size:
            chosen[0] = True
        return begins[chosen]
