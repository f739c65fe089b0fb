"""Text that cannot act on what shows it: no control, invisible or direction-changing character.

Paths arrive neutralised; this is the second lock, for saved results that anybody may edit.
"""

from typing import TypeVar, cast
from unicodedata import category

_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
T = TypeVar("T")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text with every harmful character replaced, one for one."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(REPLACEMENT if category(char) in _HARMFUL else char for char in text)


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
