"""Statements in logs of applications, with the values that were bound to them.

``insert into T (NOM, NSS) values (?, ?)`` and, on lines of their own, ``binding parameter [1] as
[VARCHAR] - [DURAND]`` (Hibernate; 6 writes ``(1:VARCHAR) <- [DURAND]``), or ``Parameters:
DURAND(String), 1…(String)`` (MyBatis). Behind the statement stands then ``NOM=DURAND NSS=1…``: what
a value is shows from the column that it goes to.

Sources: Hibernate ORM, org.hibernate.orm.jdbc.bind; MyBatis, logging.
"""

from collections.abc import Iterable, Iterator

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_MOST = 400
"""Columns of a statement."""
_LONGEST = 16 * 1024
"""Bytes of a line that is looked at."""
_COLUMNS = deferred(rb"(?i)\binsert\s+into\s+[\w.\"`]{1,80}\s*\(([^()]*)\)\s*values\b")
_COMPARED = deferred(rb"(?i)([a-z_]\w{0,63})[\"`]?\s*(?:[<>]?=|[<>]|\blike\b)\s*\?")
_BOUND = deferred(
    rb"binding parameter (?:\[(?P<old>\d{1,3})\] as \[\w+\] - |\((?P<new>\d{1,3}):\w+\) <- )"
    rb"\[(?P<value>[^\n]*)\]\r?\n?\Z"
)
_LISTED = deferred(rb"==>\s*Parameters: (?P<values>[^\n]*?)\r?\n?\Z")
_VALUE = deferred(rb"(?:\A|, )(.*?)\([A-Z]\w{2,24}\)(?=, |\Z)")


def find_rewrite(head: bytes) -> Rewrite | None:
    """What puts values behind their statement, when a text that begins with `head` logs some."""
    statements = _Statements()
    return _joined if any(list(map(statements.pairs_of, head.split(b"\n")))) else None


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    statements = _Statements()

    def changes(line: bytes) -> Iterator[Replacement]:
        if pairs := statements.pairs_of(line):
            yield -1, len(line), b" " + pairs

    return respelled_lines(pieces, changes, _last_statement)


class _Statements:
    """Lines one by one, and the columns of the last statement."""

    __slots__ = ("_columns",)

    def __init__(self) -> None:
        self._columns: list[bytes] = []

    def pairs_of(self, line: bytes) -> bytes:
        """The values that a line binds, with their columns; nothing for other lines."""
        if len(line) > _LONGEST:
            return b""
        if bound := _BOUND.search(line):
            return self._named(int(bound["old"] or bound["new"]), bound["value"])
        if listed := _LISTED.search(line):
            values = _VALUE.findall(listed["values"])
            return b" ".join(self._named(at, value) for at, value in enumerate(values, 1))
        if b"?" in line:
            inserted = _COLUMNS.search(line)
            names = inserted[1].split(b",") if inserted else _COMPARED.findall(line)
            self._columns = [name.strip(b' "`[]') for name in names[:_MOST]]
        return b""

    def _named(self, number: int, value: bytes) -> bytes:
        """A value with the column that it goes to, or alone when that is not known."""
        known = 0 < number <= len(self._columns)
        return self._columns[number - 1] + b"=" + value if known else value


def _last_statement(data: bytes) -> int:
    """Where the last line begins that binds no value; 0 without: those after it go with it."""
    end = data.rfind(b"\n") + 1
    while end:
        begin = data.rfind(b"\n", 0, end - 1) + 1
        line = data[begin:end]
        if len(line) > _LONGEST or not (_BOUND.search(line) or _LISTED.search(line)):
            return begin
        end = begin
    return 0


__all__ = ["find_rewrite"]
