"""Commands of Redis: names of fields are columns, commands on one key a record."""

import pytest

from tests.readers.reading import read


def _aof(*commands: list[str], end: str = "\r\n") -> bytes:
    def text(words: list[str]) -> str:
        sized = "".join(f"${len(word.encode())}{end}{word}{end}" for word in words)
        return f"*{len(words)}{end}{sized}"

    return "".join(map(text, commands)).encode()


def _named(data: bytes, **options: int) -> list[tuple[str, str]]:
    found = read(data, "appendonly.aof", **options)
    assert found.formats == ["resp"]
    return [(name, value.decode()) for name, _, value in found.fields if name]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize(
    "command",
    [
        ["HSET", "p:1", "nom", "DURAND", "tel", "0639981234"],
        ["hmset", "p:1", "nom", "DURAND", "tel", "0639981234"],
        ["XADD", "p:1", "*", "nom", "DURAND", "tel", "0639981234"],
        ["XADD", "p:1", "MAXLEN", "~", "1000", "*", "nom", "DURAND", "tel", "0639981234"],
    ],
)
def test_fields_have_names(command: list[str], end: str) -> None:
    data = _aof(["SELECT", "0"], command, ["DEL", "p:2"], end=end)
    told = dict(_named(data))
    assert (told["nom"], told["tel"]) == ("DURAND", "0639981234")


def test_commands_on_one_key_are_a_record() -> None:
    commands = [
        command
        for n in range(900)
        for command in (["HSET", f"p:{n}", "nom", f"NOM{n}"], ["HSET", f"p:{n}", "tel", f"T{n}"])
    ]
    data = _aof(*commands)
    for size in (1024, 1 << 20):
        found = read(data, "appendonly.aof", chunk_bytes=size)
        assert len(found.records) == 900
        assert all(text.count(b"HSET") == 2 for _, text in found.records)


def test_values_may_hold_lines_and_numbers_behind_signs() -> None:
    values = ["deux\r\nlignes", "$12", "", "*3", "fin"]
    words = [word for n, value in enumerate(values) for word in (f"f{n}", value)]
    told = dict(_named(_aof(["HSET", "k", *words], ["HSET", "l", "f0", "x"])))
    assert told["f1"] == "$12"
    assert told["f4"] == "fin"


@pytest.mark.parametrize("text", ["*2\n* liste\n", "*4 comprimés\n$3\n", "*1\r\n$4\r\n"])
def test_other_texts_are_none(text: str) -> None:
    assert read(text.encode(), "x.aof").formats != ["resp"]


@pytest.mark.parametrize(
    "data", [b"*1\r\n$4\r\nPING", b"*9\r\n$4\r\nHSET\r\n$", b"*1\n$1\nA\n*2\n*3\n"]
)
def test_broken_commands_are_read(data: bytes) -> None:
    assert read(data, "x.aof").text == data
