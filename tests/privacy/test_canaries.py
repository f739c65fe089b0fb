"""No planted value comes out of a scan, in any form, format, language, profile or verbosity."""

import base64
import gc
import hashlib
import io
import json
import logging
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from leakscan.cli import main as cli_main
from leakscan.cli.option_groups import FORMATS
from leakscan.cli.options import INPUT_FORMATS
from leakscan.detectors.rules import load_rules
from leakscan.evidence.gate import Gate
from leakscan.reports.registry import OutputFormat, render
from leakscan.reports.schema import Document, Lang
from leakscan.reports.shareable import make_shareable
from leakscan.scanner import Scanner, ScanOptions, scan_bytes
from tests.cli.calling import ROOT
from tests.privacy.canaries import (
    CANARIES,
    EMAIL,
    LETTER,
    MOBILE,
    NAME,
    NIR,
    Canary,
    leaks,
    plant,
)
from tests.reports.reading import text_of

NOTHING: list[str] = []
QUICK = ("--no-config", "--engine", "portable")
"""For a few small files this engine is ready first."""
ALL_FORMATS = [part for name in FORMATS for part in ("-f", name, "-o", f"out/{name}")]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    plant(folder)
    return folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory of its own, with a folder for outputs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    return tmp_path


def unpacked(content: bytes) -> bytes:
    """The bytes of a report, and of a compressed one those of its parts besides."""
    return content + (text_of(content).encode() if content.startswith(b"PK") else b"")


