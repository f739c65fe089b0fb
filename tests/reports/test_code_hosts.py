"""SARIF, JUnit and GitLab reports: as their schemas say, without a value, and never too long."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
from lxml import etree

from leakscan.reports import (
    gate_report,
    github_report,
    gitlab_reports,
    html_report,
    junit_report,
    markdown_report,
    sarif_report,
)
from leakscan.reports.issues import issues
from leakscan.reports.schema import Document, GatePart, Lang
from leakscan.reports.texts import say
from tests.reports.samples import document_of, full_scan, lab_leak, letter, price_list, unreadable

SCHEMAS = Path(__file__).with_name("schemas")
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
GATE: GatePart = {
    "passed": False,
    "code": 1,
    "strict": True,
    "fail_on": 2,
    "failures": [
        {"kind": "band", "limit": 2, "value": 4, "file": "F0004"},
        {"kind": "people", "limit": 0, "value": 9_800, "file": "F0004"},
        {"kind": "rule", "limit": 0, "value": 9_800, "name": "fr.nir"},
    ],
}


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return found


def gated() -> Document:
    document = document_of(full_scan())
    document["gate"] = GATE
    return document


def sarif(document: Document, lang: Lang = "en") -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif_report.render(document, lang=lang))
    return log


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("document", [document_of([]), document_of(full_scan()), gated()])
def test_reports_follow_their_schemas(document: Document, lang: Lang) -> None:
    jsonschema.validate(sarif(document, lang), schema("sarif-2.1.0.json"))
    quality = gitlab_reports.render_quality(document, lang=lang)
    jsonschema.validate(json.loads(quality), schema("gitlab-code-quality.json"))
    sast = gitlab_reports.render_sast(document, lang=lang)
    jsonschema.validate(json.loads(sast), schema("gitlab-sast-15.2.1.json"))
    JUNIT.assertValid(etree.fromstring(junit_report.render(document, lang=lang).encode()))


def test_the_schemas_refuse_what_is_wrong() -> None:
    log = sarif(document_of(full_scan()))
    log["runs"][0]["results"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, schema("sarif-2.1.0.json"))
    assert not JUNIT.validate(etree.fromstring(b"<testsuite><testcase/></testsuite>"))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("version",), "15.2"),
        (("surprise",), 1),
        (("scan", "type"), "secret_detection"),
        (("scan", "status"), "ok"),
        (("scan", "start_time"), "2026-01-02T03:04:05Z"),
        (("scan", "end_time"), "2026-01-02T03:04:05.678"),
        (("scan", "analyzer", "vendor"), "leakscan"),
        (("scan", "scanner", "version"), ""),
        (("scan", "messages", 0, "level"), "error"),
        (("scan", "messages", 0, "value"), ""),
        (("vulnerabilities", 0, "id"), ""),
        (("vulnerabilities", 0, "name"), "n" * 256),
        (("vulnerabilities", 0, "severity"), "Very high"),
        (("vulnerabilities", 0, "solution"), "s" * 7_001),
        (("vulnerabilities", 0, "identifiers"), []),
        (("vulnerabilities", 0, "identifiers", 0, "type"), ""),
        (("vulnerabilities", 0, "identifiers", 0, "url"), "rules/fr.nir.md"),
        (("vulnerabilities", 0, "location", "start_line"), 0),
        (("vulnerabilities", 0, "details", "category", "name"), ""),
        (("vulnerabilities", 0, "details", "category", "type"), "words"),
        (("vulnerabilities", 0, "raw_source_code_extract"), "a patient's line"),
    ],
)
def test_the_schema_of_gitlab_refuses_what_is_wrong(
    where: tuple[str | int, ...], value: object
) -> None:
    document = document_of([*full_scan(), unreadable()])
    report = json.loads(gitlab_reports.render_sast(document, lang="en"))
    jsonschema.validate(report, schema("gitlab-sast-15.2.1.json"))
    part = report
    for key in where[:-1]:
        part = part[key]
    part[where[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, schema("gitlab-sast-15.2.1.json"))


def test_issues_of_gitlab_are_told_apart() -> None:
    """Code quality shows one of several entries that share a fingerprint, and drops the rest."""
    document = document_of(full_scan())
    quality = json.loads(gitlab_reports.render_quality(document, lang="en"))
    assert len({entry["fingerprint"] for entry in quality}) == len(quality) > 10
    sast = json.loads(gitlab_reports.render_sast(document, lang="en"))
    assert len({entry["id"] for entry in sast["vulnerabilities"]}) == len(quality)


def test_long_names_of_rules_are_cut_to_what_gitlab_takes() -> None:
    document = document_of([lab_leak(1_000)])
    for finding in document["files"][0]["findings"]:
        finding["name"] = {"fr": "n" * 300, "en": "n" * 300}
    sast = json.loads(gitlab_reports.render_sast(document, lang="en"))
    jsonschema.validate(sast, schema("gitlab-sast-15.2.1.json"))


def test_sarif_has_what_code_scanning_asks_for() -> None:
    run = sarif(document_of(full_scan()))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert "leakscan rules show" in rule["help"]["markdown"]
        assert 0.1 <= float(rule["properties"]["security-severity"]) <= 10
        assert "security" in rule["properties"]["tags"]
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["primaryLocationLineHash"].endswith(":1")
        assert result["occurrenceCount"] >= 1
        for location in result["locations"]:
            where = location["physicalLocation"]
            assert where["region"]["startLine"] >= 1
            assert not where["artifactLocation"]["uri"].startswith(("/", "file:"))


def test_sarif_has_no_snippet_and_no_command_line() -> None:
    def keys(part: object) -> set[str]:
        if isinstance(part, dict):
            return set(part) | {key for value in part.values() for key in keys(value)}
        return {k for item in part for k in keys(item)} if isinstance(part, list) else set()

    forbidden = {"snippet", "contextRegion", "contents", "commandLine", "arguments", "hashes"}
    assert not keys(sarif(document_of(full_scan()))) & forbidden


def test_a_large_leak_stays_within_the_limits_of_github() -> None:
    text = sarif_report.render(document_of([lab_leak(491_840)]), lang="fr")
    results = json.loads(text)["runs"][0]["results"]
    assert len(text) < 10_000_000
    assert 1 <= len(results) <= 25_000
    assert max(len(result["locations"]) for result in results) <= 1_000
    assert sum(result["occurrenceCount"] for result in results) > 491_840


def test_many_issues_are_cut_and_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_report, "MAX_RESULTS", 3)
    document = document_of(full_scan())
    run = sarif(document)["runs"][0]
    assert len(run["results"]) == 3
    assert {result["properties"]["band"] for result in run["results"]} == {4}
    notes = [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
    left_out = len(list(issues(document))) - 3
    assert notes[0] == f"Issues of lower severity that are left out: {left_out}; see --format json."


def test_words_without_a_person_are_no_issue() -> None:
    assert not list(issues(document_of([letter(), price_list()])))


def test_what_was_not_read_is_told() -> None:
    document = document_of([unreadable()])
    text = sarif_report.render(document, lang="en") + gitlab_reports.render_sast(
        document, lang="en"
    )
    assert text.count("sauvegarde.7z: Not fully examined: encrypted (8.0\xa0MB).") == 2
    assert "<skipped" in junit_report.render(document, lang="en")
    document["gate"] = {**GATE, "failures": [], "code": 4}
    assert "<error" in junit_report.render(document, lang="en")


def test_an_issue_inside_a_container_points_at_the_container() -> None:
    results = sarif(document_of(full_scan()))["runs"][0]["results"]
    inside = next(r for r in results if "zip" in json.dumps(r["locations"]))
    where = inside["locations"][0]
    assert where["physicalLocation"]["artifactLocation"]["uri"] == "annuaire.zip"
    assert where["logicalLocations"][0]["fullyQualifiedName"] == "annuaire.zip!/interne.xlsx"


def test_identities_tell_issues_apart_and_depend_on_no_value() -> None:
    few, many = (list(issues(document_of([lab_leak(rows)]))) for rows in (1_000, 2_000))
    assert [issue.identity for issue in few] == [issue.identity for issue in many]
    ordered = sorted(issue.identity for issue in issues(document_of(full_scan())))
    assert all(first != second for first, second in pairwise(ordered))


def test_the_compact_report_says_what_why_and_what_next() -> None:
    text = gate_report.render(gated(), lang="en")
    assert text.splitlines()[0] == "leakscan check: FAILED: 3 limits exceeded."
    assert "exports/patients_2015-2020.csv: severity 4 very high" in text
    assert "9,800 people, and the limit is 0" in text
    assert "the scan as a whole: fr.nir: 9,800, and the limit is 0" in text
    assert "not read: sauvegarde.7z: encrypted" in text
    assert "leakscan redact exports/patients_2015-2020.csv" in text
    assert len(text.splitlines()) < 20


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_help_of_a_rule_says_its_name_once(lang: Lang) -> None:
    (run,) = json.loads(sarif_report.render(gated(), lang=lang))["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        name = rule["shortDescription"]["text"]
        assert re.match(rf"{re.escape(name)}\s?: leakscan ", rule["help"]["text"]), name


def test_of_files_equally_grave_those_of_most_people_are_told_first() -> None:
    letters = [lab_leak(1) for _ in range(30)]
    for number, one in enumerate(letters):
        one.path = f"courriers/{number:02}.txt"
    document = document_of([*letters, lab_leak(2_000)])
    failures = [
        {"kind": "band", "limit": 2, "value": 4, "file": file["id"]} for file in document["files"]
    ]
    document["gate"] = cast(GatePart, {**GATE, "failures": failures})
    lines = gate_report.render(document, lang="en").splitlines()
    assert lines[1].startswith("  exports/patients_2015-2020.csv: severity 4")
    assert lines[3].startswith("  courriers/00.txt: severity 4")


def test_a_command_is_told_with_a_path_that_can_be_typed() -> None:
    document = gated()
    paths = {file["id"]: file for file in document["files"]}
    first = paths[document["gate"]["failures"][0]["file"]]
    for path, typed in {
        "all.zip!/a/b.csv": "leakscan scan all.zip\n",
        "-x y.csv": "leakscan scan './-x y.csv'\n",
        "-": "leakscan scan -\n",
    }.items():
        first["path"] = path
        assert typed in gate_report.render(document, lang="en"), path
    nowhere = gate_report.render(document, lang="fr", reaches=lambda _: False)
    assert "leakscan scan CHEMIN\n" in nowhere


def test_github_gets_a_summary_and_ten_annotations_at_the_most() -> None:
    summary = github_report.render_summary(gated(), lang="en")
    assert summary.startswith("## leakscan check: FAILED")
    assert "| `exports/patients_2015-2020.csv` |" in summary
    lines = list(github_report.annotations(gated(), lang="en"))
    assert len(lines) == 10
    assert all(line.startswith("::error file=") and "\n" not in line for line in lines)


def test_a_bar_in_a_name_ends_no_cell_of_the_summary() -> None:
    document = gated()
    document["files"][3]["path"] = "=a|b.csv"
    summary = github_report.render_summary(document, lang="en").splitlines()
    rows = [line for line in summary if "b.csv" in line and line.startswith("|")]
    assert rows
    assert all(row.startswith(r"| `=a\|b.csv` | ") for row in rows)
    assert {row.count("|") - row.count(r"\|") for row in rows} == {4}


def test_annotations_are_escaped() -> None:
    document = gated()
    document["files"][3]["path"] = "a,b:c%d.csv"
    line = next(iter(github_report.annotations(document, lang="en")))
    assert line.startswith("::error file=a%2Cb%3Ac%25d.csv,line=")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_reports_for_people_tell_the_decision(lang: Lang) -> None:
    document = gated()
    document["gate"] = {**GATE, "allowed": [{"reason": "<b>demo</b> | x", "findings": 3}]}
    page = html_report.render(document, lang=lang)
    text = markdown_report.render(document, lang=lang)
    (path,) = (file["path"] for file in document["files"] if file["id"] == "F0004")
    for report in (page, text):
        assert say(lang, "gate.failed.many", n=3) in report
        assert path is not None
        assert path in report
        assert "<b>demo" not in report
    assert page.index('id="gate"') < page.index('id="summary"')
    assert 'class="gate failed"' in page
    assert '<a href="#F0004">' in page[: page.index('id="summary"')]


def test_a_scan_without_limits_tells_no_decision() -> None:
    document = document_of(full_scan())
    assert 'id="gate"' not in html_report.render(document, lang="en")
    assert "leakscan check" not in markdown_report.render(document, lang="en")
