"""Telling persons apart: keys by which the subjects of records are counted.

Four kinds of key, each counted on its own (the score takes the largest): NIR, name with birth
date, e-mail, telephone. A row is about one person, so it gives one key of each kind, its NIRs
excepted; a letter names many numbers that are nobody's, so of landlines only the first counts
there, and those of a list of people, while every mobile and every personal mailbox does.

Names are counted as links (see `leakscan.model.links`): the names of a row are one person's,
and so are names that share a first name, a birth date and a NIR.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from leakscan.evidence import whole_names
from leakscan.evidence.given_names import family_columns, given_columns
from leakscan.evidence.keyed import Numbers
from leakscan.evidence.listed_people import listed_people
from leakscan.evidence.parts import Part
from leakscan.evidence.row_names import links_of_rows, names_of_rows, number_links
from leakscan.frozen import slotted
from leakscan.membership import are_in, distinct
from leakscan.model.state import FileState
from leakscan.native.persons import RowNames
from leakscan.raw.chunk import NO_COLUMN, Chunk, Offsets
from leakscan.raw.selection import selected

_KEY_TYPES = {"nir": "fr.nir", "phone": "fr.phone", "email": "email"}
"""Categories of values that tell persons apart, and how their keys are called in a state."""
_NAME_KEY = "person.name"
CONCERNED = frozenset(_KEY_TYPES) | {"name", "birth-date"}
_CENTURY = np.uint64(100)
_FIRST_MOBILE, _AFTER_MOBILES = np.uint64(600_000_000), np.uint64(800_000_000)
_DAYS = np.uint64(10_000)
_NAME_REACH = 96
"""Bytes from a name in a list to its telephone, an age and a town between them."""
_MIN_LISTED = 3
"""Names with a landline each that make a list of a text."""


@slotted
class Kind:
    """The hits of one category in a chunk, by start: record, value and print of each."""

    start: Offsets
    record: Offsets
    value: Numbers
    prints: Numbers

    def take(self, which: npt.NDArray[np.bool_] | Offsets) -> "Kind":
        """Some of the hits."""
        rows = selected(which)
        if rows is None:
            return self
        return Kind(
            self.start.take(rows),
            self.record.take(rows),
            self.value.take(rows),
            self.prints.take(rows),
        )

    @staticmethod
    def together(kinds: Sequence["Kind"]) -> "Kind":
        """The hits of all of them, one after the other."""
        none = np.empty(0, np.int64)
        return Kind(
            np.concatenate([none, *(kind.start for kind in kinds)]),
            np.concatenate([none, *(kind.record for kind in kinds)]),
            np.concatenate([none.view(np.uint64), *(kind.value for kind in kinds)]),
            np.concatenate([none.view(np.uint64), *(kind.prints for kind in kinds)]),
        )

    def first_of_record(self) -> "Kind":
        """Only the first hit of each record."""
        first = np.ones(self.record.size, np.bool_)
        first[1:] = self.record[1:] != self.record[:-1]
        return self.take(first)

    def by_record(self, numbers: Numbers, size: int) -> Numbers:
        """For each of `size` records the number of its first hit, 0 without one."""
        result = np.zeros(size, np.uint64)
        first = np.ones(self.record.size, np.bool_)
        first[1:] = self.record[1:] != self.record[:-1]
        rows = selected(first)
        if rows is None:
            result[self.record] = numbers
        else:
            result[self.record.take(rows)] = numbers.take(rows)
        return result


@slotted
class Named:
    """Persons told by name.

    Attributes:
        record: The record each stands in.
        born: Birth date as ``yyyymmdd``, 0 when there is none.
        groups: Keyed hash of given name and birth date, or of the whole name.
    """

    record: Offsets
    born: Numbers
    groups: Numbers

    def take(self, which: npt.NDArray[np.bool_]) -> "Named":
        """Some of them."""
        rows = selected(which)
        if rows is None:
            return self
        return Named(self.record.take(rows), self.born.take(rows), self.groups.take(rows))

    def with_others(self, others: "Named") -> "Named":
        """These and those of other records, by record."""
        record = np.concatenate([self.record, others.record])
        order = np.argsort(record, kind="stable")
        born = np.concatenate([self.born, others.born])
        groups = np.concatenate([self.groups, others.groups])
        return Named(record[order], born[order], groups[order])


@slotted
class Records:
    """What the records of a chunk are.

    Attributes:
        size: How many there are.
        columns: Printable names of the columns when records are rows, each about one person;
            None in prose.
        cards: Records of prose are each about one person, too.
    """

    size: int
    columns: Sequence[str] | None
    cards: bool = False


@slotted
class Persons:
    """Whom a chunk's records are about.

    Attributes:
        nirs: NIRs.
        born: Birth date of each record as ``yyyymmdd``, 0 when it has none.
        named: Persons told by name.
    """

    nirs: Kind
    born: Numbers
    named: Named


def count_persons(
    state: FileState,
    parts: Sequence[tuple[str, Part]],
    chunk: Chunk,
    records: Records,
    *,
    year: int,
) -> Persons:
    """Add the keys of a chunk's hits to the state's subjects, and years of birth.

    Args:
        state: Changed in place.
        parts: The parts of categories in `CONCERNED`, with their category.
        chunk: Where they stand.
        records: What its records are.
        year: Of the scan.
    """
    size, columns = records.size, records.columns
    found = {category: [part for c, part in parts if c == category] for category in CONCERNED}
    nirs, phones, emails = (joined(found[c]) for c in ("nir", "phone", "email"))
    births = joined(found["birth-date"])
    every = births = births.take(births.value > 0)
    if columns is not None or records.cards:
        phones, emails, births = (k.first_of_record() for k in (phones, emails, births))
    else:
        names = joined(found["name"])
        # Not addresses: whoever signs a change or a mail has one.
        numbers = np.sort(np.concatenate([nirs.start, phones.start]))
        _count_listed(state, chunk, names, numbers)
        phones = _own_phones(phones, names)
    born = births.by_record(births.value, size)
    if columns is not None:
        named = _link_rows(state, chunk, found["name"], nirs, born, columns)
        of_sentences = [part for part in found["name"] if part.of_column == NO_COLUMN]
        others = _of_others(joined(of_sentences), named.record)
        if others.record.size:
            named = named.with_others(_link_messages(state, chunk, others, every, nirs, size))
    elif records.cards:
        named = _link_cards(state, joined(found["name"]).first_of_record(), born, nirs)
    else:
        named = _link_letters(state, joined(found["name"]), births, nirs, size)
    for category, kind in (("nir", nirs), ("phone", phones), ("email", emails)):
        if kind.prints.size:
            state.subject(_KEY_TYPES[category]).add(kind.prints)
    _count_births(state, nirs, births, size, year)
    return Persons(nirs, born, named)


def joined(parts: Sequence[Part]) -> Kind:
    """The personal hits of all parts, by start."""
    pieces = [_kind_of(part.take(part.personal)) for part in parts]
    if len(pieces) == 1:
        return pieces[0]
    kind = Kind.together(pieces)
    return kind.take(np.argsort(kind.start, kind="stable"))


def _kind_of(part: Part) -> Kind:
    value, prints = (
        np.zeros(part.start.size, np.uint64) if numbers is None else numbers
        for numbers in (part.value, part.prints)
    )
    return Kind(part.start, part.record, value, prints)


def _own_phones(phones: Kind, names: Kind) -> Kind:
    """Of a letter's numbers: all mobiles, the landlines of a list, and the first of each record."""
    are_mobile = (phones.value >= _FIRST_MOBILE) & (phones.value < _AFTER_MOBILES)
    mobile, fixed = phones.take(are_mobile), phones.take(~are_mobile)
    return Kind.together([mobile, fixed.first_of_record(), _listed(fixed, mobile, names)])


