"""LZ4 frames: streamed, several in a row.

Specification: "LZ4 Frame Format Description", version 1.6.4. The legacy format of the Linux
kernel and raw blocks have no frame and are not read.
"""

from leakscan.readers.ahead import DecompressedAhead
from leakscan.readers.decompression import Decompressed
from leakscan.readers.decompressors import new_lz4
from leakscan.readers.feed import ByteFeed
from leakscan.readers.format import Compression, FormatInfo

INFO = FormatInfo(
    name="lz4",
    description={
        "fr": "compression LZ4 (trames), au fil de l'eau",
        "en": "LZ4 compression (frames), streamed",
    },
    limits={
        "fr": "ni l'ancien format du noyau Linux, ni les blocs sans trame",
        "en": "neither the legacy format of the Linux kernel nor bare blocks",
    },
    modules=("lz4",),
    extra="archives",
)
_MAGIC = b"\x04\x22\x4d\x18"


def is_lz4(head: bytes) -> bool:
    """Whether bytes begin a frame."""
    return head.startswith(_MAGIC)


def open_lz4(feed: ByteFeed) -> Decompressed:
    """The decompressed bytes of a feed."""
    return DecompressedAhead(feed, new_lz4, "lz4", again=is_lz4)


FORMAT = Compression(info=INFO, recognise=is_lz4, open=open_lz4)
