"""Classes of bytes in canonical UTF-8, as 256-entry lookup tables and boundary tests."""

import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Offsets = npt.NDArray[np.int64]


def byte_class(members: bytes) -> Mask:
    """A table that is true at the given bytes."""
    table = np.zeros(256, np.bool_)
    table[np.frombuffer(members, np.uint8)] = True
    return table


DIGITS = b"0123456789"
LOWER = b"abcdefghijklmnopqrstuvwxyz"
LETTERS = LOWER + LOWER.upper()
IS_ALNUM = byte_class(DIGITS + LETTERS)
IS_LETTER = byte_class(LETTERS)
IS_HEX = byte_class(DIGITS + b"abcdefABCDEF")
LETTER_LEADS = bytes([*range(0xC3, 0xCA), 0xCC, 0xCD])
"""First bytes of two-byte letters (À-ɿ) and of combining accents, which are part of the letter
before; C2 leads signs and NBSP, E2 punctuation."""
_IS_LATIN_LEAD = byte_class(LETTER_LEADS)
_IS_CONTINUATION = byte_class(bytes(range(0x80, 0xC0)))
_TRIMMED = 256
"""Blanks taken off either end of a cell at most, as in `native/cells.c`: databases fill CHAR
columns up with as many as 255."""


def word_before(data: Bytes, starts: Offsets) -> Mask:
    """Whether a letter or digit stands directly before each offset."""
    previous = data[np.maximum(starts - 1, 0)]
    lead = data[np.maximum(starts - 2, 0)]
    accented = _IS_CONTINUATION[previous] & _IS_LATIN_LEAD[lead]
    return (starts > 0) & (IS_ALNUM[previous] | accented)


def word_after(data: Bytes, ends: Offsets) -> Mask:
    """Whether a letter or digit stands directly at each offset."""
    following = data[np.minimum(ends, data.size - 1)]
    return (ends < data.size) & (IS_ALNUM[following] | _IS_LATIN_LEAD[following])


def is_word_sign(sign: str) -> bool:
    """Whether a character is part of a word: a letter, a digit or an accent on one."""
    return sign.isalnum() or unicodedata.combining(sign) > 0


def ends_of_words(texts: Sequence[bytes]) -> tuple[Mask, Mask]:
    """Whether each text (none empty) begins, and ends, with part of a word."""
    first = np.array([text[0] for text in texts], np.uint8)
    last = np.array([text[-1] for text in texts], np.uint8)
    begins, ends = IS_ALNUM[first], IS_ALNUM[last]
    for number in np.flatnonzero((first >= 0x80) | (last >= 0x80)).tolist():
        text = texts[number].decode()
        begins[number], ends[number] = is_word_sign(text[0]), is_word_sign(text[-1])
    return begins, ends


def is_blank(signs: Bytes) -> Mask:
    """Spaces, line ends and quotes, which may surround the value of a cell."""
    quote = (signs == ord('"')) | (signs == ord("'"))
    return (signs == 32) | ((signs >= 9) & (signs <= 13)) | quote


def trim(data: Bytes, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """The spans without blanks and quotes at either end, at most `_TRIMMED` on each side."""
    starts, ends = starts.copy(), ends.copy()
    for moved, beside, step in ((starts, 0, 1), (ends, -1, -1)):
        # Only those that had a blank are looked at again: one wide cell costs the others nothing.
        left = np.arange(starts.size)
        for _ in range(_TRIMMED):
            left = left[starts[left] < ends[left]]
            left = left[is_blank(data[moved[left] + beside])]
            if not left.size:
                break
            moved[left] += step
    return starts, ends
