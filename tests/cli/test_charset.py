"""Consoles of few characters, through real processes with real encodings."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from leakscan.cli.charset import nearest
from leakscan.reports.texts import TEXTS

_LETTER = "M. Léo Dürand, né le 3 mars 1961, séropositif VIH, tél. 06 39 98 01 02\n"


def _printed(tmp_path: Path, encoding: str, *arguments: str) -> bytes:
    folder = tmp_path / "été"
    folder.mkdir()
    (folder / "œdème 中.txt").write_text(_LETTER, encoding="utf-8")
    command = [sys.executable, "-m", "leakscan", "scan", str(folder), "--no-config", *arguments]
    environment = os.environ | {"PYTHONIOENCODING": encoding, "COLUMNS": "100"}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp850"])
def test_a_console_of_few_characters_shows_what_resembles_them(
    tmp_path: Path, encoding: str
) -> None:
    shown = _printed(tmp_path, encoding, "--lang", "fr").decode(encoding)
    assert "oedeme ?.txt" in nearest(shown)
    assert "Gravite pour les personnes" in nearest(shown)
    box = [line for line in shown.splitlines() if line[:1] in "+|│┌╭"]
    assert len({len(line) for line in box if line}) == 1


@pytest.mark.parametrize("form", ["json", "markdown", "csv"])
def test_what_programs_read_is_utf8_whatever_the_console(tmp_path: Path, form: str) -> None:
    shown = _printed(tmp_path, "ascii", "--format", form).decode("utf-8")
    if form == "json":
        assert json.loads(shown)["files"][0]["path"] == "œdème 中.txt"
    assert "中" in shown or "%E4%B8%AD" in shown


def test_every_text_of_the_reports_has_a_nearest_form() -> None:
    for texts in TEXTS.values():
        for key, text in texts.items():
            told = nearest(text)
            assert told.count("?") == text.count("?"), key
