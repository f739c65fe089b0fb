"""Text that cannot act on what shows it: no control, invisible or direction-changing character.

Documents have two doors, and nothing harmful passes either: what a scan found is made printable
where its parts are built (`parts`), and a saved result, which anybody may edit, where it is read
(`saved`). So no output walks through millions of texts again.
"""

import re
from typing import TypeVar, cast
from unicodedata import category

from leakscan.patterns import deferred

_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_DOUBTFUL = deferred(
    r"""
    \\[^"\\/]                            # an escape may stand for any character
    | [^\n\x20-\x7e\u00a0-\u00ac\u00ae-\u024f  # what French and English are written with,
       \u2010-\u2027\u202f\u20ac]              # its punctuation and narrow space
    """,
    re.VERBOSE,
)
T = TypeVar("T")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text with every harmful character replaced, one for one."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(REPLACEMENT if category(char) in _HARMFUL else char for char in text)


def is_harmless_json(text: str) -> bool:
    """Whether no text in this JSON can be harmful, told without walking through all of it.

    False is no verdict.
    """
    return _DOUBTFUL.search(text) is None


def neutralised(document: T) -> T:
    """A JSON-able document, or part of one, with every text in it printable."""
    return cast("T", _walk(document))


def _walk(part: object) -> object:
    if isinstance(part, str):
        return printable(part)
    if isinstance(part, list):
        return [_walk(item) for item in part]
    if isinstance(part, dict):
        return {_walk(key): _walk(value) for key, value in part.items()}
    return part
