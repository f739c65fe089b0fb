"""Format ``jsonl``: one JSON object a line: the scan, then each file, then the total.

Each carries a `type` (``scan``, ``file``, ``total``), so that a stream processor can take a
line without the others.
"""

import json
from collections.abc import Mapping

from leakscan.reports.schema import Document


def render(document: Document) -> str:
    """All lines, each ended by a newline."""
    head: Mapping[str, object] = {
        "type": "scan",
        "schema": document["schema"],
        "tool": document["tool"],
        "scan": document["scan"],
    }
    lines = [_line(head)]
    lines += [_line({"type": "file", **file}) for file in document["files"]]
    lines.append(_line({"type": "total", **document["total"]}))
    return "".join(lines)


def _line(part: Mapping[str, object]) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
