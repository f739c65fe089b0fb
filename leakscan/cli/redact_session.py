"""What `redact` does: copies sources one by one, scans the copies, says what is left."""

import errno
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from leakscan.cli.baselining import today
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.messages import tell, warn
from leakscan.cli.options import ScanRequest
from leakscan.cli.output import STDOUT, is_device, unwritable, whole_file
from leakscan.cli.settings import find_sources, scan_options
from leakscan.detectors.rules import RuleSet, load_rules
from leakscan.frozen import frozen
from leakscan.model.coverage import Coverage
from leakscan.model.errors import ReadError, UsageError
from leakscan.paths import MASK, printable_paths
from leakscan.redaction.outcome import Redaction
from leakscan.redaction.redactor import Mode, Redactor
from leakscan.scanner import Scanner, chosen_engine
from leakscan.scoring import Circumstances, assess
from leakscan.sources import Source


@frozen
class RedactionJob:
    """What the user asks of `redact` beside what it shares with a scan."""

    output: str
    mode: str
    force: bool
    verify: bool


def run_redaction(request: ScanRequest, job: RedactionJob) -> ExitCode:
    """Copy what `request` names; see the command.

    Raises:
        UsageError: The output exists, is the input, or cannot be written.
    """
    options = scan_options(request)
    (path,) = request.paths
    sources = find_sources(request)
    if not sources:
        raise UsageError("no file matched")
    _check_output(path, job)
    rules = load_rules(request.rules, builtin=request.builtin_rules)
    engine = chosen_engine(options, [source.size for source in sources])
    redactor = Redactor(rules, options.read, Mode(job.mode), options.key, engine=engine)
    verifying = replace(options, read=replace(options.read, every_cell=True))
    copies = _Copies(redactor, Scanner(rules, verifying, engine=engine), rules, job, request)
    names = printable_paths(
        [source.name for source in sources], copies.scanner.detector, copies.scanner.tags
    )
    folder = Path(path).is_dir()
    codes = []
    for source, name in zip(sources, names, strict=True):
        # A name that tells somebody would undo the copy.
        own = name if MASK in name else source.name
        target = str(Path(job.output) / own) if folder else job.output
        codes.append(copies.copy(source, name, target))
    return max(codes, key=_WORST.index)


_WORST = [ExitCode.OK, ExitCode.FOUND, ExitCode.INCOMPLETE]


class _Copies:
    """Copies and verifies sources, and tells how it went."""

    def __init__(
        self,
        redactor: Redactor,
        scanner: Scanner,
        rules: RuleSet,
        job: RedactionJob,
        request: ScanRequest,
    ) -> None:
        self.scanner = scanner
        self._redactor = redactor
        self._rules = rules
        self._infos = {rule.info.id: rule.info for rule in rules.rules}
        self._job = job
        self._quiet = request.quiet

    def copy(self, source: Source, name: str, target: str) -> ExitCode:
        """Copy one source."""
        try:
            done = self._write(source, target)
        except ReadError as error:
            warn(f"{name}: not redacted and not copied: {error.detail or error.reason.value}")
            return ExitCode.INCOMPLETE
        self._tell(name, done)
        code = ExitCode.OK
        for gap in done.gaps:
            if gap.reason.hides_text:
                warn(f"{name}: not fully read: {gap.reason.value} {gap.where}".rstrip())
                code = ExitCode.INCOMPLETE
        # What goes through a pipe cannot be read again.
        verified = self._job.verify and target != STDOUT and not is_device(target)
        if done.members and not verified:
            warn(f"{name}: {done.members} encoded parts (base64...) were copied as they are")
            code = ExitCode.INCOMPLETE
        if verified:
            return max(code, self._verify(name, target), key=_WORST.index)
        return code

    def _write(self, source: Source, target: str) -> Redaction:
        with source.open() as stream, _sink(target, force=self._job.force) as sink:
            return self._redactor.copy(stream, source.name, sink)

    def _verify(self, name: str, target: str) -> ExitCode:
        """Scan the copy: in it nothing may be left that identifies, but pseudonyms."""
        copy = Path(target)
        size = copy.stat().st_size
        source = Source(name=copy.name, size=size, location=target, explicit=True)
        result = self.scanner.scan(source, name)
        code = ExitCode.OK
        if result.coverage.hides_text:
            warn(f"{name}: the copy was not fully verified: {_shown(result.coverage)}")
            code = ExitCode.INCOMPLETE
        found = assess(result.state, self._infos, Coverage(), Circumstances(), as_of=today())
        left = {
            finding.rule.id: finding.count - finding.tiers.get("lexical", 0)
            for finding in found.findings
        }
        left = {rule: count for rule, count in left.items() if count}
        if self._job.mode == Mode.PSEUDONYM or not found.established.se:
            if not self._quiet:
                tell(f"leakscan: {name}: the copy was scanned: severity {found.established.band}")
            return code
        shown = ", ".join(f"{rule} x {count}" for rule, count in sorted(left.items()))
        warn(f"{name}: something is left in the copy: {shown}")
        return max(code, ExitCode.FOUND, key=_WORST.index)

    def _tell(self, name: str, done: Redaction) -> None:
        if self._quiet:
            return
        counts: Counter[str] = Counter()
        for rule, count in done.replaced.items():
            counts[self._rules.rules[rule].info.id] += count
        shown = ", ".join(f"{rule} x {count}" for rule, count in counts.most_common())
        tell(f"leakscan: {name}: {counts.total()} values replaced{': ' if shown else ''}{shown}")
        if done.pictures:
            tell(f"leakscan: {name}: {done.pictures} pictures copied as they are")
        if done.dropped:
            tell(f"leakscan: {name}: columns dropped: {', '.join(done.dropped)}")


def _shown(coverage: Coverage) -> str:
    """The reasons for which text was not read, each once."""
    hiding = (gap.reason for gap in coverage.gaps if gap.reason.hides_text)
    return ", ".join(dict.fromkeys(reason.value for reason in hiding))


def _check_output(path: str, job: RedactionJob) -> None:
    """Refuse what would overwrite the input or something else."""
    source, copy = Path(path), Path(job.output)
    if job.output == STDOUT:
        if source.is_dir():
            raise UsageError("a folder cannot be copied to stdout: -o FOLDER")
        return
    if copy.is_dir() and not source.is_dir():
        raise UsageError(f"output {job.output} is a folder")
    if copy.exists():
        if path != STDOUT and copy.samefile(source):
            raise UsageError("the output is the input: redact never writes to what it reads")
        if not job.force:
            raise UsageError(f"output {job.output} exists: --force replaces it")
    if source.is_dir() and copy.resolve().is_relative_to(source.resolve()):
        raise UsageError("the output lies in the folder that is copied")


@contextmanager
def _sink(target: str, *, force: bool) -> Iterator[BinaryIO]:
    """Where the copy goes; of a file nothing is left when it does not come to its end."""
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        Path(target).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"output {target} cannot be written ({error.strerror})") from None
    try:
        with whole_file(target, force=force) as stream:
            if target.endswith((".gz", ".gzip")):
                with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as packed:
                    yield cast("BinaryIO", packed)
            else:
                yield stream
    except OSError as error:
        # A pipe that breaks is the wish of whoever reads of stdout only. Other errors are not known
        # to be those of writing.
        if error.errno not in _OF_WRITING:
            raise
        raise unwritable(target, error) from None


_OF_WRITING = frozenset({errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
