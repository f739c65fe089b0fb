"""The verdict on a file or a scan: how bad, for how many, on what evidence."""

from dataclasses import dataclass, field
from enum import IntEnum

from leakscan.model.state import Place
from leakscan.model.taxonomy import RuleInfo, Tier


class Band(IntEnum):
    """Severity for the persons concerned, on the CNIL PIA scale (= ENISA's four bands)."""

    NONE = 0
    NEGLIGIBLE = 1
    LIMITED = 2
    IMPORTANT = 3
    MAXIMAL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A severity `se` (0-6) and its band; None when it cannot be determined."""

    se: float
    band: Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One kind of record that the score rests on.

    Attributes:
        dpc: Data processing context, 0-4.
        ei: Ease of identification, 0-1.
        categories: What such a record holds, in the words of the rules' categories.
        records: How many there are.
        dpc_basis: What gives the context its value: a category, ``health-1`` to ``health-4``,
            ``health-context`` (identity in a file of a health actor), or ``linked``.
        ei_basis: The categories that together identify the person.
    """

    dpc: float
    ei: float
    categories: tuple[str, ...]
    records: int
    dpc_basis: str = ""
    ei_basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """How many persons: `estimate` is None when no record is about a person we can count."""

    estimate: int | None
    exact: bool
    basis: str | None
    bracket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule's findings in one file.

    Attributes:
        fingerprint: Of the set of distinct values, under the key of the run; None when the
            rule's values are not told apart.
    """

    rule: RuleInfo
    tier: Tier
    count: int
    records: int
    distinct: int | None
    tiers: dict[str, int]
    assertions: dict[str, int]
    fields: tuple[str, ...]
    places: tuple[Place, ...]
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a report says of one file or of the whole scan.

    Attributes:
        scenario: Established severity under the declared circumstances, as ``cb``, ``se`` and
            ``band``; None when none were declared, and reports show `grid` instead.
        grid: What the severity would be under usual circumstances: (CB, score).
        fresh: The same of what no baseline knows; None when none was used.
        records_concerned: Records about a person on contextual evidence or better.
    """

    subjects: Subjects
    established: Score
    presumed: Score
    scenario: dict[str, float] | None
    drivers: tuple[Driver, ...]
    flags: tuple[str, ...]
    findings: tuple[Finding, ...] = field(default=())
    grid: tuple[tuple[float, Score], ...] = ()
    records_concerned: int = 0
    fresh: "Assessment | None" = None
