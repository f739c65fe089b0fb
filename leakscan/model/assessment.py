"""The verdict on a file or a scan: how bad, for how many, on what evidence."""

from dataclasses import field

from leakscan.frozen import frozen
from leakscan.model.bands import Band
from leakscan.model.state import Place
from leakscan.model.taxonomy import RuleInfo, Tier


@frozen
class Score:
    """A severity `se` (0-6) and its band; None when it cannot be determined."""

    se: float
    band: Band | None


@frozen
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
        evidence: The weakest tier that it rests on.
    """

    dpc: float
    ei: float
    categories: tuple[str, ...]
    records: int
    dpc_basis: str = ""
    ei_basis: tuple[str, ...] = ()
    evidence: Tier = Tier.STRUCTURAL


@frozen
class Subjects:
    """How many persons.

    Attributes:
        estimate: None when no record is about a person we can count.
        exact: Whether it is.
        basis: Rule id of the key by which most are told apart, which the estimate counts.
        bracket: Of CNIL's open data.
        keys: Persons by the rule id of each kind of key.
        keyless_records: Records about a person without any such key: nobody knows how many
            persons these are.
    """

    estimate: int | None
    exact: bool
    basis: str | None
    bracket: str
    keys: dict[str, int] = field(default_factory=dict)
    keyless_records: int = 0


@frozen
class Finding:
    """One rule's findings in one file.

    Attributes:
        fingerprint: Of the set of distinct values, under the key of the run; None when the
            rule's values are not told apart.
        misspelt: How many rest on words with a typing error.
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
    misspelt: int = 0


@frozen
class Population:
    """Who the data subjects are, as counts.

    Attributes:
        basis: Rule id of the key by which they were told apart.
        counted: How many were.
        exact: Whether the counts are exact, else scaled up from a sample.
        sample: Persons they were counted on.
        minors: Under 18 on the day of the scan, to the month where the month is known.
        sexes: By ``female`` and ``male``.
        birth_decades: By first year of the decade.
        birth_departments, residence_departments: By code (see `departments`).
    """

    basis: str
    counted: int
    exact: bool
    sample: int
    minors: int
    sexes: dict[str, int]
    birth_decades: dict[str, int]
    birth_departments: dict[str, int]
    residence_departments: dict[str, int]


@frozen
class Care:
    """Dates of samples, visits and results, ISO 8601; records by month."""

    first: str | None
    last: str | None
    months: dict[str, int]


@frozen
class Organisations:
    """Organisations told apart but not named.

    Attributes:
        distinct: How many.
        exact: Whether that is exact.
        largest: Records of the largest ones.
        departments: How many organisations have a FINESS number of each département.
    """

    distinct: int
    exact: bool
    largest: tuple[int, ...]
    departments: dict[str, int]


@frozen
class Aggregates:
    """Who, since when and from where; None for what nothing is known of.

    Attributes:
        software: Members by the program whose mark they bear.
        layouts: Tables by keyed hash of their columns' names and number of columns; only to
            tell which files share one, never printed.
    """

    population: Population | None = None
    care: Care | None = None
    establishments: Organisations | None = None
    insurers: Organisations | None = None
    software: dict[str, int] = field(default_factory=dict)
    layouts: dict[tuple[int, int], int] = field(default_factory=dict)


@frozen
class Assessment:
    """What a report says of one file or of the whole scan.

    Attributes:
        scenario: Established severity under the declared circumstances, as ``cb``, ``se`` and
            ``band``; None when none were declared, and reports show `grid` instead.
        grid: What the severity would be under usual circumstances: (CB, score).
        fresh: The same of what no baseline knows; None when none was used.
        without: What the established severity would be without a kind of data, for those that
            make a difference; see `scoring.without`.
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
    aggregates: Aggregates = field(default_factory=Aggregates)
    without: dict[str, Score] = field(default_factory=dict)


__all__ = [
    "Aggregates",
    "Assessment",
    "Band",
    "Care",
    "Driver",
    "Finding",
    "Organisations",
    "Population",
    "Score",
    "Subjects",
]
