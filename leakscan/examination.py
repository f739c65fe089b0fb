"""One source being examined, with everything found in it: the recursion into members.

There is one such recursion, for every container, attachment and embedded object: a reader gives
out members, each is opened like a file of its own, and all share the limits of their source.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from leakscan.detectors.engine import Detection, Detector, Learned, MemberDetector
from leakscan.evidence.member import Evidence, MemberEvidence
from leakscan.helping import Handed, columns_of
from leakscan.model.coverage import Coverage, Gap, GapReason, counted
from leakscan.model.errors import failure
from leakscan.model.result import MEMBER_MARK, FileResult
from leakscan.paths import MemberNames, NameTags
from leakscan.raw.chunk import Chunk
from leakscan.raw.embedded import ByteStream, Embedded, Item
from leakscan.readers.budget import Budget
from leakscan.readers.opening import Reading, ReadOptions, open_content, unwrap
from leakscan.recall import Comparison, Content, is_firm

if TYPE_CHECKING:
    from leakscan.relay import Relay

MAX_ENTRIES = 20_000
"""Members of one source that reports list one by one; what is in the others is counted together,
in an entry of its own, so that an archive of a million files fits in memory and on a screen."""
_OTHERS = MAX_ENTRIES + 1
"""The number of all those members."""


class Examination:
    """Turns one source into results: its own and those of its members."""

    def __init__(
        self,
        detector: Detector,
        evidence: Evidence,
        options: ReadOptions,
        budget: Budget,
        *,
        relay: "Relay | None" = None,
        comparison: Comparison | None = None,
        tags: NameTags | None = None,
    ) -> None:
        """Prepare for one source.

        Args:
            detector: Shared by all.
            evidence: Shared by all.
            options: Of reading.
            budget: That of the source, just started.
            relay: Where chunks are handed to helpers.
            tags: Tell masked names of members apart; `None` for numbers.
            comparison: How the same content is known again; `None` when it is not.
        """
        self._comparison = comparison
        self._listed = 0
        self._relay = relay
        self._texts = 0
        self._detector = detector
        self._evidence = evidence
        self._options = options
        self._budget = budget
        self._names = MemberNames(detector, tags)

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
            self._listed = number
            few = number <= MAX_ENTRIES and found.number <= MAX_ENTRIES
            if few or found is result or self._lists_all:
                yield found
                continue
            if rest is None:
                path = f"{result.path}{MEMBER_MARK}…"
                rest = FileResult(path=path, formats=found.formats[:1], number=_OTHERS)
            rest.merge(found)
        if rest is not None:
            yield rest

    @property
    def _lists_all(self) -> bool:
        """Whether members beyond `MAX_ENTRIES` have results of their own: a baseline knows each."""
        return self._evidence.baselines is not None

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
            own.reading = unwrap(stream(), self._options, budget=self._budget, depth=depth)
            own.content = self._known(own, own.reading, name)
            if own.content is None or not own.content.is_known:
                open_content(own.reading, name, self._options)
        except Exception as error:  # noqa: BLE001 - the boundary of the raw side
            own.result.coverage.gaps.append(failure(error))

    def _known(self, own: "_Member", reading: Reading, name: str) -> Content | None:
        """The content, if it is small and may be known, or become so."""
        compared = self._comparison
        if compared is None or (compared.alone and not own.inner):
            return None
        # What is listed together has lost its state to the others: it is no longer compared.
        room = MAX_ENTRIES - max(self._listed, self._texts)
        return compared.look_at(reading, name, len(own.result.formats), room) if room > 0 else None

    def _examine(self, own: "_Member") -> Iterator[FileResult]:
        content, reading = own.content, own.reading
        if content is None or reading is None:
            yield from self._anew(own)
        elif content.is_known:
            formats = [*own.result.formats, *reading.formats]
            for result in content.again(own.result, formats, self._budget):
                self._texts += result.number > 0
                yield result
        else:
            yield from content.first(own.result, self._anew(own), self._budget)

    def _anew(self, own: "_Member") -> Iterator[FileResult]:
        if own.reading is not None:
            try:
                yield from self._read(own, own.reading.items())
            except Exception as error:  # noqa: BLE001 - the boundary of the raw side
                gap = failure(error)
                own.result.coverage.gaps.append(gap)
                if gap.reason is not GapReason.ENCRYPTED:
                    yield from self._salvage(own, own.reading)
            own.conclude(own.reading, self._budget)
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
            elif self._budget.add_member() and self._to_open(own, item):
                yield from self._embedded(own, item)
            # Before the next chunk is made: two would be held at once.
            del item
            if self._budget.is_spent():
                return

    def _absorb(self, own: "_Member", chunk: Chunk) -> None:
        own.chunks += 1
        if own.detector is None:
            own.detector = self._begun(own)
        learned: Learned | None = None
        if self._relay is not None and self._relay.wants():
            learned = own.detector.learn(chunk)
            bare = replace(chunk, data=b"")
            handed = Handed(own.result.number, own.result.path, bare, learned)
            if self._relay.offer(chunk.data, handed):
                return
        for piece, detection in own.detector.detections(chunk, learned):
            self._count(own, piece, detection)

    def _count(self, own: "_Member", chunk: Chunk, detection: Detection) -> None:
        assert own.evidence is not None
        columns = columns_of(detection, chunk)
        own.evidence.absorb(own.result, chunk, detection.hits, detection.cells, columns)

    def _begun(self, own: "_Member") -> MemberDetector:
        """The detector of a member in which the first text was found."""
        if own.inner:
            self._texts += 1
            own.result.number = self._texts if self._lists_all else min(self._texts, _OTHERS)
        own.evidence = self._evidence.member(own.result.path)
        return self._detector.member()

    def _to_open(self, own: "_Member", embedded: Embedded) -> bool:
        """Count a member; whether there is anything to open."""
        assert own.reading is not None
        if own.reading.depth >= self._options.max_depth:
            own.result.coverage.tell_once(
                Gap(reason=GapReason.TOO_DEEP, where=f"members at depth {own.reading.depth + 1}")
            )
            return False
        own.result.coverage.members += 1
        return embedded.size != 0 or embedded.gap is not None

    def _embedded(self, own: "_Member", embedded: Embedded) -> Iterator[FileResult]:
        assert own.reading is not None
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
        chunks: Pieces of its own text so far.
        content: What may be known of it again, if it is small.
        entries: Results of members found in it, at any depth.
        evidence: What is found in it, once it has a piece of text.
        inner: It stands in another one.
    """

    __slots__ = (
        "chunks",
        "content",
        "detector",
        "entries",
        "evidence",
        "inner",
        "reading",
        "result",
    )

    def __init__(self, result: FileResult, *, inner: bool) -> None:
        self.result = result
        self.inner = inner
        self.reading: Reading | None = None
        self.content: Content | None = None
        self.detector: MemberDetector | None = None
        self.evidence: MemberEvidence | None = None
        self.chunks = 0
        self.entries = 0

    def is_empty(self) -> bool:
        """Whether it was opened and holds no byte."""
        if self.reading is None or self.reading.gaps:
            return False
        return self.reading.formats[-1:] == ["empty"]

    def has_entry(self) -> bool:
        """Whether reports list it: a container only when it says more than its members do."""
        return bool(self.chunks or self.result.coverage.gaps or not self.entries)

    def conclude(self, reading: Reading, budget: Budget) -> None:
        """Take over what the reading knows at its end."""
        result, coverage = self.result, self.result.coverage
        result.formats = [*result.formats, *reading.formats]
        result.encoding = reading.encoding
        # The bytes of a pure container are examined in its members, and counted there.
        locked = not self.chunks and any(gap.reason is GapReason.ENCRYPTED for gap in coverage.gaps)
        if self.chunks or not (coverage.members or locked):
            coverage.bytes_examined = reading.bytes_examined
        coverage.gaps.extend(reading.gaps)
        if self.content is not None or self.chunks:
            result.content = _identity(reading, coverage, budget)
        if self.evidence is not None:
            self.evidence.conclude(result)
        if reading.software:
            result.state.aggregates.software[reading.software] += 1
        if budget.spent is not None:
            coverage.gaps.append(self._rest(reading, budget.spent))
        stored = 0 if self.inner else budget.stored
        result.bytes = result.bytes or stored or reading.bytes_examined

    def _rest(self, reading: Reading, spent: Gap) -> Gap:
        place = f"after byte {reading.bytes_examined}"
        if self.result.coverage.members:
            place = f"after {counted(self.result.coverage.members, 'member', 'members')}"
        return replace(spent, where=f"{spent.where}, {place}" if spent.where else place)


def _identity(reading: Reading, coverage: Coverage, budget: Budget) -> bytes:
    """What tells a content apart that was read whole, as what it was read: empty if it was not."""
    if budget.spent is not None or not is_firm(coverage.gaps):
        return b""
    content = reading.feed.content()
    return b"" if content is None else content + reading.formats[-1].encode()
