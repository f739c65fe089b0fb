"""Health documents in XML to records of named values: what CDA, FHIR and HPRIM XML share.

A format says what an element's text or an attribute means; elements without a meaning are kept
as well, so that nothing in a document goes unread. Files in base64 are examined by themselves.
"""

import base64
import io
from collections import deque
from collections.abc import Iterator
from typing import Protocol

from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.raw.embedded import ByteStream, Embedded, Item
from leakscan.readers.entries import Entry, EntryChunks
from leakscan.readers.markup import Attributes, parse
from leakscan.readers.options import ReadOptions

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Longest base64 text kept; of a longer one only its place is told."""
_MAX_TEXT = 256 * 1024
_MAX_DEPTH = 256
_MAX_RECORD = 512 * 1024
_TECHNICAL = frozenset(
    "root codeSystem classCode moodCode typeCode determinerCode nullFlavor xmlns version "
    "schemaLocation contextControlCode inversionInd use type unit lang ID styleCode colspan "
    "rowspan border width align valign id url codeSystemName mediaType representation".split()
)
"""Attributes that no person's data stands in."""
_BLOCKS = frozenset("br caption div dd dt h1 h2 h3 h4 item li list p paragraph table tr".split())
_CELLS = frozenset({"td", "th"})


class Roles(Protocol):
    """What the elements of a format mean."""

    narrative: frozenset[str]
    """Elements whose whole content is one text."""

    def begins(self, path: list[str]) -> bool:
        """Whether a record begins with this element."""
        ...

    def attribute(
        self, path: list[str], name: str, value: str, attributes: Attributes
    ) -> Entry | None:
        """Name and value of an attribute; None to keep it without a name."""
        ...

    def text(self, path: list[str], value: str, attributes: Attributes) -> Entry | None:
        """Name and value of an element's text; None to keep it without a name."""
        ...

    def holds_file(self, path: list[str], attributes: Attributes) -> bool:
        """Whether the text of an element, or its value, is a file in base64."""
        ...


def read_clinical(stream: ByteStream, options: ReadOptions, roles: Roles) -> Iterator[Item]:
    """The records of a document, and the files in it."""
    handler = ClinicalHandler(roles)
    chunks = EntryChunks(options.chunk_bytes)
    error: ReadError | None = None
    try:
        for found in parse(stream, handler):
            if isinstance(found, Embedded):
                yield found
            else:
                yield from chunks.add(found)
    except ReadError as damage:
        error = damage
    handler.finish()
    for found in handler.out:
        if isinstance(found, list):
            yield from chunks.add(found)
    yield from chunks.flush()
    if error is not None:
        raise error


class ClinicalHandler:
    """Gathers what stands in a record, as the parser meets it.

    Attributes:
        out: Records and files that are complete.
    """

    __slots__ = ("_attributes", "_files", "_path", "_record", "_roles", "_size", "_texts", "out")

    def __init__(self, roles: Roles) -> None:
        self.out: deque[list[Entry] | Embedded] = deque()
        self._roles = roles
        self._path: list[str] = []
        self._attributes: list[Attributes] = []
        self._texts: list[_Text] = []
        self._record: list[Entry] = []
        self._size = 0
        self._files = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element and its attributes."""
        if len(self._path) >= _MAX_DEPTH:
            raise ReadError(GapReason.TOO_DEEP, f"more than {_MAX_DEPTH} elements")
        inside = self._narrative()
        self._path.append(name)
        self._attributes.append(attributes)
        if inside is not None:
            inside.mark(name)
            self._texts.append(inside)
            return
        if self._roles.begins(self._path) and _says_something(self._record):
            self._give()
        holds_file = self._roles.holds_file(self._path, attributes)
        self._texts.append(_Text(MAX_FILE_BYTES if holds_file else _MAX_TEXT))
        for key, value in attributes.items():
            if holds_file and key == "value":
                self._texts[-1].add(value)
            elif key.rpartition(":")[2] not in _TECHNICAL and not key.startswith("xmlns"):
                entry = self._roles.attribute(self._path, key, value, attributes)
                self._keep(entry or (f"\0{name}@{key}", value))

    def text(self, text: str) -> None:
        """Belongs to the innermost element, or to the narrative around it."""
        if not self._texts:
            return
        target = self._texts[-1]
        if target.is_full and target.limit == _MAX_TEXT:
            self._keep(self._named(target.take()))
        target.add(text)

    def end(self, name: str) -> None:
        """The element's text is complete."""
        target = self._texts.pop()
        if self._texts and self._texts[-1] is target:
            if name in _BLOCKS:
                target.add("\n")
        elif self._roles.holds_file(self._path, self._attributes[-1]):
            self._file(target)
        elif text := target.take():
            self._keep(self._named(text))
        self._path.pop()
        self._attributes.pop()

    def finish(self) -> None:
        """The document has ended, complete or not."""
        while self._texts:
            self.end(self._path[-1])
        self._give()

    def _narrative(self) -> "_Text | None":
        """The text of the narrative that the parser is in."""
        if self._path and any(name in self._roles.narrative for name in self._path):
            return self._texts[-1]
        return None

    def _named(self, text: str) -> Entry:
        entry = self._roles.text(self._path, text, self._attributes[-1])
        return entry or (f"\0{self._path[-1]}", text)

    def _keep(self, entry: Entry) -> None:
        self._record.append(entry)
        self._size += len(entry[1])
        if self._size > _MAX_RECORD:
            self._give()

    def _give(self) -> None:
        if self._record:
            self.out.append(self._record)
        self._record, self._size = [], 0

    def _file(self, target: "_Text") -> None:
        self._files += 1
        name = f"{self._path[-1]} {self._files}"
        if target.is_full:
            gap = Gap(reason=GapReason.TOO_LARGE, where="base64")
            self.out.append(Embedded(name, io.BytesIO, gap=gap))
            return
        text = "".join(target.take().split())
        try:
            data = base64.b64decode(text + "=" * (-len(text) % 4))
        except ValueError:
            self._keep((f"\0{self._path[-1]}", text))
            return
        if data:
            self.out.append(Embedded(name, lambda: io.BytesIO(data), size=len(data)))


def _says_something(record: list[Entry]) -> bool:
    """Whether more stands in a record than what comes before the first (a wrapper's kind)."""
    return any(not name.startswith("\0") for name, _ in record)


class _Text:
    """Text in pieces, up to a limit.

    Attributes:
        limit: Most characters kept.
    """

    __slots__ = ("_parts", "_size", "limit")

    def __init__(self, limit: int) -> None:
        self._parts: list[str] = []
        self._size = 0
        self.limit = limit

    @property
    def is_full(self) -> bool:
        """Nothing more is kept."""
        return self._size >= self.limit

    def add(self, text: str) -> None:
        """More text."""
        if not self.is_full:
            self._parts.append(text)
            self._size += len(text)

    def mark(self, name: str) -> None:
        """An element begins inside: a line or a cell, or nothing."""
        if name in _BLOCKS:
            self.add("\n")
        elif name in _CELLS:
            self.add("\t")

    def take(self) -> str:
        """What was gathered, lines without surrounding blanks."""
        text = "".join(self._parts).strip()
        self._parts, self._size = [], 0
        if "\n" in text:
            text = "\n".join(line for line in map(str.strip, text.split("\n")) if line)
        return text
