"""Roles that headers give to columns, and values take away: shifted headers, ratings, products."""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.answers import QUESTION_AND_ANSWER
from leakscan.detectors.cells import Cells
from leakscan.detectors.characters import Mask
from leakscan.detectors.name_votes import are_terms
from leakscan.detectors.number_columns import are_bar_codes
from leakscan.detectors.rule import NO_RULE
from leakscan.detectors.votes import VOTE_SHARE, Columns, VotedRules, Votes
from leakscan.patterns import deferred

MIN_CONTRADICTIONS = 3
_CONTRADICTED = 0.3
MANY_GROUPS = 12
"""Of so many blood groups not one O is there in one of five hundred cases."""
ZEROS = np.frombuffer(b"Oo0", np.uint8)
_MARKS = np.frombuffer(b"ABCDE", np.uint8)
_MARKED = 0.3
"""Of remarks on things that begin with a mark: others have none, or a reason only."""
_FEW_ANIMAL_WORDS = 2
_LETTERS_OF_CODES = 3
_FEW_WORDS = 8
"""Different streets of people are more."""
_REPEATED = 4
"""Cells for each kind of request; two visits of each of a few people are no kinds."""
_DIGIT = deferred(rb"\d")
_OF_STREETS = deferred(
    rb"(?:^|\s)(?:rue|r|av|ave|avenue|b[vl]?d|boulevard|all?|all\S{1,2}es?|imp|impasse|ch|che|chemin"
    rb"|pl|place|rte|route|quai|sq|square|cours|cite|lot|lotissement|res|r\S{1,2}sidence|hameau"
    rb"|passage|sentier|lieu|ld|villa|voie|ham|fg|zac?)\b|\d"
)


def drop_contradicted(
    columns: Columns,
    votes: Votes,
    rules: VotedRules,
    dates: npt.NDArray[np.uint64],
    written: Mask,
) -> None:
    """Take the role from columns whose values are something else.

    Args:
        columns: Their rules are changed.
        votes: The values.
        rules: Which rules are which.
        dates: The date of each cell, 0 for none.
        written: Columns of birth dates that are written in a form of their own.
    """
    _drop_shifted(columns, votes, rules, dates, written)
    _drop_product_codes(columns, votes, rules)
    _drop_visits_of_things(columns, rules)
    _drop_ratings(columns, votes, rules)
    _drop_manners(columns, votes, rules)
    _drop_codes(columns, votes, rules)
    _drop_kinds(columns, votes, rules)


def _drop_shifted(
    columns: Columns,
    votes: Votes,
    rules: VotedRules,
    dates: npt.NDArray[np.uint64],
    written: Mask,
) -> None:
    """Take the role from columns whose values are something else, as under a shifted header.

    Columns of these roles are not searched, so a NIR below ``nom`` would go unseen.
    """
    sexes, postcodes = columns.of(rules.sex), columns.of(rules.postcode)
    groups = columns.of(rules.blood_group)
    if groups.size != QUESTION_AND_ANSWER:
        # Of a list of analyses the first line may be taken for a header: ``Groupe ABO;O``.
        groups = np.zeros_like(groups)
    for told, fitting in (
        (columns.of(rules.name, rules.doctor), votes.of_mask(_may_be_names(votes.cells))),
        (columns.of(rules.birth_date), votes.of_mask(dates > 0)),
        (sexes, votes.of_shape(Cells.are_sexes, sexes)),
        (postcodes, votes.of_shape(Cells.are_postcodes, postcodes)),
        (groups, votes.of_shape(Cells.are_blood_groups, groups)),
    ):
        if told.any():
            share = fitting / np.maximum(votes.total, 1)
            other = (votes.total >= MIN_CONTRADICTIONS) & (share < _CONTRADICTED)
            columns.rule[told & other & ~written] = NO_RULE


def _may_be_names(cells: Cells) -> Mask:
    """Cells with letters, or a name of which stars hide all but the first: ``D*****``."""
    stars = cells.head == ord("*")
    return cells.have_letters() | (stars[:, 1:] & stars[:, :-1]).any(axis=1)


