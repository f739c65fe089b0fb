"""Whether bytes were read in an encoding they are not written in.

Almost any bytes decode as UTF-16, and UTF-16 decodes as cp1252, without an error and without a
word of the text: only what the bytes look like tells. Blocks are judged as a whole, so text in
scripts whose characters may look like two letters (Chinese) passes.
"""

import codecs
import unicodedata
from functools import cache
from string import ascii_letters, ascii_lowercase, digits
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.readers.escapes import Bytes

_TAB, _TILDE = 0x09, 0x7E
_MAX_STRANGE = 0.4
"""UTF-32 read as UTF-16 has one in two, text in another script one in six."""
_MAX_NULS = 0.2
"""More than any padding leaves, less than Latin text in UTF-16 has."""
_MAX_CONTROLS = 0.1
"""Spaces and digits of ASCII are controls in EBCDIC, its small letters are controls in Latin-1."""
_ENOUGH = 3
"""Signs that a judgement on a handful of letters takes."""
_MIN_EBCDIC = 64
"""Bytes below which nothing is said of a text without a space, a digit or a line end."""
_LINES_KEPT = frozenset("\0\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f\x85")
"""Controls that stand in texts: ends of lines, pages and fields, padding."""
_INSIDE_WORDS = frozenset("’‘´'`·-–\xa0\xad")


def looks_misread(block: bytes, codec: str) -> bool:
    """Whether a block of a text decoded with `codec` was hardly written in it.

    Args:
        block: From an even offset.
        codec: Normalised name; UTF-32 is never said to be misread, as it then fails to decode.
    """
    if codec.startswith("utf-32"):
        return False
    if codec not in {"utf-16-le", "utf-16-be"}:
        if block.count(0) > _MAX_NULS * len(block):
            return True
        table = _single_byte(codec)
        return table is not None and _is_other(np.frombuffer(block, np.uint8), block, table)
    data = np.frombuffer(block, np.uint8, len(block) & ~1)
    low, high = (data[::2], data[1::2]) if codec == "utf-16-le" else (data[1::2], data[::2])
    # Two ASCII characters in one; or the other byte order, and UTF-32, where the low byte is 0.
    strange = (_is_ascii_text(low) & _is_ascii_text(high)) | (low == 0)
    return int(np.count_nonzero(strange)) > _MAX_STRANGE * low.size


def _is_ascii_text(data: Bytes) -> npt.NDArray[np.bool_]:
    return (data - np.uint8(_TAB)) <= _TILDE - _TAB


class _Table(NamedTuple):
    """What the 256 bytes are in a single-byte encoding.

    Attributes:
        control: Bytes that no text has.
        plain: Letters and digits of ASCII, and the space.
        odd: Bytes beyond ASCII that stand in no word of Latin letters.
        as_ascii: The lower half is ASCII.
        mended: UTF-8 read in it is undone by `twice_encoded`.
    """

    control: npt.NDArray[np.bool_]
    plain: npt.NDArray[np.bool_]
    odd: npt.NDArray[np.bool_]
    as_ascii: bool
    mended: bool


@cache
def _single_byte(codec: str) -> _Table | None:
    """The table of an encoding; None where a character may take several bytes."""
    try:
        signs = [bytes([byte]).decode(codec, "replace") for byte in range(256)]
        pair = _SHIFT_JIS_PAIR.decode(codec, "replace")
    except UnicodeError:
        return None
    undefined = signs.count("\N{REPLACEMENT CHARACTER}")
    if {len(sign) for sign in signs} != {1} or undefined > _MOST_UNDEFINED or len(pair) == 1:
        return None
    return _Table(
        control=np.array([_is_control(sign) for sign in signs]),
        plain=np.array([sign == " " or (sign.isascii() and sign.isalnum()) for sign in signs]),
        odd=np.array([not sign.isascii() and not _is_inside_words(sign) for sign in signs]),
        as_ascii=all(sign == chr(byte) for byte, sign in enumerate(signs[:128])),
        mended="".join(signs[byte] for byte in "Éèà".encode()) == "Ã‰Ã¨Ã\xa0",
    )


_SHIFT_JIS_PAIR = b"\x82\xa0"
_MOST_UNDEFINED = 100
"""Bytes: other encodings of several bytes have more that are nothing alone."""
_SMALL = np.isin(np.arange(256), list(ascii_lowercase.encode()))
_BLANKS_AND_DIGITS = np.isin(np.arange(256), list(b" \t\n\r0123456789"))
_EBCDIC = np.isin(np.arange(256), list((ascii_letters + digits + " ").encode("cp037")))


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" and sign not in _LINES_KEPT


def _is_inside_words(sign: str) -> bool:
    """Whether a sign may stand between two small letters of Latin text."""
    return unicodedata.name(sign, "").startswith("LATIN SMALL") or sign in _INSIDE_WORDS


def _is_other(data: Bytes, block: bytes, table: _Table) -> bool:
    """Whether a text in a single-byte encoding can be told to be in another one."""
    controls = int(np.count_nonzero(table.control[data]))
    plain = int(np.count_nonzero(table.plain[data]))
    if controls > _MAX_CONTROLS * data.size and controls > plain:
        return True
    if not table.as_ascii:
        return False
    if _is_ebcdic(data) or (not table.mended and _is_utf8(block)):
        return True
    inside = data[1:-1][_SMALL[data[:-2]] & _SMALL[data[2:]]]
    odd = int(np.count_nonzero(table.odd[inside]))
    return odd >= _ENOUGH and 2 * odd > int(np.count_nonzero(inside >= 0x80))


def _is_ebcdic(data: Bytes) -> bool:
    """Letters of EBCDIC, and hardly a blank, a line end or a digit of ASCII."""
    if data.size < _MIN_EBCDIC or 2 * np.count_nonzero(_EBCDIC[data]) < data.size:
        return False
    return int(100 * np.count_nonzero(_BLANKS_AND_DIGITS[data])) < data.size


def _is_utf8(block: bytes) -> bool:
    """Several characters of several bytes, and nothing that UTF-8 does not have."""
    if block.isascii():
        return False
    # A block may begin inside a character.
    whole = block[:_LONGEST].lstrip(_CONTINUATION) + block[_LONGEST:]
    try:
        text, used = codecs.utf_8_decode(whole)
    except UnicodeDecodeError:
        return False
    return used - len(text) >= _ENOUGH


_LONGEST = 3
_CONTINUATION = bytes(range(0x80, 0xC0))
