"""Counts of who, since when and from where, out of the sketches that hold them.

Nothing here changes the score. A count from a sample is scaled up and rounded to what is known
of it; the standard error of a share p of n sampled persons is sqrt((1 - p) / (p n)).
"""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from leakscan.model.aggregates import Aggregates as Counted
from leakscan.model.assessment import Aggregates, Care, Organisations, Population, Subjects
from leakscan.model.departments import CODES
from leakscan.model.keyed_counts import KeyedCounts
from leakscan.model.profiles import BIRTH, BORN_IN, LIVES_IN, SEX, Profiles
from leakscan.model.state import FileState
from leakscan.scoring import policy
from leakscan.scoring.persons import NAME_RULE, rounded

MAX_LARGEST = 10
_KEY_ORDER = ("fr.nir", NAME_RULE)
_ENOUGH = 0.5
"""Share of the persons that a key must tell for its attributes to speak of all of them."""
_MONTHS = 12

Numbers = npt.NDArray[np.int64]


def summarise(state: FileState, subjects: Subjects, *, as_of: date) -> Aggregates:
    """The aggregates of a file or a scan; `as_of` is the day on which ages are reckoned."""
    counted = state.aggregates
    return Aggregates(
        population=_population(counted, subjects, as_of),
        care=_care(counted),
        establishments=_organisations(counted.establishments),
        insurers=_organisations(counted.insurers),
        software=dict(sorted(counted.software.items())),
        layouts=dict(sorted(counted.layouts.items())),
    )


def _population(counted: Counted, subjects: Subjects, as_of: date) -> Population | None:
    """Counts over the persons of the first key that tells enough of them."""
    enough = _ENOUGH * (subjects.estimate or 1)
    for basis in _KEY_ORDER:
        profiles = counted.persons.get(basis)
        if profiles is not None and profiles.estimate()[0] >= enough:
            return _described(basis, profiles, as_of)
    return None


def _described(basis: str, profiles: Profiles, as_of: date) -> Population:
    counted, exact = profiles.estimate()
    _, known = profiles.kept()
    attributes = known.astype(np.int64)
    scale = counted / max(1, len(attributes))

    def scaled(number: int) -> int:
        return number if exact else rounded(round(number * scale))

    months = attributes[:, BIRTH]
    decades = (months[months > 0] - 1) // _MONTHS // 10 * 10
    return Population(
        basis=basis,
        counted=counted if exact else rounded(counted),
        exact=exact,
        sample=len(attributes),
        minors=scaled(_minors(months, as_of)),
        sexes={
            name: scaled(int(np.count_nonzero(attributes[:, SEX] == number)))
            for number, name in ((2, "female"), (1, "male"))
        },
        birth_decades={f"{year}": scaled(n) for year, n in _frequencies(decades)},
        birth_departments=_departments(attributes[:, BORN_IN], scaled),
        residence_departments=_departments(attributes[:, LIVES_IN], scaled),
    )


def _minors(months: Numbers, as_of: date) -> int:
    """Persons under age, to the month; who turns 18 in this very month counts as of age."""
    limit = (as_of.year - policy.ADULT_AGE) * _MONTHS + as_of.month
    return int(np.count_nonzero(months > limit))


def _departments(numbers: Numbers, scaled: Callable[[int], int]) -> dict[str, int]:
    return {CODES[number]: scaled(n) for number, n in _frequencies(numbers[numbers > 0])}


def _frequencies(numbers: Numbers) -> Sequence[tuple[int, int]]:
    values, counts = np.unique(numbers, return_counts=True)
    return list(zip(values.tolist(), counts.tolist(), strict=True))


def _care(counted: Counted) -> Care | None:
    if not counted.months:
        return None
    return Care(
        first=_iso(counted.first_day),
        last=_iso(counted.last_day),
        months={f"{m // 100:04}-{m % 100:02}": n for m, n in sorted(counted.months.items())},
    )


def _iso(day: int) -> str:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"


def _organisations(counts: KeyedCounts) -> Organisations | None:
    distinct, exact = counts.distinct()
    if not distinct:
        return None
    _, records, labels = counts.kept()
    largest = np.sort(records)[::-1][:MAX_LARGEST]
    return Organisations(
        distinct=distinct if exact else rounded(distinct),
        exact=exact,
        largest=tuple(largest.tolist()),
        departments={
            CODES[number]: organisations
            for number, organisations in _frequencies(labels[labels > 0].astype(np.int64))
        },
    )
