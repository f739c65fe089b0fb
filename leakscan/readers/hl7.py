"""HL7 v2 messages: one record a message, or a patient when a message has several.

Specification: HL7 v2.5.1 chapter 2 (separators, escapes, batches), MLLP framing of
http://www.hl7.org/implement/standards/product_brief.cfm?product_id=55.
"""

import re
from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.format import FormatInfo, TextFormat
from leakscan.readers.segment_marks import first_header
from leakscan.readers.window import TextWindow

_SEGMENT_LINE = re.compile(rb"(?m)^[A-Z][A-Z0-9]{2}[^A-Za-z0-9\s]")
_HEADERS = (b"MSH", b"FHS", b"BHS")
_MIN_SHARE = 0.6


INFO = FormatInfo(
    name="hl7",
    description={
        "fr": "messages HL7 v2 (ADT, ORU…), lots, trames MLLP et journaux, documents joints (ED)",
        "en": "HL7 v2 messages (ADT, ORU…), batches, MLLP frames and logs, embedded documents (ED)",
    },
    limits={
        "fr": "un enregistrement par patient ; au-delà de 1 Mio, il est coupé en fin de ligne",
        "en": "one record per patient; beyond 1 MiB it is cut at a line end",
    },
)


def is_hl7(head: bytes, _name: str = "") -> bool:
    """Whether a text that begins with `head` is HL7 v2, something before it or not."""
    start = first_header(head, _HEADERS)
    if start < 0 or not head[:start].strip(b"\xef\xbb\xbf\x0b \r\n\t"):
        return start >= 0
    lines = head.replace(b"\r", b"\n").split(b"\n")
    filled = [line for line in lines if line.strip()]
    segments = sum(_SEGMENT_LINE.match(line) is not None for line in filled)
    return segments >= _MIN_SHARE * len(filled)


def read_hl7(window: TextWindow) -> Iterator[Item]:
    """Chunks of messages, and the documents that they carry."""
    from leakscan.readers.hl7_schema import hl7_schema
    from leakscan.readers.payloads import PayloadFilter
    from leakscan.readers.segmented import read_segmented

    payloads = PayloadFilter()
    window = TextWindow(payloads.pieces(window.remaining()), window.chunk_bytes)
    return payloads.items(read_segmented(window, hl7_schema()))


FORMAT = TextFormat(info=INFO, recognise=is_hl7, read=read_hl7)
