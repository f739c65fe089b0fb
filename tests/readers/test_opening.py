"""Encodings, limits, offsets, and what is taken for what."""

import gzip
import io
import json

import numpy as np
import pytest

from leakscan.model.coverage import GapReason
from leakscan.raw.chunk import HEAD_BYTES, MAX_PROSE_RECORD_BYTES, Chunk
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.readers.quoting import _regular, _regular_few, find_separators
from leakscan.readers.singlebyte import SingleByteTable, high_positions
from tests.readers.reading import read

TEXT = "Le bébé né à l’hôpital pèse 3 kg. Ça va œuvrer.\n"


def _chunks(data: bytes, name: str = "", **options: object) -> list[Chunk]:
    stream = io.BytesIO(data)
    return list(open_member(stream, name, ReadOptions(**options)).chunks())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
@pytest.mark.parametrize("head", ["", "plain ascii\n" * 100_000])
def test_encodings(codec: str, name: str, head: str) -> None:
    result = read((head + TEXT).encode(codec))
    assert result.text.decode() == head + TEXT
    assert result.encoding == name
    assert not result.gaps


def test_cp850_needs_evidence() -> None:
    text = "Le bébé est né à la maternité, prématurité légère.\n"
    result = read(text.encode("cp850"))
    assert (result.text.decode(), result.encoding) == (text, "cp850")
    result = read(text.encode("mac-roman"))
    assert (result.text.decode(), result.encoding) == (text, "mac-roman")
    ellipsis = "attendre… encore… et toujours…\n".encode("cp1252")
    assert read(ellipsis).encoding == "cp1252"


@pytest.mark.parametrize("codec", ["cp1252", "cp850"])
def test_every_byte_is_transcoded_as_its_codec_says(codec: str) -> None:
    defined = bytes(byte for byte in range(256) if bytes([byte]).decode(codec, "ignore"))
    sparse = b"".join(b"x" * (byte % 19) + bytes([byte]) for byte in defined)
    table = SingleByteTable(codec)
    for data in (defined, sparse, defined[::-1], sparse[3:], b"\xe9", b"abc", b""):
        array = np.frombuffer(data, np.uint8)
        high = high_positions(array)
        assert high.tolist() == [at for at, byte in enumerate(data) if byte >= 0x80]
        assert table.transcode(array) == data.decode(codec).encode()


def test_mixed_lines_each_keep_their_encoding() -> None:
    data = b"".join(TEXT.encode(codec) for codec in ("utf-8", "cp1252", "utf-8"))
    assert read(data).text.decode() == TEXT * 3


def test_a_forced_encoding_replaces_and_tells() -> None:
    result = read(b"caf\xe9\n", encoding="utf-8")
    assert result.text.decode() == "caf\ufffd\n"
    assert [gap.where for gap in result.gaps] == ["bytes not valid in utf-8"]


def test_a_forced_wide_encoding_needs_no_bom() -> None:
    for codec, name in (("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")):
        result = read((TEXT * 9000).encode(codec), encoding="UTF16")
        assert (result.text.decode(), result.encoding, result.gaps) == (TEXT * 9000, name, [])
    chinese = "病历" * 900
    result = read(chinese.encode("utf-16-le"), encoding="utf-16")
    assert (result.text.decode(), result.gaps) == (chinese, [])
    assert read(TEXT.encode("utf-16"), encoding="utf-16-le").text.decode() == TEXT


