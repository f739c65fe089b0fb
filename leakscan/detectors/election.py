"""What the values of a table's head say about its columns, where headers do not or cannot.

A check key elects on half of the cells; shapes that anything may have (dates, five digits, M and
F) elect only in a table of people whose columns have no telling header.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors import name_lexicon
from leakscan.detectors.cells import Cells
from leakscan.detectors.characters import Mask
from leakscan.detectors.contradictions import (
    MANY_GROUPS,
    MIN_CONTRADICTIONS,
    ZEROS,
    drop_contradicted,
    drop_lone_texts,
    drop_what_is_of_animals,
)
from leakscan.detectors.name_votes import (
    drop_lone_doctors,
    drop_lone_names,
    name_subjects,
    vote_names,
)
from leakscan.detectors.nir_lane import look_random
from leakscan.detectors.number_columns import (
    are_international,
    phone_cells,
    thirteen_digits,
)
from leakscan.detectors.rule import NO_RULE
from leakscan.detectors.votes import (
    MIN_VOTES,
    VOTE_SHARE,
    Columns,
    HeadEvidence,
    VotedRules,
    Votes,
)
from leakscan.detectors.written_dates import DateForm, form_of, numbers_of
from leakscan.frozen import slotted
from leakscan.identifiers import nir
from leakscan.membership import distinct

_CLEAR_SHARE = 0.8
"""Where nothing but the shape of values speaks."""
_PHONE_SHARE = 0.88
"""Of random digits behind a zero 77 % are an assigned number, of telephones nearly all."""
_BIRTH_SPREAD_YEARS = 25
_LIFETIME_YEARS = 45
"""Years that dates under a header nobody knows spread over: those of contracts spread less."""
_MIN_YEARS = 5
"""Different years that dates must agree on with something else."""


@slotted(eq=True, repr=True)
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
    phones = np.maximum(votes.of_fields(evidence.phone_cells), _phone_cells(votes))
    tens = votes.of_fields(evidence.bare_ten_digit_fields)
    none = votes.of_fields(evidence.no_phone_fields)
    telephones = (phones >= MIN_VOTES) & (phones >= VOTE_SHARE * (votes.total - none))
    nirs = votes.won(valid, 0.5)
    noisy = look_random(shaped, valid) | (columns.foreign & ~nirs)
    not_phone = (tens >= MIN_VOTES) & (phones < _PHONE_SHARE * tens) | columns.foreign
    dates = votes.cells.dates()
    forms = _date_forms(columns, votes, rules)
    drop_contradicted(columns, votes, rules, dates, forms != DateForm.USUAL)
    coded = (columns.hint == rules.icd10) & (rules.icd10 != NO_RULE)
    codes = votes.of_shape(Cells.are_icd10, coded)
    groups = votes.of_shape(Cells.are_full_blood_groups, columns.rule == NO_RULE)
    mails = votes.won(votes.of_fields(evidence.email_fields), VOTE_SHARE)
    # A login or client's code is often an address of mail, which says more than a number.
    columns.rule[columns.of(rules.pseudonym) & mails] = NO_RULE
    ballots = (
        (rules.nir, nirs),
        (rules.phone, telephones & ~not_phone),
        (rules.email, mails),
        (rules.icd10, votes.won(codes, VOTE_SHARE) & coded),
        (
            rules.blood_group,
            votes.won(groups, _CLEAR_SHARE) & _are_groups(columns, votes, rules, groups),
        ),
    )
    for rule, elected in ballots:
        if rule != NO_RULE:
            columns.rule[elected & (columns.rule == NO_RULE)] = rule
    name_subjects(columns, votes, rules)
    vote_names(columns, votes, rules)
    _vote_in_tables_of_people(columns, votes, rules, dates)
    _vote_short_births(columns, votes, rules, forms)
    drop_lone_names(columns, votes, rules)
    drop_lone_doctors(columns, votes, rules)
    drop_what_is_of_animals(columns, rules)
    drop_lone_texts(columns, rules)
    return Elected(noisy, not_phone, forms)


def _phone_cells(votes: Votes) -> npt.NDArray[np.int64]:
    """How many cells of each column are a telephone number, digits of other cells beside or not."""
    numbers = phone_cells(votes.cells)
    sound = np.zeros(votes.column.size, np.bool_)
    sound[numbers.which[numbers.sound]] = True
    sound |= are_international(votes.cells)
    return votes.of_mask(sound)


def _are_groups(
    columns: Columns, votes: Votes, rules: VotedRules, groups: npt.NDArray[np.int64]
) -> Mask:
    """Columns with an O among them, as two French in five have, or of few groups beside people.

    Marks and ratings are A+ and B-, too.
    """
    held = (groups < MANY_GROUPS) & columns.are_of_people(rules)
    if not held.all():
        zero = np.isin(votes.cells.head[:, 0], ZEROS)
        held |= votes.of_mask(zero) > 0
    return held


def _date_forms(columns: Columns, votes: Votes, rules: VotedRules) -> npt.NDArray[np.int8]:
    """How the columns that headers say hold dates write them."""
    forms = np.zeros(columns.rule.size, np.int8)
    told = columns.of(rules.birth_date, rules.visit)
    for column in np.flatnonzero(told).tolist():
        cells = votes.cells.take(votes.some(column))
        form, fitting = form_of(cells)
        # Five digits may be anything: a few of them prove nothing.
        least = MIN_CONTRADICTIONS if form is DateForm.DAY_NUMBERS else 1
        if fitting >= max(least, _CLEAR_SHARE * cells.starts.size):
            forms[column] = form
    return forms


def _vote_in_tables_of_people(
    columns: Columns, votes: Votes, rules: VotedRules, dates: npt.NDArray[np.uint64]
) -> None:
    """Sexes, postcodes and birth dates, which are such only where people are listed."""
    dated = votes.won(votes.of_mask(dates > 0), _CLEAR_SHARE)
    spread = _spread(votes, dates)
    births = dated & (spread >= _BIRTH_SPREAD_YEARS) & (columns.untold | columns.short)
    births |= dated & (columns.hint == rules.birth_date)
    if not columns.of(rules.birth_date).any():
        births |= dated & (spread >= _LIFETIME_YEARS) & ~columns.dated
    _vote_keyless(columns, votes, rules, dates)
    if not columns.of(rules.name, rules.nir).any():
        return
    sexes = votes.won(votes.of_shape(Cells.are_sexes, columns.rule == NO_RULE), _CLEAR_SHARE)
    sexes &= _of_two(votes, sexes)
    # Numbers of lines are 1 and 2 as well, and who is listed has one sex.
    untold = columns.untold & ~columns.of(rules.sex).any()
    numeric = votes.won(votes.of_mask(votes.cells.have_digits()), _CLEAR_SHARE)
    # Stations where water is analysed have names, but are not born.
    born = columns.of(rules.nir, rules.birth_date, rules.sex, rules.pseudonym).any()
    ballots = (
        (rules.birth_date, births),
        (rules.result, numeric & columns.measured & born),
        (rules.postcode, _postcodes(votes) & columns.untold),
        (rules.sex, sexes & (untold | _civilities(votes))),
    )
    for rule, elected in ballots:
        if rule != NO_RULE:
            columns.rule[elected & (columns.rule == NO_RULE)] = rule


def _vote_keyless(
    columns: Columns, votes: Votes, rules: VotedRules, dates: npt.NDArray[np.uint64]
) -> None:
    """Thirteen digits are NIRs when their years agree with the birth dates of the same rows.

    Whatever the header calls them: ``IDENT_ASSURE`` may be any number of the insured.
    """
    which, number = thirteen_digits(votes.cells)
    if rules.nir == NO_RULE or not which.size:
        return
    years = np.full(votes.column.size, -1, np.int64)
    legal = nir.are_structured(number)
    years[which[legal]] = (number[legal] // np.uint64(10**10)).astype(np.int64) % 100
    legal_votes = votes.won(votes.of_mask(years >= 0), _CLEAR_SHARE)
    born = (dates // np.uint64(10_000)).astype(np.int64) % 100
    born[dates == 0] = -1
    dated = np.flatnonzero(votes.won(votes.of_mask(born >= 0), VOTE_SHARE)).tolist()
    for column in np.flatnonzero(legal_votes & ~columns.of(rules.nir)).tolist():
        own = votes.by_record(column, years)
        for other in dated:
            birth = votes.by_record(other, born)
            both = (own >= 0) & (birth >= 0)
            same = np.count_nonzero(both & (own == birth))
            if same >= max(MIN_VOTES, _CLEAR_SHARE * np.count_nonzero(both)):
                columns.rule[column] = rules.nir


def _vote_short_births(
    columns: Columns, votes: Votes, rules: VotedRules, forms: npt.NDArray[np.int8]
) -> None:
    """Six digits are births where their years are those of the NIRs in the same rows."""
    numbered = np.flatnonzero(columns.of(rules.nir))
    if rules.birth_date == NO_RULE or not numbered.size:
        return
    short = votes.won(votes.of_mask(votes.cells.ends - votes.cells.starts == 6), _CLEAR_SHARE)
    short &= (columns.rule == NO_RULE) & columns.untold
    if not short.any():
        return
    years = votes.by_record(int(numbered[0]), _years_of_nirs(votes.cells))
    for column in np.flatnonzero(short).tolist():
        some = votes.some(column)
        wanted = years[votes.record[some]]
        for form in (DateForm.DAY_FIRST, DateForm.YEAR_FIRST):
            dates = numbers_of(votes.cells.take(some), form)
            same = (dates > 0) & ((dates // np.uint64(10_000)).astype(np.int64) % 100 == wanted)
            enough = max(MIN_VOTES, _CLEAR_SHARE * np.count_nonzero(wanted >= 0))
            if np.count_nonzero(same) >= enough and distinct(wanted[same]).size >= _MIN_YEARS:
                columns.rule[column], forms[column] = rules.birth_date, form


def _years_of_nirs(cells: Cells) -> npt.NDArray[np.int64]:
    """The two digits behind the first of each cell, a blank between or not; -1 for others."""
    head = cells.head
    digits = np.where((head[:, 1] == ord(" "))[:, None], head[:, 2:4], head[:, 1:3])
    year = (digits.astype(np.int64) - ord("0")) @ [10, 1]
    return np.where(((digits - np.uint8(ord("0"))) < 10).all(axis=1), year, -1)


def _postcodes(votes: Votes) -> Mask:
    """Columns of French postcodes: of all five-digit numbers one in sixteen is one."""
    five = np.flatnonzero(votes.cells.ends - votes.cells.starts == 5)
    keys = name_lexicon.keys_of(votes.data, votes.cells.starts[five], votes.cells.ends[five])
    codes = np.zeros(votes.column.size, np.bool_)
    codes[five] = name_lexicon.are_postcodes(keys)
    return votes.won(votes.of_mask(codes), _CLEAR_SHARE)


def _civilities(votes: Votes) -> Mask:
    """Columns with Mme, Mlle or Madame: no other two-valued column has them."""
    first = votes.cells.head[:, 0] | np.uint8(32)
    second = votes.cells.head[:, 1] | np.uint8(32)
    titles = (first == ord("m")) & np.isin(second, np.frombuffer(b"mal", np.uint8))
    return votes.won(votes.of_mask(titles), 0.2)


def _spread(votes: Votes, dates: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Years between the first and the last date of each column: those of births are many."""
    year = (dates // np.uint64(10_000)).astype(np.int64)
    dated = year > 0
    first = np.full(votes.columns, 9999, np.int64)
    last = np.zeros(votes.columns, np.int64)
    np.minimum.at(first, votes.column[dated], year[dated])
    np.maximum.at(last, votes.column[dated], year[dated])
    return last - first


def _of_two(votes: Votes, columns: Mask) -> Mask:
    """Which of some columns hold two to eight different cells, one of a woman among them."""
    first = votes.cells.head[:, 0] | np.uint8(32)
    women = votes.of_mask(np.isin(first, np.frombuffer(b"f2m", np.uint8)))
    same = np.zeros(votes.columns, np.bool_)
    for column in np.flatnonzero(columns).tolist():
        words = votes.cells.head[votes.column == column].view(np.uint64)
        same[column] = 2 <= distinct(words.ravel()).size <= 8
    return same & (women > 0)
