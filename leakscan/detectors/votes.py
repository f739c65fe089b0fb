"""What the values of a table's head say about its columns, where headers do not or cannot.

Votes are counted per column over the filled cells of the head. A check key elects on half of
the cells; shapes that anything may have (dates, five digits, M and F) elect only in a table of
people whose columns have no telling header.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.detectors import name_lexicon
from leakscan.detectors.cells import Cells, words_of
from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.nir_lane import look_random
from leakscan.detectors.number_columns import are_bar_codes, phone_cells, thirteen_digits
from leakscan.detectors.written_dates import DateForm, form_of
from leakscan.identifiers import nir
from leakscan.identifiers.membership import distinct
from leakscan.raw.chunk import Chunk, Fields

NO_RULE = -1
_MIN_VOTES = 5
VOTE_SHARE = 0.6
_BLOOD_SHARE = 0.8
_MIN_CONTRADICTIONS, _CONTRADICTED = 3, 0.3
_PHONE_SHARE = 0.88
"""Of random digits behind a zero 77 % are an assigned number, of telephones nearly all."""
_BIRTH_SPREAD_YEARS = 25
_SAMPLE = 400
"""Cells of a column that are looked up in lexicons, spread over the head."""
_FIRST_SHARE, _SURNAME_SHARE, _PAIR_SHARE = 0.6, 0.5, 0.5
_HINTED_SHARE = 0.3
_DOCTOR_TITLES = (b"dr ", b"dr.", b"docteur ", b"pr ", b"pr.")


@dataclass(slots=True, eq=False, repr=False)
class HeadEvidence:
    """What the lanes found in a table's head, as field numbers.

    `nir_fields` are those that look like a NIR or hold fifteen digits in a row;
    `no_phone_fields` say in ten digits that there is no telephone.
    """

    nir_fields: Offsets
    nir_valid: Mask
    phone_fields: Offsets
    bare_ten_digit_fields: Offsets
    no_phone_fields: Offsets
    email_fields: Offsets


class VotedRules(NamedTuple):
    """Indices of the rules that values alone can vote for; `NO_RULE` when a set lacks one."""

    nir: int
    phone: int
    email: int
    blood_group: int
    birth_date: int
    name: int
    doctor: int
    sex: int
    postcode: int
    pseudonym: int
    visit: int


@dataclass(slots=True, eq=False, repr=False)
class Columns:
    """What headers say of the columns; arrays are indexed by column number.

    Attributes:
        rule: Index of the rule that owns each column, `NO_RULE` for none; votes fill it in.
        foreign: The header says that digits are products, places, times or hashes.
        untold: No header, or one that says nothing: votes alone decide.
        short: A header of a letter or two, which says hardly more.
        subject: The header is a mere word for the subject: a name may stand there, or a number.
        hint: Index of the rule that one word of an unknown header speaks of; `NO_RULE` for none.
    """

    rule: npt.NDArray[np.int16]
    foreign: Mask
    untold: Mask
    short: Mask
    subject: Mask
    hint: npt.NDArray[np.int16]


class Votes:
    """Counting, by column, over the body of a head."""

    def __init__(self, chunk: Chunk, fields: Fields, body: Mask, columns: int) -> None:
        data = np.frombuffer(chunk.data, np.uint8)
        self.data, self.fields, self.body, self.columns = data, fields, body, columns
        which = np.flatnonzero(body)
        self.cells = Cells.of(data, fields.starts[which], fields.ends[which], words_of(chunk.data))
        filled = self.cells.filled()
        self.column = fields.column[which][filled]
        self.cells = self.cells.take(filled)
        self.record = chunk.record_of(self.cells.starts)
        self.records = chunk.record_starts.size
        self.total = np.bincount(self.column, minlength=columns)
        self._raw = chunk.data

    def by_record(self, column: int, values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The value of a column's cell in each record, -1 where it has none."""
        own = self.column == column
        result = np.full(self.records, -1, np.int64)
        result[self.record[own]] = values[own]
        return result

    def of_fields(self, numbers: Offsets) -> npt.NDArray[np.int64]:
        """How many distinct body fields of each column are among these field numbers."""
        hit = np.zeros(self.body.size, np.bool_)
        hit[numbers[numbers >= 0]] = True
        numbers = np.flatnonzero(hit & self.body)
        return np.bincount(self.fields.column[numbers], minlength=self.columns)

    def of_mask(self, mask: Mask) -> npt.NDArray[np.int64]:
        """How many body cells of each column satisfy `mask`."""
        return np.bincount(self.column[mask], minlength=self.columns)

    def won(self, votes: npt.NDArray[np.int64], share: float) -> Mask:
        """Columns in which enough cells, and enough of the filled ones, agree."""
        return (votes >= _MIN_VOTES) & (votes >= share * self.total)

    def some(self, column: int) -> Offsets:
        """Which cells are a column's, some of them when there are many."""
        which = np.flatnonzero(self.column == column)
        return which[:: max(1, which.size // _SAMPLE)][:_SAMPLE]

    def sample(self, column: int) -> list[bytes]:
        """The texts of some cells of a column."""
        which = self.some(column)
        raw = self._raw
        starts, ends = self.cells.starts[which].tolist(), self.cells.ends[which].tolist()
        return [raw[start:end] for start, end in zip(starts, ends, strict=True)]


@dataclass(slots=True)
class Elected:
    """The outcome: `Columns.rule` filled in, and which columns' digits are none of a person.

    Attributes:
        noisy: NIR look-alikes of this column are random digits.
        not_phone: Ten-digit runs of this column are something else.
        date_form: How dates of this column are written, a `DateForm`.
    """

    noisy: Mask
    not_phone: Mask
    date_form: npt.NDArray[np.int8]


def elect(columns: Columns, votes: Votes, evidence: HeadEvidence, rules: VotedRules) -> Elected:
    """Count the votes, and fill in `columns.rule` where headers left it open."""
    shaped = votes.of_fields(evidence.nir_fields)
    valid = votes.of_fields(evidence.nir_fields[evidence.nir_valid])
    phones = np.maximum(votes.of_fields(evidence.phone_fields), _phone_cells(votes))
    tens = votes.of_fields(evidence.bare_ten_digit_fields)
    none = votes.of_fields(evidence.no_phone_fields)
    telephones = (phones >= _MIN_VOTES) & (phones >= VOTE_SHARE * (votes.total - none))
    nirs = votes.won(valid, 0.5)
    noisy = look_random(shaped, valid) | (columns.foreign & ~nirs)
    not_phone = (tens >= _MIN_VOTES) & (phones < _PHONE_SHARE * tens) | columns.foreign
    dates = votes.cells.dates()
    forms = _date_forms(columns, votes, rules)
    _drop_contradicted(columns, votes, rules, dates, forms != DateForm.USUAL)
    _drop_product_codes(columns, votes, rules)
    ballots = (
        (rules.nir, nirs),
        (rules.phone, telephones & ~not_phone),
        (rules.email, votes.won(votes.of_fields(evidence.email_fields), VOTE_SHARE)),
        (
            rules.blood_group,
            votes.won(votes.of_mask(votes.cells.are_full_blood_groups()), _BLOOD_SHARE),
        ),
    )
    for rule, elected in ballots:
        columns.rule[elected & (columns.rule == NO_RULE)] = rule
    _name_subjects(columns, votes, rules)
    _vote_names(columns, votes, rules)
    _vote_in_tables_of_people(columns, votes, rules, dates)
    _drop_lone_names(columns, votes, rules)
    return Elected(noisy, not_phone, forms)


def _phone_cells(votes: Votes) -> npt.NDArray[np.int64]:
    """How many cells of each column are a telephone number, digits of other cells beside or not."""
    numbers = phone_cells(votes.cells)
    sound = np.zeros(votes.column.size, np.bool_)
    sound[numbers.which[numbers.sound]] = True
    return votes.of_mask(sound)


def _date_forms(columns: Columns, votes: Votes, rules: VotedRules) -> npt.NDArray[np.int8]:
    """How the columns that headers say hold dates write them."""
    forms = np.zeros(columns.rule.size, np.int8)
    told = np.isin(columns.rule, [rule for rule in (rules.birth_date, rules.visit) if rule >= 0])
    for column in np.flatnonzero(told).tolist():
        cells = votes.cells.take(votes.some(column))
        form, fitting = form_of(cells)
        # Five digits may be anything: a few of them prove nothing.
        least = _MIN_CONTRADICTIONS if form is DateForm.DAY_NUMBERS else 1
        if fitting >= max(least, _BLOOD_SHARE * cells.starts.size):
            forms[column] = form
    return forms


def _drop_contradicted(
    columns: Columns,
    votes: Votes,
    rules: VotedRules,
    dates: npt.NDArray[np.uint64],
    written: Mask,
) -> None:
    """Take the role from columns whose values are something else, as under a shifted header.

    Columns of these roles are not searched, so a NIR below ``nom`` would go unseen.
    """
    words = votes.cells.have_letters()
    for rules_of, fitting in (
        ((rules.name, rules.doctor), words),
        ((rules.birth_date,), dates > 0),
        ((rules.sex,), votes.cells.are_sexes()),
        ((rules.postcode,), votes.cells.are_postcodes()),
    ):
        told = np.isin(columns.rule, [rule for rule in rules_of if rule != NO_RULE])
        if told.any():
            share = votes.of_mask(fitting) / np.maximum(votes.total, 1)
            other = (votes.total >= _MIN_CONTRADICTIONS) & (share < _CONTRADICTED)
            columns.rule[told & other & ~written] = NO_RULE


def _drop_product_codes(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from a column of bar codes: ``code barre`` of a product, not of a tube."""
    if rules.pseudonym == NO_RULE or not (columns.rule == rules.pseudonym).any():
        return
    products = votes.won(votes.of_mask(are_bar_codes(votes.cells)), VOTE_SHARE)
    columns.rule[(columns.rule == rules.pseudonym) & products] = NO_RULE


def _drop_lone_names(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from the one column that speaks of people when it holds no known name.

    ``departement;nom;naissances``: of the names of départements one in five is a surname, of
    surnames nineteen in twenty.
    """
    people = (rules.name, rules.nir, rules.phone, rules.email, rules.birth_date, rules.sex)
    told = np.flatnonzero(np.isin(columns.rule, [rule for rule in people if rule != NO_RULE]))
    if told.size != 1 or columns.rule[told[0]] != rules.name:
        return
    cells = votes.sample(int(told[0]))
    if len(set(cells)) >= _MIN_VOTES and not _are_names(cells, hinted=True):
        columns.rule[told[0]] = NO_RULE


def _name_subjects(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """``patient`` or ``assuré`` over words is a name."""
    if rules.name == NO_RULE or not columns.subject.any():
        return
    words = votes.of_mask(votes.cells.have_letters() & ~votes.cells.have_digits())
    worded = (words > 0) & (words >= _BLOOD_SHARE * votes.total)
    columns.rule[columns.subject & worded] = rules.name


def _vote_names(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Names by lexicon: first names, surnames beside them, both in one cell, doctors."""
    if rules.name == NO_RULE:
        return
    letters = votes.of_mask(votes.cells.have_letters() & ~votes.cells.have_digits())
    open_columns = (columns.rule == NO_RULE) & ~columns.foreign
    candidates = np.flatnonzero(open_columns & votes.won(letters, _BLOOD_SHARE)).tolist()
    surnames = []
    people = np.isin(columns.rule, [rules.name, rules.nir, rules.birth_date]).any()
    for column in candidates:
        cells = votes.sample(column)
        if len(set(cells)) < _MIN_VOTES:
            continue
        if _share(cell.lower().startswith(_DOCTOR_TITLES) for cell in cells) >= _PAIR_SHARE:
            columns.rule[column] = rules.doctor
        elif _are_names(cells, hinted=bool(people and columns.hint[column] == rules.name)):
            columns.rule[column] = rules.name
        elif (columns.untold | columns.short)[column] and _surnames(cells) >= _SURNAME_SHARE:
            surnames.append(column)
    named = np.flatnonzero(columns.rule == rules.name)
    for column in surnames:
        # Towns bear surnames too; a surname stands beside the first name or another surname.
        near = {*named.tolist(), *surnames} & {column - 1, column + 1}
        if named.size and near:
            columns.rule[column] = rules.name


def _vote_in_tables_of_people(
    columns: Columns, votes: Votes, rules: VotedRules, dates: npt.NDArray[np.uint64]
) -> None:
    """Sexes, postcodes and birth dates, which are such only where people are listed."""
    dated = votes.won(votes.of_mask(dates > 0), _BLOOD_SHARE)
    births = dated & _spread(votes, dates) & (columns.untold | columns.short)
    births |= dated & (columns.hint == rules.birth_date)
    _vote_keyless(columns, votes, rules, dates)
    if not np.isin(columns.rule, [rules.name, rules.nir]).any():
        return
    sexes = votes.won(votes.of_mask(votes.cells.are_sexes()), _BLOOD_SHARE) & _of_two(votes)
    ballots = (
        (rules.birth_date, births),
        (rules.postcode, _postcodes(votes) & columns.untold),
        (rules.sex, sexes & (columns.untold | _civilities(votes))),
    )
    for rule, elected in ballots:
        if rule != NO_RULE:
            columns.rule[elected & (columns.rule == NO_RULE)] = rule


def _vote_keyless(
    columns: Columns, votes: Votes, rules: VotedRules, dates: npt.NDArray[np.uint64]
) -> None:
    """Thirteen digits are NIRs when their years agree with the birth dates of the same rows."""
    which, number = thirteen_digits(votes.cells)
    if rules.nir == NO_RULE or not which.size:
        return
    years = np.full(votes.column.size, -1, np.int64)
    legal = nir.are_structured(number)
    years[which[legal]] = (number[legal] // np.uint64(10**10)).astype(np.int64) % 100
    legal_votes = votes.won(votes.of_mask(years >= 0), _BLOOD_SHARE)
    born = (dates // np.uint64(10_000)).astype(np.int64) % 100
    born[dates == 0] = -1
    dated = np.flatnonzero(votes.won(votes.of_mask(born >= 0), VOTE_SHARE)).tolist()
    for column in np.flatnonzero(legal_votes & (columns.rule == NO_RULE)).tolist():
        own = votes.by_record(column, years)
        for other in dated:
            birth = votes.by_record(other, born)
            both = (own >= 0) & (birth >= 0)
            same = np.count_nonzero(both & (own == birth))
            if same >= max(_MIN_VOTES, _BLOOD_SHARE * np.count_nonzero(both)):
                columns.rule[column] = rules.nir


def _postcodes(votes: Votes) -> Mask:
    """Columns of French postcodes: of all five-digit numbers one in sixteen is one."""
    five = np.flatnonzero(votes.cells.ends - votes.cells.starts == 5)
    keys = name_lexicon.keys_of(votes.data, votes.cells.starts[five], votes.cells.ends[five])
    codes = np.zeros(votes.column.size, np.bool_)
    codes[five] = name_lexicon.are_postcodes(keys)
    return votes.won(votes.of_mask(codes), _BLOOD_SHARE)


def _civilities(votes: Votes) -> Mask:
    """Columns with Mme, Mlle or Madame: no other two-valued column has them."""
    first = votes.cells.head[:, 0] | np.uint8(32)
    second = votes.cells.head[:, 1] | np.uint8(32)
    titles = (first == ord("m")) & np.isin(second, np.frombuffer(b"mal", np.uint8))
    return votes.won(votes.of_mask(titles), 0.2)


def _spread(votes: Votes, dates: npt.NDArray[np.uint64]) -> Mask:
    """Columns whose dates spread over a human lifetime: births, not visits."""
    year = (dates // np.uint64(10_000)).astype(np.int64)
    dated = year > 0
    first = np.full(votes.columns, 9999, np.int64)
    last = np.zeros(votes.columns, np.int64)
    np.minimum.at(first, votes.column[dated], year[dated])
    np.maximum.at(last, votes.column[dated], year[dated])
    return last - first >= _BIRTH_SPREAD_YEARS


def _of_two(votes: Votes) -> Mask:
    """Columns that hold two to six different first letters or digits, one of a woman among them."""
    first = votes.cells.head[:, 0] | np.uint8(32)
    women = votes.of_mask(np.isin(first, np.frombuffer(b"f2m", np.uint8)))
    same = np.zeros(votes.columns, np.bool_)
    for column in np.flatnonzero(votes.total >= _MIN_VOTES).tolist():
        words = votes.cells.head[votes.column == column].view(np.uint64)
        same[column] = 2 <= distinct(words.ravel()).size <= 8
    return same & (women > 0)


def _share(marks: Iterable[bool]) -> float:
    values = list(marks)
    return sum(values) / len(values) if values else 0.0


def _first_names(cells: list[bytes]) -> float:
    return float(name_lexicon.are_first_names(name_lexicon.keys_of_texts(cells)).mean())


def _are_names(cells: list[bytes], *, hinted: bool) -> bool:
    """Whether first names or pairs fill cells; `hinted`: a header among people speaks of names."""
    first, pairs = _first_names(cells), _pairs(cells)
    if first >= _FIRST_SHARE or pairs >= _PAIR_SHARE:
        return True
    return hinted and max(first, pairs, _surnames(cells)) >= _HINTED_SHARE


def _surnames(cells: list[bytes]) -> float:
    return float(name_lexicon.are_surnames(name_lexicon.keys_of_texts(cells)).mean())


def _pairs(cells: list[bytes]) -> float:
    """Share of cells that hold a first name at one end, and a surname in what is left."""
    split = [cell.replace(b",", b" ").split() for cell in cells]
    split = [words if len(words) > 1 else [b"", b""] for words in split]
    first, last = (name_lexicon.keys_of_texts([words[at] for words in split]) for at in (0, -1))
    tail = name_lexicon.keys_of_texts([b"".join(words[1:]) for words in split])
    head = name_lexicon.keys_of_texts([b"".join(words[:-1]) for words in split])
    named = name_lexicon.are_first_names(first) & name_lexicon.are_surnames(tail)
    named |= name_lexicon.are_first_names(last) & name_lexicon.are_surnames(head)
    return float(named.mean())
