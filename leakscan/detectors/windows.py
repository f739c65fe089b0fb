"""Keywords that need more than themselves: neighbours, a veto, a pattern around them.

Only the rare occurrences of such keywords come here, one by one: a short window of text is
decoded and searched with `regex`. A window never leaves its record.
"""

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import regex

from leakscan.detectors.rule import KeywordGroup

_BEFORE = 40
"""Bytes before a keyword that its pattern may use: a number and a street, a value and a unit.
Each byte more is a place more at which the pattern is tried."""
_TIMEOUT = 0.5
"""Seconds a pattern of a user's own rule may take on one window."""
_DIGIT = re.compile(rb"[0-9]")
_IS_CONTINUATION = range(0x80, 0xC0)


class Window(NamedTuple):
    """Text around a keyword, cut at character boundaries.

    Attributes:
        text: Decoded.
        low: Byte offset of `text[0]` in the chunk.
        start, end: The keyword in `text`, in characters.
    """

    text: str
    low: int
    start: int
    end: int

    def __repr__(self) -> str:
        return f"Window({len(self.text)})"


def window_at(raw: bytes, start: int, end: int, low: int, high: int) -> Window:
    """The window `raw[low:high]` around the keyword `raw[start:end]`, cut inwards to characters."""
    piece = raw[low:high]
    if piece.isascii():
        return Window(piece.decode("ascii"), low, start - low, end - low)
    while low < start and raw[low] in _IS_CONTINUATION:
        low += 1
    while high > end and high < len(raw) and raw[high] in _IS_CONTINUATION:
        high -= 1
    before = raw[low:start].decode("utf-8", "replace")
    word = raw[start:end].decode("utf-8", "replace")
    after = raw[end:high].decode("utf-8", "replace")
    return Window(before + word + after, low, len(before), len(before) + len(word))


def folded(text: str) -> str:
    """Lower case, without accents, underscores as spaces."""
    return text.lower().translate(_UNACCENTED)


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


class GroupConditions:
    """The conditions of one keyword group, compiled at first use."""

    def __init__(self, group: KeywordGroup, reach: int) -> None:
        """`reach`: bytes after a keyword that the pattern may use."""
        self._reach = reach
        self._within = group.within
        self._digit_within = group.digit_within
        self._near = _any_of(group.near)
        self._veto = _any_of(group.veto)
        self._pattern = _compiled(group.pattern) if group.pattern else None

    def __call__(
        self, raw: bytes, start: int, end: int, low: int, high: int, *, lenient: bool = False
    ) -> tuple[int, int] | None:
        """The span of the value in `raw` when the conditions hold, else None.

        Args:
            raw: The chunk.
            start, end: The keyword.
            low, high: The record or field it stands in.
            lenient: The column says it is about health, so no neighbour need say it too.
        """
        if self._digit_within:
            near = raw[max(low, start - self._digit_within) : min(high, end + self._digit_within)]
            if not _DIGIT.search(near):
                return None
        if self._near or self._veto:
            reach = self._within
            window = window_at(raw, start, end, max(low, start - reach), min(high, end + reach))
            if not self._neighbours_allow(window, lenient=lenient):
                return None
        if self._pattern is None:
            return start, end
        first, last = max(low, start - _BEFORE), min(high, end + self._reach)
        return self._value(window_at(raw, start, end, first, last))

    def _neighbours_allow(self, window: Window, *, lenient: bool) -> bool:
        # The keyword itself is blanked, else it would be its own neighbour.
        gap = " " * (window.end - window.start)
        text = folded(window.text[: window.start] + gap + window.text[window.end :])
        if self._veto and self._veto.search(text):
            return False
        return lenient or self._near is None or self._near.search(text) is not None

    def _value(self, window: Window) -> tuple[int, int] | None:
        assert self._pattern is not None
        try:
            matches = self._pattern.finditer(window.text, timeout=_TIMEOUT)
            for match in matches:
                if match.start() <= window.start and match.end() >= window.end:
                    first, last = match.span("value" if "value" in match.re.groupindex else 0)
                    if window.text.isascii():
                        return window.low + first, window.low + last
                    low = window.low + len(window.text[:first].encode())
                    return low, low + len(window.text[first:last].encode())
        except TimeoutError:
            return None
        return None


def _compiled(pattern: str) -> "regex.Pattern[str]":
    # Imported at the first pattern that is needed: many scans need none.
    import regex

    return regex.compile(pattern)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    alternatives = "|".join(re.escape(folded(word)) for word in sorted(words, key=len)[::-1])
    return re.compile(rf"(?<![a-z0-9])(?:{alternatives})(?![a-z0-9])")
