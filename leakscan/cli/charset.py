"""What a console that knows few characters shows instead: ``e`` for ``é``, ``-`` for a rule.

A console of code page 437 or 850, or ``LANG=C``, has no bullet and may have no accent; a question
mark for each would leave nothing to read.
"""

import codecs
import sys
from io import TextIOWrapper
from unicodedata import combining, normalize

_NEAREST = "leakscan-nearest"
_ONE = str.maketrans(
    "─━╌┄═│┃║╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝■█●▪□░○·•…–—−’‘“”«»→›≈×°øØ",
    '-----|||+++++++++++++++++####...--.---\'\'"""">>~xooO',
)
_MORE = str.maketrans({"≥": ">=", "≤": "<=", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})


def nearest(text: str) -> str:
    """The text in ASCII, every character by what resembles it most or a question mark."""
    plain = normalize("NFKD", text.translate(_ONE).translate(_MORE))
    return "".join(char if char.isascii() else "?" for char in plain if not combining(char))


def show_nearest() -> None:
    """Let stdout and stderr show what resembles the characters that they do not have."""
    codecs.register_error(_NEAREST, _replaced)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return nearest(error.object[error.start : error.end]), error.end
