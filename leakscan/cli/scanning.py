"""Scanning for the commands: with a progress bar, to the end."""

from typing import Protocol

from leakscan.assessing import AssessedRun, Outcome
from leakscan.cli.options import ScanRequest
from leakscan.cli.progress import progress_bar, wants_progress
from leakscan.detectors.rules import RuleSet
from leakscan.model.assessment import Assessment
from leakscan.model.result import FileResult, ScanInfo
from leakscan.scanner import ScanOptions
from leakscan.scoring import Circumstances
from leakscan.sources import Source

__all__ = ["Observer", "Outcome", "scan_sources"]


class Observer(Protocol):
    """Sees a scan from its start, file by file as they finish."""

    @property
    def abandoned(self) -> bool:
        """Nobody wants to know how it goes on."""

    @property
    def fills_terminal(self) -> bool:
        """What it shows would tear a progress bar apart."""

    def begin(self, info: ScanInfo) -> None:
        """The scan starts."""

    def add(self, result: FileResult, assessment: Assessment) -> None:
        """A file has finished."""


def scan_sources(
    sources: list[Source],
    rules: RuleSet,
    options: ScanOptions,
    request: ScanRequest,
    *,
    observer: Observer | None = None,
    keep: bool = True,
) -> Outcome:
    """Scan sources and assess each, and all of them together.

    Args:
        sources: What to scan.
        rules: What to search.
        options: How to scan.
        request: What the user asked for.
        observer: Is told of every file.
        keep: The outcome lists the files.
    """
    facts = Circumstances(disclosure=request.disclosure, malicious=request.malicious)
    torn = observer is not None and observer.fills_terminal
    shown = wants_progress(request.progress, quiet=request.quiet or torn)
    with (
        AssessedRun(sources, rules, options, facts, keep=keep) as assessed,
        progress_bar(shown=shown) as advance,
    ):
        advance.total = assessed.run.total_bytes
        assessed.run.on_progress = advance
        if observer is not None:
            observer.begin(assessed.info())
        for result, assessment in assessed:
            if observer is not None:
                observer.add(result, assessment)
                if observer.abandoned:
                    break
        return assessed.outcome()
