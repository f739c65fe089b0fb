"""What becomes of each file of a scan, and of all of them: measured, written, told."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Self

from leakscan import __version__
from leakscan.cli.gate import tell_ci, tells_ci
from leakscan.cli.messages import tell
from leakscan.cli.options import ScanRequest
from leakscan.cli.output import Target
from leakscan.cli.rendering import write_reports
from leakscan.cli.scanning import Outcome
from leakscan.model.assessment import Assessment
from leakscan.model.result import FileResult, ScanInfo
from leakscan.reports.document import Tool, build_document, file_id
from leakscan.reports.schema import Document, GatePart, Lang
from leakscan.scoring import POLICY_DIGEST, POLICY_ID
from leakscan.scoring.limits import Measured

if TYPE_CHECKING:
    from leakscan.cli.streaming import ReportStream

STREAMED = "jsonl"
"""The format whose reports are written while the scan goes on."""


class Reports:
    """The reports of one scan, to be used in a `with` block.

    Attributes:
        measured: The files held against the limits.
    """

    def __init__(self, targets: Sequence[Target], measured: Measured, request: ScanRequest) -> None:
        self.measured = measured
        self._request = request
        self._tool = Tool(version=__version__, policy=POLICY_ID, policy_digest=POLICY_DIGEST)
        self._targets = [target for target in targets if target.format != STREAMED]
        streamed = [target for target in targets if target.format == STREAMED]
        self._stream = self._open_stream(streamed) if streamed else None

    def _open_stream(self, targets: Sequence[Target]) -> "ReportStream":
        # Imported here: most scans write no report before their end, and start faster.
        from leakscan.cli.streaming import ReportStream

        request = self._request
        return ReportStream(targets, tool=self._tool, profile=request.profile, force=request.force)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    @property
    def need_files(self) -> bool:
        """Something can only be written once all files are known."""
        return bool(self._targets) or (self._request.gate and tells_ci())

    @property
    def fills_terminal(self) -> bool:
        """Lines appear on the terminal while the scan goes on."""
        on_stdout = self._stream is not None and self._stream.on_stdout
        return on_stdout and sys.stdout.isatty()

    @property
    def abandoned(self) -> bool:
        """Nobody reads the only report, nor waits for a decision."""
        seen = self._stream is not None and self._stream.abandoned
        decides = self._request.gate or self.measured.limits.any
        return seen and not decides and not self._targets

    def begin(self, info: ScanInfo) -> None:
        """The scan starts: its sources are known, so that no report is taken for one."""
        if self._stream is not None:
            self._stream.begin(info)

    def add(self, result: FileResult, assessment: Assessment) -> None:
        """A file has finished."""
        self.measured.add(assessment)
        if self._stream is not None:
            self._stream.add(result, assessment)

    def id_of(self, outcome: Outcome) -> Callable[[int], str]:
        """The id of a file by how many finished before it: that of its line, else by its path."""
        if self._stream is not None:
            return file_id
        places = {rank: place for place, rank in enumerate(outcome.ranks)}
        return lambda rank: file_id(places[rank])

    def write(self, outcome: Outcome, gate: GatePart | None) -> None:
        """Write what had to wait for the end.

        Raises:
            UsageError: A report that cannot be written after all.
        """
        document = self._document(outcome, gate)
        if self._stream is not None:
            self._stream.finish(document)
        write_reports(
            document,
            self._targets,
            lang=self._request.lang,
            force=self._request.force,
            compact=self._request.gate and not self._request.verbose,
            explained=self._request.explain,
            scanned=self._request.paths,
        )
        if self._request.gate:
            tell_ci(document, self._request.language)
        if self._request.verbose:
            _tell_speed(outcome.info, self._request.language)

    def _document(self, outcome: Outcome, gate: GatePart | None) -> Document:
        """With its files, unless nobody needs them."""
        if self._stream is not None and not self.need_files:
            return self._stream.document(outcome.info, outcome.total, gate)
        return build_document(
            outcome.info,
            outcome.files,
            outcome.total,
            tool=self._tool,
            profile=self._request.profile,
            gate=gate,
            ids=[file_id(rank) for rank in outcome.ranks] if self._stream is not None else (),
        )


def _tell_speed(info: ScanInfo, lang: Lang) -> None:
    from leakscan.reports import wording
    from leakscan.reports.texts import say

    rate = info.bytes / 1e6 / max(info.seconds, 1e-6)
    told = say(
        lang,
        "scan.speed",
        files=wording.counted("files", info.files, lang),
        size=wording.size(info.bytes, lang),
        seconds=wording.decimal(info.seconds, lang),
        rate=wording.number(round(rate), lang),
        engine=info.engine,
        jobs=info.jobs,
    )
    tell(f"leakscan: {told}")