def _listed(fixed: Kind, mobile: Kind, names: Kind) -> Kind:
    """The landlines of people who stand in a list, with no mobile beside the same name.

    Lists write numbers behind names; logs of what was sent write them before.
    """
    if min(fixed.start.size, names.start.size) < _MIN_LISTED:
        return fixed.take(fixed.start[:0])
    sides = [_beside(fixed, mobile, names, step) for step in (-1, 0)]
    listed = [np.bincount(fixed.record[side], minlength=fixed.record[-1] + 1) for side in sides]
    most = np.maximum(*listed)
    chosen = np.where((listed[1] > listed[0])[fixed.record], sides[1], sides[0])
    return fixed.take(chosen & (most >= _MIN_LISTED)[fixed.record])


def _beside(fixed: Kind, mobile: Kind, names: Kind, step: int) -> npt.NDArray[np.bool_]:
    """Which landlines are the nearest of a name before them (`step` -1) or behind them (0)."""
    owner, owned = _owners(fixed, names, step)
    of_mobile, near = _owners(mobile, names, step)
    owned &= ~np.isin(owner, of_mobile[near])
    other = owner[1:] != owner[:-1]
    if step:
        owned[1:] &= other
    else:
        owned[:-1] &= other
    return owned


def _owners(numbers: Kind, names: Kind, step: int) -> tuple[Offsets, npt.NDArray[np.bool_]]:
    """The name before each number (`step` -1) or behind it (0), and whether it is near."""
    owner = np.searchsorted(names.start, numbers.start) + step
    at = np.clip(owner, 0, names.start.size - 1)
    near = (owner == at) & (np.abs(numbers.start - names.start[at]) <= _NAME_REACH)
    return owner, near & (names.record[at] == numbers.record)


def _count_listed(state: FileState, chunk: Chunk, names: Kind, numbers: Offsets) -> None:
    """Count the people of lists by their names; see `listed_people`."""
    prints = listed_people(chunk, names.start, names.record, names.prints, numbers)
    if prints.size:
        state.subject(_NAME_KEY).add(prints)


