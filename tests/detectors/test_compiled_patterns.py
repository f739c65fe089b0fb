"""Patterns that were compiled before are those that `regex` would compile now."""

import copyreg
from collections.abc import Iterator
from typing import Any

import pytest
import regex

from leakscan.detectors import compiled_patterns
from leakscan.detectors.builtin import StoredRules, builtin_rules_dir
from leakscan.detectors.compiled_patterns import compiled, pattern_arrays
from leakscan.detectors.rules import read_rules

READ = read_rules([builtin_rules_dir()])
PATTERNS = {
    group.pattern for rule in READ.rules for group in rule.groups if group.pattern is not None
}
TEXTS = (
    "Mme Aurélie DURAND, née le 02/01/1979, 12 rue des Lilas",
    "Nom : TESTEUR Prénom : Zoé\nGroupe sanguin : A+ Glycémie 1,20 g/L",
    "mot de passe : Xy7!abcd99, code CIM-10 : E11.9, enceinte de 12 SA, INR 2,5",
)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    compiled_patterns._kept.cache_clear()
    yield
    compiled_patterns._kept.cache_clear()


def use(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let `text` be what is stored of the built-in rules' patterns."""
    data = text.encode()
    places = {"patterns": ("|u1", len(data), 0)}
    stored = StoredRules(rules=READ, data=data, places=places)
    monkeypatch.setattr(compiled_patterns, "stored_rules", lambda: stored)


def stored_text() -> str:
    return pattern_arrays(READ)["patterns"].tobytes().decode()


def parts_of(pattern: "regex.Pattern[str]") -> object:
    reduce: Any = copyreg.dispatch_table[type(pattern)]
    return reduce(pattern)


def never(pattern: str) -> None:
    raise AssertionError(pattern)


def test_all_are_stored_and_none_is_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, stored_text())
    expected = {pattern: regex.compile(pattern) for pattern in PATTERNS}
    assert len(expected) > 50
    nothing = regex.compile("")
    monkeypatch.setattr(regex, "compile", lambda text: never(text) if text else nothing)
    found = 0
    for pattern, one in expected.items():
        other = compiled(pattern)
        assert parts_of(one) == parts_of(other)
        assert (other.pattern, other.flags, other.groupindex) == (
            *(one.pattern, one.flags, one.groupindex),
        )
        for text in TEXTS:
            spans = [match.span() for match in one.finditer(text)]
            assert [match.span() for match in other.finditer(text)] == spans
            found += len(spans)
    assert found > 3


@pytest.mark.parametrize("version", ["", "2.5.1", f"{regex.__version__}.1"])
def test_those_of_another_version_are_not_used(
    monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    _, *lines = stored_text().split("\n")
    use(monkeypatch, "\n".join((version, *lines)))
    assert compiled_patterns._kept() == {}
    assert all(compiled(pattern).pattern == pattern for pattern in PATTERNS)


def test_what_cannot_be_written_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_patterns, "_reduced", lambda _: (None, (object(),)))
    text = stored_text()
    monkeypatch.undo()
    assert set(text.split("\n")) == {regex.__version__, ""}
    use(monkeypatch, text)
    assert all(compiled(pattern).pattern == pattern for pattern in PATTERNS)


def test_without_the_file_and_for_other_patterns_they_are_compiled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = r"(?i) zorglub (?P<value> \d+ )"
    use(monkeypatch, stored_text())
    assert compiled(own).pattern == own
    compiled_patterns._kept.cache_clear()
    monkeypatch.setattr(compiled_patterns, "stored_rules", lambda: None)
    assert all(compiled(pattern).pattern == pattern for pattern in PATTERNS)
