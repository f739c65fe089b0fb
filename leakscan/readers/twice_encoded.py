"""Text that was taken for cp1252 and written as UTF-8 once more: ``dÃ©pression`` is *dépression*.

Only the signs that French is written with are undone, where they stand: such files are mixed, and
no language has the pairs that they become.
"""

import re
from collections.abc import Iterator
from functools import cache

from leakscan.readers.origin import Piece
from leakscan.readers.shortened import Replacement, replaced

_SIGNS = "àâäçèéêëîïôöùûüÀÂÄÇÈÉÊËÎÏÔÖÙÛÜœŒ’‘“”–—…€°«»²µ\u00a0\u202f"
_BEGINNINGS = (b"\xc3\x83\xc2", b"\xc3\x83\xe2", b"\xc3\xa2\xe2\x82\xac", b"\xc3\x82\xc2")
"""Ã before a sign of Latin-1 or of cp1252 alone, â€, Â before a sign: how such text is known."""


def decoded_once_more(piece: Piece) -> Piece:
    """The piece as it was before; itself where nothing in it was encoded twice."""
    if not any(begun in piece.data for begun in _BEGINNINGS):
        return piece
    return replaced(piece, _undone(piece.data))


def _undone(data: bytes) -> Iterator[Replacement]:
    signs, pattern = _misread()
    for found in pattern.finditer(data):
        yield found.start(), found.end(), signs[found[0]]


@cache
def _misread() -> tuple[dict[bytes, bytes], re.Pattern[bytes]]:
    """What each sign became, and what finds them."""
    signs = {_taken_for_cp1252(sign.encode()): sign.encode() for sign in _SIGNS}
    longest_first = sorted(signs, key=len, reverse=True)
    return signs, re.compile(b"|".join(map(re.escape, longest_first)))


def _taken_for_cp1252(text: bytes) -> bytes:
    """UTF-8 read as cp1252, in which five bytes stand for themselves, and written as UTF-8."""
    signs = (bytes([byte]) for byte in text)
    return "".join(
        sign.decode("latin-1" if sign in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for sign in signs
    ).encode()


__all__ = ["decoded_once_more"]
