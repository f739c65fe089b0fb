"""Lists of values, one for each column, to records and fields; see `vectors` for the format."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from leakscan.frozen import slotted
from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk
from leakscan.readers.grid import grid_chunks
from leakscan.readers.prose import prose_chunks
from leakscan.readers.texts import document_of, in_sequence
from leakscan.readers.variables import Calendar
from leakscan.readers.vectors import CALLS, KEY
from leakscan.readers.window import TextWindow

_MAX_BYTES = 16 * 1024 * 1024
_MIN_COLUMNS, _MIN_ROWS = 2, 3
_MOST_COLUMNS = 4096
_OPENING = deferred(KEY + CALLS + rb"(?:(?<=[^\w.]c\()|(?P<bracket>\[)|(?=-?\d+L?:\d))")
_ITEM = deferred(
    rb"\s*+(?:[\w.]{1,64}\s*+=\s*+)?"
    rb'(?:"(?P<double>[^"\\]*(?:\\.[^"\\]*)*)"|\'(?P<single>[^\'\\]*(?:\\.[^\'\\]*)*)\''
    rb"|(?P<call>(?!c\()[A-Za-z][\w.:]{0,63})\((?P<inside>[^()]{0,200})\)|(?P<plain>[^\s,()\[\]\"'{}]{1,64}))?"
    rb"\s*+(?P<after>[,)\]])",
    re.DOTALL,
)
_ATTRIBUTE = deferred(rb"\s*,\s*(?P<name>[\w.]{1,40})\s*=\s*")
_LITERAL = deferred(rb"""\s*(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|[\w.+-]{1,64})""")
_CLOSING = deferred(rb"\s*\)")
_COMBINED = deferred(rb"c\(")
_RANGE = deferred(rb"(-?\d{1,9})L?:(-?\d{1,9})L?")
_BETWEEN = deferred(rb"[\s,;]*")
_SCALAR = deferred(
    KEY + rb"(?:\"[^\"\\\n]{0,200}\"|'[^'\\\n]{0,200}'|[\w.+-]{1,64})(?=\s*[,)}\n])[\s,;]*"
)
_MISSING = frozenset(
    "NA NA_character_ NA_integer_ NA_real_ NULL None nan NaN np.nan NaT pd.NaT pd.NA "
    "missing".split()
)
_WHOLE = deferred(r"(-?\d+)(?:L|\.0)")
_DATE_PARTS = deferred(r"\s*(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})")
_QUOTED = deferred(r"[\"']([^\"']*)[\"']")
_ESCAPED = deferred(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": ""}
_CALENDARS = {
    "Date": Calendar(epoch="1970-01-01", milliseconds=86_400_000),
    "POSIXct": Calendar(epoch="1970-01-01", milliseconds=1000),
}


@slotted
class _Vector:
    """A list of values.

    Attributes:
        name: Of the column.
        values: As text, empty where they are missing; or a range of numbers.
        start, end: Where it stands, its name and what is called on it included.
    """

    name: str
    values: Sequence[object]
    start: int
    end: int


def read_vectors(window: TextWindow) -> Iterator[Chunk]:
    """Chunks of rows, whose columns are the lists, and of the prose around them."""
    size = window.fill(0, _MAX_BYTES + 1)
    if size > _MAX_BYTES:
        yield from prose_chunks(window)
        return
    chunks = in_sequence(_chunks(window.text(0, size), window.chunk_bytes))
    yield from (chunk for chunk in chunks if isinstance(chunk, Chunk))


def _chunks(text: bytes, chunk_bytes: int) -> Iterator[Chunk]:
    done = 0
    for sheet, (start, vectors) in enumerate(_tables(text), 1):
        yield from _prose(text[done:start], chunk_bytes)
        names = [vector.name for vector in vectors]
        rows = map(list, zip(*(map(str, vector.values) for vector in vectors), strict=True))
        yield from grid_chunks(
            names, rows, header_certain=True, chunk_bytes=chunk_bytes, sheet=sheet
        )
        # What all rows share stands between two lists.
        shared = (text[one.end : other.start].strip(b", ") for one, other in pairwise(vectors))
        yield from _prose(b"\n".join(filter(None, shared)), chunk_bytes)
        done = vectors[-1].end
    yield from _prose(text[done:], chunk_bytes)


def _prose(text: bytes, chunk_bytes: int) -> Iterator[Chunk]:
    if text.strip(b" \t\r\n,;(){}[]"):
        yield from document_of([text.decode(errors="replace")], chunk_bytes=chunk_bytes)


def _tables(text: bytes) -> Iterator[tuple[int, list[_Vector]]]:
    """Where each run of lists of one length begins, and the lists."""
    run = list[_Vector]()
    for vector in _Lists(text).vectors():
        joined = run and _joined(text, run[-1].end, vector.start)
        if not joined or len(vector.values) != len(run[0].values) or len(run) > _MOST_COLUMNS:
            if _is_table(run):
                yield run[0].start, run
            run = []
        if len(vector.values) >= _MIN_ROWS:
            run.append(vector)
        else:
            run = []
    if _is_table(run):
        yield run[0].start, run


def _is_table(run: list[_Vector]) -> bool:
    """Whether lists are columns: not the same terms for every field of a form."""
    written = [vector.values for vector in run if isinstance(vector.values, list)]
    return len(run) >= _MIN_COLUMNS and any(values != run[0].values for values in written)


def _joined(text: bytes, begin: int, end: int) -> bool:
    """Whether nothing but commas, and values that all rows share, stands between two lists."""
    between = _BETWEEN.match(text, begin)
    at = between.end() if between else begin
    while at < end and (found := _SCALAR.match(text, at, end)):
        at = found.end()
    return at == end


class _Lists:
    """The lists of a text, one after the other; what fails is not looked at again."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._at = 0

    def vectors(self) -> Iterator[_Vector]:
        """Those that are written out."""
        while found := _OPENING.search(self._text, self._at):
            self._at = found.end()
            vector = self._vector(found)
            if vector is not None:
                yield vector

    def _take(self, pattern: "re.Pattern[bytes]") -> "re.Match[bytes] | None":
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _vector(self, found: "re.Match[bytes]") -> _Vector | None:
        """The list that an opening begins; None when it is not written out."""
        name = found["bare"] or found["ticked"] or found["double"] or found["single"]
        calls = found["calls"].count(b"(")
        values: Sequence[object] | None
        if found["bracket"] is not None:
            values = self._items(b"]")
        elif found["calls"].rstrip().endswith(b"c("):
            values = self._items(b")")
            calls -= 1
        else:
            values = self._range()
        if values is None or (told := self._attributes(calls)) is None:
            return None
        if isinstance(values, list):
            values = _meant(values, told)
        return _Vector(name.decode(errors="replace"), values, found.start(), self._at)

    def _attributes(self, calls: int) -> dict[bytes, list[str]] | None:
        """What functions are called with beside the list, up to where the last one ends."""
        told: dict[bytes, list[str]] = {}
        while calls > 0:
            if attribute := self._take(_ATTRIBUTE):
                given = self._given()
                if given is None:
                    return None
                told[attribute["name"]] = given
            elif self._take(_CLOSING):
                calls -= 1
            else:
                return None
        return told

    def _given(self) -> list[str] | None:
        """The value of an attribute: a list, or a word or text."""
        if self._take(_COMBINED):
            return self._items(b")")
        literal = self._take(_LITERAL)
        return None if literal is None else [literal[0].decode(errors="replace").strip(" \"'")]

    def _range(self) -> range | None:
        """``1:160``."""
        found = self._take(_RANGE)
        if found is None:
            return None
        first, last = int(found[1]), int(found[2])
        step = 1 if last >= first else -1
        return range(first, last + step, step)

    def _items(self, closing: bytes) -> list[str] | None:
        """Values up to the sign that closes the list."""
        values: list[str] = []
        while found := self._take(_ITEM):
            value = _value(found)
            if value is not None:
                values.append(value)
            if found["after"] == closing:
                return values
            if found["after"] != b"," or value is None:
                return None
        return None


