"""Text in a charset that somebody told, who may have been wrong."""

import codecs

_FALLBACK = "cp1252"
_UNTOLD = frozenset({"", "ascii", "us-ascii", "unknown-8bit", "utf-8", "utf8", "iso-8859-1"})
"""Programs claim these whatever they write."""


def text_of(data: bytes, charset: str) -> str:
    """Text of bytes in a charset that may be missing, unknown or wrong."""
    name = charset.strip().strip("\"'").lower()
    if name in _UNTOLD:
        try:
            return data.decode()
        except UnicodeDecodeError:
            name = _FALLBACK
    try:
        return data.decode(name, "replace")
    except (LookupError, ValueError):
        return data.decode(_FALLBACK, "replace")


def known_codec(charset: str) -> str:
    """What Python calls a charset; that of Western Windows when it has none of the name.

    >>> known_codec("cp850"), known_codec("cp0")
    ('cp850', 'cp1252')
    """
    try:
        return codecs.lookup(charset).name
    except LookupError:
        return _FALLBACK
