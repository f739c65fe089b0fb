"""The parts of SQL statements that say which table the rows belong to.

Sources: MySQL 8.0 reference manual, INSERT and REPLACE; PostgreSQL 16, INSERT and COPY;
Transact-SQL INSERT; Oracle, multitable INSERT. Statements are matched only where one may begin.
"""

from leakscan.frozen import frozen
from leakscan.patterns import deferred
from leakscan.raw.chunk import Table

MAX_HEAD_BYTES = 64 * 1024
"""Longest beginning of a statement, up to its first row."""
_MAX_TABLES = 4096
_NEAR = 512
"""Where the next statement is looked for first."""
_MANY_TABLES = 64
"""From here on tables of the same columns are one: parts of a table, by day or by customer, may be
thousands of a few rows, and each would be a chunk, which costs as much as a megabyte."""
_NAME = rb"""(?:`[^`\n]{1,128}`|"[^"\n]{1,128}"|\[[^\]\n]{1,128}\]|[\w$\#@\x80-\xff]{1,128})"""
_COLUMNS = (
    rb"""(?P<columns>(?:[^()'"`\[]|"[^"\n]{1,128}"|`[^`\n]{1,128}`|\[[^\]\n]{1,128}\]){0,60000})"""
)
"""Names may hold what means something elsewhere: ``"Résultat (g/L)"``, ``"nom d'usage"``."""
_COLUMN = deferred(rb"""(?:"[^"\n]*"|`[^`\n]*`|\[[^\]\n]*\]|[^,])+""")
_TABLE = rb"(?P<table>" + _NAME + rb"(?:\s{0,8}\.\s{0,8}" + _NAME + rb"){0,3})"
_INSERT = deferred(
    rb"""(?ix)
    (?: (?: INSERT (?: \s+ (?: ALL | FIRST ) (?= \s+ INTO \b ) )? | REPLACE )
        (?: \s+ (?:
            LOW_PRIORITY | DELAYED | HIGH_PRIORITY | IGNORE | OVERWRITE | OR\s+[A-Z]+
        ) ){0,3}
        (?: \s+ INTO )?
    |   INTO ) \s+ """
    + _TABLE
    + rb"""
    \s{0,64} (?: \( """
    + _COLUMNS
    + rb""" \) \s{0,64} )?
    (?: OVERRIDING \s+ [A-Z]+ \s+ VALUE \s{0,64} )?
    VALUES? \s{0,64} (?= \( )
    """
)
_COPY = deferred(
    rb"(?i)COPY\s+"
    + _TABLE
    + rb"\s{0,64}(?:\("
    + _COLUMNS
    + rb"\)\s{0,64})?FROM\s+stdin[^;\n]{0,200};\r?\n"
)
_CREATE = deferred(
    rb"(?i)CREATE\s+(?:(?:GLOBAL|LOCAL|TEMPORARY|TEMP|UNLOGGED)\s+){0,2}TABLE\s+"
    rb"(?:IF\s+NOT\s+EXISTS\s+)?" + _TABLE + rb"\s{0,64}\("
)
_ROW_KEYWORDS = (
    b"INSERT", b"insert", b"Insert", b"REPLACE", b"replace", b"Replace", b"COPY", b"copy", b"Copy",
    b"INTO", b"into", b"Into",
)  # fmt: skip
"""``INTO`` alone stands before each further table of Oracle's ``INSERT ALL``."""
_CREATE_KEYWORDS = (b"CREATE", b"create", b"Create")
_NOT_COLUMNS = frozenset(
    b"PRIMARY KEY UNIQUE CONSTRAINT INDEX FOREIGN FULLTEXT SPATIAL CHECK EXCLUDE LIKE "
    b"PERIOD".split()
)
_WORD = deferred(_NAME)
_BODY_TOKEN = deferred(
    rb"""(?s)'(?:[^'\\]|''|\\.)*'|"[^"\n]*"|`[^`\n]*`|\[[^\]\n]*\]|--[^\n]*|/\*.*?\*/|[(),]"""
)


