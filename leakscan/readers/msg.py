"""Outlook messages (.msg): header, body, recipients and attachments, one record a message.

Specification: [MS-OXMSG] 2023, [MS-OXPROPS]; the compound file is opened with olefile (BSD).
A body that exists as RTF only is examined as a file of its own.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="msg",
    description={
        "fr": "messages Outlook (.msg) : en-têtes, corps, destinataires, pièces jointes",
        "en": "Outlook messages (.msg): headers, bodies, recipients, attachments",
    },
    limits={
        "fr": "pièce jointe : 128 Mio",
        "en": "attachment: 128 MiB",
    },
)
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = ("__substg1.0_", "__properties_version1.0", "__nameid_version1.0")


def is_msg(head: bytes, name: str) -> bool:
    """Whether a compound file is a message; its directory may lie beyond the head."""
    if not head.startswith(_MAGIC):
        return False
    return name.endswith(".msg") or any(mark.encode("utf-16-le") in head for mark in _NAMES)


def read_msg(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The attachments, and the texts of the message and of those attached to it."""
    from leakscan.readers import msg_properties

    return msg_properties.read_msg(feed, options)
