"""What `redact` does: copies sources one by one, scans the copies, says what is left."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from leakscan.cli.baselining import today
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.messages import tell, warn
from leakscan.cli.options import ScanRequest
from leakscan.cli.output import STDOUT, is_device, is_full, unwritable, whole_file
from leakscan.cli.packing import packed
from leakscan.cli.settings import find_sources, scan_options
from leakscan.detectors.rules import RuleSet, load_rules
from leakscan.frozen import frozen
from leakscan.model.coverage import Coverage, Gap, GapReason
from leakscan.model.errors import ReadError, UsageError
from leakscan.paths import printable_paths
from leakscan.patterns import MASK
from leakscan.redaction.outcome import Redaction
from leakscan.redaction.redactor import Mode, Redactor
from leakscan.reports.schema import GapPart, Lang
from leakscan.reports.texts import name_of, say
from leakscan.reports.texts.places import place
from leakscan.reports.wording import band_word, colon, counted, number
from leakscan.reports.wording import gap as gap_words
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
    if folder:
        copies.tell_all(len(sources))
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
        self._lang = request.language
        self._refused = 0

    def copy(self, source: Source, name: str, target: str) -> ExitCode:
        """Copy one source."""
        try:
            done = self._write(source, target)
        except ReadError as error:
            self._refused += 1
            self._warn(name, "redact.refused", why=_why(error, self._lang))
            return ExitCode.INCOMPLETE
        self._tell_done(name, done)
        code = ExitCode.OK
        for gap in done.gaps:
            if gap.reason.hides_text:
                self._warn(name, "redact.gap", why=_reason(gap, self._lang))
                code = ExitCode.INCOMPLETE
        # What goes through a pipe cannot be read again.
        verified = self._job.verify and target != STDOUT and not is_device(target)
        if done.members and not verified:
            members = counted("redact.members", done.members, self._lang)
            warn(self._of(name, members), self._lang)
            code = ExitCode.INCOMPLETE
        if verified:
            return max(code, self._verify(name, target), key=_WORST.index)
        return code

    def tell_all(self, sources: int) -> None:
        """Say how many were copied of how many: of a folder there are many lines."""
        if not self._quiet:
            copied = counted("redact.copied", sources - self._refused, self._lang)
            tell(f"leakscan: {say(self._lang, 'redact.all', copied=copied, n=self._refused)}")

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
            self._warn(name, "redact.unverified", why=_unread(result.coverage, self._lang))
            code = ExitCode.INCOMPLETE
        found = assess(result.state, self._infos, Coverage(), Circumstances(), as_of=today())
        left = {
            finding.rule.id: finding.count - finding.tiers.get("lexical", 0)
            for finding in found.findings
        }
        left = {rule: count for rule, count in left.items() if count}
        if self._job.mode == Mode.PSEUDONYM or not found.established.se:
            band = band_word(found.established.band, self._lang)
            self._tell(name, say(self._lang, "redact.verified", band=band))
            return code
        self._warn(name, "redact.left", rules=_listed(sorted(left.items()), self._lang))
        return max(code, ExitCode.FOUND, key=_WORST.index)

    def _tell_done(self, name: str, done: Redaction) -> None:
        counts: Counter[str] = Counter()
        for rule, count in done.replaced.items():
            counts[self._rules.rules[rule].info.id] += count
        told = counted("redact.replaced", counts.total(), self._lang)
        if counts:
            rules = _listed(counts.most_common(), self._lang)
            told = say(self._lang, "redact.of-rules", text=told, rules=rules)
        self._tell(name, told)
        if done.pictures:
            self._tell(name, counted("redact.pictures", done.pictures, self._lang))
        if done.dropped:
            key = "redact.dropped.one" if len(done.dropped) == 1 else "redact.dropped.many"
            self._tell(name, say(self._lang, key, names=", ".join(done.dropped)))

    def _tell(self, name: str, text: str) -> None:
        if not self._quiet:
            tell(f"leakscan: {self._of(name, text)}")

    def _warn(self, name: str, key: str, **values: str) -> None:
        warn(self._of(name, say(self._lang, key, **values)), self._lang)

    def _of(self, name: str, text: str) -> str:
        return f"{name}{colon(self._lang)}{text}"


def _listed(counts: Iterable[tuple[str, int]], lang: Lang) -> str:
    return ", ".join(f"{rule} x {number(count, lang)}" for rule, count in counts)


def _why(error: ReadError, lang: Lang) -> str:
    """What is said of a source that is not copied: the place, which says more than the reason.

    But for a folder that may not be read: that it is one does not say why.
    """
    if error.reason is GapReason.PERMISSION:
        return _reason(Gap(reason=error.reason, where=error.detail), lang)
    return place(error.detail, lang) or name_of(lang, "gap", error.reason.value)


def _reason(gap: Gap, lang: Lang) -> str:
    part: GapPart = {"reason": gap.reason.value, "where": gap.where}
    return gap_words(part, lang)


def _unread(coverage: Coverage, lang: Lang) -> str:
    """The reasons for which text was not read, each once."""
    hiding = (gap.reason.value for gap in coverage.gaps if gap.reason.hides_text)
    return ", ".join(name_of(lang, "gap", reason) for reason in dict.fromkeys(hiding))


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


def _make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing, for their owner alone.

    `Path.mkdir` gives those above the usual permissions: names of files would be there to read.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def _sink(target: str, *, force: bool) -> Iterator[BinaryIO]:
    """Where the copy goes; of a file nothing is left when it does not come to its end."""
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        _make_private(Path(target).parent)
    except OSError as error:
        raise UsageError(f"output {target} cannot be written ({error.strerror})") from None
    try:
        with whole_file(target, force=force) as stream, packed(stream, target) as sink:
            yield sink
    except OSError as error:
        # A pipe that breaks is the wish of whoever reads of stdout only. Other errors are not known
        # to be those of writing.
        if not is_full(error) and not isinstance(error, BrokenPipeError):
            raise
        raise unwritable(target, error) from None
