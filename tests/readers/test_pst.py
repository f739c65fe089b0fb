"""Outlook stores: what `pst_writer` writes, and what Aspose.Email 26.10 does (``pst/aspose``).

That one is the evaluation version, as it says in every body.
"""

import io
import random
import struct
import tracemalloc

import pytest

from leakscan.model.coverage import GapReason
from leakscan.readers.damage import DAMAGE
from leakscan.readers.opening import ReadOptions, open_member
from leakscan.readers.pst_encoding import PERMUTED_BYTES, decoded
from leakscan.readers.pst_pages import Store, layout_of
from tests.readers.golden import GOLDEN
from tests.readers.mail_inputs import BODY, TABLE
from tests.readers.pst_inputs import MESSAGE, RECIPIENTS, mailbox, with_folders
from tests.readers.pst_writer import BINARY, ENCODED, StoreWriter, Written, text
from tests.readers.reading import Result, read

CONTACT = """
Name: Zoé DURAND
Mobile telephone: 06 39 98 12 34
Birthday: 1950-02-01
E-mail: zoe@example.org
Diagnostic: VIH positif
"""
VARIANTS = [(wide, method) for wide in (True, False) for method in (0, 1, 2)]


@pytest.mark.parametrize(("wide", "method"), VARIANTS)
def test_messages_are_records_and_files_are_members(*, wide: bool, method: int) -> None:
    found = read(mailbox(wide=wide, method=method))
    assert (found.formats, found.gaps) == (["pst"], [])
    first, attached, contact = (record.decode() for _, record in found.records)
    assert "From: Hélène Martin helene.martin@example.org\n" in first
    assert "Subject: Résultats de Mme Durand : sérologie\n" in first
    assert "Recipient: Secrétariat secretariat@example.fr\nRecipient: Labo" in first
    assert first.endswith(BODY.rstrip())
    assert "Deuxième message transmis." in attached
    assert contact.split() == CONTACT.split()
    [(name, table)] = found.members
    assert name == "résultats.csv"
    assert isinstance(table, Result)
    assert table.text == (TABLE * 200).decode("cp1252").encode()


def test_what_another_library_wrote() -> None:
    [path] = GOLDEN.glob("pst/aspose/*.pst")
    found = read(path.read_bytes())
    assert found.gaps == []
    whole = found.text.decode()
    assert BODY.strip() in whole.replace("\n\n\n", "\n\n")
    assert "E-mail: zoe@example.org" in whole
    [(_, table)] = found.members
    assert isinstance(table, Result)
    assert table.formats == ["delimited"]


@pytest.mark.parametrize("tag", [0x1013, 0x1009])
def test_a_body_without_plain_text(tag: int) -> None:
    store = StoreWriter()
    html = "<p>Enceinte de 22&nbsp;SA, à revoir</p>".encode()
    rtf = struct.pack("<II4sI", 0, 99, b"MELA", 0) + b"{\\rtf1 Enceinte de 22 SA}"
    message = store.object(MESSAGE, [(tag, BINARY, html if tag == 0x1013 else rtf)])
    found = read(with_folders(store, message))
    texts = [found.text, *(each.text for _, each in found.members if isinstance(each, Result))]
    assert any("Enceinte de 22" in each.decode().replace("\xa0", " ") for each in texts)


@pytest.mark.parametrize("method", [0, 1])
def test_what_was_deleted_is_read_as_strings(method: int) -> None:
    gone = bytes(300) + BODY.encode("utf-16-le") + bytes(300)
    store = StoreWriter(method=method, free=gone.translate(ENCODED) if method else gone)
    found = read(with_folders(store, store.object(MESSAGE, [text(0x1000, "Bonjour")])))
    assert found.gaps == []
    for line in BODY.splitlines():
        assert line.encode() in found.text
    assert b"GGGGGG" not in found.text


def test_an_archive_of_exchange_is_one() -> None:
    data = bytearray(mailbox())
    data[8:10] = b"SO"
    assert read(bytes(data)).formats == ["pst"]


