"""Columns that hold names of people, told by lexicons of names."""

from collections.abc import Callable, Iterable

import numpy as np

from leakscan.detectors import name_lexicon
from leakscan.detectors.characters import Mask
from leakscan.detectors.name_lexicon import Keys
from leakscan.detectors.rule import NO_RULE
from leakscan.detectors.votes import MIN_VOTES, Columns, VotedRules, Votes
from leakscan.patterns import deferred

_WORD_SHARE = 0.8
_FIRST_SHARE, _SURNAME_SHARE, _PAIR_SHARE = 0.6, 0.5, 0.5
_HINTED_SHARE = 0.3
_WHOLE_NAME = 2
"""Columns of a first name and a surname."""
_MANY = 20
"""Cells of a column that would hold more than a handful of different names."""
_FEW_SENDERS = 4
"""Messages of each sender, on average."""
_FEW_TERMS, _FIRST_TERMS = 8, 0.5
_TERM = deferred(rb"[a-z]+\d?")
_TITLES = frozenset(b"m mr mme mlle madame monsieur enfant".split())
_GIVEN = 2
"""First names in one cell with a surname."""
_LINKS = frozenset("de du des d la le les ep ép epouse épouse ne né nee née vve veuve".split())
"""Words between the names of one person."""
_OF_PLACES = frozenset(b"saint sainte st ste".split())
"""Surnames too, but of several words with one of them nearly all are towns, streets and schools."""
_NOTE = deferred(rb"[(\[;]|,? n(?:\xc3\xa9|e)e? |[ ,:-]{1,4}\d{1,4}[/.-]\d\d?[/.-]\d\d")
_DOCTOR_TITLES = (b"dr ", b"dr.", b"docteur ", b"pr ", b"pr.")


