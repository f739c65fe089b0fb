r"""Labels sent to a printer, as rows: what is printed at one place of each label is a column.

``^XA^FO20,20^A0N,28,28^FDLAMY ERIC^FS…^XZ`` of Zebra's ZPL, ``A20,20,0,4,1,1,N,"LAMY ERIC"`` of
EPL and ``TEXT 20,20,"3",0,1,1,"LAMY ERIC"`` of TSPL: wristbands, tubes, doses. A label may lack a
place.

Sources: ZPL II programming guide (^FO, ^FT, ^FD, ^FV, ^FH); EPL2 programmer's manual (A, B, N, P);
TSPL/TSPL2 programming (TEXT, BARCODE, CLS, PRINT).
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import respelled
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.whole_lines import whole_lines

_MIN_LABELS, _MOST_PLACES = 3, 64
_PARTS = deferred(
    rb"\s{2,}|[\t\r\n]|(?<=^\w:)\s|(?<=\s\w:)\s|\s(?=(?:A|B|AB|O)\s?(?:[+-]|POS|NEG|Rh)[^\n]{0,6}$)"
)
"""``N: 22/03/1962  M`` is a letter, a day and another letter; ``EDTA O+`` a tube and a group."""
_HEX_FOLLOWS = deferred(rb"(?i)\^FH(.?)")
_PLACE = rb"(?P<place>\d{1,5},\d{1,5})"
_ZPL_TEXT = deferred(
    rb"(?is)\^F[OT]"
    + _PLACE
    + rb"(?P<how>(?:(?!\^F[OTDV]).){0,400}?)\^F[DV](?P<text>.{0,4000}?)\^FS"
)
_EPL_TEXT = deferred(
    rb"(?m)^[AB]" + _PLACE + rb"(?P<how>),[^\"\n]{1,40}\"(?P<text>[^\n]*)\"[ \t]*\r?$"
)
_TSPL_TEXT = deferred(
    rb"(?im)^(?:TEXT|BARCODE|QRCODE|BLOCK) ?"
    + _PLACE
    + rb"(?P<how>),[^\n]{0,80}?,\"(?P<text>[^\"\n]*)\"[ \t]*\r?$"
)


class _Language(NamedTuple):
    """A printer's language.

    Attributes:
        label: One label.
        text: What is printed: place, how, and the text.
        end: Of a label.
    """

    label: re.Pattern[bytes]
    text: re.Pattern[bytes]
    end: re.Pattern[bytes]

    def last_end(self, data: bytes) -> int:
        """Where the last whole label of a text ends; 0 without."""
        return max((found.end() for found in self.end.finditer(data)), default=0)


_LANGUAGES = (
    _Language(
        deferred(rb"(?is)\^XA(?:(?!\^XA).)*?\^XZ"),
        _ZPL_TEXT,
        deferred(rb"(?i)\^XZ"),
    ),
    _Language(
        deferred(rb"(?m)^N[ \t]*\r?\n(?s:(?:(?!^N[ \t]*\r?$).)*?)^P\d[\d,]*"),
        _EPL_TEXT,
        deferred(rb"(?m)^P\d[\d,]*[ \t]*\r?\n"),
    ),
    _Language(
        deferred(rb"(?im)^CLS[ \t]*\r?\n(?s:(?:(?!^CLS).)*?)^PRINT ?\d[\d, ]*"),
        _TSPL_TEXT,
        deferred(rb"(?im)^PRINT ?\d[\d, ]*\r?\n"),
    ),
)


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes rows of labels, when a text that begins with `head` prints some."""
    for language in _LANGUAGES:
        labels = [found[0] for found in language.label.finditer(head)]
        texts = (text for label in labels for text in _texts(label, language))
        places = list(dict.fromkeys(place for place, _ in texts))[:_MOST_PLACES]
        if len(labels) >= _MIN_LABELS and len(places) > 1:
            return partial(_rows, language=language, places=places)
    return None


def _rows(pieces: Iterable[Piece], *, language: _Language, places: list[bytes]) -> Iterator[Piece]:
    for piece in whole_lines(pieces, language.last_end):
        found, done = [], 0
        for label in language.label.finditer(piece.data):
            between = piece.data[done : label.start()]
            found.append((done, label.end(), _row(label[0], between, language, places)))
            done = label.end()
        yield respelled(piece, found)


def _row(label: bytes, between: bytes, language: _Language, places: list[bytes]) -> bytes:
    """What a label says, at each place; what is printed elsewhere and stands before in one more."""
    cells = dict.fromkeys([*places, b""], b"")
    cells[b""] = b" ".join(between.split())
    for place, text in _texts(label, language):
        known = place if place in cells else b""
        cells[known] = cells[known] + b" " + text if cells[known] else text
    return b"\t".join(cells.values()) + b"\n"


def _texts(label: bytes, language: _Language) -> Iterator[tuple[bytes, bytes]]:
    """Where each text of a label stands: its place, and which part of it wide blanks set off."""
    for found in language.text.finditer(label):
        parts = _PARTS.split(_printed(found["text"], found["how"]).strip())
        yield from ((b"%b %d" % (found["place"], part), text) for part, text in enumerate(parts))


def _printed(text: bytes, how: bytes) -> bytes:
    """A text as it is printed: ``_C3_A9`` is a letter where ``^FH`` says so."""
    mark = _HEX_FOLLOWS.search(how)
    if mark is not None and (sign := mark[1].strip(b"^") or b"_") in text:
        triplet = re.compile(re.escape(sign) + rb"([0-9A-Fa-f]{2})")
        text = triplet.sub(lambda code: bytes.fromhex(code[1].decode()), text)
        text = text.decode("utf-8", "replace").encode()
    return text.replace(b"\\&", b" ")


__all__ = ["find_rewrite"]
