"""Hashes that the shell of Redis printed: names are columns, a hash is a record."""

from collections.abc import Callable, Sequence

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read

PEOPLE = [
    {"nom": "DURAND", "prenom": "Zoé", "ddn": "1979-02-01", "mobile": "+33639981234"},
    {"prenom": "Anaïs", "nom": "L'HÉNORET", "ddn": "1944-04-03", "mobile": ""},
    {"nom": 'LE "X" GALL', "prenom": "Inès", "ddn": "1950-12-31", "mobile": "+33639985678"},
] * 2
Printed = Callable[[Sequence[str]], str]


def numbered(words: Sequence[str]) -> str:
    width = len(str(len(words)))
    return "".join(f'{at:>{width}}) "{word}"\n' for at, word in enumerate(words, 1))


def mapped(words: Sequence[str]) -> str:
    pairs = zip(words[::2], words[1::2], strict=True)
    return "".join(f'{at}# "{name}" => "{value}"\n' for at, (name, value) in enumerate(pairs, 1))


def escaped(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(c if c.isascii() else "".join(f"\\x{b:02x}" for b in c.encode()) for c in quoted)


def shell(printed: Printed, *, above: str = "cache:6379> HGETALL p:{}\n") -> str:
    hashes = [[escaped(word) for pair in one.items() for word in pair] for one in PEOPLE]
    return "".join(above.format(at) + printed(words) for at, words in enumerate(hashes))


def streamed(words: Sequence[str]) -> str:
    inside = "".join(
        f'   {"2) " if at == 1 else "   "}{at}) "{word}"\n' for at, word in enumerate(words, 1)
    )
    return '1) 1) "1526985054069-0"\n' + inside


@pytest.mark.parametrize("printed", [numbered, mapped, streamed])
@pytest.mark.parametrize("above", ["cache:6379> HGETALL p:{}\n", "p:{}\n", "\n", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_names_are_columns(printed: Printed, above: str, end: str) -> None:
    text = shell(printed, above=above).replace("\n", end)
    found = read(text.encode(), "sessions.txt")
    assert found.formats == ["labelled"]
    values = [value.decode() for name, _, value in found.fields if name == "nom"]
    assert values == [one["nom"] for one in PEOPLE]
    counts = scan_bytes(text.encode(), "sessions.txt").state.tallies
    assert counts["person.birth-date"].count == len(PEOPLE)


def test_a_hash_is_a_record() -> None:
    data = (shell(numbered) * 200).encode()
    whole, cut = (read(data, "s.txt", chunk_bytes=size) for size in (1 << 20, 1024))
    assert [text for _, text in whole.records] == [text for _, text in cut.records]
    assert sum(b"ddn: " in text for _, text in whole.records) == 200 * len(PEOPLE)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f'{at}) "session:{at}"\n' for at in range(1, 30)),
        '1) "maxmemory"\n2) "0"\n3) "port"\n4) "6379"\n' * 5,
        'Dire 1) "nom" et 2) "prénom".\n' * 9,
    ],
)
def test_other_lists_stay_text(text: str) -> None:
    assert read(text.encode(), "s.txt").formats == ["text"]
