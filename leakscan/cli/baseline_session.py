"""What the baseline commands do: scan, compare, write."""

from dataclasses import replace
from pathlib import Path

from leakscan.baseline import (
    NEVER,
    Baseline,
    Changes,
    Entry,
    Terms,
    key_id_of,
    updated,
    write_baseline,
)
from leakscan.cli.baselining import found_in, load_baseline, required_key, today
from leakscan.cli.exit_codes import ExitCode
from leakscan.cli.messages import tell, warn
from leakscan.cli.options import ScanRequest
from leakscan.cli.output import Target, write_report
from leakscan.cli.scanning import Outcome, scan_sources
from leakscan.cli.settings import find_sources, scan_options
from leakscan.detectors.rules import load_rules
from leakscan.model.errors import UsageError
from leakscan.model.result import MEMBER_MARK
from leakscan.reports.schema import Lang
from leakscan.reports.texts import say
from leakscan.reports.wording import colon, counted
from leakscan.scanner import ScanOptions

_SHOWN = 50


def create_baseline(request: ScanRequest, file: Path, terms: Terms, *, force: bool) -> ExitCode:
    """Write a baseline of everything found now.

    Raises:
        UsageError: There is no key, or the file exists.
    """
    options = _options(request)
    if file.exists() and not force:
        raise UsageError(f"{file} exists: `leakscan baseline update` changes it, --force replaces")
    outcome = _scan(request, options)
    empty = Baseline(key_id=key_id_of(required_key(options.key)))
    baseline, changes = updated(empty, found_in(outcome), terms, kept=(), renew=False)
    _write(baseline, file)
    lang = request.language
    _tell_of(file, counted("baseline.accepted", len(changes.added), lang), lang)
    tell(f"leakscan: {say(lang, 'baseline.merge', file=file.name)}")
    return _code(outcome)


def update_baseline(
    request: ScanRequest, file: Path, terms: Terms | None, *, renew: bool
) -> ExitCode:
    """Accept what is new, drop what is gone, keep the rest as it is."""
    options = _options(request)
    old = load_baseline(file, options.key)
    outcome = _scan(request, options)
    found = found_in(outcome)
    baseline, changes = updated(old, found, terms, kept=_kept(old, outcome), renew=renew)
    _write(baseline, file)
    lang = request.language
    numbers = {
        "added": counted("baseline.added", len(changes.added), lang),
        "removed": counted("baseline.removed", len(changes.removed), lang),
        "changed": counted("baseline.changed", len(changes.changed), lang),
        "all": counted("baseline.entries", len(baseline.entries), lang),
    }
    _tell_of(file, say(lang, "baseline.updated", **numbers), lang)
    if expired := len(baseline.expired(today())):
        tell(f"leakscan: {counted('baseline.expired', expired, lang)}")
    return _code(outcome)


def audit_baseline(request: ScanRequest, file: Path) -> ExitCode:
    """Say what is new, expired or gone, and who accepted what."""
    options = _options(request)
    old = load_baseline(file, options.key)
    outcome = _scan(request, options)
    found = found_in(outcome)
    _, changes = updated(old, found, _ANYBODY, kept=_kept(old, outcome), renew=False)
    more = _more(old, changes)
    expired = old.expired(today())
    for title, entries in (
        ("new", changes.added),
        ("more", more),
        ("expired", expired),
        ("gone", changes.removed),
    ):
        _list(title, entries, request.language)
    _summary(old, request.language)
    return ExitCode.FOUND if changes.added or more or expired else _code(outcome)


_ANYBODY = Terms(reason="-", author="-", expires=NEVER)


def _options(request: ScanRequest) -> ScanOptions:
    options = replace(scan_options(request), collect_units=True)
    required_key(options.key)
    return options


def _scan(request: ScanRequest, options: ScanOptions) -> Outcome:
    sources = find_sources(request)
    if not sources:
        raise UsageError("no file matched")
    rules = load_rules(request.rules, builtin=request.builtin_rules)
    outcome = scan_sources(sources, rules, options, request)
    unread = [result for result, _ in outcome.files if result.coverage.gaps]
    if unread and not request.quiet:
        lang = request.language
        warn(counted("baseline.unread", len(unread), lang), lang)
    return outcome


def _code(outcome: Outcome) -> ExitCode:
    return ExitCode.INTERRUPTED if outcome.info.interrupted else ExitCode.OK


def _kept(old: Baseline, outcome: Outcome) -> list[Entry]:
    """Entries of files that were not scanned but are still there."""
    scanned = {result.path for result, _ in outcome.files}
    return [
        entry
        for entry in old.entries
        if entry.path not in scanned and Path(entry.path.partition(MEMBER_MARK)[0]).exists()
    ]


def _more(old: Baseline, changes: Changes) -> tuple[Entry, ...]:
    """Entries that hold more than was accepted: as they were accepted, and how many there are."""
    before = {(entry.path, entry.key): entry for entry in old.entries}
    return tuple(
        replace(known, count=entry.count)
        for entry in changes.changed
        if (known := before[entry.path, entry.key]).is_exceeded_by(entry.count, entry.signature)
    )


def _write(baseline: Baseline, file: Path) -> None:
    write_report(write_baseline(baseline), Target(format="baseline", path=str(file)), force=True)


def _tell_of(file: Path, text: str, lang: Lang) -> None:
    tell(f"leakscan: {file}{colon(lang)}{text}")


def _list(title: str, entries: tuple[Entry, ...], lang: Lang) -> None:
    if not entries:
        return
    tell(say(lang, f"baseline.list.{title}", n=len(entries)))
    for entry in entries[:_SHOWN]:
        shown = say(lang, "baseline.entry", path=entry.path, rule=entry.rule, n=entry.count)
        if title != "new":
            who = f"{entry.author}, {entry.reason}, {_until(entry.expires, lang)}"
            shown = say(lang, "baseline.entry.accepted", entry=shown, who=who)
        tell(f"  {shown}")
    if len(entries) > _SHOWN:
        tell(f"  {say(lang, 'baseline.beyond', n=len(entries) - _SHOWN)}")


def _summary(old: Baseline, lang: Lang) -> None:
    people: dict[tuple[str, str, str], int] = {}
    for entry in old.entries:
        who = (entry.author, entry.reason, entry.expires)
        people[who] = people.get(who, 0) + 1
    entries = counted("baseline.entries", len(old.entries), lang)
    tell(say(lang, "baseline.all", entries=entries))
    for (author, reason, expires), count in sorted(people.items()):
        until = _until(expires, lang)
        shown = say(lang, "baseline.who", n=count, author=author, reason=reason, until=until)
        tell(f"  {shown}")


def _until(expires: str, lang: Lang) -> str:
    """The last day on which something is accepted, as dates are written in a baseline."""
    if expires == NEVER:
        return say(lang, "baseline.until.never")
    return say(lang, "baseline.until", day=expires)


__all__ = ["audit_baseline", "create_baseline", "update_baseline"]
