"""Tables that are turned: a row for each field of a person, or a column for each person.

``patient_id;attribute;value`` (entity, attribute, value, as research and form programs export)
becomes a record for each run of rows of one entity, whose columns are the attributes.
``Champ;Patient 1;Patient 2`` is given out with rows and columns exchanged, if it is small.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, zip_longest

import numpy as np

from leakscan.raw.chunk import Offsets, Table
from leakscan.readers.escapes import Bytes
from leakscan.readers.json_names import MAX_COLUMNS, Columns, KeyNames, hash_spans
from leakscan.readers.labels import LABEL_BYTES
from leakscan.readers.person_words import hold_people, speaks_of_people
from leakscan.readers.rows import Rows
from leakscan.readers.side_pairs import side_by_side
from leakscan.readers.stacked import cards, may_be_cards
from leakscan.readers.stacked import label_column as stacked_labels
from leakscan.readers.table_head import first_rows, split_titles

HEAD_ROWS = 400
"""Rows that are looked at; a table that is turned whole has fewer."""
_MIN_ROWS, _MIN_LABELS, _MIN_PEOPLE = 4, 3, 2
_LABELS_IN = 4
"""Of so many first cells of a table with a column for each person, one names a field about them;
of a table with a row for each, these cells are values."""
_MAX_WIDTH = 6
"""Columns of a table of attributes."""
_PEOPLE_SHARE = 0.4
_ONCE = 0.75
"""Of the rows of an entity that name a label of their own."""
_HEAD_CHARACTERS = 1024 * 1024
"""Of the rows of a sheet that are held to be exchanged with its columns."""
_FEW = 12
"""First cells of a column that tell whether it is one of labels."""
Cells = Sequence[Sequence[bytes]]
"""The first rows of a table, as they are cut."""


def head_cells(data: Bytes, rows: Rows) -> list[list[bytes]]:
    """The cells of the first rows; none where the table is neither narrow nor begins with labels.

    Most tables are wide, and of them one look at the first column is enough.
    """
    stop = int(np.searchsorted(np.cumsum(rows.column == 0), HEAD_ROWS, side="right"))
    column, starts, ends = rows.column[:stop], rows.starts[:stop], rows.ends[:stop]
    if column.max(initial=0) >= _MAX_WIDTH:
        first = np.flatnonzero(column == 0)
        first = first[1 : 1 + _FEW]
        labels = {cell.strip() for cell in _texts(data, starts[first], ends[first])}
        if not any(map(_is_label, labels)):
            return []
    cells: list[list[bytes]] = []
    for number, cell in zip(column.tolist(), _texts(data, starts, ends), strict=True):
        if number == 0:
            cells.append([])
        cells[-1].append(cell)
    return cells


def _texts(data: Bytes, starts: Offsets, ends: Offsets) -> list[bytes]:
    text = data.tobytes()
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return [text[start:end] for start, end in spans]


def _is_label(cell: bytes) -> bool:
    """Whether a cell may be what a field about people is called."""
    return 0 < len(cell) <= LABEL_BYTES and speaks_of_people(cell)


def label_column(cells: Cells) -> int:
    """Which column of a table holds names of fields about people; -1 for none."""
    width = Counter(map(len, cells)).most_common(1)[0][0] if cells else 0
    if len(cells) < _MIN_ROWS or not 3 <= width <= _MAX_WIDTH:
        return -1
    body = [row for row in cells[1:] if len(row) == width]
    for column in range(1, width - 1):
        if _are_labels([row[column].strip() for row in body]) and _value_columns(body, column):
            return column
    return -1


def _value_columns(body: Cells, label: int) -> set[int]:
    """The columns behind that of labels whose cells tell people apart: not counters nor types."""
    return {
        column
        for column in range(label + 1, max(map(len, body)))
        if hold_people((row[label].strip(), row[column]) for row in body if len(row) > column)
    }


def _entity_column(body: Cells, label: int) -> int:
    """The column that says whose an attribute is: it changes seldom, and names no label twice."""
    changes = [
        sum(one[at : at + 1] != other[at : at + 1] for one, other in pairwise(body))
        for at in range(label)
    ]
    once = [
        len({(*row[at : at + 1], row[label]) for row in body if len(row) > label})
        for at in range(label)
    ]
    sound = [at for at in range(label) if _ONCE * len(body) <= once[at]]
    return min(sound or range(label), key=lambda at: changes[at])


def _are_labels(cells: list[bytes]) -> bool:
    """Whether cells say again and again what fields are called."""
    distinct = set(cells)
    if len(distinct) < _MIN_LABELS or 2 * len(distinct) > len(cells):
        return False
    people = sum(map(_is_label, distinct))
    return people >= max(_MIN_PEOPLE, _PEOPLE_SHARE * len(distinct))


def exchanged(cells: Cells) -> Iterator[list[str]] | None:
    """The table with a row for each person; None when it has one already.

    Labels stand in the first column, or by turns with their values.
    """
    width = max(map(len, cells), default=0)
    if width < 3:
        return None
    across = side_by_side(cells)
    if across is not None or len(cells) < _MIN_ROWS:
        return across
    blocks = _blocks(cells)
    return _turned(blocks) if all(map(_has_people_across, blocks)) else None


def _blocks(cells: Cells) -> list[Cells]:
    """Rows in blocks one below the other, each of which begins with the label of the first."""
    labels = [row[0].strip() for row in cells]
    first = next(filter(_is_label, labels), None)
    begins = [at for at, label in enumerate(labels) if label == first]
    # As many rows stand above the first label in each: who it is, or a title.
    edges = [0, *(at - begins[0] for at in begins[1:]), len(cells)]
    return [cells[low:high] for low, high in pairwise(edges)]


def _has_people_across(cells: Cells) -> bool:
    """Whether rows begin with names of fields about people, and go on with values of them."""
    people = [label for row in cells if _is_label(label := row[0].strip())]
    least = max(_MIN_LABELS, len(cells) // _LABELS_IN)
    if len(people) < least or len(set(people)) < len(people):
        return False
    return hold_people((row[0], value) for row in cells for value in row[1:])


def _turned(blocks: list[Cells]) -> Iterator[list[str]]:
    """The columns of blocks as rows; a blank row stands between blocks."""
    for number, block in enumerate(blocks):
        if number:
            yield [""]
        for column in zip_longest(*block, fillvalue=b""):
            yield [cell.decode("utf-8", "replace") for cell in column]


def upright(rows: Iterable[Sequence[str]]) -> Iterable[Sequence[str]]:
    """The rows of a sheet, exchanged with its columns where it has a column for each person.

    Titles above go with them. Only a sheet that begins with labels and has few rows is looked at
    whole.
    """
    titles, _, rows = split_titles(rows)
    head = first_rows(rows, _FEW, _HEAD_CHARACTERS)
    if may_be_cards(head):
        head += first_rows(rows, HEAD_ROWS - len(head), _HEAD_CHARACTERS)
        column = stacked_labels(head)
        if column >= 0:
            return chain(titles, cards(head, rows, column))
        rows = chain(head, rows)
        head = first_rows(rows, _FEW, _HEAD_CHARACTERS)
    labels = [row[0].strip().encode("utf-8", "replace") for row in head if row]
    if sum(map(_is_label, labels)) < max(len(head) // _LABELS_IN, _MIN_LABELS):
        return chain(titles, head, rows)
    head += first_rows(rows, HEAD_ROWS - len(head), _HEAD_CHARACTERS)
    rest = first_rows(rows, 1, 1)
    filled = [[cell.encode("utf-8", "replace") for cell in row] for row in head if any(row)]
    turned = None if rest else exchanged(filled)
    return chain(titles, head, rest, rows) if turned is None else chain(titles, turned)


class Attributes:
    """Turns rows of a table of attributes into records whose columns are the attributes."""

    def __init__(
        self, cells: Cells, label: int, *, every_cell: bool = False, named: bool = False
    ) -> None:
        """See `label_column`; `named` where the first of the cells are names, and no row."""
        self._columns = Columns()
        self._label, self._every_cell = label, every_cell
        self.table.turned = True
        # The name of the column of attributes is none of them.
        self._header = cells[0][label] not in {row[label] for row in cells[1:] if len(row) > label}
        names = [name.decode("utf-8", "replace") for name in cells[0][:label]]
        self.table.columns += names if self._header or named else [""] * label
        self._header &= not named
        self._entity = _entity_column(cells[1:], label)
        self._width = len(cells[0])
        self._values = sorted(_value_columns(cells[1:], label))

    @property
    def table(self) -> Table:
        """The entities' columns, then the attributes met so far."""
        return self._columns.table

    def take(self, data: Bytes, rows: Rows, *, whole: bool) -> Rows:
        """The rows as records; the last of them, which may go on, only if it is `whole`."""
        first = np.flatnonzero(rows.column == 0)
        row = np.cumsum(rows.column == 0) - 1
        number = self._numbers(data, rows, row, first.size)
        entity = hash_spans(data, *self._spans(rows, row, first.size, self._entity))
        begins = np.append(np.True_, entity[1:] != entity[:-1])[: first.size]
        kept = rows.column != self._label
        if not self._every_cell:
            # Who it is stands in every row, and counts once.
            kept &= (rows.column > self._label) | begins[row]
        if self._header and first.size:
            self._header = False
            kept &= row > 0
            begins[:2] = (False, True)[: begins.size]
            kept |= (row == 1) & (rows.column < self._label)
        starts = rows.record_starts[begins]
        size = rows.size
        if not whole and starts.size > 1:
            size = int(starts[-1])
            starts = starts[:-1]
            kept &= rows.starts < size
        column = np.where(rows.column > self._label, MAX_COLUMNS, rows.column)
        # What stands beyond the columns was parted from a value.
        valued = np.isin(rows.column, self._values) | (rows.column >= self._width)
        column = np.where(valued, number[row], column)
        return Rows(size, starts, rows.starts[kept], rows.ends[kept], column[kept].astype(np.int32))

    def _numbers(self, data: Bytes, rows: Rows, row: Offsets, count: int) -> Offsets:
        """The column number of each row's attribute; beyond all where it has none."""
        starts, ends = self._spans(rows, row, count, self._label)
        told = ends > starts
        if self._header:
            told[:1] = False
        starts, ends = starts[told], ends[told]
        names = KeyNames(data, starts, ends, np.arange(starts.size), np.full(starts.size, -1))
        number = np.full(count, MAX_COLUMNS, np.int64)
        number[told] = self._columns.numbers(names)
        return number

    @staticmethod
    def _spans(rows: Rows, row: Offsets, count: int, column: int) -> tuple[Offsets, Offsets]:
        """Where the cell of a column stands in each row; nothing where there is none."""
        at = np.flatnonzero(rows.column == column)
        starts, ends = np.zeros(count, np.int64), np.zeros(count, np.int64)
        starts[row[at]], ends[row[at]] = rows.starts[at], rows.ends[at]
        return starts, ends


__all__ = ["HEAD_ROWS", "Attributes", "exchanged", "head_cells", "label_column", "upright"]
