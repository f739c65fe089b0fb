"""Format ``jsonl``: one JSON object a line: the scan, then each file, then the total.

Each carries a `type` (``scan``, ``file``, ``total``), so that a stream processor can take a line
without the others, and no line needs one that comes later: the first tells what is known at the
start, the last how it ended.
"""

import json
from collections.abc import Mapping

from leakscan.reports.schema import Document, FilePart, ScanPart, ToolPart

_KNOWN_AT_START = (
    *("started", "profile", "key", "engine", "jobs"),
    *("expires_on", "counts"),
)


def render(document: Document) -> str:
    """All lines, each ended by a newline; files in the order of the document."""
    lines = [head(document["schema"], document["tool"], document["scan"])]
    lines += [file_line(file) for file in document["files"]]
    lines.append(last(document))
    return "".join(lines)


def head(schema: str, tool: ToolPart, scan: ScanPart) -> str:
    """The first line: what is known before anything is scanned."""
    known = {key: value for key, value in scan.items() if key in _KNOWN_AT_START}
    return _line({"type": "scan", "schema": schema, "tool": tool, "scan": known})


def file_line(file: FilePart) -> str:
    """The line of one file."""
    return _line({"type": "file", **file})


def last(document: Document) -> str:
    """The last line: how the scan ended, and the verdict on all files; `files` is not looked at."""
    line: dict[str, object] = {"type": "total", "scan": document["scan"], **document["total"]}
    line |= {key: value for key, value in document.items() if key in {"provenance", "gate"}}
    return _line(line)


def _line(part: Mapping[str, object]) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
