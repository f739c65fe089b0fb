"""Builds the report document (schema ``leakscan/report/1``) from assessments.

It holds counts, places and names of ours; paths as they were made safe upstream. Files come
in path order with ids F0001, F0002…; nothing else depends on the order of scanning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leakscan.model.assessment import Assessment, Driver, Finding, Score
from leakscan.model.coverage import Coverage, Gap
from leakscan.model.result import FileResult, ScanInfo
from leakscan.model.state import Place
from leakscan.model.taxonomy import Tier
from leakscan.reports import triage
from leakscan.reports.aggregates import aggregates_part, provenance_part
from leakscan.reports.believing import improvements, reasons
from leakscan.reports.codes import notification_codes
from leakscan.reports.printable import printable
from leakscan.reports.schema import (
    SCHEMA_ID,
    CodesPart,
    CoveragePart,
    Document,
    DriverPart,
    FilePart,
    FindingPart,
    GapPart,
    GatePart,
    LocationPart,
    Profile,
    ScanPart,
    ScenarioPart,
    ScorePart,
    StatePart,
)
from leakscan.reports.shareable import make_shareable

RETENTION_MONTHS = 12
"""Suggested life of a report: CNIL guide, sheet 14, keeps security logs 6 to 12 months."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


def build_document(
    info: ScanInfo,
    files: Sequence[tuple[FileResult, Assessment]],
    total: Assessment,
    *,
    tool: Tool,
    profile: Profile = "confidential",
    gate: GatePart | None = None,
) -> Document:
    """The document that every format renders.

    Args:
        info: Facts about the run.
        files: Every source with its assessment, in any order.
        total: The assessment of all of them together.
        tool: What made it.
        profile: ``shareable`` drops paths, places and exact numbers.
        gate: What was decided, for a scan with limits; files by the ids of `file_ids`.
    """
    by_path = sorted(files, key=lambda entry: entry[0].path)
    ordered = [
        (file_id, *entry) for file_id, entry in zip(file_ids(len(files)), by_path, strict=True)
    ]
    document: Document = {
        "schema": SCHEMA_ID,
        "tool": {
            "name": "leakscan",
            "version": tool.version,
            "rules_digest": info.rules_digest,
            "policy": tool.policy,
            "policy_digest": tool.policy_digest,
        },
        "scan": _scan(info),
        "files": [
            _file(file_id, result, assessment, keyed=info.managed_key)
            for file_id, result, assessment in ordered
        ],
        "total": _state(total, keyed=info.managed_key),
    }
    document["scan"]["coverage"] = triage.ledger(document["files"])
    shared = provenance_part([(file_id, judged) for file_id, _, judged in ordered], total)
    if shared is not None:
        document["provenance"] = shared
    if gate is not None:
        document["gate"] = gate
    return make_shareable(document) if profile == "shareable" else document


def file_ids(count: int) -> list[str]:
    """The ids of so many files in path order."""
    return [f"F{number:04d}" for number in range(1, count + 1)]


def _scan(info: ScanInfo) -> ScanPart:
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


def _file(file_id: str, result: FileResult, assessment: Assessment, *, keyed: bool) -> FilePart:
    return {
        "id": file_id,
        "path": printable(result.path),
        "format": list(result.formats),
        "encoding": result.encoding,
        "bytes": result.bytes,
        "records": result.state.records,
        "coverage": _coverage(result.coverage),
        **_state(assessment, keyed=keyed),
    }


def _coverage(coverage: Coverage) -> CoveragePart:
    ordered = sorted(coverage.gaps, key=lambda gap: (gap.reason, gap.where, gap.bytes or 0))
    return {
        "state": coverage.state.value,
        "bytes_examined": coverage.bytes_examined,
        "gaps": [_gap(gap) for gap in ordered],
    }


def _gap(gap: Gap) -> GapPart:
    part: GapPart = {"reason": gap.reason.value}
    if gap.where:
        part["where"] = printable(gap.where)
    if gap.bytes is not None:
        part["bytes"] = gap.bytes
    return part


def _state(assessment: Assessment, *, keyed: bool) -> StatePart:
    part: StatePart = {
        "subjects": {
            "estimate": assessment.subjects.estimate,
            "exact": assessment.subjects.exact,
            "basis": assessment.subjects.basis,
            "bracket": assessment.subjects.bracket,
            "keys": dict(sorted(assessment.subjects.keys.items())),
            "keyless_records": assessment.subjects.keyless_records,
        },
        "score": {
            "established": _score(assessment.established),
            "presumed": _score(assessment.presumed),
            "scenario": _scenario(assessment.scenario),
            "drivers": [_driver(driver) for driver in assessment.drivers],
            "grid": [{"cb": cb, **_score(score)} for cb, score in assessment.grid],
            "without": [
                {"category": name, **_score(score)} for name, score in assessment.without.items()
            ],
        },
        "flags": list(assessment.flags),
        "findings": [_finding(finding, keyed=keyed) for finding in assessment.findings],
        "records_concerned": assessment.records_concerned,
        "notification": _codes(assessment),
        "aggregates": aggregates_part(assessment.aggregates),
    }
    if assessment.fresh is not None:
        part["fresh"] = _state(assessment.fresh, keyed=keyed)
    return part


def _score(score: Score) -> ScorePart:
    return {"se": score.se, "band": None if score.band is None else int(score.band)}


def _scenario(scenario: dict[str, float] | None) -> ScenarioPart | None:
    if scenario is None:
        return None
    return {"cb": scenario["cb"], "se": scenario["se"], "band": int(scenario["band"])}


def _driver(driver: Driver) -> DriverPart:
    return {
        "dpc": driver.dpc,
        "ei": driver.ei,
        "categories": list(driver.categories),
        "records": driver.records,
        "dpc_basis": driver.dpc_basis,
        "ei_basis": list(driver.ei_basis),
        "evidence": driver.evidence.label,
    }


def _finding(finding: Finding, *, keyed: bool) -> FindingPart:
    return {
        "rule": finding.rule.id,
        "name": dict(finding.rule.name),
        "category": finding.rule.category,
        "level": finding.rule.level,
        "stigmatising": finding.rule.stigmatising,
        "tier": finding.tier.label,
        "tiers": dict(finding.tiers),
        "why": reasons(finding),
        "stronger": improvements(finding),
        "assertions": dict(finding.assertions),
        "count": finding.count,
        "distinct": finding.distinct,
        "records": finding.records,
        "fields": [printable(field) for field in finding.fields],
        "fingerprint": finding.fingerprint if keyed else None,
        "locations": [_location(place) for place in finding.places],
    }


def _location(place: Place) -> LocationPart:
    """A place without what is unknown of it."""
    part: LocationPart = {"record": place.record, "line": place.line}
    if place.byte >= 0:
        part["byte"] = place.byte
    if place.sheet:
        part["sheet"] = place.sheet
    if place.page:
        part["page"] = place.page
    if place.column:
        part["column"] = place.column
    if place.field:
        part["field"] = printable(place.field)
    return part


def _codes(assessment: Assessment) -> CodesPart:
    found = [
        (finding.rule.id, finding.rule.category)
        for finding in assessment.findings
        if finding.tier >= Tier.CONTEXTUAL
    ]
    drivers = [category for driver in assessment.drivers for category in driver.categories]
    return notification_codes(found, assessment.flags, drivers)
