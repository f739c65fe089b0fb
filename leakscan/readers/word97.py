"""The text of Word documents of 1997 to 2003 (doc), from its piece table.

Specification: [MS-DOC] 2023, 2.4.1 (retrieving text), 2.5 (FIB). All stories are read: the
main text, notes, headers, comments and text boxes follow one another.
"""

import re
import struct
from collections.abc import Iterator

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError

_FLAGS, _CLX = 0x0A, 0x01A2
_ENCRYPTED, _WHICH_TABLE = 0x0100, 0x0200
_MAGIC = b"\xec\xa5"
_PROPERTIES, _PIECES = 1, 2
_PACKED = 0x40000000
_MAX_PIECES = 1_000_000
_SIGNS = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\x13": " ", "\x14": " "}
    | {"\x15": " ", "\x01": None, "\x02": None, "\x05": None, "\x08": None, "\xad": None}
)
_ROW_END = re.compile("\x07\x07")


def table_stream(document: bytes) -> str:
    """Name of the stream that holds the tables of a document.

    Raises:
        ReadError: The document has a password, or is none.
    """
    if not document.startswith(_MAGIC) or len(document) < _CLX + 8:
        raise ReadError(GapReason.CORRUPT, "no Word document of 1997 or later")
    (flags,) = struct.unpack_from("<H", document, _FLAGS)
    if flags & _ENCRYPTED:
        raise ReadError(GapReason.ENCRYPTED, "Word document with a password")
    return "1Table" if flags & _WHICH_TABLE else "0Table"


def document_text(document: bytes, tables: bytes) -> Iterator[str]:
    """The text, in pieces; cells are separated by tabs, rows and paragraphs by line ends.

    Raises:
        ReadError: There is no piece table.
    """
    start, size = struct.unpack_from("<II", document, _CLX)
    positions, pieces = _piece_table(tables[start : start + size])
    for index, (fc,) in enumerate(struct.iter_unpack("<2xI2x", pieces)):
        count = positions[index + 1] - positions[index]
        if count <= 0:
            continue
        if fc & _PACKED:
            at = (fc & ~_PACKED) // 2
            text = document[at : at + count].decode("cp1252", "replace")
        else:
            text = document[fc : fc + 2 * count].decode("utf-16-le", "replace")
        text = _ROW_END.sub("\n", text).replace("\x07", "\t")
        yield text.translate(_SIGNS)


def _piece_table(clx: bytes) -> tuple[tuple[int, ...], bytes]:
    """Positions of the pieces in characters, one more than pieces, and their descriptors."""
    at = 0
    while at + 3 <= len(clx) and clx[at] == _PROPERTIES:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != _PIECES:
        raise ReadError(GapReason.CORRUPT, "Word document without a piece table")
    table = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = min((len(table) - 4) // 12, _MAX_PIECES)
    if count < 1:
        raise ReadError(GapReason.CORRUPT, "Word document without a piece table")
    positions = struct.unpack_from(f"<{count + 1}I", table)
    return positions, table[4 * (count + 1) : 4 * (count + 1) + 8 * count]
