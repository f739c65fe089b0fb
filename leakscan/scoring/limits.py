"""Limits that a gate sets, and which of them an assessment exceeds: pure functions."""

from collections.abc import Iterator, Mapping
from dataclasses import field

from leakscan.frozen import frozen
from leakscan.model.assessment import Assessment, Band, Finding
from leakscan.model.taxonomy import CATEGORY_FACETS, Tier


@frozen
class Limits:
    """What a scan may hold; see the options of the same names.

    Attributes:
        fail_on: Lowest established band that is too much; None for none.
        max_people: Most persons, per file and in all; None for no limit.
        counts: Most findings on contextual evidence or better, in all, by rule or category.
    """

    fail_on: Band | None = None
    max_people: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether there is a limit at all."""
        return self.fail_on is not None or self.max_people is not None or bool(self.counts)


@frozen
class Failure:
    """One limit that was exceeded.

    Attributes:
        kind: ``band``, ``people``, ``rule`` or ``category``.
        file: Index of the file; None for the scan as a whole.
        name: The rule or category.
    """

    kind: str
    limit: int
    value: int
    file: int | None = None
    name: str = ""


class Measured:
    """Files held against the limits as they come; only those that exceed one are remembered.

    What a baseline knows does not count.

    Attributes:
        limits: As the user set them.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._files = 0
        self._found: dict[str, list[Failure]] = {kind: [] for kind in _MEASURES}

    def add(self, file: Assessment) -> None:
        """Measure one more file; failures call it by its rank among all that were added."""
        for kind, measure in _MEASURES.items():
            failure = measure(self.limits, file.fresh or file, self._files)
            if failure is not None:
                self._found[kind].append(failure)
        self._files += 1

    def failures(self, total: Assessment) -> tuple[Failure, ...]:
        """Every limit that is exceeded; of the whole only what no file exceeds by itself."""
        total = total.fresh or total
        failures: list[Failure] = []
        for kind, measure in _MEASURES.items():
            whole = measure(self.limits, total, None)
            exceeded = self._found[kind] or ([whole] if whole is not None else [])
            failures += sorted(exceeded, key=lambda failure: -failure.value)
        return (*failures, *_count_failures(self.limits, total))


def _band_failure(limits: Limits, found: Assessment, file: int | None) -> Failure | None:
    """The established band that is too much, if it is."""
    band = found.established.band
    if limits.fail_on is None or band is None or band < limits.fail_on:
        return None
    return Failure(kind="band", limit=int(limits.fail_on), value=int(band), file=file)


def _people_failure(limits: Limits, found: Assessment, file: int | None) -> Failure | None:
    """The number of persons that is too high, if it is.

    Where no key tells persons apart every record about one counts: too many rather than none.
    """
    if limits.max_people is None or not found.established.se:
        return None
    estimate = found.subjects.estimate
    people = found.records_concerned if estimate is None else estimate
    if people <= limits.max_people:
        return None
    return Failure(kind="people", limit=limits.max_people, value=people, file=file)


_MEASURES = {"band": _band_failure, "people": _people_failure}


def _count_failures(limits: Limits, total: Assessment) -> Iterator[Failure]:
    for name, limit in sorted(limits.counts.items()):
        category = name in CATEGORY_FACETS
        value = sum(
            _evident(finding)
            for finding in total.findings
            if name == (finding.rule.category if category else finding.rule.id)
        )
        if value > limit:
            kind = "category" if category else "rule"
            yield Failure(kind=kind, limit=limit, value=value, name=name)


def _evident(finding: Finding) -> int:
    return finding.count - finding.tiers.get(Tier.LEXICAL.label, 0)
