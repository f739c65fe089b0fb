"""One wide laboratory table in six dresses: same findings, same score, and the truth.

A few thousand rows by default. `LEAKSCAN_ROWS=500000 pytest tests/acceptance/test_variants.py`
is the acceptance run, of some minutes and 2.5 GB of disk.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leakscan.demo.lab_table import COLUMNS, LabRow, lab_rows
from tests.cli.calling import program
from tests.synth.variants import VARIANTS, Truth, write_variants

ROWS = int(os.environ.get("LEAKSCAN_ROWS", "3000"))
SEED = 2021
EXACT_TO = 131_072
"""Distinct values up to which counting is exact."""
FLAGS = {"nir", "art9", "stigmatising", "credentials", "minors"}
_CELL = {column: index for index, column in enumerate(COLUMNS)}

Findings = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("variants")


@pytest.fixture(scope="module")
def truth(folder: Path) -> Truth:
    return write_variants(folder, rows=ROWS, seed=SEED)


@pytest.fixture(scope="module")
def files(folder: Path, truth: Truth) -> Iterator[dict[str, dict[str, Any]]]:
    """What one scan of all variants says of each, by the name of the variant."""
    assert truth.rows == ROWS
    done = program("scan", ".", "-f", "json", "--no-config", cwd=folder)
    assert done.code == 0, done.err
    by_path = {file["path"]: file for file in json.loads(done.out)["files"]}
    yield {name: by_path[path] for name, path in VARIANTS.items()}
    for path in VARIANTS.values():
        (folder / path).unlink()


@pytest.fixture(scope="module")
def findings(files: dict[str, dict[str, Any]]) -> Findings:
    """Findings of the first variant by rule; the others are the same, as a test says."""
    return _by_rule(files["cp1252"])


def _by_rule(file: dict[str, Any]) -> Findings:
    return {finding["rule"]: finding for finding in file["findings"]}


def _counted(file: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    keys = ("count", "records", "tier", "tiers", "assertions", "fields")
    return {rule: tuple(found[key] for key in keys) for rule, found in _by_rule(file).items()}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_gives_the_same_findings(
    variant: str, files: dict[str, dict[str, Any]]
) -> None:
    assert _counted(files[variant]) == _counted(files["cp1252"])


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("part", ["score", "flags", "subjects", "records_concerned"])
def test_every_variant_gives_the_same_verdict(
    variant: str, part: str, files: dict[str, dict[str, Any]]
) -> None:
    assert files[variant][part] == files["cp1252"][part]


@pytest.mark.parametrize("variant", VARIANTS)
def test_distinct_values_do_not_depend_on_the_variant(
    variant: str, files: dict[str, dict[str, Any]]
) -> None:
    ours, reference = _by_rule(files[variant]), _by_rule(files["cp1252"])
    assert {rule: found["distinct"] for rule, found in ours.items()} == {
        rule: found["distinct"] for rule, found in reference.items()
    }


@pytest.mark.parametrize("variant", VARIANTS)
def test_findings_stand_in_the_same_records(variant: str, files: dict[str, dict[str, Any]]) -> None:
    def records(file: dict[str, Any], rule: str) -> list[int]:
        return [place["record"] for place in _by_rule(file)[rule]["locations"]]

    for rule in ("fr.nir", "email", "health.hiv"):
        assert records(files[variant], rule) == records(files["cp1252"], rule)


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_row_is_a_record(variant: str, files: dict[str, dict[str, Any]]) -> None:
    assert files[variant]["records"] == ROWS


def test_encodings_and_formats_are_told(files: dict[str, dict[str, Any]]) -> None:
    assert {name: (*file["format"], file["encoding"]) for name, file in files.items()} == {
        "cp1252": ("delimited", "cp1252"),
        "utf-8": ("delimited", "utf-8"),
        "utf-16": ("delimited", "utf-16-le"),
        "sql": ("sql", "utf-8"),
        "ndjson": ("json", "utf-8"),
        "gzip": ("gzip", "delimited", "cp1252"),
    }
    assert {file["coverage"]["state"] for file in files.values()} == {"complete"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_verdict_is_the_heaviest(variant: str, files: dict[str, dict[str, Any]]) -> None:
    file = files[variant]
    assert file["score"]["established"] == {"se": 4.0, "band": 4}
    assert set(file["flags"]) >= FLAGS


def test_persons_are_counted(files: dict[str, dict[str, Any]]) -> None:
    subjects = files["cp1252"]["subjects"]
    if ROWS < EXACT_TO:
        assert (subjects["estimate"], subjects["exact"]) == (ROWS, True)
    else:
        assert abs(subjects["estimate"] - ROWS) < ROWS / 100


def test_nirs_are_all_found_and_nothing_else_is(truth: Truth, findings: Findings) -> None:
    nir = findings["fr.nir"]
    assert (nir["count"], nir["records"]) == (truth.nirs, truth.nirs)
    assert nir["tiers"] == {"validated": truth.nirs}
    assert abs(nir["distinct"] - truth.nirs) <= (0 if ROWS < EXACT_TO else truth.nirs / 100)
    assert "fr.nir.keyless" not in findings


def test_phones_are_all_found(truth: Truth, findings: Findings) -> None:
    assert findings["fr.phone"]["count"] == truth.phones


def test_phones_outside_comments_are_all_found(truth: Truth, findings: Findings) -> None:
    structural = findings["fr.phone"]["tiers"]["structural"]
    assert structural == truth.filled["TEL_FIXE"] + truth.filled["TEL_PORTABLE"]
    assert findings["fr.phone"]["count"] <= truth.phones


@pytest.mark.parametrize(
    ("rule", "known"),
    [
        ("email", "emails"),
        ("credential.password", "passwords"),
        ("health.blood-group", "blood_groups"),
        ("person.birth-date", "rows"),
    ],
)
def test_cells_are_counted(rule: str, known: str, truth: Truth, findings: Findings) -> None:
    assert findings[rule]["count"] == getattr(truth, known)


def test_names_are_counted(truth: Truth, findings: Findings) -> None:
    names = sum(truth.filled[column] for column in ("NOM", "NOM_NAISSANCE", "PRENOM"))
    assert (findings["person.name"]["count"], findings["person.name"]["records"]) == (names, ROWS)


def _stated(row: LabRow) -> set[str]:
    """The rules a row's health statements stand for.

    Beside its comments: a long-term illness (ALD) counts as a disability, and the
    chlorhexidine that a patient is to be disinfected with as a drug.
    """
    rules = {rule for rule, _ in row.statements}
    if row.cells[_CELL["ALD"]] == "O":
        rules.add("health.disability")
    if "chlorhexidine" in row.cells[_CELL["COMMENTAIRE"]]:
        rules.add("health.drug")
    return rules


@pytest.fixture(scope="module")
def stated() -> Counter[str]:
    """Rows by the rule of what they state."""
    rows: Counter[str] = Counter()
    for row in lab_rows(ROWS, seed=SEED):
        rows.update(_stated(row))
    return rows


def test_statements_on_health_are_found_in_their_rows(
    stated: Counter[str], findings: Findings
) -> None:
    assert {rule: findings[rule]["records"] for rule in stated} == dict(stated)


def test_what_is_not_affirmed_is_told_apart(truth: Truth, findings: Findings) -> None:
    for (rule, assertion), rows in truth.statements.items():
        if assertion != "affirmed":
            assert findings[rule]["assertions"][assertion] >= rows, (rule, assertion)
