"""GEDCOM: family trees, as genealogy and genetic counselling exchange them, as objects of JSON.

Specification: FamilySearch GEDCOM 5.5.1 and 7.0. Lines are a level, perhaps a name between at
signs, a tag and a value; what stands deeper says more of what stands above it. A record is what
begins at level 0: a person, a family, a note.
"""

import json
from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.rewriting import Rewrite
from leakscan.readers.texts import canonical, nowhere
from leakscan.readers.whole_lines import whole_lines

_BEGIN = deferred(rb"\s*0[ ]+HEAD[ ]*\r?\n\s*[12][ ]")
_LINE = deferred(r"\s*(\d{1,2})[ ]+(?:(@[^@]+@)[ ]+)?([A-Za-z_][A-Za-z0-9_]{0,30})(?:[ ](.*))?")
_POINTER = deferred(r"@[^@#\s][^@\s]*@\s*\Z")
_DATE = deferred(r"(?:INT[ ]+)?(?:@#DGREGORIAN@[ ]+)?(\d{1,2})[ ]+([A-Za-z]{3})[ ]+(\d{4})\b")
_MONTHS = {
    month: number
    for months in ("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC",
                   "JAN FEV MAR AVR MAI JUN JUL AOU SEP OCT NOV DEC")
    for number, month in enumerate(months.split(), 1)
}  # fmt: skip
_NAMES = {
    "GIVN": "prenom", "SURN": "nom", "_MARNM": "nom_usage", "SEX": "sexe", "OCCU": "profession",
    "RELI": "religion", "PHON": "telephone", "EMAIL": "email", "_EMAIL": "email",
    "ADDR": "adresse", "NOTE": "commentaire", "CAUS": "cause", "SSN": "nir", "NATI": "nationalite",
    "BIRT.DATE": "date_naissance", "BIRT.PLAC": "lieu_naissance", "DEAT.DATE": "date_deces",
    "DEAT.PLAC": "lieu_deces", "DEAT.CAUS": "cause_deces", "MARR.DATE": "date_mariage",
    "DSCR": "description", "CAST": "origine_ethnique",
}  # fmt: skip
"""What tags are called elsewhere."""
_PARTS = frozenset(("GIVN", "SURN"))
"""Of a name that stands above them, too."""
_GOES_ON = {"CONT": "\n", "CONC": ""}
_MAX_DEPTH, _MAX_RECORD, _MAX_VALUE = 32, 256 * 1024, 16 * 1024
_PIECE_BYTES = 64 * 1024

Members = list[tuple[str, str]]


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes objects of the records of a text that begins with `head`."""
    return _objects if _BEGIN.match(head) is not None else None


def _objects(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The records, one a line."""
    waiting: list[str] = []
    size = 0
    for members in _records(pieces):
        text = ", ".join(f"{json.dumps(name)}: {_quoted(value)}" for name, value in members)
        waiting.append(f"{{{text}}}\n")
        size += len(waiting[-1])
        if size >= _PIECE_BYTES:
            yield Piece(canonical("".join(waiting)), nowhere)
            waiting, size = [], 0
    yield Piece(canonical("".join(waiting)) or b"\n", nowhere)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _records(pieces: Iterable[Piece]) -> Iterator[Members]:
    record = _Record()
    for piece in whole_lines(pieces):
        for line in piece.data.decode(errors="replace").split("\n"):
            found = _LINE.match(line.rstrip("\r"))
            if found is None:
                record.go_on("\n", line.strip())
                continue
            level, _, tag, value = found.groups()
            if int(level) == 0 or record.size >= _MAX_RECORD:
                if record.members:
                    yield record.members
                record = _Record()
            record.add(int(level), tag.upper(), value or "")
    if record.members:
        yield record.members


class _Record:
    """What was said so far of a person.

    Attributes:
        members: Names and values.
        size: Characters of the lines that said so.
    """

    __slots__ = ("_named", "_path", "members", "size")

    def __init__(self) -> None:
        self.members: Members = []
        self._path: list[str] = []
        self._named = False
        self.size = 0

    def add(self, level: int, tag: str, value: str) -> None:
        """A line."""
        self.size += len(tag) + len(value)
        if tag in _GOES_ON:
            self.go_on(_GOES_ON[tag], value)
            return
        del self._path[min(level, _MAX_DEPTH) :]
        around = self._path[-1] if self._path else ""
        self._path.append(tag)
        if not level:
            self.members.append(("type", tag))
        elif tag == "NAME":
            self._add_name(value)
        elif tag in _PARTS and around == "NAME" and self._named:
            return
        elif value.strip() and not _POINTER.match(value):
            path = f"{around}.{tag}"
            name = _NAMES.get(path) or _NAMES.get(tag) or path.lower()
            self.members.append((name, _plain_date(value) if tag == "DATE" else value.strip()))

    def _add_name(self, value: str) -> None:
        """Given names, and the family's between slashes."""
        given, _, rest = value.partition("/")
        family, _, _ = rest.partition("/")
        self.members += [("nom", family.strip()), ("prenom", given.strip())]
        self._named |= bool(family.strip())

    def go_on(self, between: str, value: str) -> None:
        """A line that belongs to the value before it."""
        if self.members and value and len(self.members[-1][1]) < _MAX_VALUE:
            name, begun = self.members[-1]
            self.members[-1] = name, f"{begun}{between}{value}"


def _plain_date(value: str) -> str:
    """A day as in ISO 8601; months alone, periods and other calendars as they are."""
    found = _DATE.match(value.strip())
    month = _MONTHS.get(found[2].upper()) if found is not None else None
    return f"{found[3]}-{month:02}-{int(found[1]):02}" if found and month else value.strip()


__all__ = ["find_rewrite"]