def _value(found: "re.Match[bytes]") -> str | None:
    """A value as text, empty when it is missing; None where there is none before the sign."""
    quoted = found["double"] if found["double"] is not None else found["single"]
    if quoted is not None:
        text = quoted.decode(errors="replace")
        return _ESCAPED.sub(_unescaped, text) if "\\" in text else text
    if found["call"] is not None:
        return _called(found["inside"].decode(errors="replace"))
    if found["plain"] is None:
        return None
    plain = found["plain"].decode(errors="replace")
    if plain in _MISSING:
        return ""
    whole = _WHOLE.fullmatch(plain)
    return whole[1] if whole else plain


def _called(inside: str) -> str:
    """The date that ``datetime.date(1950, 1, 31)`` or ``Timestamp('1950-01-31')`` is made of."""
    if parts := _DATE_PARTS.match(inside):
        year, month, day = parts.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    quoted = _QUOTED.search(inside)
    return quoted[1].removesuffix(" 00:00:00") if quoted else inside.strip()


def _unescaped(found: "re.Match[str]") -> str:
    code = found[1] or found[2]
    if code:
        return chr(int(code, 16)).encode("utf-8", "replace").decode()
    return _CONTROLS.get(found[3], found[3])


def _meant(values: list[str], told: dict[bytes, list[str]]) -> list[str]:
    """What codes of a factor and numbers of days stand for."""
    levels = told.get(b"levels", told.get(b".Label", []))
    labels = told.get(b"labels", [])
    kind = (told.get(b"class") or [""])[0]
    if levels and kind == "factor":
        meanings = {str(number): level for number, level in enumerate(levels, 1)}
        return [meanings.get(value, "") for value in values]
    if labels:
        # Without levels these are the values in order, which only R sorts as R does.
        meanings = dict(zip(levels or sorted({*values} - {""}), labels, strict=False))
        return [meanings.get(value, value) for value in values]
    if kind not in _CALENDARS:
        return values
    try:
        numbers = np.array([float(value) if value else np.nan for value in values])
    except ValueError:
        return values
    texts = _CALENDARS[kind].texts(numbers)
    return [text if value else "" for text, value in zip(texts, values, strict=True)]
