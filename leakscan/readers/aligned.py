"""Printed columns: a header, and under it cells parted by blanks, as query tools print them.

SQL*Plus, SQL Server's "results to text" and old programs' lists: columns begin under the dashes
of a ruled header, or under its words. A line that does not keep to them is one field.
"""

import re
from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="aligned",
    description={
        "fr": "listes imprimées en colonnes séparées par des blancs (SQL*Plus, SQL Server…)",
        "en": "printed lists in columns parted by blanks (SQL*Plus, SQL Server…)",
    },
    limits={
        "fr": "reconnues à l'en-tête, dans les huit premières lignes",
        "en": "recognised by their header, within the first eight lines",
    },
)
_LOOK_BYTES = 4096
_FIRST_LINES = 8
_MAY_BE_HEADER = deferred(rb"\S {2,}\S.* {2,}\S|^ ?-{2,}(?: +-{2,})+ *\r?$", re.MULTILINE)


def is_aligned(head: bytes, _name: str) -> bool:
    """Whether a text that begins with `head` is a printed table."""
    first = head[:_LOOK_BYTES].split(b"\n", _FIRST_LINES)[:_FIRST_LINES]
    if not any(_MAY_BE_HEADER.search(line) for line in first):
        return False
    from leakscan.readers.aligned_layout import find_layout

    return find_layout(head) is not None


def read_aligned(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of lines; the header is the first record, what stands above it is prose."""
    from leakscan.readers import aligned_rows

    return aligned_rows.read_aligned(window)


FORMAT = TextFormat(info=INFO, recognise=is_aligned, read=read_aligned)
