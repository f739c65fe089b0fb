"""Names and order of an SQLite table's columns, from its CREATE TABLE statement.

Specification: "CREATE TABLE" and "Database File Format", sections 2.1 to 2.4. Only what decides
which stored value belongs to which column is understood: rowid aliases, generated columns,
defaults of columns added later, tables without rowid.
"""

import re
from itertools import pairwise

from leakscan.frozen import frozen

_WORD = re.compile(
    r"""
    --[^\n]*  |  /\*.*?(?:\*/|\Z)            # comments
    | "(?:[^"]|"")*" | '(?:[^']|'')*' | `(?:[^`]|``)*` | \[[^\]]*\]
    | [(),] | [^\s(),"'`\[]+
    """,
    re.VERBOSE | re.DOTALL,
)
_CONSTRAINTS = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"}
_MAX_SQL = 1024 * 1024
_MAX_COLUMNS = 32767


@frozen
class Column:
    """One column as stored.

    Attributes:
        name: As declared.
        default: Value of rows written before the column was added, as text.
        rowid: Its value is the row number and not stored in the record.
    """

    name: str
    default: str = ""
    rowid: bool = False


@frozen
class Schema:
    """One table.

    Attributes:
        name: Of the table.
        root: First page of its b-tree.
        columns: In the order of the stored values; empty when the statement was not understood.
    """

    name: str
    root: int
    columns: tuple[Column, ...]


def schema_of(name: str, root: int, sql: str) -> Schema:
    """What a row of `sqlite_schema` with type ``table`` says."""
    words = [t for t in _WORD.findall(sql[:_MAX_SQL]) if not t.startswith(("--", "/*"))]
    if "(" not in words:
        return Schema(name=name, root=root, columns=())
    parts, after = _parts(words[words.index("(") + 1 :])
    keyed = "WITHOUT" in (word.upper() for word in after)
    return Schema(name=name, root=root, columns=tuple(_columns(parts, keyed=keyed)))


def _parts(words: list[str]) -> tuple[list[list[str]], list[str]]:
    """Tokens between the outer parentheses, by comma; and those after."""
    parts: list[list[str]] = [[]]
    depth = 0
    for index, word in enumerate(words):
        if word == ")" and depth == 0:
            return parts, words[index + 1 :]
        depth += (word == "(") - (word == ")")
        if word == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts, []


def _columns(parts: list[list[str]], *, keyed: bool) -> list[Column]:
    columns: list[Column] = []
    key: list[str] = []
    for part in parts[:_MAX_COLUMNS]:
        if not part:
            continue
        upper = [word.upper() for word in part]
        if upper[0] in _CONSTRAINTS:
            key = _key_of(part, upper) or key
            continue
        name = _unquoted(part[0])
        alias = not keyed and _is_rowid(upper)
        if _has_key(upper) and not alias:
            key = [name]
        if not _is_virtual(upper):
            columns.append(Column(name=name, default=_default(part, upper), rowid=alias))
    if not keyed:
        return _aliased(columns, parts, key)
    first = [column for wanted in key for column in columns if _same(column.name, wanted)]
    first = list(dict.fromkeys(first))
    return [*first, *(column for column in columns if column not in first)]


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _has_key(upper: list[str]) -> bool:
    return ("PRIMARY", "KEY") in pairwise(upper)


def _is_rowid(upper: list[str]) -> bool:
    """``INTEGER PRIMARY KEY``, but not with DESC: such a column is stored (a known oddity)."""
    if upper[1:2] != ["INTEGER"] or not _has_key(upper) or upper[2:3] == ["("]:
        return False
    at = upper.index("KEY")
    return upper[at + 1 : at + 2] != ["DESC"]


def _aliased(columns: list[Column], parts: list[list[str]], key: list[str]) -> list[Column]:
    """Columns, with the one that a table constraint makes the row number."""
    if len(key) != 1 or any(column.rowid for column in columns):
        return columns
    declared = {
        _unquoted(part[0]).lower(): [word.upper() for word in part[1:]] for part in parts if part
    }
    words = declared.get(key[0].lower(), [])
    if words[:1] != ["INTEGER"] or words[1:2] == ["("] or _has_key(words):
        return columns
    return [
        Column(name=column.name, default=column.default, rowid=_same(column.name, key[0]))
        for column in columns
    ]


def _is_virtual(upper: list[str]) -> bool:
    """Computed when read, so not stored."""
    depth, words = 0, []
    for word in upper[1:]:
        depth += (word == "(") - (word == ")")
        if depth == 0:
            words.append(word)
    return "AS" in words and "STORED" not in words


def _default(part: list[str], upper: list[str]) -> str:
    if "DEFAULT" not in upper[1:-1]:
        return ""
    value = part[upper.index("DEFAULT", 1) + 1]
    if value.upper() in {"NULL", "("}:
        return ""
    return _unquoted(value)


def _key_of(part: list[str], upper: list[str]) -> list[str]:
    """Columns of a PRIMARY KEY constraint."""
    if not _has_key(upper):
        return []
    rest = part[upper.index("KEY") + 2 :]
    names, fresh = [], True
    for word in rest:
        if word == ")":
            break
        if fresh:
            names.append(_unquoted(word))
        fresh = word == ","
    return names


def _unquoted(word: str) -> str:
    quote = word[:1]
    if len(word) > 1 and quote in "\"'`":
        return word[1:-1].replace(quote * 2, quote)
    return word[1:-1] if quote == "[" else word
