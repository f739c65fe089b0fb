"""One source being examined, with everything found in it: the recursion into members.

There is one such recursion, for every container, attachment and embedded object: a reader gives
out members, each is opened like a file of its own, and all share the limits of their source.
"""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from leakscan.detectors.engine import Detection, Detector, MemberDetector
from leakscan.detectors.organisations import NO_COLUMN, organisation_columns
from leakscan.evidence.allowed import Allowed, MemberAllowed
from leakscan.evidence.baselined import Baselines, MemberBaseline
from leakscan.evidence.gate import Gate
from leakscan.evidence.tallies import NO_COLUMNS, Columns
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.model.result import FileResult
from leakscan.paths import MemberNames
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import ByteStream, Embedded, Item
from leakscan.readers.budget import Budget
from leakscan.readers.opening import Reading, ReadOptions, open_member

MAX_ENTRIES = 20_000
"""Members of one source that reports list one by one; what is in the others is counted together,
in an entry of its own, so that an archive of a million files fits in memory and on a screen."""


@dataclass(frozen=True, slots=True)
class Share:
    """Every `count`-th chunk of a source, from number `index`: what one of `count` workers does.

    All of them read the source; what is not found in the text (formats, coverage) is told by
    the first.
    """

    index: int = 0
    count: int = 1

    def owns(self, chunk: int) -> bool:
        """Whether a chunk, by number, is part of it."""
        return chunk % self.count == self.index

    @property
    def leads(self) -> bool:
        """Whether it tells what is not found in the text."""
        return self.index == 0


WHOLE = Share()


class Examination:
    """Turns one source into results: its own and those of its members."""

    def __init__(
        self,
        detector: Detector,
        gate: Gate,
        options: ReadOptions,
        budget: Budget,
        *,
        baselines: Baselines | None = None,
        allowed: Allowed | None = None,
        share: Share = WHOLE,
    ) -> None:
        """`budget` is that of the source, just started; a baseline needs the whole of it."""
        self._share = share
        self._chunks = 0
        self._baselines = baselines
        self._allowed = allowed
        self._detector = detector
        self._gate = gate
        self._options = options
        self._budget = budget
        self._names = MemberNames(detector)

    def source(self, result: FileResult, stream: ByteStream, name: str) -> Iterator[FileResult]:
        """Examine a source and everything found in it.

        Args:
            result: Filled in here; its path is known.
            stream: The source's bytes.
            name: Its raw name, a hint of what it is.

        Yields:
            The results of the members found in it, then its own, unless it is a container
            without anything to say beside them. Empty members are only counted, and beyond
            `MAX_ENTRIES` one result stands for all others.
        """
        own = _Member(result, inner=False)
        self._open(own, lambda: stream, name, depth=0)
        rest: FileResult | None = None
        for number, found in enumerate(self._examine(own), 1):
            if number <= MAX_ENTRIES or found is result or self._baselines is not None:
                yield found
                continue
            if rest is None:
                rest = FileResult(path=f"{result.path}!/…", formats=found.formats[:1])
            rest.merge(found)
        if rest is not None:
            yield rest

    def chunks(self, result: FileResult, chunks: Iterator[Chunk]) -> None:
        """Examine text that is no file: a table in memory.

        What goes wrong in making it is the caller's to know; nothing of ours is added.
        """
        own = _Member(result, inner=False)
        for chunk in chunks:
            self._absorb(own, chunk)
            result.coverage.bytes_examined += chunk.end - chunk.begin

    def _open(
        self, own: "_Member", stream: Callable[[], ByteStream], name: str, *, depth: int
    ) -> None:
        try:
            own.reading = open_member(
                stream(), name, self._options, budget=self._budget, depth=depth
            )
        except Exception as error:  # noqa: BLE001 - the boundary of the raw side
            own.result.coverage.gaps.append(failure(error))

    def _examine(self, own: "_Member") -> Iterator[FileResult]:
        if own.reading is not None:
            try:
                yield from self._read(own, own.reading.items())
            except Exception as error:  # noqa: BLE001 - the boundary of the raw side
                gap = failure(error)
                own.result.coverage.gaps.append(gap)
                if gap.reason is not GapReason.ENCRYPTED:
                    yield from self._salvage(own, own.reading)
            own.conclude(own.reading, self._budget, leads=self._share.leads)
        if own.has_entry():
            yield own.result

    def _salvage(self, own: "_Member", reading: Reading) -> Iterator[FileResult]:
        """What can be read of a member whose reader gave up."""
        begun = own.chunks > 0 or own.result.coverage.members > 0
        try:
            yield from self._read(own, reading.salvage(self._options, begun=begun))
        except Exception as error:  # noqa: BLE001 - nothing is left to be tried
            own.result.coverage.gaps.append(failure(error))

    def _read(self, own: "_Member", items: Iterator[Item]) -> Iterator[FileResult]:
        for item in items:
            if isinstance(item, Chunk):
                self._absorb(own, item)
            elif self._budget.add_member():
                yield from self._embedded(own, item)
            if self._budget.is_spent():
                return

    def _absorb(self, own: "_Member", chunk: Chunk) -> None:
        own.chunks += 1
        if own.detector is None:
            own.detector = self._detector.member()
            if self._allowed is not None:
                own.allowed = self._allowed.member(own.result.path)
            if self._baselines is not None:
                own.baseline = self._baselines.member(own.result.path)
        self._chunks += 1
        if not self._share.owns(self._chunks - 1):
            own.detector.learn(chunk)
            return
        for piece, detection in own.detector.detections(chunk):
            self._count(own, piece, detection)

    def _count(self, own: "_Member", chunk: Chunk, detection: Detection) -> None:
        hits, cells, columns = detection.hits, detection.cells, _columns(detection, chunk)
        if own.allowed is not None:
            hits, cells = own.allowed.filter(chunk, hits, cells, columns)
        self._gate.absorb(own.result.state, chunk, hits, cells, columns=columns)
        if own.baseline is not None:
            own.baseline.absorb(chunk, hits, cells, columns)

    def _embedded(self, own: "_Member", embedded: Embedded) -> Iterator[FileResult]:
        assert own.reading is not None
        if own.reading.depth >= self._options.max_depth:
            own.tell_once(
                Gap(reason=GapReason.TOO_DEEP, where=f"members at depth {own.reading.depth + 1}")
            )
            return
        own.result.coverage.members += 1
        if embedded.size == 0 and embedded.gap is None:
            return
        outer = [*own.result.formats, *own.reading.formats]
        found = FileResult(path="", bytes=embedded.size or 0, formats=outer)
        inner = _Member(found, inner=True)
        if embedded.gap is not None:
            inner.result.coverage.gaps.append(embedded.gap)
        else:
            self._open(inner, embedded.open, embedded.name, depth=own.reading.depth + 1)
        if inner.is_empty():
            return
        inner.result.path = self._names.path(own.result.path, embedded.name)
        for result in self._examine(inner):
            own.entries += 1
            yield result


