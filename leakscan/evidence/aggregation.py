"""Counting who, since when and from where: attributes of persons, dates of care, organisations."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from leakscan.evidence.groups import grouped
from leakscan.evidence.keyed import Fingerprinter
from leakscan.evidence.nir_attributes import known_of_nirs, months_of
from leakscan.evidence.parts import Part
from leakscan.evidence.persons import Persons, joined
from leakscan.evidence.places import Places, residences
from leakscan.evidence.tallies import Columns
from leakscan.model.aggregates import Aggregates
from leakscan.model.keyed_counts import KeyedCounts
from leakscan.model.profiles import BIRTH, LIVES_IN, SEX
from leakscan.model.taxonomy import RuleInfo
from leakscan.native import records
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import NO_COLUMN, Chunk, Offsets
from leakscan.raw.selection import selected

_CARE_RULE, _FINESS_RULE = "date.sample", "fr.finess"
_FIRST_YEAR = 1950
_MIN_LAYOUT = 3
"""Columns from which a layout says something: ``id;nom`` is everybody's."""


class Aggregation:
    """Counts the parts of chunks into aggregates, under one key."""

    def __init__(
        self, rules: Sequence[RuleInfo], fingerprinter: Fingerprinter, *, year: int
    ) -> None:
        self._rules, self._fingerprinter, self._year = rules, fingerprinter, year

    def count_layout(self, aggregates: Aggregates, chunk: Chunk, columns: Columns) -> None:
        """Count the layout of a new table."""
        table = chunk.table
        if table is not None and columns.new_layout and len(table.columns) >= _MIN_LAYOUT:
            names = "\0".join(name.strip().casefold() for name in table.columns).encode()
            aggregates.count_layout(
                (self._fingerprinter.whole("layout", names), len(table.columns))
            )

    def count(
        self, aggregates: Aggregates, chunk: Chunk, parts: Sequence[Part], persons: Persons | None
    ) -> None:
        """Count persons and dates of a chunk's hits."""
        size = chunk.record_starts.size or 1
        self._count_care(aggregates, self._of(parts, _CARE_RULE), size)
        if persons is not None:
            data = np.frombuffer(chunk.data, np.uint8)
            self._count_persons(aggregates, data, parts, persons, size)

    def count_organisations(
        self, aggregates: Aggregates, chunk: Chunk, parts: Sequence[Part], columns: Columns
    ) -> None:
        """Count records by what stands in the columns of establishment and insurer."""
        data = np.frombuffer(chunk.data, np.uint8)
        places: Places | None = None
        for part in self._of(parts, _FINESS_RULE):
            if places is None:
                places = np.zeros(chunk.record_starts.size or 1, np.uint16)
            # A FINESS number starts as a postcode does, with the département.
            places[part.record] = residences(data, part.start)
        for number, counts, labels in (
            (columns.establishment, aggregates.establishments, places),
            (columns.insurer, aggregates.insurers, None),
        ):
            if number != NO_COLUMN:
                self._count_cells(counts, chunk, data, number, labels, columns.header_records)

    def _count_cells(
        self,
        counts: KeyedCounts,
        chunk: Chunk,
        data: npt.NDArray[np.uint8],
        number: int,
        labels: Places | None,
        header_records: int,
    ) -> None:
        fields = chunk.fields
        if fields is None or not chunk.record_starts.size:
            return
        which = chunk.cells_of(number)
        starts = np.ascontiguousarray(fields.starts[which])
        # In whole rows each has one of these cells.
        record = np.arange(starts.size) if chunk.width else chunk.record_of(starts)
        low, high = np.searchsorted(starts, [chunk.begin, chunk.end])
        owned = slice(max(int(low), int(np.searchsorted(record, header_records))), int(high))
        starts, ends, record = starts[owned], fields.ends[which][owned], record[owned]
        texts = self._fingerprinter.texts(data, starts, ends)
        # A cell without a letter or digit, such as a dash, names nothing.
        named = selected(texts != 0)
        if named is not None:
            texts, record = texts.take(named), record.take(named)
        if not texts.size:
            return
        # A chunk has thousands of rows and a few laboratories.
        once, group = grouped(texts)
        keys = self._fingerprinter.numbers("organisation", once)
        greatest = np.zeros(once.size, np.uint16)
        if labels is not None:
            np.maximum.at(greatest, group, labels[record])
        counts.add(keys, np.bincount(group), greatest)

    def _of(self, parts: Sequence[Part], rule_id: str) -> list[Part]:
        return [part for part in parts if self._rules[part.rule].id == rule_id]

    def _count_care(self, aggregates: Aggregates, parts: list[Part], size: int) -> None:
        """One day a record: the first that it holds."""
        dates = joined(parts)
        years = dates.value // np.uint64(10_000)
        dates = dates.take((years >= _FIRST_YEAR) & (years <= self._year))
        days = dates.by_record(dates.value, size)
        days = days[days > 0]
        if not days.size:
            return
        aggregates.count_days(int(days.min()), int(days.max()))
        months = (days // np.uint64(100)).astype(np.int64)
        first = int(months.min())
        numbers = np.bincount(months - first)
        for month in np.flatnonzero(numbers).tolist():
            aggregates.months[first + month] += int(numbers[month])

    def _count_persons(
        self,
        aggregates: Aggregates,
        data: npt.NDArray[np.uint8],
        parts: Sequence[Part],
        persons: Persons,
        size: int,
    ) -> None:
        nirs, named = persons.nirs, persons.named
        if not nirs.record.size and not named.record.size:
            return
        homes = self._homes(data, parts, size)
        if nirs.record.size:
            profiles = aggregates.profiles("fr.nir")
            records = (persons.born, homes)
            profiles.add(*known_of_nirs(nirs, records, data, self._year, profiles.limit))
        if named.record.size:
            profiles = aggregates.profiles("person.name")
            named = named.take(named.groups <= np.uint64(profiles.limit))
            known = np.zeros((named.record.size, 4), np.uint16)
            known[:, BIRTH] = months_of(named.born)
            known[:, SEX] = self._sexes(data, parts, size)[named.record]
            known[:, LIVES_IN] = homes[named.record]
            profiles.add(named.groups, known)

    def _homes(self, data: npt.NDArray[np.uint8], parts: Sequence[Part], size: int) -> Places:
        """Of each record the département of its first structural postcode."""
        homes = np.zeros(size, np.uint16)
        for part in reversed(self._of_category(parts, "postcode")):
            own = part.take(part.personal & part.structural)
            homes[own.record[::-1]] = residences(data, own.start)[::-1]
        return homes

    def _sexes(
        self, data: npt.NDArray[np.uint8], parts: Sequence[Part], size: int
    ) -> npt.NDArray[np.uint16]:
        """Of each record 1 for a man, 2 for a woman, 0 for neither said."""
        sexes = np.zeros(size, np.uint16)
        for part in reversed(self._of_category(parts, "sex")):
            own = part.take(part.personal & part.structural)
            tell = _tell_sexes if KERNELS is None else records.tell_sexes
            tell(data, own.start, own.record, sexes)
        return sexes

    def _of_category(self, parts: Sequence[Part], category: str) -> list[Part]:
        return [part for part in parts if self._rules[part.rule].category == category]


def _tell_sexes(
    data: npt.NDArray[np.uint8], starts: Offsets, record: Offsets, sexes: Places
) -> None:
    """The twin of the kernel."""
    at = np.minimum(starts[:, None] + np.arange(3), data.size - 1)
    said = _sex_of(data[at] | np.uint8(32))
    sexes[record[said > 0]] = said[said > 0]


def _sex_of(signs: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint16]:
    """By the first three signs, in lower case: ``1 2 m f h``, ``mr mme mlle monsieur madame``."""
    one, two, three = signs[:, 0], signs[:, 1], signs[:, 2]
    # The bit that makes letters small makes 1 and 2 what they are.
    woman = (one == ord("f")) | (one == ord("2"))
    married = (one == ord("m")) & (
        ((two == ord("m")) & (three == ord("e")))
        | ((two == ord("l")) & (three == ord("l")))
        | ((two == ord("a")) & (three == ord("d")))
    )
    man = (one == ord("h")) | (one == ord("1")) | (one == ord("m")) & ~married
    return np.where(woman | married, 2, np.where(man, 1, 0)).astype(np.uint16)
