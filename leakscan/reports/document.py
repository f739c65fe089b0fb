"""Builds the report document (schema ``leakscan/report/1``) from assessments.

It holds counts, places and names of ours; paths as they were made safe upstream. Files come in
path order with ids F0001, F0002… unless other ids are given; nothing else depends on the order
of scanning.
"""

from collections.abc import Sequence
from datetime import date

from leakscan.frozen import frozen
from leakscan.model.assessment import Assessment
from leakscan.model.result import FileResult, ScanInfo
from leakscan.reports.aggregates import Layouts, provenance_part
from leakscan.reports.parts import file_part, state_part
from leakscan.reports.printable import neutralised
from leakscan.reports.schema import (
    SCHEMA_ID,
    Document,
    FilePart,
    GatePart,
    Profile,
    ScanPart,
    ToolPart,
)
from leakscan.reports.triage import Ledger, in_order

RETENTION_MONTHS = 12
"""Suggested life of a report: CNIL guide, sheet 14, keeps security logs 6 to 12 months."""


@frozen
class Tool:
    """What made the report.

    Attributes:
        version: Of leakscan.
        policy: Id of the scoring policy.
        policy_digest: SHA-256 of its table, in hexadecimal.
    """

    version: str
    policy: str
    policy_digest: str = ""


class Overview:
    """What the document says of all files together beside their verdict, as they come."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.layouts = Layouts()
        self._firsts: dict[bytes, str] = {}

    def original(self, result: FileResult, file_id: str) -> str | None:
        """The id of the first file with the same content; None for that file itself."""
        if not result.content:
            return None
        first = self._firsts.setdefault(result.content, file_id)
        return None if first == file_id else first

    def add(self, file: FilePart, assessment: Assessment) -> None:
        """Take in one more file."""
        self.ledger.add(file)
        self.layouts.add(file["id"], assessment)


def build_document(
    info: ScanInfo,
    files: Sequence[tuple[FileResult, Assessment]],
    total: Assessment,
    *,
    tool: Tool,
    profile: Profile = "confidential",
    gate: GatePart | None = None,
    ids: Sequence[str] = (),
) -> Document:
    """The document that every format renders.

    Args:
        info: Facts about the run.
        files: Every source with its assessment, in any order.
        total: The assessment of all of them together.
        tool: What made it.
        profile: ``shareable`` drops paths, places and exact numbers.
        gate: What was decided, for a scan with limits; files by their ids.
        ids: Of `files`, when others know them already; else `file_ids` in path order.
    """
    in_path_order = sorted(range(len(files)), key=lambda rank: files[rank][0].path)
    known = dict(enumerate(ids))
    if not ids:
        known = dict(zip(in_path_order, file_ids(len(files)), strict=True))
    overview = Overview()
    # Of files with the same content the one that was numbered first is the original.
    by_number = sorted(known, key=lambda rank: in_order(known[rank]))
    originals = {rank: overview.original(files[rank][0], known[rank]) for rank in by_number}
    parts: list[FilePart] = []
    for rank in in_path_order:
        result, assessment = files[rank]
        file_id, original, keyed = known[rank], originals[rank], info.managed_key
        parts.append(file_part(file_id, result, assessment, keyed=keyed, original=original))
        overview.add(parts[-1], assessment)
    return conclude(info, parts, total, overview, tool=tool, profile=profile, gate=gate)


def conclude(
    info: ScanInfo,
    files: list[FilePart],
    total: Assessment,
    overview: Overview,
    *,
    tool: Tool,
    profile: Profile,
    gate: GatePart | None,
) -> Document:
    """The document around the parts of its files; see `build_document`.

    Args:
        files: In the order in which they are to stand; none if they were written before.
        overview: Of all files, those that are not in `files` as well.
    """
    document: Document = {
        "schema": SCHEMA_ID,
        "tool": tool_part(tool, info),
        "scan": scan_part(info),
        "files": files,
        "total": state_part(total, keyed=info.managed_key),
    }
    document["scan"]["coverage"] = overview.ledger.part()
    shared = provenance_part(overview.layouts, total)
    if shared is not None:
        document["provenance"] = shared
    if gate is not None:
        document["gate"] = neutralised(gate)
    if profile != "shareable":
        return document
    # Imported here: most reports are not to be shared, and a start is shorter without.
    from leakscan.reports.shareable import make_shareable

    return make_shareable(document)


def file_ids(count: int) -> list[str]:
    """The ids of so many files."""
    return [file_id(rank) for rank in range(count)]


def file_id(rank: int) -> str:
    """The id of the file before which so many others come."""
    return f"F{rank + 1:04d}"


def tool_part(tool: Tool, info: ScanInfo) -> ToolPart:
    """What made the report, with which rules and policy."""
    return {
        "name": "leakscan",
        "version": tool.version,
        "rules_digest": info.rules_digest,
        "policy": tool.policy,
        "policy_digest": tool.policy_digest,
    }


def scan_part(info: ScanInfo) -> ScanPart:
    """Facts about the run."""
    return {
        "started": info.started.isoformat(),
        "seconds": round(info.seconds, 3),
        "bytes": info.bytes,
        "files": info.files,
        "complete": info.complete,
        "profile": "confidential",
        "key": "managed" if info.managed_key else "ephemeral",
        "engine": info.engine,
        "jobs": info.jobs,
        "interrupted": info.interrupted,
        "expires_on": _expiry(info.started.date()).isoformat(),
        "counts": "exact",
    }


def _expiry(day: date) -> date:
    """The same day `RETENTION_MONTHS` later, the 28th at the latest."""
    years, month = divmod(day.month - 1 + RETENTION_MONTHS, 12)
    return date(day.year + years, month + 1, min(day.day, 28))
