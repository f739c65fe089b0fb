"""Scanning for the commands: with a progress bar, to the end."""

from leakscan.assessing import AssessedRun, Outcome
from leakscan.cli.options import ScanRequest
from leakscan.cli.progress import progress_bar, wants_progress
from leakscan.detectors.rules import RuleSet
from leakscan.scan import ScanOptions
from leakscan.scoring import Circumstances
from leakscan.sources import Source

__all__ = ["Outcome", "scan_sources"]


def scan_sources(
    sources: list[Source], rules: RuleSet, options: ScanOptions, request: ScanRequest
) -> Outcome:
    """Scan sources and assess each, and all of them together."""
    facts = Circumstances(disclosure=request.disclosure, malicious=request.malicious)
    shown = wants_progress(request.progress, quiet=request.quiet)
    with (
        AssessedRun(sources, rules, options, facts) as assessed,
        progress_bar(shown=shown) as advance,
    ):
        advance.total = assessed.run.total_bytes
        assessed.run.on_progress = advance
        for _ in assessed:
            pass
        return assessed.outcome()
