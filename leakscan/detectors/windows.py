"""Patterns around keywords: a value after its label, a number before its unit.

They run with `regex` on the passage a keyword stands in, within the bytes its rule allows.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import regex

from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.compiled_patterns import compiled
from leakscan.detectors.passages import Passages
from leakscan.detectors.rule import KeywordGroup

_TIMEOUT = 0.5
"""Seconds a pattern of a user's own rule may take on one window; the built-in ones are known to
end, and asking for a timeout doubles what a window costs."""
_MAX_KNOWN = 10_000
_SHORT = 224
"""Windows up to this many characters are remembered: cells, heads of letters, and all that the
built-in rules look at around most words, since text that is repeated has many of them."""
_BEHIND = 40
"""Characters before a window that patterns may look at."""

Span = tuple[int, int]
_UNKNOWN = (-1, -1)
_Matcher = Callable[[str, int, int, int, int], Span | None]
"""The span of a value in a text, given where its window, its keyword, and both end."""


class PatternRules:
    """The patterns of all keyword groups, each compiled at first use."""

    def __init__(self, groups: list[KeywordGroup], reach: list[int], own: list[bool]) -> None:
        """Take the groups of a rule set.

        Args:
            groups: The groups.
            reach: For each, bytes after a keyword that its pattern may use.
            own: For each, whether it is of a user's own rule.
        """
        self._groups = groups
        self._timeout = [_TIMEOUT if is_own else None for is_own in own]
        self.has = np.array([bool(group.pattern) for group in groups] or [False], np.bool_)
        self._reach = np.array(reach or [0], np.int64)
        self._before = np.array([group.before for group in groups] or [0], np.int64)
        self._matchers: dict[int, _Matcher] = {}
        self._known: dict[tuple[int, int, int, str], Span | None] = {}

    def __repr__(self) -> str:
        return f"PatternRules({len(self._groups)})"

    def find(
        self, passages: Passages, which: Offsets, group: npt.NDArray[np.int32]
    ) -> tuple[Mask, Offsets, Offsets]:
        """Which of the keywords `which` match, and the spans of their values in the passages."""
        starts, ends = passages.starts[which], passages.ends[which]
        low = np.maximum(passages.lows[which], starts - self._before[group])
        high = np.minimum(passages.highs[which], ends + self._reach[group])
        behind = np.maximum(low - _BEHIND, passages.lows[which] - 1)
        places = (np.maximum(behind, 0), low, starts, ends, high)
        edges = np.stack([passages.characters(place) for place in places])
        matched = np.zeros(which.size, np.bool_)
        spans = np.zeros((which.size, 2), np.int64)
        for number in np.flatnonzero(np.bincount(group)).tolist():
            rows = np.flatnonzero(group == number)
            values = self._values(number, passages.text, edges[:, rows].tolist())
            hits = [row for row, span in zip(rows.tolist(), values, strict=True) if span]
            matched[hits] = True
            spans[hits] = np.array([span for span in values if span]).reshape(-1, 2)
        return matched, passages.positions(spans[:, 0]), passages.positions(spans[:, 1])

    def _values(self, group: int, text: str, edges: list[list[int]]) -> list[Span | None]:
        """The span of the value around each keyword of a group, given by edges."""
        if len(self._known) >= _MAX_KNOWN:
            self._known.clear()
        find, known, values = self._matcher(group), self._known, []
        for behind, low, start, end, high in zip(*edges, strict=True):
            if high - behind > _SHORT:
                values.append(find(text, low, start, end, high))
                continue
            # This loop runs for every name and date of a letter, so it is all in one place.
            key = (group, start - behind, end - behind, text[behind:high])
            span = known.get(key, _UNKNOWN)
            if span is _UNKNOWN:
                span = find(text, low, start, end, high)
                if len(known) < _MAX_KNOWN:
                    known[key] = None if span is None else (span[0] - low, span[1] - low)
            elif span is not None:
                span = (span[0] + low, span[1] + low)
            values.append(span)
        return values

    def _matcher(self, group: int) -> "_Matcher":
        if group not in self._matchers:
            pattern = compiled(self._groups[group].pattern or "")
            make = _around if self._groups[group].before else _from_start
            self._matchers[group] = make(pattern, self._timeout[group])
        return self._matchers[group]


def _from_start(pattern: "regex.Pattern[str]", timeout: float | None) -> "_Matcher":
    """A matcher of patterns that begin with their keyword."""
    match = partial(pattern.match, timeout=timeout) if timeout else pattern.match

    def find(text: str, low: int, start: int, end: int, high: int) -> Span | None:
        del low
        found = match(text, start, high)
        return found.span("value") if found is not None and found.end() >= end else None

    return find if timeout is None else _within_time(find)


def _around(pattern: "regex.Pattern[str]", timeout: float | None) -> "_Matcher":
    """A matcher of patterns that may begin before their keyword."""
    search = partial(pattern.finditer, timeout=timeout) if timeout else pattern.finditer
    value = "value" if "value" in pattern.groupindex else 0

    def find(text: str, low: int, start: int, end: int, high: int) -> Span | None:
        for found in search(text, low, high):
            if found.start() <= start and found.end() >= end:
                return found.span(value)
        return None

    return find if timeout is None else _within_time(find)


def _within_time(find: "_Matcher") -> "_Matcher":
    """The same, with nothing found where it takes too long."""

    def found(text: str, low: int, start: int, end: int, high: int) -> Span | None:
        try:
            return find(text, low, start, end, high)
        except TimeoutError:
            return None

    return found