@pytest.mark.parametrize(
    ("written", "encodings"),
    [
        ("utf-8", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
        ("cp1252", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
        ("utf-16-le", ["utf-8", "cp1252", "latin-1", "utf-16-be", "utf-32"]),
        ("utf-16-be", ["utf-8", "cp1252", "latin-1", "utf-16-le", "utf-32"]),
        ("utf-32-le", ["utf-8", "cp1252", "latin-1", "utf-16-le", "utf-16-be"]),
    ],
)
@pytest.mark.parametrize("repeat", [1, 9000])
def test_a_wrong_encoding_is_a_gap(written: str, encodings: list[str], repeat: int) -> None:
    data = (TEXT * repeat).encode(written)
    for encoding in encodings:
        reading = open_member(io.BytesIO(data), "", ReadOptions(encoding=encoding))
        assert sum(chunk.end - chunk.begin for chunk in reading.chunks()) > 0
        assert reading.bytes_examined == len(data)
        # UTF-32 without a BOM passes for a binary unless it is read in a wide encoding.
        binary = reading.formats == ["binary"]
        expected = GapReason.UNSUPPORTED if binary else GapReason.CORRUPT
        assert [gap.reason for gap in reading.gaps] == [expected]


def test_a_wrong_wide_encoding_is_named() -> None:
    gaps = read(b"nom;nir\n" * 200, encoding="utf-16-be").gaps
    assert [gap.where for gap in gaps] == ["bytes do not look like utf-16-be"]


@pytest.mark.parametrize("encoding", ["idna", "undefined", "punycode", "unicode_escape", "utf-7"])
def test_a_codec_that_replaces_nothing_loses_nothing(encoding: str) -> None:
    result = read(b"caf\xe9 \\x \x80+-\n" * 30_000, encoding=encoding)
    assert b"caf" in result.text
    assert result.text.count(b"\n") > 0


def test_a_declared_encoding_makes_no_text_of_binaries() -> None:
    data = bytes(range(256)) * 40
    assert read(data, encoding="cp1252").formats == ["binary"]
    assert read(("été\n" * 99).encode("cp500"), encoding="cp500").text.decode() == "été\n" * 99


def test_padding_is_no_binary() -> None:
    data = (b"nom;prenom;ville\nA;B;C" + b" " * 200 + b"\0\nD;E;F\n") * 3
    assert read(data).formats == ["delimited"]


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("chunk_bytes", [1024, 1 << 20])
def test_original_offsets(codec: str, chunk_bytes: int) -> None:
    text = TEXT * 8000
    data = text.encode(codec)
    needle = "hôpital".encode(codec.removesuffix("-be") + "-le" if codec == "utf-16" else codec)
    found = []
    for chunk in _chunks(data, chunk_bytes=chunk_bytes):
        at = chunk.data.find("hôpital".encode(), chunk.begin, chunk.end)
        if at >= 0:
            found.append(chunk.original(at))
    assert found
    assert all(data.startswith(needle, offset) for offset in found)


def test_original_offsets_of_json_escapes() -> None:
    rows = [{"a": "été \U0001f600", "b": "x/y", "c": f"mark{n}"} for n in range(30_000)]
    data = "".join(json.dumps(row).replace("/", "\\/") + "\n" for row in rows).encode()
    chunks = _chunks(data, chunk_bytes=50_000)
    assert len(chunks) > 10
    for chunk in chunks:
        at = chunk.data.find(b"mark")
        end = chunk.data.find(b'"', at)
        assert data.startswith(chunk.data[at : end + 1], chunk.original(at))


@pytest.mark.parametrize("chunk_bytes", [1024, 300_000, 1 << 20])
def test_the_first_chunk_of_a_table_is_the_same(chunk_bytes: int) -> None:
    data = b"a;b;c\n" + b"1;2;3\n" * 200_000
    first = _chunks(data, chunk_bytes=chunk_bytes)[0]
    # The last record may go on in the next lines, and waits for them.
    assert len(first.data) == (HEAD_BYTES // 6 - 1) * 6


def _later_chunks(monkeypatch: pytest.MonkeyPatch, later: int, most_fields: int) -> list[Chunk]:
    monkeypatch.setattr("leakscan.readers.records._LATER", later)
    monkeypatch.setattr("leakscan.readers.records._MOST_FIELDS", most_fields)
    data = b"a;b;c\n" + b"1;2;3\n" * 300_000
    chunks = _chunks(data, chunk_bytes=100_000)
    assert b"".join(chunk.data for chunk in chunks) == data
    return chunks


def test_chunks_of_tables_become_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    chunks = _later_chunks(monkeypatch, later=500_000, most_fields=1_000_000)
    begins = np.cumsum([0, *(len(chunk.data) for chunk in chunks)]).tolist()
    inner = list(zip(begins, chunks, strict=False))[1:-1]
    early = [len(chunk.data) for begin, chunk in inner if begin < 500_000]
    late = [len(chunk.data) for begin, chunk in inner if begin >= 500_000]
    assert 99_000 < min(early) <= max(early) <= 100_000
    assert 199_000 < min(late) <= max(late) <= 200_000


@pytest.mark.parametrize("most", [10, 70_000])
def test_but_by_no_more_than_their_fields_allow(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chunks = _later_chunks(monkeypatch, later=0, most_fields=most)
    # Two bytes a field.
    fields = [chunk.fields.starts.size for chunk in chunks[2:-1] if chunk.fields is not None]
    assert fields
    assert max(most, 50_000) - 500 < min(fields) <= max(fields) <= max(most, 50_000)


def test_prose_blocks() -> None:
    page = b"word " * 2000 + b"\n"
    result = read(b"\f".join([page] * 30))
    assert len(result.records) > 3
    assert all(text.startswith((b"word", b"\f")) for _, text in result.records)
    assert len(read(b"x" * MAX_PROSE_RECORD_BYTES).records) == 1
    assert len(read(b"x" * (MAX_PROSE_RECORD_BYTES + 1)).records) == 2


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"int a;\nint b;\nint c;\nint d;\nvoid f(int a, int b);\n", "text"),
        (b"Bonjour, Paul\nBonsoir, Anne\nSalut, Luc\nAdieu, Eve\n", "text"),
        (b"2021-02-23 10:00:00,123 INFO ok\n2021-02-23 10:00:01,456 INFO ok\n" * 5, "text"),
        (b"[INFO] started\n[INFO] stopped\n", "text"),
        (b"{curly} braces in prose\n", "text"),
        (b"2021-02-03  Zo\xc3\xa9\n" + b"\t* fait ceci\n\t* fait cela\n" * 9, "text"),
        (b"MSH|^~\\&|A|B\nPID|1|2|3\n", "hl7"),
        (b"Insert into the slot, values (high) first.\n", "text"),
        (b"nom;prenom\nDURAND;Zoe\nMARTIN;Leo\n", "delimited"),
        (b"nom\tprenom\nDURAND\tZoe\nMARTIN\tLeo\n", "delimited"),
        (b"a,b,c\n1,2,3\n4,5,6\n", "delimited"),
        (b"a;b;c\n1;2;3\n\n4;5\n6;7;8\n9;9;9\n1;1;1\n", "delimited"),
        (b"INSERT INTO t VALUES (1);\n", "sql"),
        (b'  {"a": 1}\n', "json"),
        (b"[]", "json"),
        (b"", "empty"),
    ],
)
def test_what_is_taken_for_what(data: bytes, wanted: str) -> None:
    assert read(data).formats == [wanted]


def test_a_file_name_helps() -> None:
    assert read(b"nom\nDURAND\nMARTIN\n", "x.csv").formats == ["delimited"]
    assert read(gzip.compress(b"nom\nDURAND\n"), "x.CSV.gz").formats == ["gzip", "delimited"]


def test_gzip_members_garbage_and_damage() -> None:
    part = gzip.compress(b"one line\n")
    assert read(part + part + b"\0" * 700).text == b"one line\n" * 2
    garbage = read(part + b"garbage")
    assert garbage.text == b"one line\n"
    assert [gap.reason for gap in garbage.gaps] == [GapReason.CORRUPT]
    truncated = read(gzip.compress(TEXT.encode() * 5000)[:-30])
    assert truncated.text.startswith(TEXT.encode())
    assert [gap.reason for gap in truncated.gaps] == [GapReason.CORRUPT]


def test_limits() -> None:
    bomb = gzip.compress(b"\x20" * (40 << 20), 9)
    result = read(bomb, max_ratio=500)
    assert [gap.reason for gap in result.gaps] == [GapReason.RATIO]
    nested = b"x"
    for _ in range(10):
        nested = gzip.compress(nested)
    assert [gap.reason for gap in read(nested).gaps] == [GapReason.TOO_DEEP]
    large = read(TEXT.encode() * 1000, max_member_bytes=1000)
    assert [gap.reason for gap in large.gaps] == [GapReason.TOO_LARGE]
    assert len(large.text) <= 1000


class _Failing(io.RawIOBase):
    """Fails after the first read."""

    def __init__(self) -> None:
        self._data = [b"text " * 100]

    def read(self, size: int = -1, /) -> bytes:
        """The data, then an error."""
        del size
        if not self._data:
            raise OSError(5, "secret name")
        return self._data.pop()


def test_an_error_while_reading_is_a_gap() -> None:
    reading = open_member(_Failing(), "", ReadOptions())  # type: ignore[arg-type]
    assert sum(chunk.end - chunk.begin for chunk in reading.chunks()) == 500
    assert [gap.reason for gap in reading.gaps] == [GapReason.IO_ERROR]
    assert "secret" not in repr(reading.gaps)


def test_repr_shows_nothing() -> None:
    reading = open_member(io.BytesIO(b"DURAND;Zoe;x\n" * 5), "DURAND.csv", ReadOptions())
    chunks = list(reading.chunks())
    assert "DURAND" not in repr(reading) + repr(chunks) + repr(chunks[0].original)


@pytest.mark.parametrize(
    "text",
    ['a;"b;c";d\n', '"a""b";"";"\n"\n', 'x\n"a\r\n";b\r\n', '"";""\n', '";";"\n;"\n'],
)
def test_regular_quotes_by_both_ways(text: str) -> None:
    data = np.frombuffer(text.encode() * 50, np.uint8)
    tokens = (data == ord(";")) | (data == ord("\n")) | (data == ord('"'))
    regular = _regular(data, tokens, at_start=True, final=True)
    assert regular is not None
    positions = np.flatnonzero((data == ord(";")) | (data == ord("\n")))
    quotes = np.flatnonzero(data == ord('"'))
    few = _regular_few(data, positions, quotes, at_start=True, final=True)
    assert few is not None
    assert few.positions.tolist() == regular.positions.tolist()
    # A stray quote at the end sends the same text through the general automaton.
    stray = np.frombuffer(text.encode() * 50 + b'x"x', np.uint8)
    general = find_separators(stray, ord(";"), final=True, at_start=True)
    assert general.positions.tolist() == regular.positions.tolist()


def test_sql_tables_are_reused_and_columns_found() -> None:
    data = (
        b"CREATE TABLE p (id int, nom text, PRIMARY KEY (id));\n"
        b"INSERT INTO p VALUES (1,'a');\nINSERT INTO q (x) VALUES (2);\n"
        b"INSERT INTO p VALUES (3,'b');\n"
    )
    tables = [chunk.table for chunk in _chunks(data) if chunk.table is not None]
    assert tables[0] is tables[2]
    assert [table.columns for table in tables[:2]] == [["id", "nom"], ["x"]]
    assert all(table.header_certain for table in tables)


@pytest.mark.parametrize("chunk_bytes", [1024, 1 << 20])
def test_sql_only_rows_are_records(chunk_bytes: int) -> None:
    statements = b"-- NIR 144509912300979\n" + b"SET x = 'a comment';\n" * 9000
    rows = b"INSERT INTO p VALUES (1,'a'),(2,'b');\n"
    data = statements + rows + b"UNLOCK TABLES;\n\n" + rows + b"\n-- Dump completed\n\n"
    chunks = _chunks(data, chunk_bytes=chunk_bytes)
    assert b"".join(chunk.data[chunk.begin : chunk.end] for chunk in chunks) == data
    told = [(chunk.first_record, chunk.record_starts.size) for chunk in chunks]
    assert [counts for counts in told if counts[1]] == [(0, 2), (2, 2)]
    assert [chunk.table is None for chunk in chunks] == [size == 0 for _, size in told]
    # One block a chunk: hits in it count together, whatever the chunk size.
    loose = [chunk for chunk in chunks if chunk.table is None]
    assert all(chunk.end - chunk.begin <= MAX_PROSE_RECORD_BYTES for chunk in loose)


def test_json_punctuation_is_no_record() -> None:
    spaces = b" " * 5000
    assert read(b"[" + spaces + b"]").records == []
    assert len(read(spaces + b'[{"a": 1},{"a": 2}' + spaces + b"]\n").records) == 2
    assert len(read(b"plain words", input_format="json").records) == 1


def test_sql_one_insert_per_row_is_one_run() -> None:
    data = b"".join(b"INSERT INTO p (a, b) VALUES (%d,'it''s');\n" % n for n in range(5000))
    result = read(data)
    assert len(result.records) == 5000
    assert [value for _, column, value in result.fields if column][:2] == [b"it 's", b"it 's"]
    assert len(_chunks(data)) < 4