def test_encryption_is_told() -> None:
    data = bytearray(mailbox())
    data[513] = 16
    assert [gap.reason for gap in read(bytes(data)).gaps] == [GapReason.ENCRYPTED]


def test_a_store_in_a_pipe_beyond_memory_gives_its_strings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakscan.readers.feed.ByteFeed.as_file.__defaults__", (100,))
    found = read(mailbox(), dribble=1000)
    assert [gap.reason for gap in found.gaps] == [GapReason.TOO_LARGE]
    assert b"Je revois Mme DURAND" in found.text


def test_tables_of_the_specification() -> None:
    assert sorted(PERMUTED_BYTES) == list(range(256))
    # The first of [MS-PST] 5.1, mpbbR, is the inverse of its third.
    assert list(ENCODED[:8]) == [65, 54, 19, 98, 168, 33, 110, 187]


@pytest.mark.parametrize("number", [0, 4, 0x12345678, 0xFFFFFFFC])
def test_the_cyclic_method_is_its_own_inverse(number: int) -> None:
    data = random.Random(number).randbytes(70_000)
    assert decoded(decoded(data, 2, number), 2, number) == data != decoded(data, 2, number)


def test_cut_anywhere() -> None:
    data = mailbox()
    for size in range(10, len(data), 61):
        read(data[:size])


def test_cut_short_it_is_told_and_its_strings_are_read() -> None:
    data = mailbox()
    found = read(data[: len(data) - 600])
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]
    assert b"Je revois Mme DURAND" in found.text


@pytest.mark.parametrize("seed", range(150))
def test_damaged(seed: int) -> None:
    luck = random.Random(seed)
    data = bytearray(mailbox(wide=bool(seed % 2), method=seed % 3))
    for _ in range(luck.choice([1, 8, 64])):
        data[luck.randrange(10, len(data))] = luck.randrange(256)
    read(bytes(data))


@pytest.mark.parametrize("method", [0, 1])
def test_recipients_may_fill_many_blocks(method: int) -> None:
    store = StoreWriter(method=method)
    table = store.table(RECIPIENTS, [[text(0x3001, "Zoé")], [text(0x3001, "Ali")]], times=2000)
    found = read(with_folders(store, store.object(MESSAGE, [text(0x1000, "Bonjour")], [table])))
    assert found.gaps == []
    assert found.text.count("Recipient: Zoé\nRecipient: Ali\n".encode()) == 2000


def test_one_value_that_all_recipients_share_takes_no_memory() -> None:
    store = StoreWriter(method=0)
    table = store.table(RECIPIENTS, [[text(0x3001, "x" * 2000)]], times=100_000)
    data = with_folders(store, store.object(MESSAGE, [text(0x1000, "Bonjour")], [table]))
    tracemalloc.start()
    found = open_member(io.BytesIO(data), "x", ReadOptions())
    for _ in found.items():
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [gap.reason for gap in found.gaps] == [GapReason.CORRUPT]
    assert peak < 100 * 1024 * 1024


def test_trees_that_lead_in_circles_end() -> None:
    data = bytearray(mailbox())
    (at,) = struct.unpack_from("<Q", data, 224)
    data[at + 491] = 3
    for entry in range(4):
        struct.pack_into("<QQQ", data, at + 24 * entry, 0, 0, at)
    data[at + 488 : at + 491] = bytes([4, 20, 24])
    assert [gap.reason for gap in read(bytes(data)).gaps] == [GapReason.CORRUPT]


def test_data_that_many_objects_share_is_read_some_times() -> None:
    writer = StoreWriter()
    shared = writer.data(b"x" * 4_000_000)
    for number in range(200):
        writer.keep(Written(MESSAGE + 0x20 * number, shared))
    data = writer.written()
    store = Store(io.BytesIO(data), layout_of(data), len(data))
    read_bytes = 0
    for node in store.nodes():
        try:
            for block in store.data(node.data):
                read_bytes += len(block)
        except DAMAGE:
            break
    assert read_bytes < 9 * len(data) + 17 * 1024 * 1024