def _drop_titles(names: RowNames, chunk: Chunk, told: Numbers) -> None:
    """Drop, in place, the names that stand alone in their row where people have a first name.

    Such a row is the title of those below it: a ward, a team, a letter of the alphabet.

    Args:
        names: Of each row.
        chunk: Of a table with a column of given names.
        told: By record, what else tells a person; 0 for none.
    """
    alone = np.flatnonzero((names.first == 0) & (names.family > 0) & (told == 0))
    fields = chunk.fields
    if not alone.size or fields is None:
        return
    filled = chunk.record_of(fields.starts[fields.ends > fields.starts])
    titles = alone[np.bincount(filled, minlength=told.size)[alone] == 1]
    names.family[titles] = 0


def _link_rows(
    state: FileState,
    chunk: Chunk,
    names: Sequence[Part],
    nirs: Kind,
    born: Numbers,
    columns: Sequence[str],
) -> Named:
    """Link the names of each row; see `row_names`."""
    given, families = given_columns(columns), family_columns(columns)
    numbers = nirs.by_record(nirs.prints, born.size)
    names = [part.take(part.structural & part.personal) for part in names]
    of_rows = names_of_rows(names, born.size, given)
    if families != tuple(sorted(families)):
        of_rows = of_rows._replace(family=of_rows.last, last=of_rows.family)
    if given:
        _drop_titles(of_rows, chunk, born | numbers)
    found = links_of_rows(of_rows, born, numbers)
    whole_names.count_rows(state, found, of_rows, born, of_both=len(families) > 1)
    state.names.add(found.groups, found.ones, found.others)
    return Named(found.record, born.take(found.record), found.groups[: found.record.size])


def _link_letters(state: FileState, names: Kind, births: Kind, nirs: Kind, size: int) -> Named:
    """Name the person of each birth date in prose by the name before it in the same record."""
    if not names.record.size or not births.record.size:
        return Named(births.record[:0], births.value[:0], births.value[:0])
    before = np.searchsorted(names.start, births.start) - 1
    at = np.maximum(before, 0)
    named = (before >= 0) & (names.record[at] == births.record)
    wholes, record, born = names.value[at[named]], births.record[named], births.value[named]
    return _add_named(state, wholes, record, born, _lone_numbers(nirs, size)[record])


def _of_others(names: Kind, told: Offsets) -> Kind:
    """Names that stand in sentences of rows whose columns name nobody: messages, reports."""
    return names.take(~are_in(names.record, told))


def _link_messages(
    state: FileState, chunk: Chunk, names: Kind, births: Kind, nirs: Kind, size: int
) -> Named:
    """Name the persons of rows that hold a text: by birth dates, else who alone is named there."""
    births = births.take(are_in(births.record, distinct(names.record)))
    dated = _link_letters(state, names, births, nirs, size)
    lone = _alone(_of_others(names, dated.record), size)
    lone = lone.take(whole_names.are_whole(np.frombuffer(chunk.data, np.uint8), lone.start))
    record, none = lone.record, np.zeros(lone.record.size, np.uint64)
    numbers = _lone_numbers(nirs, size)[record]
    return dated.with_others(_add_named(state, lone.value, record, none, numbers))


def _alone(names: Kind, size: int) -> Kind:
    """The names that are the only one of their record, however often it stands there."""
    first = names.by_record(names.value, size)
    several = np.zeros(size, np.bool_)
    several[names.record[names.value != first[names.record]]] = True
    only = names.first_of_record()
    return only.take(~several[only.record])


def _link_cards(state: FileState, names: Kind, born: Numbers, nirs: Kind) -> Named:
    """Name the person of each card by its first name, with a birth date or without."""
    numbers = _lone_numbers(nirs, born.size)
    record = names.record
    born = born.take(record)
    return _add_named(state, names.value, record, born, numbers.take(record))


def _add_named(
    state: FileState, wholes: Numbers, record: Offsets, born: Numbers, numbers: Numbers
) -> Named:
    """Add persons by the letters of their name, birth date and NIR, 0 for none of these."""
    whole_names.count_wholes(state, wholes, born)
    nodes = whole_names.keys_of(wholes, born)
    state.names.add(nodes, nodes, nodes)
    state.names.add(*number_links(nodes, nodes, born, numbers))
    return Named(record, born, nodes)


def _lone_numbers(nirs: Kind, size: int) -> Numbers:
    """The NIR of each record of prose that has just one, 0 for the others."""
    first = nirs.by_record(nirs.prints, size)
    others = nirs.record[nirs.prints != first[nirs.record]]
    first[others] = 0
    return first


def _count_births(state: FileState, nirs: Kind, births: Kind, size: int, year: int) -> None:
    """Years of birth: by date, else by the NIR."""
    dated = np.zeros(size, np.bool_)
    dated[births.record] = True
    years = (births.value // _DAYS).astype(np.int64)
    if not dated.all():
        undated = birth_years(nirs.value[~dated[nirs.record]], year)
        years = np.concatenate([years, undated])
    counts = np.bincount(years)
    for value in np.flatnonzero(counts).tolist():
        state.birth_years[value] += int(counts[value])


def birth_years(nirs: Numbers, year: int) -> npt.NDArray[np.int64]:
    """Years of birth by NIR, whose two digits are read as the latest past."""
    two = (nirs // np.uint64(10**10) % _CENTURY).astype(np.int64)
    century = year // 100 * 100
    return np.where(two <= year % 100, two + century, two + century - 100)
