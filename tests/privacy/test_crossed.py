"""Every format x language x profile x verbosity: no planted value, whatever it stood in.

One scan of everything that is read, and what is said of it in every way that there is.
"""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from leakscan.cli import main as cli_main
from leakscan.cli.option_groups import FORMATS
from leakscan.reports import gate_report, github_report
from leakscan.reports.explanation import explain
from leakscan.reports.registry import OutputFormat, render
from leakscan.reports.schema import Document, Lang
from leakscan.reports.shareable import make_shareable
from tests.privacy.canaries import LETTER, NAME, NIR, leaks, plant
from tests.privacy.containers import plant_containers
from tests.privacy.test_canaries import unpacked

LANGUAGES: tuple[Lang, ...] = ("fr", "en")
PROFILES = ("confidential", "shareable")
VERBOSITIES = ("-q", "", "-v", "-vv")
GIVEN = ("--no-config", "--engine", "portable", "--disclosure", "public", "--malicious")
LIMITS = ("--max-people", "0", "--limit", "fr.nir=0", "--limit", "health=0")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """What a gate with a lasting key says of everything that is read."""
    folder = tmp_path_factory.mktemp("crossed")
    (folder / "in").mkdir()
    plant(folder / "in")
    plant_containers(folder / "in")
    (folder / "key").write_bytes(b"k" * 32)
    (folder / "key").chmod(0o600)
    arguments = ("check", folder / "in", "--key-file", folder / "key", "-q", *GIVEN, *LIMITS)
    written = ("-f", "json", "-o", folder / "result.json")
    assert cli_main.run([str(argument) for argument in (*arguments, *written)]) == 1
    text = (folder / "result.json").read_bytes()
    assert leaks(text) == []
    return cast("Document", json.loads(text))


def test_what_holds_other_things_was_read(document: Document) -> None:
    """Otherwise its silence would say nothing."""
    formats = {name for file in document["files"] for name in file["format"]}
    assert formats >= {"zip", "tar", "gzip", "xlsx", "docx", "pdf", "eml", "mbox", "sqlite"}
    assert formats >= {"xml", "html", "hl7", "json", "sql", "delimited", "text"}
    inside = [file for file in document["files"] if "!/" in (file["path"] or "")]
    assert sum("masked" in (file["path"] or "") for file in inside) >= 6
    found = {finding["rule"] for file in inside for finding in file["findings"]}
    assert found >= {"fr.nir", "person.name", "email", "health.hiv"}
    assert len(document["gate"]["failures"]) > 10
    assert any(finding.get("fingerprint") for finding in document["total"]["findings"])


def every_saying(document: Document) -> Iterator[tuple[str, bytes]]:
    """A name and the bytes of each way to tell of a document."""
    for lang, profile in itertools.product(LANGUAGES, PROFILES):
        told = make_shareable(document) if profile == "shareable" else document
        for name in FORMATS:
            for width, colour in ((40, False), (80, True), (140, True)):
                if name != "terminal" and width != 80:
                    continue
                output = OutputFormat(name)
                content = render(told, output, lang=lang, width=width, colour=colour)
                said = content.encode() if isinstance(content, str) else content
                yield f"{name} {lang} {profile} {width}", unpacked(said)
        every = [file["id"] for file in told["files"]]
        for ids in ((), every):
            yield f"explain {lang} {profile}", explain(told, ids, lang=lang).encode()
        yield f"gate {lang} {profile}", gate_report.render(told, lang=lang).encode()
        summary = github_report.render_summary(told, lang=lang)
        yield f"github {lang} {profile}", summary.encode()
        yield (
            f"notes {lang} {profile}",
            "\n".join(github_report.annotations(told, lang=lang)).encode(),
        )


def test_nothing_that_is_said_of_it_holds_a_value(document: Document) -> None:
    said = dict(every_saying(document))
    assert len(said) == len(LANGUAGES) * len(PROFILES) * (len(FORMATS) + 2 + 4)
    assert all(said.values())
    assert {name: found for name, content in said.items() if (found := leaks(content))} == {}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verbosity", VERBOSITIES)
def test_every_format_at_every_verbosity(
    verbosity: str,
    language: str,
    profile: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """The command itself, on a few files, with all it writes and shows."""
    monkeypatch.chdir(tmp_path)
    _few(tmp_path / "in")
    (tmp_path / "out").mkdir()
    outputs = [part for name in FORMATS for part in ("-f", name, "-o", f"out/{name}")]
    options = ["--lang", language, "--profile", profile, *([verbosity] if verbosity else [])]
    arguments = ["check", "in", "--explain", *GIVEN, *LIMITS, *options, *outputs, "-f", "terminal"]
    code = cli_main.run(arguments)
    shown: Any = capfdbinary.readouterr()
    written = {path.name: unpacked(path.read_bytes()) for path in (tmp_path / "out").iterdir()}
    assert code == 1
    assert written.keys() == set(FORMATS)
    assert {name: found for name, text in written.items() if (found := leaks(text))} == {}
    assert leaks(shown.out) == leaks(shown.err) == []


def _few(folder: Path) -> None:
    """Names, cells and prose, one damaged archive and one that cannot be opened."""
    folder.mkdir()
    header = f"nom;nir;{NAME.value};{NIR.value}\n"
    (folder / f"{NIR.value}.csv").write_text(header + f"{NAME.value};{NIR.value};1;2\n" * 3)
    (folder / f"Mme {NAME.value}.txt").write_text(LETTER, encoding="utf-8")
    (folder / f"{NIR.printed('_')}.zip").write_bytes(b"PK\x03\x04 and nothing more")
    (folder / f"M. {NAME.value}.lnk").symlink_to("absent")