def printed_forms(canary: Canary) -> list[bytes]:
    value = canary.value
    middle = value[len(value) // 2 - 3 :][:6]
    digest = hashlib.sha256(value.encode())
    return [
        *(text.encode() for text in (value, value.lower(), value[::-1], canary.printed(), middle)),
        *(text.encode() for text in (canary.printed("."), value.encode().hex(), middle[::-1])),
        *(hashlib.new(name, value.encode()).hexdigest().encode() for name in ("md5", "sha1")),
        digest.hexdigest().upper().encode(),
        base64.b64encode(digest.digest()),
        *(base64.b64encode(b"id=;"[:shift] + value.encode()) for shift in range(4)),
    ]


@pytest.mark.parametrize("canary", CANARIES, ids=lambda canary: canary.kind)
def test_the_search_itself_finds_what_it_is_for(canary: Canary) -> None:
    if canary is EMAIL:
        canary = Canary(EMAIL.kind, EMAIL.value.partition("@")[0])
        assert leaks(EMAIL.value.encode())
    for form in printed_forms(canary):
        assert leaks(b"before " + form + b" after"), form
    assert leaks(b'{"band": 4, "count": 123456, "path": "F0001.csv"}') == NOTHING


@pytest.mark.parametrize(
    ("options", "language"),
    [
        pytest.param((), "fr", id="confidential fr"),
        pytest.param(("-v",), "en", id="confidential en verbose"),
        pytest.param(("--profile", "shareable", "-vv"), "fr", id="shareable fr very verbose"),
        pytest.param(("--profile", "shareable", "-q"), "en", id="shareable en quiet"),
    ],
)
def test_no_output_holds_a_planted_value(
    options: tuple[str, ...],
    language: str,
    planted: Path,
    place: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    arguments = ["scan", str(planted), *QUICK, "--explain", "--lang", language, *ALL_FORMATS]
    code = cli_main.run([*arguments, "-f", "terminal", *options])
    shown = capfdbinary.readouterr()
    written = {path.name: unpacked(path.read_bytes()) for path in (place / "out").iterdir()}
    assert code == 0
    assert written.keys() == set(FORMATS)
    assert all(written.values())
    assert {name: leaks(content) for name, content in written.items()} == dict.fromkeys(
        FORMATS, NOTHING
    )
    assert leaks(shown.out) == leaks(shown.err) == NOTHING
    assert leaks(caplog.text.encode()) == NOTHING


@pytest.fixture(scope="module")
def document(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The result of a scan whose fingerprints are to match those of other runs."""
    folder = tmp_path_factory.mktemp("managed")
    key = folder / "investigation.key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o600)
    result = folder / "result.json"
    arguments = [*QUICK, "-f", "json", "-o", str(result), "--key-file", str(key), "-q"]
    assert cli_main.run(["scan", str(planted), *arguments]) == 0
    found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return found


def test_the_values_were_really_found(document: dict[str, Any]) -> None:
    rules = {finding["rule"] for finding in document["total"]["findings"]}
    assert rules >= {
        "fr.nir",
        "fr.phone",
        "email",
        "person.name",
        "credential.password",
        "fr.address",
        "health.hiv",
        "health.comment",
        "person.doctor",
    }
    assert document["total"]["score"]["established"]["band"] == 4


def test_fingerprints_of_a_managed_key_are_no_plain_digests(document: dict[str, Any]) -> None:
    assert leaks(json.dumps(document, ensure_ascii=False).encode()) == NOTHING


@pytest.mark.parametrize("output", FORMATS)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("profile", ["confidential", "shareable"])
def test_every_renderer(
    output: str, language: Lang, profile: str, document: dict[str, Any]
) -> None:
    built = cast("Document", document)
    if profile == "shareable":
        built = make_shareable(built)
    content = render(built, OutputFormat(output), lang=language, colour=True)
    assert leaks(unpacked(content.encode() if isinstance(content, str) else content)) == NOTHING


def test_names_that_identify_are_masked_and_stay_apart(document: dict[str, Any]) -> None:
    paths = [file["path"] for file in document["files"]]
    masked = [path for path in paths if "masked" in path]
    assert len(set(paths)) == len(paths)
    assert len(masked) == 12
    assert any(path.endswith("/notes.csv") for path in masked)


@pytest.mark.parametrize(
    "name",
    [NIR.value, MOBILE.printed(), EMAIL.value, f"Mme {NAME.value}"],
    ids=["nir", "mobile", "e-mail", "name"],
)
def test_a_file_given_by_a_name_that_identifies(
    name: str, place: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (place / f"{name}.csv").write_text(LETTER, encoding="utf-8")
    (place / f"{name}.gz").write_bytes(b"\x1f\x8b\x08 and nothing that deflates")
    for options in ((), ("-vv", "--strict"), ("--encoding", "utf-8"), ("--input-format", "json")):
        cli_main.run(["scan", f"{name}.csv", f"{name}.gz", *QUICK, *options])
        shown = capfdbinary.readouterr()
        assert shown.out
        assert leaks(shown.out + shown.err) == NOTHING


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252", "utf-16", "utf-16-le", "utf-7"])
def test_a_wrong_encoding(
    encoding: str, planted: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    arguments = [*QUICK, "-f", "json", "--encoding", encoding, "-vv"]
    assert cli_main.run(["scan", str(planted), *arguments]) == 0
    shown = capfdbinary.readouterr()
    assert leaks(shown.out + shown.err) == NOTHING


@pytest.mark.parametrize("input_format", INPUT_FORMATS)
def test_a_wrong_input_format(
    input_format: str, planted: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    arguments = [*QUICK, "-f", "json", "--input-format", input_format, "-vv"]
    assert cli_main.run(["scan", str(planted), *arguments]) == 0
    shown = capfdbinary.readouterr()
    assert leaks(shown.out + shown.err) == NOTHING


def _run(
    *arguments: str, cwd: Path, stderr: int = subprocess.PIPE, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "leakscan", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "120"},
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=stderr,
        timeout=120,
        check=False,
    )


def test_standard_input(place: Path) -> None:
    done = _run("scan", "-", "-vv", "-f", "json", cwd=place, stdin=LETTER.encode())
    assert done.returncode == 0
    assert leaks(done.stdout + done.stderr) == NOTHING


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
def test_the_progress_bar(planted: Path, place: Path) -> None:
    ours, theirs = os.openpty()
    try:
        done = _run("scan", str(planted), "--progress", "-vv", *QUICK, cwd=place, stderr=theirs)
        os.set_blocking(ours, False)
        shown = os.read(ours, 1 << 20)
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0
    assert b"leakscan" in shown
    assert leaks(done.stdout + shown) == NOTHING


def test_no_object_shows_content_in_its_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every object of ours that is alive while hits become counts, whatever its class."""
    seen: set[str] = set()
    shown = io.StringIO()
    absorb = Gate.absorb

    def looking(self: Gate, *arguments: Any, **options: Any) -> None:
        absorb(self, *arguments, **options)
        for thing in gc.get_objects():
            kind = type(thing)
            if kind.__module__.startswith("leakscan.") and kind.__name__ not in _OF_RULES:
                seen.add(kind.__name__)
                shown.write(f"{thing!r} {thing!s}\n")

    monkeypatch.setattr(Gate, "absorb", looking)
    rows = LETTER.replace("\n", " ")
    for name, text in (
        ("a.csv", f"nom;nir;note\n{NAME.value};{NIR.value};{rows}\n"),
        ("b.txt", LETTER),
        ("c.json", json.dumps([{"nom": NAME.value, "nir": NIR.value, EMAIL.value: rows}])),
        ("d.sql", f"INSERT INTO t (nom, nir) VALUES ('{NAME.value}', '{NIR.value}');\n"),
    ):
        scan_bytes(text.encode(), name)
    assert {"Chunk", "Hits", "Table", "Fields", "FileState", "FileResult", "Reading"} <= seen
    assert leaks(shown.getvalue().encode()) == NOTHING


_OF_RULES = frozenset({"Rule", "RuleSet", "RuleInfo", "KeywordGroup", "Example", "Vocabulary"})
"""Thousands of words of ours, and nothing of the input: left out for their length."""


@pytest.mark.parametrize("name", ["a.csv", "b.txt"])
def test_what_passes_between_processes_holds_no_value(name: str, planted: Path) -> None:
    content = (planted / ("header.csv" if name == "a.csv" else "letter.txt")).read_bytes()
    result = scan_bytes(content, name)
    assert result.state.tallies
    assert leaks(pickle.dumps(result)) == NOTHING
    assert leaks(repr(result).encode()) == NOTHING


def test_a_key_is_never_shown() -> None:
    key = b"0123456789abcdef" * 2
    scanner = Scanner(load_rules(), ScanOptions(key=key, engine="portable"))
    assert "0123456789" not in f"{scanner.options!r} {scanner!r} {scanner._evidence!r}"
