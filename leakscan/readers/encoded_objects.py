"""Objects of JSON that stand encoded in a cell or a line: a message kept beside when it came.

They are about what the record around them is about, so their text stays in it: as a file of its own
each would be somebody else's, and a table of messages as many files as rows.
"""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leakscan.readers.origin import Piece

MAX_BYTES = 4096
"""Of an encoded object that stays in its record; longer ones are files."""
_STRUCTURE = str.maketrans(dict.fromkeys("\"'\\;,|\t\r\n", " "))


def safe(text: str) -> bytes:
    """UTF-8 without signs that structure means something by."""
    cleaned = text.translate(_STRUCTURE)
    if cleaned.isprintable():
        return cleaned.encode()
    return "".join(sign if sign.isprintable() else " " for sign in cleaned).encode()


def unescaped_object(text: str) -> str:
    """An object of JSON without escapes; any other text as it is."""
    return _unescaped(text) or text


def object_text(data: bytes) -> bytes:
    """The text of an object of JSON for the record it stands in; nothing when it is none."""
    try:
        return safe(_unescaped(data.decode()))
    except UnicodeDecodeError:
        return b""


def _unescaped(text: str) -> str:
    if not (text.startswith("{") and text.rstrip().endswith("}")):
        return ""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        return ""


def in_place(word: "Piece", text: bytes) -> "Piece":
    """A piece that is an encoded object, as its text."""
    from leakscan.readers.shortened import replaced

    return replaced(word, [(0, len(word.data), text)])


__all__ = ["MAX_BYTES", "in_place", "object_text", "safe", "unescaped_object"]
