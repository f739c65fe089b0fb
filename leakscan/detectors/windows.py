"""Patterns around keywords: a value after its label, a number before its unit.

They run with `regex` on the passage a keyword stands in, within the bytes its rule allows.
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import regex

from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.passages import Passages
from leakscan.detectors.rule import KeywordGroup

_TIMEOUT = 0.5
"""Seconds a pattern of a user's own rule may take on one window; the built-in ones are known to
end, and asking for a timeout doubles what a window costs."""
_MAX_KNOWN = 10_000
_SHORT = 160
"""Windows up to this many characters are remembered: cells, and the heads of letters."""
_BEHIND = 40
"""Characters before a window that patterns may look at."""

Span = tuple[int, int]


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
        self._compiled: dict[int, regex.Pattern[str]] = {}
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
        edges = [
            passages.characters(edge).tolist()
            for edge in (np.maximum(behind, 0), low, starts, ends, high)
        ]
        text, matched = passages.text, np.zeros(which.size, np.bool_)
        first, last = np.zeros(which.size, np.int64), np.zeros(which.size, np.int64)
        rows = zip(group.tolist(), *edges, strict=True)
        for row, (number, behind_, low_, start, end, high_) in enumerate(rows):
            span = self._value(number, text, behind_, (low_, start, end, high_))
            if span is not None:
                matched[row] = True
                first[row], last[row] = span
        return matched, passages.positions(first), passages.positions(last)

    def _value(
        self, group: int, text: str, behind: int, edges: tuple[int, int, int, int]
    ) -> Span | None:
        low, start, end, high = edges
        if high - behind > _SHORT:
            return self._match(group, text, edges)
        key = (group, start - behind, end - behind, text[behind:high])
        if key not in self._known:
            if len(self._known) > _MAX_KNOWN:
                self._known.clear()
            span = self._match(group, text, edges)
            self._known[key] = None if span is None else (span[0] - low, span[1] - low)
        known = self._known[key]
        return None if known is None else (known[0] + low, known[1] + low)

    def _match(self, group: int, text: str, edges: tuple[int, int, int, int]) -> Span | None:
        low, start, end, high = edges
        pattern, timeout = self._pattern(group), self._timeout[group]
        try:
            if not self._groups[group].before:
                match = pattern.match(text, start, high, timeout=timeout)
                return match.span("value") if match is not None and match.end() >= end else None
            for match in pattern.finditer(text, low, high, timeout=timeout):
                if match.start() <= start and match.end() >= end:
                    return match.span("value" if "value" in match.re.groupindex else 0)
        except TimeoutError:
            return None
        return None

    def _pattern(self, group: int) -> "regex.Pattern[str]":
        if group not in self._compiled:
            # Imported at the first pattern that is needed: many scans need none.
            import regex

            self._compiled[group] = regex.compile(self._groups[group].pattern or "")
        return self._compiled[group]
