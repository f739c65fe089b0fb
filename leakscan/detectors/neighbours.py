"""Whether the words that a keyword needs beside it, or must not have, are there.

All keywords of a text at once: each group's neighbours are looked up by number among the
tokens, and distances are compared as arrays.
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.known_words import Neighbours
from leakscan.detectors.passages import Passages
from leakscan.detectors.rule import KeywordGroup
from leakscan.detectors.tokens import PhraseFinder, Positions, Tokens
from leakscan.native import arrays
from leakscan.native.library import KERNELS

FEW = 32
"""Keywords of a chunk that are looked at exactly: what tells more of them at a glance takes 3 ms to
be made where it was not stored, as in a scan of a line it need not be."""


class NeighbourRules:
    """The neighbours of every keyword group."""

    def __init__(
        self,
        neighbours: Neighbours,
        groups: list[KeywordGroup],
        first_words: Callable[[], npt.NDArray[np.uint64]],
    ) -> None:
        """`neighbours` and what `first_words` gives must be those of `groups`."""
        phrases, self._near, self._veto = neighbours
        self._within = np.array([group.within for group in groups] or [0], np.int64)
        self._near_health = np.array([group.near_health for group in groups] or [False])
        self._strict = np.array([group.strict for group in groups] or [False])
        self._is_health_word = np.array(
            [group.level > 0 and group.stands_alone for group in groups] or [False]
        )
        self._sizes = [len(phrase) for phrase in phrases]
        self._finder = PhraseFinder(phrases)
        self.wants = np.array([bool(near) for near in self._near] or [False])
        """By group: its keywords need one of some words beside them."""
        self._make_first_words = first_words

    @cached_property
    def _first_words(self) -> npt.NDArray[np.uint64]:
        return self._make_first_words()

    def may_be_allowed(
        self,
        data: Bytes,
        spans: tuple[Offsets, Offsets],
        bounds: tuple[Offsets, Offsets],
        group: npt.NDArray[np.int32],
    ) -> Mask:
        """Which keywords `allowed` can say yes to, and perhaps others: a look at the text itself.

        Without the kernel, or if they are few, all of them: the exact look takes no longer.

        Args:
            data: The chunk.
            spans: Start and end of each keyword.
            bounds: Start and end of the field or text each stands in.
            group: Of each keyword.
        """
        may = ~self.wants[group]
        asked = np.flatnonzero(~may)
        if KERNELS is None or asked.size <= FEW:
            return np.ones(group.size, np.bool_)
        within = self._within[group[asked]]
        low = np.maximum(bounds[0][asked], spans[0][asked] - within)
        high = np.minimum(bounds[1][asked], spans[1][asked] + within)
        may[asked] = arrays.may_begin(data, low, high, group[asked], self._first_words)
        lonely = np.flatnonzero(~may & self._near_health[group])
        if lonely.size:
            words = np.flatnonzero(self._is_health_word[group])
            may[lonely] = self._beside_health(spans, bounds, words, lonely, group[lonely])
        return may

    def allowed(
        self,
        passages: Passages,
        tokens: Tokens,
        positions: Positions,
        group: npt.NDArray[np.int32],
        lenient: Mask,
    ) -> Mask:
        """Which keywords have the neighbours their group asks for, and none that it refuses.

        Args:
            passages: The text and its keywords.
            tokens, positions: Of the text.
            group: Of each keyword.
            lenient: Keywords of a column about health: no neighbour need say so too, but for
                groups that always want one.
        """
        found = dict(self._finder.find(tokens, positions))
        wanted, refused = np.ones(group.size, np.bool_), np.zeros(group.size, np.bool_)
        for number in np.flatnonzero(np.bincount(group)).tolist():
            if not (self._near[number] or self._veto[number]):
                continue
            which = np.flatnonzero(group == number)
            if self._near[number]:
                beside = self._beside(self._near[number], found, tokens, passages, which, number)
                wanted[which] = beside | (lenient[which] & ~self._strict[number])
            if self._veto[number]:
                refused[which] = self._beside(
                    self._veto[number], found, tokens, passages, which, number
                )
        lonely = np.flatnonzero(~wanted & ~refused & self._near_health[group])
        if lonely.size:
            words = np.flatnonzero(self._is_health_word[group] & ~refused)
            spans, bounds = (passages.starts, passages.ends), (passages.lows, passages.highs)
            wanted[lonely] = self._beside_health(spans, bounds, words, lonely, group[lonely])
        return wanted & ~refused

    def _beside_health(
        self,
        spans: tuple[Offsets, Offsets],
        bounds: tuple[Offsets, Offsets],
        words: Offsets,
        which: Offsets,
        group: npt.NDArray[np.int32],
    ) -> Mask:
        """Which keywords have one of the health words within their group's distance."""
        starts, ends = spans[0][which], spans[1][which]
        low = np.maximum(bounds[0][which], starts - self._within[group])
        high = np.minimum(bounds[1][which], ends + self._within[group])
        firsts, lasts = np.sort(spans[0][words]), np.sort(spans[1][words])
        before = np.searchsorted(lasts, starts, side="right") > np.searchsorted(lasts, low)
        after = np.searchsorted(firsts, high) > np.searchsorted(firsts, ends)
        return before | after

    def _beside(
        self,
        phrases: list[int],
        found: dict[int, Offsets],
        tokens: Tokens,
        passages: Passages,
        which: Offsets,
        group: int,
    ) -> Mask:
        """Which keywords have one of the phrases within their group's distance."""
        present = [phrase for phrase in phrases if phrase in found]
        if not present:
            return np.zeros(which.size, np.bool_)
        first = np.concatenate([found[phrase] for phrase in present])
        last = np.concatenate([found[phrase] + self._sizes[phrase] - 1 for phrase in present])
        order = np.argsort(first)
        starts, ends = tokens.starts[first[order]], tokens.ends[last[order]]
        within = self._within[group]
        low = np.maximum(passages.lows[which], passages.starts[which] - within)
        high = np.minimum(passages.highs[which], passages.ends[which] + within)
        edges = np.searchsorted(
            starts, np.stack([low, passages.starts[which], passages.ends[which], high])
        )
        beside = (edges[1] > edges[0]) | (edges[3] > edges[2])
        # A phrase that goes on beyond the keyword is more than the keyword itself.
        for row in np.flatnonzero(~beside & (edges[2] > edges[1])).tolist():
            inside = slice(edges[1][row], edges[2][row])
            beside[row] = bool((ends[inside] > passages.ends[which[row]]).any())
        return beside
