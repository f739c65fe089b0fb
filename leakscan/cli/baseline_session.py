"""What the baseline commands do: scan, compare, write."""

from dataclasses import replace
from pathlib import Path

from leakscan.baseline import (
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
from leakscan.cli.messages import counted, tell, warn
from leakscan.cli.options import ScanRequest
from leakscan.cli.output import Target, write_report
from leakscan.cli.scanning import Outcome, scan_sources
from leakscan.cli.settings import find_sources, scan_options
from leakscan.detectors.rules import load_rules
from leakscan.model.errors import UsageError
from leakscan.model.result import MEMBER_MARK
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
    tell(f"leakscan: {file}: {_entries(len(changes.added))} accepted")
    tell(
        f"leakscan: for merges without conflicts: echo '{file.name} merge=union' >> .gitattributes"
    )
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
    tell(
        f"leakscan: {file}: {len(changes.added)} new, {len(changes.removed)} gone, "
        f"{len(changes.changed)} changed, {_entries(len(baseline.entries))} in all"
    )
    if expired := len(baseline.expired(today())):
        tell(f"leakscan: {_entries(expired)} expired: update with --renew to accept again")
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
        ("more than accepted", more),
        ("expired", expired),
        ("gone", changes.removed),
    ):
        _list(title, entries)
    _summary(old)
    return ExitCode.FOUND if changes.added or more or expired else _code(outcome)


_ANYBODY = Terms(reason="-", author="-", expires="never")


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
        warn(f"{len(unread)} files were not fully read: `leakscan scan` says which and why")
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
    """Changed entries that hold more than was accepted."""
    before = {(entry.path, entry.key): entry for entry in old.entries}
    return tuple(
        entry
        for entry in changes.changed
        if entry.count > before[entry.path, entry.key].count
        or entry.signature != before[entry.path, entry.key].signature
    )


def _write(baseline: Baseline, file: Path) -> None:
    write_report(write_baseline(baseline), Target(format="baseline", path=str(file)), force=True)


def _entries(count: int) -> str:
    return counted(count, "entry", "entries")


def _list(title: str, entries: tuple[Entry, ...]) -> None:
    if not entries:
        return
    tell(f"{title}: {len(entries)}")
    for entry in entries[:_SHOWN]:
        accepted = f" ({entry.author}, {entry.reason}, {entry.expires})" if title != "new" else ""
        tell(f"  {entry.path}: {entry.rule} x {entry.count}{accepted}")
    if len(entries) > _SHOWN:
        tell(f"  ... and {len(entries) - _SHOWN} more")


def _summary(old: Baseline) -> None:
    people: dict[tuple[str, str, str], int] = {}
    for entry in old.entries:
        who = (entry.author, entry.reason, entry.expires)
        people[who] = people.get(who, 0) + 1
    tell(f"accepted: {_entries(len(old.entries))}")
    for (author, reason, expires), count in sorted(people.items()):
        tell(f"  {count}: {author}, {reason}, until {expires}")


__all__ = ["audit_baseline", "create_baseline", "update_baseline"]
