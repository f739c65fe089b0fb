"""Pages that were recognised word by word, as lines of text.

hOCR writes ``<span class='ocrx_word' title='bbox 250 200 448 250'>DURAND</span>``, ALTO
``<String CONTENT="DURAND" HPOS="250"/>``, poppler ``<word xMin="…">DURAND</word>``, ABBYY has an
element for each sign: between any two stands where they were. What is left are the words, blanks
between them, and the lines.

Sources: hOCR 1.2 (kba.github.io/hocr-spec), ALTO 4 (loc.gov/standards/alto), ABBYY FineReader XML,
pdftotext -bbox.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.whole_lines import whole_lines

_WORD = deferred(
    rb"""(?xi) \bclass=["']ocrx?_(?:word|line)\b | <(?:\w+:)?String\s[^<>]*\bCONTENT=
    | <word\s[^<>]*\bxMin= | <charParams\s"""
)
_MIN_WORDS = 3
_TAG = deferred(rb"<[^<>]*+>")
_LINE = deferred(
    rb"""(?xi) [^>]*\bclass=["']ocrx?_(?!word|cinfo|glyph)\w+
    | <(?:\w+:)?(?:TextLine|TextBlock|line|par|block|page|flow|p|br|div|title|row)\b"""
)
_CONTENT = deferred(rb"""(?i)\bCONTENT=(?:"([^"]*)"|'([^']*)')""")
_TOP = deferred(rb"""(?i)<word\s[^>]*\byMin=["']([0-9]{1,9})""")
_SAME_LINE = 3
"""Points between the tops of words of one line."""
_BLANKS = b" \t\r\n"


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes lines of words, when a text that begins with `head` holds them apart."""
    if len(_WORD.findall(head)) < _MIN_WORDS:
        return None
    glued = b"<charParams" in head
    return partial(_tags_as_lines, glued=glued)


def _tags_as_lines(pieces: Iterable[Piece], *, glued: bool) -> Iterator[Piece]:
    page = _Page(glued)
    for piece in whole_lines(pieces, _last_tag_end):
        yield respelled(piece, page.changes(piece.data))


def _last_tag_end(data: bytes) -> int:
    """Where the last whole tag of a text ends; 0 without."""
    return data.rfind(b">") + 1


class _Page:
    """Tags one by one, and where the last word stood."""

    __slots__ = ("_glued", "_top")

    def __init__(self, glued: bool) -> None:  # noqa: FBT001 - one word says it
        self._glued = glued
        self._top = -1

    def changes(self, data: bytes) -> Iterator[Replacement]:
        """What becomes of tags, and of entities and line ends between them."""
        done = 0
        for tag in _TAG.finditer(data):
            yield from self._text(data, done, tag.start())
            yield from self._tag(data, tag.start(), tag.end())
            done = tag.end()
        yield from self._text(data, done, len(data))

    def _text(self, data: bytes, begin: int, end: int) -> Iterator[Replacement]:
        text = data[begin:end]
        if not text.strip(_BLANKS):
            if b"\n" in text:
                yield begin, end, b"" if self._glued else b" "
        elif b"&" in text or b"\n" in text:
            yield begin, end, _plain(text)

    def _tag(self, data: bytes, begin: int, end: int) -> Iterator[Replacement]:
        content = _CONTENT.search(data, begin, end)
        if content is not None:
            group = 1 if content[1] is not None else 2
            low, high = content.span(group)
            yield begin, low, b""
            if b"&" in content[group]:
                yield low, high, _plain(content[group])
            yield high, end, b" "
            return
        yield begin, end, b"\n" if self._breaks(data, begin, end) else b""

    def _breaks(self, data: bytes, begin: int, end: int) -> bool:
        """Whether a line begins with a tag."""
        top = _TOP.match(data, begin, end)
        if top is None:
            return _LINE.match(data, begin, end) is not None
        before, self._top = self._top, int(top[1])
        return abs(before - self._top) > _SAME_LINE


def _plain(text: bytes) -> bytes:
    """Text with its entities resolved, on one line."""
    plain = unescape(text.decode("utf-8", "replace"))
    return plain.replace("\n", " ").encode("utf-8", "replace")


__all__ = ["find_rewrite"]
