"""What a document's reader gives, sorted for tests; and documents taken apart."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from leakscan.model.coverage import Gap
from leakscan.model.errors import ReadError
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import ByteStream
from leakscan.readers.opening import ReadOptions, open_member
from tests.readers.reading import check, until_error


@dataclass
class Found:
    """What was read.

    Attributes:
        formats: Of the document.
        gaps: What was not read.
        texts: Text of each chunk.
        prose: Text outside tables.
        members: Files inside, by name.
    """

    formats: list[str]
    gaps: list[Gap]
    texts: list[str] = field(default_factory=list)
    prose: str = ""
    records: list[str] = field(default_factory=list)
    members: dict[str, bytes] = field(default_factory=dict)
    tables: list[Chunk] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def rows(self, sheet: int) -> list[list[str]]:
        """Cells of a sheet, row by row."""
        found: list[list[str]] = []
        for chunk in self.tables:
            if chunk.sheet != sheet or chunk.fields is None:
                continue
            spans = zip(chunk.fields.column, chunk.fields.starts, chunk.fields.ends, strict=True)
            for column, start, end in spans:
                if not column:
                    found.append([])
                found[-1].append(chunk.data[start:end].decode())
        return found

    def lines(self, sheet: int) -> list[int]:
        """Line of each record of a sheet."""
        return [
            chunk.first_line + chunk.data.count(b"\n", 0, start)
            for chunk in self.tables
            if chunk.sheet == sheet
            for start in chunk.record_starts.tolist()
        ]


def examine(data: bytes, name: str = "", **options: object) -> Found:
    """Read a document whole, checking every chunk on the way."""
    reading = open_member(io.BytesIO(data), name, ReadOptions(**options))  # type: ignore[arg-type]
    found = Found(reading.formats, reading.gaps)
    for item in until_error(reading):
        if not isinstance(item, Chunk):
            try:
                found.members[item.name] = b"" if item.gap else _whole(item.open())
            except ReadError as error:
                found.gaps.append(Gap(reason=error.reason, where=error.detail))
            continue
        check(item)
        text = item.data[item.begin : item.end].decode()
        found.texts.append(text)
        if item.table is not None:
            found.tables.append(item)
        else:
            found.prose += text
            found.pages.append(item.first_page)
            stops = [*item.record_starts.tolist()[1:], item.end]
            spans = zip(item.record_starts.tolist(), stops, strict=True)
            found.records += [item.data[start:end].decode() for start, end in spans]
    return found


def _whole(stream: ByteStream) -> bytes:
    parts = []
    while block := stream.read(1 << 16):
        parts.append(block)
    return b"".join(parts)


def replaced(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A package with some parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return out.getvalue()
