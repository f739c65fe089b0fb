"""Documents stored as bytes: BSON, MessagePack and CBOR give the same records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.model.coverage import GapReason
from tests.readers.packed_writer import PEOPLE, Value, archive, bson, cbor, messagepack
from tests.readers.reading import read

FIRST = [
    ("nom", "DURAND"),
    ("prénom", "Zoé"),
    ("nir", "144509912300979"),
    ("contact.tel", "06 39 98 12 34"),
    ("actes.libelle", "enceinte de 22 SA"),
    ("actes.prix", "1.5"),
    ("actes.prix", "23"),
    ("pays", "-33"),
]
WRITTEN = {
    "bson": bson(PEOPLE),
    "messagepack": b"".join(map(messagepack, PEOPLE)),
    "messagepack of one": messagepack(PEOPLE),
    "messagepack wrapped": messagepack({"total": 2, "patients": PEOPLE}),
    "cbor": b"".join(map(cbor, PEOPLE)),
    "cbor of one": cbor(PEOPLE),
    "cbor marked": b"\xd9\xd9\xf7" + cbor(PEOPLE),
    "cbor open-ended": cbor(PEOPLE, open_ended=True),
}


def told(data: bytes, **options: int) -> list[tuple[str, str]]:
    return [(name, value.decode()) for name, _, value in read(data, "x.bin", **options).fields]


@pytest.mark.parametrize("case", WRITTEN)
def test_documents_are_records(case: str) -> None:
    found = read(WRITTEN[case], "x.bin")
    assert found.formats == [case.split(maxsplit=1)[0]]
    assert found.gaps == []
    assert sum(b'"nom"' in text for _, text in found.records) == 2
    fields = told(WRITTEN[case])
    assert [pair for pair in FIRST if pair not in fields] == []
    assert ("ne_le", "1944-05-09") in [(name, value[:10]) for name, value in fields]


@pytest.mark.parametrize("case", WRITTEN)
def test_whatever_the_chunk_size(case: str) -> None:
    assert told(WRITTEN[case], chunk_bytes=1024) == told(WRITTEN[case])


def test_an_archive_of_collections() -> None:
    found = read(archive(PEOPLE), "dump.archive")
    assert (found.formats, found.gaps) == (["bson"], [])
    assert ("nom", "DURAND") in told(archive(PEOPLE))


@pytest.mark.parametrize("case", WRITTEN)
def test_what_is_cut_is_told_and_the_rest_is_read(case: str) -> None:
    data = WRITTEN[case][:-9]
    found = read(data, "x.bin")
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]
    assert ("nom", "DURAND") in told(data)


def test_a_moment_is_a_day_only_at_midnight() -> None:
    fields = dict(told(bson([{"a": "x" * 70, "vu": 1.0}, PEOPLE[0]])))
    assert fields["ne_le"] == "1944-05-09"


@pytest.mark.parametrize("write", [messagepack, cbor])
def test_rows_without_names(write: object) -> None:
    rows: list[Value] = [["nom", "prenom", "tel"]]
    rows += [[f"DURAND{n}", "Zoé", f"06399812{n:02}"] for n in range(9)]
    assert callable(write)
    found = read(write(rows), "x.bin")
    assert found.gaps == []
    assert ("tel", "0639981203") in [(name, value.decode()) for name, _, value in found.fields]


@pytest.mark.parametrize("write", [messagepack, cbor])
def test_a_file_in_a_value_is_a_member(write: object) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(200)
    assert callable(write)
    found = read(write([{"nom": "DURAND", "photo": picture, "tel": "0639981234"}]), "x.bin")
    assert len(found.members) == 1


@pytest.mark.parametrize("count", [20, 5000])
def test_nothing_is_too_deep_to_be_told(count: int) -> None:
    data = messagepack({"nom": "A", "tel": "B", "x": "C"}) + b"\x91" * count + b"\xc0"
    found = read(data, "x.bin")
    assert [gap.reason for gap in found.gaps] == ([GapReason.TOO_DEEP] if count > 256 else [])


@pytest.mark.parametrize(
    "text",
    [
        "“Bonjour”, dit-il à Zoé DURAND. " * 20,
        "‘n‘ DURAND; 06 39 98 12 34\n" * 20,
        "£5 pour M. DURAND Zoé\n" * 20,
        "…suite du courrier de Mme DURAND\n" * 20,
    ],
)
def test_text_that_begins_with_such_a_byte_is_text(text: str) -> None:
    found = read(text.encode("cp1252"), "x.txt")
    assert not {"messagepack", "cbor", "bson"} & set(found.formats)
    assert found.gaps == []


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.text(max_size=40),
    st.binary(max_size=40),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abcé", min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_value_is_read_without_a_gap(value: Value) -> None:
    known: Value = {"nom": "A", "tel": "B", "nir": "C", "x": value}
    for data in (bson([known]), messagepack(known), cbor(known), cbor(known, open_ended=True)):
        found = read(data, "x.bin")
        if found.formats[:1] != ["binary"]:
            assert found.gaps == []


@given(st.binary(max_size=300), st.sampled_from(sorted(WRITTEN)), st.integers(0, 200))
def test_no_bytes_crash(junk: bytes, case: str, at: int) -> None:
    data = WRITTEN[case]
    read(data[:at] + junk + data[at:], "x.bin")


@pytest.mark.parametrize(
    "data",
    [
        b"\x10\0\0\0\x01A\0" + bytes(40),
        b"\x40\0\0\0\x02nom\0\x05\0\0\0abcd\0" + b"\x07" * 60,
        bson(PEOPLE)[:4] + b"\x02nom\0" + b"\xff" * 200,
    ],
)
def test_bytes_that_begin_as_a_document_does_are_binary(data: bytes) -> None:
    assert read(data, "x.bin").formats == ["binary"]
