"""The text that the lanes search: a chunk, or of a table only the cells in which to look.

Columns whose role says all about their cells (names, dates, addresses, a NIR that was read as
such) are left out: they are two thirds of a laboratory's export, and full of words and digits
that mean nothing. The other cells stand one after the other, so positions must be translated
back.
"""

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np

from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.layout import Layout

_BETWEEN_CELLS = 0x1E
"""Record separator: no letter, digit or blank, so that nothing is found across two cells."""


class _Spans(Protocol):
    """Anything found in a text, as arrays of offsets; a find never spans two cells."""

    start: Offsets
    end: Offsets


@dataclass(slots=True, eq=False, repr=False)
class SearchedText:
    """Text to search, and where its pieces came from.

    Attributes:
        raw, data: The text, as bytes and as an array over them.
        pieces: Where each piece starts in the text, ascending; None when it is the chunk.
        origins: Where each starts in the chunk.
    """

    raw: bytes
    data: Bytes
    pieces: Offsets | None = None
    origins: Offsets | None = None

    @classmethod
    def of(cls, layout: Layout, hidden_roles: Mask, handled: Mask | None) -> Self:
        """What to search of a chunk.

        Args:
            layout: The chunk and its columns.
            hidden_roles: By rule index, and last for none: cells of its columns are left out.
            handled: Fields that were read already, by field; None for none.
        """
        fields = layout.chunk.fields
        if layout.profile is None or fields is None or not fields.starts.size:
            return cls(layout.chunk.data, layout.data)
        shown = ~hidden_roles[layout.profile.rule][fields.column]
        if handled is not None:
            shown &= ~handled
        shown &= fields.ends > fields.starts
        if shown.all():
            return cls(layout.chunk.data, layout.data)
        which = np.flatnonzero(shown)
        origins = fields.starts[which]
        sizes = fields.ends[which] - origins + 1
        ends = np.cumsum(sizes)
        pieces = ends - sizes
        # Steps up and down whose running sum is 1 inside the cells and on the byte after each.
        steps = np.zeros(layout.data.size + 2, np.int8)
        steps[origins] = 1
        steps[origins + sizes] -= 1
        inside = np.cumsum(steps, dtype=np.int8).view(np.bool_)
        data = np.append(layout.data, np.uint8(_BETWEEN_CELLS))[inside[: layout.data.size + 1]]
        data[ends - 1] = _BETWEEN_CELLS
        raw = data.tobytes()
        return cls(raw, np.frombuffer(raw, np.uint8), pieces, origins)

    def translate(self, found: _Spans) -> None:
        """Turn positions in this text, in place, into offsets in the chunk."""
        if self.pieces is None or self.origins is None or not found.start.size:
            return
        piece = np.searchsorted(self.pieces, found.start, side="right") - 1
        shift = self.origins[piece] - self.pieces[piece]
        found.start, found.end = found.start + shift, found.end + shift
