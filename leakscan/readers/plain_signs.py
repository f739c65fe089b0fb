"""Blanks and letters as keyboards make them: what typography, macOS and web forms write otherwise.

Word and HTML set a blank that does not break in ``Mme DURAND``, ``VIH : positif`` and ``12 g/L``;
macOS writes é as e and an accent (Unicode's NFD); what came out of a web form holds ``&eacute;``,
in a cell as in a page; signs that nobody sees stand anywhere. All are longer in UTF-8 than what
they stand for, so the rest moves, and where it stood is known.

Source: https://html.spec.whatwg.org/multipage/named-characters.html
"""

import unicodedata
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.patterns import deferred
from leakscan.raw.chunk import Offsets
from leakscan.raw.lines import places_of
from leakscan.readers.origin import Piece
from leakscan.readers.shortened import Replacement, Shortened, replaced

if TYPE_CHECKING:
    import re

Bytes = npt.NDArray[np.uint8]
_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_HYPHENS = "\u2010\u2011"
_UNSEEN = "\u200b\u200c\u200d\u2060"
"""Soft hyphens are left to who joins the words that line ends part."""
_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u0327"
_LETTERS_LEAD = 0xC3
"""Of the accented letters of French, in UTF-8."""
_TWICE = np.isin(np.arange(256), (0x82, 0x83))
"""The second bytes of ``Â`` and ``Ã``."""
_UNKNOWN, _NOTHING = -1, -2
_PAIR, _TRIPLE = 2, 3
_ENDS_WITHIN = np.arange(3, 10)
_FIRST_CODE, _END_CODES = 0xA0, 0x2100
"""Signs of the language alone: ``&lt;`` and ``&amp;`` are left to who reads what is marked up."""
_ENTITY = deferred(rb"&(?:#(?:[xX]([0-9A-Fa-f]{2,4})|(\d{3,4}))|([A-Za-z]{2,8}));")


@cache
def _named() -> dict[bytes, str]:
    """Names of signs as pages spell them."""
    # Imported here: most texts spell none.
    from html.entities import html5

    ours = (each for each in html5.items() if each[0].endswith(";") and len(each[1]) == 1)
    return {
        name[:-1].encode(): sign for name, sign in ours if _FIRST_CODE <= ord(sign) < _END_CODES
    }


@cache
def _signs(size: int) -> npt.NDArray[np.int16]:
    """By the last two bytes of signs of `size` bytes, the one that they stand for."""
    meant = np.full(1 << 16, _UNKNOWN, np.int16)
    for signs, plain in ((_BLANKS, ord(" ")), (_HYPHENS, ord("-")), (_UNSEEN, _NOTHING)):
        for sign in signs:
            if len(text := sign.encode()) == size:
                meant[int.from_bytes(text[-2:], "big")] = plain
    return meant


@cache
def _letters() -> npt.NDArray[np.int16]:
    """By a letter and the last byte of an accent, the last byte of both as one sign."""
    composed = np.full(1 << 16, _UNKNOWN, np.int16)
    for accent in _ACCENTS:
        for letter in map(chr, range(128)):
            text = unicodedata.normalize("NFC", letter + accent).encode()
            if len(text) == _PAIR and text[0] == _LETTERS_LEAD:
                composed[ord(letter) << 8 | accent.encode()[1]] = text[1]
    return composed


_TEXT = deferred(f"[{_BLANKS}{_HYPHENS}{_UNSEEN}{_ACCENTS}]")
_IN_TEXT = str.maketrans(
    dict.fromkeys(_BLANKS, " ") | dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_UNSEEN, "")
)


def plain_signs(piece: Piece) -> Piece:
    """The piece with plain blanks and hyphens and composed letters, without what is not seen.

    Args:
        piece: Canonical text, of whole characters.
    """
    if spelt := _spelt(piece.data):
        piece = replaced(piece, spelt)
    data = piece.data
    if data.isascii():
        return piece
    text = np.frombuffer(data, np.uint8)
    # To look for one byte takes no time, and most texts have none of these.
    changes = [
        change
        for lead, sought in _SOUGHT
        if lead in data and (change := sought(text, places_of(text, lead))).begin.size
    ]
    return _changed(piece, changes) if changes else piece


