"""DICOM data sets as JSON, with what their elements mean as keys.

``"00100010": {"vr": "PN", "Value": [{"Alphabetic": "GUYOT^SUZANNE"}]}`` is how DICOMweb answers
(QIDO-RS, WADO-RS) and what pydicom, dcm4che and GDCM write: keys are numbers. Each element becomes
``"nom": "GUYOT", "prenom": "SUZANNE"``; sequences stay what they are, their elements do not.
Orthanc writes ``"0010,0010": "GUYOT^SUZANNE"``, or an object whose ``Value`` that is.

Source: DICOM PS3.18 F (JSON model), PS3.6 (numbers of elements).
"""

import json
import re
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.dicom_records import entries_of
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import respelled
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.whole_lines import whole_lines

_MIN_ELEMENTS = 3
_VALUES = rb"""
    "Value" \s*+ : \s*+ \[
    (?P<%b> (?: [^\[\]{}"]++ | "(?:[^"\\]|\\.)*+" | \{ [^{}\[\]]*+ \} )*+ ) \]
"""
_ELEMENT = deferred(
    rb"""(?xs) "(?P<tag>[0-9A-Fa-f]{8})" \s*+ : \s*+ \{ \s*+
    (?: "vr" \s*+ : \s*+ "(?!SQ)[A-Z]{2}" \s*+ (?: , \s*+ """
    + _VALUES % b"after"
    + rb""" \s*+ )?
      | """
    + _VALUES % b"before"
    + rb""" \s*+ , \s*+ "vr" \s*+ : \s*+ "(?!SQ)[A-Z]{2}" \s*+ )
    \}
  | "(?P<group>[0-9A-Fa-f]{4}),(?P<number>[0-9A-Fa-f]{4})" \s*+ : \s*+
    (?: \{ \s*+ (?: "(?:Name|Type)" \s*+ : \s*+ "[^"\\]*+" \s*+ , \s*+ ){0,2} "Value" \s*+ : \s*+
        (?P<held>"(?:[^"\\]|\\.)*+") \s*+ \}
      | (?P<plain>"(?:[^"\\]|\\.)*+") )"""
)
_NEXT = deferred(rb'[{,]\s*"[0-9A-Fa-f]{4},?[0-9A-Fa-f]{4}"\s*:\s*[{"]')
_LOOK = 4096
"""Bytes before the end of a piece in which an element begins."""


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes elements plain, when a text that begins with `head` holds those of a patient."""
    if head.lstrip()[:1] not in {b"{", b"["}:
        return None
    count = sum(1 for _ in _ELEMENT.finditer(head))
    return _plain if count >= _MIN_ELEMENTS else None


def _plain(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in whole_lines(pieces, _last_element):
        found = _ELEMENT.finditer(piece.data)
        yield respelled(piece, ((each.start(), each.end(), _named(each)) for each in found))


def _last_element(data: bytes) -> int:
    """Where the last element begins: all before it are whole."""
    begin = max(len(data) - _LOOK, 0)
    found = list(_NEXT.finditer(data, begin))
    return found[-1].start() + 1 if found else 0


def _named(element: re.Match[bytes]) -> bytes:
    """An element as members of the object it stands in."""
    tag = int(element["tag"] or element["group"] + element["number"], 16)
    values = element["after"] or element["before"] or element["held"] or element["plain"] or b""
    members = [
        f"{json.dumps(_label(name, tag))}: {json.dumps(value, ensure_ascii=False)}"
        for text in _texts(values)
        for name, value in entries_of(tag, text)
    ]
    return (", ".join(members) or f'"x{tag:08x}": null').encode(errors="replace")


def _label(name: str, tag: int) -> str:
    """What a value is called: elements that mean nothing to us by their number."""
    return f"x{tag:08x}" if name.startswith("\0") else name


def _texts(values: bytes) -> Iterator[str]:
    """The values of an element; of a name of a person every way to write it."""
    try:
        told = json.loads(b"[%b]" % values)
    except ValueError:
        return
    for value in told:
        ways = value.values() if isinstance(value, dict) else [value]
        yield from (str(way) for way in ways if way is not None)


__all__ = ["find_rewrite"]
