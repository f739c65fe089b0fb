"""From bytes to evidence: the raw side, joined for one source at a time.

`Scanner.results` is the unit of work that runs in this process, in a worker, or on another
machine: a source in, one `FileResult` without a raw value out for the source and for each
member found in it. Whatever goes wrong inside becomes a coverage entry, made of codes and
places of ours, so no exception with content ever crosses a process or reaches a log.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from leakscan.detectors.engine import Detector
from leakscan.detectors.rules import RuleSet, load_rules
from leakscan.evidence.contents import ContentHash
from leakscan.evidence.gate import Gate
from leakscan.evidence.keyed import Fingerprinter, new_key
from leakscan.evidence.member import Evidence
from leakscan.evidence.remembered import Memory
from leakscan.examination import Examination
from leakscan.frozen import frozen
from leakscan.helping import Found, examine_handed
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import failure
from leakscan.model.result import FileResult
from leakscan.model.taxonomy import RuleInfo
from leakscan.paths import NameTags
from leakscan.readers.budget import Budget
from leakscan.readers.opening import ReadOptions
from leakscan.recall import Comparison, Once
from leakscan.sources import CountedReads, Source, memory_source

if TYPE_CHECKING:
    from leakscan.model.allowance import Allowance
    from leakscan.model.known import Accepted
    from leakscan.relay import Relay

SMALL_INPUT_BYTES = 24 * 1024 * 1024
"""Where no kernel was compiled, below this the automaton is done before Hyperscan has compiled
its patterns (1.1 s): at 12 MB, 1.5 s against 2.2 on source code and logs."""


@frozen
class ScanOptions:
    """How to scan.

    Attributes:
        jobs: Worker processes; 0 for the number of CPUs.
        engine: ``auto``, ``hyperscan`` or ``portable``; findings do not depend on it.
        read: Limits and overrides of the readers.
        key: At least 32 secret bytes when fingerprints must match those of other runs; None
            for a key that is drawn now and dies with the process.
        accepted: What a baseline knows, by printed path; None when none is used. Needs `key`.
        collect_units: Results say what a baseline would have to know.
        allow: Findings that are let pass, and why.
        lasting_key: `key` was given by the user, so that what is made with it means something in
            other runs.
        alone: There is one source, so that as a whole it can be the same as nothing else.
        timeout_per_file: Seconds after which the rest of a source, with all it holds, is left
            unread; 0 for none.
    """

    jobs: int = 0
    engine: str = "auto"
    read: ReadOptions = field(default_factory=ReadOptions)
    key: bytes | None = field(default=None, repr=False)
    timeout_per_file: float = 0
    accepted: "Mapping[str, Accepted] | None" = field(default=None, repr=False)
    collect_units: bool = False
    allow: "tuple[Allowance, ...]" = ()
    alone: bool = True
    lasting_key: bool = False

    @property
    def by_path(self) -> bool:
        """Whether what a finding is worth depends on where it stands.

        What a baseline or an allow-list knows is of one path, and of all that stands there.
        """
        return self.accepted is not None or self.collect_units or bool(self.allow)


class Task(NamedTuple):
    """A source and its printable path."""

    source: Source
    path: str


class Scanner:
    """Everything a process needs to scan sources: detector, gate, options."""

    def __init__(self, rules: RuleSet, options: ScanOptions, *, engine: str | None = None) -> None:
        self.options = options
        self.detector = Detector(rules, engine or options.engine)
        infos = [rule.info for rule in rules.rules]
        key = options.key or new_key()
        fingerprinter = Fingerprinter(key)
        self.tags = NameTags(fingerprinter) if options.lasting_key else None
        self._contents = None if options.by_path else ContentHash(key)
        self._memory = Memory()
        gate = Gate(infos, fingerprinter, year=datetime.now(UTC).year)
        knows = options.by_path
        self._evidence = _informed(gate, infos, fingerprinter, options) if knows else Evidence(gate)

    def results(
        self,
        source: Source,
        path: str,
        *,
        on_read: Callable[[int], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        relay: "Relay | None" = None,
    ) -> Iterator[FileResult]:
        """Examine one source and the members found in it.

        Args:
            source: What to read.
            path: How reports call it; must be safe to print.
            on_read: Called with the number of stored bytes of each read.
            stopped: Asked between chunks; the rest is left unread once it is true.
            relay: Where chunks may be handed to helpers; what these find is to be merged.

        Yields:
            The members in the order in which they end, each before what it is in; a container
            that has nothing to say beside its members is passed over, and so are empty ones.
        """
        if source.gap is not None:
            yield unscanned(source, path, source.gap.reason)
            return
        budget = Budget(self.options.read, seconds=self.options.timeout_per_file, stopped=stopped)
        examination = Examination(
            self.detector,
            self._evidence,
            self.options.read,
            budget,
            relay=relay,
            comparison=self._comparison(relay),
            tags=self.tags,
        )
        root = FileResult(path=path, bytes=source.size or 0)
        try:
            with source.open(lambda: not budget.is_spent()) as stream:
                on_disk = source.size if source.location is not None else None
                counted = CountedReads(stream, on_read, size=on_disk)
                yield from examination.source(root, counted, source.name)
                return
        except Exception as error:  # noqa: BLE001 - opening a source is up to the system
            gap = failure(error)
            # Who is interrupted while nobody writes to a pipe has not waited too long.
            spent = budget.spent.reason if budget.spent is not None else gap.reason
            root.coverage.gaps.append(replace(gap, reason=spent))
        yield root

    def _comparison(self, relay: "Relay | None") -> Comparison | None:
        if self._contents is None:
            return None
        # What helpers find goes by numbers, which are of one source.
        memory = self._memory if relay is None else Memory()
        return Comparison(self._contents, memory, alone=self.options.alone)

    def handed(self, relay: "Relay", *, wait: bool) -> Found:
        """What is in the chunks that another process hands over; see `examine_handed`."""
        return examine_handed(self.detector, self._evidence, relay, wait=wait)

    def scan_table(
        self, columns: Sequence[str], rows: Iterable[Sequence[str]], *, path: str
    ) -> FileResult:
        """Examine a table in memory, its cells as text."""
        # Imported here: tables in memory are what programs have, not what files are.
        from leakscan.readers.grid import grid_chunks

        budget = Budget(self.options.read)
        examination = Examination(self.detector, self._evidence, self.options.read, budget)
        result = FileResult(path=path, formats=["table"])
        examination.chunks(
            result,
            grid_chunks(
                columns, rows, header_certain=True, chunk_bytes=self.options.read.chunk_bytes
            ),
        )
        return result

    def scan(self, source: Source, path: str) -> FileResult:
        """Examine one source and all it holds, as one."""
        merged = FileResult(path=path, bytes=source.size or 0)
        once = Once()
        for result in self.results(source, path):
            merged.formats = result.formats
            merged.encoding = result.encoding
            if once.counts(result):
                merged.state.merge(result.state)
            merged.coverage.bytes_examined += result.coverage.bytes_examined
            merged.coverage.gaps.extend(result.coverage.gaps)
        return merged


def _informed(
    gate: Gate, infos: Sequence[RuleInfo], fingerprinter: Fingerprinter, options: ScanOptions
) -> Evidence:
    """With what the options say is known already."""
    # Imported here: most scans know nothing, and start faster without.
    from leakscan.evidence.allowed import Allowed
    from leakscan.evidence.baselined import Baselines
    from leakscan.evidence.units import UnitFinder

    finder = UnitFinder(infos, fingerprinter)
    allowed: Allowed | None = None
    if options.allow:
        allowed = Allowed(options.allow, infos, finder, datetime.now(UTC).date())
    baselines: Baselines | None = None
    if options.accepted is not None or options.collect_units:
        collect = options.collect_units
        baselines = Baselines(gate, finder, infos, options.accepted, collect=collect)
    return Evidence(gate, baselines, allowed)


def chosen_engine(options: ScanOptions, sizes: Sequence[int | None]) -> str:
    """The engine for input of these sizes (None: unknown), when the user left the choice."""
    small = None not in sizes and sum(size or 0 for size in sizes) < SMALL_INPUT_BYTES
    return "portable" if options.engine == "auto" and small else options.engine


def unscanned(
    source: Source, path: str, reason: GapReason, where: str = "not started"
) -> FileResult:
    """The result of a source that was not examined at all."""
    result = FileResult(path=path, bytes=source.size or 0)
    result.coverage.gaps.append(source.gap or Gap(reason=reason, where=where, bytes=source.size))
    return result


def scan_bytes(
    data: bytes,
    name: str = "sample.txt",
    *,
    rules: RuleSet | None = None,
    engine: str = "portable",
    options: ScanOptions | None = None,
) -> FileResult:
    """Examine bytes in memory, and all they hold, as if they were one file called `name`."""
    options = options or ScanOptions(engine=engine)
    return Scanner(rules or load_rules(), options).scan(memory_source(data, name), name)
