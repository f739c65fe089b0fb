"""A deferred pattern is the compiled one from its first use on."""

import re

import pytest

from leakscan.patterns import deferred


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
