"""HPRIM Santé 2.x: one record a patient group (P to the next P), identity and results joined.

Specification: H.PRIM Santé 2.4, http://www.interopsante.org; cp1252, lines ended by CR.
"""

import re
from collections.abc import Iterator

from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.segment_marks import are_marks
from leakscan.readers.window import TextWindow

_HEADER = re.compile(rb"\A(?:\xef\xbb\xbf)?[\s\x0b]*H(([^\w\s])[^\w\s]{3,4})\2")


INFO = FormatInfo(
    name="hprim",
    description={
        "fr": "HPRIM Santé 2.x (séparateurs lus dans l'en-tête)",
        "en": "HPRIM Santé 2.x (separators read from the header)",
    },
    limits={
        "fr": "un enregistrement par patient ; au-delà de 1 Mio, il est coupé en fin de ligne",
        "en": "one record per patient; beyond 1 MiB it is cut at a line end",
    },
)


def is_hprim(head: bytes, _name: str = "") -> bool:
    """Whether a text that begins with `head` is HPRIM Santé."""
    header = _HEADER.match(head)
    return header is not None and are_marks(header[1])


def read_hprim(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of patient groups; a header is a record of its own."""
    from leakscan.readers.hprim_schema import hprim_schema
    from leakscan.readers.segmented import read_segmented

    return read_segmented(window, hprim_schema())


FORMAT = TextFormat(info=INFO, recognise=is_hprim, read=read_hprim)
