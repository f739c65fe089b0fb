"""From bytes to evidence: the raw side, joined for one source at a time.

`scan_source` is the unit of work that runs in this process, in a worker, or on another
machine: a source in, a `FileResult` without a raw value out. Whatever goes wrong inside it
becomes a coverage entry, made of codes and places of ours, so no exception with content ever
crosses a process or reaches a log.
"""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from leakscan.detectors.engine import Detection, Detector
from leakscan.detectors.rules import RuleSet, load_rules
from leakscan.evidence.gate import Gate
from leakscan.evidence.keyed import Fingerprinter
from leakscan.evidence.tallies import NO_COLUMNS, Columns
from leakscan.model.coverage import Gap, GapReason
from leakscan.model.errors import ReadError
from leakscan.model.result import FileResult
from leakscan.raw.chunk import Chunk
from leakscan.readers.opening import ByteStream, Reading, ReadOptions, open_member
from leakscan.sources import Source, memory_source

SMALL_INPUT_BYTES = 24 * 1024 * 1024
"""Below this the portable engine is done before Hyperscan has compiled its patterns (1.1 s): at
12 MB, 1.5 s against 2.2 on source code and logs, 1.9 against 3.0 on a laboratory table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOptions:
    """How to scan.

    Attributes:
        jobs: Worker processes; 0 for the number of CPUs.
        engine: ``auto``, ``hyperscan`` or ``portable``; findings do not depend on it.
        read: Limits and overrides of the readers.
        key: At least 32 secret bytes when fingerprints must match those of other runs; None
            for a key that is drawn now and dies with the process.
        timeout_per_file: Seconds after which the rest of a file is left unread; 0 for none.
    """

    jobs: int = 0
    engine: str = "auto"
    read: ReadOptions = field(default_factory=ReadOptions)
    key: bytes | None = field(default=None, repr=False)
    timeout_per_file: float = 0


Task = tuple[Source, str]
"""A source and its printable path."""


class Scanner:
    """Everything a process needs to scan sources: detector, gate, options."""

    def __init__(self, rules: RuleSet, options: ScanOptions, *, engine: str | None = None) -> None:
        self.options = options
        self.detector = Detector(rules, engine or options.engine)
        self._gate = Gate(
            [rule.info for rule in rules.rules],
            Fingerprinter(options.key),
            year=datetime.now(UTC).year,
        )

    def scan(
        self,
        source: Source,
        path: str,
        *,
        on_read: Callable[[int], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> FileResult:
        """Examine one source.

        Args:
            source: What to read.
            path: How reports call it; must be safe to print.
            on_read: Called with the number of stored bytes of each read.
            stopped: Asked between chunks; the rest is left unread once it is true.
        """
        result = FileResult(path=path, bytes=source.size or 0)
        if source.gap is not None:
            result.coverage.gaps.append(source.gap)
            return result
        try:
            with source.open() as stream:
                counted = _CountedReads(stream, on_read)
                self._read(counted, source.name, result, stopped)
                result.bytes = source.size if source.size is not None else counted.total
        except ReadError as error:
            result.coverage.gaps.append(Gap(reason=error.reason, where=error.detail))
        except Exception as error:  # noqa: BLE001 - the one boundary of the raw side
            result.coverage.gaps.append(_internal_error(error))
        return result

    def _read(
        self, stream: ByteStream, name: str, result: FileResult, stopped: Callable[[], bool]
    ) -> None:
        reading = open_member(stream, name, self.options.read)
        try:
            self._examine(reading, result, stopped)
        except KeyboardInterrupt:
            result.coverage.gaps.append(_rest(GapReason.INTERRUPTED, reading))
            raise
        finally:
            result.formats = list(reading.formats)
            result.encoding = reading.encoding
            result.coverage.bytes_examined = reading.bytes_examined
            result.coverage.gaps.extend(reading.gaps)

    def _examine(self, reading: Reading, result: FileResult, stopped: Callable[[], bool]) -> None:
        member = self.detector.member()
        limit = self.options.timeout_per_file
        deadline = time.monotonic() + limit if limit else float("inf")
        for chunk in reading.chunks():
            detection = member.detect(chunk)
            self._gate.absorb(
                result.state,
                chunk,
                detection.hits,
                detection.cells,
                columns=_columns(detection, chunk),
            )
            if stopped():
                result.coverage.gaps.append(_rest(GapReason.INTERRUPTED, reading))
                return
            if time.monotonic() > deadline:
                result.coverage.gaps.append(_rest(GapReason.TIMEOUT, reading))
                return


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
    """Examine bytes in memory as if they were a file called `name`."""
    options = options or ScanOptions(engine=engine)
    return Scanner(rules or load_rules(), options).scan(memory_source(data, name), name)


class _CountedReads:
    """A stream that tells how much is read from it."""

    def __init__(self, stream: ByteStream, on_read: Callable[[int], None] | None) -> None:
        self._stream = stream
        self._on_read = on_read
        self.total = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; empty at the end."""
        block = self._stream.read(size)
        self.total += len(block)
        if self._on_read is not None and block:
            self._on_read(len(block))
        return block


def _columns(detection: Detection, chunk: Chunk) -> Columns:
    profile = detection.profile
    if profile is None or chunk.table is None:
        return NO_COLUMNS
    return Columns(
        header_records=detection.header_records,
        header_rows=profile.header_rows,
        names=profile.names,
        laboratory=detection.laboratory,
    )


def _rest(reason: GapReason, reading: Reading) -> Gap:
    return Gap(reason=reason, where=f"after byte {reading.bytes_examined}")


def _internal_error(error: BaseException) -> Gap:
    """An error of ours as a coverage entry: its type and place, never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "unknown place"
    return Gap(reason=GapReason.IO_ERROR, where=f"internal error {type(error).__name__} in {place}")
