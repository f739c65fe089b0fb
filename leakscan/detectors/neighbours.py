"""Whether the words that a keyword needs beside it, or must not have, are there.

All keywords of a text at once: each group's neighbours are looked up by number among the
tokens, and distances are compared as arrays.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.passages import Passages
from leakscan.detectors.rule import KeywordGroup
from leakscan.detectors.tokens import PhraseFinder, Positions, Tokens, WordList


def neighbour_phrases(groups: list[KeywordGroup]) -> list[str]:
    """All words and phrases that some group wants or does not want."""
    return [phrase for group in groups for phrase in (*group.near, *group.veto)]


class NeighbourRules:
    """The neighbours of every keyword group."""

    def __init__(self, words: WordList, groups: list[KeywordGroup]) -> None:
        """`words` must hold `neighbour_phrases(groups)`."""
        sequences = words.sequences()
        numbers: dict[tuple[int, ...], int] = {}

        def numbered(phrases: tuple[str, ...]) -> list[int]:
            found = {sequences[phrase] for phrase in phrases} - {()}
            return [numbers.setdefault(phrase, len(numbers)) for phrase in found]

        self._near = [numbered(group.near) for group in groups]
        self._veto = [numbered(group.veto) for group in groups]
        self._within = np.array([group.within for group in groups] or [0], np.int64)
        self._near_health = np.array([group.near_health for group in groups] or [False])
        self._is_health_word = np.array(
            [group.level > 0 and not (group.near or group.pattern) for group in groups] or [False]
        )
        phrases = list(numbers)
        self._sizes = [len(phrase) for phrase in phrases]
        self._finder = PhraseFinder(phrases)

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
            lenient: Keywords of a column about health: no neighbour need say so too.
        """
        found = dict(self._finder.find(tokens, positions))
        wanted, refused = np.ones(group.size, np.bool_), np.zeros(group.size, np.bool_)
        for number in np.flatnonzero(np.bincount(group)).tolist():
            if not (self._near[number] or self._veto[number]):
                continue
            which = np.flatnonzero(group == number)
            if self._near[number]:
                beside = self._beside(self._near[number], found, tokens, passages, which, number)
                wanted[which] = beside | lenient[which]
            if self._veto[number]:
                refused[which] = self._beside(
                    self._veto[number], found, tokens, passages, which, number
                )
        lonely = np.flatnonzero(~wanted & ~refused & self._near_health[group])
        if lonely.size:
            words = np.flatnonzero(self._is_health_word[group] & ~refused)
            wanted[lonely] = self._beside_health(passages, words, lonely, group[lonely])
        return wanted & ~refused

    def _beside_health(
        self, passages: Passages, words: Offsets, which: Offsets, group: npt.NDArray[np.int32]
    ) -> Mask:
        """Which keywords have one of the health words within their group's distance."""
        starts, ends = passages.starts[which], passages.ends[which]
        low = np.maximum(passages.lows[which], starts - self._within[group])
        high = np.minimum(passages.highs[which], ends + self._within[group])
        firsts, lasts = np.sort(passages.starts[words]), np.sort(passages.ends[words])
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
