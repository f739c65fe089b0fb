"""What each column of a table holds: by its header, else by votes on the values of the head.

Decided once per table, on its first chunk, whose size does not depend on how the rest is cut,
and then fixed; columns that turn up later (new JSON keys) are told by name alone. What stands
*in* the cells is searched everywhere all the same: only the role of a column is sampled.
"""

from collections.abc import Callable
from dataclasses import field
from itertools import chain, pairwise, repeat

import numpy as np
import numpy.typing as npt

from leakscan.detectors.addressed_columns import addressed_columns
from leakscan.detectors.birth_after_name import births_behind
from leakscan.detectors.cells import Cells, words_of
from leakscan.detectors.characters import Mask
from leakscan.detectors.election import elect
from leakscan.detectors.glossaries import is_glossary
from leakscan.detectors.header_affixes import without_affixes
from leakscan.detectors.headers import HeaderIndex, HeaderMatch
from leakscan.detectors.registers import lists_establishments
from leakscan.detectors.rule import NO_RULE
from leakscan.detectors.shared_values import default_dates, shared_columns
from leakscan.detectors.votes import (
    VOTE_SHARE,
    Columns,
    HeadEvidence,
    VotedRules,
    Votes,
)
from leakscan.frozen import slotted
from leakscan.patterns import deferred
from leakscan.raw.chunk import Chunk, Fields, Table

_MAX_HEADER_DIGITS = 3
_MAX_TITLES = 6
"""Records above a header that may be titles."""
_SEEN_BELOW = 20
_MIN_KNOWN = 2
_FEW_RECORDS, _MIN_LABELS = 8, 2
_SAYS_NOTHING = deferred(
    r"(?i:\s*(?:col(?:umn|onne)?|champ|field|f|c|v|var|x|unnamed:?|attr|zone)?[\s_.#:-]*\d*\s*)"
)
"""Headers that programs give to columns without a name."""
_IN_NAMES = deferred(r"(?<=[^\W\d]{3}[ _.-])(?:19|20)\d\d(?!\d)|(?<=x)10+(?!\d)")
"""Years and units behind what a column is called."""
_SHORT = 2
"""Letters of headers, ``nm`` or ``dn``, that say nothing against a name or a birth."""


@slotted
class TableProfile:
    """The roles of a table's columns; arrays are indexed by column number.

    Attributes:
        header_rows: How many of the first records are titles and the header; 0 without one.
        rule: Index of the rule that owns each column, `NO_RULE` for none.
        professional: The column is about a doctor or an organisation, not the subject, or the
            subjects share what it holds.
        company: Companies stand there: their names say nothing of anybody's health.
        noisy: NIR look-alikes of this column are random digits.
        not_phone: Ten-digit runs of this column are something else.
        date_form: How dates of this column are written, a `DateForm`.
        addressed: Every cell of this column is a sentence about somebody, whom nothing else names.
        births_behind: Births stand behind the names of this column.
        default_date: Birth date, as yyyymmdd, that means none in this column; 0 for none.
        names: Printable names, from our dictionary or ``col#7``.
    """

    header_rows: int = 0
    rule: npt.NDArray[np.int16] = field(default_factory=lambda: np.empty(0, np.int16))
    company: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    professional: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    noisy: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    not_phone: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    date_form: npt.NDArray[np.int8] = field(default_factory=lambda: np.empty(0, np.int8))
    default_date: npt.NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    addressed: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    births_behind: Mask = field(default_factory=lambda: np.empty(0, np.bool_))
    names: list[str] = field(default_factory=list)

    def extend(self, table: Table, columns: int, headers: HeaderIndex) -> None:
        """Give a role, by name, to columns up to number `columns` that have none yet."""
        known = self.rule.size
        if columns <= known:
            return
        has_names = table.header_certain or self.header_rows
        matches: list[HeaderMatch | None] = [None] * (columns - known)
        if has_names and known < len(table.columns):
            matches = _matches(_headers(table, headers), headers)[known:columns]
            matches += [None] * (columns - known - len(matches))
            lost = self._lost_names()
            matches = [None if match and match.name in lost else match for match in matches]
        self.rule = np.append(self.rule, [m.rule if m else NO_RULE for m in matches]).astype(
            np.int16
        )
        self.professional = np.append(
            self.professional, [bool(m and m.professional) for m in matches]
        ).astype(np.bool_)
        added = np.zeros(columns - known, np.bool_)
        names = _names(table, columns, self.header_rows, headers)[known:]
        companies = [headers.is_of_companies(name) for name in names]
        self.company = np.append(self.company, companies).astype(np.bool_)
        self.noisy = np.append(self.noisy, added)
        self.not_phone = np.append(self.not_phone, added)
        self.addressed = np.append(self.addressed, added)
        self.births_behind = np.append(self.births_behind, added)
        self.date_form = np.append(self.date_form, added.astype(np.int8))
        self.default_date = np.append(self.default_date, added.astype(np.uint64))
        self.names += [
            match.name if match else f"col#{known + number + 1}"
            for number, match in enumerate(matches)
        ]

    def _lost_names(self) -> set[str]:
        """Names of columns of which none has the role any more that they tell."""
        kept = (self.rule != NO_RULE).tolist()
        told = {name for name, known in zip(self.names, kept, strict=True) if known}
        return {*self.names} - told