def name_subjects(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """``patient`` or ``assuré`` over words is a name, unless many words hold no known name.

    Notes may follow a name: ``DURAND Zoé (née le 02/01/1979)``.
    """
    if rules.name == NO_RULE or not columns.subject.any():
        return
    words = votes.of_mask(votes.cells.have_letters() & ~votes.cells.have_digits())
    worded = (words > 0) & (words >= _WORD_SHARE * votes.total)
    for column in np.flatnonzero(columns.subject & worded).tolist():
        cells = [_before_note(cell) for cell in votes.sample(column)]
        few = len(cells) < _MANY and len(set(cells)) < MIN_VOTES
        if few or _are_names(cells, hinted=True):
            columns.rule[column] = rules.name


def _before_note(cell: bytes) -> bytes:
    note = _NOTE.search(cell)
    return cell[: note.start()].rstrip() if note else cell


def vote_names(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Names by lexicon: first names, surnames beside them, both in one cell, doctors."""
    if rules.name == NO_RULE:
        return
    letters = votes.of_mask(votes.cells.have_letters() & ~votes.cells.have_digits())
    open_columns = (columns.rule == NO_RULE) & ~columns.foreign
    candidates = np.flatnonzero(open_columns & votes.won(letters, _WORD_SHARE)).tolist()
    surnames: set[int] = set()
    people = columns.of(rules.name, rules.nir, rules.birth_date).any()
    # Beside NIRs or births a column that nobody knows holds surnames where lexicons say so, and not
    # the towns of people whose names stand elsewhere.
    numbered = bool(columns.of(rules.nir, rules.birth_date).any())
    numbered = numbered and int(columns.of(rules.name).sum()) < _WHOLE_NAME
    for column in candidates:
        cells = votes.sample(column)
        if len(set(cells)) < MIN_VOTES or (columns.sender[column] and _are_few(cells)):
            continue
        if _share(b"{" in cell for cell in cells) >= _PAIR_SHARE:
            # ``{n} ans`` is a text of a form, to be filled in.
            continue
        if _share(cell.lower().startswith(_DOCTOR_TITLES) for cell in cells) >= _PAIR_SHARE:
            columns.rule[column] = rules.doctor
        elif _are_names(cells, hinted=bool(people and columns.hint[column] == rules.name)):
            columns.rule[column] = rules.doctor if columns.professional[column] else rules.name
        elif (numbered or columns.untold[column] or columns.short[column]) and (
            _surnames(cells) >= _SURNAME_SHARE
        ):
            surnames.add(column)
    named = {*np.flatnonzero(columns.rule == rules.name).tolist()}
    beside = named | surnames if named else named
    for column in surnames:
        # Towns bear surnames too; a surname stands beside the first name or another surname, and
        # beside no whole name.
        near = beside & {column - 1, column + 1}
        if any(_pairs(votes.sample(other)) < _PAIR_SHARE for other in near):
            columns.rule[column] = rules.name


def drop_lone_names(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from the one column that speaks of people when it holds no known name.

    ``departement;nom;naissances``: of the names of départements one in five is a surname, of
    surnames nineteen in twenty. Beside prices and coordinates a name is no person's, and places on
    a map have telephones: those of town halls.
    """
    people = columns.of(rules.name, rules.nir, rules.birth_date, rules.sex)
    told = np.flatnonzero(people)
    if told.size != 1 or columns.rule[told[0]] != rules.name:
        return
    things = bool(columns.thing.any() and not columns.subject[told[0]])
    reached = columns.of(rules.phone, rules.email).any()
    if reached and not things:
        return
    cells = [_before_note(cell) for cell in votes.sample(int(told[0]))]
    unknown = len(set(cells)) >= MIN_VOTES and not _are_names(cells, hinted=True)
    if unknown or (things and not reached):
        columns.rule[told[0]] = NO_RULE


def drop_lone_doctors(columns: Columns, votes: Votes, rules: VotedRules) -> None:
    """Take the role from ``operateur`` and the like where nobody is treated and nobody is named.

    Charging points have operators too, with a mailbox each, and a list of theses has authors.
    """
    people = (rules.name, rules.nir, rules.birth_date, rules.sex, rules.pseudonym, rules.visit)
    if columns.of(*people).any():
        return
    for column in np.flatnonzero(columns.of(rules.doctor)).tolist():
        cells = votes.sample(column)
        titled = _share(cell.lower().startswith(_DOCTOR_TITLES) for cell in cells)
        mailboxes = _share(b"@" in cell for cell in cells) >= _PAIR_SHARE
        many = len(set(cells)) >= MIN_VOTES and titled < _HINTED_SHARE
        if columns.author[column] or mailboxes or (many and not _are_names(cells, hinted=True)):
            columns.rule[column] = NO_RULE


def _are_few(cells: list[bytes]) -> bool:
    """Whether a handful of people come again and again, as those do who write to each other."""
    return len(cells) >= _MANY and _FEW_SENDERS * len(set(cells)) <= len(cells)


def _share(marks: Iterable[bool]) -> float:
    values = list(marks)
    return sum(values) / len(values) if values else 0.0


def _first_names(cells: list[bytes]) -> float:
    return float(name_lexicon.are_first_names(name_lexicon.keys_of_texts(cells)).mean())


def are_terms(cells: list[bytes]) -> bool:
    """Whether cells are a few words in lower case over and over: ``rim``, ``workflow``, ``w5``.

    Few of them are first names, as of a program's words one or another is.
    """
    words = sorted({cell.strip() for cell in cells})
    few = len(words) <= _FEW_TERMS and len(cells) >= _FEW_TERMS * 2
    terms = few and all(_TERM.fullmatch(word) for word in words)
    return terms and _first_names(words) < _FIRST_TERMS


def _are_names(cells: list[bytes], *, hinted: bool) -> bool:
    """Whether first names or pairs fill cells; `hinted`: a header among people speaks of names.

    ``is_a`` is a word of a program, not Isa.
    """
    if are_terms(cells):
        return False
    cells = [_without_title(cell) for cell in cells if b"_" not in cell] or [b""]
    first, pairs = _first_names(cells), _pairs(cells)
    if first >= _FIRST_SHARE or pairs >= _PAIR_SHARE:
        return True
    return hinted and max(first, pairs, _surnames(cells)) >= _HINTED_SHARE


def _without_title(cell: bytes) -> bytes:
    first, _, rest = cell.partition(b" ")
    return rest if first.lower().rstrip(b".") in _TITLES and rest else cell


def _surnames(cells: list[bytes]) -> float:
    return float(name_lexicon.are_surnames(name_lexicon.keys_of_texts(cells)).mean())


def _pairs(cells: list[bytes]) -> float:
    """Share of cells that hold first names at one end, and a surname in what is left."""
    splits = [_splits(cell.replace(b",", b" ").split()) for cell in cells]
    sides = [side for split in splits for pair in split for side in pair]
    told = {*sides, *(part for side in sides for part in _parts(side))}
    first = _known(told, name_lexicon.are_first_names)
    last = _known(told, name_lexicon.are_surnames)
    return _share(
        any(_are(given, first) and _are(surname, last) for given, surname in split)
        for split in splits
    )


_Side = tuple[bytes, ...]


def _splits(words: list[bytes]) -> list[tuple[_Side, _Side]]:
    """First names and surnames that words may be: one or two of them at either end are given."""
    return [
        pair
        for count in range(1, min(_GIVEN, len(words) - 1) + 1)
        for pair in (
            ((*words[:count],), (*words[count:],)),
            ((*words[-count:],), (*words[:-count],)),
        )
    ]


def _parts(side: _Side) -> list[_Side]:
    """The names that a compound one is of: ``MARTIN-LEROUX``, ``Jean Paul``, ``FAURE DUBOIS``."""
    parts = [part for word in side for part in word.split(b"-")]
    return [(part,) for part in parts if not _is_link(part)]


def _is_link(word: bytes) -> bool:
    return word.rstrip(b".").decode("utf-8", "ignore").lower() in _LINKS


def _known(names: set[_Side], are_names: Callable[[Keys], Mask]) -> set[_Side]:
    """Those that a lexicon has, written together."""
    ordered = sorted(names)
    keys = name_lexicon.keys_of_texts([b"".join(name) for name in ordered])
    return {name for name, known in zip(ordered, are_names(keys).tolist(), strict=True) if known}


def _are(side: _Side, known: set[_Side]) -> bool:
    """Whether words are a known name, or several known ones and nothing else."""
    if side in known:
        return True
    parts = _parts(side)
    return bool(parts) and known.issuperset(parts) and _OF_PLACES.isdisjoint(map(_lower, parts))


def _lower(side: _Side) -> bytes:
    return side[0].lower()
