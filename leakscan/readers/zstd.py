"""Zstandard: streamed, several frames in a row, skippable frames passed over.

Specification: RFC 8878. The window is bounded by the library at 128 MiB, as RFC 8878 section
3.1.1.1.2 lets a decoder do; ``zstd --long=31`` asks for more.
"""

from leakscan.readers.ahead import DecompressedAhead
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import new_zstd
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import Compression, FormatInfo

INFO = FormatInfo(
    name="zstd",
    description={
        "fr": "compression Zstandard, au fil de l'eau",
        "en": "Zstandard compression, streamed",
    },
    limits={
        "fr": "fenêtre : 128 Mio (--long jusqu'à 27) ; pas de dictionnaire externe",
        "en": "window: 128 MiB (--long up to 27); no external dictionary",
    },
)
_MAGIC = b"\x28\xb5\x2f\xfd"


def is_zstd(head: bytes) -> bool:
    """Whether bytes begin a frame, or one to be skipped."""
    if head.startswith(_MAGIC):
        return True
    return head[1:4] == b"\x2a\x4d\x18" and head[0] & 0xF0 == 0x50


def open_zstd(feed: ByteFeed) -> Decompressed:
    """The decompressed bytes of a feed."""
    return DecompressedAhead(feed, new_zstd, "zstd", again=is_zstd)


FORMAT = Compression(info=INFO, recognise=is_zstd, open=open_zstd)