def _headers(table: Table, headers: HeaderIndex) -> list[str]:
    """What columns are called: as their labels say, where these say what a name does not."""
    if not table.labels:
        return table.columns
    labels = chain(table.labels, repeat(""))
    return [
        label if label and (headers.match(label) or headers.match(name) is None) else name
        for name, label in zip(table.columns, labels, strict=False)
    ]


def _names(table: Table, columns: int, header_rows: int, headers: HeaderIndex) -> list[str]:
    """The headers of so many columns; empty for those that have none."""
    told = table.header_certain or header_rows
    names = _headers(table, headers)[:columns] if told else []
    return names + [""] * (columns - len(names))


def _matches(names: list[str], headers: HeaderIndex) -> list[HeaderMatch | None]:
    """What each header means, or what it means without what the others begin or end with too."""
    matches = [headers.match(name) for name in names]
    if None not in matches:
        return matches
    plain = without_affixes(names)
    return [
        found or (headers.match(short) if short != name else None)
        for found, name, short in zip(matches, names, plain, strict=True)
    ]


def profile_of(
    chunk: Chunk, fields: Fields, evidence: HeadEvidence, headers: HeaderIndex, rules: VotedRules
) -> TableProfile:
    """The profile of a table, from its first chunk."""
    table = chunk.table
    assert table is not None
    profile = TableProfile()
    if not table.header_certain:
        profile.header_rows = _header_rows(table, headers, chunk, fields)
    columns = max(len(table.columns), int(fields.column.max(initial=-1)) + 1)
    profile.extend(table, columns, headers)
    body = np.ones(fields.starts.size, np.bool_)
    if profile.header_rows and chunk.record_starts.size > profile.header_rows:
        body = fields.starts >= chunk.record_starts[profile.header_rows]
    elif profile.header_rows:
        body[:] = False
    told = _told(profile, table, columns, headers)
    identities = told.of(
        rules.name,
        rules.doctor,
        rules.nir,
        rules.birth_date,
        rules.phone,
        rules.email,
        rules.password,
    )
    cells = _cells_below(chunk, fields, body)
    _drop_labels(told, identities, cells, headers)
    if chunk.record_starts.size <= _FEW_RECORDS:
        known = np.flatnonzero(told.rule != NO_RULE).tolist()
        if is_glossary(table.columns, known, cells):
            # Nor does a word of it hint at anything.
            told.rule[:], told.hint[:], told.subject[:] = NO_RULE, NO_RULE, False
    votes = Votes(chunk, fields, body, columns)
    elected = elect(told, votes, evidence, rules)
    profile.rule, profile.noisy, profile.not_phone = told.rule, elected.noisy, elected.not_phone
    profile.date_form = elected.date_form
    profile.addressed = addressed_columns(told, votes, evidence, rules)
    profile.births_behind = births_behind(told, votes, rules)
    profile.professional |= shared_columns(told, votes, rules) | told.author
    people = told.of(rules.name, rules.nir, rules.birth_date, rules.sex, rules.doctor)
    contacts = told.of(rules.phone, rules.email, rules.address)
    if (
        contacts.any()
        and not people.any()
        and (
            _is_register(profile, told, votes, rules)
            or any(map(headers.is_of_places, _names(table, columns, profile.header_rows, headers)))
        )
    ):
        # Their switchboards are nobody's.
        profile.professional |= contacts
    profile.default_date = default_dates(told, votes, rules)
    return profile


def _is_register(profile: TableProfile, told: Columns, votes: Votes, rules: VotedRules) -> bool:
    """Whether rows are companies or establishments: headers say so, or their numbers do."""
    if profile.company.any():
        return True
    return not told.of(rules.pseudonym, rules.comment).any() and lists_establishments(votes)


