"""The adapters that put other programs beside leakscan in one table."""

import json
import sys
from dataclasses import replace

import pytest

from benchmarks.accuracy import peers
from benchmarks.accuracy.judging import Found
from benchmarks.accuracy.sample import Sample, marked

_NIR = "2 54 53 99 123 456 78"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_characters_of_a_text_are_found_in_its_file(encoding: str) -> None:
    written = "né à Évreux, tél. 06 39 98 12 34"
    data = written.encode(encoding)
    text, places = peers._text(data)
    assert text == written
    at = text.index("06")
    codec = "utf-16-le" if encoding == "utf-16" else encoding
    assert data[places[at] : places[len(text)]] == text[at:].encode(codec)


def test_a_peer_is_judged_by_its_own_rules_only() -> None:
    sample = Sample.of(
        "note", f"NIR {marked('fr.nir', _NIR)}, sous {marked('health.drug', 'Doliprane')}"
    )
    start = sample.data.index(_NIR.encode())

    def scan(samples: object) -> object:
        del samples
        return iter([[Found("fr.nir", start, start + len(_NIR), "affirmed")]])

    figures = peers._measured([sample], scan, frozenset({"fr.nir", "fr.phone"}))  # type: ignore[arg-type]
    assert (figures["fr.nir"].right, figures["fr.nir"].missed) == (1, 0)
    assert "health.drug" not in figures
    assert figures["fr.phone"].false == 0


def test_a_peer_may_find_a_nir_without_its_key_or_not() -> None:
    sample = peers._comparable(Sample.of("note", f"NIR {marked('fr.nir.keyless', _NIR[:-3])}"))
    hit = Found("fr.nir", 4, 4 + len(_NIR) - 3, "affirmed")
    for found in ([hit], []):
        figures = peers._measured(
            [sample], lambda _samples, found=found: iter([found]), frozenset({"fr.nir"})
        )["fr.nir"]
        assert (figures.right, figures.missed, figures.false) == (0, 0, 0)
    elsewhere = replace(hit, start=0, end=2)
    figures = peers._measured([sample], lambda _samples: iter([[elsewhere]]), frozenset({"fr.nir"}))
    assert figures["fr.nir"].false == 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_what_ferret_tells_by_its_line_has_a_place_in_the_file(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    phone = "06 39 98 12 34"
    lines = f"né à Évreux\nici {phone}\nlà {phone} ou {phone}"
    sample = Sample.of("note", lines, encoding=encoding)
    told = [(2, "0639981234"), (3, phone), (3, phone)]
    results = [
        {"validator": "phone", "filename": f"0/{sample.name}", "line_number": line, "text": text}
        for line, text in told
    ]

    def telling(_folder: object, *_more: str) -> list[str]:
        return [sys.executable, "-c", f"print({json.dumps({'results': results})!r})"]

    monkeypatch.setattr(peers, "ferret_command", telling)
    (found,) = peers._ferret([sample])
    text, places = peers._text(sample.data)
    characters = [text[places.index(hit.start) : places.index(hit.end)] for hit in found]
    assert characters == [f"ici {phone}", phone, phone]
    assert found[1].start < found[2].start
