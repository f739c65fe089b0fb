"""Counting a chunk's hits rule by rule, and finding the places of the first of them."""

from collections.abc import Mapping, Sequence
from dataclasses import field

import numpy as np

from leakscan.evidence.parts import Part
from leakscan.frozen import frozen
from leakscan.model.state import MAX_PLACES, FileState, Place
from leakscan.model.taxonomy import RuleInfo
from leakscan.raw.chunk import NO_COLUMN, Chunk, Offsets
from leakscan.raw.lines import positions_of
from leakscan.raw.places import all_of

_DISTINCT = frozenset({"nir", "phone", "email"})
"""Categories whose distinct values are counted."""
_FORM_FEED = ord("\f")


@frozen
class Columns:
    """What is known of the columns of a chunk's table.

    Attributes:
        header_records: How many of *this chunk's* first records are a header.
        header_rows: How many of *the table's* are.
        names: Printable name of each column.
        laboratory: The columns are those of a laboratory or hospital; told once per table.
        establishment, insurer: Columns that name them, `NO_COLUMN` for none.
        new_layout: This is the first chunk of a table whose columns have names.
        misspelt: How many hits in them rest on words with a typing error, by rule.
    """

    header_records: int = 0
    header_rows: int = 0
    names: Sequence[str] = ()
    laboratory: bool = False
    establishment: int = NO_COLUMN
    insurer: int = NO_COLUMN
    new_layout: bool = False
    misspelt: Mapping[int, int] = field(default_factory=dict)


NO_COLUMNS = Columns()


class Tallies:
    """Adds the parts of one chunk to the tallies of a state."""

    def __init__(
        self, state: FileState, rules: Sequence[RuleInfo], chunk: Chunk, columns: Columns
    ) -> None:
        self._state, self._rules, self._chunk, self._columns = state, rules, chunk, columns
        self._records: dict[int, list[Offsets]] = {}
        self._rows: dict[int, int] = {}
        self._wanted: list[tuple[int, int, int, int]] = []

    def add(self, part: Part) -> None:
        """Count the hits of one part."""
        rule = self._rules[part.rule]
        tally = self._state.tally(rule.id)
        tally.counts = tally.counts + part.counts
        self._records.setdefault(part.rule, []).append(part.record)
        if self._chunk.width and part.of_column != NO_COLUMN:
            # In whole rows each has one cell of a column.
            self._rows[part.rule] = part.record.size
        if rule.category in _DISTINCT and part.prints is not None:
            tally.count_distinct(part.prints)
        if self._columns.names and part.of_column != NO_COLUMN:
            tally.fields[self._columns.names[part.of_column]] += part.start.size
        elif self._columns.names:
            in_column = np.bincount(part.column[part.column != NO_COLUMN])
            for column in np.flatnonzero(in_column).tolist():
                tally.fields[self._columns.names[column]] += int(in_column[column])
        room = MAX_PLACES - len(tally.places)
        if room > 0:
            firsts = (array[:room].tolist() for array in (part.start, part.record, part.column))
            rules = [part.rule] * min(room, part.start.size)
            self._wanted += zip(*firsts, rules, strict=True)

    def finish(self) -> None:
        """Count the records, and add the places: the first of each rule, in the text's order."""
        size = self._chunk.record_starts.size or 1
        for rule, found in self._records.items():
            lone = self._rows.get(rule) if len(found) == 1 else None
            records = _distinct(found, size) if lone is None else lone
            self._state.tally(self._rules[rule].id).records += records
        if self._wanted:
            self._add_places()

    def _add_places(self) -> None:
        chunk, names = self._chunk, self._columns.names
        # In the order of the text, counting lines and finding original offsets cost one pass.
        wanted = sorted(self._wanted)
        start, record, _, _ = np.array(wanted, np.int64).T
        originals = all_of(chunk.original, start).tolist()
        lines, characters = self._positions(start, record)
        pages = self._pages(start)
        first = chunk.first_record + 1 - self._columns.header_rows
        stands = zip(wanted, pages, originals, lines, characters, strict=True)
        for (_, number, column, rule), page, byte, line, character in stands:
            places = self._state.tally(self._rules[rule].id).places
            if len(places) < MAX_PLACES:
                place = Place(
                    sheet=chunk.sheet,
                    page=page,
                    byte=byte,
                    line=line,
                    record=first + number,
                    column=character,
                    field=names[column] if names and column != NO_COLUMN else "",
                )
                places.append(place)

    def _positions(self, start: Offsets, record: Offsets) -> tuple[list[int], list[int]]:
        """Line in the sheet and column of each start, ascending."""
        chunk = self._chunk
        # Only within the record, whose extent does not depend on how the text was cut.
        low = np.full(start.size, chunk.begin, np.int64)
        if chunk.record_starts.size:
            low = chunk.record_starts[record]
        data = np.frombuffer(chunk.data, np.uint8)
        lines, columns = positions_of(data, chunk.begin, start, low)
        return (chunk.first_line + lines).tolist(), columns.tolist()

    def _pages(self, start: Offsets) -> list[int]:
        """Page of each start, ascending; 0 without pages."""
        chunk = self._chunk
        if not chunk.first_page:
            return [0] * start.size
        data = np.frombuffer(chunk.data, np.uint8)
        turned = np.flatnonzero(data[chunk.begin : start[-1]] == _FORM_FEED) + chunk.begin
        return (chunk.first_page + np.searchsorted(turned, start)).tolist()


def _distinct(records: Sequence[Offsets], size: int) -> int:
    """How many of `size` records are in any of some arrays, each ascending."""
    if len(records) == 1:
        return int(records[0].size > 0) + int(np.count_nonzero(np.diff(records[0])))
    seen = np.zeros(size, np.bool_)
    for each in records:
        seen[each] = True
    return int(np.count_nonzero(seen))
