"""leakscan for programs: scan files, bytes and tables in memory; decide; render.

```python
import leakscan

report = leakscan.scan("exports/")
print(report.band, report.persons)
for file in report.files:
    print(file.path, file.band, [finding.rule.id for finding in file.findings])
report.check(fail_on=2)                       # raises SensitiveData or NotExamined

scanner = leakscan.Scanner(exclude=["*.log"])
for file in scanner.files("landing/"):        # each as soon as it is done
    ...
uploaded = scanner.stream(stream, name="a.csv")  # or .bytes(data)
found = scanner.table(frame, name="patients")  # pandas, Polars, Arrow or a mapping of columns
print(found.columns)                          # {"tel": ("fr.phone",), …}
```

Nothing here gives out a value: only counts, places, names of rules and of columns. What this
module exports stays compatible within a major version.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal

from leakscan import __version__
from leakscan.assessing import AssessedRun, Outcome
from leakscan.detectors.rules import load_rules
from leakscan.model.assessment import Assessment, Band, Finding
from leakscan.model.coverage import Coverage, Gap, GapReason
from leakscan.model.errors import LeakscanError, UsageError
from leakscan.model.result import FileResult
from leakscan.paths import printable_paths
from leakscan.reports.document import Tool, build_document
from leakscan.reports.registry import OutputFormat, render
from leakscan.reports.schema import Document, Lang, Profile
from leakscan.scanner import Scanner as SourceScanner
from leakscan.scanner import ScanOptions
from leakscan.scoring import POLICY_DIGEST, POLICY_ID, Circumstances, assess
from leakscan.scoring.limits import Failure, Limits, Measured
from leakscan.sources import Source, StreamSource, discover, memory_source
from leakscan.tables import column_names, text_rows

Engine = Literal["auto", "hyperscan", "portable"]


class NotExamined(LeakscanError):
    """What `check` is asked of was not examined whole, so nothing can be promised of it.

    Attributes:
        gaps: What was not, and why.
    """

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self.gaps = tuple(gaps)
        reasons = sorted({gap.reason.value for gap in gaps})
        super().__init__(f"not fully examined: {', '.join(reasons)}")


class SensitiveData(LeakscanError):
    """A limit of `Report.check` or `FileReport.check` was exceeded.

    Attributes:
        failures: Each limit that was.
    """

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = tuple(failures)
        words = [
            f"{failure.name or failure.kind} {failure.value} (limit {failure.limit})"
            for failure in failures
        ]
        super().__init__(f"sensitive data: {', '.join(words)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is found, how bad it is and for how many; of a file, or of a whole scan.

    Attributes:
        assessment: Everything that reports are made of.
    """

    assessment: Assessment = field(repr=False)

    @property
    def band(self) -> Band | None:
        """Established severity, 0 to 4; None when nothing could be read."""
        return self.assessment.established.band

    @property
    def severity(self) -> float:
        """The same as a number, 0 to 4 (SE of ENISA 2013, without circumstances)."""
        return self.assessment.established.se

    @property
    def presumed_band(self) -> Band | None:
        """Severity when mere indications are counted as well."""
        return self.assessment.presumed.band

    @property
    def persons(self) -> int | None:
        """Distinct persons, an estimate when there are very many; None when no key tells."""
        return self.assessment.subjects.estimate

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, rule by rule."""
        return self.assessment.findings

    @property
    def flags(self) -> tuple[str, ...]:
        """What a lawyer asks first, such as ``nir``, ``minors`` or ``stigmatising``."""
        return self.assessment.flags

    @property
    def unread(self) -> tuple[Gap, ...]:
        """What can hold text and was not examined, and why."""
        raise NotImplementedError

    def check(
        self,
        *,
        fail_on: int | str | None = 2,
        max_people: int | None = None,
        limits: Mapping[str, int] | None = None,
        strict: bool = True,
    ) -> None:
        """Raise when a limit is exceeded, or when something was not read: a gate for pipelines.

        Args:
            fail_on: Lowest band that is too much: 1 to 4, or ``negligeable``, ``limitee``,
                ``importante``, ``maximale``; None for none.
            max_people: Most persons.
            limits: Most findings on contextual evidence or better, by rule or category.
            strict: Whether everything that can hold text must have been examined.

        Raises:
            SensitiveData: A limit is exceeded.
            NotExamined: None is, as far as it was read.
            UsageError: `fail_on` is no band.
        """
        band = None if fail_on is None else Band.named(f"{fail_on}")
        wanted = Limits(fail_on=band, max_people=max_people, counts=limits or {})
        failures = Measured(wanted).failures(self.assessment)
        if failures:
            raise SensitiveData(failures)
        if strict and self.unread:
            raise NotExamined(self.unread)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport(Verdict):
    """One file, member of an archive, or table.

    Attributes:
        path: As reports print it: identifiers in it are masked.
        formats: Outermost first, ``("zip", "delimited")``.
        records: Rows, objects, letters examined.
        gaps: What was not examined, and why; empty when everything was.
        columns: Of a table in memory: the rules that found something, by column name as given;
            no `repr` shows them, since a table without a header has values there.
    """

    path: str
    formats: tuple[str, ...]
    records: int
    gaps: tuple[Gap, ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def unread(self) -> tuple[Gap, ...]:
        """What can hold text and was not examined, and why."""
        return tuple(gap for gap in self.gaps if gap.reason.hides_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Verdict):
    """A whole scan.

    Attributes:
        files: In the order of their paths.
        complete: Everything that was asked for was examined.
        outcome: What documents are built of.
    """

    files: tuple[FileReport, ...]
    complete: bool
    outcome: Outcome = field(repr=False)

    @property
    def unread(self) -> tuple[Gap, ...]:
        """What can hold text and was not examined, and why, of all files."""
        return tuple(gap for file in self.files for gap in file.unread)

    def document(self, *, profile: Profile = "confidential") -> Document:
        """The report as JSON-able values, schema ``leakscan/report/1``."""
        tool = Tool(version=__version__, policy=POLICY_ID, policy_digest=POLICY_DIGEST)
        outcome = self.outcome
        return build_document(
            outcome.info, outcome.files, outcome.total, tool=tool, profile=profile
        )

    def render(
        self, output: str = "markdown", *, lang: Lang = "fr", profile: Profile = "confidential"
    ) -> str | bytes:
        """The report in a format of ``leakscan scan --format``; bytes if it is no text."""
        return render(self.document(profile=profile), OutputFormat(output), lang=lang)


class Scanner:
    """Scans with the same rules and options, as often as wanted; rules are loaded once.

    Args:
        rules: Extra rule files or folders.
        builtin_rules: Whether the built-in rules are used.
        engine: Lexical engine; both find the same.
        jobs: Worker processes for files; 0 is one for each CPU.
        key: 32 secret bytes or more, for fingerprints that match across runs.
        include, exclude: Globs of paths or names, for folders.
        timeout_per_file: Seconds; 0 for no limit.

    Raises:
        RuleError: A rule file is wrong.
    """

    def __init__(
        self,
        *,
        rules: Sequence[str | Path] = (),
        builtin_rules: bool = True,
        engine: Engine = "auto",
        jobs: int = 1,
        key: bytes | None = None,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        timeout_per_file: float = 0,
    ) -> None:
        self._rules = load_rules([Path(path) for path in rules], builtin=builtin_rules)
        self._infos = {rule.info.id: rule.info for rule in self._rules.rules}
        self._options = ScanOptions(
            jobs=jobs,
            engine=engine,
            key=key,
            lasting_key=key is not None,
            timeout_per_file=timeout_per_file,
        )
        self._include, self._exclude = tuple(include), tuple(exclude)
        self._memory: SourceScanner | None = None

    def __repr__(self) -> str:
        return f"Scanner(rules={len(self._rules.rules)})"

    def files(self, *paths: str | Path) -> Iterator[FileReport]:
        """A report on each file and member, as soon as it is done, largest sources first.

        Raises:
            UsageError: A path does not exist.
        """
        with AssessedRun(self._sources(paths), self._rules, self._options) as run:
            for result, assessment in run:
                yield _file_report(result, assessment)
            if run.run.interrupted:
                raise KeyboardInterrupt

    def scan(self, *paths: str | Path) -> Report:
        """The report on all files and folders together.

        Raises:
            UsageError: A path does not exist.
        """
        with AssessedRun(self._sources(paths), self._rules, self._options) as run:
            for _ in run:
                pass
            if run.run.interrupted:
                raise KeyboardInterrupt
            outcome = run.outcome()
        return Report(
            assessment=outcome.total,
            files=tuple(_file_report(*entry) for entry in outcome.files),
            complete=outcome.info.complete,
            outcome=outcome,
        )

    def bytes(self, data: bytes, name: str = "data") -> FileReport:
        """The report on bytes in memory, and all they hold, as if they were a file.

        Args:
            data: The content.
            name: As of a file: its ending is a hint, and identifiers in it are masked.

        Raises:
            UsageError: `data` is not bytes.
        """
        if not isinstance(data, bytes | bytearray | memoryview):
            raise UsageError("not bytes: a text is encoded first, text.encode()")
        return self._as_one(memory_source(data, name))

    def stream(self, stream: BinaryIO, name: str = "data") -> FileReport:
        """The report on what is read from a stream, such as an upload, and all it holds.

        Args:
            stream: In binary; read from where it stands, in pieces, and left open. One that can
                move is read out of order where its format wants that; of another one such a
                format (xlsx, pdf) is held in memory, up to 128 MiB.
            name: As for `bytes`.
        """
        return self._as_one(StreamSource(name=name, stream=stream))

    def _as_one(self, source: Source) -> FileReport:
        return self._report(self._scanner().scan(source, self._printable(source.name)))

    def _printable(self, name: str) -> str:
        scanner = self._scanner()
        (path,) = printable_paths([name], scanner.detector, scanner.tags)
        return path

    def table(self, table: object, name: str = "table") -> FileReport:
        """The report on a table in memory, with what was found in each column.

        Args:
            table: A pandas, Polars or Arrow table, or a mapping of columns.
            name: For the report.

        Raises:
            UsageError: It is no table.
        """
        names = column_names(table)
        scanner = self._scanner()
        result = scanner.scan_table(names, text_rows(table), path=self._printable(name))
        printed: dict[str, list[str]] = {}
        for number, column in enumerate(names):
            printed.setdefault(scanner.detector.column_name(column, number), []).append(column)
        report = self._report(result)
        columns: dict[str, list[str]] = {}
        for finding in report.findings:
            for shown in finding.fields:
                for column in printed.get(shown, ()):
                    columns.setdefault(column, []).append(finding.rule.id)
        return FileReport(
            assessment=report.assessment,
            path=report.path,
            formats=("table",),
            records=report.records,
            gaps=report.gaps,
            columns={column: tuple(found) for column, found in columns.items()},
        )

    def _scanner(self) -> SourceScanner:
        if self._memory is None:
            engine = "portable" if self._options.engine == "auto" else self._options.engine
            self._memory = SourceScanner(self._rules, self._options, engine=engine)
        return self._memory

    def _sources(self, paths: Sequence[str | Path]) -> list[Source]:
        named = [_named(path) for path in paths]
        return list(discover(named, include=self._include, exclude=self._exclude))

    def _report(self, result: FileResult) -> FileReport:
        day = datetime.now(UTC).date()
        found = assess(result.state, self._infos, result.coverage, Circumstances(), as_of=day)
        return _file_report(result, found)


def scan(
    *paths: str | Path,
    rules: Sequence[str | Path] = (),
    engine: Engine = "auto",
    jobs: int = 1,
    key: bytes | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Report:
    """Scan files and folders once; see `Scanner`."""
    scanner = Scanner(
        rules=rules, engine=engine, jobs=jobs, key=key, include=include, exclude=exclude
    )
    return scanner.scan(*paths)


def _named(path: str | Path) -> str:
    """A path as text; whatever else comes in is data, which no message may repeat.

    Raises:
        UsageError: It is no path: a table, bytes, or a text of several lines.
    """
    named = os.fspath(path) if isinstance(path, str | os.PathLike) else None
    if not isinstance(named, str):
        raise UsageError(
            f"paths are scanned, not {type(path).__name__}: Scanner().table(…) takes a table,"
            " .bytes(…) content, .stream(…) a stream"
        )
    if isinstance(path, str) and "\n" in path:
        raise UsageError("a text of several lines is no path: Scanner().bytes(…) takes content")
    return named


def _file_report(result: FileResult, assessment: Assessment) -> FileReport:
    return FileReport(
        assessment=assessment,
        path=result.path,
        formats=tuple(result.formats),
        records=result.state.records,
        gaps=tuple(result.coverage.gaps),
    )


__all__ = [
    "Band",
    "Coverage",
    "Failure",
    "FileReport",
    "Finding",
    "Gap",
    "GapReason",
    "LeakscanError",
    "NotExamined",
    "Report",
    "Scanner",
    "SensitiveData",
    "Verdict",
    "scan",
]
