"""Where the words of a PDF's page stand, and the lines that one sees of them."""

from itertools import chain
from typing import TYPE_CHECKING

from leakscan.frozen import frozen
from leakscan.patterns import deferred

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_FARTHEST = 20_000
"""Points; the largest page has 14,400."""
_SAME_LINE = 0.5
"""Of the height of a word: how far it may stand below the first of its line."""
_GAP = 0.75
"""Of the height of a line: more than between words, even in lines set to one width."""
_WORD = deferred(r"\S+")


@frozen(kw_only=False, repr=False)
class Word:
    """A word of a line, and where it stands on the page, in points."""

    text: str
    left: float
    right: float
    middle: float
    height: float


Line = list[Word]


def words_of(letters: "PdfTextPage", text: str) -> list[Word]:
    """The words of a page; those without a place are nowhere to be seen."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    words = []
    for match in _WORD.finditer(text):
        sides = []
        for sign in (match.start(), match.end() - 1):
            index = raw.FPDFText_GetCharIndexFromTextIndex(letters.raw, sign)
            if index >= 0 and raw.FPDFText_GetLooseCharBox(letters.raw, index, box):
                sides.append((box.left, box.right, box.bottom, box.top))
        if len(sides) < 2 or not all(abs(side) < _FARTHEST for side in chain(*sides)):
            continue
        (left, _, bottom, top), (_, right, _, _) = sides
        words.append(Word(match[0], left, right, (bottom + top) / 2, abs(top - bottom)))
    return words


def seen_lines(words: list[Word]) -> list[Line]:
    """Words as the lines that one sees, from the top: cells may be written one after another."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: -word.middle):
        if lines and lines[-1][0].middle - word.middle < _SAME_LINE * word.height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def pieces_of(line: Line) -> list[tuple[float, float]]:
    """Left and right of what stands between the wide gaps of a line."""
    pieces: list[tuple[float, float]] = []
    for word in line:
        if pieces and word.left - pieces[-1][1] <= _GAP * word.height:
            pieces[-1] = (pieces[-1][0], word.right)
        else:
            pieces.append((word.left, word.right))
    return pieces


__all__ = ["Line", "Word", "pieces_of", "seen_lines", "words_of"]
