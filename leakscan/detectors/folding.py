"""Text made plain: lower case, no accents, one byte a character, and where each byte came from.

What is compared with words (neighbours, cues of negation) is compared in this form. It works on
whole texts as arrays, because a letter holds a word to look at in every line. Letters beyond
the Latin script become `STRANGE`, which is no letter: no word of ours holds one.
"""

import unicodedata
from functools import cache

import numpy as np

from leakscan.detectors.characters import Bytes, Offsets
from leakscan.frozen import slotted

STRANGE = 0x1A
UNTICKED, TICKED = 0x1C, 0x1D
"""What boxes become, empty and ticked: ``☐``, ``☑``."""
ARROW = 0x19
"""What ``→`` and ``⇒`` become."""
_FIRST_LEAD, _LAST_LEAD = 0xC2, 0xDF
_GONE = 0xFF
"""Marks, in the tables below, what leaves nothing behind."""


@slotted
class PlainText:
    """A text in plain form.

    Attributes:
        data: One byte a character: lower-case ASCII, digits, signs, `STRANGE`.
        origin: For each byte, its offset in the text; None when they are the same.
        size: Bytes of the text.
    """

    data: Bytes
    origin: Offsets | None
    size: int

    def offsets(self, positions: Offsets) -> Offsets:
        """Offsets in the text of positions in `data`, its end included."""
        if self.origin is None:
            return positions
        padded = np.append(self.origin, self.size)
        return padded[positions]


def plain(data: Bytes) -> PlainText:
    """The plain form of UTF-8 text."""
    out = _ASCII[data]
    leads = np.flatnonzero(data >= _FIRST_LEAD)
    if not leads.size:
        return PlainText(out, None, data.size)
    second = data[np.minimum(leads + 1, data.size - 1)].astype(np.int64)
    lead = data[leads].astype(np.int64)
    two = lead <= _LAST_LEAD
    at, code = leads[two], ((lead[two] - _FIRST_LEAD) << 6) | (second[two] & 0x3F)
    single, paired = _two_byte_tables()
    out[at] = single[code]
    pairs = paired[code]
    joined = at[pairs > 0]
    out[np.minimum(joined + 1, data.size - 1)] = pairs[pairs > 0]
    _punctuation(data, leads[~two], out)
    kept = np.flatnonzero(out != _GONE)
    return PlainText(out[kept], kept, data.size)


def tables() -> dict[str, Bytes]:
    """What makes text plain, as the kernel takes it."""
    single, paired = _two_byte_tables()
    return {
        "ascii": _ASCII,
        "single": single,
        "paired": paired,
        "symbols": _SYMBOLS,
    }


def _punctuation(data: Bytes, leads: Offsets, out: Bytes) -> None:
    """Typographic spaces, apostrophes, dashes, signs and boxes of three bytes, all after E2."""
    out[leads] = STRANGE
    leads = leads[(data[leads] == 0xE2) & (leads + 2 < data.size)]
    out[leads] = _SYMBOLS[data[leads + 1] & 0x3F, data[leads + 2] & 0x3F]


def _ascii_table() -> Bytes:
    table = np.arange(256, dtype=np.uint8)
    table[65:91] += 32
    table[ord("_")] = 32
    # Whatever continues a character stands behind its first byte, which stands for it.
    table[0x80:0xC0] = _GONE
    table[0xC0:] = STRANGE
    return table


@cache
def _two_byte_tables() -> tuple[Bytes, Bytes]:
    """By code: the letter at the first byte, and the second one of a ligature, else 0."""
    size = (_LAST_LEAD - _FIRST_LEAD + 1) << 6
    single, paired = np.full(size, STRANGE, np.uint8), np.zeros(size, np.uint8)
    for code in range(size):
        sign = chr(code + 0x80)
        base = unicodedata.normalize("NFD", sign)[0].lower()
        if base.isascii():
            single[code] = ord(base)
        elif 0x300 <= code + 0x80 < 0x370:
            single[code] = _GONE
    known = {"\N{NBSP}": " ", "µ": "u", "μ": "u", "β": "b", "·": ".", "±": "+", "°": " ", "²": "2"}
    known |= {"«": " ", "»": " ", "³": "3", "\N{SOFT HYPHEN}": " "}
    # By hand and in haste it says that there is none: "ø allergie".
    known |= dict.fromkeys("øØ", chr(UNTICKED))
    for sign, plain_sign in known.items():
        single[ord(sign) - 0x80] = ord(plain_sign)
    for sign, first in {"œ": "o", "Œ": "o", "æ": "a", "Æ": "a"}.items():
        single[ord(sign) - 0x80], paired[ord(sign) - 0x80] = ord(first), ord("e")
    return single, paired


def _signs(known: dict[int, str]) -> Bytes:
    table = np.full(64, STRANGE, np.uint8)
    for third, sign in known.items():
        table[third & 0x3F] = ord(sign)
    return table


_ASCII = _ascii_table()
_GENERAL = _signs(
    dict.fromkeys((*range(0x80, 0x8C), 0xA8, 0xA9, 0xAF), " ")
    | dict.fromkeys(range(0x90, 0x96), "-")
    | {0x98: "'", 0x99: "'", 0xA2: "|", 0xA6: ".", 0xB2: "'"}
)
_MATHEMATICAL = _signs({0xA4: "<", 0xA5: ">"})
_SQUARES = _signs({0xA0: chr(TICKED), 0xA1: chr(UNTICKED)})
_BOXES = _signs({0x90: chr(UNTICKED), 0x91: chr(TICKED), 0x92: chr(TICKED)})
_TICKS = _signs(dict.fromkeys((0x93, 0x94, 0x95, 0x97, 0x98), chr(TICKED)))
_ARROWS = _signs({0x92: chr(ARROW)})
_SYMBOLS = np.full((64, 64), STRANGE, np.uint8)
"""Of characters of three bytes after E2, by the lower six bits of the other two."""
for _block, _table in (
    *((0x80, _GENERAL), (0x86, _ARROWS), (0x87, _ARROWS), (0x89, _MATHEMATICAL)),
    *((0x96, _SQUARES), (0x98, _BOXES), (0x9C, _TICKS)),
):
    _SYMBOLS[_block & 0x3F] = _table


def folded(text: str) -> str:
    """A short text in lower case, without accents, underscores as spaces."""
    lower = text.lower()
    # Few have an accent; to look each letter up takes ten times as long as to see that none has.
    return lower.replace("_", " ") if lower.isascii() else lower.translate(_UNACCENTED)


def folded_words(words: list[str]) -> list[str]:
    """Each word, at least one and without blanks, as `folded` gives it: many words at once."""
    lower = "\n".join(words).lower().replace("_", " ").split("\n")
    return [word if word.isascii() else word.translate(_UNACCENTED) for word in lower]


def _unaccented_table() -> dict[int, str]:
    table = {ord("_"): " ", ord("œ"): "oe", ord("æ"): "ae", ord("\u2019"): "'"}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    # Combining accents, as in decomposed text (macOS), vanish.
    table.update(dict.fromkeys(range(0x300, 0x370), ""))
    return table


_UNACCENTED = _unaccented_table()
