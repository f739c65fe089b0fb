"""TNEF (winmail.dat): the message and the attachments that Outlook wraps for its like.

Specification: [MS-OXTNEF] 2021. One record for the message; a body in RTF only is examined as
a file of its own.
"""

from collections.abc import Iterator

from leakscan.raw.embedded import Item
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import FormatInfo
from leakscan.readers.options import ReadOptions

INFO = FormatInfo(
    name="tnef",
    description={
        "fr": "TNEF (winmail.dat) : message et pièces jointes",
        "en": "TNEF (winmail.dat): message and attachments",
    },
    limits={"fr": "pièce jointe : 64 Mio", "en": "attachment: 64 MiB"},
)
_MAGIC = b"\x78\x9f\x3e\x22"


def is_tnef(head: bytes, _name: str) -> bool:
    """Whether a file begins as TNEF."""
    return head.startswith(_MAGIC)


def read_tnef(feed: ByteFeed, options: ReadOptions) -> Iterator[Item]:
    """The attachments, and the text of the message."""
    from leakscan.readers import tnef_attributes

    return tnef_attributes.read_tnef(feed, options)