def _told(profile: TableProfile, table: Table, columns: int, headers: HeaderIndex) -> Columns:
    """What the headers say of each column."""
    names = _names(table, columns, profile.header_rows, headers)
    return Columns(
        rule=profile.rule,
        foreign=np.array([headers.is_foreign(name) for name in names], np.bool_),
        untold=np.array([_says_nothing(name) for name in names], np.bool_),
        short=np.array([_is_short(name) for name in names], np.bool_),
        hint=np.array([headers.hint(name) if name else NO_RULE for name in names], np.int16),
        professional=np.array([headers.is_of_professionals(name) for name in names], np.bool_),
        measured=np.array([headers.is_of_measurements(name) for name in names], np.bool_),
        dated=np.array([headers.is_of_dates(name) for name in names], np.bool_),
        thing=np.array([headers.is_of_things(name) for name in names], np.bool_),
        subject=np.array([headers.may_name_subject(name) for name in names], np.bool_),
        author=np.array([headers.is_of_authors(name) for name in names], np.bool_),
        sender=np.array([headers.is_of_senders(name) for name in names], np.bool_),
        animal=np.array([headers.is_of_animals(name) for name in names], np.bool_),
        owner=np.array([headers.is_of_owners(name) for name in names], np.bool_),
        text=np.array([headers.is_of_texts(name) for name in names], np.bool_),
    )


def _cells_below(chunk: Chunk, fields: Fields, body: Mask) -> Callable[[int], list[str]]:
    """The first filled cells of a column below its header."""

    def of(column: int) -> list[str]:
        own = np.flatnonzero((fields.column == column) & body)[:_FEW_RECORDS]
        spans = zip(fields.starts[own].tolist(), fields.ends[own].tolist(), strict=True)
        cells = (chunk.data[start:end].decode("utf-8", "replace") for start, end in spans)
        return [cell for cell in (cell.strip(' "') for cell in cells) if cell]

    return of


def _drop_labels(
    told: Columns, identities: Mask, cells: Callable[[int], list[str]], headers: HeaderIndex
) -> None:
    """Take the roles from texts of a form: ``"lastName": "Nom de naissance"``.

    Their cells name columns, too: the same as their own does, or many of a table do.
    """
    columns = np.flatnonzero(identities).tolist()
    meant = {column: _meant(cells(column), headers) for column in columns}
    labels = [column for column in columns if meant[column]]
    if len(labels) >= _MIN_LABELS and 2 * len(labels) >= len(columns):
        told.rule[columns] = NO_RULE
    told.rule[[each for each in labels if meant[each] == {told.rule[each]}]] = NO_RULE


def _meant(cells: list[str], headers: HeaderIndex) -> set[int]:
    """The rules of the columns that cells are called as; none where one is not."""
    meant: set[int] = set()
    for cell in cells:
        match = headers.match(cell)
        if match is None:
            return set()
        meant.add(match.rule)
    return meant


def _says_nothing(header: str) -> bool:
    """Whether a header, of nested data its last key, leaves it all to the values."""
    return _SAYS_NOTHING.fullmatch(header.rpartition(".")[2]) is not None


def _is_short(header: str) -> bool:
    return 0 < len(header.rpartition(".")[2]) <= _SHORT


def _header_rows(table: Table, headers: HeaderIndex, chunk: Chunk, fields: Fields) -> int:
    """How many records the table's header takes, titles above it included.

    A spreadsheet saved as text keeps its title, its date and empty lines above the names of the
    columns; those then take the place of the first record's cells in `table.columns`.
    """
    least = _MIN_KNOWN
    named = _first_record_is_header(table, headers, chunk, fields)
    rows = _first_rows(chunk, fields)
    most = sum(bool(cell.strip()) for cell in table.columns)
    if named:
        # Groups of columns stand above their names: ``PATIENT;;;TELEPHONE``.
        least = sum(headers.match(cell.strip()) is not None for cell in table.columns) + 1
        rows, most = rows[:1], 0
    first = dict(enumerate(cell.strip() for cell in table.columns))
    for number, row in enumerate(rows, start=1):
        filled = [cell for cell in row.values() if cell]
        known = sum(headers.match(cell) is not None for cell in filled)
        plain = not any(_looks_like_data(cell) for cell in filled)
        below_titles = most * 2 <= len(filled)
        named_here = below_titles and known >= least and known * 2 >= len(filled)
        if (
            plain
            and named_here
            and not any(_parts(row, each, headers) for each in rows[number : number + 1])
        ):
            _name_columns(table, row)
            return number + 1
        above = first if number == 1 else rows[number - 2]
        if _parts(above, row, headers):
            _name_columns(table, {**above, **{at: cell for at, cell in row.items() if cell}})
            return number + 1
        most = max(most, len(filled))
    return int(named)


