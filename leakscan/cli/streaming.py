"""Reports of format ``jsonl``, written line by line while the scan goes on.

A line stands there as soon as its file is done, and stays there whatever happens next. Nothing
is kept of a file that was written, so such a scan takes the same memory for any number of files.
"""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import BinaryIO

from leakscan.cli.output import STDOUT, Target, discard_stdout, open_report, unwritable
from leakscan.frozen import frozen
from leakscan.model.assessment import Assessment
from leakscan.model.result import FileResult, ScanInfo
from leakscan.reports.document import Overview, Tool, conclude, file_id, scan_part, tool_part
from leakscan.reports.jsonl_report import file_line, head, last
from leakscan.reports.parts import file_part
from leakscan.reports.schema import SCHEMA_ID, Document, GatePart, Profile
from leakscan.reports.shareable import shareable_file, shareable_scan


class ReportStream:
    """Lines of one scan into all of its targets.

    Files are numbered in the order in which they finish, which is that of the lines.

    Attributes:
        abandoned: Whoever read standard output has seen enough, and nothing else is written.
    """

    def __init__(
        self, targets: Sequence[Target], *, tool: Tool, profile: Profile, force: bool
    ) -> None:
        self._targets = targets
        self._tool = tool
        self._profile: Profile = profile
        self._force = force
        self._open: list[_Open] = []
        self._stack = ExitStack()
        self._keyed = False
        self._count = 0
        self._overview = Overview()
        self.abandoned = False

    @property
    def on_stdout(self) -> bool:
        """One of the reports goes to standard output."""
        return any(target.path == STDOUT for target in self._targets)

    def close(self) -> None:
        """What was written stays."""
        self._stack.close()

    def begin(self, info: ScanInfo) -> None:
        """Create the reports; once the sources are known, so that none of them is taken for one.

        Raises:
            UsageError: A report cannot be written after all.
        """
        self._keyed = info.managed_key
        for target in self._targets:
            stream = open_report(target, force=self._force)
            if stream is not sys.stdout.buffer:
                self._stack.enter_context(stream)
            self._open.append(_Open(target, stream))
        scan = scan_part(info)
        shared = shareable_scan(scan) if self._profile == "shareable" else scan
        self._write(head(SCHEMA_ID, tool_part(self._tool, info), shared))

    def add(self, result: FileResult, assessment: Assessment) -> None:
        """Write the line of a file that has finished.

        Raises:
            UsageError: It cannot be written.
        """
        own_id = file_id(self._count)
        original = self._overview.original(result, own_id)
        part = file_part(own_id, result, assessment, keyed=self._keyed, original=original)
        self._count += 1
        self._overview.add(part, assessment)
        self._write(file_line(shareable_file(part) if self._profile == "shareable" else part))

    def document(self, info: ScanInfo, total: Assessment, gate: GatePart | None) -> Document:
        """The document without its files, which are in the lines."""
        return conclude(
            info, [], total, self._overview, tool=self._tool, profile=self._profile, gate=gate
        )

    def finish(self, document: Document) -> None:
        """Write the last line.

        Raises:
            UsageError: It cannot be written.
        """
        self._write(last(document))

    def _write(self, line: str) -> None:
        for opened in self._open:
            try:
                opened.stream.write(line.encode("utf-8", "replace"))
                opened.stream.flush()
            except OSError as error:
                # Another pipe that breaks is a report that could not be written.
                if not isinstance(error, BrokenPipeError) or opened.target.path != STDOUT:
                    raise unwritable(opened.target.path, error) from None
                discard_stdout()
                self.abandoned = len(self._targets) == 1


@frozen(kw_only=False)
class _Open:
    """A target and where its lines go."""

    target: Target
    stream: BinaryIO
