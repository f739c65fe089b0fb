"""The parts of the document that say what was found, and where: of one file, or of all of them."""

from leakscan.model.assessment import Assessment, Driver, Finding, Score
from leakscan.model.coverage import Coverage, Gap
from leakscan.model.result import FileResult
from leakscan.model.state import Place
from leakscan.model.taxonomy import Tier
from leakscan.reports.aggregates import aggregates_part
from leakscan.reports.believing import improvements, reasons
from leakscan.reports.codes import notification_codes
from leakscan.reports.printable import printable
from leakscan.reports.schema import (
    CodesPart,
    CoveragePart,
    DriverPart,
    FilePart,
    FindingPart,
    GapPart,
    LocationPart,
    ScenarioPart,
    ScorePart,
    StatePart,
)


def file_part(
    file_id: str,
    result: FileResult,
    assessment: Assessment,
    *,
    keyed: bool,
    original: str | None = None,
) -> FilePart:
    """What the report says of one file.

    Args:
        file_id: Its own.
        result: What was found.
        assessment: What that means.
        keyed: Fingerprints outlive the run.
        original: Id of the first file with the same content, if that is another one.
    """
    return {
        "id": file_id,
        "path": printable(result.path),
        "format": list(result.formats),
        "encoding": result.encoding,
        "bytes": result.bytes,
        "records": result.state.records,
        "coverage": _coverage(result.coverage),
        "duplicate_of": original,
        **state_part(assessment, keyed=keyed),
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


def state_part(assessment: Assessment, *, keyed: bool) -> StatePart:
    """The verdict on a file, or on all of them."""
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
        part["fresh"] = state_part(assessment.fresh, keyed=keyed)
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
        "name": {lang: printable(name) for lang, name in finding.rule.name.items()},
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
