import json
from pathlib import Path

import jsonschema
import pytest

import leakscan.reports
from leakscan.model.coverage import Coverage, Gap, GapReason
from leakscan.model.errors import UsageError
from leakscan.model.result import FileResult
from leakscan.reports import json_report, jsonl_report
from leakscan.reports.classes import class_ceiling, class_floor
from leakscan.reports.printable import is_harmless_json, neutralised, printable
from leakscan.reports.saved import read_document
from leakscan.reports.schema import Document, Profile
from leakscan.scoring import POLICY_DIGEST, Circumstances
from tests.reports.samples import document_of, full_scan, lab_leak, letter, readme, unreadable

SCHEMA_PATH = Path(leakscan.reports.__file__).with_name("report.schema.json")
SCHEMA = json.loads(SCHEMA_PATH.read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


@pytest.mark.parametrize("profile", ["confidential", "shareable"])
@pytest.mark.parametrize("declared", [None, Circumstances(disclosure="public", malicious=True)])
def test_document_follows_the_schema(profile: Profile, declared: Circumstances | None) -> None:
    document = document_of(full_scan(), profile=profile, circumstances=declared)
    VALIDATOR.validate(json.loads(json_report.render(document)))


def test_an_empty_scan_follows_the_schema() -> None:
    VALIDATOR.validate(document_of([]))


def test_files_are_numbered_in_path_order_whatever_the_order_of_scanning() -> None:
    forth, back = document_of(full_scan()), document_of(full_scan()[::-1])
    assert json_report.render(forth) == json_report.render(back)
    paths = [file["path"] for file in forth["files"]]
    assert paths == sorted(path for path in paths if path)
    assert [file["id"] for file in forth["files"]] == [f"F{n:04d}" for n in range(1, 8)]


def test_the_original_of_a_content_is_the_file_that_was_numbered_first() -> None:
    first, second = readme(), letter()
    first.path, second.path = "z.txt", "a.txt"
    first.content = second.content = b"the same"
    for ids, copy in ((["F0001", "F0002"], "a.txt"), (["F0002", "F0001"], "z.txt"), ([], "z.txt")):
        files = {file["path"]: file for file in document_of([first, second], ids=ids)["files"]}
        originals = [file["id"] for path, file in files.items() if path != copy]
        assert [files[copy]["duplicate_of"]] == originals == ["F0001"]


def test_the_document_says_what_was_not_read() -> None:
    document = document_of(full_scan())
    assert document["scan"]["complete"] is False
    gaps = {gap["reason"] for file in document["files"] for gap in file["coverage"]["gaps"]}
    assert gaps == {"encrypted", "corrupt", "no-text"}


def test_the_document_carries_policy_and_expiry() -> None:
    document = document_of([readme()])
    assert document["tool"].get("policy_digest") == POLICY_DIGEST
    assert document["scan"].get("expires_on") == "2022-03-04"


def test_notification_codes_come_from_what_concerns_somebody() -> None:
    leak = document_of([lab_leak(1000)])["total"].get("notification")
    assert leak == {
        "cnil": ["coordonnees", "etat-civil", "identification", "nir", "sante"],
        "edpb_70": ["a", "b", "k", "n"],
        "persons": ["patients", "minors"],
    }
    nobody = document_of([readme()])["total"].get("notification")
    assert nobody == {"cnil": [], "edpb_70": [], "persons": []}


def test_json_is_stable_and_ends_with_a_newline() -> None:
    text = json_report.render(document_of(full_scan()))
    assert text.endswith("}\n")
    assert sum(line.startswith('    {"id": "F000') for line in text.splitlines()) == 7
    assert '\n  "schema": "leakscan/report/1"' in text
    assert json_report.render(read_document(text)) == text


def test_jsonl_has_one_object_a_line() -> None:
    document = document_of(full_scan())
    lines = [json.loads(line) for line in jsonl_report.render(document).splitlines()]
    assert [line["type"] for line in lines] == ["scan", *["file"] * 7, "total"]
    assert lines[1]["coverage"]["state"] == "complete"


def shared() -> Document:
    return document_of(full_scan(), profile="shareable")


def test_shareable_has_no_path_and_no_place() -> None:
    text = json_report.render(shared())
    for result in full_scan():
        for segment in result.path.replace("!", "").split("/"):
            assert segment not in text
    assert "byte 4096" not in text
    document = shared()
    states = [*document["files"], document["total"]]
    assert not any(f["locations"] or f.get("fields") for s in states for f in s["findings"])
    assert all(file["path"] is None for file in document["files"])


def test_shareable_numbers_are_lower_bounds_of_classes() -> None:
    document = shared()
    for state in [*document["files"], document["total"]]:
        assert state["subjects"]["estimate"] is None
        assert state["subjects"]["exact"] is False
        for finding in state["findings"]:
            for value in (
                finding["count"],
                finding["records"],
                *finding.get("assertions", {}).values(),
            ):
                assert value == class_floor(value)


def test_shareable_tells_no_condition_of_a_file_nor_of_a_few() -> None:
    document = shared()
    conditions = {"health", "genetic", "art9", "art10"}
    assert not any(f["category"] in conditions for d in document["files"] for f in d["findings"])
    assert not any("stigmatising" in file["flags"] for file in document["files"])
    assert "stigmatising" in document["total"]["flags"]
    few = document_of([letter()], profile="shareable")["total"]
    assert not any(finding["category"] in conditions for finding in few["findings"])


def test_shareable_classes() -> None:
    assert [class_floor(n) for n in (0, 1, 10, 11, 50, 51, 491_840)] == [
        *(0, 1, 1, 11, 11, 51),
        50_001,
    ]
    assert class_ceiling(1) == 10
    assert class_ceiling(5_000_001) is None


def test_harmful_characters_of_a_path_do_not_reach_the_document() -> None:
    path = "a\x1b[2J\u202efdp\n\ud800.csv"
    result = FileResult(path=path, coverage=Coverage(bytes_examined=1))
    text = json_report.render(document_of([result]))
    assert "\\u001b" not in text
    assert not set("\x1b\u202e\ud800") & set(text)
    text.encode("utf-8")


def test_what_a_scan_found_is_printable_from_the_start() -> None:
    """No output looks for harmful characters again."""
    result = lab_leak(20)
    result.path = "a\x1b[2J\u202efdp\n\ud800.csv"
    result.coverage.gaps.append(Gap(reason=GapReason.CORRUPT, where="\x07here"))
    for tally in result.state.tallies.values():
        tally.fields["\x9bcolumn"] += 1
    document = document_of([result])
    assert "\N{REPLACEMENT CHARACTER}" in json_report.render(document)
    assert neutralised(document) == document


@pytest.mark.parametrize("harmful", ["\x1b", "\n", "\x9b", "\xad", "\u202e", "\ue000", "\ufeff"])
def test_a_harmful_character_in_json_is_never_taken_for_harmless(harmful: str) -> None:
    assert printable(harmful) != harmful
    for escaped in (True, False):
        assert not is_harmless_json(json.dumps(f"a{harmful}b", ensure_ascii=escaped))


def test_what_passes_as_harmless_is() -> None:
    kept = [chr(code) for code in range(0x110000) if is_harmless_json(chr(code))]
    assert {"a", "é", "œ", "’", "€"} <= set(kept)
    # JSON has line feeds between its parts, and inside a text only escaped ones.
    assert [char for char in kept if printable(char) != char] == ["\n"]


@pytest.mark.parametrize(
    "text",
    [
        "MARTIN;144509912300979",
        "[]",
        '{"schema": "other/1"}',
        '{"schema": "leakscan/report/1"}',
        '{"schema": "leakscan/report/1", "tool": 1, "scan": 2, "files": 3, "total": 4}',
        "[" * 100_000,
    ],
)
def test_a_saved_result_of_another_kind_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_document(text)
    assert "MARTIN" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_undetermined_is_null() -> None:
    document = document_of([unreadable()])
    assert document["total"]["score"]["established"]["band"] is None
    assert document["files"][0]["coverage"]["state"] == "unread"
