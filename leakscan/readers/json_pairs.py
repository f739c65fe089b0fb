"""JSON that holds names and values as values, with each name as the key of its value.

``[{"name": "nom", "type": "text", "value": "DURAND"}, …]`` is how changes of rows (wal2json),
forms and properties of contacts come. Each becomes ``{"nom": "DURAND"}``, so that what was a name
names a column.
"""

from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.person_words import count_speaking
from leakscan.readers.respelled import respelled
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.whole_lines import whole_lines

_TEXT = rb'"(?:[^"\\\n]|\\.)*+"'
_SCALAR = rb"(?: %b | -?[0-9][0-9.eE+-]{0,30} | true | false | null )" % _TEXT
_ASIDE = rb'"(?:type|id|kind|format|dataType|fieldId|ref|optional|required|order)" \s*+ : \s*+ ' + (
    _SCALAR
)
_PAIR = deferred(
    rb"""(?x) \{ \s*+ (?: %b \s*+ , \s*+ ){0,4}
    "(?:name|nom|label|libelle|key|cle|field|champ|title|question)" \s*+ : \s*+
    (?P<name> "(?:[^"\\\n]|\\u[0-9A-Fa-f]{4}){1,80}" ) \s*+ , \s*+ (?: %b \s*+ , \s*+ ){0,4}
    "(?:value|valeur|answer|reponse|val)" \s*+ : \s*+ (?P<value> %b ) \s*+
    (?: , \s*+ %b \s*+ ){0,4} \}"""
    % (_ASIDE, _ASIDE, _SCALAR, _ASIDE)
)
_NEXT = deferred(rb"\}\s*,\s*\{")
_MIN_NAMES, _MIN_PEOPLE = 3, 2
_LOOK = 4096
"""Bytes before the end of a piece in which a pair begins."""


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes names keys, when a text that begins with `head` names what people have so."""
    if head.lstrip()[:1] not in {b"{", b"["}:
        return None
    names = {found["name"].strip(b'"') for found in _PAIR.finditer(head)}
    told = len(names) >= _MIN_NAMES and count_speaking(names) >= _MIN_PEOPLE
    return _plain if told else None


def _plain(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in whole_lines(pieces, _last_pair):
        found = (
            (each.start() + 1, each.end() - 1, each["name"] + b": " + each["value"])
            for each in _PAIR.finditer(piece.data)
        )
        yield respelled(piece, found)


def _last_pair(data: bytes) -> int:
    """Where the last object after another begins: all before it are whole."""
    found = list(_NEXT.finditer(data, max(len(data) - _LOOK, 0)))
    return found[-1].end() - 1 if found else data.rfind(b"\n") + 1


__all__ = ["find_rewrite"]
