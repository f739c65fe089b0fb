"""SQL tables with a row for each field of a person, which become a record for each person.

``(2101, 'demande_rdv', 'nom', '', 0, 'DURAND'), (2101, 'demande_rdv', 'prenom', …)``: so keep
programs the forms that people fill in (Drupal, WordPress, REDCap). See `pivoted`.
"""

import numpy as np

from leakscan.frozen import frozen
from leakscan.raw.chunk import Offsets, Table
from leakscan.readers.escapes import Bytes
from leakscan.readers.pivoted import Attributes, head_cells, label_column
from leakscan.readers.rows import Rows

LOOK_BYTES = 16 * 1024
"""Of the first rows of a table, which tell whether they are such."""
_MOST_COLUMNS = 6
_MOST_TABLES = 64


@frozen(kw_only=False, repr=False)
class Shape:
    """What rows of a table are: records, or attributes of records."""

    table: Table
    attributes: Attributes | None

    def take(self, data: Bytes, rows: Rows, *, whole: bool) -> Rows:
        """The rows as records; none where the only one may go on.

        Args:
            data: What they were indexed in.
            rows: Of it.
            whole: No row of the last record follows.
        """
        if self.attributes is None or not rows.record_starts.size:
            return rows
        taken = self.attributes.take(data, rows, whole=whole)
        if whole or taken.record_starts.size > 1 or taken.size < rows.size:
            return taken
        return Rows(0, rows.record_starts[:0], rows.starts[:0], rows.ends[:0], rows.column[:0])


class Shapes:
    """The shapes of the tables met so far."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[int, Shape] = {}

    def is_known(self, table: Table) -> bool:
        """Whether no row needs to be looked at to tell."""
        wide = len(table.columns) > _MOST_COLUMNS
        return wide or id(table) in self._known or len(self._known) >= _MOST_TABLES

    def of(self, table: Table) -> Shape:
        """What the rows of a table are, which must be kept while it is asked for."""
        return self._known.get(id(table)) or Shape(table, None)

    def learn(self, table: Table, data: Bytes, rows: Rows) -> None:
        """Tell from its first rows what those of a table are."""
        cells = head_cells(data, rows)
        width = max(map(len, cells), default=0)
        names = [name.encode() for name in table.columns] or [b""] * width
        head = [names, *cells]
        label = label_column(head) if len(names) == width else -1
        turned = None if label < 0 else Attributes(head, label, every_cell=True, named=True)
        self._known[id(table)] = Shape(table if turned is None else turned.table, turned)


def last_end(ends: Offsets, size: int) -> int:
    """Where the last row ends that does before `size`."""
    return int(ends[np.searchsorted(ends, size, side="right") - 1])


__all__ = ["LOOK_BYTES", "Shape", "Shapes", "last_end"]
