"""What is read does not depend on how large chunks are or how short the reads come."""

import gzip
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakscan.model.errors import ReadError
from leakscan.readers.opening import ReadOptions, open_member
from tests.readers.reading import collect, read

CELLS = st.text(alphabet="aé;,\t\"'\n\r\\| 0x’{}[]:()N", max_size=12)
SNIPPETS = st.lists(
    st.sampled_from(
        [
            b'"', b'""', b";", b",", b"\t", b"|", b"\n", b"\r\n", b"\r", b"\f", b"\0", b"\\", b"'",
            b"a", b"nom", b" ", b"\xe9", b"\xc3\xa9", b"\x92", b"(", b")", b"{", b"}", b"[", b"]",
            b":", b'{"a":1}', b"INSERT INTO t (a,b) VALUES (1,'x')", b",(2,'y')",
            b"INSERT INTO t VALUES ('a')", b"\\.\n", b"COPY t (a, b) FROM stdin;\n", b"\\u00e9",
            b"null", b"a" * 1500, b"CREATE TABLE t (a int, b text);\n", b"a;b;c\n" * 9,
        ]
    ),
    max_size=60,
).map(b"".join)  # fmt: skip
PREFIXES = st.sampled_from(
    [b"", b"a;b;c\n1;2;3\n4;5;6\n", b"INSERT INTO t (a,b) VALUES (1,'x'),", b"SET a=1;\n",
     b'{"a":1,"b":2,"c":3}\n', b'{"l":[{"a":1},', b"[{", b"COPY t (a, b) FROM stdin;\n1\t2\n",
     b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b\x08\0"]
)  # fmt: skip
FORMATS = st.sampled_from([None, "text", "delimited", "sql", "json", "binary"])


def _csv(rows: list[list[str]], repeat: int) -> bytes:
    lines = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return ("nom;note;x\n" + "\n".join(lines * repeat) + "\n").encode()


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=8),
    st.integers(1, 400),
    st.sampled_from([1024, 5000, 65536]),
)
def test_quoted_tables(rows: list[list[str]], repeat: int, chunk_bytes: int) -> None:
    data = _csv(rows, repeat)
    one = read(data, "x.csv", chunk_bytes=1 << 20)
    assert read(data, "x.csv", chunk_bytes=chunk_bytes, dribble=777) == one
    assert one.formats == ["delimited"]
    values = [value.replace(b'""', b'"') for _, _, value in one.fields[3:]]
    assert values == [cell.encode() for row in rows * repeat for cell in row]


@given(PREFIXES, SNIPPETS, FORMATS, st.sampled_from([1, 1024, 3000]))
def test_junk(prefix: bytes, snippets: bytes, input_format: str | None, chunk_bytes: int) -> None:
    data = prefix + snippets
    one = read(data, chunk_bytes=1 << 20, input_format=input_format)
    other = read(data, chunk_bytes=chunk_bytes, input_format=input_format, dribble=100)
    assert one == other


@given(SNIPPETS, st.integers(20, 400), FORMATS)
@settings(max_examples=30)
def test_long_junk(snippets: bytes, repeat: int, input_format: str | None) -> None:
    data = (snippets * repeat)[: 3 << 20]
    one = read(data, chunk_bytes=1 << 20, input_format=input_format)
    assert read(data, chunk_bytes=2048, input_format=input_format, dribble=70_000) == one


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELLS, inner, max_size=3),
    max_leaves=8,
)


def _scalars(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _scalars(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in _scalars(item)]
    if value is None:
        return []
    return [value if isinstance(value, str) else json.dumps(value)]


@given(
    st.lists(st.dictionaries(CELLS, JSON_VALUES, min_size=1, max_size=4), min_size=2, max_size=6),
    st.sampled_from(["ascii", "utf-8"]),
    st.sampled_from([None, 1]),
)
def test_json_scalars(objects: list[object], charset: str, indent: int | None) -> None:
    ascii_only = charset == "ascii"
    texts = [json.dumps(item, ensure_ascii=ascii_only, indent=indent) for item in objects]
    data = "\n".join(texts)
    result = read(data.encode(), input_format="json")
    found = [value.decode() for _, _, value in result.fields]
    expected = [leaf for item in objects for leaf in _scalars(item)]
    assert [_letters(value) for value in found] == [_letters(value) for value in expected]
    assert len(result.records) == len(objects)
    assert read(data.encode(), input_format="json", chunk_bytes=1024) == result


MEMBERS = st.sampled_from(
    ['"s%d": %d', '"p%d": [{"nom": "A%d"}]', '"q%d": {"l": [{"x": [1, {"y": %d}]}, {"x": 2}]}',
     '"r%d": [["A", %d], ["B"]]', '"t%d": ["a", %d]', '"u%d": {"v": {"w": [[{"z": %d}]]}}',
     '"v%d": {"nom": "B%d", "l": [{"x": null}, 3]}', '"w%d": [[], {}, {"n": %d}]', '"x%d": [{%d}']
)  # fmt: skip


@given(
    st.lists(MEMBERS, min_size=1, max_size=6),
    st.integers(100, 2000),
    st.sampled_from(["{%s}", '{"x": {%s}}']),
    st.sampled_from([1024, 30_000]),
)
@settings(max_examples=30)
def test_short_arrays(members: list[str], repeat: int, around: str, chunk_bytes: int) -> None:
    count = range(repeat // len(members))
    data = (around % ", ".join(member % (n, n) for n in count for member in members)).encode()
    one = read(data, "x.json", chunk_bytes=1 << 20)
    assert read(data, "x.json", chunk_bytes=chunk_bytes, dribble=5000) == one


def _letters(value: str) -> str:
    """What neutralising escapes leaves as it was."""
    return "".join(c for c in value if c not in "\\\n\r\t ")


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"\x1f\x8b\x08", b"\xff\xfe", b"{", b"%PDF-"])
)
def test_any_bytes(data: bytes, prefix: bytes) -> None:
    reading = open_member(io.BytesIO(prefix + data), "", ReadOptions())
    try:
        collect(reading)
    except ReadError:
        pytest.fail("junk is no reason to raise")


@given(SNIPPETS, st.integers(0, 200))
def test_gzip_is_transparent(data: bytes, cut: int) -> None:
    whole = read(gzip.compress(data))
    plain = read(data)
    if data:
        assert whole.formats == ["gzip", *plain.formats]
        assert (whole.text, whole.records) == (plain.text, plain.records)
    truncated = gzip.compress(data)[:-cut] if cut else b""
    read(truncated)
