"""Outlook stores (.pst, .ost): their messages, contacts and appointments, one record each.

Specification: [MS-PST] (header: 2.2.2.6). It is read without a library: the kept one, libpff, is
LGPL and C, and holds what hostile files make it hold. What a password protects is not encrypted.
What no message holds any more is read as strings, and so is everything when a tree is damaged.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="pst",
    description={
        "fr": "archives Outlook (.pst, .ost) : messages, contacts, agenda, pièces jointes, effacés",
        "en": "Outlook stores (.pst, .ost): messages, contacts, calendar, attachments, deleted",
    },
    limits={
        "fr": "effacés, et au-delà de 128 Mio dans une archive : chaînes seulement",
        "en": "deleted messages, and beyond 128 MiB in an archive: strings only",
    },
)
_MAGIC, _CLIENTS = b"!BDN", (b"SM", b"SO", b"AB")


def is_pst(head: bytes, _name: str) -> bool:
    """Whether a file begins as a store."""
    return head.startswith(_MAGIC) and head[8:10] in _CLIENTS


def read_pst(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The attachments and the texts of all messages; then strings of what was deleted."""
    from leakscan.readers import pst_store

    return pst_store.read_pst(feed, options)