class _Member:
    """A member while it is examined.

    Attributes:
        result: What is kept of it; its formats are those around it until it is concluded.
        reading: None when it could not be opened.
        allowed: What is let pass in it, if anything is.
        baseline: What is known of it, once it has a piece of text and if anything may be.
        chunks: Pieces of its own text so far.
        entries: Results of members found in it, at any depth.
        inner: It stands in another one.
    """

    __slots__ = (
        "allowed",
        "baseline",
        "chunks",
        "detector",
        "entries",
        "inner",
        "reading",
        "result",
    )

    def __init__(self, result: FileResult, *, inner: bool) -> None:
        self.result = result
        self.inner = inner
        self.reading: Reading | None = None
        self.detector: MemberDetector | None = None
        self.baseline: MemberBaseline | None = None
        self.allowed: MemberAllowed | None = None
        self.chunks = 0
        self.entries = 0

    def tell_once(self, gap: Gap) -> None:
        """Add a gap that many members would repeat."""
        if gap not in self.result.coverage.gaps:
            self.result.coverage.gaps.append(gap)

    def is_empty(self) -> bool:
        """Whether it was opened and holds no byte."""
        if self.reading is None or self.reading.gaps:
            return False
        return self.reading.formats[-1:] == ["empty"]

    def has_entry(self) -> bool:
        """Whether reports list it: a container only when it says more than its members do."""
        return bool(self.chunks or self.result.coverage.gaps or not self.entries)

    def conclude(self, reading: Reading, budget: Budget, *, leads: bool) -> None:
        """Take over what the reading knows at its end; `leads`: nobody else does."""
        result, coverage = self.result, self.result.coverage
        result.formats = [*result.formats, *reading.formats]
        result.encoding = reading.encoding
        # The bytes of a pure container are examined in its members, and counted there.
        locked = not self.chunks and any(gap.reason is GapReason.ENCRYPTED for gap in coverage.gaps)
        if self.chunks or not (coverage.members or locked):
            coverage.bytes_examined = reading.bytes_examined
        coverage.gaps.extend(reading.gaps)
        if self.baseline is not None:
            self.baseline.conclude(result)
        if self.allowed is not None:
            result.allowed = self.allowed.counts
        if reading.software and leads:
            result.state.aggregates.software[reading.software] += 1
        if budget.spent is not None:
            coverage.gaps.append(self._rest(reading, budget.spent))
        stored = 0 if self.inner else budget.stored
        result.bytes = result.bytes or stored or reading.bytes_examined

    def _rest(self, reading: Reading, spent: Gap) -> Gap:
        place = f"after byte {reading.bytes_examined}"
        if self.result.coverage.members:
            place = f"after {self.result.coverage.members} members"
        return replace(spent, where=f"{spent.where}, {place}" if spent.where else place)


def _columns(detection: Detection, chunk: Chunk) -> Columns:
    profile = detection.profile
    if profile is None or chunk.table is None:
        return NO_COLUMNS
    named = profile.header_rows or chunk.table.header_certain
    organisations = organisation_columns(chunk.table.columns) if named else (NO_COLUMN, NO_COLUMN)
    return Columns(
        header_records=detection.header_records,
        header_rows=profile.header_rows,
        names=profile.names,
        laboratory=detection.laboratory,
        establishment=organisations[0],
        insurer=organisations[1],
        new_layout=bool(named) and detection.new_table,
    )


def failure(error: Exception) -> Gap:
    """What became of an error while reading: a reason and a place, never its message."""
    if isinstance(error, ReadError):
        return Gap(reason=error.reason, where=error.detail)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "unknown place"
    return Gap(reason=GapReason.IO_ERROR, where=f"internal error {type(error).__name__} in {place}")
