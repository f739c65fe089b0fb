"""The shareable profile: no path, no place, no exact number, no small cell.

Numbers become the lower bound of a class, whose first one is 1-10: no cell under 11 can be
told (the rule of the CASD for French hospital data). As no exact total is left to subtract
from, no secondary suppression is needed. What is said of a condition is said of the scan as
a whole and never of one file, and not at all under 11 records.
"""

from collections.abc import Sequence

from leakscan.model.taxonomy import Tier
from leakscan.reports.classes import SMALL_CELL, class_floor
from leakscan.reports.codes import notification_codes
from leakscan.reports.schema import (
    CoveragePart,
    Document,
    DriverPart,
    FilePart,
    FindingPart,
    GatePart,
    ScanPart,
    StatePart,
)
from leakscan.reports.shareable_aggregates import share_aggregates, share_provenance

_SPECIAL = frozenset({"genetic", "art9", "art10"})
_CONDITIONS = _SPECIAL | {"health"}


def make_shareable(document: Document) -> Document:
    """The same report for people who may not see exact counts, paths or places."""
    shared: Document = {
        "schema": document["schema"],
        "tool": document["tool"],
        "scan": shareable_scan(document["scan"]),
        "files": [shareable_file(part) for part in document["files"]],
        "total": _total(document["total"]),
    }
    if "provenance" in document:
        shared["provenance"] = share_provenance(document["provenance"])
    if "gate" in document:
        shared["gate"] = _gate(document["gate"])
    return shared


def _gate(part: GatePart) -> GatePart:
    """The decision, its numbers by class; which file holds which condition is not told."""
    kept: GatePart = {**part}
    kept["failures"] = [
        failure
        if failure["kind"] == "band"
        else {**failure, "value": max(class_floor(failure["value"]), failure["limit"])}
        for failure in part["failures"]
    ]
    if "allowed" in part:
        kept["allowed"] = [
            {**entry, "findings": class_floor(entry["findings"])} for entry in part["allowed"]
        ]
    if "baseline" in part:
        known = part["baseline"]
        kept["baseline"] = {
            "known": class_floor(known["known"]),
            "expired": class_floor(known["expired"]),
            "vanished": class_floor(known["vanished"]),
        }
    return kept


def shareable_scan(part: ScanPart) -> ScanPart:
    """Facts about the run, its size by magnitude."""
    shared: ScanPart = {
        **part,
        "bytes": _magnitude(part["bytes"]),
        "profile": "shareable",
        "counts": "lower-bounds",
    }
    if "coverage" in part:
        examined = _magnitude(part["coverage"]["bytes_examined"])
        shared["coverage"] = {**part["coverage"], "bytes_examined": examined}
    return shared


def shareable_file(part: FilePart) -> FilePart:
    """What may be told of one file: nothing of a condition, of a path, of a place."""
    state = _state(part, [f for f in part["findings"] if f["category"] not in _CONDITIONS])
    return {
        "id": part["id"],
        "path": None,
        "format": part["format"],
        "encoding": part["encoding"],
        "bytes": _magnitude(part["bytes"]),
        "records": class_floor(part["records"]),
        "coverage": _coverage(part["coverage"]),
        "duplicate_of": part.get("duplicate_of"),
        **state,
    }


def _total(part: StatePart) -> StatePart:
    shared = _state(part, [f for f in part["findings"] if not _is_small_condition(f)])
    # Of the scan as a whole only: a file may be about one establishment or one family.
    if "aggregates" in part:
        shared["aggregates"] = share_aggregates(part["aggregates"])
    return shared


def _state(part: StatePart, kept: Sequence[FindingPart]) -> StatePart:
    """The state with only the findings kept, and nothing else that tells of the others."""
    drivers = [_driver(driver, kept) for driver in part["score"]["drivers"]]
    flags = [flag for flag in part["flags"] if _is_told(flag, kept)]
    found = [(f["rule"], f["category"]) for f in kept if f["tier"] != Tier.LEXICAL.label]
    held = {category for driver in drivers for category in driver["categories"]}
    return {
        "subjects": {
            "estimate": None,
            "exact": False,
            "basis": part["subjects"].get("basis"),
            "bracket": part["subjects"]["bracket"],
            "keys": {key: class_floor(n) for key, n in part["subjects"].get("keys", {}).items()},
            "keyless_records": class_floor(part["subjects"].get("keyless_records", 0)),
        },
        "score": {
            **part["score"],
            "drivers": drivers,
            "without": [
                case
                for case in part["score"].get("without", [])
                if case["category"] not in _SPECIAL or _holds(case["category"], kept)
            ],
        },
        "flags": flags,
        "findings": [_finding(finding) for finding in kept],
        "records_concerned": class_floor(part.get("records_concerned", 0)),
        "notification": notification_codes(found, flags, held),
    }


def _is_small_condition(finding: FindingPart) -> bool:
    return finding["category"] in _CONDITIONS and finding["records"] < SMALL_CELL


def _is_told(flag: str, kept: Sequence[FindingPart]) -> bool:
    """Whether a flag says no more than the findings that are kept."""
    if flag == "stigmatising":
        return any(finding.get("stigmatising") for finding in kept)
    # The flag `art9` covers health data as such, which the score tells anyway.
    return flag not in _SPECIAL - {"art9"} or _holds(flag, kept)


def _holds(category: str, kept: Sequence[FindingPart]) -> bool:
    return any(finding["category"] == category for finding in kept)


def _driver(driver: DriverPart, kept: Sequence[FindingPart]) -> DriverPart:
    """The driver without the special categories that nothing kept tells of."""
    untold = {category for category in _SPECIAL if not _holds(category, kept)}
    shared: DriverPart = {
        **driver,
        "categories": [c for c in driver["categories"] if c not in untold],
        "records": class_floor(driver["records"]),
    }
    if driver.get("dpc_basis") in untold:
        shared["dpc_basis"] = "special"
    return shared


def _finding(finding: FindingPart) -> FindingPart:
    distinct = finding.get("distinct")
    shared: FindingPart = {
        **finding,
        "assertions": {k: class_floor(n) for k, n in finding.get("assertions", {}).items()},
        "count": class_floor(finding["count"]),
        "distinct": None if distinct is None else class_floor(distinct),
        "records": class_floor(finding["records"]),
        "fields": [],
        "fingerprint": None,
        "locations": [],
    }
    if "tiers" in finding:
        shared["tiers"] = {tier: class_floor(n) for tier, n in finding["tiers"].items()}
    return shared


def _coverage(coverage: CoveragePart) -> CoveragePart:
    return {
        "state": coverage["state"],
        "bytes_examined": _magnitude(coverage["bytes_examined"]),
        "gaps": [{"reason": gap["reason"]} for gap in coverage["gaps"]],
    }


def _magnitude(size: int) -> int:
    """A size with one digit: an exact one tells which file it was."""
    step: int = 10 ** max(0, len(str(size)) - 1)
    return size // step * step
