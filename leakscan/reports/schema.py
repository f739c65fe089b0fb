"""The report document as types: `report.schema.json` plus the keys we add to it.

Keys that the schema does not require are `NotRequired`: a saved result may come from an
earlier version. Added keys are marked as such; the schema allows them.
"""

from typing import Literal, NotRequired, TypedDict

SCHEMA_ID = "leakscan/report/1"

Lang = Literal["fr", "en"]
Profile = Literal["confidential", "shareable"]


class ToolPart(TypedDict):
    """Which program, rules and policy made the report; `policy_digest` is added."""

    name: str
    version: str
    rules_digest: str
    policy: str
    policy_digest: NotRequired[str]


class ScanPart(TypedDict):
    """Facts about the run.

    Added: `coverage`, `interrupted`, `expires_on` (day by which the report should be deleted) and
    `counts` (``exact``, or ``lower-bounds`` in the shareable profile).
    """

    started: str
    seconds: float
    bytes: int
    files: int
    complete: bool
    profile: Profile
    key: str
    engine: str
    jobs: int
    coverage: NotRequired["LedgerPart"]
    interrupted: NotRequired[bool]
    expires_on: NotRequired[str]
    counts: NotRequired[str]


class LedgerPart(TypedDict):
    """How much of everything was examined: sources and members by state, gaps by reason."""

    complete: int
    partial: int
    unread: int
    bytes_examined: int
    gaps: dict[str, int]


class ScorePart(TypedDict):
    """A severity and its band (0-4, None when undetermined)."""

    se: float
    band: int | None


class ScenarioPart(ScorePart):
    """A severity under circumstances worth `cb` points."""

    cb: float


class WithoutPart(ScorePart):
    """A severity without one kind of data: a category, ``all-identity``, ``all-sensitive``."""

    category: str


class DriverPart(TypedDict):
    """A kind of record the score rests on; the two bases and `evidence` are added."""

    dpc: float
    ei: float
    categories: list[str]
    records: int
    dpc_basis: NotRequired[str]
    ei_basis: NotRequired[list[str]]
    evidence: NotRequired[str]


class ScoresPart(TypedDict):
    """The interval, what it rests on, and circumstances; `grid` and `without` are added."""

    established: ScorePart
    presumed: ScorePart
    drivers: list[DriverPart]
    scenario: NotRequired[ScenarioPart | None]
    grid: NotRequired[list[ScenarioPart]]
    without: NotRequired[list[WithoutPart]]


class SubjectsPart(TypedDict):
    """How many persons.

    Added: `keys` (persons by kind of key) and `keyless_records` (records about a person that
    hold none).
    """

    estimate: int | None
    exact: bool
    bracket: str
    basis: NotRequired[str | None]
    keys: NotRequired[dict[str, int]]
    keyless_records: NotRequired[int]


class LocationPart(TypedDict):
    """Where a finding stands."""

    record: NotRequired[int]
    line: NotRequired[int]
    column: NotRequired[int]
    byte: NotRequired[int]
    page: NotRequired[int]
    sheet: NotRequired[int]
    field: NotRequired[str]


class FindingPart(TypedDict):
    """One rule's findings.

    Added: `name`, `level`, `stigmatising`, `tiers`, `why` (it is believed) and `stronger` (what
    would have made it so).
    """

    rule: str
    category: str
    tier: str
    count: int
    records: int
    locations: list[LocationPart]
    assertions: NotRequired[dict[str, int]]
    distinct: NotRequired[int | None]
    fields: NotRequired[list[str]]
    fingerprint: NotRequired[str | None]
    name: NotRequired[dict[str, str]]
    level: NotRequired[int]
    stigmatising: NotRequired[bool]
    tiers: NotRequired[dict[str, int]]
    why: NotRequired[list[str]]
    stronger: NotRequired[list[str]]