def _name_columns(table: Table, cells: dict[int, str]) -> None:
    names = [cells.get(column, "") for column in range(max(cells) + 1)]
    table.columns[:] = [*names, *table.columns[len(names) :]]


def _parts(above: dict[int, str], row: dict[int, str], headers: HeaderIndex) -> bool:
    """Whether a row names the columns of groups, and the row above these and the other columns.

    ``Identité;;Naissance;Contact`` and below ``Nom;Prénom;;Téléphone``: each has cells of its own.
    """
    upper = {column for column, cell in above.items() if cell}
    lower = {column for column, cell in row.items() if cell}
    if min(len(upper), len(lower)) < _MIN_KNOWN or upper <= lower or lower <= upper:
        return False
    if any(_looks_like_data(above[column]) for column in upper):
        return False
    return all(headers.match(row[column]) is not None for column in lower)


def _first_rows(chunk: Chunk, fields: Fields) -> list[dict[int, str]]:
    """The cells of the records below the first, by column."""
    first = np.searchsorted(fields.starts, chunk.record_starts[1 : _MAX_TITLES + 2])
    rows = []
    for low, high in pairwise(first.tolist()):
        spans = zip(fields.starts[low:high].tolist(), fields.ends[low:high].tolist(), strict=True)
        cells = (
            chunk.data[start:end].decode("utf-8", "replace").strip(' "') for start, end in spans
        )
        rows.append(dict(zip(fields.column[low:high].tolist(), cells, strict=True)))
    return rows


def _first_record_is_header(
    table: Table, headers: HeaderIndex, chunk: Chunk, fields: Fields
) -> bool:
    cells = [cell.strip() for cell in table.columns]
    filled = [cell for cell in cells if cell]
    if not filled or any(_looks_like_data(cell) for cell in filled):
        return False
    known = [number for number, cell in enumerate(cells) if headers.match(cell) is not None]
    if len(known) >= _MIN_KNOWN or len(known) * 2 >= len(filled):
        return True
    if len(set(filled)) < len(filled) or len(filled) * 5 < len(cells) * 4:
        return False
    if known and not _holds_headers(known[0], headers, chunk, fields):
        return True
    return _body_has_digits(chunk, fields, len(cells))


def _holds_headers(column: int, headers: HeaderIndex, chunk: Chunk, fields: Fields) -> bool:
    """Whether cells below the first name columns too: rows of a field's name and its value."""
    below = np.flatnonzero(fields.column == column)[1:_SEEN_BELOW]
    spans = zip(fields.starts[below].tolist(), fields.ends[below].tolist(), strict=True)
    cells = (chunk.data[start:end].decode("utf-8", "replace").strip(' "') for start, end in spans)
    return not below.size or any(cell and headers.match(cell) is not None for cell in cells)


def _looks_like_data(cell: str) -> bool:
    """Whether a cell is no name of a column; logs begin some with a sign (``@timestamp``)."""
    # ``visite_2021`` and ``Cellules (x1000)`` are names of columns, ``2021`` alone is none.
    digits = sum(sign.isdigit() for sign in _IN_NAMES.sub("", cell))
    return digits == len(cell) or digits > _MAX_HEADER_DIGITS or "@" in cell[1:] or len(cell) > 80


def _body_has_digits(chunk: Chunk, fields: Fields, columns: int) -> bool:
    """Whether, in some column, most cells below the first hold digits: the first is a title."""
    if chunk.record_starts.size < 2:
        return False
    data = np.frombuffer(chunk.data, np.uint8)
    body = np.flatnonzero((fields.starts >= chunk.record_starts[1]) & (fields.column < columns))
    words = words_of(chunk.data)
    cells = Cells.of(data, fields.starts[body], fields.ends[body], words)
    numeric = ((cells.head - np.uint8(48)) < 10).sum(axis=1) >= 1
    votes = np.bincount(fields.column[body], weights=numeric, minlength=columns)
    total = np.bincount(fields.column[body], weights=cells.ends > cells.starts, minlength=columns)
    return bool(((votes >= VOTE_SHARE * total) & (total >= 1)).any())
