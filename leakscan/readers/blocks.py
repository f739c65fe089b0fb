"""Documents of paragraphs and tables, as records: letters stay whole, lists become tables.

The results in a letter belong to the person the letter is about, so a table is read with the
text around it. A table whose rows are people is a table: each of its rows is a record.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, islice
from typing import Final

from leakscan.frozen import frozen
from leakscan.raw.chunk import Chunk
from leakscan.readers.grid import grid_chunks
from leakscan.readers.person_words import speaks_of_people
from leakscan.readers.pivoted import upright
from leakscan.readers.table_head import first_rows
from leakscan.readers.texts import document_of, prose_of

_LOOK_ROWS = 200
_LOOK_CHARACTERS = 32 * 1024
_PROSE_CHARACTERS = 512 * 1024
"""Text held back while tables are given out, so that it stays one document."""
_IDENTITY = re.compile(r"(?:\d[ .\-]?){10,}|[^\s@]@[^\s@]|\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d\d")
_PERSON_WORDS = frozenset(
    "nom noms prenom prénom prenoms prénoms patient patients patiente beneficiaire bénéficiaire "
    "naissance ddn nir ins nss ipp dossier secu sécu matricule assure assuré telephone téléphone "
    "tel tél portable mobile email mail courriel adresse identifiant name surname firstname dob "
    "phone birthdate".split()
)
_MAX_LABEL = 40
_WORDS = re.compile(r"[^\W\d_]+")
_SHARE = 0.5
_MIN_ROWS = 2
_MIN_LISTED = 4
"""Lines of a list in a text: a header and three people."""


@frozen(kw_only=False, repr=False)
class TableRow:
    """A row of a table, its cells as text."""

    cells: list[str]


@frozen(kw_only=False)
class TableEnd:
    """The table ends that the rows before belong to."""


Block = str | TableRow | TableEnd
"""Text with its line ends, or a piece of a table."""
END_OF_TABLE: Final = TableEnd()


def block_chunks(
    blocks: Iterable[Block], *, chunk_bytes: int, first_page: int = 0
) -> Iterator[Chunk]:
    """Chunks of one document; blocks are taken as they are needed.

    Args:
        blocks: In the order of the document.
        chunk_bytes: Target size of a chunk.
        first_page: Number of the first page when form feeds turn pages, 0 without pages.
    """
    prose = Prose(chunk_bytes, first_page)
    blocks = iter(blocks)
    sheet = 0
    for block in blocks:
        if isinstance(block, str):
            yield from prose.add(block)
        elif isinstance(block, TableRow):
            rows = _rows(block, blocks)
            head = first_rows(rows, _LOOK_ROWS, _LOOK_CHARACTERS)
            if not is_listing(head):
                for row in chain(head, rows):
                    yield from prose.add(line_of(row))
                continue
            sheet += 1
            yield from grid_chunks(
                [],
                upright(chain(head, rows)),
                header_certain=False,
                chunk_bytes=chunk_bytes,
                sheet=sheet,
            )
    yield from prose.finish()


def sheet_chunks(blocks: Iterable[Block], *, chunk_bytes: int) -> Iterator[Chunk]:
    """Chunks of a workbook: every table is a sheet, text between them stands by itself."""
    blocks = iter(blocks)
    sheet = 0
    for block in blocks:
        if isinstance(block, TableRow):
            sheet += 1
            yield from grid_chunks(
                [],
                upright(_rows(block, blocks)),
                header_certain=False,
                chunk_bytes=chunk_bytes,
                sheet=sheet,
            )
        elif isinstance(block, str):
            yield from prose_of([block], chunk_bytes=chunk_bytes)


def line_of(cells: list[str]) -> str:
    """A row as a line of prose; ``Nom : DURAND`` for a row of a form."""
    is_form = len(cells) == 2 and all(cells) and len(cells[0]) <= _MAX_LABEL
    if is_form and ":" not in cells[0] and speaks_of_people(cells[0].encode()):
        return f"{cells[0]} : {cells[1]}\n"
    return "\t".join(cells).rstrip("\t") + "\n"


def is_listing(rows: list[list[str]]) -> bool:
    """Whether rows are people or events, each of its own, rather than parts of a letter.

    The titles of the columns say so, or most rows hold what tells people apart: a long number,
    an address of mail, a date with its year, in the same table as two columns or more.
    """
    filled = [row for row in rows if any(row)]
    if len(filled) < _MIN_ROWS or max(map(len, filled)) < 2:
        return False
    titles = [set(_WORDS.findall(cell.lower()[:64])) for cell in filled[0]]
    people = [words & _PERSON_WORDS for words in titles if words & _PERSON_WORDS]
    if len(set[str]().union(*people)) >= 2 and len(people) >= 2 and not tells_apart(filled[0]):
        return True
    body = filled[1:]
    if len(body) < _MIN_ROWS:
        return False
    return sum(map(tells_apart, body)) > _SHARE * len(body) and _is_wide(body)


def holds_listing(text: str) -> bool:
    """Whether lines of cells, as `line_of` writes tables, are people or events."""
    if text.count("\t") < _MIN_LISTED:
        return False
    for wide, lines in groupby(text.splitlines(), lambda line: line.count("\t") > 1):
        rows = [line.split("\t") for line in islice(lines, _LOOK_ROWS)] if wide else []
        if len(rows) >= _MIN_LISTED and is_listing(rows):
            return True
    return False


def tells_apart(row: list[str]) -> bool:
    """Whether a row holds what tells people apart: a long number, a mailbox, a date."""
    return any(_IDENTITY.search(cell[:256]) for cell in row)


def _is_wide(rows: list[list[str]]) -> bool:
    """Not a form of names and values, two cells a row."""
    widths = [sum(map(bool, row)) for row in rows]
    return sum(width > 2 for width in widths) > _SHARE * len(widths)


def _rows(first: TableRow, blocks: Iterator[Block]) -> Iterator[list[str]]:
    """The rows of the table that began, to its end; text between them is a row."""
    yield first.cells
    for block in blocks:
        if isinstance(block, TableEnd):
            return
        yield block.cells if isinstance(block, TableRow) else [block]


class Prose:
    """The document's text outside its tables, kept together.

    What is more than `_PROSE_CHARACTERS` is given out block by block, all but the last block:
    cuts depend on the text since the one before, so they are those of the whole text.
    """

    __slots__ = ("_chunk_bytes", "_page", "_parts", "_size")

    def __init__(self, chunk_bytes: int, first_page: int = 0) -> None:
        self._chunk_bytes = chunk_bytes
        self._page = first_page
        self._parts: list[str] = []
        self._size = 0

    def add(self, text: str) -> Iterator[Chunk]:
        """More text."""
        self._parts.append(text)
        self._size += len(text)
        if self._size > _PROSE_CHARACTERS:
            yield from self._whole_blocks()

    def finish(self) -> Iterator[Chunk]:
        """What is left."""
        yield from self._document(self._chunk_bytes)

    def _whole_blocks(self) -> Iterator[Chunk]:
        last: Chunk | None = None
        for chunk in self._document(1):
            if last is not None:
                yield last
            last = chunk
        if last is not None:
            self._parts = [last.data[last.begin : last.end].decode()]
            self._size = len(self._parts[0])
            self._page = last.first_page

    def _document(self, chunk_bytes: int) -> Iterator[Chunk]:
        yield from document_of(self._parts, chunk_bytes=chunk_bytes, first_page=self._page)
