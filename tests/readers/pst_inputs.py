"""Outlook stores of fictitious people: messages, a contact, a file, a message in a message."""

import struct
from uuid import UUID

from tests.readers.labelled import letter_text, table_csv
from tests.readers.mail_inputs import BODY, TABLE
from tests.readers.pst_writer import BINARY, LONG, OBJECT, TIME, StoreWriter, Written, text

MESSAGE, CONTACT = 0x200024, 0x200044
RECIPIENTS, ATTACHMENT, INNER = 0x692, 0x8025, 0x8044
BIRTHDAY = (1950 - 1601) * 365 + 84 + 31
"""Days from 1601 to the first of February 1950."""
_INBOX = 0x8022
_ADDRESS = UUID("00062004-0000-0000-c000-000000000046")


def attachment(store: StoreWriter, name: str, data: bytes) -> Written:
    """A file."""
    values = [text(0x3707, name), (0x3705, LONG, b"\1\0\0\0"), (0x3701, BINARY, data)]
    return store.object(ATTACHMENT, values)


def attached_message(store: StoreWriter) -> Written:
    """A message as the attachment of another."""
    values = [text(0x1A, "IPM.Note"), text(0x37, "FW"), text(0x1000, "Deuxième message transmis.")]
    inner = store.object(INNER, values)
    reference = struct.pack("<II", INNER, 0)
    held = [(0x3705, LONG, b"\5\0\0\0"), (0x3701, OBJECT, reference)]
    return store.object(ATTACHMENT + 0x20, held, [inner])


def message(store: StoreWriter, charset: str = "utf-16-le") -> Written:
    """A message with recipients, a file and another message."""
    people = [("Secrétariat", "secretariat@example.fr"), ("Labo", "labo@example.org")]
    rows = [[text(0x3001, name, charset), text(0x3003, place, charset)] for name, place in people]
    values = [
        text(0x1A, "IPM.Note", charset),
        text(0x37, "\1\1Résultats de Mme Durand : sérologie", charset),
        text(0xC1A, "Hélène Martin", charset),
        text(0xC1F, "helene.martin@example.org", charset),
        text(0x1000, BODY.replace("\n", "\r\n"), charset),
    ]
    inner = [
        store.table(RECIPIENTS, rows),
        attachment(store, "résultats.csv", TABLE * 200),
        attached_message(store),
    ]
    return store.object(MESSAGE, values, inner)


def contact(store: StoreWriter) -> Written:
    """A contact with a birthday, an address of mail and a field of one's own."""
    ticks = BIRTHDAY * 24 * 3600 * 10_000_000
    values = [
        text(0x1A, "IPM.Contact"),
        text(0x3001, "Zoé DURAND"),
        text(0x3A1C, "06 39 98 12 34"),
        (0x3A42, TIME, struct.pack("<Q", ticks)),
        text(0x8000, "zoe@example.org"),
        text(0x8001, "VIH positif"),
    ]
    return store.object(CONTACT, values)


def names(store: StoreWriter) -> Written:
    """The map of the two named properties."""
    own = "Diagnostic".encode("utf-16-le")
    entries = struct.pack("<IHHIHH", 0x8083, 3 << 1, 0, 0, 2 << 1 | 1, 1)
    values = [
        (2, BINARY, _ADDRESS.bytes_le),
        (3, BINARY, entries),
        (4, BINARY, struct.pack("<I", len(own)) + own),
    ]
    return store.object(0x61, values)


def with_folders(store: StoreWriter, *kept: Written) -> bytes:
    """The store, with the folders that other readers need to find these."""
    title = [[text(0x3001, "Boîte de réception")]]
    store.keep(store.object(0x21, [text(0x3001, "boîte")]), 0)
    store.keep(store.object(0x122, [text(0x3001, "Racine")]))
    store.keep(store.table(0x12D, title, [_INBOX]), 0)
    store.keep(store.object(_INBOX, [text(0x3001, "Boîte de réception")]))
    listed = [each.number for each in kept if each.number & 0x1F == 4]
    store.keep(store.table(0x802E, title * len(listed), listed), 0)
    for each in kept:
        store.keep(each, _INBOX if each.number in listed else 0)
    return store.written()


def mailbox(*, wide: bool = True, method: int = 1) -> bytes:
    """The message, the contact, and a text that no message holds any more."""
    store = StoreWriter(wide=wide, method=method)
    charset = "utf-16-le" if wide else "cp1252"
    return with_folders(store, names(store), message(store, charset), contact(store))


def inputs() -> dict[str, tuple[str, bytes]]:
    """File name and content of each case, by ``format/case``."""
    letter, table = StoreWriter(), StoreWriter()
    body = text(0x1000, letter_text().decode())
    sheet = attachment(table, "table.csv", table_csv())
    return {
        "pst/unicode": ("boite.pst", mailbox()),
        "pst/ansi": ("boite.pst", mailbox(wide=False)),
        "pst/cyclic": ("boite.pst", mailbox(method=2)),
        "pst/letter": ("boite.pst", with_folders(letter, letter.object(MESSAGE, [body]))),
        "pst/table": ("boite.pst", with_folders(table, table.object(MESSAGE, [], [sheet]))),
    }