def _drop_product_codes(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from a column of bar codes: ``code barre`` of a product, not of a tube."""
    told = columns.of(rules.pseudonym)
    if told.any():
        products = votes.won(votes.of_mask(are_bar_codes(votes.cells)), VOTE_SHARE)
        columns.rule[told & products] = NO_RULE


def _drop_visits_of_things(columns: Columns, rules: VotedRules) -> None:
    """Take the role from dates in tables of products: ``date_entree`` of a stock."""
    people = columns.are_of_people(rules) or columns.of(rules.sex).any()
    if columns.thing.any() and not people:
        columns.rule[columns.of(rules.visit)] = NO_RULE


def _drop_manners(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from a column of a few words: ``voie`` of a birth or a drug is no street."""
    for column in np.flatnonzero(columns.of(rules.address)).tolist():
        cells = votes.sample(column)
        words = {cell.strip().lower() for cell in cells}
        few = len(words) <= _FEW_WORDS and len(cells) >= _FEW_WORDS * 2
        few |= all(len(word) <= _LETTERS_OF_CODES for word in words)
        if few and not any(_OF_STREETS.search(word) for word in words):
            columns.rule[column] = NO_RULE


def _drop_codes(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from names of data sets and the like: ``nom`` of ``AIRE_URBAINE``, ``BPE_ENS``.

    And from a few words in lower case, over and over: the ``identity`` of a mapping.
    """
    for column in np.flatnonzero(columns.of(rules.name)).tolist():
        cells = votes.sample(column)
        coded = sum(b"_" in cell for cell in cells)
        if are_terms(cells) or (
            coded >= MIN_CONTRADICTIONS and coded >= _CONTRADICTED * len(cells)
        ):
            columns.rule[column] = NO_RULE


def _drop_kinds(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from a column of a few words: the ``demande`` of an allowance is no number.

    And from phrases: the ``alias`` of a concept is another word for it.
    """
    for column in np.flatnonzero(columns.of(rules.pseudonym)).tolist():
        cells = votes.sample(column)
        kinds = len(set(cells))
        few = kinds <= _FEW_WORDS and len(cells) >= max(_FEW_WORDS * 2, _REPEATED * kinds)
        phrases = sum(b" " in cell.strip() for cell in cells)
        if (few or phrases >= MIN_CONTRADICTIONS) and not any(
            _DIGIT.search(cell) for cell in cells
        ):
            columns.rule[column] = NO_RULE


def _drop_ratings(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from remarks that are ratings: the ``note`` of a hotel or a pupil is A+ or B-.

    In remarks about people a blood group needs no other word beside it. Of blood groups some are O,
    of ratings none.
    """
    told = columns.of(rules.comment)
    if not told.any():
        return
    letter, sign = votes.cells.head[:, 0], votes.cells.head[:, 1]
    signed = (sign == ord("+")) | (sign == ord("-"))
    marks = votes.of_mask(signed & np.isin(letter, _MARKS))
    zeros = votes.of_mask(signed & np.isin(letter, ZEROS))
    people = columns.are_of_people(rules)
    least, share = (MANY_GROUPS, VOTE_SHARE) if people else (MIN_CONTRADICTIONS, _MARKED)
    columns.rule[told & (marks >= least) & (marks >= share * votes.total) & (zeros == 0)] = NO_RULE


def drop_what_is_of_animals(columns: Columns, rules: VotedRules) -> None:
    """Take all roles from tables of animals but those of their owners.

    What is called Rex, born in 2019, female and in calf is no person.
    """
    if columns.animal.sum() < _FEW_ANIMAL_WORDS:
        return
    contacts = (rules.phone, rules.email, rules.address, rules.postcode, rules.nir, rules.password)
    owners = columns.of(rules.name, rules.doctor) & columns.owner
    columns.rule[~(columns.of(*contacts) | owners)] = NO_RULE


def drop_lone_texts(columns: Columns, rules: VotedRules) -> None:
    """Take the role of remarks from texts where no other column speaks of people: news, laws."""
    people = columns.of(
        *(rules.name, rules.nir, rules.birth_date, rules.sex, rules.pseudonym, rules.visit),
        *(rules.phone, rules.email, rules.doctor, rules.icd10, rules.result, rules.blood_group),
    )
    if not people.any():
        columns.rule[columns.of(rules.comment) & columns.text] = NO_RULE
