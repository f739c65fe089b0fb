"""Lists on the pages of a PDF: rows of cells, told by where letters stand.

A PDF has no tables, only letters at places; as text, the cells of a row are parted by one space, as
words are. Where lines hold what tells people apart, the gaps between their words are measured, and
what no line writes across parts the columns. Only rows that are people or events become rows: the
results in a letter are read with the letter.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from leakscan.patterns import deferred
from leakscan.readers.blocks import END_OF_TABLE, Block, TableRow, is_listing, tells_apart
from leakscan.readers.further_tables import is_header
from leakscan.readers.pdf_words import Line, Word, pieces_of, seen_lines, words_of
from leakscan.readers.person_words import count_speaking

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

ROW, CELL = "\x10", "\x1f"
"""What begins a line that is a row, and what parts its cells."""
_MARKS = str.maketrans({ROW: " ", CELL: " "})
_MIN_LINES, _MIN_CELLS = 3, 3
_MAX_POOR = 2
"""Lines of fewer cells between rows: what did not fit in a cell."""
_LOOSE = 1.2
"""Of the least distance between lines: what parts rows whose cells take several lines."""
_ALIGNED = 0.8
"""Of the lines that have a word at one place: there a column begins, however narrow the gap."""
_GROUPED = 3
"""Digits of the groups in which numbers are written, which stand below each other as well."""
_FEW = 12
"""One line in so many may write across columns, as a title does."""
_MIN_MANY = 4
_MAX_SIGNS = 100_000
"""Of a page that is measured: nobody prints more on one."""
_UNIT = deferred(r"(?i)[gl]/[dmµ]?l\b|mol/|u?i/m?l\b|%|/mm3|mm/h|secondes\b")
_MIN_TITLES = 2
_RESULTS = 0.3
"""Of rows with a unit: results, whose dates are those of the results before."""


def with_rows(letters: "PdfTextPage", text: str) -> str:
    """The text of a page, in which lines that are rows of a list are marked as such.

    Args:
        letters: The page.
        text: Its text as PDFium gives it, sign by sign.
    """
    text = text.translate(_MARKS)
    lines = text.split("\n")
    if not _may_list(text, lines):
        return text
    seen = seen_lines(words_of(letters, text))
    shown = [" ".join(word.text for word in line) for line in seen]
    found = False
    for first, end in _groups(seen):
        rows = _rows(seen[first:end])
        if is_listing(rows) and not _are_results(rows):
            shown[first:end] = [ROW + CELL.join(row) for row in rows]
            found = True
    return "\n".join(shown) if found else text


def _may_list(text: str, lines: list[str]) -> bool:
    """Whether lines are worth being measured; signs beyond U+FFFF are two to PDFium."""
    if len(text) > _MAX_SIGNS or sum(tells_apart([line]) for line in lines) < _MIN_LINES:
        return False
    return max(text) <= "\uffff"


def blocks_of(pages: Iterable[str]) -> Iterator[Block]:
    """Text and rows of pages; a list that goes on without its header is given it once more."""
    header: list[str] = []
    for page in pages:
        texts = page.splitlines(keepends=True) if ROW in page else [page]
        for are_rows, lines in groupby(texts, lambda line: line.startswith(ROW)):
            if not are_rows:
                yield from lines
                continue
            rows = [line[1:].rstrip("\n").split(CELL) for line in lines]
            if is_header(rows[0]):
                header = rows[0]
            elif len(header) == len(rows[0]):
                yield TableRow(header)
            yield from map(TableRow, rows)
            yield END_OF_TABLE


def _groups(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """First line and end of each group in which lines of several pieces stand together."""
    first = last = -1
    for number, line in enumerate(lines):
        if len(pieces_of(line)) < _MIN_CELLS:
            continue
        if first >= 0 and number - last > _MAX_POOR + 1:
            yield first, last + 1
            first = -1
        first = number if first < 0 else first
        last = number
    if first >= 0:
        yield first, last + 1


def _rows(lines: list[Line]) -> list[list[str]]:
    """Lines as rows: words put into the columns that they stand in; none without columns."""
    full = [line for line in lines if len(pieces_of(line)) >= _MIN_CELLS]
    columns = _columns([piece for line in full for piece in pieces_of(line)], len(full))
    columns = _cut(columns, _column_starts(full))
    rows: list[list[str]] = []
    for line in lines if columns else []:
        row: list[list[str]] = [[] for _ in columns]
        for word in line:
            row[_column(word, columns)].append(word.text)
        rows.append([" ".join(texts) for texts in row])
    held = [number for number in range(len(columns)) if any(row[number] for row in rows)]
    return _joined(lines, [[row[number] for number in held] for row in rows])


def _joined(lines: list[Line], rows: list[list[str]]) -> list[list[str]]:
    """Rows whose cells take several lines as one: such lines stand closer than others."""
    heights = [line[0].middle for line in lines]
    pitches = [above - below for above, below in pairwise(heights)]
    loose = [pitch > _LOOSE * min(pitches) for pitch in pitches]
    if not any(loose) or all(loose):
        return rows
    starts = [0, *(number for number, far in enumerate(loose, 1) if far), len(rows)]
    parts = [rows[first:end] for first, end in pairwise(starts)]
    if any(sum(map(tells_apart, part)) > 1 for part in parts):
        return rows
    return [[" ".join(filter(None, cells)) for cells in zip(*part, strict=True)] for part in parts]


def _are_results(rows: list[list[str]]) -> bool:
    """Whether rows are results of one patient, dated or not: they are read with the letter.

    Not where titles speak of people: the last result of each may stand beside them.
    """
    if count_speaking(cell.encode() for cell in rows[0]) >= _MIN_TITLES:
        return False
    units = sum(any(_UNIT.search(cell) for cell in row) for row in rows)
    return units > _RESULTS * len(rows)


def _columns(pieces: list[tuple[float, float]], lines: int) -> list[tuple[int, int]]:
    """Left and right of each column: between them hardly any of so many lines writes."""
    low, high = min(left for left, _ in pieces), max(right for _, right in pieces)
    written = np.zeros(int(high - low) + 3, np.int64)
    for left, right in pieces:
        written[int(left - low) + 1 : int(right - low) + 2] += 1
    few = max(lines // _FEW, int(lines >= _MIN_MANY))
    edges = np.flatnonzero(np.diff((written > few).astype(np.int8), append=0))
    places = (edges + int(low)).tolist()
    return list(zip(places[::2], places[1::2], strict=True))


def _column_starts(lines: list[Line]) -> list[int]:
    """Where most lines begin a word behind words that differ: columns with a narrow gap."""
    before: dict[int, list[str]] = {}
    for line in lines:
        for word, following in pairwise(line):
            if not (_is_group(word.text) and _is_group(following.text)):
                before.setdefault(round(following.left), []).append(word.text)
    least = max(_ALIGNED * len(lines), _MIN_MANY)
    return [
        place
        for place, words in before.items()
        if len(words) >= least and len(set(words)) >= _ALIGNED * len(words) / 2
    ]


def _is_group(word: str) -> bool:
    return word.isdigit() and len(word) <= _GROUPED


def _cut(columns: list[tuple[int, int]], places: list[int]) -> list[tuple[int, int]]:
    """Columns cut where others begin inside them."""
    cut: list[tuple[int, int]] = []
    for left, right in columns:
        inside = [place for place in sorted(places) if left + 1 < place < right]
        cut += pairwise([left, *inside, right])
    return cut


def _column(word: Word, columns: list[tuple[int, int]]) -> int:
    """The column that a word shares most with, or the nearest."""
    shared = [min(word.right, right) - max(word.left, left) for left, right in columns]
    return shared.index(max(shared))


__all__ = ["CELL", "ROW", "blocks_of", "with_rows"]
