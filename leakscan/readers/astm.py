r"""ASTM E1394 (LIS2-A2): what analysers tell a laboratory's system, one record a patient.

Records as those of HPRIM Santé, which comes from them: ``H|\^&|||cobas-e411``, ``P|1|…``,
``O|1|…``, ``R|1|^^^TSH|2.92|…``; the header names the separators, in another order.

Sources: CLSI LIS2-A2 (ASTM E1394-97) for the records, LIS1-A (ASTM E1381-95) for the frames around.
"""

import re
from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.segment_marks import are_marks
from leakscan.readers.window import TextWindow

INFO = FormatInfo(
    name="astm",
    description={
        "fr": "ASTM E1394 (LIS2-A2) des automates de laboratoire, en trames (E1381) ou non",
        "en": "ASTM E1394 (LIS2-A2) of laboratory analysers, in frames (E1381) or not",
    },
    limits={
        "fr": "un enregistrement par patient ; au-delà de 1 Mio, il est coupé en fin de ligne",
        "en": "one record per patient; beyond 1 MiB it is cut at a line end",
    },
)
_HEADER = deferred(rb"(?m)^[ \t\x0b]*H(([^\w\s])[^\w\s]{3})(?:\2|\s|$)")
_RECORD = deferred(rb"(?m)^([POQ])([^\w\s])[0-9]*\2")
_LINE = deferred(rb"[ \t\x0b\x1c]*[HPOQRCMSL][^\w\s]")
_MIN_SHARE = 0.6
_OF_HPRIM = re.compile(rb"(?m)^(?:OBR|OBX|A[PCF]|FAC|ACT|REG)[^\w\s]")


def is_astm(head: bytes, _name: str = "") -> bool:
    """Whether a text that begins with `head` holds messages of an analyser."""
    header = _HEADER.search(head)
    if header is None or not are_marks(header[1]) or _OF_HPRIM.search(head, header.end()):
        return False
    record = _RECORD.search(head, header.end())
    if record is None or record[2] != header[2]:
        return False
    lines = [line for line in head.replace(b"\r", b"\n").split(b"\n") if line.strip()]
    return sum(_LINE.match(line) is not None for line in lines) >= _MIN_SHARE * len(lines)


def read_astm(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of patient groups; a header is a record of its own."""
    from leakscan.readers.astm_schema import astm_schema
    from leakscan.readers.segmented import read_segmented

    return read_segmented(window, astm_schema())


FORMAT = TextFormat(info=INFO, recognise=is_astm, read=read_astm)
