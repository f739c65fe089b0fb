import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from leakscan.reports import csv_report, json_report, markdown_report
from leakscan.reports.csv_report import formula_safe
from leakscan.reports.markdown_text import code, escape
from leakscan.reports.registry import OutputFormat, render
from leakscan.reports.saved import read_document
from leakscan.reports.schema import Lang
from tests.reports.reading import text_of
from tests.reports.samples import document_of, full_scan, readme, unreadable

SCHEMA = json.loads(Path(csv_report.__file__).with_name("report.schema.json").read_text("utf-8"))
BUILT = list(OutputFormat)


@pytest.mark.parametrize("output", OutputFormat)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_format_renders_the_same_again(output: OutputFormat, lang: Lang) -> None:
    document = document_of(full_scan())
    text = text_of(render(document, output, lang=lang))
    assert text.endswith("\n")
    assert text == text_of(render(document, output, lang=lang))


@pytest.mark.parametrize("output", [output for output in BUILT if output != "gitlab"])
def test_every_format_lists_what_was_not_read(output: OutputFormat) -> None:
    text = text_of(render(document_of([readme(), unreadable()]), output, lang="en", width=120))
    assert "encrypted" in text
    assert "sauvegarde.7z" in text


@pytest.mark.parametrize("output", BUILT)
def test_shareable_has_no_path_in_any_format(output: OutputFormat) -> None:
    text = text_of(
        render(document_of(full_scan(), profile="shareable"), output, lang="fr", width=120)
    )
    for result in full_scan():
        assert result.path not in text


def required_only(part: object, schema: dict[str, Any]) -> Any:  # noqa: ANN401  JSON
    """What is left of a document without the keys that its schema does not require."""
    if "$ref" in schema:
        return required_only(part, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if isinstance(part, list):
        return [required_only(item, schema.get("items", {})) for item in part]
    if not isinstance(part, dict):
        return part
    kept: dict[str, Any] = {}
    for view in schema.get("allOf", []):
        kept |= required_only(part, view)
    inner = schema.get("properties", {})
    return kept | {
        key: required_only(part[key], inner.get(key, {})) for key in schema.get("required", [])
    }


@pytest.mark.parametrize("output", BUILT)
def test_a_document_with_required_keys_only_renders(output: OutputFormat) -> None:
    full = json.loads(text_of(render(document_of(full_scan()), OutputFormat.JSON, lang="fr")))
    bare = required_only(full, SCHEMA)
    assert "grid" not in bare["total"]["score"]
    assert bare["files"][3]["findings"]
    assert render(read_document(json.dumps(bare)), output, lang="fr")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_csv_has_every_file_finding_and_gap() -> None:
    document = document_of(full_scan())
    *table, total = rows(csv_report.render(document))
    assert total["row"] == "total"
    assert {row["file"] for row in table} == {file["id"] for file in document["files"]}
    findings = [row for row in table if row["row"] == "finding"]
    assert len(findings) == sum(len(file["findings"]) for file in document["files"])
    assert {row["gap"] for row in table if row["row"] == "gap"} == {
        "encrypted",
        "corrupt",
        "no-text",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_csv_runs_no_formula(start: str) -> None:
    assert formula_safe(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"
    document = document_of([readme()])
    document["files"][0]["path"] = f"{start}cmd|x!A1"
    saved = read_document(json_report.render(document))
    path = rows(csv_report.render(saved))[0]["path"]
    assert path[0] in "'\N{REPLACEMENT CHARACTER}"


def test_csv_leaves_numbers_alone() -> None:
    assert formula_safe(-1) == -1
    assert formula_safe("plain") == "plain"


def test_markdown_of_others_is_inert() -> None:
    assert escape("[a](b) <script>") == r"\[a\](b) &lt;script&gt;"
    assert code("a`b``c") == "``` a`b``c ```"
    document = document_of([*full_scan()])
    document["files"][3]["path"] = "a|b`c`<img src=x>@user"
    text = markdown_report.render(document, lang="fr")
    line = next(line for line in text.splitlines() if line.startswith("| 4"))
    assert "`` a\\|b`c`<img src=x>@user ``" in line
