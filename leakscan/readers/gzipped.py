"""gzip: streamed, several members in a row.

Specification: RFC 1952. What can be decompressed before an error is read; the rest is a gap.
"""

from leakscan.readers.ahead import DecompressedAhead
from leakscan.readers.decompression import Decompressed
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import Compression, FormatInfo
from leakscan.readers.gunzip import Gunzip

INFO = FormatInfo(
    name="gzip",
    description={
        "fr": "compression gzip, au fil de l'eau, imbriquée ou en plusieurs membres",
        "en": "gzip compression, streamed, nested or in several members",
    },
    limits={
        "fr": "taux de compression et profondeur bornés (--max-ratio, --max-depth)",
        "en": "bounded ratio and depth (--max-ratio, --max-depth)",
    },
)

_MAGIC = b"\x1f\x8b\x08"


def is_gzip(head: bytes) -> bool:
    """Whether bytes begin a gzip member with deflate, the only method there is."""
    return head.startswith(_MAGIC)


def open_gzip(feed: ByteFeed) -> Decompressed:
    """The decompressed bytes of a feed."""
    return DecompressedAhead(feed, Gunzip, "gzip", again=is_gzip)


FORMAT = Compression(info=INFO, recognise=is_gzip, open=open_gzip)
