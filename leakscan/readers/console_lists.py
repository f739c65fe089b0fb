r"""Rows that programs of statisticians print, as the keys and values that the header above names.

``list`` of Stata draws a box, in which the columns stand; R and pandas print a header, then a
number and values on each line, and SAS says ``Obs``. Around them stand commands and other output.
Each row becomes ``nom=… prenom=…``; columns are parted by blanks, right or left of their titles.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from leakscan.patterns import deferred
from leakscan.readers.origin import Piece
from leakscan.readers.person_words import count_speaking
from leakscan.readers.respelled import Replacement, respelled_lines
from leakscan.readers.rewriting import Rewrite

_LONGEST = 4096
"""Bytes of a line that names columns, or is a row."""
_LEAST_TITLES, _MOST_TITLES, _LEAST_PEOPLE = 2, 200, 2
_WORDS = r"[ \t]*+(?:\|[ \t]*+)?[^\W\d][\w.$~]*(?:[ \t]+[^\W\d][\w.$~]*)+[ \t]*+[|\\]?[ \t]*+\r?"
_BETWEEN = r"(?:[ \t+|-]*|[ \t]*(?:<\w+>[ \t]*)+)\r?"
"""A line between a header and its rows: the types of a tibble, a blank one, or one of dashes."""
_NAMES, _BELOW = deferred(_WORDS), deferred(_BETWEEN)
_TITLE = deferred(r"[^\W\d][\w.$~]*")
_NUMBER = deferred(r"[ \t]*[0-9]{1,9}(?:\.[ \t]+(?P<box>\|[ \t]+)|[.:]?[ \t]+(?!\|))(?=\S)")
_TABLE = deferred(rf"(?m)^({_WORDS})\n(?:{_BETWEEN}\n){{0,2}}[ \t]*[0-9]{{1,9}}[.:]?[ \t]".encode())
_BLANKS = deferred(r"[ \t]+")
_MISSING = frozenset((".", "NA", "<NA>", "NaN", "NaT", "None", "nan", "NULL", '""'))
_OWN_TITLES = frozenset(("obs", "index", "row"))


class _Header(NamedTuple):
    """The columns of a printed table.

    Attributes:
        names: Of the columns.
        gaps: Between their titles: where one ends and the next begins.
        boxed: The rows stand in a box.
    """

    names: tuple[str, ...]
    gaps: tuple[tuple[int, int], ...]
    boxed: bool


def find_rewrite(head: bytes) -> Rewrite | None:
    """What makes printed rows plain, when a text that begins with `head` has some of people."""
    headers = (_header(found[1]) for found in _TABLE.finditer(head))
    return _plain if any(header is not None for header in headers) else None


def _plain(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return respelled_lines(pieces, _Console().changes)


class _Console:
    """Lines one by one, and the header above them."""

    __slots__ = ("_header",)

    def __init__(self) -> None:
        self._header: _Header | None = None

    def changes(self, line: bytes) -> Iterator[Replacement]:
        """What becomes of a line that is a row."""
        text = line.decode("utf-8", "replace").rstrip() if len(line) <= _LONGEST else ""
        pairs = _pairs(self._header, text) if self._header is not None else ""
        if pairs:
            yield 0, len(line), pairs.encode()
        elif self._header is None or not (_BELOW.fullmatch(text) or _NUMBER.match(text)):
            self._header = _header(line)


def _header(line: bytes) -> _Header | None:
    """The columns that a line names; None when it names none of people."""
    text = line.decode("utf-8", "replace").rstrip()
    if len(line) > _LONGEST or not _NAMES.fullmatch(text):
        return None
    found = [word for word in _TITLE.finditer(text) if word[0].lower() not in _OWN_TITLES]
    names = tuple(word[0] for word in found)
    told = _LEAST_TITLES <= len(names) <= _MOST_TITLES
    if not told or count_speaking(map(str.encode, names)) < _LEAST_PEOPLE:
        return None
    gaps = tuple((one.end(), other.start()) for one, other in pairwise(found))
    return _Header(names, gaps, "|" in text)


def _pairs(header: _Header, text: str) -> str:
    """The values of a row, each with its name; nothing when a line is none of the table."""
    number = _NUMBER.match(text)
    if number is None or (number["box"] is not None) != header.boxed:
        return ""
    body = (text.removesuffix("|") if header.boxed else text).ljust(header.gaps[-1][1])
    blanks = [found.span() for found in _BLANKS.finditer(body)]
    edges = [number.end()]
    for low, high in header.gaps:
        edge = _edge(blanks, max(low, edges[-1]), high)
        if edge < 0:
            return ""
        edges.append(edge)
    cells = [body[low:high].strip() for low, high in pairwise([*edges, len(body)])]
    told = zip(header.names, cells, strict=True)
    return " ".join(f"{name}={cell}" for name, cell in told if cell and cell not in _MISSING)


def _edge(blanks: list[tuple[int, int]], low: int, high: int) -> int:
    """Where a column begins between the titles that end and begin there; -1 without blanks.

    The cell left of it may go on there, and the one right of it may begin there: the widest
    blanks part them, or else the last ones.
    """
    between = [(end - begin, begin, end) for begin, end in blanks if begin < high and end > low]
    if not between:
        return -1
    _, begin, end = max(between)
    return max(begin, min(end, high))


__all__ = ["find_rewrite"]