def plain_text(text: str) -> str:
    """The same of text whose places are not known."""
    if "&" in text and (spelt := _spelt(data := text.encode(errors="replace"))):
        text = replaced(Piece(data, int), spelt).data.decode()
    if text.isascii() or not _TEXT.search(text):
        return text
    return unicodedata.normalize("NFC", text.translate(_IN_TEXT))


def _spelt(data: bytes) -> list[Replacement]:
    """Where signs are spelt out, and the signs."""
    if b"&" not in data:
        return []
    text = np.frombuffer(data, np.uint8)
    at = places_of(text, ord("&"))
    after = text[np.minimum(at[:, None] + _ENDS_WITHIN, text.size - 1)]
    at = at[(after == ord(";")).any(axis=1)]
    entities = (_ENTITY.match(data, begin) for begin in at.tolist())
    signs = ((entity, _sign_of(entity)) for entity in entities if entity is not None)
    return [(*entity.span(), sign) for entity, sign in signs if sign is not None]


def _sign_of(entity: "re.Match[bytes]") -> bytes | None:
    """What an entity stands for, None where it is no sign of the language."""
    code, number, name = entity.groups()
    if name:
        sign = _named().get(name)
    else:
        value = int(number or code, 10 if number else 16)
        sign = chr(value) if _FIRST_CODE <= value < _END_CODES else None
    return sign.translate(_IN_TEXT).encode() if sign else None


class _Changes(NamedTuple):
    """Signs that give way to shorter ones, as arrays.

    Attributes:
        begin: Where each begins.
        size: Its bytes.
        first, second: The bytes that are put in its place, `_NOTHING` for none.
    """

    begin: Offsets
    size: Offsets
    first: npt.NDArray[np.int16]
    second: npt.NDArray[np.int16]


def _blanks(text: Bytes, at: Offsets, size: int) -> _Changes:
    """Blanks, hyphens and what is not seen, of `size` bytes, among signs that begin alike."""
    # ``Ã`` and a blank are an à that was encoded twice, which is mended later.
    at = at[~(_TWICE[text[at - 1]] & (text[at - 2] == _LETTERS_LEAD) & (at > 1))]
    last = np.minimum(at + size - 1, text.size - 1)
    first = _signs(size)[text[last - 1].astype(np.int64) << 8 | text[last]]
    at, first = at[first != _UNKNOWN], first[first != _UNKNOWN]
    return _Changes(at, np.full(at.size, size), first, np.full(at.size, _NOTHING, np.int16))


def _composed(text: Bytes, at: Offsets) -> _Changes:
    """Letters with an accent behind them, which begins at these places."""
    at = at[(at > 0) & (at + 1 < text.size)]
    second = _letters()[text[at - 1].astype(np.int64) << 8 | text[at + 1]]
    at, second = at[second != _UNKNOWN], second[second != _UNKNOWN]
    size = at.size
    return _Changes(at - 1, np.full(size, _TRIPLE), np.full(size, _LETTERS_LEAD, np.int16), second)


def _changed(piece: Piece, changes: list[_Changes]) -> Piece:
    """The piece with these changes."""
    begin, size, first, second = (np.concatenate(part) for part in zip(*changes, strict=True))
    order = np.argsort(begin)
    begin, size, first, second = begin[order], size[order], first[order], second[order]
    text = np.frombuffer(bytearray(piece.data), np.uint8)
    kept = np.ones(text.size, np.bool_)
    for place in range(_TRIPLE):
        kept[begin[place < size] + place] = False
    for place, byte in enumerate((first, second)):
        written = byte != _NOTHING
        text[begin[written] + place] = byte[written]
        kept[begin[written] + place] = True
    removed = np.cumsum(size - (first != _NOTHING) - (second != _NOTHING))
    located = Shortened(
        piece.locate,
        (begin + size - removed).astype(np.int32),
        np.concatenate([[0], removed]).astype(np.int32),
    )
    return Piece(text[kept].tobytes(), located)


_SOUGHT = (
    (0xC2, partial(_blanks, size=_PAIR)),
    (0xE2, partial(_blanks, size=_TRIPLE)),
    (0xCC, _composed),
)
"""How these begin, as quotes and dashes do, and which of the signs there change."""
