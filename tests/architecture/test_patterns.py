"""A deferred pattern is the compiled one from its first use on, stored or not."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leakscan import patterns
from leakscan.pattern_storing import all_patterns, stored_form
from leakscan.patterns import compiled_pattern, deferred, interpreter_mark, read_stored

OTHERS = (
    (r"(?i)(?P<a>é|œuf|ß)(?P<b>x)?", re.NOFLAG),
    (rb"(?x) a (b) # c", re.NOFLAG),
    (r"^\w+$", re.MULTILINE | re.ASCII),
)
ALL: list[tuple[Any, re.RegexFlag]] = [*all_patterns(), *OTHERS]


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of all patterns, which is used."""
    path = tmp_path / "patterns.bin"
    path.write_bytes(stored_form(ALL))
    monkeypatch.setattr(patterns, "STORED_FILE", str(path))
    patterns._stored_patterns.cache_clear()
    return path


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    patterns._stored_patterns.cache_clear()


@pytest.mark.usefixtures("stored")
def test_what_is_stored_makes_what_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [re.compile(*each) for each in ALL]
    monkeypatch.setattr(re, "compile", None)
    made = [compiled_pattern(*each) for each in ALL]
    # They are equal when their text, flags and code are.
    assert made == wanted
    assert [each.groupindex for each in made] == [each.groupindex for each in wanted]
    assert [each.groups for each in made] == [each.groups for each in wanted]


@pytest.mark.usefixtures("stored")
def test_groups_that_are_stored_have_their_names() -> None:
    pattern: Any = compiled_pattern(*OTHERS[0])
    found = pattern.search("ŒUFx")
    assert (found.groupdict(), found.lastgroup) == ({"a": "ŒUF", "b": "x"}, "b")


def test_it_has_all_that_a_pattern_has() -> None:
    members = {name for name in dir(re.Pattern) if not name.startswith("_")}
    assert members - {"scanner"} == patterns._MEMBERS


@pytest.mark.parametrize("length", [0, 10, 60, 2000, -1])
def test_a_file_that_is_cut_short_is_not_used(stored: Path, length: int) -> None:
    stored.write_bytes(stored.read_bytes()[:length])
    assert compiled_pattern(*OTHERS[0]) == re.compile(*OTHERS[0])
    assert patterns._stored_patterns() == {}


def test_a_file_that_is_missing_is_not_used(stored: Path) -> None:
    stored.unlink()
    assert compiled_pattern(*OTHERS[0]) == re.compile(*OTHERS[0])


def test_what_another_interpreter_stored_is_not_used(stored: Path) -> None:
    content, mark = stored.read_bytes(), interpreter_mark()
    stored.write_bytes(mark.replace(b"cpython", b"ironpyt") + content[len(mark) :])
    assert content.startswith(mark)
    assert read_stored(str(stored)) == {}


def test_patterns_of_all_modules_are_found() -> None:
    found = {pattern for pattern, _ in all_patterns()}
    assert {r"(?i)\bsur\W*$", rb"[^:=|;\t,<>]{1,64}(?=[:=|;\t,])"} <= found
    assert len(found) > 100


def test_every_build_stores_the_same() -> None:
    command = [sys.executable, "-m", "leakscan.pattern_storing"]
    one, other = (subprocess.run(command, check=True, capture_output=True) for _ in range(2))
    assert one.stdout == other.stdout


def test_it_does_what_the_compiled_one_does() -> None:
    for compiled, put_off in (
        (re.compile(r"(?P<a>\d)b"), deferred(r"(?P<a>\d)b")),
        (re.compile(r"X", re.IGNORECASE), deferred(r"X", re.IGNORECASE)),
    ):
        for text in ("1b2b", "xX", ""):
            assert put_off.findall(text) == compiled.findall(text)
            assert put_off.sub("-", text) == compiled.sub("-", text)
            assert [m.span() for m in put_off.finditer(text)] == [
                m.span() for m in compiled.finditer(text)
            ]
            for name in ("match", "search", "fullmatch"):
                found, wanted = getattr(put_off, name)(text), getattr(compiled, name)(text)
                assert (found and found.span()) == (wanted and wanted.span())
        assert put_off.pattern == compiled.pattern
        assert put_off.groupindex == compiled.groupindex


def test_it_is_compiled_once_and_only_when_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []

    def compile_(pattern: bytes, flags: int) -> re.Pattern[bytes]:
        compiled.append(pattern)
        return original(pattern, flags)

    original = re.compile
    monkeypatch.setattr(re, "compile", compile_)
    pattern = deferred(rb"a+")
    assert compiled == []
    assert pattern.match(b"aa")
    assert pattern.search(b"baa")
    assert compiled == [rb"a+"]


def test_a_wrong_name_is_an_error() -> None:
    with pytest.raises(AttributeError):
        deferred("a").scanner("a")  # type: ignore[attr-defined]