@frozen(kw_only=False, repr=False)
class Head:
    """The beginning of a statement that holds rows.

    Attributes:
        begin, end: Its span; the first row follows.
        table: Raw name.
        columns: Raw column list, None without.
        copy: Rows are lines of a COPY, not tuples.
    """

    begin: int
    end: int
    table: bytes
    columns: bytes | None
    copy: bool


def find_head(text: bytes, limit: int) -> Head | None:
    """The first statement with rows that begins in ``text[:limit]``."""
    for near in (min(limit, _NEAR), limit):
        for begin in _keywords(text, near):
            for pattern in (_INSERT, _COPY):
                if (found := pattern.match(text, begin)) is not None:
                    columns = found["columns"]
                    return Head(begin, found.end(), found["table"], columns, pattern is _COPY)
    return None


def _keywords(text: bytes, limit: int, words: tuple[bytes, ...] = _ROW_KEYWORDS) -> list[int]:
    """Where a statement keyword stands at the start of a word, ascending."""
    places = []
    for word in words:
        at = text.find(word, 0, limit + len(word) - 1)
        while at >= 0:
            if at == 0 or not text[at - 1 : at].isalnum():
                places.append(at)
            at = text.find(word, at + 1, limit + len(word) - 1)
    return sorted(places)


class Schema:
    """Tables met so far, and the columns that CREATE TABLE gave them."""

    __slots__ = ("_by_columns", "_created", "_overflow", "_tables")

    def __init__(self) -> None:
        self._created: dict[bytes, list[str]] = {}
        self._overflow = Table(header_certain=True)
        self._tables: dict[tuple[bytes, bytes | None], Table] = {}
        self._by_columns: dict[tuple[str, ...], Table] = {}

    def learn(self, text: bytes, limit: int) -> None:
        """Remember the columns of every CREATE TABLE that begins in ``text[:limit]``."""
        for begin in _keywords(text, limit, _CREATE_KEYWORDS):
            found = _CREATE.match(text, begin)
            if found is not None:
                if len(self._created) >= _MAX_TABLES:
                    del self._created[next(iter(self._created))]
                self._created[_last_name(found["table"])] = _created_columns(text, found.end())

    def table(self, head: Head) -> Table:
        """The table of a statement, the same object every time."""
        name = _last_name(head.table)
        key = (name, head.columns)
        if key not in self._tables:
            columns = self._created.get(name, [])
            if head.columns is not None:
                columns = [_unquoted(part) for part in _COLUMN.findall(head.columns)]
            if len(self._tables) >= _MAX_TABLES:
                return self._by_columns.get(tuple(columns), self._overflow)
            self._tables[key] = self._new(tuple(columns))
        return self._tables[key]

    def is_shared(self, head: Head, table: Table | None) -> bool:
        """Whether the rows of a statement go on with those of a table that many have."""
        return len(self._tables) > _MANY_TABLES and self.table(head) is table

    def _new(self, columns: tuple[str, ...]) -> Table:
        table = self._by_columns.get(columns) if columns else None
        if table is None or len(self._tables) < _MANY_TABLES:
            table = Table(columns=list(columns), header_certain=True)
            if columns:
                self._by_columns[columns] = table
        return table


def _last_name(name: bytes) -> bytes:
    """The table's own name, without schema and quotes."""
    last: bytes = _WORD.findall(name)[-1]
    return last.strip(b'`"[]').lower()


def _unquoted(name: bytes) -> str:
    return name.strip().strip(b'`"[]').decode(errors="replace")


def _created_columns(text: bytes, start: int) -> list[str]:
    """Column names of a CREATE TABLE whose body begins at `start`."""
    columns, depth, at = [], 0, start
    for token in _BODY_TOKEN.finditer(text, start, start + MAX_HEAD_BYTES):
        mark = token.group()
        if mark == b"(":
            depth += 1
        elif mark in {b",", b")"}:
            if depth == 0:
                columns.append(text[at : token.start()])
                at = token.end()
            depth -= mark == b")"
            if depth < 0:
                break
    names = (_WORD.search(definition) for definition in columns)
    words = [found.group() for found in names if found is not None]
    return [_unquoted(word) for word in words if word.upper() not in _NOT_COLUMNS]