class CodesPart(TypedDict):
    """What a notification form asks: CNIL's and EDPB's data types, kinds of persons."""

    cnil: list[str]
    edpb_70: list[str]
    persons: list[str]


class PopulationPart(TypedDict):
    """Who the data subjects are, as counts; added.

    `counted` distinct persons could be told apart with attributes, by the key `basis`; the
    numbers below are of those, exact when `exact`, else scaled up from a random sample of
    `sample` persons. Départements by their code, ``99`` for abroad.
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


class CarePart(TypedDict):
    """Dates of samples, visits and results: first and last day, records by month; added."""

    first: str | None
    last: str | None
    months: dict[str, int]


class OrganisationsPart(TypedDict):
    """Organisations told apart by keyed fingerprints, never named; added.

    `largest` are records of the largest ones, `departments` those of their FINESS numbers.
    """

    distinct: int
    exact: bool
    largest: list[int]
    departments: dict[str, int]


class AggregatesPart(TypedDict):
    """Counts that answer who, since when and from where; added."""

    population: NotRequired[PopulationPart]
    care: NotRequired[CarePart]
    establishments: NotRequired[OrganisationsPart]
    insurers: NotRequired[OrganisationsPart]


class LayoutPart(TypedDict):
    """Files whose tables have the same columns in the same order."""

    columns: int
    tables: int
    files: list[str]


class ProvenancePart(TypedDict):
    """What the files have in common: programs that wrote them, and shared layouts; added."""

    software: dict[str, int]
    layouts: list[LayoutPart]


class StatePart(TypedDict):
    """The verdict on a file or on all.

    Added: `records_concerned`, `notification`, `aggregates`, and `fresh`: the verdict on what no
    baseline knows, for a scan that had one.
    """

    subjects: SubjectsPart
    score: ScoresPart
    flags: list[str]
    findings: list[FindingPart]
    records_concerned: NotRequired[int]
    notification: NotRequired[CodesPart]
    aggregates: NotRequired[AggregatesPart]
    fresh: NotRequired["StatePart"]


class GapPart(TypedDict):
    """One thing that was not examined."""

    reason: str
    where: NotRequired[str]
    bytes: NotRequired[int]


class CoveragePart(TypedDict):
    """What was examined of a file and what was not."""

    state: str
    bytes_examined: int
    gaps: list[GapPart]


class FilePart(StatePart):
    """One scanned source.

    Added: `duplicate_of`, the id of the first file with the same content, None for that one: what
    is found in both counts once in the total.
    """

    id: str
    path: str | None
    format: list[str]
    encoding: str | None
    bytes: int
    records: int
    coverage: CoveragePart
    duplicate_of: NotRequired[str | None]


class GateFailurePart(TypedDict):
    """One limit that was exceeded.

    `kind` is ``band``, ``people``, ``rule`` or ``category``; `file` an id, absent for the scan as
    a whole; `name` the rule or category.
    """

    kind: str
    limit: int
    value: int
    file: NotRequired[str]
    name: NotRequired[str]


class KnownPart(TypedDict):
    """What a baseline had to say: entries met, expired, no longer met."""

    known: int
    expired: int
    vanished: int


class AllowedPart(TypedDict):
    """An entry of an allow-list: its reason, and how many findings it let pass."""

    reason: str
    findings: int


class GatePart(TypedDict):
    """What a gate decided: whether everything stays within the limits, and by which code."""

    passed: bool
    code: int
    strict: bool
    fail_on: int | None
    failures: list[GateFailurePart]
    baseline: NotRequired[KnownPart]
    allowed: NotRequired[list[AllowedPart]]


class Document(TypedDict):
    """The whole report; `provenance` is added, and `gate` for scans that had limits to keep."""

    schema: str
    tool: ToolPart
    scan: ScanPart
    files: list[FilePart]
    total: StatePart
    provenance: NotRequired[ProvenancePart]
    gate: NotRequired[GatePart]
