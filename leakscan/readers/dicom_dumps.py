"""Dumps of DICOM data sets as text, as labels and values.

``(0010,0010) PN [GUYOT^SUZANNE]  # 14, 1 PatientName`` is how DCMTK prints an element (dcmdump,
findscu, logs of its servers); gdcmdump, dcm4che, pydicom, dicom3tools and viewers do nearly so.
Each becomes a line as ``date_naissance: 19900917``, a name of a person two.

Source: DICOM PS3.6 (numbers of elements), PS3.5 6.2.1 (names of persons).
"""

import re
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import respelled
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.whole_lines import whole_lines

_MIN_ELEMENTS = 3
_ELEMENT = deferred(
    rb"""(?xim) ^ [^\n(]{0,60}?
    \(?[ ]{0,2} (?:0x)? (?P<group>[0-9a-f]{4}) ,[ ]? (?:0x)? (?P<element>[0-9a-f]{4})
    (?:[ ]{0,2}\))? [ \t]+
    (?: [a-z]{2} (?:[ ]+\#\d+)? [ ]+
        (?: \[ (?P<bracketed>[^\]\n]*) \] | (?P<plain>[^\s(\[]+) [ ]+\# )
      | [^\n]{0,90}? [<]0x[0-9a-f]+[>] [ \t]+ [<] (?P<angled>[^>\n]*) [>]
      | [^\n:]{2,60}? [ ] [a-z]{2}: [ ] '? (?P<quoted>[^'\n]*)
      | [^\n:\[<]{3,60}: [ ] (?P<labelled>[^\n]*)
    ) [^\n]* $"""
)
_LEVEL = deferred(rb"(?m)^[TDIWEF]: ")
"""Of what DCMTK logs: no label of the rest of the line."""


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes elements plain, when a text that begins with `head` dumps those of a patient."""
    told = [found["group"] for found in _ELEMENT.finditer(head)]
    return _plain if len(told) >= _MIN_ELEMENTS and b"0010" in told else None


def _plain(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in whole_lines(pieces):
        plain = Piece(_LEVEL.sub(b"   ", piece.data), piece.locate)
        found = _ELEMENT.finditer(plain.data)
        yield respelled(plain, ((line.start(), line.end(), _labelled(line)) for line in found))


def _labelled(line: re.Match[bytes]) -> bytes:
    """An element as lines of a label and a value."""
    from leakscan.readers.dicom_records import entries_of

    values = line.group("bracketed", "plain", "angled", "quoted", "labelled")
    text = next(value for value in values if value is not None).decode("utf-8", "replace")
    tag = int(line["group"] + line["element"], 16)
    entries = entries_of(tag, text.strip())
    return "\n".join(f"{_label(name, tag)}: {value}" for name, value in entries if value).encode()


def _label(name: str, tag: int) -> str:
    """What a value is called: elements that mean nothing to us by their number."""
    return f"x{tag:08x}" if name.startswith("\0") else name


__all__ = ["find_rewrite"]
