"""Words that a scan or a dictation broke in two: ``ence inte``, ``met formine``.

Looked for only near words that are odd otherwise, misread or misspelt (`odd_words`): scans break
words where they mistake letters, and clean text need not be read for it. What two neighbours make
together must be a word of ours of seven letters and more.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from leakscan.detectors.folding import folded
from leakscan.patterns import deferred

_LEAST = 7
"""Letters of the whole word; shorter ones are made by chance (``par is``)."""
_WORD = deferred(r"[^\W\d_]{2,20}")
_WHOLE = frozenset(
    "au aux ce ces de des du elle elles en est et eu il ils je la le les leur ma mais me mes mon "
    "ne ni non nos nous on ont ou par pas plus pour qu que qui sa sans se ses son sous sur ta te "
    "tes tu un une va vos vous".split()
)
"""Words that stand for themselves: ``tu meurs`` is no tumour."""


def parted_words(
    text: str, is_ours: Callable[[str], bool], are_two: Callable[[str, str], bool]
) -> Iterator[tuple[int, int, str]]:
    """Start and end, in characters, of what was broken, and the word, ascending.

    Args:
        text: What stands around an odd word.
        is_ours: Whether a word, in lower case and without accents, is one of ours.
        are_two: Whether two such words mean as much apart: ``groupe sanguin``, ``VIH négatif``.
    """
    taken = -1
    for first, second in pairwise(_WORD.finditer(text)):
        gap = text[first.end() : second.start()]
        if gap != " " or first.start() < taken:
            continue
        parts = folded(text[first.start() : second.end()]).split(" ")
        word = "".join(parts)
        if len(word) >= _LEAST and _WHOLE.isdisjoint(parts) and is_ours(word):
            if len(parts) == 2 and are_two(*parts):
                continue
            taken = second.end()
            yield first.start(), taken, word
