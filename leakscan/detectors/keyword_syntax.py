"""Shell-like braces in keywords: ``séropositi{f,ve}`` stands for two words.

An alternative may be empty (``virus{,es}``) and may hold further braces. There is no escape: a
keyword that needs a brace of its own is not a word.
"""

import re
from collections.abc import Iterator

MAX_EXPANSION = 2_000
"""Words that one keyword may stand for: rule files are written by hand."""

_TOKENS = re.compile(r"[{},]|[^{},]+")


def expand_braces(keyword: str) -> tuple[str, ...]:
    """The words that `keyword` stands for, in order, without duplicates.

    Raises:
        ValueError: Braces are not balanced, or there are more than `MAX_EXPANSION` words.
    """
    if "{" not in keyword and "}" not in keyword:
        return (keyword,)
    tokens = iter(_TOKENS.findall(keyword))
    words, closed_by = _sequence(tokens, depth=0)
    if closed_by:
        raise ValueError("unbalanced braces")
    return tuple(dict.fromkeys(words))


def _sequence(tokens: Iterator[str], depth: int) -> tuple[list[str], str]:
    """Words up to the end of the keyword or of the alternative, and the token that ended it."""
    words = [""]
    for piece in tokens:
        if piece == "}" or (piece == "," and depth):
            return words, piece
        parts = _alternatives(tokens, depth + 1) if piece == "{" else [piece]
        if len(words) * len(parts) > MAX_EXPANSION:
            raise ValueError(f"stands for more than {MAX_EXPANSION} words")
        words = [head + tail for head in words for tail in parts]
    return words, ""


def _alternatives(tokens: Iterator[str], depth: int) -> list[str]:
    """Words inside one pair of braces, the opening one being read already."""
    words: list[str] = []
    closed_by = ","
    while closed_by == ",":
        more, closed_by = _sequence(tokens, depth)
        words += more
    if not closed_by:
        raise ValueError("unbalanced braces")
    return words
