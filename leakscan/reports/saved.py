"""Reads a saved document again, for ``leakscan report RESULT.json``."""

import json
from collections.abc import Iterable
from typing import cast

from leakscan.model.errors import UsageError
from leakscan.reports.printable import is_harmless_json, neutralised
from leakscan.reports.schema import SCHEMA_ID, Document

_HOW = "`leakscan scan PATH -f json -o result.json` makes one"
_STATE_KEYS = ("subjects", "score", "flags", "findings")
_INNER_KEYS = {
    "subjects": ("estimate", "exact", "bracket"),
    "score": ("established", "presumed", "drivers"),
}
_FINDING_KEYS = ("rule", "category", "tier", "count", "records", "locations")
_FILE_KEYS = ("id", "path", "format", "encoding", "bytes", "records", "coverage", *_STATE_KEYS)
_SCAN_KEYS = (
    *("started", "seconds", "bytes", "files", "complete"),
    *("profile", "key", "engine", "jobs"),
)


def read_document(text: str) -> Document:
    """The document in a saved result.

    Required keys are checked, so that a file of another kind gets a message of ours; the
    schema beside this module says the rest.

    Raises:
        UsageError: Not JSON, not ours, of another schema version, or cut.
    """
    try:
        parsed = json.loads(text)
        if not is_harmless_json(text):
            parsed = neutralised(parsed)
    except (ValueError, RecursionError):
        raise UsageError(f"the result is not JSON: {_HOW}") from None
    if not isinstance(parsed, dict) or parsed.get("schema") != SCHEMA_ID:
        raise UsageError(f"the result is not of schema {SCHEMA_ID}: {_HOW}")
    _require(parsed, ("tool", "scan", "files", "total"), "the result")
    _require(parsed["tool"], ("version", "rules_digest", "policy"), "tool")
    _require(parsed["scan"], _SCAN_KEYS, "scan")
    _require_state(parsed["total"], _STATE_KEYS, "total")
    if not isinstance(parsed["files"], list):
        raise UsageError("files is not a list")
    for number, file in enumerate(parsed["files"]):
        _require_state(file, _FILE_KEYS, f"files[{number}]")
        _require(file["coverage"], ("state", "gaps"), f"files[{number}].coverage")
    return cast("Document", parsed)


def _require_state(part: dict[str, object], keys: Iterable[str], where: str) -> None:
    """Check a verdict: on a file or on the whole scan."""
    _require(part, keys, where)
    for key, inner in _INNER_KEYS.items():
        _require(part[key], inner, f"{where}.{key}")
    if not isinstance(part["findings"], list):
        raise UsageError(f"{where}.findings is not a list")
    for finding in part["findings"]:
        _require(finding, _FINDING_KEYS, f"{where}.findings[]")


def _require(part: object, keys: Iterable[str], where: str) -> None:
    """Check that a part is an object with these keys."""
    if not isinstance(part, dict):
        raise UsageError(f"{where} is not an object")
    missing = [key for key in keys if key not in part]
    if missing:
        raise UsageError(f"{where} lacks {', '.join(missing)}")
