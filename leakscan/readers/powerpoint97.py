"""The text of PowerPoint presentations of 1997 to 2003 (ppt).

Specification: [MS-PPT] 2023, 2.3.1 (record header), 2.9.42 to 2.9.45 (text atoms).
"""

import struct
from collections.abc import Iterator

from leakscan.model.coverage import GapReason
from leakscan.model.errors import ReadError

_WIDE_TEXT, _TEXT, _STRING, _ENCRYPTED = 0x0FA0, 0x0FA8, 0x0FBA, 0x2F14
_CONTAINER = 0x0F
_MASTERS = frozenset({0x03F8})
"""Main masters: how slides look."""
_SIGNS = str.maketrans({"\r": "\n", "\x0b": "\n"})


def slide_texts(stream: bytes) -> Iterator[str]:
    """Texts of slides and notes, in the order in which they are stored.

    Raises:
        ReadError: The presentation has a password.
    """
    at = 0
    while at + 8 <= len(stream):
        version, kind, size = struct.unpack_from("<HHI", stream, at)
        at += 8
        if kind == _ENCRYPTED:
            raise ReadError(GapReason.ENCRYPTED, "PowerPoint presentation with a password")
        if version & 0x0F == _CONTAINER and kind not in _MASTERS:
            continue
        content = stream[at : at + size]
        at += size
        if kind in {_WIDE_TEXT, _STRING}:
            yield content.decode("utf-16-le", "replace").translate(_SIGNS) + "\n"
        elif kind == _TEXT:
            yield content.decode("latin-1").translate(_SIGNS) + "\n"
