r"""Values that PHP serialised and kept as text: ``a:2:{s:3:"nom";s:6:"DURAND";s:3:"tel";s:0:"";}``.

So WordPress keeps what forms were sent, and settings; sessions and caches of PHP are like that. A
key and its value become ``nom : DURAND``, which is read as a card is, and counts with the record
around it. Quotes may be escaped, or doubled, as the dump or table around writes them.
"""

from collections.abc import Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.shortened import Replacement, replaced

_PAIR = deferred(
    rb"""(?xs) s:\d{1,4}: (?P<quote>\\?"|"") (?P<key>[A-Za-z_\x80-\xff][^"\\;:]{0,63}) (?P=quote);
    (?: s:\d{1,7}: (?P=quote) (?P<text>.{0,2000}?) (?P=quote);
      | [idb]:(?P<number>-?[\d.]{1,24}); | (?P<none>N;) )"""
)


def with_php_values(piece: Piece) -> Piece:
    """The piece, in which serialised keys and values are labels and values."""
    found = list(_pairs(piece.data))
    return replaced(piece, found) if found else piece


def _pairs(data: bytes) -> Iterator[Replacement]:
    for found in _PAIR.finditer(data):
        value = found["text"] if found["text"] is not None else found["number"] or b""
        yield found.start(), found.end(), b"%b : %b, " % (found["key"], value)


__all__ = ["with_php_values"]
