"""Keywords that need more than themselves: neighbours, a veto, a pattern around them.

Only the rare occurrences of such keywords come here, one by one: a short window of text is
decoded and searched with `regex`. A window never leaves its record.
"""

import unicodedata
from dataclasses import dataclass

import regex

from leakscan.detectors.rule import KeywordGroup

PATTERN_REACH = 160
"""Bytes on either side of a keyword that its pattern may use."""
_TIMEOUT = 0.5
"""Seconds a pattern of a user's own rule may take on one window."""
_IS_CONTINUATION = range(0x80, 0xC0)


@dataclass(frozen=True, slots=True, repr=False)
class Window:
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


def window_at(raw: bytes, start: int, end: int, low: int, high: int) -> Window:
    """The window `raw[low:high]` around the keyword `raw[start:end]`, cut inwards to characters."""
    while low < start and raw[low] in _IS_CONTINUATION:
        low += 1
    while high > end and high < len(raw) and raw[high] in _IS_CONTINUATION:
        high -= 1
    before = raw[low:start].decode("utf-8", "replace")
    word = raw[start:end].decode("utf-8", "replace")
    after = raw[end:high].decode("utf-8", "replace")
    return Window(before + word + after, low, len(before), len(before) + len(word))


def folded(text: str) -> str:
    """Lower case, without accents, one character for each of `text` where that is possible."""
    if text.isascii():
        return text.lower().replace("_", " ")
    return "".join(map(_fold_character, text)).replace("_", " ")


def _fold_character(sign: str) -> str:
    return unicodedata.normalize("NFD", sign)[0].lower() if not sign.isascii() else sign.lower()


class GroupConditions:
    """The conditions of one keyword group, compiled at first use."""

    def __init__(self, group: KeywordGroup) -> None:
        self._within = group.within
        self._near = _any_of(group.near)
        self._veto = _any_of(group.veto)
        self._pattern = regex.compile(group.pattern) if group.pattern else None

    def __call__(
        self, raw: bytes, start: int, end: int, low: int, high: int
    ) -> tuple[int, int] | None:
        """The span of the value in `raw` when the conditions hold, else None.

        Args:
            raw: The chunk.
            start, end: The keyword.
            low, high: The record or field it stands in.
        """
        if self._near or self._veto:
            reach = self._within
            window = window_at(raw, start, end, max(low, start - reach), min(high, end + reach))
            if not self._neighbours_allow(window):
                return None
        if self._pattern is None:
            return start, end
        window = window_at(
            raw, start, end, max(low, start - PATTERN_REACH), min(high, end + PATTERN_REACH)
        )
        return self._value(window)

    def _neighbours_allow(self, window: Window) -> bool:
        # The keyword itself is blanked, else it would be its own neighbour.
        gap = " " * (window.end - window.start)
        text = folded(window.text[: window.start] + gap + window.text[window.end :])
        if self._veto and self._veto.search(text):
            return False
        return self._near is None or self._near.search(text) is not None

    def _value(self, window: Window) -> tuple[int, int] | None:
        assert self._pattern is not None
        try:
            matches = self._pattern.finditer(window.text, timeout=_TIMEOUT)
            for match in matches:
                if match.start() <= window.start and match.end() >= window.end:
                    first, last = match.span("value" if "value" in match.re.groupindex else 0)
                    low = window.low + len(window.text[:first].encode())
                    return low, low + len(window.text[first:last].encode())
        except TimeoutError:
            return None
        return None


def _any_of(words: tuple[str, ...]) -> "regex.Pattern[str] | None":
    if not words:
        return None
    alternatives = "|".join(regex.escape(folded(word)) for word in sorted(words, key=len)[::-1])
    return regex.compile(rf"(?<![a-z0-9])(?:{alternatives})(?![a-z0-9])")
