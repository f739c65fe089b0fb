"""Data in programs of statisticians, as the keys and values that the program says they are.

SAS (``input … ; datalines;``), SPSS (``DATA LIST … BEGIN DATA``) and Stata (``input … / end``)
name the variables in a statement, then come rows: with a delimiter, with blanks, or at places of
the line. Each row becomes ``nom=… prenom=…``, wherever it stands; the program around it stays.

Sources: SAS 9.4 statements INPUT, INFILE and DATALINES; SPSS command syntax, DATA LIST; Stata
manual, input.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_KEPT = 8192
"""Bytes of a program before its rows."""
_LONGEST = 4096
"""Bytes of a line that announces rows."""
_LEAST_VARIABLES, _MOST_VARIABLES = 2, 400
_BEGIN = deferred(
    rb"""(?xi) (?: ^ | ; ) \s* (?: (?:datalines|cards|lines)4? \s* ; | begin \s+ data \s* \.?
    | input \s (?= [^;]* \b str(?:[0-9]+|L) \s ) [^;]* ) \s* $"""
)
_ANNOUNCED = deferred(rb"(?i)(?:lines|cards)4? ?;|begin data|input str[1-9l]")
"""What a head is asked for before its lines are, as `_BEGIN` is of each."""
_END = deferred(rb"(?i)^\s*(?:;{1,4}|end(?:\s+data)?\s*\.?|;?\s*run\s*;)\s*$")
_STATEMENT = deferred(
    rb"(?i)\b(?:input\s(?P<sas>[^;]*);|data\s+list\b[^/]*/(?P<spss>[^.]*)\.)"
    rb"|\binput\s(?P<stata>[^;\n]*)$"
)
_DELIMITER = deferred(
    rb"""(?xi) \b(?:dlm|delimiter)\s*=\s*["'](?P<sign>[^"'\s])["']
    | \b(?:dlm|delimiter)\s*=\s*["'](?P<hex>[0-9a-f]{2})["']x
    | \blist\s*\(\s*["'](?P<list>[^"'\s])["']\s*\) | \b(?P<dsd>dsd)\b"""
)
_PLACED = deferred(
    rb"(?:@\s*(?P<at>\d+)\s+)?(?P<name>[A-Za-z_]\w*)\s*\$?(?:\s*(?P<first>\d+)\s*-\s*(?P<last>\d+)"
    rb"|\s*[$A-Za-z_]*(?P<width>\d+)\.)"
)
_FORMAT = deferred(
    rb"(?i)[@#+]\s*\d+|\(\w*\.?\d*\)|[:&~$]+\s*[a-z_]*\d+\.\d*|\b[a-z_]+\d*\.\d*|\$?\b\d+\.\d*"
    rb"|\b\d+\s*-\s*\d+|[:&~$]|\b(?:str(?:\d+|L)|byte|int|long|float|double)\b|@"
)
"""What an INPUT says of a variable besides its name."""
_WORD = deferred(rb"\"([^\"]*)\"|'([^']*)'|(\S+)")


class _Rows(NamedTuple):
    """How the rows of a program are written.

    Attributes:
        names: Of the variables.
        delimiter: Between values; empty for blanks.
        places: Where each value stands in the line; empty when they are parted.
    """

    names: list[bytes]
    delimiter: bytes
    places: list[slice]

    def pairs(self, line: bytes) -> bytes:
        """The values of a row, each with its name."""
        if self.places:
            values = [line[place] for place in self.places]
        elif self.delimiter:
            values = [value.strip(b'"') for value in line.split(self.delimiter)]
        else:
            values = [b"".join(found) for found in _WORD.findall(line)]
        told = zip(self.names, (value.strip() for value in values), strict=False)
        return b" ".join(name + b"=" + value for name, value in told if value and value != b".")


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes rows of data plain, when a text that begins with `head` is a program with some."""
    if _ANNOUNCED.search(head) is None:
        return None
    program = _Program()
    return _plain if any(map(program.row_of, head.split(b"\n"))) else None


def _plain(pieces: Iterable[Piece]) -> Iterator[Piece]:
    program = _Program()

    def changes(line: bytes) -> Iterator[Replacement]:
        bare = line.rstrip(b"\r")
        if row := program.row_of(bare):
            yield 0, len(bare), row

    return respelled_lines(pieces, changes)


class _Program:
    """What was said so far."""

    __slots__ = ("_rows", "_said")

    def __init__(self) -> None:
        self._said = b""
        self._rows: _Rows | None = None

    def row_of(self, line: bytes) -> bytes:
        """What becomes of a line that is a row; nothing for those of the program."""
        if self._rows is not None:
            if not _END.match(line):
                return self._rows.pairs(line)
            self._rows, self._said = None, b""
        elif len(line) <= _LONGEST and _BEGIN.search(line):
            said, self._said = self._said + line, b""
            self._rows = _rows_of(said)
        else:
            self._said = (self._said + line + b"\n")[-_KEPT:]
        return b""


def _rows_of(said: bytes) -> _Rows | None:
    """How the rows are written that a program announces; None when it does not say."""
    statements = list(_STATEMENT.finditer(said))
    if not statements:
        return None
    last = statements[-1]
    told = last["sas"] or last["spss"] or last["stata"] or b""
    names = [name for name in _FORMAT.sub(b" ", told).split() if name[:1].isalpha()]
    if not _LEAST_VARIABLES <= len(names) <= _MOST_VARIABLES:
        return None
    placed = [found for found in _PLACED.finditer(told) if found["first"] or found["at"]]
    if len(placed) == len(names):
        places = [_place(*found.group("at", "first", "last", "width")) for found in placed]
        return _Rows([found["name"] for found in placed], b"", places)
    return _Rows(names, _delimiter(said), [])


def _place(at: bytes | None, first: bytes | None, last: bytes | None, width: bytes | None) -> slice:
    """Where a value stands, given its columns from 1 or its first one and width."""
    begin = int(first or at or 1) - 1
    return slice(begin, int(last) if last else begin + int(width or 0))


def _delimiter(said: bytes) -> bytes:
    """What stands between values; nothing for blanks."""
    found = {
        kind: sign
        for each in _DELIMITER.finditer(said)
        for kind, sign in each.groupdict().items()
        if sign
    }
    if "hex" in found:
        return bytes.fromhex(found["hex"].decode())
    return found.get("sign") or found.get("list") or (b"," if "dsd" in found else b"")


__all__ = ["find_rewrite"]
