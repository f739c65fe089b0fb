"""Facts that a reader must know beside the score: which special data, whose, how sure.

Flags on content rest on contextual evidence or better, in records about a person: a word
alone in a blog raises none. They never change the score.
"""

from collections.abc import Iterator

from leakscan.model.assessment import Score, Subjects
from leakscan.model.coverage import Coverage
from leakscan.model.state import FileState
from leakscan.model.taxonomy import Facet
from leakscan.scoring import policy
from leakscan.scoring.record import facets_of, has_subject, health_level
from leakscan.scoring.severity import CONTEXTUAL

ART9_LEVEL = 3
"""Health level from which a record is health data by nature (test, drug, specialty)."""

_FLAG_OF_FACET = (
    ("nir", Facet.NIR),
    ("art9", Facet.GENETIC | Facet.ART9),
    ("art10", Facet.ART10),
    ("genetic", Facet.GENETIC),
    ("stigmatising", Facet.STIGMATISING),
    ("credentials", Facet.CREDENTIAL),
)


def raise_flags(
    state: FileState,
    coverage: Coverage,
    subjects: Subjects,
    presumed: Score,
    *,
    linked: bool,
    as_of_year: int,
) -> tuple[str, ...]:
    """All flags that hold, in the order of the report's schema."""
    raised = set(_content_flags(state))
    if any(year > as_of_year - policy.ADULT_AGE for year in state.birth_years):
        raised.add("minors")
    if subjects.estimate is not None and subjects.estimate > policy.LARGE_SCALE:
        raised.add("large-scale")
    if linked:
        raised.add("linked")
    if _looks_synthetic(state):
        raised.add("synthetic-looking")
    # A zero is no answer either when part of the input could not be read.
    if coverage.hides_text and not presumed.band:
        raised.add("undetermined")
    return tuple(flag for flag in ORDER if flag in raised)


ORDER = (
    "nir",
    "art9",
    "art10",
    "genetic",
    "stigmatising",
    "minors",
    "credentials",
    "large-scale",
    "linked",
    "synthetic-looking",
    "undetermined",
)


def _content_flags(state: FileState) -> Iterator[str]:
    joined, level = 0, 0
    for signature in filter(has_subject, state.signatures[CONTEXTUAL]):
        joined |= signature
        level = max(level, health_level(signature))
    facets = facets_of(joined)
    if level >= ART9_LEVEL:
        yield "art9"
    yield from (flag for flag, needed in _FLAG_OF_FACET if facets & needed)


def _looks_synthetic(state: FileState) -> bool:
    """Whether half of the values that can tell are specimens, fiction ranges or repeats."""
    identifiable = state.hints["identifiable"]
    return bool(identifiable) and (
        state.hints["synthetic"] >= policy.SYNTHETIC_SHARE * identifiable
    )
