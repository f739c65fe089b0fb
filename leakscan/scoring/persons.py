"""How many persons: the most distinct keys of any one type.

A maximum over key types, never a preference for one: preferring the NIR would make the count
fall when a first NIR is found in a file of a thousand names.
"""

from operator import itemgetter

from leakscan.model.assessment import Subjects
from leakscan.model.sketch import KeySketch
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Facet
from leakscan.scoring import policy
from leakscan.scoring.record import has_subject
from leakscan.scoring.severity import CONTEXTUAL

SIGNIFICANT_DIGITS = 4
"""Digits kept of an estimate: its relative standard error is 0.28 %."""

NAME_RULE = "person.name"
"""Whose values, with the birth date, tell persons apart where no number does."""

_KEY_FACETS = int(Facet.NIR | Facet.NAME | Facet.EMAIL | Facet.PHONE)

UNKNOWN_SUBJECTS = Subjects(estimate=None, exact=False, basis=None, bracket="0")
"""Of what was not examined: not zero, unknown."""


def count_subjects(state: FileState) -> Subjects:
    """The number of persons, the rule whose distinct values were counted, the CNIL bracket.

    Without a key to count, but with a record about a person, the estimate is unknown (None)
    and the bracket is that of its lower bound, one person.
    """
    counted = [(*sketch.estimate(), rule_id) for rule_id, sketch in sorted(state.subjects.items())]
    # People of lists are told by names alone, others by births beside: some are in both.
    named, sure = state.names.estimate()
    counted.append((max(named - _named_twice(state), 0), sure, NAME_RULE))
    counted.sort(key=itemgetter(0))
    most, exact, basis = max(counted, key=lambda entry: entry[0], default=(0, True, ""))
    keyless = _keyless_records(state)
    if most:
        estimate = most if exact else rounded(most)
        return Subjects(
            estimate=estimate,
            exact=exact,
            basis=basis,
            bracket=bracket_of(estimate),
            keys={rule: n if sure else rounded(n) for n, sure, rule in counted if n},
            keyless_records=keyless,
        )
    if any(map(has_subject, state.signatures[CONTEXTUAL])):
        return Subjects(
            estimate=None,
            exact=False,
            basis=None,
            bracket=bracket_of(1),
            keyless_records=keyless,
        )
    return Subjects(estimate=0, exact=True, basis=None, bracket=bracket_of(0))


def _named_twice(state: FileState) -> int:
    """Persons named in full, and elsewhere without birth date, birth name or first name."""
    bare = state.bare_names.found_in(state.dated_names)
    bare += state.wed_names.found_in(state.dated_names)
    if not state.either_names.is_empty:
        bare += _named_with_both(state)
    return bare + state.untold_names.found_in(state.dated_families)


def _named_with_both(state: FileState) -> int:
    """Persons named without birth date, elsewhere with two family names, nowhere with a date."""
    fuller = KeySketch()
    fuller.merge(state.dated_names)
    fuller.merge(state.either_names)
    # Who stands in a table of birth names with one name is nobody who has two there.
    more, less = (
        names.found_in(fuller) - names.found_in(state.dated_names)
        for names in (state.bare_names, state.sole_names)
    )
    return more - less


def _keyless_records(state: FileState) -> int:
    """Records about a person in which nothing stands that persons are counted by."""
    return sum(
        records
        for signature, records in state.signatures[CONTEXTUAL].items()
        if has_subject(signature) and not signature & _KEY_FACETS
    )


def bracket_of(persons: int) -> str:
    """The bracket of CNIL's open data that a number of persons falls into."""
    for highest, bracket in policy.BRACKETS:
        if persons <= highest:
            return bracket
    return policy.BRACKET_BEYOND


def rounded(estimate: int) -> int:
    """An estimate without the digits that it does not know."""
    step: int = 10 ** max(0, len(str(estimate)) - SIGNIFICANT_DIGITS)
    return round(estimate / step) * step
